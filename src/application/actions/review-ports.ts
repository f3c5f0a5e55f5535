import type { ChainHead } from '../../domain/event-chain';
import type { DecimalText } from '../../domain/decimal';
import type { ActionArguments } from '../../domain/review/action-arguments';
import type { ActionKind, ActionState, ActionSubjectKind, SnoozeWaker } from '../../domain/review/action-kinds';
import type { Viewer } from '../../domain/review/capability';
import type { LinkedRecord } from '../../domain/review/linked-record';
import type { ReviewLimits, Stake } from '../../domain/review/limits';
import type { ReviewRequest } from '../../domain/review/request';
import type { OperationState } from '../../domain/states';
import type { ClosePorts } from '../close/close-port';
import type { CauseKind } from '../machine-ports';
import type { RetainRows } from '../retain/retain-port';
import type { Operation, Ports } from '../ports';
import type { QueueQuestion, Scope } from '../review/review-rows-port';
import type { Asker } from './act';
import type { DecisionRows } from './decision-port';
import type { ReplayScheduler } from '../decisions/replay-port';

/** An action as its row says it. */
export interface AskedAction {
  readonly internalId: number;
  /** Names the click for good: hash of the asker and the click's key. */
  readonly click: string;
  readonly kind: ActionKind;
  readonly subject: ActionSubjectKind;
  readonly subjectId: string;
  /** Head of the subject's chain when the person saw it; undefined: its state alone is judged. */
  readonly seen: number | undefined;
  readonly args: ActionArguments;
  readonly asker: Asker;
  readonly askedMs: number;
  /** What was told of it so far; empty: no run came to anything yet. */
  readonly told: string;
}

/** What became of an action. */
export interface CarriedOut {
  readonly state: ActionState;
  /** A refusal, the name of an error, or what was done. */
  readonly code: string;
  /** For the person, in words. */
  readonly text: string;
}

/** Code of an action row that a later run goes on with. */
export const GOING_ON = 'going_on';

export type LoadedAction =
  | { readonly kind: 'asked'; readonly action: AskedAction }
  | { readonly kind: 'over'; readonly state: ActionState }
  /** Its row was changed outside Docket. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** The rows that pages save. */
export interface ActionRows {
  /** 2 units. */
  load(internalId: number): LoadedAction;
  /** Rows that were asked before a time and that nothing became of, the oldest first. 10 units. */
  waiting(beforeMs: number, most: number): readonly number[];
  /** Says what became of it. 2 units. */
  finish(internalId: number, done: CarriedOut, by: { readonly ranBy: string; readonly nowMs: number }): void;
}

/** Who people are. */
export interface People {
  /** What somebody may do in a role; undefined: the role has no part in the queue. 20 units. */
  viewer(asker: Asker): Viewer | undefined;
  /** 10 units. */
  limits(): ReviewLimits;
}

/** An operation as an action judges it. */
export interface ActedOn extends Stake {
  readonly internalId: number;
  readonly operationId: string;
  readonly source: string;
  readonly documentType: string;
  /** The document's own number, as it came; empty: it says none. */
  readonly documentNumber: string;
  readonly state: OperationState;
  readonly owner: number | undefined;
  readonly amount: string;
  readonly currency: string;
  readonly party: string;
  readonly subsidiary: number | undefined;
  readonly cause: string;
  readonly head: number;
}

/** Which rows of a list that is worked through by internal id. */
export interface RowPart {
  readonly after: number;
  readonly most: number;
}

/** Operations that a person may see. */
export interface SeenOperations {
  /** 10 units. */
  of(operationIds: readonly string[], scope: Scope): readonly ActedOn[];
  /** The rows that the queue shows for a question, behind an internal id, in order of it. 10 units. */
  matching(question: QueueQuestion, part: RowPart): readonly ActedOn[];
  /** How many rows the queue shows for a question, and what is at risk in them, in base currency; undefined: one of the amounts cannot be told. 10 units. */
  measure(question: QueueQuestion): { readonly rows: number; readonly amount: DecimalText | undefined };
  /** Those that rest with a person for one cause, snoozed or not, behind an internal id, in order of it. 10 units. */
  ofCause(cause: string, scope: Scope, part: RowPart): readonly ActedOn[];
  /** The operation with its document, held by nobody. 2 units. */
  load(internalId: number): Operation;
  /** Names the request that an operation waits for; empty: none. 2 units. */
  nameRequest(internalId: number, number: string): void;
  /** What a record of the ledger says of itself; undefined: it is not there, or no target of documents. 21 units. */
  linked(recordType: string, internalId: number): LinkedRecord | undefined;
}

/** A cause with what people made of it. */
export interface BoardCause {
  readonly internalId: number;
  readonly fingerprint: string;
  readonly kind: CauseKind;
  readonly open: boolean;
  readonly title: string;
  readonly owner: number | undefined;
  readonly source: string;
  readonly text: string;
  readonly head: ChainHead;
}

/** What changes on a cause. What is absent stays. */
export interface CausePatch {
  readonly head: ChainHead;
  readonly work?: string;
  readonly owner?: number | null;
  readonly snoozedMs?: number | null;
  readonly snoozedFor?: string;
  readonly escalated?: string;
  readonly note?: string;
  /** What its page says of it. */
  readonly text?: string;
  /** Epoch milliseconds: it is closed. */
  readonly closedMs?: number;
}

/** Causes as people work on them. */
export interface CauseBoard {
  /** 10 units. */
  load(fingerprint: string): BoardCause | undefined;
  /** 2 units. */
  change(internalId: number, patch: CausePatch): void;
}

/** A request with its row. */
export interface StoredRequest extends ReviewRequest {
  readonly internalId: number;
  readonly head: ChainHead;
}

/** Requests, unique by their number. */
export interface RequestRows {
  /** Saves a new one; one of its number that is there stays as it is. 6 units; 16 where it is. */
  add(request: ReviewRequest, head: ChainHead): void;
  /** 12 units. */
  load(number: string): StoredRequest | undefined;
  /** 2 units. */
  change(internalId: number, patch: Partial<Pick<StoredRequest, 'state' | 'approver' | 'approverRole' | 'decidedMs' | 'closedMs' | 'progress' | 'result' | 'head'>>): void;
  /** Those that wait for approval or are carried out, the oldest first, at most 100. 10 units. */
  open(): readonly Pick<ReviewRequest, 'number' | 'kind' | 'state'>[];
}

/** A value of a source, and what it means in NetSuite. */
export interface ValueMapping {
  readonly source: string;
  readonly map: string;
  readonly value: string;
  readonly record: string;
  readonly internalId: number | undefined;
  readonly text: string;
  /** Code of the decision. */
  readonly decision: string;
}

/** The value maps. */
export interface ValueMaps {
  /** What a value means already; undefined: nothing. 10 units. */
  meaning(source: string, map: string, value: string): Omit<ValueMapping, 'source' | 'map' | 'value'> | undefined;
  /** Saves it, unique by source, map and value; a row that means nothing any more is written over. 6 units, 16 where it is there. */
  save(mapping: ValueMapping): void;
  /** True where such a record is there and active. 10 units. */
  stands(recordType: string, internalId: number): boolean;
}

/** Something that sleeps until a thing happens, which has happened. */
export interface AwaitedCome {
  readonly subject: 'operation' | 'cause';
  /** Operation or fingerprint. */
  readonly id: string;
  readonly on: Exclude<SnoozeWaker, 'date'>;
}

/** What sleeps until something happens. */
export interface Sleepers {
  /**
   * Operations and causes that sleep past a time until a newer document of their object comes, or the period of their document's date is open,
   * and for which that has happened; a cause where it has for one of its operations. 10 units.
   */
  awaitedCome(nowMs: number): readonly AwaitedCome[];
}

/** What the review queue's actions need beside the ports of operations. */
export interface ReviewPorts extends Ports, ClosePorts {
  readonly retain: RetainRows;
  readonly actions: ActionRows;
  readonly people: People;
  readonly seen: SeenOperations;
  readonly board: CauseBoard;
  readonly requests: RequestRows;
  readonly values: ValueMaps;
  readonly decisions: DecisionRows;
  readonly replayScheduler: ReplayScheduler;
  readonly sleepers: Sleepers;
}

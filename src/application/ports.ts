import type { AppliedValues } from '../domain/applied-values';
import type { LookAlikeWindow } from '../domain/document-keys';
import type { ChainEvent, ChainHead } from '../domain/event-chain';
import type { Intent, SubmitMode } from '../domain/map';
import type { DocumentFacts } from '../domain/mapping';
import type { ObservedError } from '../domain/observed-error';
import type { Care, Outcome, TargetRecord } from '../domain/outcome';
import type { Overlay } from '../domain/overlay';
import type { PostingPeriod } from '../domain/posting-date';
import type { Problem, ReasonCode } from '../domain/reasons';
import type { ReferenceMatch, ReferenceQuery } from '../domain/references';
import type { OperationState } from '../domain/states';
import type { EndedAttempts } from '../domain/breaker';
import type { SwitchRow, WorkKind } from '../domain/holds';
import type { DueWork } from '../domain/sweep-plan';
import type { ConfigurationPort } from './configuration-port';
import type { HoldRequest, Held } from './hold-port';
import type { KeyRegistry } from './key-port';
import type { FindingsPort } from './findings-port';
import type { Ledger, TargetSighting } from './ledger-port';
import type { CauseLog, LogSurvey, MachineState, Scheduler } from './machine-ports';
import type { Platform } from './platform-port';
import type { RollbackFacts, RollbackLedger } from './rollback/rollback-ports';
import type { TicketSighting, Tickets } from './ticket-port';

export type { Binding, SourceConfiguration, Switches, ConfigurationPort } from './configuration-port';
export type { HoldRequest, Held } from './hold-port';
export type { Claim, HeldKey, KeyRegistry, NaturalKeyClaim } from './key-port';
export type { Caller, Platform } from './platform-port';
export type { Ledger, LoadedTarget, LoadResult, ReadBack, SaveResult, SeenRecord, TargetIdentity, TargetSighting } from './ledger-port';

/** One document in the operation log: what is written once, at receipt. */
export interface LoggedDocument {
  readonly operationId: string;
  readonly source: string;
  readonly documentType: string;
  readonly idempotencyKey: string;
  /** Id the document carries for its object; empty where it carries none. */
  readonly externalId: string;
  readonly lane: string;
  readonly intent: Intent;
  readonly mode: SubmitMode;
  readonly version: string;
  readonly versionNumber: number | undefined;
  readonly correlationId: string | undefined;
  readonly supersedes: string | undefined;
  /** Operation whose document brought this one; empty for one that was sent. */
  readonly parent: string;
  readonly facts: DocumentFacts;
  readonly fingerprint: string;
  readonly receivedSha256: string;
  readonly receivedCharacters: number;
  /** ASCII form of the document, at most 500,000 characters. */
  readonly keptText: string;
  /** Epoch milliseconds. */
  readonly receivedMs: number;
  /** Account that took the document; empty on rows of versions that did not note it: then it is this one. */
  readonly account: string;
}

/** Who works on an operation, and until when nobody else does. A hint; the proof is the fence (design 5). */
export interface Lease {
  readonly holder: string;
  /** Epoch milliseconds. */
  readonly untilMs: number;
}

/** An operation under work. */
export interface Operation extends LoggedDocument {
  readonly internalId: number;
  readonly state: OperationState;
  readonly attempts: number;
  readonly lease: Lease;
  /** Epoch milliseconds from which its attempts and its age count: its receipt, or the last time that a person redrove it. */
  readonly budgetFromMs: number;
  readonly head: ChainHead;
  /** Error that a target's save threw in the last attempt, while its effect is unknown. */
  readonly observed: ObservedError | undefined;
  /** Runs that left it without a word. */
  readonly deaths: number;
  /** When the last attempt on its target ended, epoch milliseconds; undefined: none did. */
  readonly attemptedMs: number | undefined;
  /** Internal id of the subsidiary that its document belongs to; absent: not known yet. */
  readonly subsidiary?: number | undefined;
  /** Edits that lie over its document; absent: none. */
  readonly overlay?: Overlay | undefined;
}

/** What a repeat and a status call need of an operation. */
export interface FoundOperation {
  readonly internalId: number;
  readonly operationId: string;
  readonly source: string;
  readonly documentType: string;
  readonly lane: string;
  readonly intent: Intent;
  readonly fingerprint: string;
  readonly state: OperationState;
  readonly attempts: number;
  readonly dueMs: number | null;
  readonly waitsFor: string;
  readonly correlationId: string | undefined;
  readonly reason: ReasonCode | undefined;
  readonly reasonText: string;
  readonly observed: ObservedError | undefined;
  readonly mapVersion: string;
  readonly seenAgain: number;
  readonly head: ChainHead;
  /** Row of the latest outcome event; undefined while there is none. */
  readonly outcomeEventId: number | undefined;
  /** Account that took the document; empty: not noted. */
  readonly account: string;
  /** What is kept of it, where its events were ended or their values erased: what a repeat is answered with. Absent: all is there. */
  readonly kept?: Outcome | undefined;
  /** True where its document was ended or erased: nobody opens it again. */
  readonly ended?: boolean;
}

/** What changes on an operation's row when it comes to rest or waits. */
export interface OperationPatch {
  readonly state: OperationState;
  readonly waitsFor: string;
  /** When a machine looks again, epoch milliseconds; null: none will. */
  readonly dueMs: number | null;
  readonly problem: Problem | null;
  readonly observed: ObservedError | null;
  readonly target: TargetRecord | null;
  /** What the record came to in base currency, decimal text; undefined: not known, what was kept before stays. */
  readonly baseAmount?: string | undefined;
  readonly mapVersion: string;
  readonly head: ChainHead;
  /** Epoch milliseconds; null: not settled. */
  readonly settledMs: number | null;
  /** Attempts as they were before this run, where it tried nothing; undefined: they stay as counted. */
  readonly attempts?: number | undefined;
  /** Fingerprint of the cause that it shares with other failures; undefined: it needs nobody. */
  readonly cause?: string | undefined;
  /** When a person redrove it: its attempts and its age count from then. Undefined: nobody did now. */
  readonly redrivenMs?: number | undefined;
  /** When an attempt on the target ended, epoch milliseconds: breakers count those. Undefined: none did, what was kept before stays. */
  readonly attemptedMs?: number | undefined;
  /** Runs that left the operation without a word; undefined: they stay as counted. */
  readonly deaths?: number | undefined;
  /** Internal id of the subsidiary that the document belongs to; undefined: what was kept before stays. */
  readonly subsidiary?: number | undefined;
  /** Whose it is and when it is looked at again; undefined: as before. */
  readonly care?: Care | undefined;
  /** Edits that lie over its document from now on; undefined: as before. */
  readonly overlay?: Overlay | undefined;
}

export type LogResult =
  | { readonly kind: 'logged'; readonly internalId: number }
  /** The save was refused: probably a repeat, for the caller to look up. */
  | { readonly kind: 'refused'; readonly error: ObservedError };

/** The operation log. */
export interface OperationLog {
  /** Saves the operation under its unique external id. 6 units. */
  log(document: LoggedDocument, lease: Lease | undefined): LogResult;
  /** Looks an operation up by its id. 10 units. */
  find(operationId: string): FoundOperation | undefined;
  /** Counts a repeat. 2 units. */
  countSeenAgain(internalId: number, count: number): void;
  /** Writes where the operation stands. 2 units. */
  update(internalId: number, patch: OperationPatch): void;
  /**
   * Takes a due operation over: loads it, checks that it is still due at `nowMs`, sets the lease, counts the attempt. One that rests
   * with a person is due only where a run that held it died. 6 units.
   */
  takeOver(internalId: number, lease: Lease, nowMs: number): TakeOver;
  /**
   * Takes an operation out of every other hand so that its sender may withdraw it: only where no run can have had an effect.
   * Undefined: too late, or somebody else has it. Due again when the lease is over, should its holder die. 6 units; 12 where
   * somebody saves the row in between. Throws where that happens twice.
   */
  holdForWithdrawal(internalId: number, lease: Lease): Operation | undefined;
  /**
   * Takes an operation out of every other hand so that a person may act on it: only in a state and with the head of the request, without a
   * run at work, and, where it is not settled, without a record that stands. Due again when the lease is over, should its holder die. 6 units; 12
   * where somebody saves the row in between. Throws where that happens twice.
   */
  holdForAction(request: HoldRequest): Held;
  /** Ids of operations that rest with a person and share a cause, the oldest first, at most 1,000. 10 units. */
  ofCause(cause: string): readonly string[];
  /** Parked operations that wait for a document or record of one of these names, the oldest first. 10 units. */
  waitingFor(names: readonly string[], limit: number): readonly WaitingOperation[];
  /** Makes a parked operation due at `nowMs` that would be later; false: it is not parked any more, is under work, or was just changed. 6 units. */
  makeDue(internalId: number, nowMs: number): boolean;
  /** Operations that are not settled, by state. 10 units. */
  queue(): readonly QueueEntry[];
  /** Operations due at `nowMs` that nothing holds back, what is new first, then longest due. 10 units. */
  due(nowMs: number, held?: readonly HeldWork[]): readonly DueWork[];
  /** Attempts on targets that ended at `fromMs` or later, in groups. 10 units. */
  ended(fromMs: number): readonly EndedAttempts[];
}

/** A parked operation, and what it waits for. */
export interface WaitingOperation {
  readonly internalId: number;
  readonly operationId: string;
}

export type TakeOver =
  /** `triedBefore`: someone held a lease, so an effect may exist. */
  | { readonly kind: 'taken'; readonly operation: Operation; readonly triedBefore: boolean }
  /** Settled, not due any more, taken by someone else in between, or another account's. */
  | { readonly kind: 'not_due' }
  /** Changed outside Docket, so that nothing may be concluded from it: not touched. `words` say what is wrong. */
  | { readonly kind: 'damaged'; readonly words: string };

/** Unsettled operations of one state. */
export interface QueueEntry {
  readonly state: OperationState;
  readonly count: number;
  /** Epoch milliseconds. */
  readonly oldestReceivedMs: number;
}

export interface DueOperation {
  readonly internalId: number;
  readonly lane: string;
}

/** Documents of a type that are held back, but where their age counts from `pastMs` or before (the deadline is over), or an effect may stand unseen. */
export interface HeldWork {
  readonly source: string;
  readonly documentType: string;
  /** Epoch milliseconds. */
  readonly pastMs: number;
}

export type Appended =
  | { readonly kind: 'appended' }
  /**
   * The number is taken. `end`: the last event of the chain; `outcomeEventId`: row of the latest outcome that holds this number or a
   * later one, undefined where there is none; `endEventId`: row of the last event.
   */
  | { readonly kind: 'taken'; readonly end: ChainHead; readonly outcomeEventId: number | undefined; readonly endEventId: number };

/** Chains of events. */
export interface EventLog {
  /** Appends under the unique external id of chain and number: the fence. 6 units; 16 where the number is taken, and 10 more for every 32 events behind it. */
  append(event: ChainEvent): Appended;
  /** 2 units. */
  load(internalId: number): ChainEvent;
  /** Facts of the events of a chain whose numbers lie in a range, at most 64 of them, as far as they are there, in order. 10 units. */
  facts(chain: string, from: number, to: number): readonly EventFacts[];
}

/** What an event says for ever, without its values. */
export type EventFacts = Pick<ChainEvent, 'number' | 'kind' | 'facts' | 'hash'>;

/** What is known of an external object from earlier operations. */
export interface KnownObject {
  readonly internalId: number;
  /** False where only a cancellation is remembered: it came before there was anything to cancel. */
  readonly hasRecord: boolean;
  readonly versionNumber: number | undefined;
  readonly operationId: string;
  /** Fingerprint of the document last applied. */
  readonly fingerprint: string;
}

/** The row that ties an external object to its NetSuite record. */
export interface ObjectEntry {
  readonly source: string;
  readonly documentType: string;
  readonly externalId: string;
  readonly lane: string;
  /** Null: there is no record, only a cancellation to remember. */
  readonly target: TargetRecord | null;
  readonly version: string;
  readonly versionNumber: number | undefined;
  readonly operationId: string;
  readonly fingerprint: string;
  readonly appliedMs: number;
  /** Values last applied, for the next merge; undefined: those kept before stay. */
  readonly applied?: AppliedValues | undefined;
}

export interface ObjectIndex {
  /** Values last applied to the object. 2 units. */
  lastApplied(internalId: number): AppliedValues;
  /** Writes those alone. 2 units. */
  keepApplied(internalId: number, applied: AppliedValues): void;
  /** Writes the row; never replaces a newer version by an older one. 6 units. */
  record(known: KnownObject | undefined, entry: ObjectEntry): void;
  /** Writes the row of a lane that has none; one that is there stays as it is. 6 units, 16 with a row. */
  tie(entry: ObjectEntry): void;
  /** The operation that wrote the row of a lane; undefined: there is no row. 10 units. */
  lastOperation(lane: string): string | undefined;
  /** Removes the row of a lane where this operation wrote it last. 10 units, 16 with a row. */
  forget(lane: string, operationId: string): void;
}

/** Another operation of the same lane that a machine is still going to work on. */
export interface LaneHolder {
  readonly operationId: string;
  readonly internalId: number;
  /** End of the lease under which somebody works on it, epoch milliseconds; undefined: nobody does. */
  readonly heldUntilMs: number | undefined;
}

/** What a look-up asks of the accounting periods. */
export interface PostingQuestion {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** True: the first open day after the date is wanted too. */
  readonly firstOpenDay: boolean;
}

/** What one look-up asks (design 5, step 2). */
export interface LookRequest {
  readonly operationId: string;
  readonly lane: string;
  readonly ruleCode: string;
  readonly target: { readonly recordType: string; readonly externalId: string };
  readonly references: readonly ReferenceQuery[];
  /** Asks for the accounting period that a posting date falls in; undefined: the target does not post. */
  readonly posting?: PostingQuestion | undefined;
  /** Asks for applied documents that look like this one, of the same source and type; undefined: the rule does not want it. */
  readonly lookAlike?: (LookAlikeWindow & { readonly source: string; readonly documentType: string; readonly ids: readonly string[] }) | undefined;
  /** What may hold such documents back, and whether one of this content is quarantined. */
  readonly work: WorkKind & {
    /** External id under which content is quarantined. */
    readonly contentId: string;
  };
  /** Asks for an outcome behind this number of the operation's chain; undefined: there can be none. */
  readonly outcomesAfter: number | undefined;
  /** Asks for force tickets of the source and type that were not over before this time, epoch milliseconds; undefined: none are asked for. */
  readonly ticketsSinceMs?: number | undefined;
}

/** Everything that is known of the object and what its document names, read in one statement. */
export interface LookFacts {
  readonly holders: readonly LaneHolder[];
  readonly object: KnownObject | undefined;
  readonly target: TargetSighting | undefined;
  /** By `queryKey`. */
  readonly references: ReadonlyMap<string, readonly ReferenceMatch[]>;
  /** Undefined: the request asked for none. */
  readonly period?: PostingPeriod | undefined;
  /** Map version and hash in force, as `version:hash`. */
  readonly mapInForce: string;
  /** Operations whose applied documents look like this one. */
  readonly lookAlikes: readonly string[];
  /** Settings that may hold such documents back, as they stand. */
  readonly held: readonly SwitchRow[];
  /** Operation that was quarantined with the same content; undefined: none. */
  readonly quarantinedBy: string | undefined;
  /** Row of the latest outcome event that the operation's row does not know of: its run died in between. */
  readonly outcomeEventId: number | undefined;
  /** Force tickets of the source and type, those that count first; absent: there are none. */
  readonly tickets?: readonly TicketSighting[];
}

export interface LookPort {
  /** 10 units. */
  look(request: LookRequest): LookFacts;
  /** Answers every request, in order, from one statement: 10 units, however many there are (up to some hundreds of references). */
  lookMany(requests: readonly LookRequest[]): readonly LookFacts[];
  /** Period that a transaction is posted in; undefined: it posts nothing. 10 units. */
  periodOf(recordType: string, internalId: number): PostingPeriod | undefined;
}

/** All that the use cases need. */
export interface Ports {
  readonly rollbackFacts: RollbackFacts;
  readonly rollbackLedger: RollbackLedger;
  readonly operations: OperationLog;
  readonly events: EventLog;
  readonly objects: ObjectIndex;
  readonly keys: KeyRegistry;
  readonly lookup: LookPort;
  readonly ledger: Ledger;
  readonly configuration: ConfigurationPort;
  readonly machine: MachineState;
  readonly survey: LogSurvey;
  readonly causes: CauseLog;
  readonly scheduler: Scheduler;
  readonly findings: FindingsPort;
  readonly tickets: Tickets;
  readonly platform: Platform;
}

import type { OperationAction, OperationState } from '../../domain/states';
import type { ReasonActor } from '../../domain/reason-entry';
import type { ComparedField } from '../../domain/review/compare';
import type { CauseRow, OperationRow } from './queue-rows';

/** One operation with all that stands around it. */
export interface OperationDetail {
  readonly row: OperationRow;
  readonly cause: CauseRow | undefined;
  readonly summary: DetailSummary;
  /** Fields of the document beside those of NetSuite; empty where the document cannot be read. */
  readonly compare: readonly CompareRow[];
  /** Why there is nothing to compare, in plain words; empty: there is. */
  readonly compareNote: string;
  /** The accounting period that the document's date falls in, as the books have it; undefined: it posts nothing, or cannot be read. */
  readonly period: { readonly name: string; readonly state: 'open' | 'closed' | 'locked' | 'missing' } | undefined;
  /** Latest first. */
  readonly attempts: readonly AttemptRow[];
  readonly related: readonly RelatedOperation[];
  /** Decisions that the verdicts and the map name. */
  readonly decisions: readonly { readonly code: string; readonly title: string }[];
  /** Undefined: the viewer may not see it. */
  readonly technical: TechnicalPart | undefined;
  /** Actions that the state allows; whether the viewer may is asked of the capabilities. */
  readonly actions: readonly OperationAction[];
}

/** What stands on top, in plain words. */
export interface DetailSummary {
  readonly sentence: string;
  readonly why: string;
  readonly changed: string;
  readonly whatToDo: string;
  readonly whoActs: ReasonActor;
  readonly retry: 'safe' | 'useless_until_fixed' | 'not_possible' | 'by_itself';
  readonly retryWords: string;
}

/** One field. Values are as the viewer may see them. */
export interface CompareRow extends ComparedField {
  readonly masked: boolean;
}

/** What came of one run, or what a person did. */
export interface AttemptRow {
  readonly number: number;
  readonly atMs: number;
  readonly actor: string;
  readonly kind: string;
  readonly state: OperationState | undefined;
  readonly code: string;
  readonly words: string;
  /** What a person did; empty: a run. */
  readonly action: string;
  /** It failed as the attempt before it did. */
  readonly sameAsBefore: boolean;
}

export interface RelatedOperation {
  readonly operationId: string;
  readonly relation: 'same_object' | 'same_document' | 'blocked_by' | 'blocks' | 'superseded_by' | 'supersedes' | 'parent' | 'brought';
  readonly state: OperationState;
  readonly documentNumber: string;
  readonly receivedMs: number;
}

/** For those who look deeper. */
export interface TechnicalPart {
  readonly reason: string;
  readonly observed: string;
  readonly observedText: string;
  readonly correlationId: string;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
  readonly receivedSha256: string;
  readonly causeFingerprint: string;
  readonly mapVersion: string;
  readonly productVersion: string;
  readonly account: string;
  /** The document with masked values, at most 100,000 characters. */
  readonly maskedDocument: string;
  readonly documentCharacters: number;
}

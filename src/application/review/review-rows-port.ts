import type { Closeness } from '../../domain/review/urgency';
import type { AgeBounds } from '../../domain/review/due';
import type { QueueFilter } from '../../domain/review/queue-filter';
import type { CauseKind } from '../machine-ports';
import type { CauseRow, OperationRow, QueueCounts } from './queue-rows';

/** Whose operations are seen. */
export interface Scope {
  /** Internal ids; `all`: also operations of none. */
  readonly subsidiaries: 'all' | readonly number[];
  /** Sources that post to those subsidiaries alone: their operations are seen even while their own subsidiary is not known. */
  readonly sources: readonly string[];
}

/** A filter with the moment that it is asked at. */
export interface QueueQuestion {
  readonly filter: QueueFilter;
  readonly scope: Scope;
  readonly userId: number;
  readonly nowMs: number;
  /** First moment of tomorrow where the viewer is. */
  readonly endOfTodayMs: number;
  readonly age: AgeBounds;
  readonly closeness: Closeness;
}

/** Operations of one currency that meet a filter. */
export interface CurrencyTotals {
  readonly currency: string;
  readonly count: number;
  /** In that currency. */
  readonly amount: number;
  /** In base currency. */
  readonly atRisk: number;
  readonly unknown: number;
}

/** Operations of one cause; where a tab's operations carry none, those of one source, type and reason. */
export interface CauseGroup {
  readonly fingerprint: string;
  readonly items: number;
  readonly atRisk: number;
  readonly unknown: number;
  readonly oldestMs: number;
  readonly newestMs: number;
  /** Greatest weight by period close. */
  readonly weight: number;
  readonly dueMs: number | undefined;
  readonly owner: number | undefined;
  /** Internal id of its first operation. */
  readonly firstId: number;
  /** When the first of them is tried by itself, epoch milliseconds; undefined: none is. */
  readonly nextAttemptMs: number | undefined;
}

/** What an operation says of its cause, for a cause whose row the sweep has not made yet. */
export interface ToldCause {
  readonly source: string;
  readonly documentType: string;
  readonly reason: string;
  readonly title: string;
  readonly text: string;
  readonly value: string;
  /** Its own id. */
  readonly subject: string;
  readonly whoActs: string;
}

/** A row of the causes, as it is stored. */
export type StoredCauseRow = Omit<CauseRow, 'items' | 'atRisk' | 'atRiskUnknown' | 'oldestMs' | 'nextAttemptMs'>;

/** Part of a list: how many rows are left out in front, and how many come at most. */
export interface RowRange {
  readonly from: number;
  readonly most: number;
}

/** Head of the queue, with what the banners and the tile tell besides. */
export interface QueueHead extends Omit<QueueCounts, 'baseCurrency'> {
  /** Operations that a machine takes up within an hour. */
  readonly retriesDueInHour: number;
  /** Open operations that other accounts took, and the first of these accounts: this one is a copy. */
  readonly foreign: { readonly account: string; readonly count: number };
}

/** Rows that the queue is made of. Every statement reads open work alone, or the latest 10,000 operations (D-0079). */
export interface ReviewRows {
  /** Ids and amounts are of operations that the scope lets through. 10 units. */
  groups(question: QueueQuestion): readonly CauseGroup[];
  /** What operations say of their cause, at most 512, by internal id. The ids are of operations that the scope let through. 10 units. */
  told(firstIds: readonly number[]): ReadonlyMap<number, ToldCause>;
  /** Rows of causes by fingerprint, at most 64. 10 units. */
  causes(fingerprints: readonly string[], nowMs: number, endOfTodayMs: number): readonly StoredCauseRow[];
  /** Causes of these kinds, open or closed, the latest first, at most 500. 10 units. */
  causesOf(kinds: readonly CauseKind[], state: 'open' | 'closed', times: { readonly nowMs: number; readonly endOfTodayMs: number }): readonly StoredCauseRow[];
  /** Operations in the order of the filter, at most 5,000. 20 units, and 10 more for every 512 behind the first. */
  operations(question: QueueQuestion, range: RowRange): readonly OperationRow[];
  /** Sums over all operations of the filter. 10 units. */
  totals(question: QueueQuestion): readonly CurrencyTotals[];
  /** Some operations, by their ids, at most 200, in whatever state. 10 units. */
  byId(operationIds: readonly string[], question: QueueQuestion): readonly OperationRow[];
  /** What is open, and what of other accounts is. 10 units. */
  head(question: QueueQuestion): QueueHead;
  /** What came in the latest operations since a moment. 10 units. */
  today(scope: Scope, sinceMs: number): { readonly applied: number; readonly duplicates: number };
  /** ISO code of the account's base currency. 10 units. */
  baseCurrency(): string;
}

export type { CauseRow, OperationRow, QueueCounts };

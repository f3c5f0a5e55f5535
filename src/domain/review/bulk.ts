import type { ActionArguments } from './action-arguments';
import type { QueueFilter } from './queue-filter';

/** What may be done with many rows in one click. */
export const BULK_KINDS = ['redrive', 'cancel_retry', 'discard', 'reopen', 'assign', 'note', 'snooze', 'wake', 'escalate'] as const;

export type BulkKind = (typeof BULK_KINDS)[number];

/** Most marked rows of one click. */
export const MOST_MARKED = 50;

/** A row that was marked, and the head of its chain when it was. */
export interface MarkedRow {
  readonly operationId: string;
  readonly seen: number;
}

/** What a bulk action is over, and what is to be done with each row. */
export type BulkArguments =
  | { readonly over: 'marked'; readonly inner: ActionArguments; readonly rows: readonly MarkedRow[] }
  /** `count`: what the person typed; `cutoffMs`: what changed later is skipped, epoch milliseconds. */
  | { readonly over: 'matching'; readonly inner: ActionArguments; readonly filter: QueueFilter; readonly count: number; readonly cutoffMs: number };

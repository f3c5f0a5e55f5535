import type { ActionArguments } from './action-arguments';

/** What may be done with many rows in one click. */
export const BULK_KINDS = ['redrive', 'cancel_retry', 'discard', 'reopen', 'assign', 'note', 'snooze', 'wake', 'escalate'] as const;

export type BulkKind = (typeof BULK_KINDS)[number];

/** Most marked rows of one click. */
export const MOST_MARKED = 50;

/** Members of a filter as a URL says it; the queue reads them. */
export const FILTER_MEMBERS = ['view', 'tab', 'source', 'documentType', 'subsidiary', 'owner', 'cause', 'age', 'amountAtLeast', 'due', 'period', 'sort', 'page'] as const;

/** A row that was marked, and the head of its chain when it was. */
export interface MarkedRow {
  readonly operationId: string;
  readonly seen: number;
}

/** What a bulk action is over, and what is to be done with each row. */
export type BulkArguments =
  | { readonly over: 'marked'; readonly inner: ActionArguments; readonly rows: readonly MarkedRow[] }
  /** `filter`: JSON of its members; `count`: what the person typed; `cutoffMs`: what changed later is skipped, epoch milliseconds. */
  | { readonly over: 'matching'; readonly inner: ActionArguments; readonly filter: string; readonly count: number; readonly cutoffMs: number };

/** Tabs of the queue: where work stands. */
export const QUEUE_TABS = ['needs_review', 'retrying', 'waiting_approval', 'snoozed', 'resolved', 'rejected'] as const;

export type QueueTab = (typeof QUEUE_TABS)[number];

export const QUEUE_VIEWS = ['causes', 'operations'] as const;

export type QueueView = (typeof QUEUE_VIEWS)[number];

/** Since when something needs a person, in steps that finance knows. */
export const AGES = ['any', 'under_4h', '4h_to_1d', '1d_to_3d', 'over_3d'] as const;

export type AgeBucket = (typeof AGES)[number];

/** Whether somebody should have looked by now. */
export const DUE_STATES = ['any', 'late', 'today', 'later'] as const;

export type DueState = (typeof DUE_STATES)[number];

export const OWNER_FILTERS = ['anyone', 'mine', 'mine_or_nobody', 'nobody'] as const;

export type OwnerFilter = (typeof OWNER_FILTERS)[number];

/** `urgency`: money × age × closeness to period close. Each of the others has its largest, oldest or first on top. */
export const SORTS = ['urgency', 'at_risk', 'oldest', 'newest', 'due', 'document'] as const;

export type QueueSort = (typeof SORTS)[number];

/** What is asked of the queue. Closed: it says exactly what a URL can say, so a filter is a saved view. */
export interface QueueFilter {
  readonly view: QueueView;
  readonly tab: QueueTab;
  /** Empty: every source. */
  readonly source: string;
  /** Empty: every type. */
  readonly documentType: string;
  /** Internal id; undefined: every subsidiary that the viewer sees. */
  readonly subsidiary: number | undefined;
  /** A named filter, or the internal id of an employee. */
  readonly owner: OwnerFilter | number;
  /** Fingerprint, 64 hex digits; empty: every cause. */
  readonly cause: string;
  readonly age: AgeBucket;
  /** Plain decimal in base currency without sign; empty: any amount. What is not known is in no such list. */
  readonly amountAtLeast: string;
  readonly due: DueState;
  /** `YYYY-MM`, the month of the document's date; empty: any. */
  readonly period: string;
  readonly sort: QueueSort;
  /** From 1. */
  readonly page: number;
}

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

/** How the name of a group begins whose operations carry no cause: those that wait or are settled share source, type and reason. */
export const WITHOUT_CAUSE = 'none: ';

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

/** Rows of a page. */
export const PAGE_ROWS = 50;

/** Rows of one list or file: one statement gives 5,000 (platform facts 5.1). Who looks for what lies behind narrows the filter. */
export const MOST_LISTED = 5_000;

/** Last page that is given out. */
export const LAST_PAGE = MOST_LISTED / PAGE_ROWS;

/** The landing page: what needs a person, by cause, most urgent first. */
export const NO_FILTER: QueueFilter = {
  view: 'causes', tab: 'needs_review', source: '', documentType: '', subsidiary: undefined, owner: 'anyone', cause: '', age: 'any', amountAtLeast: '', due: 'any', period: '', sort: 'urgency', page: 1,
};

/** Names of the URL parameters. Short, and none that NetSuite uses itself. */
const PARAMETERS = {
  view: 'dkt_view', tab: 'dkt_tab', source: 'dkt_source', documentType: 'dkt_type', subsidiary: 'dkt_sub', owner: 'dkt_owner', cause: 'dkt_cause', age: 'dkt_age', amountAtLeast: 'dkt_amount', due: 'dkt_due',
  period: 'dkt_period', sort: 'dkt_sort', page: 'dkt_page',
} as const satisfies Readonly<Record<keyof QueueFilter, string>>;

/** Name of the URL parameter of each part of a filter; a page gives its filter fields these ids. */
export const FILTER_PARAMETERS: Readonly<Record<keyof QueueFilter, string>> = PARAMETERS;

/**
 * Reads a filter from URL parameters. What is not known, too long or not of its kind is as if it were not there: a link of an older version, or
 * one that somebody has altered, shows more, never what it must not, because rights are no part of a filter.
 */
export function filterOf(parameters: Readonly<Record<string, unknown>>): QueueFilter {
  const text = (part: keyof QueueFilter) => {
    const value = parameters[PARAMETERS[part]];
    return typeof value === 'string' ? value.trim() : '';
  };
  const oneOf = <T extends string>(part: keyof QueueFilter, known: readonly T[], otherwise: T): T => known.find((value) => value === text(part)) ?? otherwise;
  const matching = (part: keyof QueueFilter, pattern: RegExp) => (pattern.test(text(part)) ? text(part) : '');
  const id = (part: keyof QueueFilter) => positive(text(part));
  return {
    view: oneOf('view', QUEUE_VIEWS, NO_FILTER.view),
    tab: oneOf('tab', QUEUE_TABS, NO_FILTER.tab),
    source: matching('source', NAME),
    documentType: matching('documentType', NAME),
    subsidiary: id('subsidiary'),
    owner: id('owner') ?? oneOf('owner', OWNER_FILTERS, NO_FILTER.owner as OwnerFilter),
    cause: matching('cause', /^[0-9a-f]{64}$/),
    age: oneOf('age', AGES, NO_FILTER.age),
    amountAtLeast: matching('amountAtLeast', /^\d{1,12}(\.\d{1,2})?$/),
    due: oneOf('due', DUE_STATES, NO_FILTER.due),
    period: matching('period', /^\d{4}-(0[1-9]|1[0-2])$/),
    sort: oneOf('sort', SORTS, NO_FILTER.sort),
    page: Math.min(id('page') ?? 1, LAST_PAGE),
  };
}

export type ExactFilter =
  | { readonly kind: 'read'; readonly filter: QueueFilter }
  | { readonly kind: 'wrong'; readonly member: string };

/**
 * Reads a filter that something is done by. Other than in a link, what is not known is refused: a part that is left out would widen what is
 * done. A part that is absent is as on the landing page.
 */
export function exactFilter(members: Readonly<Record<string, unknown>>): ExactFilter {
  const given = Object.entries(members);
  const filter = filterOf(Object.fromEntries(given.map(([name, value]) => [Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name as keyof QueueFilter] : name, typeof value === 'number' ? String(value) : value])));
  const wrong = given.find(([name, value]) => !Object.hasOwn(PARAMETERS, name) || filter[name as keyof QueueFilter] !== value);
  return wrong === undefined ? { kind: 'read', filter } : { kind: 'wrong', member: wrong[0] };
}

/** A source or a document type, as admitted at the door: no control characters, at most 60. */
const NAME = /^[^\p{Cc}]{1,60}$/u;

function positive(text: string): number | undefined {
  return /^[1-9]\d{0,11}$/.test(text) ? Number(text) : undefined;
}

/** The URL parameters of a filter: those parts alone that differ from the landing page. `filterOf` reads them back. */
export function parametersOf(filter: QueueFilter): Readonly<Record<string, string>> {
  const parts = Object.entries(PARAMETERS) as readonly (readonly [keyof QueueFilter, string])[];
  return Object.fromEntries(parts.flatMap(([part, name]) => (filter[part] === NO_FILTER[part] || filter[part] === undefined ? [] : [[name, String(filter[part])]])));
}

import type { FilterChoices, RequestTell } from '../application/review/desk-port';
import type { QueueCounts } from '../application/review/review-port';
import { dateOfDay } from '../domain/calendar';
import { AGES, DUE_STATES, FILTER_PARAMETERS, NO_FILTER, OWNER_FILTERS, PAGE_ROWS, QUEUE_TABS, SORTS } from '../domain/review/queue-filter';
import type { QueueFilter } from '../domain/review/queue-filter';
import { listLink, narrows } from './address';
import type { LinkTo } from './address';
import type { Choice, FieldDraft, GroupDraft } from './draft';
import { AGE_WORDS, DUE_WORDS, OWNER_WORDS, plainWords, SORT_WORDS, TAB_WORDS } from './labels';
import { counted } from './words';

const MONTHS = 12;
const DAY_MS = 86_400_000;

/** Filter and sort, in a group that is folded while nothing is left out. The fields bear the names of the URL's parameters. */
export function filterGroup(filter: QueueFilter, choices: FilterChoices, nowMs: number): GroupDraft {
  const choice = (part: keyof QueueFilter, label: string, options: readonly Choice[]): FieldDraft => {
    const value = filter[part] === undefined ? '' : String(filter[part]);
    return { kind: 'choice', id: FILTER_PARAMETERS[part], label, value, choices: withChosen(options, value) };
  };
  const named = <T extends string>(known: readonly T[], words: Readonly<Record<T, string>>): readonly Choice[] => known.map((value) => ({ value, text: words[value] }));
  return {
    id: 'custpage_filters', label: 'Filters', folds: narrows(filter) ? 'open' : 'closed',
    fields: [
      choice('source', 'Source', [ALL, ...choices.sources.map((value) => ({ value, text: value }))]),
      choice('documentType', 'Document type', [ALL, ...choices.documentTypes.map((value) => ({ value, text: plainWords(value) }))]),
      choice('subsidiary', 'Subsidiary', [ALL, ...choices.subsidiaries.map(({ id, name }) => ({ value: String(id), text: name }))]),
      { ...choice('owner', 'Owner', named(OWNER_FILTERS, OWNER_WORDS)), newColumn: true },
      choice('age', 'Age', named(AGES, AGE_WORDS)),
      { ...choice('due', 'Due', named(DUE_STATES, DUE_WORDS)), help: 'A day ends at midnight UTC here, for everybody alike.' },
      {
        kind: 'text', id: FILTER_PARAMETERS.amountAtLeast, label: 'Amount at risk at least', value: filter.amountAtLeast, most: 15, newColumn: true,
        help: 'In base currency, for example 2500. What has no known amount is left out.',
      },
      { ...choice('period', 'Month of document', [{ value: '', text: 'Any' }, ...months(nowMs)]), help: 'By the date of the document. The accounting period that it falls in stands on the page of each operation.' },
      choice('sort', 'Sort', named(SORTS, SORT_WORDS)),
    ],
  };
}

const ALL: Choice = { value: '', text: 'All' };

/** A choice that a link names stays to be seen, also where the list does not offer it. */
function withChosen(options: readonly Choice[], value: string): readonly Choice[] {
  return options.some((option) => option.value === value) ? options : [...options, { value, text: value }];
}

/** This month and the twelve before it, the latest first. */
function months(nowMs: number): readonly Choice[] {
  const first = dateOfDay(Math.floor(nowMs / DAY_MS));
  const start = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1;
  return Array.from({ length: MONTHS + 1 }, (_, index) => {
    const month = start - index;
    const value = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
    return { value, text: value };
  });
}

/** Where work stands, as links: each is a view that can be kept as a bookmark. */
export function viewsGroup(filter: QueueFilter, { counts, requests }: { readonly counts: QueueCounts; /** Open ones. */ readonly requests: readonly RequestTell[] }, link: LinkTo): GroupDraft {
  const bulk = requests.filter(({ kind, state }) => kind === 'bulk' && state === 'asked');
  const known: Readonly<Partial<Record<QueueFilter['tab'], number>>> = {
    needs_review: counts.open, retrying: counts.retrying, waiting_approval: counts.waitingApproval, snoozed: counts.snoozed,
  };
  return {
    id: 'custpage_views', label: 'Views', inRows: true,
    fields: QUEUE_TABS.flatMap((tab): readonly FieldDraft[] => {
      const count = known[tab];
      const here = tab === filter.tab ? ' (shown)' : '';
      const view: FieldDraft = {
        kind: 'link', id: `custpage_view_${tab}`, label: `${TAB_WORDS[tab]}${here}`, url: listLink({ ...filter, tab, page: 1 }, link),
        text: count === undefined ? `Show ${TAB_WORDS[tab].toLowerCase()}` : counted(count, 'operation'),
      };
      return tab === 'waiting_approval' && bulk.length > 0 ? [view, bulkWaits(bulk, link)] : [view];
    }),
  };
}

/** A bulk action that waits leaves its operations where they are, so they are in no list of what waits: its request is. */
function bulkWaits(bulk: readonly RequestTell[], link: LinkTo): FieldDraft {
  const rows = bulk.reduce((sum, request) => sum + request.rows, 0);
  return { kind: 'link', id: 'custpage_view_bulk', label: 'Bulk actions that wait', url: link('requests'), text: `${counted(bulk.length, 'request')}, ${counted(rows, 'operation')}` };
}

/** How much of a list is shown. */
export interface ListPart {
  readonly page: number;
  readonly pages: number;
  readonly count: number;
  readonly noun: string;
}

/** Page before, page after, and which one this is. */
export function pagingFields(filter: QueueFilter, { page, pages, count, noun }: ListPart, link: LinkTo): readonly FieldDraft[] {
  const first = (page - 1) * PAGE_ROWS + 1;
  const range = count === 0 ? `No ${noun}` : `${String(first)}–${String(Math.min(page * PAGE_ROWS, count))} of ${counted(count, noun)}, ${lowered(SORT_WORDS[filter.sort])}`;
  const to = (at: number) => ({ url: listLink({ ...filter, page: at }, link), text: `Page ${String(at)} of ${String(pages)}` });
  return [
    { kind: 'shown', id: 'custpage_range', label: 'Shown', value: range },
    ...(narrows(filter) ? [{ kind: 'link', id: 'custpage_clear', label: 'Filters', url: listLink({ ...NO_FILTER, view: filter.view, tab: filter.tab, sort: filter.sort }, link), text: 'Clear filters' } as const] : []),
    ...(page > 1 ? [{ kind: 'link', id: 'custpage_before', label: 'Page before', ...to(page - 1) } as const] : []),
    ...(page < pages ? [{ kind: 'link', id: 'custpage_after', label: 'Next page', ...to(page + 1) } as const] : []),
  ];
}

/** Words within a sentence. */
function lowered(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** What of the filter is no field of its own, and travels with the post. */
export function filterHidden(filter: QueueFilter): Readonly<Record<string, string>> {
  return { [FILTER_PARAMETERS.tab]: filter.tab, [FILTER_PARAMETERS.cause]: filter.cause, [FILTER_PARAMETERS.view]: filter.view };
}

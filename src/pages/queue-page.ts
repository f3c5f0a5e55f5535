import type { CauseRow } from '../application/review/review-port';
import { WITHOUT_CAUSE } from '../domain/review/queue-filter';
import { may } from '../domain/review/capability';
import type { QueueFilter } from '../domain/review/queue-filter';
import { exportLink, listLink } from './address';
import type { PageDraft, RowDraft, TableDraft } from './draft';
import { filterGroup, filterHidden, pagingFields, viewsGroup } from './filter-group';
import { headGroup } from './head-group';
import { dueBrief } from './due-words';
import { CAUSE_STATE_WORDS, causeName, plainWords } from './labels';
import type { PageContext } from './page-context';
import { standingBanners } from './standing-banners';
import { lastingBriefly } from './words';

/** The queue by cause: what is stuck, why, how much, since when, and whose it is. */
export function queuePage(filter: QueueFilter, context: PageContext): PageDraft {
  const { queue, viewer, link, words, nowMs, health } = context;
  const counts = queue.counts(viewer);
  const page = queue.causes(filter, viewer);
  const here: QueueFilter = { ...filter, page: page.page };
  return {
    title: 'Integration review',
    banners: standingBanners(health),
    links: queueLinks(here, context),
    submit: 'Refresh',
    groups: [
      headGroup(counts, { words, nowMs }),
      viewsGroup(here, { counts, requests: context.requests.open(viewer) }, link),
      filterGroup(here, context.choices(viewer), nowMs),
      { id: 'custpage_paging', label: 'List', inRows: true, fields: pagingFields(here, { ...page, count: page.totals.count, noun: 'cause' }, link) },
    ],
    tables: [causesTable(page.rows, { filter: here, baseCurrency: page.baseCurrency }, context)],
    hidden: { custpage_page: 'queue', ...filterHidden(here) },
  };
}

/** The same list by operation, as a file, and the other pages. */
export function queueLinks(filter: QueueFilter, { link, viewer }: PageContext): PageDraft['links'] {
  const other = filter.view === 'causes'
    ? { title: 'By operation', url: listLink({ ...filter, view: 'operations', page: 1 }, link) }
    : { title: 'By cause', url: listLink({ ...filter, view: 'causes', page: 1 }, link) };
  const requests = viewer.role === 'viewer' ? [] : [{ kind: 'crosslink', title: 'Requests', url: link('requests') } as const];
  return [
    { kind: 'crosslink', ...other },
    { kind: 'crosslink', title: 'Export CSV', url: exportLink(filter, link) },
    ...requests,
    ...(may(viewer, 'request_rollback') ? [{ kind: 'crosslink', title: 'Roll back', url: link('rollback') } as const] : []),
    { kind: 'crosslink', title: 'Close', url: link('closes') },
    { kind: 'crosslink', title: 'Ownership', url: link('ownership') },
    { kind: 'crosslink', title: 'Decisions', url: link('decisions') },
    { kind: 'crosslink', title: 'Health', url: link('health') },
  ];
}

function causesTable(rows: readonly CauseRow[], { filter, baseCurrency }: { readonly filter: QueueFilter; readonly baseCurrency: string }, context: PageContext): TableDraft {
  return {
    id: 'custpage_causes', label: rows.length === 0 ? 'Causes: none matches' : 'Causes',
    columns: [
      { id: 'custpage_c_open', label: 'Open', kind: 'link', linkText: 'Review' },
      { id: 'custpage_c_title', label: 'Cause', kind: 'text' },
      { id: 'custpage_c_source', label: 'From', kind: 'text' },
      { id: 'custpage_c_items', label: 'Operations', kind: 'count' },
      { id: 'custpage_c_risk', label: `At risk (${baseCurrency})`, kind: 'amount' },
      { id: 'custpage_c_oldest', label: 'Oldest', kind: 'text' },
      { id: 'custpage_c_due', label: 'Due', kind: 'text' },
      ...(rows.some(({ nextAttemptMs }) => nextAttemptMs !== undefined) ? [{ id: 'custpage_c_next', label: 'Next try', kind: 'text' } as const] : []),
      { id: 'custpage_c_owner', label: 'Owner', kind: 'text' },
      { id: 'custpage_c_state', label: 'State', kind: 'text' },
    ],
    rows: rows.map((row) => causeCells(row, filter, context)),
    ...(rows.some(({ atRisk }) => atRisk !== undefined) ? { total: 'custpage_c_risk' } : {}),
  };
}

function causeCells(row: CauseRow, filter: QueueFilter, { link, words, nowMs }: PageContext): RowDraft {
  // Operations without a cause have no page of their own: the list of them is shown.
  const isCause = !row.fingerprint.startsWith(WITHOUT_CAUSE);
  return {
    custpage_c_open: isCause ? link('cause', { cause: row.fingerprint }) : listLink({ ...filter, view: 'operations', source: row.source, documentType: row.documentType, page: 1 }, link),
    custpage_c_title: row.title === '' ? 'No failure: it is under way or was settled' : causeName(row),
    custpage_c_source: `${row.source} ${plainWords(row.documentType).toLowerCase()}`.trim(),
    custpage_c_items: String(row.items),
    custpage_c_risk: row.atRisk ?? '',
    custpage_c_oldest: row.oldestMs === undefined ? '' : lastingBriefly(nowMs - row.oldestMs),
    custpage_c_due: dueBrief(row.due, nowMs),
    custpage_c_next: row.nextAttemptMs === undefined ? '' : words.moment(row.nextAttemptMs),
    custpage_c_owner: row.ownerName,
    custpage_c_state: causeState(row),
  };
}

/** State of a cause in words; that it came back is part of it. */
export function causeState({ state, cameBack, resolvedTimes }: Pick<CauseRow, 'state' | 'cameBack' | 'resolvedTimes'>): string {
  const words = CAUSE_STATE_WORDS[state];
  return cameBack ? `${words}, came back (resolved ${resolvedTimes === 1 ? 'once' : `${String(resolvedTimes)} times`})` : words;
}

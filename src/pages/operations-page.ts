import type { OperationRow } from '../application/review/review-port';
import { BULK_KINDS } from '../domain/review/bulk';
import { mayAsk } from '../domain/review/action-kinds';
import type { QueueFilter } from '../domain/review/queue-filter';
import type { Choice, GroupDraft, PageDraft, RowDraft, TableDraft } from './draft';
import { filterGroup, filterHidden, pagingFields, viewsGroup } from './filter-group';
import { headGroup } from './head-group';
import { ACTION_WORDS, afterWords, documentName, STATE_WORDS } from './labels';
import { mayAct } from './page-context';
import type { PageContext } from './page-context';
import { dueBrief } from './due-words';
import { queueLinks } from './queue-page';
import { standingBanners } from './standing-banners';
import { counted, lastingBriefly, sumWords } from './words';

/** Sublist of operations, and its columns that travel. */
export const OPERATIONS_LIST = 'custpage_operations';

/** The queue by operation, 50 a page; lines can be marked for one action over all of them. */
export function operationsPage(filter: QueueFilter, context: PageContext): PageDraft {
  const { queue, viewer, link, words, nowMs, health } = context;
  const counts = queue.counts(viewer);
  const page = queue.operations(filter, viewer);
  const here: QueueFilter = { ...filter, page: page.page };
  const bulk = bulkChoices(context);
  const totals = { count: page.totals.count, all: sumWords(words, { atRisk: page.totals.atRisk, unknown: page.totals.unknown, currency: page.baseCurrency }) };
  return {
    title: 'Integration review, by operation',
    banners: standingBanners(health),
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, ...queueLinks(here, context)],
    submit: bulk.length === 0 ? 'Refresh' : 'Apply',
    groups: [
      headGroup(counts, { words, nowMs }),
      viewsGroup(here, { counts, requests: context.requests.open(viewer) }, link),
      filterGroup(here, context.choices(viewer), nowMs),
      {
        id: 'custpage_paging', label: 'List', inRows: true,
        fields: [
          ...pagingFields(here, { ...page, count: page.totals.count, noun: 'operation' }, link),
          { kind: 'shown', id: 'custpage_total', label: 'At risk, all pages', value: totals.all === '' ? '–' : totals.all },
          { kind: 'shown', id: 'custpage_total_page', label: 'At risk, this page', value: sumWords(words, { atRisk: page.pageTotals.atRisk, unknown: page.pageTotals.unknown, currency: page.baseCurrency }) || '–' },
        ],
      },
      ...(bulk.length === 0 || page.rows.length === 0 ? [] : [bulkGroup(bulk, page.totals.count)]),
    ],
    tables: [operationsTable(page.rows, context, { baseCurrency: page.baseCurrency, marks: bulk.length > 0 && page.rows.length > 0, oneCause: false })],
    hidden: { custpage_page: 'operations', ...filterHidden(here) },
  };
}

function bulkChoices({ viewer }: PageContext): readonly Choice[] {
  if (!mayAct({ viewer })) return [];
  return BULK_KINDS.filter((kind) => mayAsk(kind, viewer.capabilities)).map((kind) => ({ value: kind, text: ACTION_WORDS[kind].short }));
}

function bulkGroup(choices: readonly Choice[], count: number): GroupDraft {
  return {
    id: 'custpage_bulk', label: 'Act on several', inRows: true,
    fields: [
      { kind: 'choice', id: 'custpage_do', label: 'Action', value: '', choices: [{ value: '', text: 'None: refresh the list' }, ...choices], help: 'A page to confirm comes next. Nothing is done before that.' },
      {
        kind: 'choice', id: 'custpage_over', label: 'With', value: 'marked',
        choices: [{ value: 'marked', text: 'The lines marked on this page' }, { value: 'matching', text: `All ${counted(count, 'operation')} that match the filters` }],
        help: 'Mark All marks the lines of this page only.',
      },
    ],
  };
}

/** How a list of operations is shown. */
export interface OperationsShown {
  readonly baseCurrency: string;
  /** Lines can be marked. */
  readonly marks: boolean;
  /** The page is about one cause, which says the reason. */
  readonly oneCause: boolean;
}

/** Operations as lines; with marks, each line carries what it is and how it was seen. Columns that would say the same in each line are left out. */
export function operationsTable(rows: readonly OperationRow[], context: PageContext, { baseCurrency, marks, oneCause }: OperationsShown): TableDraft {
  return {
    id: OPERATIONS_LIST, label: rows.length === 0 ? 'Operations: none matches' : 'Operations', marks,
    ...(marks ? { help: 'Mark All and Unmark All touch the lines of this page only. Marks are lost when the page or a filter changes.' } : {}),
    columns: [
      ...(marks ? [{ id: 'custpage_o_mark', label: 'Mark', kind: 'check' } as const] : []),
      { id: 'custpage_o_open', label: 'Open', kind: 'link', linkText: 'Review' },
      { id: 'custpage_o_document', label: 'Document', kind: 'text' },
      { id: 'custpage_o_party', label: 'Party', kind: 'text' },
      ...(rows.every(({ state }) => state === 'needs_review') ? [] : [{ id: 'custpage_o_state', label: 'State', kind: 'text' } as const]),
      ...(oneCause ? [] : [{ id: 'custpage_o_reason', label: 'Reason', kind: 'text' } as const]),
      { id: 'custpage_o_risk', label: `At risk (${baseCurrency})`, kind: 'amount' },
      { id: 'custpage_o_age', label: 'Age', kind: 'text' },
      { id: 'custpage_o_due', label: 'Due', kind: 'text' },
      { id: 'custpage_o_tries', label: 'Tries', kind: 'text' },
      ...(rows.some(({ nextAttemptMs }) => nextAttemptMs !== undefined) ? [{ id: 'custpage_o_next', label: 'Next try', kind: 'text' } as const] : []),
      { id: 'custpage_o_owner', label: 'Owner', kind: 'text' },
      ...(rows.some((row) => context.close.after(row) !== undefined) ? [{ id: 'custpage_o_after', label: 'Signed period', kind: 'text' } as const] : []),
      ...(marks ? [{ id: 'custpage_o_id', label: 'Operation', kind: 'key' } as const, { id: 'custpage_o_seen', label: 'Version', kind: 'key' } as const] : []),
    ],
    rows: rows.map((row) => operationCells(row, context)),
    ...(rows.some(({ atRisk }) => atRisk !== undefined) ? { total: 'custpage_o_risk' } : {}),
  };
}

function operationCells(row: OperationRow, { link, words, nowMs, close }: PageContext): RowDraft {
  return {
    custpage_o_open: link('operation', { operation: row.operationId }),
    custpage_o_document: documentName(row),
    custpage_o_party: row.party,
    custpage_o_state: STATE_WORDS[row.state],
    custpage_o_reason: row.missingValue === '' ? row.reasonTitle : `${row.reasonTitle}: "${row.missingValue}"`,
    custpage_o_risk: row.atRisk ?? '',
    custpage_o_age: lastingBriefly(nowMs - row.receivedMs),
    custpage_o_due: dueBrief(row.due, nowMs),
    custpage_o_tries: `${String(row.attempts)} of ${String(row.mostAttempts)}`,
    custpage_o_next: row.nextAttemptMs === undefined ? '' : words.moment(row.nextAttemptMs),
    custpage_o_owner: row.ownerName,
    custpage_o_after: afterWords(close.after(row)),
    custpage_o_id: row.operationId,
    custpage_o_seen: String(row.head),
  };
}

import type { OperationRow, PageTotals } from '../application/review/review-port';
import type { MarkedRow } from '../domain/review/bulk';
import type { BulkKind } from '../domain/review/bulk';
import type { QueueFilter } from '../domain/review/queue-filter';
import { FILTER_PARAMETERS } from '../domain/review/queue-filter';
import { offeredForOperation } from '../domain/review/offered-actions';
import { actFields } from './act-fields';
import type { ActGround } from './act-fields';
import { listLink } from './address';
import type { Params } from './address';
import type { Banner, FieldDraft, PageDraft, TableDraft } from './draft';
import { shown } from './draft';
import { ACTION_WORDS, documentName, STATE_WORDS } from './labels';
import type { FormSubject, PageContext } from './page-context';
import { standingBanners } from './standing-banners';
import { counted, sumWords } from './words';

/** What a bulk action is over: lines that were marked, or everything that matches. */
export type BulkOver =
  | { readonly kind: 'marked'; readonly marked: readonly MarkedRow[]; readonly rows: readonly OperationRow[]; readonly atRisk: string; readonly unknown: number }
  | { readonly kind: 'matching'; readonly totals: PageTotals; readonly cutoffMs: number };

export interface BulkForm {
  readonly action: BulkKind;
  readonly filter: QueueFilter;
  readonly over: BulkOver;
  readonly posted: Params;
  readonly ground: ActGround;
  readonly fault?: string;
}

/** A line that was marked, and why it is left out; empty: it is not. */
function leftOut({ marked, row }: { readonly marked: MarkedRow; readonly row: OperationRow | undefined }, action: BulkKind, context: PageContext): string {
  if (row === undefined) return 'Not found';
  if (row.head !== marked.seen) return 'Changed since you marked it';
  const offered = offeredForOperation({ state: row.state, snoozed: row.snoozedUntilMs !== undefined, missesReference: false }, context.viewer);
  return offered.includes(action) ? '' : `${STATE_WORDS[row.state]}: cannot be done now`;
}

/** What the form is bound to: the action, and exactly the lines or the filter that are shown. */
export function bulkSubject({ action, filter, over }: Pick<BulkForm, 'action' | 'filter'> & { readonly over: BulkTravels }): FormSubject {
  return { page: 'confirm', subject: `bulk ${action}`, version: over.kind === 'marked' ? over.rows : `${JSON.stringify(filter)} ${over.count} ${over.cutoffMs}` };
}

/** What of a bulk form travels as hidden text. */
export type BulkTravels =
  | { readonly kind: 'marked'; readonly rows: string }
  | { readonly kind: 'matching'; readonly count: string; readonly cutoffMs: string };

function travels(over: BulkOver): BulkTravels {
  return over.kind === 'marked'
    ? { kind: 'marked', rows: JSON.stringify(over.marked) }
    : { kind: 'matching', count: String(over.totals.count), cutoffMs: String(over.cutoffMs) };
}

/** What will be done with how many, what is left out and why, and what it is worth. Nothing was done yet. */
export function confirmPage(form: BulkForm, context: PageContext): PageDraft {
  const { action, filter, over, posted, ground, fault } = form;
  const { short } = ACTION_WORDS[action];
  const carried = travels(over);
  const banners: readonly Banner[] = fault === undefined ? [] : [{ kind: 'error', title: 'Not done yet', text: fault }];
  const count = over.kind === 'marked' ? willDo(over, action, context).length : over.totals.count;
  return {
    title: `Confirm: ${short} ${counted(count, 'operation')}`,
    banners: [...banners, ...standingBanners(context.health)],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: context.link('queue') }, { kind: 'breadcrumb', title: 'By operation', url: listLink(filter, context.link) }],
    ...(count === 0 ? {} : { submit: `${short} ${counted(count, 'operation')}` }),
    buttons: [{ id: 'custpage_cancel', label: 'Cancel', url: listLink(filter, context.link) }],
    groups: [
      { id: 'custpage_plan', label: 'What will be done', inRows: true, fields: planFields(form, count, context) },
      { id: 'custpage_form', label: short, oneColumn: true, fields: [...typedCount(over, posted), ...actFields(action, ground, posted).map(noteIsRequired)] },
    ],
    tables: over.kind === 'marked' ? [rowsTable(over, action, context)] : [],
    hidden: {
      custpage_page: 'confirm', custpage_do: action, custpage_over: over.kind, ...filterTravels(filter),
      ...(carried.kind === 'marked' ? { custpage_rows: carried.rows } : { custpage_count: carried.count, custpage_cutoff: carried.cutoffMs }),
      custpage_token: context.tokenFor(bulkSubject({ action, filter, over: carried })),
    },
  };
}

/** A bulk action always says why. */
function noteIsRequired(field: FieldDraft): FieldDraft {
  return field.id === 'custpage_note' ? { ...field, mandatory: true } : field;
}

function willDo({ marked, rows }: Extract<BulkOver, { readonly kind: 'marked' }>, action: BulkKind, context: PageContext): readonly MarkedRow[] {
  return marked.filter((one) => leftOut({ marked: one, row: rows.find(({ operationId }) => operationId === one.operationId) }, action, context) === '');
}

function planFields({ action, over }: BulkForm, count: number, { words, health }: PageContext): readonly FieldDraft[] {
  const currency = health.baseCurrency;
  if (over.kind === 'marked') {
    return [
      shown('custpage_p_do', ACTION_WORDS[action].short, counted(count, 'operation')),
      shown('custpage_p_skip', 'Left out', counted(over.marked.length - count, 'operation')),
      shown('custpage_p_risk', 'Amount at risk', sumWords(words, { atRisk: over.atRisk, unknown: over.unknown, currency })),
    ];
  }
  const { totals } = over;
  return [
    shown('custpage_p_do', `${ACTION_WORDS[action].short}, all that match`, counted(totals.count, 'operation')),
    shown('custpage_p_risk', 'Amount at risk', sumWords(words, { atRisk: totals.atRisk, unknown: totals.unknown, currency })),
    shown('custpage_p_currencies', 'By currency', totals.byCurrency.map(({ amount, currency: code }) => words.money(amount, code)).join(', ')),
    shown('custpage_p_cutoff', 'As of', `${words.moment(over.cutoffMs)}: what changes later is left out`),
  ];
}

/** All that match is never chosen by accident: its count is keyed in. */
function typedCount(over: BulkOver, posted: Params): readonly FieldDraft[] {
  if (over.kind === 'marked') return [];
  return [{ kind: 'number', id: 'custpage_typed', label: `Key in ${String(over.totals.count)} to choose all of them`, value: posted['custpage_typed'] ?? '', mandatory: true }];
}

function filterTravels(filter: QueueFilter): Params {
  const parts = Object.entries(FILTER_PARAMETERS) as readonly (readonly [keyof QueueFilter, string])[];
  return Object.fromEntries(parts.map(([part, name]) => [name, filter[part] === undefined ? '' : String(filter[part])]));
}

function rowsTable(over: Extract<BulkOver, { readonly kind: 'marked' }>, action: BulkKind, context: PageContext): TableDraft {
  return {
    id: 'custpage_confirm_rows', label: 'Marked operations',
    columns: [
      { id: 'custpage_b_document', label: 'Document', kind: 'text' },
      { id: 'custpage_b_party', label: 'Party', kind: 'text' },
      { id: 'custpage_b_state', label: 'State', kind: 'text' },
      { id: 'custpage_b_risk', label: `At risk (${context.health.baseCurrency})`, kind: 'amount' },
      { id: 'custpage_b_plan', label: 'Plan', kind: 'text' },
    ],
    rows: over.marked.map((marked) => {
      const row = over.rows.find(({ operationId }) => operationId === marked.operationId);
      const why = leftOut({ marked, row }, action, context);
      return {
        custpage_b_document: row === undefined ? marked.operationId : documentName(row), custpage_b_party: row?.party ?? '', custpage_b_state: row === undefined ? '' : STATE_WORDS[row.state],
        custpage_b_risk: row?.atRisk ?? '', custpage_b_plan: why === '' ? ACTION_WORDS[action].short : `Left out: ${why}`,
      };
    }),
  };
}

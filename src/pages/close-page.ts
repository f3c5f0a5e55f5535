import type { CloseBucket, CloseView, MarkedCloseRow } from '../application/close/close-view-port';
import type { StoredSignOff } from '../application/close/close-port';
import { closeSubjectText } from '../domain/close/close-period';
import type { ClosePeriod, CloseSubject } from '../domain/close/close-period';
import { MOST_OPEN } from '../domain/close/close-count';
import type { CloseTotal } from '../domain/close/close-count';
import { MAX_ACTION_NOTE } from '../domain/review/action-arguments';
import { may } from '../domain/review/capability';
import { evidenceButtons, evidenceTable } from './close-evidence';
import type { Banner, PageDraft, TableDraft } from './draft';
import { shown, shownLong } from './draft';
import { ACTION_WORDS, afterWords, CLOSE_WORDS, documentName, stateWords } from './labels';
import { OPERATIONS_LIST } from './operations-page';
import type { FormSubject, PageContext } from './page-context';
import { standingBanners } from './standing-banners';
import { counted } from './words';

/** Late operations that a page lists; the export has all. */
const MOST_LATE = 200;

/** The periods, and what each subsidiary's part of one comes to. */
export function closesPage(asked: string, context: PageContext): PageDraft {
  const { close, viewer, link, health } = context;
  const found = /^[1-9]\d{0,11}$/.test(asked) ? close.buckets(Number(asked), viewer) : undefined;
  return {
    title: found === undefined ? 'Close' : `Close of ${found.period.name}`,
    banners: [...standingBanners(health), ...(found?.buckets === 'too_many' ? [tooMany(found.period)] : [])],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, ...(found === undefined ? [] : [{ kind: 'breadcrumb', title: 'Close', url: link('closes') } as const])],
    groups: [],
    tables: [found === undefined ? periodsTable(close.periods(viewer), context) : bucketsTable(found.period, found.buckets === 'too_many' ? [] : found.buckets, context)],
  };
}

function tooMany({ name }: ClosePeriod): Banner {
  return { kind: 'information', title: 'Counted by machine', text: `${name} has more operations than a page counts. Ask for its evidence: it counts them, and hands all of them out in parts.` };
}

function periodsTable(periods: readonly ClosePeriod[], { link }: PageContext): TableDraft {
  return {
    id: 'custpage_periods', label: periods.length === 0 ? 'Periods: none has begun' : 'Periods',
    columns: [{ id: 'custpage_y_open', label: 'Open', kind: 'link', linkText: 'Totals' }, { id: 'custpage_y_name', label: 'Period', kind: 'text' }, { id: 'custpage_y_from', label: 'From', kind: 'text' }, { id: 'custpage_y_to', label: 'To', kind: 'text' }],
    rows: periods.map(({ internalId, name, start, end }) => ({ custpage_y_open: link('closes', { period: String(internalId) }), custpage_y_name: name, custpage_y_from: start, custpage_y_to: end })),
  };
}

function bucketsTable(period: ClosePeriod, buckets: readonly CloseBucket[], context: PageContext): TableDraft {
  const { link, words } = context;
  return {
    id: 'custpage_buckets', label: buckets.length === 0 ? 'Subsidiaries: nothing was received' : 'Subsidiaries',
    columns: [
      { id: 'custpage_u_open', label: 'Open', kind: 'link', linkText: 'Close' }, { id: 'custpage_u_name', label: 'Subsidiary', kind: 'text' }, { id: 'custpage_u_received', label: 'Received', kind: 'count' },
      { id: 'custpage_u_left', label: 'Open operations', kind: 'count' }, { id: 'custpage_u_even', label: 'Control total', kind: 'text' }, { id: 'custpage_u_signed', label: 'Signed', kind: 'text' },
    ],
    rows: buckets.map(({ subsidiary, received, open, balanced, signed }) => ({
      custpage_u_open: link('close', { close: closeSubjectText({ period: period.internalId, subsidiary }) }), custpage_u_name: subsidiaryName(subsidiary, context), custpage_u_received: String(received),
      custpage_u_left: String(open), custpage_u_even: balanced ? 'comes out' : 'DIFFERS', custpage_u_signed: signed === undefined ? 'no' : `${words.moment(signed.signedMs)} by ${signed.byName}`,
    })),
  };
}

function subsidiaryName(subsidiary: number, { choices, viewer }: PageContext): string {
  return subsidiary === 0 ? 'not known' : choices(viewer).subsidiaries.find(({ id }) => id === subsidiary)?.name ?? `Subsidiary ${String(subsidiary)}`;
}

/** What the form of a close is bound to: the totals as they were shown. */
export function closeForm(subject: CloseSubject, version: string): FormSubject {
  return { page: 'close', subject: `close ${closeSubjectText(subject)}`, version };
}

/** `upToId statementHash`: what is signed. */
function closeVersion({ upToId, statementHash }: CloseView): string {
  return `${String(upToId)} ${statementHash}`;
}

/** Words of a period that a page cannot count. */
export function closeTooLargePage(period: ClosePeriod, subject: CloseSubject, context: PageContext): PageDraft {
  return { title: `Close of ${period.name}`, banners: [...standingBanners(context.health), tooMany(period)], links: closeLinks(subject, context, false), buttons: evidenceButtons(subject, context), groups: [], tables: [evidenceTable(subject, context)] };
}

/** The control total of a period of one subsidiary, what is open, what came after it was signed, and the form that signs it. */
export function closePage(view: CloseView, context: PageContext, given: { readonly outcome: readonly Banner[]; readonly fault?: string; readonly note?: string }): PageDraft {
  const { subject, period, open, rows } = view;
  const signable = may(context.viewer, 'sign_close') && view.isOver && view.balanced && open.length <= MOST_OPEN;
  const version = closeVersion(view);
  const fault: readonly Banner[] = given.fault === undefined ? [] : [{ kind: 'error', title: 'Not signed', text: given.fault }];
  const form = { id: 'custpage_sign', label: ACTION_WORDS.sign_off.short, oneColumn: true, fields: [{ kind: 'area', id: 'custpage_note', label: 'Note', value: given.note ?? '', most: MAX_ACTION_NOTE, mandatory: open.length > 0, help: 'Stands in the history for good. Say why each marked operation is accepted as open.' } as const] };
  return {
    title: `Close of ${period.name}, ${subsidiaryName(subject.subsidiary, context)}`,
    banners: [...fault, ...given.outcome, ...standingBanners(context.health), ...closeBanners(view)],
    links: closeLinks(subject, context, true),
    ...(signable ? { submit: open.length === 0 ? 'Sign off' : `Sign off with ${counted(open.length, 'open operation')}` } : {}),
    buttons: evidenceButtons(subject, context),
    groups: [factsOf(view, context), ...(signable ? [form] : [])],
    tables: [totalsTable(view.totals), openTable(open, context, signable), evidenceTable(subject, context), lateTable(rows.filter(({ after }) => after !== undefined), context), ...changedTable(view), signOffsTable(view.signOffs, context)],
    ...(signable ? { hidden: { custpage_page: 'close', custpage_close: closeSubjectText(subject), custpage_version: version, custpage_token: context.tokenFor(closeForm(subject, version)) } } : {}),
  };
}

function closeLinks(subject: CloseSubject, { link }: PageContext, counts: boolean): PageDraft['links'] {
  const close = closeSubjectText(subject);
  const files = [{ kind: 'crosslink', title: 'Export CSV', url: link('close_export', { close, format: 'csv' }) }, { kind: 'crosslink', title: 'Export JSON', url: link('close_export', { close, format: 'json' }) }] as const;
  return [
    { kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, { kind: 'breadcrumb', title: 'Close', url: link('closes') }, { kind: 'breadcrumb', title: 'Period', url: link('closes', { period: String(subject.period) }) },
    ...(counts ? files : []),
  ];
}

function closeBanners({ isOver, balanced, open, last, rows, period }: CloseView): readonly Banner[] {
  const banners: Banner[] = [];
  const since = rows.filter(({ after }) => after !== undefined).length;
  if (!balanced) banners.push({ kind: 'error', title: 'The control total does not come out', text: 'An operation is in a state that is none: its row was changed by hand. Have the history verified. Nothing is signed until then.' });
  if (last !== undefined && !last.isAsSigned) banners.push({ kind: 'error', title: 'The sign-off is not what was signed', text: 'Its row was changed outside Docket. What was signed stands in its event.' });
  if (since > 0) banners.push({ kind: 'warning', title: 'Something came after it was signed', text: `${counted(since, 'operation')} came late, or came to something else since. Look at them below, and sign again.` });
  if (!isOver) banners.push({ kind: 'information', title: 'The period is not over', text: `It ends on ${period.end}, and is signed after that.` });
  if (open.length > MOST_OPEN) banners.push({ kind: 'information', title: 'Too much is open', text: `More than ${String(MOST_OPEN)} operations are open. Bring them to an end before it is signed.` });
  return banners;
}

function factsOf({ period, last, signOffs, upToId }: CloseView, { words }: PageContext): PageDraft['groups'][number] {
  const latest = signOffs.at(-1);
  return {
    id: 'custpage_close_facts', label: 'Period',
    fields: [
      shown('custpage_k_period', 'Period', `${period.name}: ${period.start} to ${period.end}`),
      shown('custpage_k_upto', 'Counted up to operation', String(upToId)),
      { ...shown('custpage_k_signed', 'Signed', latest === undefined ? 'not yet' : `${words.moment(latest.signedMs)} by ${latest.byName} as ${latest.role}`), newColumn: true },
      ...(last === undefined ? [] : [shownLong('custpage_k_note', 'Note of the sign-off', last.note), shown('custpage_k_hash', 'SHA-256 of what was signed', latest?.statementHash ?? '')]),
    ],
  };
}

function totalsTable(totals: readonly CloseTotal[]): TableDraft {
  return {
    id: 'custpage_totals', label: totals.length === 0 ? 'Control total: nothing was received' : 'Control total',
    columns: [
      { id: 'custpage_w_currency', label: 'Currency', kind: 'text' }, { id: 'custpage_w_line', label: 'Line', kind: 'text' }, { id: 'custpage_w_count', label: 'Operations', kind: 'count' },
      { id: 'custpage_w_amount', label: 'Amount of the documents', kind: 'text' }, { id: 'custpage_w_without', label: 'Without an amount', kind: 'count' },
    ],
    rows: totals.map(({ currency, line, count, amount, withoutAmount }) => ({ custpage_w_currency: currency === '' ? 'none named' : currency, custpage_w_line: CLOSE_WORDS[line], custpage_w_count: String(count), custpage_w_amount: amount, custpage_w_without: String(withoutAmount) })),
  };
}

function openTable(open: readonly MarkedCloseRow[], context: PageContext, marks: boolean): TableDraft {
  return {
    id: OPERATIONS_LIST, label: open.length === 0 ? 'Open: nothing' : 'Open', marks: marks && open.length > 0,
    ...(marks && open.length > 0 ? { help: 'Each line that is marked is accepted as open, with your name on it. All of them have to be marked to sign.' } : {}),
    columns: [
      ...(marks ? [{ id: 'custpage_o_mark', label: 'Accept', kind: 'check' } as const] : []),
      ...operationColumns('custpage_o'),
      ...(marks ? [{ id: 'custpage_o_id', label: 'Operation', kind: 'key' } as const, { id: 'custpage_o_seen', label: 'Version', kind: 'key' } as const] : []),
    ],
    rows: open.slice(0, MOST_OPEN).map((row) => ({ ...operationCells('custpage_o', row, context), custpage_o_id: row.operationId, custpage_o_seen: String(row.head) })),
  };
}

function lateTable(rows: readonly MarkedCloseRow[], context: PageContext): TableDraft {
  return {
    id: 'custpage_late', label: rows.length === 0 ? 'After the sign-off: nothing' : `After the sign-off: ${counted(rows.length, 'operation')}`,
    columns: [{ id: 'custpage_x_after', label: 'Since', kind: 'text' }, ...operationColumns('custpage_x')],
    rows: rows.slice(0, MOST_LATE).map((row) => ({ custpage_x_after: afterWords(row.after), ...operationCells('custpage_x', row, context) })),
  };
}

function operationColumns(prefix: string): TableDraft['columns'] {
  return [
    { id: `${prefix}_open`, label: 'Open', kind: 'link', linkText: 'Review' }, { id: `${prefix}_document`, label: 'Document', kind: 'text' }, { id: `${prefix}_party`, label: 'Party', kind: 'text' }, { id: `${prefix}_state`, label: 'State', kind: 'text' },
    { id: `${prefix}_amount`, label: 'Amount', kind: 'text' }, { id: `${prefix}_date`, label: 'Document date', kind: 'text' }, { id: `${prefix}_received`, label: 'Received', kind: 'text' },
  ];
}

function operationCells(prefix: string, row: MarkedCloseRow, { link, words }: PageContext): Readonly<Record<string, string>> {
  return {
    [`${prefix}_open`]: link('operation', { operation: row.operationId }), [`${prefix}_document`]: documentName(row), [`${prefix}_party`]: row.party, [`${prefix}_state`]: stateWords(row.state),
    [`${prefix}_amount`]: row.amount === '' ? '' : words.money(row.amount, row.currency), [`${prefix}_date`]: words.date(row.documentDate), [`${prefix}_received`]: words.moment(row.receivedMs),
  };
}

function changedTable({ last }: CloseView): readonly TableDraft[] {
  if (last === undefined) return [];
  const text = (total: CloseTotal | undefined) => (total === undefined ? 'none' : `${String(total.count)}: ${total.amount}`);
  return [{
    id: 'custpage_changed', label: last.changed.length === 0 ? 'Against the sign-off: the same' : 'Against the sign-off',
    columns: [{ id: 'custpage_h_currency', label: 'Currency', kind: 'text' }, { id: 'custpage_h_line', label: 'Line', kind: 'text' }, { id: 'custpage_h_was', label: 'Signed', kind: 'text' }, { id: 'custpage_h_is', label: 'The same operations now', kind: 'text' }],
    rows: last.changed.map(({ before, now }) => ({ custpage_h_currency: (now ?? before)?.currency ?? '', custpage_h_line: lineWords(now ?? before), custpage_h_was: text(before), custpage_h_is: text(now) })),
  }];
}

function lineWords(total: CloseTotal | undefined): string {
  return total === undefined ? '' : CLOSE_WORDS[total.line];
}

function signOffsTable(signOffs: readonly StoredSignOff[], { words }: PageContext): TableDraft {
  return {
    id: 'custpage_signoffs', label: signOffs.length === 0 ? 'Sign-offs: none' : 'Sign-offs',
    columns: [
      { id: 'custpage_i_number', label: 'Number', kind: 'count' }, { id: 'custpage_i_at', label: 'Signed', kind: 'text' }, { id: 'custpage_i_by', label: 'By', kind: 'text' }, { id: 'custpage_i_role', label: 'In role', kind: 'text' },
      { id: 'custpage_i_accepted', label: 'Accepted as open', kind: 'count' }, { id: 'custpage_i_hash', label: 'Hash', kind: 'text' },
    ],
    rows: signOffs.map((one) => ({ custpage_i_number: String(one.number), custpage_i_at: words.moment(one.signedMs), custpage_i_by: one.byName, custpage_i_role: one.role, custpage_i_accepted: String(one.acceptedCount), custpage_i_hash: one.hash })),
  };
}

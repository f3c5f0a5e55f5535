import { add, formatMoney } from '../domain/decimal';
import type { CloseSubject } from '../domain/close/close-period';
import { closeSubjectOf, closeSubjectText } from '../domain/close/close-period';
import { mayAsk } from '../domain/review/action-kinds';
import { BULK_KINDS, MOST_MARKED } from '../domain/review/bulk';
import type { BulkKind, MarkedRow } from '../domain/review/bulk';
import { may } from '../domain/review/capability';
import { FILTER_PARAMETERS, filterOf, parametersOf } from '../domain/review/queue-filter';
import type { QueueFilter } from '../domain/review/queue-filter';
import { postedArguments } from './act-arguments';
import type { ActGround } from './act-fields';
import { actForm, actPage } from './act-page';
import { listLink } from './address';
import type { PageName, Params } from './address';
import { evidenceForm } from './close-evidence';
import { closeForm } from './close-page';
import { bulkSubject, confirmPage } from './confirm-page';
import type { BulkForm, BulkOver, BulkTravels } from './confirm-page';
import { notFoundPage } from './notice-page';
import { mayAct } from './page-context';
import type { PageContext } from './page-context';
import { requestForm, requestPage, requestSteps } from './request-page';
import type { RequestStep } from './request-page';
import { actAsked } from './show-page';
import { clickOf, nothingDone } from './judge-form';
import type { Posted } from './judge-form';
import { takeDecision, takeProposal } from './take-decision';
import type { Answer } from './show-page';
import { takeRollback } from './take-rollback';

/** Pages that take a post, and what they make of it. Anything else is answered with a page and changes nothing. */
const TAKEN: Readonly<Partial<Record<PageName, (posted: Posted, context: PageContext) => Answer>>> = {
  queue: takeFilter, operations: takeOperations, ownership: takeOwnership, act: takeAct, confirm: takeConfirm, request: takeRequest, propose: takeProposal, decision: takeDecision, rollback: ({ fields }, context) => takeRollback(fields, context), close: takeSignOff,
};

/** Answers POST. All that it leads to is one action row; the person is sent on by a redirect, so that neither Back nor reload posts again. */
export function takePost(page: PageName, posted: Posted, context: PageContext): Answer {
  const take = TAKEN[page];
  return take === undefined ? nothingDone('This page takes nothing.', context) : take(posted, context);
}

function takeFilter({ fields }: Posted): Answer {
  return { kind: 'redirect', page: 'queue', params: listParams({ ...filterOf(fields), page: 1 }) };
}

/** The list's page says the view. */
function listParams(filter: QueueFilter): Params {
  const { [FILTER_PARAMETERS.view]: _view, ...params } = parametersOf(filter);
  return params;
}

/** No action: the filters are applied. An action: what would be done is shown, and nothing is done yet. */
function takeOperations(posted: Posted, context: PageContext): Answer {
  const { fields } = posted;
  const filter: QueueFilter = { ...filterOf(fields), view: 'operations', page: 1 };
  const action = bulkAsked(fields, context);
  if ((fields['custpage_do'] ?? '') === '') return { kind: 'redirect', page: 'operations', params: listParams(filter) };
  if (action === undefined) return nothingDone('Your role does not do that with several operations.', context);
  const back = { url: listLink(filter, context.link), title: 'By operation' };
  if (fields['custpage_over'] === 'matching') return confirmed({ action, filter, over: matching(filter, context) }, context);
  if (posted.marked.length === 0) return nothingDone('No line was marked. Mark the lines first, or choose all that match.', context, back);
  return confirmed({ action, filter, over: markedOver(posted.marked.slice(0, MOST_MARKED), context) }, context);
}

function confirmed(form: Pick<BulkForm, 'action' | 'filter' | 'over'>, context: PageContext): Answer {
  return { kind: 'page', draft: confirmPage({ ...form, posted: {}, ground: NO_GROUND }, context) };
}

const NO_GROUND: ActGround = { targetTypes: [], editable: [], missing: undefined };

function bulkAsked(fields: Params, context: PageContext): BulkKind | undefined {
  const action = BULK_KINDS.find((kind) => kind === fields['custpage_do']);
  return action !== undefined && mayAct(context) && mayAsk(action, context.viewer.capabilities) ? action : undefined;
}

function matching(filter: QueueFilter, { queue, viewer, nowMs }: PageContext): BulkOver {
  return { kind: 'matching', totals: queue.totals(filter, viewer), cutoffMs: nowMs };
}

function markedOver(marked: readonly MarkedRow[], { queue, viewer }: PageContext): BulkOver {
  const rows = queue.rowsOf(marked.map(({ operationId }) => operationId), viewer);
  const known = rows.flatMap(({ atRisk }) => (atRisk === undefined ? [] : [atRisk]));
  return { kind: 'marked', marked, rows, atRisk: summed(known), unknown: rows.length - known.length };
}

function takeOwnership({ fields }: Posted): Answer {
  const of = (id: string) => (fields[id] ?? '').trim();
  return { kind: 'redirect', page: 'ownership', params: { source: of('custpage_source'), type: of('custpage_type'), record: of('custpage_record_type'), id: of('custpage_internal_id') } };
}

function takeAct({ fields }: Posted, context: PageContext): Answer {
  const asked = actAsked(fields, context);
  if (asked === undefined) return { kind: 'page', draft: notFoundPage('The action', context.link) };
  const { kind, subject, ground } = asked;
  const back = { url: subject.backUrl, title: subject.name };
  const version = fields['custpage_version'] ?? '';
  const token = clickOf(fields, { ...actForm(kind, subject), version }, context);
  if (typeof token === 'string') return nothingDone(token, context, back, fields);
  const landing = { page: subject.subject, params: { [subject.subject]: subject.id, done: token.click } } as const;
  if (context.desk.tell(token.click, context.viewer) !== undefined) return { kind: 'redirect', ...landing };
  if (version !== subject.version) return nothingDone('Somebody, or the sweep, was faster: it has changed since you opened the page.', context, back, fields);
  const taken = postedArguments(kind, fields, ground, context.words);
  if (taken.kind === 'wrong') return { kind: 'page', draft: actPage(kind, subject, { ground, posted: fields, fault: taken.why }, context) };
  return { kind: 'ask', ...landing, action: { click: token.click, kind, subject: subject.subject, subjectId: subject.id, seen: subject.seen, args: taken.args } };
}

function takeConfirm({ fields }: Posted, context: PageContext): Answer {
  const action = bulkAsked(fields, context);
  if (action === undefined) return { kind: 'page', draft: notFoundPage('The action', context.link) };
  const filter: QueueFilter = { ...filterOf(fields), view: 'operations' };
  const back = { url: listLink(filter, context.link), title: 'By operation' };
  const carried: BulkTravels = fields['custpage_over'] === 'matching'
    ? { kind: 'matching', count: fields['custpage_count'] ?? '', cutoffMs: fields['custpage_cutoff'] ?? '' }
    : { kind: 'marked', rows: fields['custpage_rows'] ?? '' };
  const token = clickOf(fields, bulkSubject({ action, filter, over: carried }), context);
  if (typeof token === 'string') return nothingDone(token, context, back, fields);
  const landing = { page: 'result', params: { done: token.click } } as const;
  if (context.desk.tell(token.click, context.viewer) !== undefined) return { kind: 'redirect', ...landing };
  const args = bulkArguments(action, { filter, carried, fields }, context);
  if (typeof args === 'string') return { kind: 'page', draft: confirmPage({ action, filter, over: shownAgain(carried, filter, context), posted: fields, ground: NO_GROUND, fault: args }, context) };
  const subject = { subject: filter.cause === '' ? 'queue' : 'cause', subjectId: filter.cause } as const;
  return { kind: 'ask', ...landing, action: { click: token.click, kind: 'bulk', ...subject, seen: undefined, args } };
}

interface BulkPosted {
  readonly filter: QueueFilter;
  readonly carried: BulkTravels;
  readonly fields: Params;
}

/** Arguments of the bulk row; a text: what is wrong with what was keyed in. */
function bulkArguments(action: BulkKind, { filter, carried, fields }: BulkPosted, { words }: PageContext): Readonly<Record<string, unknown>> | string {
  const note = (fields['custpage_note'] ?? '').trim();
  if (note === '') return 'A note is required: say why.';
  const inner = postedArguments(action, fields, NO_GROUND, words);
  if (inner.kind === 'wrong') return inner.why;
  const frame = { note, action, arguments: inner.args };
  if (carried.kind === 'marked') return { ...frame, rows: markedIn(carried.rows) };
  if ((fields['custpage_typed'] ?? '').trim() !== carried.count) return `Key in ${carried.count} to choose all of them.`;
  return { ...frame, filter, count: Number(carried.count), cutoffMs: Number(carried.cutoffMs) };
}

function shownAgain(carried: BulkTravels, filter: QueueFilter, context: PageContext): BulkOver {
  return carried.kind === 'marked' ? markedOver(markedIn(carried.rows), context) : matching(filter, context);
}

/** Sealed by the token, and read with care all the same. */
function markedIn(json: string): readonly MarkedRow[] {
  const parsed: unknown = JSON.parse(json);
  return Array.isArray(parsed) ? (parsed as readonly MarkedRow[]).slice(0, MOST_MARKED) : [];
}

function takeRequest({ fields }: Posted, context: PageContext): Answer {
  const request = context.requests.one(fields['custpage_number'] ?? '', context.viewer);
  if (request === undefined) return { kind: 'page', draft: notFoundPage('The request', context.link) };
  const back = { url: context.link('request', { number: request.number }), title: request.title };
  const version = fields['custpage_version'] ?? '';
  const token = clickOf(fields, { ...requestForm(request), version }, context);
  if (typeof token === 'string') return nothingDone(token, context, back, fields);
  const landing = { page: 'request', params: { number: request.number, done: token.click } } as const;
  if (context.desk.tell(token.click, context.viewer) !== undefined) return { kind: 'redirect', ...landing };
  if (version !== requestForm(request).version) return nothingDone('The request has changed since you opened the page.', context, back, fields);
  const step = stepAsked(fields, requestSteps(request, context));
  if (typeof step === 'string') return { kind: 'page', draft: requestPage(request, context, { outcome: [], step: fields['custpage_kind'] ?? '', fault: step }) };
  return { kind: 'ask', ...landing, action: { click: token.click, kind: step.kind, subject: 'request', subjectId: request.number, seen: request.head, args: { note: step.note } } };
}

function stepAsked(fields: Params, allowed: readonly RequestStep[]): { readonly kind: RequestStep; readonly note: string } | string {
  const kind = allowed.find((one) => one === fields['custpage_kind']);
  if (kind === undefined) return 'That is not yours to decide.';
  const note = (fields['custpage_note'] ?? '').trim();
  return (kind === 'return' || kind === 'end_ticket') && note === '' ? 'A note is required: say why.' : { kind, note };
}

/** What is signed travels with the form, sealed by its token; the lines that were marked are accepted as open. */
function takeSignOff({ fields, marked }: Posted, context: PageContext): Answer {
  const subject = closeSubjectOf(fields['custpage_close'] ?? '');
  if (subject !== undefined && fields['custpage_step'] === 'evidence') return takeEvidence(subject, fields, context);
  if (subject === undefined || !may(context.viewer, 'sign_close')) return nothingDone('Your role does not sign a close.', context);
  const close = closeSubjectText(subject);
  const version = fields['custpage_version'] ?? '';
  const token = clickOf(fields, closeForm(subject, version), context);
  if (typeof token === 'string') return nothingDone(token, context, { url: context.link('close', { close }), title: 'Close' }, fields);
  const landing = { page: 'close', params: { close, done: token.click } } as const;
  if (context.desk.tell(token.click, context.viewer) !== undefined) return { kind: 'redirect', ...landing };
  const [upToId = '', statementHash = ''] = version.split(' ');
  const args = { note: (fields['custpage_note'] ?? '').trim(), upToId: Number(upToId), statementHash, accepted: marked.map(({ operationId }) => operationId) };
  return { kind: 'ask', ...landing, action: { click: token.click, kind: 'sign_off', subject: 'close', subjectId: close, seen: undefined, args } };
}

/** Asks for the evidence of a period. */
function takeEvidence(subject: CloseSubject, fields: Params, context: PageContext): Answer {
  const close = closeSubjectText(subject);
  const token = clickOf(fields, evidenceForm(subject), context);
  if (typeof token === 'string') return nothingDone(token, context, { url: context.link('close', { close }), title: 'Close' }, fields);
  const landing = { page: 'close', params: { close, done: token.click } } as const;
  if (context.desk.tell(token.click, context.viewer) !== undefined) return { kind: 'redirect', ...landing };
  return { kind: 'ask', ...landing, action: { click: token.click, kind: 'ask_evidence', subject: 'close', subjectId: close, seen: undefined, args: { note: (fields['custpage_note'] ?? '').trim() } } };
}

/** Sum of plain decimals. */
function summed(amounts: readonly string[]): string {
  return formatMoney(amounts.reduce((sum, amount) => add(sum, amount), '0'));
}

import type { RequestTell } from '../application/review/desk-port';
import { MAX_ACTION_NOTE } from '../domain/review/action-arguments';
import { may } from '../domain/review/capability';
import { CAPABILITIES } from '../domain/review/capability';
import type { ButtonDraft, FieldDraft, PageDraft, TableDraft } from './draft';
import { shown, shownLong } from './draft';
import { ACTION_WORDS, documentName, plainWords } from './labels';
import { mayAct } from './page-context';
import type { FormSubject, PageContext } from './page-context';
import { planFields, planTables } from './request-plan';
import { standingBanners } from './standing-banners';

const REQUEST_WORDS: Readonly<Record<string, string>> = {
  asked: 'Waits for approval', approved: 'Approved, under way', in_work: 'In work', returned: 'Returned', lapsed: 'Lapsed', carried_out: 'Carried out', stopped: 'Stopped before its end',
  withdrawn: 'Withdrawn',
};

function stateWords(state: string): string {
  return REQUEST_WORDS[state] ?? plainWords(state);
}

/** Requests that are open, and those that were closed lately. */
export function requestsPage(context: PageContext): PageDraft {
  const { requests, viewer, link, health } = context;
  return {
    title: 'Requests',
    banners: standingBanners(health),
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }],
    groups: [],
    tables: [requestsTable('custpage_open_requests', 'Open', requests.open(viewer), context), requestsTable('custpage_closed_requests', 'Closed', requests.closed(viewer), context)],
  };
}

function requestsTable(id: string, label: string, rows: readonly RequestTell[], { words, link, health }: PageContext): TableDraft {
  return {
    id, label: rows.length === 0 ? `${label}: none` : label,
    columns: [
      { id: `${id}_open`, label: 'Open', kind: 'link', linkText: 'Review' },
      { id: `${id}_title`, label: 'Request', kind: 'text' },
      { id: `${id}_kind`, label: 'Kind', kind: 'text' },
      { id: `${id}_amount`, label: `Amount (${health.baseCurrency})`, kind: 'amount' },
      { id: `${id}_rows`, label: 'Operations', kind: 'count' },
      { id: `${id}_asker`, label: 'Asked by', kind: 'text' },
      { id: `${id}_asked`, label: 'Asked', kind: 'text' },
      { id: `${id}_lapses`, label: 'Lapses', kind: 'text' },
      { id: `${id}_state`, label: 'State', kind: 'text' },
    ],
    rows: rows.map((row) => ({
      [`${id}_open`]: link('request', { number: row.number }), [`${id}_title`]: row.title, [`${id}_kind`]: plainWords(row.kind), [`${id}_amount`]: row.amount, [`${id}_rows`]: String(row.rows),
      [`${id}_asker`]: row.askerName, [`${id}_asked`]: words.moment(row.askedMs), [`${id}_lapses`]: row.state === 'asked' ? words.moment(row.expiresMs) : '', [`${id}_state`]: stateWords(row.state),
    })),
  };
}

/** What the form of a request is bound to. */
export function requestForm({ number, head, planHash }: RequestTell): FormSubject {
  return { page: 'request', subject: `request ${number}`, version: `${String(head)} ${planHash}` };
}

/** What its page may be sent for. */
export type RequestStep = 'approve' | 'return' | 'withdraw' | 'end_ticket';

/** What stands on the page of a request beside the request: what came of a click, the step that its form is for, and what was wrong with it. */
export interface RequestGiven {
  readonly outcome: PageDraft['banners'];
  /** Empty, or none that this person may take: the first that they may. */
  readonly step?: string;
  readonly fault?: string;
}

/** One request: who asks for what, the plan, and what its viewer may make of it. A form has one button that posts, and each other step has a form of its own (D-0087). */
export function requestPage(request: RequestTell, context: PageContext, given: RequestGiven): PageDraft {
  const { link } = context;
  const offered = requestSteps(request, context);
  const step = offered.find((one) => one === given.step) ?? offered[0];
  const fault: PageDraft['banners'] = given.fault === undefined ? [] : [{ kind: 'error', title: 'Not done yet', text: given.fault }];
  return {
    title: `${step === undefined || step === offered[0] ? 'Request' : `${ACTION_WORDS[step].short} the request`}: ${request.title}`,
    banners: [...fault, ...given.outcome, ...standingBanners(context.health), ...ownRequest(request, context)],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, { kind: 'breadcrumb', title: 'Requests', url: link('requests') }],
    ...(step === undefined ? {} : { submit: ACTION_WORDS[step].short, buttons: stepButtons(request, offered.filter((one) => one !== step), context) }),
    groups: [
      ...(step === undefined ? [] : [{ id: 'custpage_decide', label: ACTION_WORDS[step].short, oneColumn: true, fields: [noteOf(step)] }]),
      { id: 'custpage_request', label: 'Request', fields: facts(request, context) },
      ...planFields(request, context),
    ],
    tables: planTables(request, context),
    ...(step === undefined ? {} : { hidden: { custpage_page: 'request', custpage_kind: step, custpage_number: request.number, custpage_version: requestForm(request).version, custpage_token: context.tokenFor(requestForm(request)) } }),
  };
}

/** Buttons that open the same page for another step. */
function stepButtons({ number }: RequestTell, others: readonly RequestStep[], { link }: PageContext): readonly ButtonDraft[] {
  return others.map((step) => ({ id: `custpage_step_${step}`, label: ACTION_WORDS[step].short, url: link('request', { number, step }) }));
}

/** Steps that this person may take, the one that is expected first. Nobody approves their own request. */
export function requestSteps({ kind, state, asker, needs }: RequestTell, context: PageContext): readonly RequestStep[] {
  if (!mayAct(context)) return [];
  const { viewer } = context;
  const capability = CAPABILITIES.find((one) => one === needs);
  const approves = state === 'asked' && asker !== viewer.userId && capability !== undefined && may(viewer, capability);
  const isTicket = kind === 'override' && state === 'approved';
  const ends = isTicket && (asker === viewer.userId || (capability !== undefined && may(viewer, capability)));
  const withdraws = !isTicket && (state === 'asked' || state === 'approved') && asker === viewer.userId;
  return [...(approves ? ['approve', 'return'] as const : []), ...(withdraws ? ['withdraw'] as const : []), ...(ends ? ['end_ticket'] as const : [])];
}

function ownRequest({ asker, state, needs }: RequestTell, { viewer }: PageContext): PageDraft['banners'] {
  if (state !== 'asked' || asker !== viewer.userId || needs === '') return [];
  return [{ kind: 'information', title: 'Another person decides', text: 'Nobody approves their own request. You can withdraw it.' }];
}

function noteOf(step: RequestStep): FieldDraft {
  return { kind: 'area', id: 'custpage_note', label: 'Note', value: '', most: MAX_ACTION_NOTE, mandatory: step === 'return' || step === 'end_ticket', help: step === 'return' ? 'Say why: who asked reads it.' : 'Stands in the history for good.' };
}

/** The document of the operation that a correction is about. */
function subjectName({ subject }: RequestTell, { queue, viewer }: PageContext): string {
  const [row] = queue.rowsOf([subject], viewer);
  return row === undefined ? `Operation ${subject.slice(0, 12)}` : `${documentName(row)} from ${row.source}`;
}

function facts(request: RequestTell, context: PageContext): readonly FieldDraft[] {
  const { words, link, health } = context;
  const moment = (epochMs: number) => (epochMs === 0 ? '' : words.moment(epochMs));
  return [
    shown('custpage_q_number', 'Number', request.number),
    shown('custpage_q_kind', 'Kind', plainWords(request.kind)),
    shown('custpage_q_state', 'State', stateWords(request.state)),
    ...((request.kind === 'correction' || request.kind === 'resolution') && request.subject !== '' ? [{ kind: 'link', id: 'custpage_q_operation', label: 'Operation', url: link('operation', { operation: request.subject }), text: subjectName(request, context) } as const] : []),
    ...(request.kind === 'decision' ? [{ kind: 'link', id: 'custpage_q_decision', label: 'Decision', url: link('decision', { code: request.subject }), text: `Decision ${request.subject}: text, replay and its report` } as const] : []),
    { ...shown('custpage_q_asker', 'Asked by', request.askerName), newColumn: true },
    shown('custpage_q_asked', 'Asked', moment(request.askedMs)),
    shown('custpage_q_lapses', 'Lapses', moment(request.expiresMs)),
    shown('custpage_q_approver', 'Approved by', request.approverName),
    { ...shown('custpage_q_rows', 'Operations', String(request.rows)), newColumn: true },
    shown('custpage_q_amount', 'Amount', request.amount === '' ? 'not known' : words.money(request.amount, health.baseCurrency)),
    shown('custpage_q_reason', 'Reason', plainWords(request.reason)),
    shownLong('custpage_q_note', 'Note', request.note),
    ...(request.result === '' ? [] : [shownLong('custpage_q_result', 'Result', request.result)]),
  ];
}

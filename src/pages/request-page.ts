import type { RequestTell } from '../application/review/desk-port';
import { may } from '../domain/review/capability';
import { CAPABILITIES } from '../domain/review/capability';
import type { Choice, FieldDraft, PageDraft, TableDraft } from './draft';
import { shown, shownLong } from './draft';
import { plainWords } from './labels';
import { mayAct } from './page-context';
import type { FormSubject, PageContext } from './page-context';
import { planFields, planTables } from './request-plan';
import { standingBanners } from './standing-banners';

const REQUEST_WORDS: Readonly<Record<string, string>> = {
  asked: 'Waits for approval', approved: 'Approved, under way', returned: 'Returned', lapsed: 'Lapsed', carried_out: 'Carried out', withdrawn: 'Withdrawn',
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

/** One request: who asks for what, the plan, and what its viewer may make of it. */
export function requestPage(request: RequestTell, context: PageContext, given: { readonly outcome: PageDraft['banners']; readonly fault?: string }): PageDraft {
  const { link } = context;
  const choices = steps(request, context);
  const fault: PageDraft['banners'] = given.fault === undefined ? [] : [{ kind: 'error', title: 'Not done yet', text: given.fault }];
  return {
    title: `Request: ${request.title}`,
    banners: [...fault, ...given.outcome, ...standingBanners(context.health), ...ownRequest(request, context)],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, { kind: 'breadcrumb', title: 'Requests', url: link('requests') }],
    ...(choices.length === 0 ? {} : { submit: 'Save decision' }),
    groups: [
      ...(choices.length === 0 ? [] : [{ id: 'custpage_decide', label: 'Decide', oneColumn: true, fields: decideFields(choices) }]),
      { id: 'custpage_request', label: 'Request', fields: facts(request, context) },
      ...planFields(request, context),
    ],
    tables: planTables(request, context),
    ...(choices.length === 0 ? {} : { hidden: { custpage_page: 'request', custpage_number: request.number, custpage_version: `${String(request.head)} ${request.planHash}`, custpage_token: context.tokenFor(requestForm(request)) } }),
  };
}

/** Steps that this person may take. Nobody approves their own request. */
export function steps({ state, asker, needs }: RequestTell, context: PageContext): readonly Choice[] {
  if (!mayAct(context)) return [];
  const { viewer } = context;
  const capability = CAPABILITIES.find((one) => one === needs);
  const approves = state === 'asked' && asker !== viewer.userId && capability !== undefined && may(viewer, capability);
  const withdraws = (state === 'asked' || state === 'approved') && asker === viewer.userId;
  return [
    ...(approves ? [{ value: 'approve', text: 'Approve' }, { value: 'return', text: 'Return to who asked' }] : []),
    ...(withdraws ? [{ value: 'withdraw', text: 'Withdraw' }] : []),
  ];
}

function ownRequest({ asker, state, needs }: RequestTell, { viewer }: PageContext): PageDraft['banners'] {
  if (state !== 'asked' || asker !== viewer.userId || needs === '') return [];
  return [{ kind: 'information', title: 'Another person decides', text: 'Nobody approves their own request. You can withdraw it.' }];
}

function decideFields(choices: readonly Choice[]): readonly FieldDraft[] {
  return [
    { kind: 'choice', id: 'custpage_kind', label: 'Decision', mandatory: true, value: '', choices: [{ value: '', text: '' }, ...choices] },
    { kind: 'area', id: 'custpage_note', label: 'Note', value: '', most: 2000, help: 'Needed to return it: say why.' },
  ];
}

function facts(request: RequestTell, { words, link, health }: PageContext): readonly FieldDraft[] {
  const moment = (epochMs: number) => (epochMs === 0 ? '' : words.moment(epochMs));
  return [
    shown('custpage_q_number', 'Number', request.number),
    shown('custpage_q_kind', 'Kind', plainWords(request.kind)),
    shown('custpage_q_state', 'State', stateWords(request.state)),
    ...(request.kind === 'correction' && request.subject !== '' ? [{ kind: 'link', id: 'custpage_q_operation', label: 'Operation', url: link('operation', { operation: request.subject }), text: `Operation ${request.subject}` } as const] : []),
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

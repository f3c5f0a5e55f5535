import type { DecisionLine, DecisionTell } from '../application/review/decision-reader-port';
import { isShippedCode } from '../domain/decision/decision';
import { MAX_CHANGE } from '../domain/decision/change';
import { MAX_SECTION_BYTES, MAX_TITLE, SECTIONS } from '../domain/decision/proposal';
import { MAX_REPLAY_DAYS, REPLAY_DAYS, replayProgressOf, reportOf } from '../domain/decision/replay';
import type { ReplayReport } from '../domain/decision/replay';
import { MAX_ACTION_NOTE } from '../domain/review/action-arguments';
import { may } from '../domain/review/capability';
import type { Params } from './address';
import type { Banner, FieldDraft, GroupDraft, PageDraft, RowDraft, TableDraft } from './draft';
import { shown, shownLong } from './draft';
import { ACTION_WORDS, plainWords } from './labels';
import { mayAct } from './page-context';
import type { FormSubject, PageContext } from './page-context';
import { standingBanners } from './standing-banners';
import { counted } from './words';

/** What its page may be sent for. */
export type DecisionStep = 'replay' | 'ask_acceptance' | 'supersede';

/** Every decision: of the account first, then of the project. */
export function decisionsPage(lines: readonly DecisionLine[], context: PageContext, outcome: readonly Banner[]): PageDraft {
  const { link } = context;
  return {
    title: 'Decisions',
    banners: [...outcome, ...standingBanners(context.health)],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }],
    ...(mayPropose(context) ? { buttons: [{ id: 'custpage_propose', label: ACTION_WORDS.propose.short, url: link('propose') }] } : {}),
    groups: [],
    tables: [{
      id: 'custpage_decisions', label: lines.length === 0 ? 'Decisions: none' : 'Decisions',
      columns: [
        { id: 'custpage_k_open', label: 'Open', kind: 'link', linkText: 'Read' }, { id: 'custpage_k_code', label: 'Code', kind: 'text' }, { id: 'custpage_k_title', label: 'Decision', kind: 'text' },
        { id: 'custpage_k_status', label: 'Status', kind: 'text' }, { id: 'custpage_k_date', label: 'Decided on', kind: 'text' }, { id: 'custpage_k_who', label: 'By', kind: 'text' }, { id: 'custpage_k_by', label: 'Superseded by', kind: 'text' },
      ],
      rows: lines.map(({ code, title, status, date, who, supersededBy }) => ({
        custpage_k_open: link('decision', { code }), custpage_k_code: code, custpage_k_title: title, custpage_k_status: plainWords(status), custpage_k_date: date, custpage_k_who: who, custpage_k_by: supersededBy,
      })),
    }],
  };
}

/** True where this person may propose decisions. */
export function mayPropose(context: PageContext): boolean {
  return mayAct(context) && may(context.viewer, 'edit_rules');
}

/** What the form of a proposal is bound to. */
export const PROPOSE_FORM: FormSubject = { page: 'propose', subject: 'proposal', version: '1' };

/** The form in which a decision is proposed. */
export function proposePage(context: PageContext, posted: Params, fault?: string): PageDraft {
  const { link } = context;
  const value = (name: string) => posted[`custpage_${name}`] ?? '';
  return {
    title: 'Propose a decision',
    banners: [...(fault === undefined ? [] : [{ kind: 'error', title: 'Not done yet', text: fault } as const]), ...standingBanners(context.health)],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, { kind: 'breadcrumb', title: 'Decisions', url: link('decisions') }],
    submit: ACTION_WORDS.propose.short,
    buttons: [{ id: 'custpage_cancel', label: 'Cancel', url: link('decisions') }],
    groups: [{
      id: 'custpage_form', label: 'Proposal', oneColumn: true,
      fields: [
        shownLong('custpage_help', 'What it does', `${ACTION_WORDS.propose.help} The text stays as it is: who thinks better of it proposes another.`),
        { kind: 'text', id: 'custpage_title', label: 'Title', value: value('title'), most: MAX_TITLE, mandatory: true },
        ...SECTIONS.map(([name, label]): FieldDraft => ({ kind: 'area', id: `custpage_${name}`, label, value: value(name), most: MAX_SECTION_BYTES, mandatory: true })),
        { kind: 'area', id: 'custpage_change', label: 'Change, as JSON', value: value('change'), most: MAX_CHANGE, help: 'Rows of a map, {"map": "shopify.order", "rows": [{"code": "…", "owner": "netsuite"}]}, or retry figures, {"reason": "netsuite_busy", "attempts": 4}. It is replayed over stored documents. Empty: nothing is replayed.' },
        { kind: 'text', id: 'custpage_supersedes', label: 'Takes the place of', value: value('supersedes'), most: 40, help: 'Code of a decision of this account, A-…; empty: of none.' },
      ],
    }],
    hidden: { custpage_page: 'propose', custpage_token: context.tokenFor(PROPOSE_FORM) },
  };
}

/** What the form of a decision is bound to. */
export function decisionForm({ code, status, textHash, reportHash, request, requestState }: DecisionTell): FormSubject {
  return { page: 'decision', subject: `decision ${code}`, version: [status, textHash.slice(0, 16), reportHash.slice(0, 16), request, requestState].join(':') };
}

/** Steps that this person may take with a decision as it stands, the one that is expected first. */
export function decisionSteps({ code, status, change, reportHash, requestState, successor }: DecisionTell, context: PageContext): readonly DecisionStep[] {
  if (isShippedCode(code) || !mayPropose(context)) return [];
  if (status === 'accepted') return successor === '' ? [] : ['supersede'];
  if (status === 'superseded') return [];
  const ready = requestState !== 'asked' && (change === '' || reportHash !== '');
  return [...(ready ? ['ask_acceptance'] as const : []), ...(change === '' ? [] : ['replay'] as const)];
}

/** What stands on the page beside the decision: what came of a click, the step that its form is for, and what was wrong with it. */
export interface DecisionGiven {
  readonly outcome: readonly Banner[];
  readonly step?: string;
  readonly fault?: string;
}

/** One decision with its replay, and what its viewer may make of it. Whoever accepts does so on the page of the request. */
export function decisionPage(decision: DecisionTell, context: PageContext, given: DecisionGiven): PageDraft {
  const { link } = context;
  const offered = decisionSteps(decision, context);
  const step = offered.find((one) => one === given.step) ?? offered[0];
  const report = reportOf(decision.report);
  return {
    title: `Decision ${decision.code}: ${decision.title}`,
    banners: [...(given.fault === undefined ? [] : [{ kind: 'error', title: 'Not done yet', text: given.fault } as const]), ...given.outcome, ...standing(decision), ...standingBanners(context.health)],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, { kind: 'breadcrumb', title: 'Decisions', url: link('decisions') }],
    ...(step === undefined ? {} : {
      submit: ACTION_WORDS[step].short,
      buttons: offered.filter((one) => one !== step).map((one) => ({ id: `custpage_step_${one}`, label: ACTION_WORDS[one].short, url: link('decision', { code: decision.code, step: one }) })),
      hidden: { custpage_page: 'decision', custpage_kind: step, custpage_code: decision.code, custpage_version: decisionForm(decision).version, custpage_token: context.tokenFor(decisionForm(decision)) },
    }),
    groups: [
      ...(step === undefined ? [] : [stepGroup(step, decision)]),
      { id: 'custpage_about', label: 'Decision', fields: facts(decision, context) },
      { id: 'custpage_text', label: 'Text', oneColumn: true, fields: [...SECTIONS.map(([name, label]) => shownLong(`custpage_t_${name}`, label, decision[name])), ...(decision.change === '' ? [] : [shownLong('custpage_t_change', 'Proposed change', decision.change)])] },
      ...(decision.replay === '' ? [] : [replayGroup(decision, report, context)]),
    ],
    tables: report === undefined ? [] : [countsTable(report), differencesTable(report, context)],
  };
}

function standing({ status, supersededBy, successor }: DecisionTell): readonly Banner[] {
  if (status === 'superseded') return [{ kind: 'warning', title: 'Superseded', text: `${supersededBy} took its place.` }];
  if (status === 'proposed') return [{ kind: 'information', title: 'Proposed', text: 'Nothing rests on it before another person accepts it.' }];
  return successor === '' ? [] : [{ kind: 'information', title: 'About to be superseded', text: `${successor} takes its place once nothing is active by this one.` }];
}

function stepGroup(step: DecisionStep, { successor }: DecisionTell): GroupDraft {
  const days: FieldDraft = { kind: 'number', id: 'custpage_days', label: 'Days to go back', value: String(REPLAY_DAYS), mandatory: true, help: `1 to ${String(MAX_REPLAY_DAYS)}.` };
  const note: FieldDraft = { kind: 'area', id: 'custpage_note', label: 'Note', value: '', most: MAX_ACTION_NOTE };
  const own = step === 'replay' ? [days] : step === 'supersede' ? [shown('custpage_successor', 'Superseded by', successor)] : [note];
  return { id: 'custpage_decide', label: ACTION_WORDS[step].short, oneColumn: true, fields: [shownLong('custpage_help', 'What it does', ACTION_WORDS[step].help), ...own] };
}

function facts({ code, status, date, who, decidedMs, proposerName, approverName, supersedes, supersededBy, textHash, request, requestState }: DecisionTell, { words, link }: PageContext): readonly FieldDraft[] {
  return [
    shown('custpage_k_code', 'Code', code), shown('custpage_k_status', 'Status', plainWords(status)), shown('custpage_k_date', 'Decided on', date),
    { ...shown('custpage_k_proposer', 'Proposed by', proposerName === '' && isShippedCode(code) ? 'The project' : proposerName), newColumn: true }, shown('custpage_k_who', 'Decided by', approverName === '' ? who : approverName),
    shown('custpage_k_decided', 'Decided', decidedMs === 0 ? '' : words.moment(decidedMs)),
    { ...shown('custpage_k_supersedes', 'Takes the place of', supersedes), newColumn: true }, shown('custpage_k_by', 'Superseded by', supersededBy), shown('custpage_k_hash', 'SHA-256 of the text', textHash),
    ...(request === '' ? [] : [{ kind: 'link', id: 'custpage_k_request', label: 'Acceptance', url: link('request', { number: request }), text: `Request ${request} (${plainWords(requestState).toLowerCase()})` } as const]),
  ];
}

const REPLAY_WORDS = { asked: 'Asked for: it begins by itself', under_way: 'Under way', done: 'Done' } as const;

function replayGroup({ replay, reportHash }: DecisionTell, report: ReplayReport | undefined, { words }: PageContext): GroupDraft {
  const progress = replayProgressOf(replay);
  const worth = Object.entries(report?.worth ?? {}).map(([currency, [before, after]]) => `${words.money(before, currency)}, would be ${words.money(after, currency)}`).join('; ');
  return {
    id: 'custpage_replay', label: 'Replay',
    fields: [
      shown('custpage_p_state', 'Replay', progress === undefined ? '' : REPLAY_WORDS[progress.state]),
      shown('custpage_p_window', 'Documents received', progress === undefined ? '' : `${words.moment(progress.fromMs)} to ${words.moment(progress.toMs)}`),
      ...(report === undefined ? [] : [
        { ...shown('custpage_p_documents', 'Replayed', counted(report.documents, 'document')), newColumn: true }, shown('custpage_p_changed', 'Would come to something else', String(report.changed)),
        shown('custpage_p_left', 'Could not be judged', `${String(report.erased)} erased, ${String(report.unreadable)} unreadable`),
        { ...shownLong('custpage_p_worth', 'Worth of what is applied', worth), newColumn: true }, shown('custpage_p_hash', 'SHA-256 of the report', reportHash),
      ]),
    ],
  };
}

function countsTable({ outcomes, verdicts }: ReplayReport): TableDraft {
  const lines = (what: string, counts: Readonly<Record<string, number>>): readonly RowDraft[] => Object.entries(counts).map(([change, count]) => ({ custpage_i_what: what, custpage_i_change: change, custpage_i_count: String(count) }));
  const rows = [...lines('Outcome', outcomes), ...lines('Verdict', verdicts)];
  return {
    id: 'custpage_replay_counts', label: rows.length === 0 ? 'What would change: nothing' : 'What would change',
    columns: [{ id: 'custpage_i_what', label: 'What', kind: 'text' }, { id: 'custpage_i_change', label: 'As it is > as it would be', kind: 'text' }, { id: 'custpage_i_count', label: 'Count', kind: 'count' }],
    rows,
  };
}

function differencesTable({ differences, changed }: ReplayReport, { link }: PageContext): TableDraft {
  return {
    id: 'custpage_replay_rows', label: differences.length < changed ? `The first ${String(differences.length)} of ${String(changed)} documents` : 'Documents',
    columns: [
      { id: 'custpage_j_open', label: 'Open', kind: 'link', linkText: 'Review' }, { id: 'custpage_j_name', label: 'Document', kind: 'text' }, { id: 'custpage_j_outcome', label: 'Outcome', kind: 'text' },
      { id: 'custpage_j_reason', label: 'Reason', kind: 'text' }, { id: 'custpage_j_verdicts', label: 'Verdicts', kind: 'area' },
    ],
    rows: differences.map(({ operationId, documentType, documentNumber, outcome, reason, verdicts, more }) => ({
      custpage_j_open: link('operation', { operation: operationId }), custpage_j_name: `${plainWords(documentType)} ${documentNumber}`, custpage_j_outcome: moved(outcome), custpage_j_reason: moved(reason),
      custpage_j_verdicts: [...verdicts, ...(more > 0 ? [`and ${String(more)} more`] : [])].join('\n'),
    })),
  };
}

function moved([before, after]: readonly [string, string]): string {
  return before === after ? plainWords(before) : `${before === '' ? 'none' : before} > ${after === '' ? 'none' : after}`;
}

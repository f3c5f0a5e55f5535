import type { OperationDetail } from '../application/review/review-port';
import { offeredForOperation } from '../domain/review/offered-actions';
import { restsInConflict } from '../domain/ticket';
import type { ActionKind } from '../domain/review/action-kinds';
import { actButtons, actHidden, choiceGroup, operationSubject } from './act-page';
import type { ActSubject } from './act-page';
import type { ButtonDraft, GroupDraft, PageDraft } from './draft';
import { shown, shownLong } from './draft';
import { ACTION_WORDS, ACTOR_WORDS, afterWords, causeName, documentName, plainWords, STATE_WORDS } from './labels';
import { leftOutGroups, operationTables, technicalGroups } from './operation-tabs';
import { mayAct } from './page-context';
import type { PageContext } from './page-context';
import { dueWords } from './due-words';
import { mayRollBack } from './rollback-page';
import { standingBanners } from './standing-banners';
import { lasting } from './words';

/** Tabs of the detail, each with another first letter, for the keyboard. */
const TABS = [
  { id: 'custpage_tab_summary', label: 'Summary' }, { id: 'custpage_tab_compare', label: 'Compare' }, { id: 'custpage_tab_attempts', label: 'Attempts' },
  { id: 'custpage_tab_related', label: 'Related' }, { id: 'custpage_tab_decisions', label: 'Decisions' }, { id: 'custpage_tab_technical', label: 'Technical' },
] as const;

/** One operation: what happened in one sentence first, then what to do, then everything else. */
export function operationPage(detail: OperationDetail, context: PageContext, outcome: PageDraft['banners']): PageDraft {
  const { row, summary } = detail;
  const { link } = context;
  const name = documentName(row);
  const subject = operationSubject(row, context);
  const way = wayOn(detail, subject, context);
  return {
    title: `${name} from ${row.source}: ${STATE_WORDS[row.state]}`,
    banners: [...outcome, ...standingBanners(context.health), { kind: row.state === 'needs_review' || row.state === 'unknown' ? 'warning' : 'information', title: summary.sentence, text: [summary.why, summary.whatToDo].filter((text) => text !== '').join(' ') }],
    links: [
      { kind: 'breadcrumb', title: 'Review queue', url: link('queue') },
      { kind: 'breadcrumb', title: 'By operation', url: link('operations') },
      { kind: 'crosslink', title: 'Evidence', url: link('evidence', { operation: row.operationId }) },
      ...(detail.cause === undefined ? [] : [{ kind: 'breadcrumb', title: causeName(detail.cause), url: link('cause', { cause: detail.cause.fingerprint }) } as const]),
    ],
    tabs: TABS.filter(({ id }) => id !== 'custpage_tab_technical' || detail.technical !== undefined),
    ...(way.submit === undefined ? {} : { submit: way.submit.label, hidden: actHidden(way.submit.kind, subject, context) }),
    buttons: [...actButtons(way.others, (kind) => link('act', { kind, operation: row.operationId })), ...rollbackButton(detail, context)],
    groups: [
      ...way.form,
      summaryGroup(detail, context),
      documentGroup(detail, context),
      ...leftOutGroups(detail),
      ...(detail.technical === undefined ? [] : technicalGroups(detail.technical)),
    ],
    tables: operationTables(detail, context),
  };
}

/** What was applied can be taken back: the button shows the plan, and changes nothing. */
function rollbackButton({ row }: OperationDetail, context: PageContext): readonly ButtonDraft[] {
  if (!mayRollBack(context) || (row.state !== 'applied' && row.state !== 'partly_applied')) return [];
  return [{ id: 'custpage_roll_back', label: ACTION_WORDS.roll_back.short, url: context.link('rollback', { operation: row.operationId }) }];
}

/** What can be done: the one thing that helps, as the page's own form, and all others as buttons to a form each. */
interface WayOn {
  readonly submit: { readonly kind: ActionKind; readonly label: string } | undefined;
  readonly form: readonly GroupDraft[];
  readonly others: readonly ActionKind[];
}

/** A value without a match is given one on the page itself; what is safe to try again is tried by one click. */
function wayOn(detail: OperationDetail, { id }: ActSubject, context: PageContext): WayOn {
  const kinds = offered(detail, context);
  const missing = kinds.includes('choose_reference') ? context.missing({ subject: 'operation', id }, context.viewer) : undefined;
  const others = (taken?: ActionKind) => kinds.filter((kind) => kind !== taken && kind !== 'choose_reference' && (kind !== 'edit' || context.editable(id, context.viewer).length > 0));
  if (missing !== undefined) return { submit: { kind: 'choose_reference', label: 'Choose and redrive' }, form: [choiceGroup({ targetTypes: [], editable: [], missing })], others: others() };
  if (kinds.includes('redrive') && detail.summary.retry === 'safe') return { submit: { kind: 'redrive', label: 'Redrive now' }, form: [], others: others('redrive') };
  return { submit: undefined, form: [], others: others() };
}

function offered({ row, cause }: OperationDetail, context: PageContext): readonly ActionKind[] {
  if (!mayAct(context)) return [];
  return offeredForOperation({ state: row.state, snoozed: row.snoozedUntilMs !== undefined, missesReference: (cause?.missingValue ?? '') !== '', inConflict: restsInConflict(row.reason) }, context.viewer);
}

function summaryGroup({ summary, row, cause }: OperationDetail, { words, nowMs, link }: PageContext): GroupDraft {
  return {
    id: 'custpage_summary', label: 'Summary', tab: 'custpage_tab_summary',
    fields: [
      shownLong('custpage_s_sentence', 'What happened', summary.sentence),
      shownLong('custpage_s_why', 'Probable cause', summary.why),
      shownLong('custpage_s_changed', 'What changed in NetSuite', summary.changed),
      shownLong('custpage_s_do', 'What to do', summary.whatToDo),
      { ...shown('custpage_s_who', 'Who acts', ACTOR_WORDS[summary.whoActs]), newColumn: true },
      shown('custpage_s_retry', 'Safe to retry', summary.retryWords),
      ...(cause === undefined ? [] : [{ kind: 'link', id: 'custpage_s_cause', label: 'Cause', url: link('cause', { cause: cause.fingerprint }), text: `${causeName(cause)} (${String(cause.items)} open)` } as const]),
      { ...shown('custpage_s_state', 'State', STATE_WORDS[row.state]), newColumn: true },
      shown('custpage_s_owner', 'Owner', row.ownerName === '' ? 'nobody' : row.ownerName),
      shown('custpage_s_due', 'Due', dueWords(row.due, words.moment)),
      shown('custpage_s_age', 'Age', lasting(nowMs - row.receivedMs)),
      shown('custpage_s_next', 'Next try', row.nextAttemptMs === undefined ? 'none by itself' : words.moment(row.nextAttemptMs)),
      ...(row.snoozedUntilMs === undefined ? [] : [shown('custpage_s_snoozed', 'Snoozed until', words.moment(row.snoozedUntilMs))]),
      ...(row.waitsFor === '' ? [] : [shown('custpage_s_waits', 'Waits for', plainWords(row.waitsFor))]),
    ],
  };
}

function documentGroup({ row, period }: OperationDetail, { words, recordLink, health, close }: PageContext): GroupDraft {
  const { money, target } = row;
  const after = close.after(row);
  const atRisk = row.atRisk === undefined ? 'not known' : words.money(row.atRisk, health.baseCurrency);
  return {
    id: 'custpage_document', label: 'Document', tab: 'custpage_tab_summary',
    fields: [
      shown('custpage_d_type', 'Document type', plainWords(row.documentType)),
      shown('custpage_d_number', 'Document number', row.documentNumber),
      shown('custpage_d_date', 'Document date', words.date(row.documentDate)),
      ...(period === undefined ? [] : [shown('custpage_d_period', 'Posting period', period.state === 'missing' ? 'none for this date' : `${period.name}, ${period.state}`)]),
      ...(after === undefined ? [] : [shown('custpage_d_after', 'Signed period', `${afterWords(after)}: the period was signed ${words.moment(after.signOff.signedMs)}`)]),
      { ...shown('custpage_d_party', 'Party', row.party), newColumn: true },
      shown('custpage_d_amount', 'Amount', money === undefined ? '' : words.money(money.amount, money.currency)),
      shown('custpage_d_risk', 'Amount at risk', atRisk),
      { ...shown('custpage_d_subsidiary', 'Subsidiary', row.subsidiaryName), newColumn: true },
      shown('custpage_d_received', 'Received', words.moment(row.receivedMs)),
      shown('custpage_d_tries', 'Tries', `${String(row.attempts)} of ${String(row.mostAttempts)}`),
      ...(target === undefined ? [] : [{ kind: 'link', id: 'custpage_d_record', label: 'NetSuite record', url: recordLink(target.recordType, target.internalId), text: target.number === '' ? `${plainWords(target.recordType)} ${String(target.internalId)}` : target.number } as const]),
    ],
  };
}

import { actionKindOf, isAbout, mayAsk } from '../domain/review/action-kinds';
import type { ActionKind } from '../domain/review/action-kinds';
import type { ReviewRole } from '../domain/review/capability';
import type { CloseSubject } from '../domain/close/close-period';
import { closeSubjectOf } from '../domain/close/close-period';
import { MAX_TICKET_FIELDS } from '../domain/ticket';
import { MAX_EDITS } from '../domain/overlay';
import { filterOf } from '../domain/review/queue-filter';
import type { ActionToAsk } from '../application/review/desk-port';
import type { CloseReader } from '../application/close/close-view-port';
import type { OwnershipQuestion } from '../application/review/review-port';
import type { ActGround } from './act-fields';
import { actPage, causeSubject, operationSubject } from './act-page';
import type { ActSubject } from './act-page';
import { pageNamed } from './address';
import type { PageName, Params } from './address';
import { causePage } from './cause-page';
import { askEvidencePage, evidenceFile } from './close-evidence';
import { closeFile } from './close-export';
import { closePage, closeTooLargePage, closesPage } from './close-page';
import { decisionPage, decisionsPage, mayPropose, proposePage } from './decision-page';
import type { Banner, PageDraft } from './draft';
import { exportFile } from './export-rows';
import type { ExportFile } from './export-rows';
import { healthPage } from './health-page';
import { notFoundPage, outdatedPage } from './notice-page';
import { operationPage } from './operation-page';
import { operationsPage } from './operations-page';
import { ownershipPage } from './ownership-page';
import { mayAct } from './page-context';
import type { PageContext } from './page-context';
import { queuePage } from './queue-page';
import { requestPage, requestsPage } from './request-page';
import { outcomeBanner, resultPage } from './result-page';
import { mayRollBack, noRollbackPage, rollbackPage, rollbackScopePage, scopeAsked } from './rollback-page';

/** What a call is answered with. */
export type Answer =
  | { readonly kind: 'page'; readonly draft: PageDraft }
  | { readonly kind: 'redirect'; readonly page: PageName; readonly params: Params }
  /** Save this action in the person's own role, then show the page. */
  | { readonly kind: 'ask'; readonly action: ActionToAsk; readonly page: PageName; readonly params: Params }
  | { readonly kind: 'file'; readonly file: ExportFile };

const LANDING: Readonly<Record<ReviewRole, PageName>> = { viewer: 'queue', reviewer: 'queue', lead: 'queue', approver: 'requests', admin: 'health' };

/** The page that a call asks for; without a name, the one that its role lands on. A name that is not ours lands there too. */
export function pageAsked(params: Params, role: ReviewRole): PageName {
  return pageNamed(params['page'] ?? '') ?? LANDING[role];
}

/** Answers GET. Nothing is changed by it. */
export function showPage(params: Params, context: PageContext): Answer {
  const page = pageAsked(params, context.viewer.role);
  if (page === 'evidence') return evidenceOf(params, context);
  if (page === 'export') return { kind: 'file', file: exportFile(filterOf(params), context) };
  if (page === 'close_part') return closePart(params, context);
  if (page === 'close_export') return closeExported(params, context);
  return { kind: 'page', draft: drawn(page, params, context) };
}

/** The operations and totals of a period as a file, for whoever sees it. */
function closeExported(params: Params, context: PageContext): Answer {
  const view = closeAsked(params['close'] ?? '', context);
  if (view === undefined) return { kind: 'page', draft: notFoundPage('The period', context.link) };
  if ('kind' in view) return { kind: 'page', draft: outdatedPage('It has more operations than one file takes. Ask for its evidence, which comes in parts.', context.link, { url: context.link('closes'), title: 'Close' }) };
  return { kind: 'file', file: closeFile(view, params['format'] ?? '', context) };
}

/** The period that a parameter names, as this person sees it; undefined: none. */
function closeAsked(text: string, { close, viewer }: PageContext): ReturnType<CloseReader['view']> {
  const subject = closeSubjectOf(text);
  return subject === undefined ? undefined : close.view(subject, viewer);
}

/** A part of a period's evidence, for whoever sees the period. */
function closePart(params: Params, context: PageContext): Answer {
  const subject = closeSubjectOf(params['close'] ?? '');
  const file = subject === undefined || !sees(context.viewer, subject) ? undefined : evidenceFile(subject, params, context);
  return file === undefined ? { kind: 'page', draft: notFoundPage('The file', context.link) } : { kind: 'file', file };
}

function sees({ subsidiaries }: PageContext['viewer'], { subsidiary }: CloseSubject): boolean {
  return subsidiaries === 'all' || subsidiaries.includes(subsidiary);
}

function closeDrawn(params: Params, context: PageContext): PageDraft {
  const subject = closeSubjectOf(params['close'] ?? '');
  if (subject !== undefined && params['step'] === 'evidence' && mayAsk('ask_evidence', context.viewer.capabilities)) return askEvidencePage(subject, context);
  const view = subject === undefined ? undefined : context.close.view(subject, context.viewer);
  if (subject === undefined || view === undefined) return notFoundPage('The period', context.link);
  return 'kind' in view ? closeTooLargePage(view.period, subject, context) : closePage(view, context, { outcome: outcomeOf(params, context) });
}

/** The evidence of an operation as a file, for whoever sees the operation. */
function evidenceOf(params: Params, { queue, viewer, evidence, link }: PageContext): Answer {
  const detail = queue.operation(params['operation'] ?? '', viewer);
  if (detail === undefined) return { kind: 'page', draft: notFoundPage('The operation', link) };
  const name = detail.row.documentNumber.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 40);
  return { kind: 'file', file: { name: `docket-evidence-${name === '' ? detail.row.operationId.slice(0, 16) : name}.json`, content: evidence(detail, viewer), missing: 0, type: 'application/json' } };
}

function drawn(page: Exclude<PageName, 'export' | 'evidence' | 'close_export' | 'close_part'>, params: Params, context: PageContext): PageDraft {
  const { link } = context;
  switch (page) {
    case 'queue':
      return queuePage({ ...filterOf(params), view: 'causes' }, context);
    case 'operations':
      return operationsPage({ ...filterOf(params), view: 'operations' }, context);
    case 'operation':
      return operationDrawn(params, context);
    case 'cause': {
      const cause = context.queue.cause(params['cause'] ?? '', context.viewer);
      return cause === undefined ? notFoundPage('The cause', link) : causePage(cause, context, outcomeOf(params, context));
    }
    case 'act':
      return actDrawn(params, context);
    case 'confirm':
      return outdatedPage('A confirmation is shown for lines that were marked. Mark them again.', link, { url: link('operations'), title: 'By operation' });
    case 'result': {
      const tell = context.desk.tell(params['done'] ?? '', context.viewer);
      if (tell !== undefined) return resultPage(tell, context);
      const refusal = context.refusalOf(params['done'] ?? '');
      return refusal === '' ? notFoundPage('The result', link) : outdatedPage(refusal, link, { url: link('operations'), title: 'By operation' });
    }
    case 'requests':
      return requestsPage(context);
    case 'request': {
      const request = context.requests.one(params['number'] ?? '', context.viewer);
      return request === undefined ? notFoundPage('The request', link) : requestPage(request, context, { outcome: outcomeOf(params, context), step: params['step'] ?? '' });
    }
    case 'rollback':
      return rollbackDrawn(params, context);
    case 'decisions':
      return decisionsPage(context.decisions.list(context.viewer), context, outcomeOf(params, context));
    case 'decision': {
      const decision = context.decisions.one(params['code'] ?? '', context.viewer);
      return decision === undefined ? notFoundPage('The decision', link) : decisionPage(decision, context, { outcome: outcomeOf(params, context), step: params['step'] ?? '' });
    }
    case 'propose':
      return mayPropose(context) ? proposePage(context, {}) : notFoundPage('The action', link);
    case 'ownership':
      return ownershipDrawn(params, context);
    case 'health':
      return healthPage(context);
    case 'closes':
      return closesPage(params['period'] ?? '', context);
    case 'close':
      return closeDrawn(params, context);
  }
}

function operationDrawn(params: Params, context: PageContext): PageDraft {
  const detail = context.queue.operation(params['operation'] ?? '', context.viewer);
  return detail === undefined ? notFoundPage('The operation', context.link) : operationPage(detail, context, outcomeOf(params, context));
}

/** What came of the click that led here: told from its row, never from the address. */
function outcomeOf(params: Params, { desk, viewer, refusalOf }: PageContext): readonly Banner[] {
  const click = params['done'] ?? '';
  if (click === '') return [];
  const tell = desk.tell(click, viewer);
  if (tell !== undefined) return [outcomeBanner(tell)];
  const refusal = refusalOf(click);
  return refusal === '' ? [] : [{ kind: 'warning', title: 'Nothing was done', text: refusal }];
}

function actDrawn(params: Params, context: PageContext): PageDraft {
  const asked = actAsked(params, context);
  if (asked === undefined) return notFoundPage('The action', context.link);
  const { kind, subject, ground } = asked;
  const back = { url: subject.backUrl, title: subject.name };
  if (!subject.offered.includes(kind)) return outdatedPage(`${subject.name} is not open to it now. Its state: ${subject.stands}.`, context.link, back);
  if (kind === 'edit' && ground.editable.length === 0) {
    return outdatedPage('The map of this document releases no field for editing, or the document cannot be read.', context.link, back);
  }
  if (kind === 'choose_reference' && ground.missing === undefined) {
    return outdatedPage('No value of this document is without a match now.', context.link, back);
  }
  return actPage(kind, subject, { ground, posted: params }, context);
}

/** An action that this person may ask for, with what it is about; undefined: not theirs, or not there. */
export interface ActAsked {
  readonly kind: ActionKind;
  readonly subject: ActSubject;
  readonly ground: ActGround;
}

/** Reads the action that parameters name, from a link or from a form. */
export function actAsked(params: Params, context: PageContext): ActAsked | undefined {
  const kind = actionKindOf(params['custpage_kind'] ?? params['kind'] ?? '');
  if (kind === undefined || kind === 'bulk' || kind === 'roll_back' || !mayAct(context) || !mayAsk(kind, context.viewer.capabilities)) return undefined;
  const fingerprint = params['custpage_cause'] ?? params['cause'] ?? '';
  const subject = fingerprint === '' ? ofOperation(params['custpage_operation'] ?? params['operation'] ?? '', context) : ofCause(fingerprint, context);
  if (subject === undefined || !isAbout(kind, subject.subject)) return undefined;
  return { kind, subject, ground: groundOf(kind, subject, context) };
}

function ofOperation(operationId: string, context: PageContext): ActSubject | undefined {
  const [row] = operationId === '' ? [] : context.queue.rowsOf([operationId], context.viewer);
  return row === undefined ? undefined : operationSubject(row, context);
}

function ofCause(fingerprint: string, context: PageContext): ActSubject | undefined {
  const cause = context.queue.cause(fingerprint, context.viewer);
  return cause === undefined ? undefined : causeSubject(cause, context);
}

/** What the fields of the action need: read only where the action asks for it. */
function groundOf(kind: ActionKind, { subject, id }: ActSubject, context: PageContext): ActGround {
  const { viewer } = context;
  const editable = kind === 'edit' && subject === 'operation' ? context.editable(id, viewer) : [];
  return {
    targetTypes: kind === 'resolve_elsewhere' ? context.choices(viewer).targetTypes : [],
    editable: editable.slice(0, MAX_EDITS), editableLeftOut: Math.max(0, editable.length - MAX_EDITS),
    ...(kind === 'force' && subject === 'operation' ? { conflicts: conflictsOf(id, context) } : {}),
    missing: kind === 'choose_reference' ? context.missing({ subject, id }, viewer) : undefined,
  };
}

/** Fields of other owners that stand in an operation's way, each once. */
function conflictsOf(operationId: string, { queue, viewer }: PageContext): readonly string[] {
  const rows = queue.operation(operationId, viewer)?.compare ?? [];
  return [...new Set(rows.filter(({ verdict }) => verdict === 'conflict').map(({ field }) => field))].slice(0, MAX_TICKET_FIELDS);
}

function rollbackDrawn(params: Params, context: PageContext): PageDraft {
  if (!mayRollBack(context)) return noRollbackPage(context);
  const scope = scopeAsked(params);
  return scope === undefined ? rollbackScopePage({}, context) : rollbackPage(scope, context, { posted: {} });
}

function ownershipDrawn(params: Params, context: PageContext): PageDraft {
  const asked = { source: params['source'] ?? '', type: params['type'] ?? '', record: params['record'] ?? '', id: params['id'] ?? '' };
  const question = questionOf(asked);
  return ownershipPage(asked, question === undefined ? undefined : context.queue.ownership(question, context.viewer), context);
}

function questionOf({ source, type, record, id }: { readonly source: string; readonly type: string; readonly record: string; readonly id: string }): OwnershipQuestion | undefined {
  if (record !== '' && /^[1-9]\d{0,14}$/.test(id)) return { kind: 'record', recordType: record, internalId: Number(id) };
  return source === '' || type === '' ? undefined : { kind: 'type', source, documentType: type };
}

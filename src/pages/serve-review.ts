import type { EntryPoints } from 'N/types';
import * as redirect from 'N/redirect';
import * as runtime from 'N/runtime';
import * as url from 'N/url';
import type { ActionDesk, ReadChoices, ReadEditable, ReadMissing, RequestReader } from '../application/review/desk-port';
import type { DecisionReader } from '../application/review/decision-reader-port';
import type { ReviewQueue } from '../application/review/review-port';
import { may } from '../domain/review/capability';
import type { Viewer } from '../domain/review/capability';
import { clickToken, judgeToken } from '../domain/review/click-token';
import type { MarkedRow } from '../domain/review/bulk';
import type { Sha256 } from '../domain/identity';
import { pageNamed } from './address';
import type { LinkTo, Params } from './address';
import { DOOR_DEPLOYMENT, DOOR_SCRIPT, REVIEW_SCRIPT } from './deployments';
import { drawForm } from './draw-form';
import { notForRolePage, outdatedPage } from './notice-page';
import { OPERATIONS_LIST } from './operations-page';
import type { FormSubject, PageContext } from './page-context';
import { keepPending, refusalOf, sessionSecret } from './session-store';
import { pageAsked, showPage } from './show-page';
import type { Answer } from './show-page';
import { takePost } from './take-post';
import { userWords } from './user-words';

/** What the pages are wired with. */
export interface ReviewParts {
  /** Undefined: the person's role has no part in the queue. */
  readonly viewer: Viewer | undefined;
  readonly queue: ReviewQueue;
  readonly desk: ActionDesk;
  readonly requests: RequestReader;
  readonly decisions: DecisionReader;
  readonly choices: ReadChoices;
  readonly editable: ReadEditable;
  readonly missing: ReadMissing;
  readonly evidence: PageContext['evidence'];
  readonly rollback: PageContext['rollback'];
  readonly close: PageContext['close'];
  readonly closeEvidence: PageContext['closeEvidence'];
  readonly closePack: PageContext['closePack'];
  readonly sha256: Sha256;
  readonly randomHex: (bytes: number) => string;
  readonly nowMs: number;
}

type Call = EntryPoints.Suitelet.onRequestContext;

/** Answers one call of the review Suitelet. */
export function serveReview(call: Call, parts: ReviewParts): void {
  const { request, response } = call;
  const link = linkTo();
  if (parts.viewer === undefined || !may(parts.viewer, 'see_queue')) {
    response.writePage(drawForm(notForRolePage(link)));
    return;
  }
  const context = contextOf({ ...parts, viewer: parts.viewer }, link);
  const fields = paramsOf(call);
  if (request.method !== 'GET' && request.method !== 'POST') {
    response.writePage(drawForm(outdatedPage('Pages are opened and sent, nothing else.', link)));
    return;
  }
  send(call, request.method === 'GET' ? showPage(fields, context) : takePost(pageNamed(fields['custpage_page'] ?? '') ?? pageAsked(fields, context.viewer.role), { fields, marked: markedLines(call) }, context));
}

function send({ response }: Call, answer: Answer): void {
  switch (answer.kind) {
    case 'page':
      response.writePage(drawForm(answer.draft));
      return;
    case 'redirect':
      redirect.toSuitelet({ scriptId: REVIEW_SCRIPT, deploymentId: runtime.getCurrentScript().deploymentId, parameters: { page: answer.page, ...given(answer.params) } });
      return;
    case 'ask': {
      const { action, page, params } = answer;
      keepPending({ userId: runtime.getCurrentUser().id, action, deploymentId: runtime.getCurrentScript().deploymentId, page, params: given(params), handed: false });
      redirect.toSuitelet({ scriptId: DOOR_SCRIPT, deploymentId: DOOR_DEPLOYMENT, parameters: { ask: action.click } });
      return;
    }
    case 'file':
      response.setHeader({ name: 'Content-Type', value: `${answer.file.type ?? 'text/csv'}; charset=utf-8` });
      response.setHeader({ name: 'Content-Disposition', value: `attachment; filename="${answer.file.name}"` });
      response.write({ output: answer.file.type === undefined ? `\uFEFF${answer.file.content}` : answer.file.content });
  }
}

/** Parameters as texts; what is no text is as if it were not there. */
function paramsOf({ request }: Call): Params {
  const entries = Object.entries(request.parameters as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

function given(params: Params): Record<string, string> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));
}

/** Lines of the list of operations that were marked, as they were shown. */
function markedLines({ request }: Call): readonly MarkedRow[] {
  if (request.method !== 'POST') return [];
  const count = request.getLineCount({ group: OPERATIONS_LIST });
  return Array.from({ length: Math.max(0, count) }, (_, line) => line).flatMap((line) => {
    const cell = (name: string) => request.getSublistValue({ group: OPERATIONS_LIST, name, line });
    if (cell('custpage_o_mark') !== 'T') return [];
    const operationId = cell('custpage_o_id');
    const seen = Number(cell('custpage_o_seen'));
    return operationId !== '' && Number.isSafeInteger(seen) && seen >= 0 ? [{ operationId, seen }] : [];
  });
}

/** Links within this deployment, whatever its id is in this account. */
function linkTo(): LinkTo {
  const { id, deploymentId } = runtime.getCurrentScript();
  const base = url.resolveScript({ scriptId: id, deploymentId });
  return (page, params = {}) => {
    const query = Object.entries({ page, ...given(params) }).map(([name, value]) => `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    return `${base}${query.join('')}`;
  };
}

function contextOf(parts: ReviewParts & { readonly viewer: Viewer }, link: LinkTo): PageContext {
  const { viewer, queue, sha256, randomHex, nowMs } = parts;
  const key = () => ({ secret: sessionSecret(randomHex), sha256 });
  const binding = ({ page, subject, version }: FormSubject) => ({ userId: viewer.userId, role: viewer.role, page, subject, version });
  return {
    viewer, queue, desk: parts.desk, requests: parts.requests, decisions: parts.decisions, choices: parts.choices, editable: parts.editable, missing: parts.missing, evidence: parts.evidence, rollback: parts.rollback, close: parts.close, closeEvidence: parts.closeEvidence, closePack: parts.closePack,
    health: queue.health(viewer), words: userWords(), link, nowMs,
    recordLink: (recordType, internalId) => url.resolveRecord({ recordType, recordId: internalId, isEditMode: false }),
    tokenFor: (form) => clickToken(binding(form), { click: randomHex(16), nowMs }, key()),
    refusalOf,
    judge: (token, form) => judgeToken(token, binding(form), nowMs, key()),
  };
}

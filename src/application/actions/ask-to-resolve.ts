import { asciiJson } from '../../domain/ascii-json';
import type { ComparedDocument } from '../../domain/review/linked-record';
import type { Viewer } from '../../domain/review/capability';
import { ACTION_MOVES } from '../../domain/states';
import type { FoundOperation } from '../ports';
import type { ActionRefusal } from './act';
import { compareLinked, linkDiffers, mismatchRefusal, mismatchText } from './linked-differences';
import type { ByRecord } from './linked-differences';
import { movedOn, notFrom } from './refusal-texts';
import { again, askRequest, operationGround, requestNumber, stepRequest } from './request-steps';
import { resolveElsewhere } from './resolve-elsewhere';
import type { ActedOn, AskedAction, CarriedOut, ReviewPorts, StoredRequest } from './review-ports';

/** What a resolution is to do, as its plan says it. */
interface ResolutionPlan {
  readonly operationId: string;
  readonly resolve: Pick<ByRecord, 'recordType' | 'internalId' | 'mismatchReason'>;
  /** What the record was compared with, and how it differs. */
  readonly document: ComparedDocument;
  readonly differs: readonly string[];
}

/**
 * Asks that a record made by hand stands for an operation which is worth more than the person may close: another person approves it. At most
 * 230 units.
 */
export function askToResolve(asked: AskedAction, { row, by }: { readonly row: ActedOn; readonly by: ByRecord }, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const number = requestNumber(asked.click);
  const known = ports.requests.load(number);
  if (known !== undefined) return waits(known, ports);
  if (!viewer.capabilities.has('request_money_edit')) return refused('not_allowed', 'Your role does not ask for that.');
  const found = ports.operations.find(row.operationId);
  if (found === undefined) return refused('not_found', 'The operation is not there any more.');
  if (asked.seen !== undefined && asked.seen !== row.head) return refused('moved_on', movedOn(row.state));
  if (!ACTION_MOVES.resolve_elsewhere.from.includes(found.state)) return refused('not_from_this_state', notFrom(found.state, 'resolve_elsewhere'));
  const { recordType, internalId, mismatchReason } = by;
  if (!ports.ledger.targetTypes().includes(recordType) || ports.ledger.seen(recordType, internalId) === undefined) return refused('record_not_found', `There is no ${recordType} ${String(internalId)} that Docket could link.`);
  const { document, differs } = compareLinked(row, by, ports);
  const unexplained = mismatchRefusal(differs, by);
  if (unexplained !== undefined) return refused('mismatch', unexplained);
  const plan: ResolutionPlan = { operationId: row.operationId, resolve: { recordType, internalId, mismatchReason }, document, differs };
  return waits(askRequest({
    number, kind: 'resolution', subject: row.operationId, title: `Resolve ${row.documentType} by ${recordType} ${String(internalId)}`, plan: asciiJson(plan), judgedOn: groundWith(found, differs, ports),
    asker: asked.asker.userId, askerRole: asked.asker.role, editors: [], needs: 'approve_money_edit', amount: row.atRisk ?? '', rows: 1, reason: differs.length === 0 ? '' : 'mismatch', note: asked.args.note,
  }, ports), ports);
}

/** The operation names the request that it waits for. */
function waits(request: StoredRequest, ports: ReviewPorts): CarriedOut {
  const found = ports.operations.find(request.subject);
  if (found !== undefined && request.state === 'asked') ports.seen.nameRequest(found.internalId, request.number);
  return { state: 'done', code: 'asked_for_approval', text: `Request ${request.number} waits for approval by another person until it lapses in 24 hours.` };
}

/** What a resolution is judged on: what its operation has come to, and how the record differs from the document now. 31 units. */
export function resolutionGround(request: StoredRequest, found: FoundOperation, ports: ReviewPorts): string {
  const { document, resolve } = planOf(request);
  return groundWith(found, linkDiffers(document, resolve, ports), ports);
}

function groundWith(found: FoundOperation, differs: readonly string[], { platform }: ReviewPorts): string {
  return `${operationGround(found)}:${platform.sha256(asciiJson(differs)).slice(0, 16)}`;
}

/** Links the record of a resolution that was approved: the step first, then the action, which the request's number names. At most 300 units. */
export function carryOutResolution(request: StoredRequest, viewer: Pick<Viewer, 'userId' | 'roleId' | 'capabilities'>, ports: ReviewPorts): CarriedOut {
  const { operationId, resolve, differs } = planOf(request);
  const found = ports.operations.find(operationId);
  if (found === undefined) return refused('not_found', 'The operation is not there any more.');
  const verdict = request.state === 'carried_out' ? { kind: 'moves' } as const
    : stepRequest(request, { step: 'carry_out', viewer, key: `${request.number}-go`, note: '', judgedOn: resolutionGround(request, found, ports) }, ports);
  ports.seen.nameRequest(found.internalId, '');
  if (verdict.kind !== 'moves') return finished(request, refused('request_refused', verdict.why), ports);
  const { recordType, internalId } = resolve;
  const result = resolveElsewhere({ operationId, asker: { userId: request.asker, role: request.askerRole }, note: request.note, key: request.number, ...mismatchText(differs, resolve) }, { recordType, internalId }, ports);
  const done: CarriedOut = result.kind === 'refused' ? refused(result.code, result.why) : { state: 'done', code: 'resolve_elsewhere', text: `The ${recordType} ${String(internalId)} stands for it now.` };
  return finished(request, done, ports);
}

function finished({ number }: StoredRequest, done: CarriedOut, ports: ReviewPorts): CarriedOut {
  ports.requests.change(again({ number }, ports).internalId, { result: done.text });
  return done;
}

function planOf({ plan }: StoredRequest): ResolutionPlan {
  return JSON.parse(plan) as ResolutionPlan;
}

function refused(code: ActionRefusal, text: string): CarriedOut {
  return { state: 'refused', code, text };
}

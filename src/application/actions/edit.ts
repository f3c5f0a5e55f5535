import { asciiJson } from '../../domain/ascii-json';
import { isDocumentObject, parseDocument } from '../../domain/document';
import type { CompiledMap } from '../../domain/map';
import { locateObject, mapObject } from '../../domain/mapping';
import type { MappedDocument } from '../../domain/mapping';
import { mergedEdits, overlayFault, overlayNeedsApproval } from '../../domain/overlay';
import type { OverlayEdit } from '../../domain/overlay';
import type { Viewer } from '../../domain/review/capability';
import { isRefusal } from '../../domain/refusal';
import type { Operation } from '../ports';
import type { ActionRefusal, ActionResult } from './act';
import { redrive } from './redrive';
import { again, askRequest, editorsOf, operationGround, requestNumber, stepRequest } from './request-steps';
import type { ActedOn, AskedAction, CarriedOut, ReviewPorts, StoredRequest } from './review-ports';

/** What a correction is to do, as its plan says it. */
export interface CorrectionPlan {
  readonly operationId: string;
  readonly fingerprint: string;
  readonly edits: readonly OverlayEdit[];
}

/**
 * Edits fields that the map releases and has the operation tried again. The edits become a request: one of money, party or bank waits for
 * another person, any other is carried out at once. The document stays as it came. At most 274 units.
 */
export function editAndRedrive(asked: AskedAction, row: ActedOn, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  if (asked.args.kind !== 'edit') return refused('arguments_wrong', 'No edits are named.');
  const { edits, reason, note } = asked.args;
  const number = requestNumber(asked.click);
  const known = ports.requests.load(number);
  if (known !== undefined) return afterAsking(known, viewer, ports);
  if (asked.seen !== undefined && asked.seen !== row.head) return refused('moved_on', 'It has moved on since you saw it. Look at it again before you act.');
  const found = ports.operations.find(row.operationId);
  if (found?.state !== 'needs_review') return refused('not_from_this_state', 'Only what rests with people is edited.');
  const operation = ports.seen.load(row.internalId);
  const read = readDocument(operation, ports);
  if (typeof read === 'string') return refused('edit_refused', read);
  const fault = overlayFault(edits, read.map, read.mapped);
  if (fault !== undefined) return refused('edit_refused', fault);
  const needsOther = overlayNeedsApproval(edits, read.map);
  if (!viewer.capabilities.has(needsOther ? 'request_money_edit' : 'edit')) return refused('not_allowed', 'Your role does not edit such fields.');
  const plan: CorrectionPlan = { operationId: row.operationId, fingerprint: operation.fingerprint, edits };
  const request = askRequest({
    number, kind: 'correction', subject: row.operationId, title: `Correct ${row.documentType} ${operation.facts.number ?? operation.externalId}`, plan: asciiJson(plan), judgedOn: operationGround(found),
    asker: asked.asker.userId, askerRole: asked.asker.role, editors: editorsOf(operation.overlay, ports), needs: needsOther ? 'approve_money_edit' : '', amount: row.atRisk ?? '', rows: 1, reason, note,
  }, ports);
  return afterAsking(request, viewer, ports);
}

function afterAsking(request: StoredRequest, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const found = ports.operations.find(request.subject);
  if (found !== undefined && request.state === 'asked') ports.seen.nameRequest(found.internalId, request.number);
  if (request.state === 'asked') return { state: 'done', code: 'asked_for_approval', text: `Request ${request.number} waits for approval by another person until it lapses in 24 hours.` };
  return carryOutCorrection(request, viewer, ports);
}

/** Carries out a correction that is approved, or that needs no approval: the step first, then the redrive, which the request's number names. Edits of earlier requests stay. */
export function carryOutCorrection(request: StoredRequest, viewer: Pick<Viewer, 'userId' | 'roleId' | 'capabilities'>, ports: ReviewPorts): CarriedOut {
  const plan = JSON.parse(request.plan) as CorrectionPlan;
  const found = ports.operations.find(plan.operationId);
  if (found === undefined) return refused('not_found', 'The operation is not there any more.');
  const verdict = request.state === 'carried_out' ? { kind: 'moves' } as const
    : stepRequest(request, { step: 'carry_out', viewer, key: `${request.number}-go`, note: '', judgedOn: operationGround(found) }, ports);
  ports.seen.nameRequest(found.internalId, '');
  if (verdict.kind !== 'moves') return finished(request, refused('request_refused', verdict.why), ports);
  const before = ports.seen.load(found.internalId).overlay?.edits ?? [];
  const overlay = { request: request.number, edits: mergedEdits(before, plan.edits) };
  const result = redrive({ operationId: plan.operationId, asker: { userId: request.asker, role: request.askerRole }, note: request.note, key: request.number, overlay }, ports);
  return finished(request, told(result), ports);
}

function finished({ number }: StoredRequest, done: CarriedOut, ports: ReviewPorts): CarriedOut {
  const { internalId } = again({ number }, ports);
  ports.requests.change(internalId, { result: done.text });
  return done;
}

function told(result: ActionResult): CarriedOut {
  if (result.kind === 'refused') return refused(result.code, result.why);
  return { state: 'done', code: 'edit', text: 'The edits lie over the document, and it is tried again.' };
}

function refused(code: ActionRefusal, text: string): CarriedOut {
  return { state: 'refused', code, text };
}

interface ReadDocument {
  readonly map: CompiledMap;
  readonly mapped: MappedDocument;
}

/** The operation's document as its map reads it; a text: why it cannot be read. 11 units. */
function readDocument(operation: Operation, { configuration, platform }: ReviewPorts): ReadDocument | string {
  try {
    const { maps, binding } = configuration.load(operation.source);
    const map = maps.find(({ rule }) => rule.documentType === operation.documentType);
    if (map?.consistent !== true) return 'The map of such documents cannot be read.';
    const document = parseDocument(operation.keptText, '');
    const located = isDocumentObject(document) ? locateObject(map.rule, document) : undefined;
    if (located === undefined) return 'The document cannot be read through its map.';
    return { map, mapped: mapObject(map, located.value, binding?.values ?? {}, platform.calendarDateIn) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error.message;
  }
}

import { asciiJson } from '../../domain/ascii-json';
import type { ActionArguments } from '../../domain/review/action-arguments';
import type { Viewer } from '../../domain/review/capability';
import { restsInConflict, ticketPlanFault, ticketPlanOf, ticketSubject } from '../../domain/ticket';
import type { TicketPlan } from '../../domain/ticket';
import { readTrail } from '../force-tickets';
import type { FoundOperation, Operation } from '../ports';
import type { ActionRefusal } from './act';
import { redrive } from './redrive';
import { movedOn } from './refusal-texts';
import { askRequest, editorsOf, operationGround, requestNumber, stepRequest } from './request-steps';
import type { ActedOn, AskedAction, CarriedOut, ReviewPorts, StoredRequest } from './review-ports';

/** What is fixed in the request of a ticket besides its plan. */
interface Ground {
  readonly title: string;
  readonly judgedOn: string;
  readonly editors: readonly number[];
  readonly amount: string;
}

type ForceArguments = Extract<ActionArguments, { readonly kind: 'force' }>;

/**
 * Asks for a ticket that lets one operation change fields of other owners: it rests because of them, and is tried again once another person
 * approved. At most 110 units.
 */
export function askToForce(asked: AskedAction, row: ActedOn, args: ForceArguments, ports: ReviewPorts): CarriedOut {
  const known = ports.requests.load(requestNumber(asked.click));
  if (known !== undefined) return waits(known, ports);
  if (args.force.over !== undefined) return refused('arguments_wrong', 'A ticket for one operation names no other source or records.');
  if (asked.seen !== undefined && asked.seen !== row.head) return refused('moved_on', movedOn(row.state));
  const found = ports.operations.find(row.operationId);
  if (found?.state !== 'needs_review' || !restsInConflict(found.reason)) return refused('not_from_this_state', 'Only what rests because a field belongs to somebody else is forced.');
  const operation = ports.seen.load(row.internalId);
  const plan: TicketPlan = {
    operationId: row.operationId, source: row.source, documentType: row.documentType, fields: args.force.fields, records: [operation.externalId], fromMs: 0, untilMs: args.force.untilMs, uses: 1,
  };
  return askFor(asked, { plan, ground: groundOfOperation(found, operation, row, ports) }, args, ports);
}

function groundOfOperation(found: FoundOperation, operation: Operation, row: ActedOn, ports: ReviewPorts): Ground {
  const named = operation.facts.number ?? operation.externalId;
  return { title: `Force ${row.documentType} ${named}`, judgedOn: operationGround(found), editors: editorsOf(operation.overlay, ports), amount: row.atRisk ?? '' };
}

/** Asks for a ticket over named records, or over a window of time. What it will be worth is not known, so only who approves without a limit approves it. At most 80 units. */
export function askForWindow(asked: AskedAction, args: ForceArguments, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const known = ports.requests.load(requestNumber(asked.click));
  if (known !== undefined) return waits(known, ports);
  const { over, fields, untilMs } = args.force;
  if (over === undefined) return refused('arguments_wrong', 'Say which source and document type it is for.');
  if (!viewer.capabilities.has('see_all_subsidiaries')) return refused('not_allowed', 'Your role does not ask for what reaches beyond one operation.');
  const plan: TicketPlan = { operationId: '', ...over, fields, untilMs };
  const ground = { title: `Force ${over.source} ${over.documentType}: ${fields.join(', ')}`, judgedOn: '', editors: [], amount: '' };
  return askFor(asked, { plan, ground }, args, ports);
}

function askFor(asked: AskedAction, { plan, ground }: { readonly plan: TicketPlan; readonly ground: Ground }, { force, note }: ForceArguments, ports: ReviewPorts): CarriedOut {
  const map = ports.configuration.load(plan.source).maps.find(({ rule }) => rule.documentType === plan.documentType);
  const fault = ticketPlanFault(plan, map, ports.platform.nowMs());
  if (fault !== undefined) return refused('arguments_wrong', fault);
  return waits(askRequest({
    number: requestNumber(asked.click), kind: 'override', subject: ticketSubject(plan), plan: asciiJson(plan), asker: asked.asker.userId, askerRole: asked.asker.role, needs: 'approve_override', rows: plan.uses, reason: force.reason, note, ...ground,
  }, ports), ports);
}

function waits(request: StoredRequest, ports: ReviewPorts): CarriedOut {
  const found = operationOf(request, ports);
  if (found !== undefined && request.state === 'asked') ports.seen.nameRequest(found.internalId, request.number);
  return { state: 'done', code: 'asked_for_approval', text: `Request ${request.number} waits for approval by another person until it lapses in 24 hours.` };
}

function operationOf({ plan }: StoredRequest, { operations }: ReviewPorts): FoundOperation | undefined {
  const operationId = ticketPlanOf(plan)?.operationId ?? '';
  return operationId === '' ? undefined : operations.find(operationId);
}

/** What the request of a ticket was judged on, as that stands now: it is judged on its operation until it is approved. 10 units. */
export function ticketGround(request: StoredRequest, ports: ReviewPorts): string {
  if (request.judgedOn === '' || request.state !== 'asked') return request.judgedOn;
  const found = operationOf(request, ports);
  return found === undefined ? '' : operationGround(found);
}

/** The operation that a ticket was asked for waits for it no longer. 12 units. */
export function letGoOfTicket(request: StoredRequest, ports: ReviewPorts): void {
  const found = operationOf(request, ports);
  if (found !== undefined) ports.seen.nameRequest(found.internalId, '');
}

/** An approved ticket counts from now on; the operation that it was asked for is tried again. The same approval again comes to the same. At most 200 units. */
export function afterTicket(request: StoredRequest, ports: ReviewPorts): CarriedOut {
  letGoOfTicket(request, ports);
  const operationId = ticketPlanOf(request.plan)?.operationId ?? '';
  if (operationId === '') return { state: 'done', code: 'approve', text: `Approved. Ticket ${request.number} counts from now on.` };
  const result = redrive({ operationId, asker: { userId: request.asker, role: request.askerRole }, note: request.note, key: request.number }, ports);
  return result.kind === 'refused' ? refused(result.code, `Ticket ${request.number} counts, and the operation was not tried again. ${result.why}`)
    : { state: 'done', code: 'approve', text: `Approved. Ticket ${request.number} counts, and the operation is tried again.` };
}

/**
 * The request of a ticket with the end of its chain for a head: uses are appended there that its row does not know. A click that was taken
 * before keeps the head that it was judged by. 10 units.
 */
export function atChainEnd(request: StoredRequest, key: string, ports: ReviewPorts): StoredRequest {
  if (request.kind !== 'override') return request;
  const { end, keys } = readTrail(request.number, ports);
  return keys.includes(key) || end.number === 0 ? request : { ...request, head: end };
}

/** Units that must be left to look at one more ticket. */
const UNITS_TO_CLOSE = 110;

/** Closes tickets that were used as often as they allow, or whose time is over. At most 90 units each. */
export function closeTickets(open: readonly Pick<StoredRequest, 'number' | 'kind' | 'state'>[], ports: ReviewPorts): void {
  for (const { number } of open.filter(({ kind, state }) => kind === 'override' && state === 'approved')) {
    if (ports.platform.remainingUnits() < UNITS_TO_CLOSE) return;
    const request = ports.requests.load(number);
    const plan = request === undefined ? undefined : ticketPlanOf(request.plan);
    if (request === undefined || plan === undefined) continue;
    const { trail: { usedBy } } = readTrail(number, ports);
    const step = usedBy.length >= plan.uses ? 'carry_out' : 'lapse';
    const viewer = { userId: 0, roleId: 'sweep', capabilities: new Set<never>() };
    const verdict = stepRequest(atChainEnd(request, `${number}-over`, ports), { step, viewer, key: `${number}-over`, note: '', judgedOn: request.judgedOn }, ports);
    if (verdict.kind !== 'refused') ports.requests.change(request.internalId, { result: `Used by ${String(usedBy.length)} of ${String(plan.uses)} operations.` });
  }
}

function refused(code: ActionRefusal, text: string): CarriedOut {
  return { state: 'refused', code, text };
}

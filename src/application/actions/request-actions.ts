import type { ActionKind } from '../../domain/review/action-kinds';
import type { RequestStep } from '../../domain/review/request';
import type { Viewer } from '../../domain/review/capability';
import { afterTicket, atChainEnd, letGoOfTicket, ticketGround } from './ask-to-force';
import { carryOutAcceptance, decisionGround } from '../decisions/decision-actions';
import { carryOutResolution, resolutionGround } from './ask-to-resolve';
import { carryOutCorrection } from './edit';
import { rollbackGround } from '../rollback/rollback-ground';
import { again, operationGround, stepRequest } from './request-steps';
import { GOING_ON } from './review-ports';
import type { AskedAction, CarriedOut, ReviewPorts, StoredRequest } from './review-ports';

/**
 * Approves, returns or withdraws a request, as the engine lets it. An approved correction or resolution is carried out at once; an approved bulk action
 * by the sweep. At most 332 units.
 */
export function actOnRequest(asked: AskedAction, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const { kind } = asked.args;
  const stored = ports.requests.load(asked.subjectId);
  if (stored === undefined) return { state: 'refused', code: 'not_found', text: 'There is no such request.' };
  const step = stepOf(kind);
  if (step === undefined) return { state: 'refused', code: 'arguments_wrong', text: `A request knows no ${kind}.` };
  const request = atChainEnd(stored, asked.click, ports);
  if (asked.seen !== undefined && asked.seen !== request.head.number && request.state === 'asked') return { state: 'refused', code: 'moved_on', text: 'The request has moved on since you saw it. Look at it again.' };
  const ground = step === 'approve' && request.kind === 'rollback' && request.state === 'asked' ? rollbackGround(request, ports) : { kind: 'read', judgedOn: groundOf(request, ports), changes: [] } as const;
  if (ground.kind === 'out_of_units') {
    ports.scheduler.wakeSweep();
    return { state: 'asked', code: GOING_ON, text: 'The plan is made anew by the next sweep, which then approves it.' };
  }
  const verdict = stepRequest(request, { step, viewer, key: asked.click, note: asked.args.note, judgedOn: ground.judgedOn }, ports);
  if (verdict.kind !== 'moves' || verdict.state !== 'approved') letGo(request, verdict.kind === 'refused', ports);
  switch (verdict.kind) {
    case 'refused':
      return { state: 'refused', code: 'request_refused', text: verdict.why };
    case 'lapsed':
      return { state: 'refused', code: 'request_refused', text: ['The request has lapsed.', verdict.why, ...ground.changes].join(' ') };
    case 'moves':
      return kind === 'approve' ? afterApproval(again(request, ports), viewer, ports) : { state: 'done', code: kind, text: DONE[step] };
  }
}

const DONE: Readonly<Record<TakenStep, string>> = { approve: 'Approved.', return: 'Returned to who asked.', withdraw: 'Withdrawn.', end: 'Ended: nothing uses the ticket any more.' };

type TakenStep = Extract<RequestStep, 'approve' | 'return' | 'withdraw' | 'end'>;

/** The step that an action takes; undefined: none. */
function stepOf(kind: ActionKind): TakenStep | undefined {
  if (kind === 'end_ticket') return 'end';
  return kind === 'approve' || kind === 'return' || kind === 'withdraw' ? kind : undefined;
}

function afterApproval(request: StoredRequest, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  if (request.kind === 'correction') return carryOutCorrection(request, viewer, ports);
  if (request.kind === 'resolution') return carryOutResolution(request, viewer, ports);
  if (request.kind === 'override') return afterTicket(request, ports);
  if (request.kind === 'decision') return carryOutAcceptance(request, viewer, ports);
  ports.scheduler.wakeSweep();
  return { state: 'done', code: 'approve', text: request.kind === 'rollback' ? 'Approved. Its steps are done from now on, one after the other.' : 'Approved. It is carried out in portions from now on.' };
}

/** True for what one operation waits for. */
function isOfOneOperation({ kind }: StoredRequest): boolean {
  return kind === 'correction' || kind === 'resolution';
}

/** What a request was judged on, as it stands now. 31 units at most. */
function groundOf(request: StoredRequest, ports: ReviewPorts): string {
  if (request.kind === 'override') return ticketGround(request, ports);
  if (request.kind === 'decision') return decisionGround(request, ports);
  if (!isOfOneOperation(request)) return request.judgedOn;
  const found = ports.operations.find(request.subject);
  if (found === undefined) return '';
  return request.kind === 'resolution' ? resolutionGround(request, found, ports) : operationGround(found);
}

/** The operation of a request that is over waits for it no longer. */
function letGo(request: StoredRequest, stands: boolean, ports: ReviewPorts): void {
  if (stands) return;
  if (request.kind === 'override') letGoOfTicket(request, ports);
  if (!isOfOneOperation(request)) return;
  const found = ports.operations.find(request.subject);
  if (found !== undefined) ports.seen.nameRequest(found.internalId, '');
}

/** Closes requests whose time is over or whose ground has moved. At most 95 units each. */
export function lapseRequests(open: readonly Pick<StoredRequest, 'number' | 'state'>[], ports: ReviewPorts): number {
  let lapsed = 0;
  for (const { number } of open.filter(({ state }) => state === 'asked')) {
    if (ports.platform.remainingUnits() < UNITS_TO_LAPSE) break;
    const request = ports.requests.load(number);
    if (request === undefined) continue;
    const verdict = stepRequest(request, { step: 'lapse', viewer: NOBODY, key: `${number}-lapse`, note: '', judgedOn: groundOf(request, ports) }, ports);
    if (verdict.kind === 'refused') continue;
    letGo(request, false, ports);
    lapsed += 1;
  }
  return lapsed;
}

/** Units that must be left to look at one more request. */
const UNITS_TO_LAPSE = 140;

/** Time closes a request, not a person. */
const NOBODY: Pick<Viewer, 'userId' | 'roleId' | 'capabilities'> = { userId: 0, roleId: 'sweep', capabilities: new Set() };

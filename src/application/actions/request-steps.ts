import { judgeStep, newRequest } from '../../domain/review/request';
import type { RequestStep, ReviewRequest, StepVerdict } from '../../domain/review/request';
import type { Overlay } from '../../domain/overlay';
import type { Viewer } from '../../domain/review/capability';
import type { FoundOperation } from '../ports';
import type { ReviewPorts, StoredRequest } from './review-ports';
import { appendStep, wasStepped } from './side-chain';

/** A request as it is asked for. Its number is the click that asks: the same click makes one. */
export type NewRequest = Omit<Parameters<typeof newRequest>[0], 'askedMs'>;

/** Number of the request that a click asks for. */
export function requestNumber(click: string): string {
  return `rq-${click.slice(0, 32)}`;
}

/** Saves a request, its first event before it. A click that comes again finds the one that it made. At most 42 units. */
export function askRequest(asked: NewRequest, ports: ReviewPorts): StoredRequest {
  const { platform } = ports;
  const stands = ports.requests.load(asked.number);
  if (stands !== undefined) return stands;
  const request = newRequest({ ...asked, askedMs: platform.nowMs() }, platform.sha256);
  const { number, kind, subject, planHash, asker, askerRole, needs, reason, note } = request;
  const stepped = appendStep(number, { number: 0, hash: '' }, { action: 'ask', key: number, asker: { userId: asker, role: askerRole }, facts: { kind, subject, planHash, needs, reason }, note }, ports);
  ports.requests.add(request, stepped.kind === 'taken' ? stepped.end : stepped.head);
  const added = ports.requests.load(number);
  if (added === undefined) throw new Error(`Request ${number} was saved and is not there.`);
  return added;
}

/** Who takes a step, by which click. */
export interface Stepping {
  readonly step: RequestStep;
  readonly viewer: Pick<Viewer, 'userId' | 'roleId' | 'capabilities'>;
  readonly key: string;
  readonly note: string;
  /** What the request was judged on, as that stands now. */
  readonly judgedOn: string;
}

/**
 * Takes a step, where the engine lets it: the event first, behind the head that it was judged by, then the row. What has lapsed is closed
 * as lapsed. The same click again comes to the same. At most 50 units.
 */
export function stepRequest(request: StoredRequest, stepping: Stepping, ports: ReviewPorts): StepVerdict {
  const { viewer, step, judgedOn } = stepping;
  const nowMs = ports.platform.nowMs();
  const verdict = judgeStep(request, { step, userId: viewer.userId, role: viewer.roleId, capabilities: viewer.capabilities, nowMs, judgedOn, limits: ports.people.limits() }, ports.platform.sha256);
  if (verdict.kind === 'refused') return wasStepped(request.number, request.head, stepping.key, ports) ? { kind: 'moves', state: request.state } : verdict;
  const state = verdict.kind === 'lapsed' ? 'lapsed' : verdict.state;
  const action = verdict.kind === 'lapsed' ? 'lapse' : step;
  const stepped = appendStep(request.number, request.head, { action, key: stepping.key, asker: { userId: viewer.userId, role: viewer.roleId }, facts: { state, planHash: request.planHash }, note: stepping.note }, ports);
  if (stepped.kind === 'taken' && !wasStepped(request.number, request.head, stepping.key, ports)) return { kind: 'refused', why: 'Somebody was faster. Look at the request again.' };
  const approves = state === 'approved' ? { approver: viewer.userId, approverRole: viewer.roleId, decidedMs: nowMs } : {};
  const closes = state === 'approved' || state === 'in_work' ? {} : { closedMs: nowMs };
  ports.requests.change(request.internalId, { state, ...approves, ...closes, head: stepped.kind === 'taken' ? stepped.end : stepped.head });
  return verdict;
}

/** Users that had a hand in what lies over an operation's document: who asked for those edits, and before them. 12 units where something does. */
export function editorsOf(overlay: Overlay | undefined, { requests }: ReviewPorts): readonly number[] {
  const earlier = overlay === undefined ? undefined : requests.load(overlay.request);
  return earlier === undefined ? [] : [...new Set([earlier.asker, ...earlier.editors])];
}

/** What a correction is judged on: what its operation has come to, by which map. A note on it, or a new owner, is none of that. */
export function operationGround({ state, reason, fingerprint, mapVersion }: FoundOperation): string {
  return [state, reason ?? '', fingerprint, mapVersion].join(':');
}

/** The request as its row stands after a step. */
export function again({ number }: Pick<ReviewRequest, 'number'>, ports: ReviewPorts): StoredRequest {
  const found = ports.requests.load(number);
  if (found === undefined) throw new Error(`Request ${number} is not there any more.`);
  return found;
}

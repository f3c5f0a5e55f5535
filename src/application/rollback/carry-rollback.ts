import { advance } from '../advance';
import { asciiJson } from '../../domain/ascii-json';
import { canonicalText, parseDocument } from '../../domain/document';
import { stepOperationId } from '../../domain/identity';
import { LEASE_MS } from '../../domain/lease';
import { isRefusal } from '../../domain/refusal';
import type { RollbackStep } from '../../domain/rollback/plan';
import { askedPlanOf, stepText } from '../../domain/rollback/step-order';
import type { AskedPlan } from '../../domain/rollback/step-order';
import { isSettled } from '../../domain/states';
import type { OperationState } from '../../domain/states';
import { again, stepRequest } from '../actions/request-steps';
import type { ReviewPorts, StoredRequest } from '../actions/review-ports';
import type { LoggedDocument, Operation, SourceConfiguration } from '../ports';
import { presentOutcome } from '../repeat';
import { advanceContext } from '../receive';
import { rollbackGround } from './rollback-ground';
import type { RollbackProgress } from './rollback-view-port';

/** Units that must be left to begin a rollback, or one more step: its facts, its way, its marks and what ends the run. */
const UNITS_PER_STEP = 700;

/**
 * Carries approved rollbacks on, the oldest first, as far as units allow: each step as an operation of its own, the next one when the one before
 * has settled (D-0100). A step that rests with a person, or waits, stops the rollback there; it goes on by itself once that step is done. True:
 * something is left that another run can do at once.
 */
export function carryRollbacksOn(open: readonly Pick<StoredRequest, 'number' | 'kind' | 'state'>[], ports: ReviewPorts): boolean {
  for (const { number } of open.filter(({ kind, state }) => kind === 'rollback' && (state === 'approved' || state === 'in_work'))) {
    if (ports.platform.remainingUnits() < UNITS_PER_STEP) return true;
    const request = ports.requests.load(number);
    if (request !== undefined && carryOn(request, ports) === 'left') return true;
  }
  return false;
}

function carryOn(request: StoredRequest, ports: ReviewPorts): 'left' | 'as_far_as_it_goes' {
  const asked = askedPlanOf(request.plan);
  if (request.state === 'approved') {
    const begun = begin(request, ports);
    if (begun !== 'begun') return begun;
  }
  return asked === undefined ? 'as_far_as_it_goes' : takeSteps(again(request, ports), asked, ports);
}

/** Judges the plan once more before the first step: what changed since the approval ends the request, and says what. */
function begin(request: StoredRequest, ports: ReviewPorts): 'begun' | 'left' | 'as_far_as_it_goes' {
  const ground = rollbackGround(request, ports);
  if (ground.kind === 'out_of_units') return 'left';
  const verdict = stepRequest(request, { step: 'begin', viewer: engineFor(request), key: `${request.number}-begin`, note: '', judgedOn: ground.judgedOn }, ports);
  if (verdict.kind === 'moves') return 'begun';
  const why = [verdict.why, ...ground.changes].join(' ');
  ports.requests.change(request.internalId, { result: `Nothing was taken back. ${why}` });
  return 'as_far_as_it_goes';
}

/** Steps of a request after its approval are the engine's, in the name of who approved it. */
function engineFor({ approver, approverRole }: StoredRequest): Parameters<typeof stepRequest>[1]['viewer'] {
  return { userId: approver, roleId: approverRole, capabilities: new Set() };
}

type StepStanding = { readonly state: OperationState; readonly why: string };

function takeSteps(request: StoredRequest, asked: AskedPlan, ports: ReviewPorts): 'left' | 'as_far_as_it_goes' {
  const ways = asked.plan.steps.filter(({ decision }) => decision.kind === 'way');
  let progress: RollbackProgress = { done: 0, of: ways.length, steps: [] };
  for (const step of ways) {
    const operation = stepOperationId(request.number, step.number, ports.platform.sha256);
    const standing = standingOf(operation, ports) ?? (ports.platform.remainingUnits() < UNITS_PER_STEP ? undefined : takeStep({ request, asked, step, operation }, ports));
    if (standing === undefined) {
      tell(request, progress, `Step ${String(step.number)} is done by the next sweep.`, ports);
      return 'left';
    }
    progress = { ...progress, steps: [...progress.steps, { number: step.number, operation, state: standing.state }] };
    if (standing.state !== 'applied') return stoppedAt(request, { progress, step, standing }, ports);
    progress = { ...progress, done: progress.done + 1 };
  }
  return over(request, progress, { step: 'carry_out', why: '' }, ports);
}

/** What the operation of a step has come to; undefined: it was not begun. One that was taken back itself later was done. */
function standingOf(operation: string, ports: ReviewPorts): StepStanding | undefined {
  const found = ports.operations.find(operation);
  if (found === undefined) return undefined;
  const { state, problem } = presentOutcome(found, ports);
  return { state: state === 'rolled_back' ? 'applied' : state, why: problem === null ? found.reasonText : `${problem.title}. ${problem.detail}` };
}

interface Stopped {
  readonly progress: RollbackProgress;
  readonly step: RollbackStep;
  readonly standing: StepStanding;
}

/** What is settled otherwise will not be done any more; what is not settled may still be. */
function stoppedAt(request: StoredRequest, { progress, step, standing: { state, why } }: Stopped, ports: ReviewPorts): 'as_far_as_it_goes' {
  const at = `step ${String(step.number)} of ${String(progress.of)}`;
  if (isSettled(state)) return over(request, progress, { step: 'stop', why: `Stopped at ${at}, which is ${state}. ${why}` }, ports);
  const next = state === 'needs_review' ? 'It rests with a person: redrive its operation once it is put right and the rollback goes on, or discard it and the rollback ends there.' : 'It goes on by itself.';
  tell(request, progress, `At ${at}: ${state.replace('_', ' ')}. ${why} ${next}`, ports);
  return 'as_far_as_it_goes';
}

function over(request: StoredRequest, progress: RollbackProgress, { step, why }: { readonly step: 'carry_out' | 'stop'; readonly why: string }, ports: ReviewPorts): 'as_far_as_it_goes' {
  stepRequest(request, { step, viewer: engineFor(request), key: `${request.number}-${step}`, note: '', judgedOn: request.judgedOn }, ports);
  tell(request, progress, why, ports);
  return 'as_far_as_it_goes';
}

/** Says on the request how far it is, where that is news. */
function tell(request: StoredRequest, progress: RollbackProgress, why: string, ports: ReviewPorts): void {
  const result = [`${String(progress.done)} of ${String(progress.of)} steps done.`, why].filter((text) => text !== '').join(' ');
  if (result !== request.result || asciiJson(progress) !== request.progress) ports.requests.change(request.internalId, { progress: asciiJson(progress), result });
}

interface Taking {
  readonly request: StoredRequest;
  readonly asked: AskedPlan;
  readonly step: RollbackStep;
  readonly operation: string;
}

/** Logs a step as an operation on the object of the one that it takes back, then carries it on. Undefined: it is logged, and the sweep's own work takes it up. */
function takeStep(taking: Taking, ports: ReviewPorts): StepStanding | undefined {
  const { platform } = ports;
  const document = stepDocument(taking, ports);
  if (document === undefined) return { state: 'refused', why: 'The operation that it takes back is not there any more.' };
  const lease = { holder: platform.randomHex(8), untilMs: platform.nowMs() + LEASE_MS };
  const configuration = configurationOf(document.source, ports);
  const map = configuration?.maps.find(({ rule }) => rule.documentType === document.documentType);
  const carried = configuration !== undefined && map !== undefined;
  const entry = ports.operations.log(document, carried ? lease : undefined);
  if (entry.kind === 'refused' || !carried) return standingOf(taking.operation, ports);
  const operation: Operation = {
    ...document, internalId: entry.internalId, state: 'accepted', attempts: 1, lease, budgetFromMs: document.receivedMs, head: { number: 0, hash: '' }, observed: undefined, deaths: 0, attemptedMs: undefined,
  };
  const { outcome: { state, problem } } = advance(operation, advanceContext(map, { ports, configuration, ordersLane: true }, false));
  return { state, why: problem === null ? '' : `${problem.title}. ${problem.detail}` };
}

/** Undefined: settings of the source cannot be read. The sweep finds the same and tells it. */
function configurationOf(source: string, { configuration }: ReviewPorts): SourceConfiguration | undefined {
  try {
    return configuration.load(source);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return undefined;
  }
}

/** A step as a document: of the same source, type and object, so that their order, pauses and breakers hold for it. Its money stands on the operation that it takes back. */
function stepDocument({ request, asked, step, operation }: Taking, ports: ReviewPorts): LoggedDocument | undefined {
  const found = ports.operations.find(step.operationId);
  if (found === undefined) return undefined;
  const { source, documentType, externalId, lane, version, versionNumber, facts, account, subsidiary } = ports.seen.load(found.internalId);
  const text = stepText({ request: request.number, atMs: asked.atMs, step });
  const { sha256 } = ports.platform;
  return {
    operationId: operation, source, documentType, idempotencyKey: `rollback:${request.number}:${String(step.number)}`, externalId, lane, intent: 'rollback', mode: 'sync', version, versionNumber,
    correlationId: request.number, supersedes: undefined, parent: '', facts: { ...facts, amount: undefined }, fingerprint: sha256(canonicalText(parseDocument(text, ''))), receivedSha256: sha256(text),
    receivedCharacters: text.length, keptText: text, receivedMs: ports.platform.nowMs(), account: account || ports.platform.accountId, ...(subsidiary === undefined ? {} : { subsidiary }),
  };
}

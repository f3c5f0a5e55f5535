import { classifyObserved, retriesByItself } from '../../domain/observed-error';
import type { ObservedError } from '../../domain/observed-error';
import { contentKey, POISON_KIND, registryId, targetExternalId } from '../../domain/identity';
import { ATTEMPT_LIMIT, nextSweepMs } from '../../domain/lease';
import type { MappedDocument } from '../../domain/mapped-document';
import { problemOf } from '../../domain/reasons';
import { blockerWords } from '../../domain/rollback/blockers';
import { planRollback } from '../../domain/rollback/plan';
import { stepChanges } from '../../domain/rollback/plan-changes';
import { stepOf } from '../../domain/rollback/step-order';
import type { StepOrder } from '../../domain/rollback/step-order';
import { attemptsBefore, holdBack, withAge } from '../hold-back';
import { inTheWay } from '../lane-holders';
import { advanceLeft, asAdopted } from '../left-outcome';
import type { LookFacts, LookRequest, Operation } from '../ports';
import { undecided } from '../probe';
import { park, review, settled, wait } from '../progress';
import type { AdvanceContext, Advanced, Reading } from '../progress';
import { presentOutcome } from '../repeat';
import { adopt, UNITS_TO_SETTLE } from '../settle';
import { afterFailure, retryAt } from '../write-target';
import { markTakenBack, UNITS_TO_MARK_ALL } from './rollback-marks';
import type { TakeBackOrder, WayGone } from './rollback-ports';

/** A step of a rollback with all that is known of it. */
interface Going {
  readonly operation: Operation;
  readonly context: AdvanceContext;
  readonly facts: LookFacts;
  readonly order: StepOrder;
}

/**
 * Carries a step of a rollback on, as `advance` does for what goes in (design 1): looks for what an earlier run left, judges the step by what
 * stands now, takes the effect back, says so on the operation that had it, settles. Nothing whose effect is unknown is done again.
 */
export function advanceRollback(operation: Operation, context: AdvanceContext): Advanced {
  const { ports, triedBefore } = context;
  const order = stepOf(operation.keptText);
  if (order === undefined) return advanceLeft(operation, triedBefore, ports) ?? review(operation, context, undefined, problemOf('document_unreadable', 'The stored text is no step of a rollback.'));
  const request = lookRequest(operation, context);
  const facts = ports.lookup.look(request);
  if (facts.outcomeEventId !== undefined) return asAdopted(adopt(operation, facts.object, facts.outcomeEventId, ports), ports);
  const going: Going = { operation: withAge(operation, { work: request.work, facts }), context, facts, order };
  const known = triedBefore ? probed(going) : undefined;
  if (known !== undefined) return known;
  return holdBack(going.operation, context, { work: request.work, facts }) ?? inLane(going) ?? goWay(going);
}

function lookRequest(operation: Operation, { ports, map: { rule }, triedBefore }: AdvanceContext): LookRequest {
  const { operationId, lane, source, documentType, externalId } = operation;
  const { sha256 } = ports.platform;
  return {
    operationId, lane, ruleCode: rule.code, target: { recordType: rule.target, externalId: targetExternalId(source, documentType, externalId, sha256) }, references: [],
    work: { source, documentType, target: rule.target, contentId: registryId(POISON_KIND, contentKey(operation), sha256) },
    outcomesAfter: triedBefore ? operation.head.number : undefined,
  };
}

/** What keeps the step from being gone now, though nothing speaks against it; undefined: nothing does. */
function inLane({ operation, context, facts }: Going): Advanced | undefined {
  if (operation.attempts > ATTEMPT_LIMIT) return review(operation, context, facts, problemOf('attempts_exhausted', `${String(ATTEMPT_LIMIT)} attempts were made. ${saidBefore(operation)}`, [], operation.observed));
  const holder = inTheWay(operation, context, facts);
  return holder === undefined ? undefined : park(operation, context, { problem: problemOf('lane_busy', `Operation ${holder.operationId} works on the same object.`), waitsFor: holder.operationId });
}

function saidBefore({ observed }: Operation): string {
  return observed === undefined ? 'No error was observed.' : `${observed.name}: ${observed.message}`;
}

/** Looks for the effect of an earlier run. Undefined: it is proven absent, and the next attempt is due. */
function probed(going: Going): Advanced | undefined {
  const { operation, context, facts } = going;
  const asked = takeBackOrder(going);
  if (asked === undefined) return undefined;
  let sighting;
  try {
    sighting = context.ports.rollbackLedger.probe(asked);
  } catch (error) {
    const { name, message } = error as { readonly name?: string; readonly message?: string };
    return undecided(operation, context, { facts, why: `${name ?? 'UNKNOWN'}: ${message ?? ''}` });
  }
  if (sighting.kind === 'taken_back') return finish(going, sighting);
  const { observed } = operation;
  if (observed === undefined || (operation.state !== 'unknown' && retriesByItself(classifyObserved(observed)))) return undefined;
  return afterAbsence(going, observed);
}

/** The way of an error whose effect is proven absent. Undefined: the next attempt is due by now. */
function afterAbsence(going: Going, observed: ObservedError): Advanced | undefined {
  const { operation, context: { ports: { platform } } } = going;
  const attempts = attemptsBefore(operation);
  const after = afterFailure(readingOf(going), observed, { attempts, endedMs: operation.attemptedMs ?? platform.nowMs() });
  if (after.kind === 'ends') return after.advanced;
  return after.dueMs <= platform.nowMs() ? undefined : retryAt(readingOf(going), observed, { dueMs: after.dueMs, attempts });
}

/** What is to be done in the ledger; undefined: the step has no way, which is none that was approved. */
function takeBackOrder({ operation: { operationId }, order: { step: { decision, target } } }: Going): TakeBackOrder | undefined {
  return decision.kind === 'way' && target !== null ? { operationId, record: { recordType: target.recordType, internalId: target.internalId }, way: decision.way } : undefined;
}

function goWay(going: Going): Advanced {
  const { operation, context, facts, order: { step } } = going;
  const { ports } = context;
  const original = ports.operations.find(step.operationId);
  const present = original === undefined ? undefined : presentOutcome(original, ports);
  if (present?.state === 'rolled_back') {
    const problem = problemOf('rolled_back_already', `Operation ${step.operationId} was taken back by ${present.rollback?.operation ?? 'somebody else'}.`);
    return settled(readingOf(going), { state: 'refused', result: null, verdicts: [], problem, mapVersion: '' });
  }
  const asked = takeBackOrder(going);
  const changes = asked === undefined ? ['The step has no way back.'] : groundMoved(going);
  if (asked === undefined || changes.length > 0) return review(operation, context, facts, problemOf('rollback_ground_moved', changes.join(' ')));
  const needed = ports.rollbackLedger.unitsToTakeBack(asked) + UNITS_TO_MARK_ALL + UNITS_TO_SETTLE;
  if (ports.platform.remainingUnits() < needed) {
    return wait(operation, context, { state: 'retry_scheduled', problem: problemOf('netsuite_busy', `Fewer than ${String(needed)} usage units were left in this run.`), waitsFor: '', dueMs: nextSweepMs(ports.platform.nowMs()), attempts: attemptsBefore(operation) });
  }
  return takeBack(going, asked);
}

/** What of the step's ground is otherwise than it was approved, in words. */
function groundMoved({ context: { ports: { rollbackFacts } }, order: { atMs, step } }: Going): readonly string[] {
  const scope = { kind: 'operation', operationId: step.operationId } as const;
  const [now] = planRollback(scope, rollbackFacts.subjects([step.operationId]), rollbackFacts.account(atMs)).steps;
  return now === undefined ? ['The operation is not there any more.'] : stepChanges(step, now);
}

function takeBack(going: Going, asked: TakeBackOrder): Advanced {
  const { operation, context, facts } = going;
  const { platform } = context.ports;
  const taken = context.ports.rollbackLedger.takeBack(asked);
  switch (taken.kind) {
    case 'taken_back':
      return finish(going, taken);
    case 'refused': {
      if (taken.blockers.length === 0) return afterRefusal(going, taken.error);
      const why = taken.blockers.map((code) => blockerWords(code).why).join(' ');
      return review(operation, context, facts, problemOf('rollback_ground_moved', `${why} ${taken.error.name}: ${taken.error.message}`, [], taken.error));
    }
    case 'unknown':
      return wait(operation, context, {
        state: 'unknown', problem: problemOf('effect_unknown', `${taken.error.name}: ${taken.error.message}`, [], taken.error), waitsFor: 'probe',
        dueMs: nextSweepMs(Math.max(operation.lease.untilMs, platform.nowMs())), observed: taken.error, attemptedMs: platform.nowMs(),
      });
  }
}

/** The effect is gone: the operation that had it says so first, then the step settles. */
function finish(going: Going, { target, effect }: WayGone): Advanced {
  const { operation, context, order: { request, step } } = going;
  const { ports } = context;
  if (markTakenBack(step.operationId, { step: operation.operationId, request }, ports) === 'held') {
    const problem = problemOf('lane_busy', `The effect is gone. Operation ${step.operationId} is in another hand, and says so later.`);
    return wait(operation, context, { state: 'unknown', problem, waitsFor: 'probe', dueMs: nextSweepMs(Math.max(operation.lease.untilMs, ports.platform.nowMs())) });
  }
  return settled(readingOf(going), { state: 'applied', result: target, verdicts: [], problem: null, mapVersion: '', effect, rollback: { role: 'takes_back', operation: step.operationId, request } });
}

/** NetSuite refused before anything was done: what heals by itself is tried again, the rest goes to a person. */
function afterRefusal(going: Going, error: ObservedError): Advanced {
  const reading = readingOf(going);
  const nowMs = going.context.ports.platform.nowMs();
  const after = afterFailure(reading, error, { attempts: going.operation.attempts, endedMs: nowMs });
  return after.kind === 'ends' ? after.advanced : retryAt(reading, error, { dueMs: after.dueMs, attemptedMs: nowMs });
}

/** A step reads no document: nothing of one is mapped. */
function readingOf({ operation, context, facts }: Going): Reading {
  return { operation, context, object: null, mapped: NOTHING_MAPPED, targetId: '', facts };
}

const NOTHING_MAPPED: MappedDocument = { body: [], lines: [], from: undefined, needs: [], currency: undefined, totals: [], problems: [], unmapped: [] };

import { LEASE_MS } from '../domain/lease';
import type { Outcome } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import { isMachineDue, WITHDRAWABLE_STATES } from '../domain/states';
import type { Problem } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import { advanceLeft } from './left-outcome';
import type { FoundOperation, Operation, Ports } from './ports';
import { inOwnWords, park } from './progress';
import type { AdvanceContext, Advanced } from './progress';
import { presentOutcome } from './repeat';
import { outcomeOf, settle } from './settle';

/** States without an effect in which a superseded operation is at rest already: nothing is left to close. */
const CLOSED_WITHOUT_EFFECT: readonly OperationState[] = ['refused', 'withdrawn', 'discarded', 'superseded'];

/**
 * Closes the operation that this one takes the place of, where it names one that had no effect and nobody is working on
 * (design 6). Whoever carries an operation on does this first: the call that brings it, or the sweep. Undefined: nothing stands
 * in the way. Else this operation is refused or waits, and what came of that is returned. At most 26 units, 12 more where an earlier run was at it.
 */
export function supersedeFirst(operation: Operation, context: AdvanceContext): Advanced | undefined {
  if (operation.supersedes === undefined) return undefined;
  return advanceLeft(operation, context.triedBefore, context.ports) ?? supersede(operation, operation.supersedes, context);
}

/**
 * Says why the operation that a document names cannot be replaced, as far as its row tells; undefined: nothing seen stands in the
 * way. Whether a run is at work on it only the attempt shows. Holds and writes nothing. Up to 13 units.
 */
export function foreseenObstacle(operation: Operation, ports: Ports): Problem | undefined {
  if (operation.supersedes === undefined) return undefined;
  const found = ports.operations.find(operation.supersedes);
  const why = found === undefined ? NONE : strangeness(found, operation) ?? effect(found, ports);
  return why === undefined ? undefined : impossible(operation, why);
}

const NONE = 'This source has no such operation.';

/**
 * Says why an operation is none that this one could take the place of; undefined: it is. The replacement stands for the same
 * business object: a slip in the id must not close, unread, a document of another order that nobody then sends again. Only an
 * operation that carried no id at all may get one by being replaced. Any other is taken back by DELETE, which says what it does.
 */
function strangeness(found: FoundOperation, operation: Operation): string | undefined {
  if (found.source !== operation.source) return NONE;
  if (found.documentType !== operation.documentType) return `It brought a document of type ${found.documentType}, and this is one of type ${operation.documentType}.`;
  // Without an id for its object, an operation has a lane of its own.
  const sameObject = found.lane === operation.lane || found.lane === found.operationId;
  return sameObject ? undefined : 'It is about another object. Withdraw it instead, and send this document without it.';
}

function effect(found: FoundOperation, ports: Ports): string | undefined {
  const { state, result } = presentOutcome(found, ports);
  const replaceable = CLOSED_WITHOUT_EFFECT.includes(state) || (WITHDRAWABLE_STATES.includes(state) && result === null);
  return replaceable ? undefined : `It is ${state}.`;
}

function supersede(operation: Operation, supersededId: string, context: AdvanceContext): Advanced | undefined {
  const { ports } = context;
  const found = ports.operations.find(supersededId);
  if (found === undefined) return refuse(operation, context, NONE);
  const strange = strangeness(found, operation);
  if (strange !== undefined) return refuse(operation, context, strange);
  if (CLOSED_WITHOUT_EFFECT.includes(found.state)) return undefined;
  const held = ports.operations.holdForWithdrawal(found.internalId, { holder: ports.platform.randomHex(8), untilMs: ports.platform.nowMs() + LEASE_MS });
  if (held === undefined && CLOSED_WITHOUT_EFFECT.includes(outcomeState(found, ports))) return undefined;
  // The hand that holds it may be an earlier run of this operation that died: once it let go, it is asked again.
  if (held === undefined && context.triedBefore && isMachineDue(found.state)) {
    return park(operation, context, { problem: problemOf('waits_for_operation', `Operation ${supersededId}, which this one replaces, is under work.`), waitsFor: supersededId });
  }
  if (held === undefined) return refuse(operation, context, `It is ${found.state}.`);
  const stands = close(held, operation, ports);
  return stands.state === 'superseded' ? undefined : refuse(operation, context, `It is ${stands.state}.`);
}

/** What was settled of it, also where the run that settled it died before its row said so. */
function outcomeState(found: FoundOperation, ports: Ports): OperationState {
  return found.outcomeEventId === undefined || found.kept !== undefined ? found.state : outcomeOf(ports.events.load(found.outcomeEventId)).state;
}

function close(superseded: Operation, by: Operation, ports: Ports): Outcome {
  const problem = problemOf('superseded_by_sender', `Operation ${by.operationId} takes its place.`);
  return settle(superseded, { known: undefined }, { state: 'superseded', result: null, verdicts: [], problem, mapVersion: '' }, ports);
}

function refuse(operation: Operation, context: AdvanceContext, why: string): Advanced {
  const outcome: Outcome = { state: 'refused', result: null, verdicts: [], problem: impossible(operation, why), mapVersion: context.map.rule.mapVersion };
  return { outcome: settle(operation, { known: undefined }, inOwnWords(outcome, context), context.ports), dueMs: null, waitsFor: '' };
}

function impossible({ supersedes }: Operation, why: string): Problem {
  return problemOf('supersedes_impossible', `Operation ${supersedes ?? ''} cannot be replaced. ${why}`);
}

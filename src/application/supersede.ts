import { LEASE_MS } from '../domain/lease';
import type { Outcome } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import type { Operation, Ports } from './ports';
import type { AdvanceContext, Advanced } from './progress';
import { settle } from './settle';

/** States without an effect in which a superseded operation is at rest already: nothing is left to close. */
const CLOSED_WITHOUT_EFFECT: readonly OperationState[] = ['refused', 'withdrawn', 'discarded', 'superseded'];

/**
 * Closes the operation that another takes the place of, where it had no effect and nobody is working on it (design 6).
 * Undefined: it is closed. Else the later operation is refused, and what came of that is returned. At most 24 units.
 */
export function supersede(operation: Operation, supersededId: string, context: AdvanceContext): Advanced | undefined {
  const { ports } = context;
  const found = ports.operations.find(supersededId);
  if (found === undefined || found.source !== operation.source) return refuse(operation, context, 'This source has no such operation.');
  if (CLOSED_WITHOUT_EFFECT.includes(found.state)) return undefined;
  const held = ports.operations.holdForWithdrawal(found.internalId, { holder: ports.platform.randomHex(8), untilMs: ports.platform.nowMs() + LEASE_MS });
  if (held === undefined) return refuse(operation, context, `It is ${found.state}.`);
  const stands = close(held, operation, ports);
  return stands.state === 'superseded' ? undefined : refuse(operation, context, `It is ${stands.state}.`);
}

function close(superseded: Operation, by: Operation, ports: Ports): Outcome {
  const problem = problemOf('superseded_by_sender', `Operation ${by.operationId} takes its place.`);
  return settle(superseded, { known: undefined }, { state: 'superseded', result: null, verdicts: [], problem, mapVersion: '' }, ports);
}

function refuse(operation: Operation, context: AdvanceContext, why: string): Advanced {
  const problem = problemOf('supersedes_impossible', `Operation ${operation.supersedes ?? ''} cannot be replaced. ${why}`);
  const outcome: Outcome = { state: 'refused', result: null, verdicts: [], problem, mapVersion: context.map.rule.mapVersion };
  return { outcome: settle(operation, { known: undefined }, outcome, context.ports), dueMs: null, waitsFor: '' };
}

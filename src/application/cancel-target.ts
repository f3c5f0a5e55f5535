import { cancelEffect } from '../domain/judge-document';
import type { Outcome } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import type { Problem, ReasonCode } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import type { Reading } from './progress';
import type { LoadedTarget } from './ports';

/** What a cancellation does to the record. The fields of its document do not matter: it says that the object is no more. */
export type CancelDecision =
  | { readonly kind: 'rest'; readonly outcome: Outcome }
  /** The record is closed already. */
  | { readonly kind: 'leave'; readonly internalId: number }
  | { readonly kind: 'close'; readonly target: LoadedTarget };

/** Decides a cancellation. Reads the record where it exists; writes nothing. */
export function decideCancel(reading: Reading): CancelDecision {
  const { context, facts, targetId } = reading;
  const { rule } = context.map;
  const effect = cancelEffect(rule);
  if (effect !== 'close') return rest(reading, 'refused', 'intent_not_supported', `Rule ${rule.code}, decision ${rule.decision}, cancels nothing.`);
  if (facts.target === undefined) return rest(reading, 'refused', 'target_missing', `There is no ${rule.target} with external id "${targetId}" to cancel.`);
  if (facts.target.stamp === '' && facts.object === undefined) {
    return rest(reading, 'needs_review', 'target_not_ours', `The ${rule.target} ${String(facts.target.internalId)} has external id "${targetId}".`);
  }
  const target = context.ports.ledger.load(rule.target, facts.target.internalId);
  return target.isClosed() ? { kind: 'leave', internalId: facts.target.internalId } : { kind: 'close', target };
}

function rest(reading: Reading, state: OperationState, code: ReasonCode, detail: string): CancelDecision {
  const problem: Problem = problemOf(code, detail);
  return { kind: 'rest', outcome: { state, result: null, verdicts: [], problem, mapVersion: reading.context.map.rule.mapVersion } };
}

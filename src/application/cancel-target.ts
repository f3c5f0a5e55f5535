import { cancelEffect } from '../domain/judge-document';
import type { ObservedError } from '../domain/observed-error';
import type { Outcome } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import type { Problem, ReasonCode } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import type { Reading } from './progress';
import type { LoadedTarget } from './ports';

/** What a cancellation does to the record. The fields of its document do not matter: it says that the object is no more. */
export type CancelDecision =
  | { readonly kind: 'rest'; readonly outcome: Outcome }
  /** NetSuite does not give the record out: nothing could be decided. */
  | { readonly kind: 'refused'; readonly error: ObservedError }
  /** The record is closed or void already. */
  | { readonly kind: 'leave'; readonly internalId: number }
  | { readonly kind: 'close'; readonly target: LoadedTarget }
  | { readonly kind: 'void'; readonly internalId: number };

/** Decides a cancellation. Reads the record where it exists; writes nothing. */
export function decideCancel(reading: Reading): CancelDecision {
  const { context, facts, targetId } = reading;
  const { rule } = context.map;
  const effect = cancelEffect(rule);
  if (effect === 'refuse') return rest(reading, 'refused', 'intent_not_supported', `Rule ${rule.code}, decision ${rule.decision}, cancels nothing.`);
  const { target } = facts;
  if (target === undefined) return rest(reading, 'refused', 'nothing_to_cancel', `There is no ${rule.target} with external id "${targetId}" to cancel.`);
  if (target.stamp === '' && facts.object === undefined) {
    return rest(reading, 'needs_review', 'target_not_ours', `The ${rule.target} ${String(target.internalId)} has external id "${targetId}".`);
  }
  const { internalId } = target;
  switch (effect) {
    case 'close': {
      const loaded = context.ports.ledger.load(rule.target, internalId);
      if (loaded.kind === 'refused') return loaded;
      return loaded.target.isClosed() ? { kind: 'leave', internalId } : { kind: 'close', target: loaded.target };
    }
    case 'void':
      return target.voided === true ? { kind: 'leave', internalId } : periodRest(reading, internalId) ?? { kind: 'void', internalId };
  }
}

/** A void in place empties the period that the record was posted in, so that one must be open (design 5); a voiding journal stands in its own. */
function periodRest(reading: Reading, internalId: number): CancelDecision | undefined {
  const { rule } = reading.context.map;
  const period = reading.context.ports.lookup.periodOf(rule.target, internalId);
  if (period === undefined || period.state === 'open' || reading.context.ports.ledger.voidsByJournal(rule.target)) return undefined;
  return rest(reading, 'needs_review', 'period_closed', `The ${rule.target} ${String(internalId)} is posted in the period ${period.name}, which is ${period.state}.`);
}

function rest(reading: Reading, state: OperationState, code: ReasonCode, detail: string): CancelDecision {
  const problem: Problem = problemOf(code, detail);
  return { kind: 'rest', outcome: { state, result: null, verdicts: [], problem, mapVersion: reading.context.map.rule.mapVersion } };
}

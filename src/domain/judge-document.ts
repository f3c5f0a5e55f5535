import { holdsAll } from './condition';
import type { DocumentValue } from './document';
import type { Intent, ObjectRule } from './map';
import { problemOf } from './reasons';
import type { Problem } from './reasons';
import type { CancelEffect } from './rule-parts';

/** What a rule says of a document before any of its fields is looked at. */
export type DocumentJudgement =
  | { readonly kind: 'goes_on'; readonly intent: Intent }
  /** Settled as refused, with the rule's own reason. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly decision: string };

/** Judges a document by its rule: whether it counts in this account, and what it wants. `intent` is what the call asks for. */
export function judgeDocument(rule: ObjectRule, object: DocumentValue, account: { readonly production: boolean; readonly intent: Intent }): DocumentJudgement {
  const { parts } = rule;
  const input = { element: object, object };
  const here = account.production ? 'production' : 'sandbox';
  for (const { when, in: where, reason, decision } of parts.refuseWhen ?? []) {
    const counts = where === undefined || where === 'any' || where === here;
    if (counts && holdsAll(when, input)) return refused(rule, reason, decision);
  }
  const { acceptWhen } = parts;
  if (acceptWhen !== undefined && !holdsAll(acceptWhen.when, input)) return refused(rule, acceptWhen.reason, acceptWhen.decision);
  const cancels = parts.cancelWhen !== undefined && holdsAll(parts.cancelWhen, input);
  return { kind: 'goes_on', intent: cancels ? 'cancel' : account.intent };
}

function refused(rule: ObjectRule, reason: string, decision: string): DocumentJudgement {
  return { kind: 'refused', problem: problemOf('refused_by_rule', `${reason} Rule ${rule.code}, decision ${decision}.`), decision };
}

/** What cancelling does under this rule; without the right to cancel, it refuses. */
export function cancelEffect({ mayCancel, parts }: ObjectRule): CancelEffect {
  return mayCancel ? (parts.onCancel ?? 'refuse') : 'refuse';
}

/** Longest wait for another document, in milliseconds: the rule's hours, never more than 72 (design 8). */
export function dependencyWaitMs({ parts }: ObjectRule): number {
  return Math.min(72, parts.dependencyHours ?? 72) * 3_600_000;
}

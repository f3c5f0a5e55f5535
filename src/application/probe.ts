import { nextSweepMs } from '../domain/lease';
import { problemOf } from '../domain/reasons';
import { nextProbeMs } from '../domain/retry-policy';
import { attemptsBefore } from './hold-back';
import type { LookFacts, Operation, TargetSighting } from './ports';
import { review, wait } from './progress';
import type { AdvanceContext, Advanced } from './progress';

/** What a probe came to. */
export type Probed =
  | { readonly kind: 'seen'; readonly sighting: TargetSighting | undefined }
  /** NetSuite could not be searched: nothing is proven. */
  | { readonly kind: 'failed'; readonly why: string };

/** Looks for the target by N/search, by its external id. 10 units. */
export function probeTarget({ ports, map }: AdvanceContext, targetId: string): Probed {
  try {
    return { kind: 'seen', sighting: ports.ledger.probe(map.rule.target, targetId) };
  } catch (error) {
    const { name, message } = error as { readonly name?: string; readonly message?: string };
    return { kind: 'failed', why: `${name ?? 'UNKNOWN'}: ${message ?? ''}` };
  }
}

/**
 * Leaves an operation whose effect cannot be looked for at `unknown`, to be probed again, as no attempt. Once its probes have run out it
 * goes to a person, with what is known: nothing was repeated, and nothing is proven.
 */
export function undecided(operation: Operation, context: AdvanceContext, { facts, why }: { readonly facts: LookFacts; readonly why: string }): Advanced {
  const nowMs = context.ports.platform.nowMs();
  const { observed, attemptedMs = nowMs } = operation;
  const saved = observed === undefined ? 'A run that saved the record left no word.' : `Saving it: ${observed.name}: ${observed.message}`;
  const next = nextProbeMs(attemptedMs, nowMs);
  if (next === undefined) return review(operation, context, facts, problemOf('effect_undecided', `${saved} Looking for it: ${why}`, [], observed ?? null));
  return wait(operation, context, {
    state: 'unknown', problem: problemOf('effect_unknown', `${saved} Looking for it: ${why}`, [], observed ?? null), waitsFor: 'probe', dueMs: nextSweepMs(next - 1), observed,
    attempts: attemptsBefore(operation), attemptedMs,
  });
}

import { ATTEMPT_LIMIT } from './lease';
import type { ReasonClass } from './reasons';

/** How often, how fast and for how long a failure of one class is tried again by machine. */
export interface RetryPolicy {
  /** Longest wait before the next attempt, in minutes, by the number of attempts made; the last one stands for all that follow. */
  readonly waits: readonly number[];
  /** Attempts in all. */
  readonly attempts: number;
  /** Hours after receipt beyond which nothing is tried again. */
  readonly ageHours: number;
}

/** Classes that a machine tries again by itself; every other class goes to people (design 8). */
type RetriedClass = Extract<ReasonClass, 'transient' | 'concurrency'>;

/** The policies that are shipped, by class (D-0060). Waits shorter than the sweep's schedule end when it comes round next. */
const RETRY_POLICIES: Readonly<Record<RetriedClass, RetryPolicy>> = {
  transient: { waits: [1, 5, 15, 30, 60, 120, 240, 480], attempts: 9, ageHours: 72 },
  concurrency: { waits: [1, 2, 5, 10], attempts: 5, ageHours: 72 },
};

/** What becomes of an operation whose attempt failed. */
export type NextAttempt =
  | { readonly kind: 'retry'; readonly dueMs: number }
  | { readonly kind: 'exhausted'; readonly why: 'attempts' | 'age' };

/** What decides the next attempt besides the policy. */
export interface AttemptsMade {
  /** Attempts made so far, the failed one among them. */
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly receivedMs: number;
  readonly nowMs: number;
  /** From 0, inclusive, to 1, exclusive. */
  readonly random: number;
}

const MINUTE_MS = 60_000;

/** The policy of a class; undefined: a machine does not try such a failure again by itself. */
export function retryPolicyOf(reasonClass: ReasonClass): RetryPolicy | undefined {
  return reasonClass === 'transient' || reasonClass === 'concurrency' ? RETRY_POLICIES[reasonClass] : undefined;
}

/** A random hex text as a number from 0, inclusive, to 1, exclusive. */
export function fractionOf(hex: string): number {
  return Number.parseInt(hex, 16) / 16 ** hex.length;
}

/**
 * When the next attempt is due: full jitter, a random part of the longest wait, so that what failed together does not come back
 * together. Exhausted after the policy's attempts, or where the wait would end beyond its age.
 */
export function nextAttempt(policy: RetryPolicy, { attempts, receivedMs, nowMs, random }: AttemptsMade): NextAttempt {
  if (attempts >= policy.attempts) return { kind: 'exhausted', why: 'attempts' };
  const longest = (policy.waits[Math.min(attempts, policy.waits.length) - 1] ?? policy.waits[0] ?? 0) * MINUTE_MS;
  const dueMs = nowMs + Math.ceil(random * longest);
  return dueMs - receivedMs > policy.ageHours * 60 * MINUTE_MS ? { kind: 'exhausted', why: 'age' } : { kind: 'retry', dueMs };
}

/** Minutes after the save that threw at which its effect is looked for: six times within two hours (D-0069). */
const PROBE_MINUTES = [15, 30, 45, 60, 90, 120] as const;

/** When an effect is looked for next, epoch milliseconds; undefined: its probes have run out. */
export function nextProbeMs(attemptedMs: number, nowMs: number): number | undefined {
  return PROBE_MINUTES.map((minutes) => attemptedMs + minutes * MINUTE_MS).find((atMs) => atMs > nowMs);
}

/** What an account may change of a policy, and within which bounds. */
export interface RetryFigures {
  readonly attempts?: number;
  /** Minutes. */
  readonly firstWait?: number;
  readonly longestWait?: number;
}

/** Smallest and largest figures that are safe: the limit of attempts that holds for every operation, and the longest wait that is shipped (D-0061). */
const SAFE_FIGURES = {
  attempts: { least: 1, most: ATTEMPT_LIMIT, field: 'Most Attempts' },
  firstWait: { least: 1, most: 60, field: 'First Wait (minutes)' },
  longestWait: { least: 1, most: 480, field: 'Longest Wait (minutes)' },
} as const;

/** Says of each figure why it is not safe, by the label of its field. Empty: all are. */
export function unsafeFigures(figures: RetryFigures): readonly string[] {
  const names = ['attempts', 'firstWait', 'longestWait'] as const;
  const beyond = names.flatMap((name) => {
    const figure = figures[name];
    const { least, most, field } = SAFE_FIGURES[name];
    if (figure === undefined || (Number.isInteger(figure) && figure >= least && figure <= most)) return [];
    return [`${field} is ${String(figure)}: a whole number from ${String(least)} to ${String(most)} is safe.`];
  });
  const { firstWait, longestWait } = figures;
  return firstWait !== undefined && longestWait !== undefined && firstWait > longestWait ? [...beyond, `${SAFE_FIGURES.firstWait.field} is longer than ${SAFE_FIGURES.longestWait.field}.`] : beyond;
}

/** A policy with an account's own figures. Unsafe ones are left aside, all of them, never bent: the shipped policy then stands. */
export function policyWith(policy: RetryPolicy, figures: RetryFigures): RetryPolicy {
  if (unsafeFigures(figures).length > 0) return policy;
  const { attempts = policy.attempts, firstWait = 0, longestWait = Number.POSITIVE_INFINITY } = figures;
  return { ...policy, attempts, waits: policy.waits.map((wait) => Math.min(Math.max(wait, firstWait), longestWait)) };
}

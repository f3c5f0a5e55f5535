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

import { SWEEP_EVERY_MS } from './lease';
import { REASONS } from './reasons';
import type { ReasonClass, ReasonCode } from './reasons';
import type { OperationState } from './states';

/** When attempts of one source and record type are held back for all, and for how long. */
export interface BreakerPolicy {
  /** Attempts that must have ended within the window before a rate means anything. */
  readonly leastAttempts: number;
  /** Part of them that failed for a reason that is the same for every document, from which on the breaker opens. */
  readonly failureRate: number;
  readonly windowMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const MINUTE_MS = 60_000;

/** The policy that is shipped (D-0067). */
export const BREAKER_POLICY: BreakerPolicy = {
  leastAttempts: 10, failureRate: 0.7, windowMs: 15 * MINUTE_MS, firstPauseMs: 15 * MINUTE_MS, longestPauseMs: 240 * MINUTE_MS,
};

/**
 * How a breaker stands since a time, epoch milliseconds. `half_open`: its pause is over, and one operation, the trial, goes ahead; what
 * that comes to decides. `trips` counts the openings in a row, which double the pause.
 */
export type Breaker =
  | { readonly state: 'closed'; readonly sinceMs: number }
  | { readonly state: 'open'; readonly sinceMs: number; readonly untilMs: number; readonly trips: number }
  /** `trial`: internal id of the operation let through last; 0: none yet. */
  | { readonly state: 'half_open'; readonly sinceMs: number; readonly trips: number; readonly trial: number };

/** How a breaker stands that never opened. */
export const CLOSED: Breaker = { state: 'closed', sinceMs: 0 };

/** Attempts on target records that ended alike, in one minute. */
export interface EndedAttempts {
  readonly source: string;
  readonly documentType: string;
  readonly state: OperationState;
  readonly reason: ReasonCode | undefined;
  readonly count: number;
  /** When the last of them ended, epoch milliseconds. */
  readonly lastMs: number;
}

/** Classes of failure that say something of NetSuite and its set-up, not of the one document. */
const SHARED: readonly ReasonClass[] = ['transient', 'concurrency', 'configuration', 'unknown'];

/** True where an attempt failed for a reason that the next document would meet as well. */
export function failedForAll({ state, reason }: Pick<EndedAttempts, 'state' | 'reason'>): boolean {
  if (state === 'unknown') return true;
  if (reason === undefined) return false;
  // What used up its attempts failed for a reason that was tried again, so for one of these.
  return reason === 'attempts_exhausted' || SHARED.includes(REASONS[reason].class);
}

/** Beginning of the time whose attempts decide on a breaker, epoch milliseconds. */
export function judgedFromMs(breaker: Breaker, nowMs: number, { windowMs }: BreakerPolicy = BREAKER_POLICY): number {
  return breaker.state === 'half_open' ? breaker.sinceMs : Math.max(nowMs - windowMs, breaker.sinceMs);
}

/** Moves a breaker on by the attempts that ended of late. Pure; only the sweep writes what comes out. */
export function moveBreaker(breaker: Breaker, ended: readonly EndedAttempts[], nowMs: number, policy: BreakerPolicy = BREAKER_POLICY): Breaker {
  const fromMs = judgedFromMs(breaker, nowMs, policy);
  const recent = ended.filter(({ lastMs }) => lastMs >= fromMs);
  switch (breaker.state) {
    case 'closed':
      return trips(recent, policy) ? opened(1, nowMs, policy) : breaker;
    case 'open':
      return nowMs >= breaker.untilMs ? { state: 'half_open', sinceMs: nowMs, trips: breaker.trips, trial: 0 } : breaker;
    case 'half_open':
      if (recent.length === 0) return breaker;
      return recent.some(failedForAll) ? opened(breaker.trips + 1, nowMs, policy) : { state: 'closed', sinceMs: nowMs };
  }
}

function trips(recent: readonly EndedAttempts[], { leastAttempts, failureRate }: BreakerPolicy): boolean {
  const ended = counted(recent);
  return ended >= leastAttempts && counted(recent.filter(failedForAll)) >= ended * failureRate;
}

function counted(attempts: readonly EndedAttempts[]): number {
  return attempts.reduce((sum, { count }) => sum + count, 0);
}

/** The pause ends at a quarter hour, the nearest: only a sweep ends it, and that one runs some milliseconds after. */
function opened(trips: number, nowMs: number, { firstPauseMs, longestPauseMs }: BreakerPolicy): Breaker {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(trips - 1, 20));
  return { state: 'open', sinceMs: nowMs, untilMs: Math.round((nowMs + pauseMs) / SWEEP_EVERY_MS) * SWEEP_EVERY_MS, trips };
}

/** Reads a breaker as `JSON.stringify` wrote it. What is anything else counts as closed: work goes on, and failures open it again. */
export function readBreaker(text: string): Breaker {
  const kept = jsonOf(text);
  const number = (member: string) => (Number.isSafeInteger(kept[member]) ? (kept[member] as number) : undefined);
  const sinceMs = number('sinceMs');
  const trips = number('trips');
  const untilMs = number('untilMs');
  if (sinceMs === undefined) return CLOSED;
  if (kept['state'] === 'open' && trips !== undefined && untilMs !== undefined) return { state: 'open', sinceMs, untilMs, trips };
  if (kept['state'] === 'half_open' && trips !== undefined) return { state: 'half_open', sinceMs, trips, trial: number('trial') ?? 0 };
  return { state: 'closed', sinceMs };
}

/** Members of a JSON object; none where the text is no such object. */
export function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** How long one run may work on an operation before the sweep takes it over: longer than a RESTlet, map or reduce may live (platform facts 1.3). */
export const LEASE_MS = 20 * 60 * 1000;

/** Begins the name of a holder that only holds an operation for a person or its sender, and does no work on it. */
export const HOLD_PREFIX = 'hold ';

/** Time between two sweeps: a schedule comes round every 15 minutes and not oftener (research: SDF 3.6). */
export const SWEEP_EVERY_MS = 15 * 60 * 1000;

/**
 * When the sweep comes round next after a time, epoch milliseconds. It runs on the quarter hours, so whatever is due in between waits
 * until then, and a sender is told the time that counts.
 */
export function nextSweepMs(epochMs: number): number {
  return (Math.floor(epochMs / SWEEP_EVERY_MS) + 1) * SWEEP_EVERY_MS;
}

/** Longest time an operation may stay parked before a person looks at it, from its receipt (design 8). */
export const PARKED_LIMIT_MS = 72 * 60 * 60 * 1000;

/** Times a machine starts on an operation before a person looks at it (design 8). */
export const ATTEMPT_LIMIT = 9;

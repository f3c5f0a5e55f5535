import { dateOfDay } from '../calendar';

const DAY_MS = 86_400_000;

/** Shortest snooze, in milliseconds: below that a glance at the page is as good. */
const SHORTEST_MS = 5 * 60 * 1000;

/**
 * Last moment until which something may sleep, epoch milliseconds: the end of the month that is under way, in UTC. What sleeps longer is
 * missed when its period is closed.
 */
export function lastSnoozeMs(nowMs: number): number {
  const today = Math.floor(nowMs / DAY_MS);
  let day = today;
  while (dateOfDay(day + 1).slice(0, 7) === dateOfDay(today).slice(0, 7)) day += 1;
  return (day + 1) * DAY_MS - 1;
}

/** Why something may not sleep until a time, in words; undefined: it may. */
export function snoozeFault(untilMs: number, nowMs: number): string | undefined {
  if (untilMs < nowMs + SHORTEST_MS) return 'That time is over, or nearly so.';
  const last = lastSnoozeMs(nowMs);
  return untilMs > last ? `It may sleep until the end of ${dateOfDay(Math.floor(last / DAY_MS))} at most: the month closes then.` : undefined;
}

import { dayNumber } from '../calendar';

const HOUR_MS = 3_600_000;

/** What a document of unknown worth counts as, in base currency: it is not nothing, and it must not outrank what is known to be large. */
export const UNKNOWN_WORTH = 100;

/** How much more urgent a document is on the last day of its month, and once that month is over. */
const MOST_CLOSENESS = 4;

/** Weights of the month that a document belongs to. */
export interface Closeness {
  /** `YYYY-MM` of today. */
  readonly month: string;
  /** Documents of a month that is over: their period is being closed. */
  readonly over: number;
  /** Documents of the month that runs. */
  readonly running: number;
  /** Documents of a later month, and of none. */
  readonly later: number;
}

/** Days of the month that `date`, `YYYY-MM-DD`, stands in. */
function daysOfMonth(date: string): number {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const next = month === 12 ? `${String(year + 1)}-01-01` : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-01`;
  return dayNumber(next) - dayNumber(`${date.slice(0, 7)}-01`);
}

/** Weights of months on a day, `YYYY-MM-DD`. The running month grows from 1 on its first day to nearly 4 on its last. */
export function closenessOn(today: string): Closeness {
  // Three decimals: it stands in a statement as a number, which may have 15 digits.
  const running = Math.round((1 + ((MOST_CLOSENESS - 1) * (Number(today.slice(8, 10)) - 1)) / daysOfMonth(today)) * 1000) / 1000;
  return { month: today.slice(0, 7), over: MOST_CLOSENESS, running, later: 1 };
}

/** Weight of a document by its date; one that begins with no month counts as of no month. */
export function weightOf(date: string, { month, over, running, later }: Closeness): number {
  const own = date.slice(0, 7);
  if (!/^\d{4}-\d{2}$/.test(own) || own > month) return later;
  return own === month ? running : over;
}

/** What decides the order of the queue. */
export interface Urgent {
  /** At risk in base currency, absolute; undefined: not known. */
  readonly atRisk: number | undefined;
  /** Receipt of the document, or of the oldest, epoch milliseconds. */
  readonly sinceMs: number;
  /** Weight by period close, see `weightOf`. */
  readonly weight: number;
}

/**
 * Money × age × closeness to period close. Age counts in hours and begins at one, so that what came just now is not nothing; money begins at
 * one unit, so that what is worth nothing is still ordered by age.
 */
export function urgencyOf({ atRisk, sinceMs, weight }: Urgent, nowMs: number): number {
  const money = Math.max(1, atRisk ?? UNKNOWN_WORTH);
  const hours = 1 + Math.max(0, nowMs - sinceMs) / HOUR_MS;
  return money * hours * weight;
}

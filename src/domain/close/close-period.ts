import { addDays, calendarDate, dateOfDay } from '../calendar';

/** An accounting period that is closed: no quarter, no year. */
export interface ClosePeriod {
  readonly internalId: number;
  /** As NetSuite names it: `Sep 2026`. */
  readonly name: string;
  /** First and last day, `YYYY-MM-DD`. */
  readonly start: string;
  readonly end: string;
}

/** What is closed: a period of one subsidiary. 0: operations whose subsidiary is not known. */
export interface CloseSubject {
  readonly period: number;
  readonly subsidiary: number;
}

/** Days that a document may be dated after it was received. One further ahead counts where it was received, so that no slip of a date hides it from every close. */
export const LEAD_DAYS = 92;

const DAY_MS = 86_400_000;

/**
 * The day that an operation counts on, `YYYY-MM-DD`: the date of its document; where that is none, or lies more than `LEAD_DAYS` after its receipt, the
 * day it was received (UTC). So every operation counts in one period, and none in a period that began long after it came.
 */
export function closeDay({ documentDate, receivedMs }: { readonly documentDate: string; readonly receivedMs: number }): string {
  const received = dateOfDay(Math.floor(receivedMs / DAY_MS));
  const date = calendarDate(documentDate);
  return date === undefined || date > addDays(received, LEAD_DAYS) ? received : date;
}

/** True for an operation that counts in a period. */
export function isInPeriod({ start, end }: Pick<ClosePeriod, 'start' | 'end'>, dated: Parameters<typeof closeDay>[0]): boolean {
  const day = closeDay(dated);
  return start <= day && day <= end;
}

/** `12:1`: the name of what is closed, for links and actions. */
export function closeSubjectText({ period, subsidiary }: CloseSubject): string {
  return `${String(period)}:${String(subsidiary)}`;
}

/** Reads it; undefined: it names none. */
export function closeSubjectOf(text: string): CloseSubject | undefined {
  const [, period, subsidiary] = /^([1-9]\d{0,11}):(0|[1-9]\d{0,11})$/.exec(text) ?? [];
  return period === undefined || subsidiary === undefined ? undefined : { period: Number(period), subsidiary: Number(subsidiary) };
}

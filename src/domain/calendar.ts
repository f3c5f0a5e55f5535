/**
 * The calendar date `YYYY-MM-DD` of a moment in a named zone (`America/New_York`). Passed in: the rules know no zones.
 * Undefined: the zone is not known.
 */
export type CalendarDateIn = (epochMs: number, zone: string) => string | undefined;

/** Knows the one zone that needs no tables. */
export const calendarDateInUtc: CalendarDateIn = (epochMs, zone) => (zone === 'UTC' ? dateOfDay(Math.floor(epochMs / 86_400_000)) : undefined);

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The calendar date of an ISO date or date-time as its writer saw it, `YYYY-MM-DD`. Undefined where it is none. */
export function calendarDate(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return undefined;
  const date = text.slice(0, 10);
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const days = DAYS_IN_MONTH[month - 1];
  if (days === undefined || day < 1 || day > days) return undefined;
  return month === 2 && day === 29 && !isLeapYear(year) ? undefined : date;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Epoch milliseconds of an ISO time with seconds and its offset. Undefined where it is none. */
export function timestampMs(text: string): number | undefined {
  const match = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d{1,3})\d*)?(?:Z|[+-]\d{2}:?\d{2})$/.exec(text);
  if (match === null || calendarDate(text) === undefined) return undefined;
  const part = (from: number, to: number) => Number(text.slice(from, to));
  const days = daysSinceEpoch(part(0, 4), part(5, 7), part(8, 10));
  const minutes = (days * 24 + part(11, 13)) * 60 + part(14, 16) - offsetMinutes(text);
  return (minutes * 60 + part(17, 19)) * 1000 + Number((match[1] ?? '').padEnd(3, '0'));
}

/** Minutes that the zone at the end of a timestamp is ahead of UTC. */
function offsetMinutes(timestamp: string): number {
  if (timestamp.endsWith('Z')) return 0;
  const zone = timestamp.slice(timestamp.search(/[+-]\d{2}:?\d{2}$/));
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** Days from 1970-01-01 to a calendar date `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  return daysSinceEpoch(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/** The date so many days later, or earlier. Kept within the years 0 to 9999, which a date can write. */
export function addDays(date: string, days: number): string {
  return dateOfDay(Math.min(LAST_DAY, Math.max(FIRST_DAY, dayNumber(date) + days)));
}

const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

/** Days from 1970-01-01 to a civil date of the Gregorian calendar, counted in 400-year eras that start in March. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The other way round: `YYYY-MM-DD` of a number of days since 1970-01-01. */
export function dateOfDay(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

import type { VersionKind } from './map';
import { calendarDate } from './transform';

/**
 * A version as a number that orders documents of one object: epoch milliseconds of a timestamp with its offset, or the
 * number itself. Undefined: no order can be told, and order of receipt counts (design 6).
 */
export function versionNumber(text: string | undefined, kind: VersionKind | undefined): number | undefined {
  if (text === undefined || kind === undefined) return undefined;
  if (kind === 'number') return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  return timestampMs(text);
}

function timestampMs(text: string): number | undefined {
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

/** Days from 1970-01-01 to a civil date of the Gregorian calendar, counted in 400-year eras that start in March. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** True where a document is older than the one last applied: it must not overwrite it (design 11, rule 10). */
export function isOlder(incoming: number | undefined, applied: number | undefined): boolean {
  return incoming !== undefined && applied !== undefined && incoming < applied;
}

/** A wall-clock time of day on a calendar day, without a zone. `dayNumber` counts days since 1970-01-01. */
export interface WallTime {
  readonly dayNumber: number;
  readonly minuteOfDay: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Offsets by zone and epoch second, of which an offset is a function; a schedule asks for the same ones at every run. */
const offsets = new Map<string, Map<number, number>>();
const MOST_OFFSETS = 20_000;

/** The wall-clock time that people in `timeZone` (IANA name) read at this instant. */
export function wallTimeAt(epochMs: number, timeZone: string): WallTime {
  const shifted = epochMs + zoneOffsetMs(epochMs, timeZone);
  const dayNumber = Math.floor(shifted / DAY_MS);
  return { dayNumber, minuteOfDay: Math.floor((shifted - dayNumber * DAY_MS) / MINUTE_MS) };
}

/**
 * The instant of a wall-clock time in `timeZone`. A time that occurs twice (clocks set back) gives its first instant; one
 * that is skipped (clocks set forward) gives the instant as far past the gap as it lies inside it.
 */
export function instantOf(wall: WallTime, timeZone: string): number {
  const asUtc = wall.dayNumber * DAY_MS + wall.minuteOfDay * MINUTE_MS;
  const candidates = [asUtc - DAY_MS, asUtc + DAY_MS]
    .map((probe) => asUtc - zoneOffsetMs(probe, timeZone))
    .filter((instant, index, all) => all.indexOf(instant) === index);
  const exact = candidates.filter((instant) => instant + zoneOffsetMs(instant, timeZone) === asUtc);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** Days since 1970-01-01 of a `YYYY-MM-DD` date. */
export function dayNumberOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** Year, month (1 to 12), day of month and weekday (0 Sunday) of a day number. */
export function calendarDay(dayNumber: number): { readonly year: number; readonly month: number; readonly day: number; readonly weekday: number } {
  const date = new Date(dayNumber * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay() };
}

function zoneOffsetMs(epochMs: number, timeZone: string): number {
  const second = Math.floor(epochMs / 1000);
  const ofZone = offsets.get(timeZone) ?? new Map<number, number>();
  const known = ofZone.get(second);
  if (known !== undefined) return known;
  if (ofZone.size >= MOST_OFFSETS) ofZone.clear();
  const read = readOffsetMs(epochMs, timeZone);
  offsets.set(timeZone, ofZone.set(second, read));
  return read;
}

function readOffsetMs(epochMs: number, timeZone: string): number {
  const parts = new Map(formatterOf(timeZone).formatToParts(epochMs).map((part) => [part.type, Number(part.value)]));
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return wall - Math.floor(epochMs / 1000) * 1000;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}

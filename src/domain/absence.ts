import { asciiJson } from './ascii-json';
import { dayNumber } from './calendar';
import { parsedObject } from './json-object';

/** Prefixes of the setting rows that say what volume a source expects, and that count it. */
export const EXPECT_PREFIX = 'expect:';
export const VOLUME_PREFIX = 'volume:';

const HOUR_MS = 3_600_000;

/** Hours whose counts are kept: the day under way, the whole day before it with an hour to spare for a change of the clocks, and one more. */
const KEPT_HOURS = 50;

/** What volume a source says that it brings. */
export interface Expectation {
  /** `<source>` or `<source>:<documentType>`. */
  readonly name: string;
  readonly source: string;
  /** Undefined: every type. */
  readonly documentType: string | undefined;
  readonly least: number;
  readonly per: 'hour' | 'day';
  readonly zone: string;
  /** Hours of the day that count, from the first to before the second. */
  readonly hours: readonly [number, number];
  /** Days that count; 1: Monday. */
  readonly days: readonly number[];
}

/** The hour of a day in a zone. */
export interface LocalHour {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly hour: number;
}

/** Tells the hour in a named zone. Passed in: the rules know no zones. Undefined: the zone is not known. */
export type LocalHourIn = (epochMs: number, zone: string) => LocalHour | undefined;

/** What came in, by the hour since 1970-01-01 UTC. */
export interface Volume {
  /** When counting began, epoch milliseconds. */
  readonly sinceMs: number;
  readonly hours: Readonly<Record<string, number>>;
}

/** Documents of a source and type received in one hour. */
export interface HourlyVolume {
  readonly source: string;
  readonly documentType: string;
  readonly hour: number;
  readonly count: number;
}

export type AbsenceVerdict =
  | { readonly kind: 'present' }
  /** A closed hour or day had too little. Epoch milliseconds, the end excluded. */
  | { readonly kind: 'absent'; readonly count: number; readonly fromMs: number; readonly toMs: number }
  /** No period can be judged: counting began in its midst, or the last one that counts is too long ago. What was found before stands. */
  | { readonly kind: 'unknown' };

const MEMBERS = ['least', 'per', 'zone', 'hours', 'days'];

/** Reads an expectation as a person keyed it; undefined where it is none. A member that nobody knows may be a slip, so it is refused. */
export function expectationOf(name: string, text: string): Expectation | undefined {
  const parsed = parsedObject(text);
  const [source, documentType, ...more] = name.split(':');
  if (parsed === undefined || source === undefined || source === '' || documentType === '' || more.length > 0) return undefined;
  const { least, per, zone = 'UTC', hours = [0, 24], days = [1, 2, 3, 4, 5, 6, 7] } = parsed;
  if (Object.keys(parsed).some((member) => !MEMBERS.includes(member)) || typeof zone !== 'string' || (per !== 'hour' && per !== 'day')) return undefined;
  if (!isWithin(least, 1, 1_000_000) || !isSpan(hours) || !isDays(days)) return undefined;
  return { name, source, documentType, least, per, zone, hours, days };
}

/** Reads counted volume back; undefined where a row holds none. */
export function volumeOf(text: string): Volume | undefined {
  const parsed = parsedObject(text);
  if (parsed === undefined) return undefined;
  const { sinceMs, hours } = parsed;
  if (typeof sinceMs !== 'number' || typeof hours !== 'object' || hours === null) return undefined;
  const counts = Object.entries(hours as Readonly<Record<string, unknown>>).flatMap(([hour, count]) => (typeof count === 'number' ? [[hour, count] as const] : []));
  return { sinceMs, hours: Object.fromEntries(counts) };
}

export function volumeText(volume: Volume): string {
  return asciiJson(volume);
}

/** Adds what came in to what was counted, and forgets hours that nobody asks about any more. */
export function counted(volume: Volume, { source, documentType }: Pick<Expectation, 'source' | 'documentType'>, received: readonly HourlyVolume[], nowMs: number): Volume {
  const oldest = hourOf(nowMs) - KEPT_HOURS;
  const hours = new Map(Object.entries(volume.hours));
  for (const one of received) {
    if (one.source !== source || (documentType !== undefined && one.documentType !== documentType)) continue;
    hours.set(String(one.hour), (hours.get(String(one.hour)) ?? 0) + one.count);
  }
  return { sinceMs: volume.sinceMs, hours: Object.fromEntries([...hours].filter(([hour]) => Number(hour) > oldest)) };
}

/**
 * Judges whether a source brings what it said. As soon as the hour or day under way has enough, the volume is back; else the last closed
 * one that counts decides. Hours are whole hours of UTC: in a zone of half an hour, each belongs to the local hour it begins in.
 */
export function absenceOf(expectation: Expectation, volume: Volume, nowMs: number, localHourIn: LocalHourIn): AbsenceVerdict {
  const [underWay, closed] = lastPeriods(expectation, nowMs, localHourIn);
  if (underWay !== undefined && sum(underWay, volume) >= expectation.least) return { kind: 'present' };
  if (closed === undefined || closed.fromHour * HOUR_MS < volume.sinceMs) return { kind: 'unknown' };
  const count = sum(closed, volume);
  return count >= expectation.least ? { kind: 'present' } : { kind: 'absent', count, fromMs: closed.fromHour * HOUR_MS, toMs: (closed.toHour + 1) * HOUR_MS };
}

/** Hours of one period that count, and the first and the last of them. */
interface Period {
  readonly label: string;
  readonly fromHour: number;
  readonly toHour: number;
  readonly hours: readonly number[];
}

/** The period under way, if its hours count by now, and the last closed one that counts, if all of it is within what is kept. */
function lastPeriods(expectation: Expectation, nowMs: number, localHourIn: LocalHourIn): readonly [Period | undefined, Period | undefined] {
  const now = hourOf(nowMs);
  const present = labelOf(now, expectation, localHourIn)?.label;
  let found: Period | undefined;
  let underWay: Period | undefined;
  for (let hour = now; hour > now - KEPT_HOURS; hour -= 1) {
    const named = labelOf(hour, expectation, localHourIn);
    if (named === undefined) return [undefined, undefined];
    if (found !== undefined && found.label !== named.label) return [underWay, found];
    if (!named.counts) continue;
    if (named.label === present) underWay = grown(underWay, named.label, hour);
    else found = grown(found, named.label, hour);
  }
  // What is left has hours that are not kept any more.
  return [underWay, undefined];
}

function grown(period: Period | undefined, label: string, hour: number): Period {
  return { label, fromHour: hour, toHour: period?.toHour ?? hour, hours: [...(period?.hours ?? []), hour] };
}

function labelOf(hour: number, { per, zone, hours: [from, to], days }: Expectation, localHourIn: LocalHourIn): { readonly label: string; readonly counts: boolean } | undefined {
  const local = localHourIn(hour * HOUR_MS, zone);
  if (local === undefined) return undefined;
  const counts = local.hour >= from && local.hour < to && days.includes(weekday(local.date));
  return { label: per === 'hour' ? String(hour) : local.date, counts };
}

/** 1: Monday. The first day of 1970 was a Thursday. */
function weekday(date: string): number {
  return ((dayNumber(date) + 3) % 7) + 1;
}

function sum({ hours }: Period, volume: Volume): number {
  return hours.reduce((total, hour) => total + (volume.hours[String(hour)] ?? 0), 0);
}

function hourOf(epochMs: number): number {
  return Math.floor(epochMs / HOUR_MS);
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isSpan(value: unknown): value is readonly [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [from, to] = value as readonly unknown[];
  return isWithin(from, 0, 23) && isWithin(to, from + 1, 24);
}

function isDays(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((day) => isWithin(day, 1, 7));
}

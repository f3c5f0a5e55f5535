import { asciiJson } from './ascii-json';
import { parsedObject } from './json-object';

/** Name of the setting row that the last sweep left. */
export const HEARTBEAT = 'heartbeat:sweep';

/** A sweep comes round four times in an hour: without one for so long, something keeps it from running. */
const MISSED_AFTER_MS = 3_600_000;

/** What NetSuite reported of a sweep, by stage and name. */
export interface ReportedFailure {
  readonly stage: string;
  readonly name: string;
  readonly count: number;
}

/** What a sweep came to. Times are epoch milliseconds. */
export interface Heartbeat {
  readonly startedMs: number;
  readonly endedMs: number;
  /** Operations that it took up. */
  readonly selected: number;
  /** How many came to which state, or were left and why. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Operations that were still due when it ended. */
  readonly stillDue: number;
  readonly failures: readonly ReportedFailure[];
  readonly units: number;
  /** When the next one runs. */
  readonly nextMs: number;
  readonly version: string;
  /** When each failure was last reported, by `stage name`. */
  readonly seen: Readonly<Record<string, number>>;
}

/** Failures that a heartbeat holds, and characters of a name, so that it fits its field of 4,000. */
const MOST_FAILURES = 12;
const NAME_CHARACTERS = 60;

/** A heartbeat as its row holds it. Of many failures the first are kept, of those seen the latest. */
export function heartbeatText(heartbeat: Heartbeat): string {
  const cut = (text: string) => text.slice(0, NAME_CHARACTERS).replace(/[^\x20-\x7e]/g, '?');
  const failures = heartbeat.failures.slice(0, MOST_FAILURES).map((failure) => ({ ...failure, stage: cut(failure.stage), name: cut(failure.name) }));
  const seen = Object.entries(heartbeat.seen).sort(([, a], [, b]) => b - a).slice(0, MOST_FAILURES).map(([name, atMs]) => [cut(name), atMs] as const);
  return asciiJson({ ...heartbeat, failures, seen: Object.fromEntries(seen) });
}

/** Name under which a heartbeat remembers a failure. */
export function failureName({ stage, name }: Pick<ReportedFailure, 'stage' | 'name'>): string {
  return `${stage} ${name}`.slice(0, NAME_CHARACTERS).replace(/[^\x20-\x7e]/g, '?');
}

/** Reads a heartbeat back; undefined where a row holds none, or was changed by hand. */
export function heartbeatOf(text: string): Pick<Heartbeat, 'startedMs' | 'endedMs' | 'nextMs' | 'seen'> | undefined {
  const parsed = parsedObject(text);
  if (parsed === undefined) return undefined;
  const { startedMs, endedMs, nextMs, seen } = parsed;
  if (!isTime(startedMs) || !isTime(endedMs) || !isTime(nextMs)) return undefined;
  const entries = Object.entries(typeof seen === 'object' && seen !== null ? (seen as Readonly<Record<string, unknown>>) : {});
  return { startedMs, endedMs, nextMs, seen: Object.fromEntries(entries.flatMap(([name, atMs]) => (isTime(atMs) ? [[name, atMs] as const] : []))) };
}

/** True where no sweep has told of itself for more than an hour, or none ever did. */
export function isMissed(heartbeat: Pick<Heartbeat, 'endedMs'> | undefined, nowMs: number): boolean {
  return heartbeat === undefined || nowMs - heartbeat.endedMs > MISSED_AFTER_MS;
}

/** The latest instant that a date can write. */
const LAST_INSTANT_MS = 8_640_000_000_000_000;

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= LAST_INSTANT_MS;
}

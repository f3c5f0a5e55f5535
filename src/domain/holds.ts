import { jsonOf, readBreaker } from './breaker';
import { PARKED_LIMIT_MS, nextSweepMs } from './lease';
import { problemOf } from './reasons';
import type { Problem } from './reasons';

/** A setting that may hold work back: a switch of a person's, or a row that the sweep keeps. */
export interface SwitchRow {
  readonly name: string;
  readonly value: string;
}

/** What is held back together: documents of one type, and the record type that they become. */
export interface WorkKind {
  readonly source: string;
  readonly documentType: string;
  /** Record type. */
  readonly target: string;
}

/** Documents of one type of a source. */
type Documents = Pick<WorkKind, 'source' | 'documentType'>;

/** Longest time a pause may hold an operation before a person looks at it, from its receipt: a pause is a decision of people, a failure is not (D-0068). */
export const PAUSE_LIMIT_MS = 14 * 24 * 60 * 60 * 1000;

/** Why work is held back, and what is said of it. */
export interface Hold {
  readonly kind: 'pause' | 'breaker';
  readonly problem: Problem;
  /** When a machine looks again, epoch milliseconds. */
  readonly dueMs: number;
  /** Longest hold from receipt, milliseconds. */
  readonly limitMs: number;
}

/** Names of the switches over documents of a type, from the widest to the narrowest. Each may say `{"open": false}` or `{"processing": false}`. */
function switchNames({ source, documentType }: Documents): readonly string[] {
  return ['intake', 'pause', `pause:${source}`, `pause:${source}:${documentType}`];
}

/** True for the name of a switch of a person's. */
export function isSwitchName(name: string): boolean {
  return name === 'intake' || name === 'pause' || name.startsWith('pause:');
}

/** Name of the row, and of the chain, of the breaker over a source and record type. */
export function breakerName({ source, target }: Pick<WorkKind, 'source' | 'target'>): string {
  return `breaker:${source}:${target}`;
}

/** Name of the row in which the sweep keeps since when a switch pauses work, and when it was lifted. */
export function pauseNoteName(switchName: string): string {
  return `paused:${switchName}`;
}

/** Names of all rows that may hold such documents back, or tell when they were last. */
export function holdNames(kind: WorkKind): readonly string[] {
  const switches = switchNames(kind);
  return [...switches, ...switches.map(pauseNoteName), breakerName(kind)];
}

/** False where a switch says that nothing is taken in. */
export function isOpen(value: string | undefined): boolean {
  return !/"open"\s*:\s*false/.test(value ?? '');
}

/** False where a switch says that what is taken in is not carried on. */
export function isProcessing(value: string | undefined): boolean {
  return !/"processing"\s*:\s*false/.test(value ?? '');
}

/** What holds an operation back now; undefined: nothing. A half-open breaker lets its trial through. */
export function holdOf(rows: readonly SwitchRow[], kind: WorkKind, internalId: number, nowMs: number): Hold | undefined {
  const pause = pauseOver(rows, kind);
  if (pause !== undefined) {
    return { kind: 'pause', problem: problemOf('held_by_pause', `The setting "${pause.name}" pauses the work.`), dueMs: nextSweepMs(nowMs), limitMs: PAUSE_LIMIT_MS };
  }
  const breaker = readBreaker(rows.find(({ name }) => name === breakerName(kind))?.value ?? '');
  if (breaker.state === 'closed' || (breaker.state === 'half_open' && breaker.trial > 0 && breaker.trial === internalId)) return undefined;
  const problem = problemOf('held_by_breaker', `Most attempts of "${kind.source}" on records of type ${kind.target} failed of late.`);
  const untilMs = breaker.state === 'open' ? breaker.untilMs : 0;
  return { kind: 'breaker', problem, dueMs: Math.max(untilMs, nextSweepMs(nowMs)), limitMs: PARKED_LIMIT_MS };
}

/** What the sweep keeps of a switch that pauses work. */
export interface PauseNote {
  readonly state: 'paused' | 'lifted';
  /** Epoch milliseconds. */
  readonly sinceMs: number;
}

/** Reads a note as it is kept; undefined: the text is none. */
export function readPauseNote(text: string): PauseNote | undefined {
  const { state, sinceMs } = jsonOf(text);
  return (state === 'paused' || state === 'lifted') && Number.isSafeInteger(sinceMs) ? { state, sinceMs: sinceMs as number } : undefined;
}

/**
 * From when the age of an operation counts: its receipt, or the end of the last pause that held it. A backlog that catches up must not
 * end in front of people only because it was paused longer than anything may wait.
 */
export function agesFromMs(rows: readonly SwitchRow[], kind: Documents, receivedMs: number): number {
  return Math.min(receivedMs + PAUSE_LIMIT_MS, Math.max(receivedMs, lastLiftedMs(rows, kind)));
}

/** The same where a pause may be over the work now: as long as it is, the work does not age. */
export function agesFromNowMs(rows: readonly SwitchRow[], kind: Documents, { receivedMs, nowMs }: { readonly receivedMs: number; readonly nowMs: number }): number {
  return pauseOver(rows, kind) === undefined ? agesFromMs(rows, kind, receivedMs) : Math.min(receivedMs + PAUSE_LIMIT_MS, nowMs);
}

/** Work received at this time or before has been held longer than `limitMs`: it goes on, to a person. The inverse of `agesFromMs`. */
export function pastDeadlineMs(rows: readonly SwitchRow[], kind: Documents, { limitMs, nowMs }: { readonly limitMs: number; readonly nowMs: number }): number {
  const fromMs = nowMs - limitMs - 1;
  return lastLiftedMs(rows, kind) > fromMs ? fromMs - PAUSE_LIMIT_MS : fromMs;
}

/** When the last pause over such documents was lifted, epoch milliseconds; 0: none was. */
function lastLiftedMs(rows: readonly SwitchRow[], kind: Documents): number {
  const notes = switchNames(kind).map(pauseNoteName);
  const lifted = rows.flatMap(({ name, value }) => {
    const note = notes.includes(name) ? readPauseNote(value) : undefined;
    return note?.state === 'lifted' ? [note.sinceMs] : [];
  });
  return Math.max(0, ...lifted);
}

/** The switch that pauses such documents; undefined: none does. */
function pauseOver(rows: readonly SwitchRow[], kind: Documents): SwitchRow | undefined {
  const names = switchNames(kind);
  return rows.find(({ name, value }) => names.includes(name) && !isProcessing(value));
}

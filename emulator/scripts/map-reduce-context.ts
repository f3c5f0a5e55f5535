import type { GuestRealm, ModuleHost } from '../modules/types';
import {
  LARGEST_VALUE, LONGEST_KEY, MOST_PERSISTED, PERSISTED_TOO_MUCH, bytesOf, type InputSummary, type KeyValue, type StageError, type StagePair, type StageSummary,
} from './map-reduce-model';

/** What a map or reduce invocation is called with. */
export interface InvocationFacts {
  readonly stage: 'map' | 'reduce';
  readonly pair: StagePair;
  readonly executionNo: number;
  readonly restarted: boolean;
  /** Errors of this pair's earlier executions. */
  readonly errors: readonly StageError[];
  /** Whether the run may hold this as well; asked once for each write. */
  readonly mayHold: (written: KeyValue) => boolean;
}

/** Everything that summarize may ask about. */
export interface RunSummary {
  readonly startedMs: number;
  readonly seconds: number;
  readonly units: number;
  readonly yields: number;
  /** The greater of those of map and reduce. */
  readonly concurrency: number;
  readonly restarted: boolean;
  readonly input: InputSummary;
  readonly map: StageSummary;
  readonly reduce: StageSummary;
  readonly output: readonly KeyValue[];
}

/** `inputContext` (platform facts 3.4). */
export function inputContext(host: ModuleHost<unknown>, restarted: boolean): object {
  return host.realm.object({ constants: { isRestarted: restarted }, tag: 'mapReduce.InputContext' });
}

/** `mapContext` or `reduceContext`; what the script writes goes to `written`. */
export function invocationContext(host: ModuleHost<unknown>, facts: InvocationFacts, written: KeyValue[]): object {
  const { realm } = host;
  const { stage, pair, executionNo, restarted, errors } = facts;
  const own = stage === 'map' ? { key: pair.key, value: pair.values[0] ?? '' } : { key: pair.key, values: realm.toGuest(pair.values) };
  return realm.object({
    constants: { isRestarted: restarted, executionNo, errors: iterable(realm, errors.map((error) => [error.key, error.json, error.executionNo])), ...own },
    methods: {
      write: (...args) => {
        const one = readWrite(realm, args);
        if (!facts.mayHold(one)) throw realm.error(PERSISTED_TOO_MUCH.name, PERSISTED_TOO_MUCH.message);
        written.push(one);
      },
    },
    tag: `mapReduce.${stage === 'map' ? 'Map' : 'Reduce'}Context`,
  });
}

/** `summaryContext`. */
export function summaryContext(host: ModuleHost<unknown>, summary: RunSummary): object {
  const { realm } = host;
  const inputSummary = realm.object({
    constants: {
      dateCreated: realm.date(summary.input.startedMs), seconds: summary.input.seconds,
      usage: summary.input.units, error: summary.input.error?.json ?? null,
    },
    tag: 'mapReduce.InputSummary',
  });
  return realm.object({
    constants: {
      isRestarted: summary.restarted, dateCreated: realm.date(summary.startedMs), seconds: summary.seconds, usage: summary.units,
      concurrency: summary.concurrency, yields: summary.yields, inputSummary,
      mapSummary: stageSummaryObject(realm, 'map', summary.map),
      reduceSummary: stageSummaryObject(realm, 'reduce', summary.reduce),
      output: iterable(realm, summary.output.map(({ key, value }) => [key, value])),
    },
    tag: 'mapReduce.SummaryContext',
  });
}

function stageSummaryObject(realm: GuestRealm, stage: 'map' | 'reduce', summary: StageSummary): object {
  return realm.object({
    constants: {
      dateCreated: realm.date(summary.startedMs), seconds: summary.seconds, usage: summary.units, concurrency: summary.concurrency, yields: summary.yields,
      keys: iterable(realm, sortedByKey(stage, summary.pairs).map((pair) => [pair.key, pair.executions, pair.state])),
      errors: iterable(realm, summary.errors.map((error) => [error.key, error.json, error.executionNo])),
    },
    tag: stage === 'map' ? 'mapReduce.MapSummary' : 'mapReduce.ReduceSummary',
  });
}

/** Map keys in the order of numbers where all are numbers; else as texts, as reduce keys always are (sections 4472745365, 4472747832). */
function sortedByKey<T extends { readonly key: string }>(stage: 'map' | 'reduce', pairs: readonly T[]): readonly T[] {
  const numeric = stage === 'map' && pairs.every(({ key }) => key.trim() !== '' && Number.isFinite(Number(key)));
  if (numeric) return [...pairs].sort((a, b) => Number(a.key) - Number(b.key));
  return [...pairs].sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

/** `x.iterator().each(callback)`: goes on while the callback returns true. */
function iterable(realm: GuestRealm, rows: readonly (readonly unknown[])[]): object {
  const each = (callback: unknown) => {
    if (typeof callback !== 'function') throw realm.error('SSS_MISSING_REQD_ARGUMENT', 'each: Missing a required argument: callback');
    for (const row of rows) {
      if (Reflect.apply(callback, undefined, row) !== true) return;
    }
  };
  return realm.object({ methods: { iterator: () => realm.object({ methods: { each }, tag: 'mapReduce.Iterator' }) }, tag: 'mapReduce.Iterable' });
}

/** Reads `write(key, value)` or `write({ key, value })`; what is no text is written as JSON. */
function readWrite(realm: GuestRealm, args: readonly unknown[]): KeyValue {
  const first = args[0];
  const options = args.length === 1 && typeof first === 'object' && first !== null ? first as { readonly key?: unknown; readonly value?: unknown } : undefined;
  const rawKey = options === undefined ? first : options.key;
  const rawValue = options === undefined ? args[1] : options.value;
  if (rawKey === undefined || rawKey === null) throw realm.error('SSS_MISSING_REQD_ARGUMENT', 'write: Missing a required argument: key');
  const key = asText(rawKey);
  const value = rawValue === undefined ? '' : asText(rawValue);
  const tooLong = tooLongFor(key, value);
  if (tooLong !== undefined) throw realm.error(tooLong.name, tooLong.message);
  return { key, value };
}

/** The documented limit that a pair breaks, or undefined (platform facts 3.2). */
function tooLongFor(key: string, value: string): { readonly name: string; readonly message: string } | undefined {
  if (key.length > LONGEST_KEY) return { name: 'KEY_LENGTH_IS_OVER_3000_BYTES', message: `The key is longer than ${String(LONGEST_KEY)} characters.` };
  if (Buffer.byteLength(value) > LARGEST_VALUE) return { name: 'VALUE_LENGTH_IS_OVER_10_MB', message: 'The value is larger than 10 MB.' };
  return undefined;
}

/** The first documented limit that the input of a run breaks, or undefined. */
export function inputProblem(pairs: readonly KeyValue[], mostBytes = MOST_PERSISTED): { readonly name: string; readonly message: string } | undefined {
  let bytes = 0;
  for (const { key, value } of pairs) {
    const tooLong = tooLongFor(key, value);
    if (tooLong !== undefined) return tooLong;
    bytes += bytesOf({ key, values: [value] });
    if (bytes > mostBytes) return PERSISTED_TOO_MUCH;
  }
  return undefined;
}

/** Keys and values as NetSuite keeps them: texts as they are, everything else as JSON. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const json: unknown = JSON.stringify(value);
  return typeof json === 'string' ? json : '';
}

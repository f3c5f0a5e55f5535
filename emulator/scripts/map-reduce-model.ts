/** Stages that run script code, in order; the shuffle between map and reduce is the platform's own. */
export type MapReduceStage = 'getInputData' | 'map' | 'reduce' | 'summarize';

/** One key with one value, both text as NetSuite keeps them (platform facts 3.1). */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** One key with the values that reduce sees. A map pair has exactly one. */
export interface StagePair {
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * Whether a pair was done, failed for good, or never got its turn because its stage was left before. A pair in doubt that is
 * not replayed after a restart counts as failed, also where its function was never called.
 */
export type PairState = 'COMPLETE' | 'FAILED' | 'PENDING';

/** An error of one invocation: `json` is what the errors iterators hand out. */
export interface StageError {
  readonly key: string;
  readonly executionNo: number;
  readonly name: string;
  readonly message: string;
  readonly json: string;
}

/** What map or reduce came to. */
export interface StageSummary {
  readonly startedMs: number;
  readonly seconds: number;
  readonly units: number;
  readonly yields: number;
  /** How many jobs ran side by side at most: fewer than the deployment allows where there was no work for more. */
  readonly concurrency: number;
  /** Seconds each processor was at work. */
  readonly processors: readonly number[];
  /** `executions`: how often its function was called. */
  readonly pairs: readonly { readonly key: string; readonly executions: number; readonly state: PairState }[];
  readonly errors: readonly StageError[];
  /** What the stage's invocations wrote, batch by batch as they were saved. */
  readonly output: readonly KeyValue[];
  /** The stage was left early; what follows is summarize. */
  readonly abandoned: boolean;
}

/** What getInputData came to. */
export interface InputSummary {
  readonly startedMs: number;
  readonly seconds: number;
  readonly units: number;
  readonly error: StageError | undefined;
}

/** The script's optional `config` export (section_1517279521). */
export interface MapReduceConfig {
  /** Absent: thrown errors are not retried, but pairs in doubt after a restart are replayed. 0: not even those. */
  readonly retryCount: number | undefined;
  readonly exitOnError: boolean;
}

/** Longest key in characters (platform facts 3.2). */
export const LONGEST_KEY = 3_000;
/** Largest value in bytes. */
export const LARGEST_VALUE = 10 * 1024 * 1024;
/** Most bytes of keys and values not yet processed, and of results, that a run may hold (section_4480364878). */
export const MOST_PERSISTED = 200 * 1024 * 1024;
/** A job that has used more units than these yields, between two invocations. */
export const SOFT_UNITS = 10_000;
/** Restarts of one pair or serial stage after which it is given up: a hook that kills every attempt would never let it end. */
export const MOST_RESTARTS = 10;

/**
 * A moment of a run at which no script runs. `claimed`: a job has flagged a batch and called no function yet. `ran`: a function
 * has ended, and nothing of its batch, or of its serial stage, is saved. `saved`: it is.
 */
export interface JobMoment {
  readonly scriptId: string;
  readonly deploymentId: string;
  readonly stage: MapReduceStage;
  readonly point: 'claimed' | 'ran' | 'saved';
  /** The pair that is next, or was last; empty in a serial stage. */
  readonly key: string;
  /** From 0, among those that the stage runs on. */
  readonly processor: number;
}

/** `kill`: this job dies and is started again. `restart`: so do all jobs of the stage. */
export type JobOrder = 'kill' | 'restart';

/** Asked at every moment of every run. It may run another script whole. Undefined: go on. */
export type JobHook = (moment: JobMoment) => JobOrder | undefined;

/** Told of every moment and the order that a hook gave for it, before it is obeyed. */
export type JobWitness = (moment: JobMoment, order: JobOrder | undefined) => void;

/** What a run that holds too much is told. */
export const PERSISTED_TOO_MUCH = {
  name: 'PERSISTED_DATA_LIMIT_FOR_MAPREDUCE_SCRIPT_EXCEEDED', message: 'The script holds more than 200 MB of keys and values.',
} as const;

/** Bytes of a key with its values. */
export function bytesOf({ key, values }: StagePair): number {
  return values.reduce((sum, value) => sum + Buffer.byteLength(value), Buffer.byteLength(key));
}

/** What the platform notes for an invocation that a restart interrupted. */
export function restartError(key: string, executionNo: number): StageError {
  return stageError({ key, executionNo, name: 'SSS_APP_SERVER_RESTART', message: 'The application server was restarted.' });
}

/** An error without a script's own JSON form. */
export function stageError(fields: Omit<StageError, 'json'>): StageError {
  const json = JSON.stringify({
    type: 'error.SuiteScriptError', name: fields.name, message: fields.message, stack: [],
    cause: { type: 'internal error', code: fields.name, details: fields.message, userEvent: null, stackTrace: [] }, id: '', notifyOff: false,
  });
  return { ...fields, json };
}

/** Groups what map wrote by key, keys in order of their first writing: what reduce gets. */
export function shuffle(written: readonly KeyValue[]): readonly StagePair[] {
  const byKey = new Map<string, string[]>();
  for (const { key, value } of written) {
    const values = byKey.get(key);
    if (values === undefined) byKey.set(key, [value]);
    else values.push(value);
  }
  return [...byKey].map(([key, values]) => ({ key, values }));
}

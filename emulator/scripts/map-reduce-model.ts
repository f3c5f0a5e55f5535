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

/** Whether a pair was done, failed for good, or never got its turn. */
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
  readonly pairs: readonly { readonly key: string; readonly executions: number; readonly state: PairState }[];
  readonly errors: readonly StageError[];
  /** What the stage's invocations wrote, in order. */
  readonly output: readonly KeyValue[];
  /** The stage was left early; what follows is summarize. */
  readonly abandoned: boolean;
}

/** What getInputData came to. */
export interface InputSummary {
  readonly startedMs: number;
  readonly seconds: number;
  readonly units: number;
  readonly restarted: boolean;
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
/** Usage units after which a job yields, between two invocations. */
export const SOFT_UNITS = 10_000;
/** Restarts of one invocation after which the run is given up: a hook that kills every attempt would never let it end. */
export const MOST_RESTARTS = 10;

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

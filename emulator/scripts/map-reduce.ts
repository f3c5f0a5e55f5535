import type { EntryPointOutcome, ScriptExports } from '../runtime/script-runtime';
import type { MapReduceReport } from '../types';
import { inputContext, inputProblem, summaryContext } from './map-reduce-context';
import { inputPairs, type InputQuery } from './map-reduce-input';
import {
  MOST_RESTARTS, shuffle, stageError,
  type InputSummary, type JobMoment, type JobOrder, type KeyValue, type MapReduceConfig, type MapReduceStage, type StageError, type StagePair, type StageSummary,
} from './map-reduce-model';
import { errorOf, runStage, type Invoke, type JobSettings, type RunTime } from './map-reduce-stage';

/** A Map/Reduce script as its exports say. */
interface MapReduceShape {
  /** Names of its exported functions. */
  readonly stages: ReadonlySet<string>;
  readonly config: MapReduceConfig;
}

export interface MapReduceParts {
  readonly invoke: Invoke;
  readonly query: InputQuery;
  readonly time: RunTime;
  readonly settings: JobSettings;
  readonly orderAt: StageOrder;
}

type StageOrder = (moment: Omit<JobMoment, 'scriptId' | 'deploymentId'>) => JobOrder | undefined;

interface InputOutcome {
  readonly shape: MapReduceShape;
  readonly summary: InputSummary;
  readonly pairs: readonly KeyValue[];
}

interface Summarized {
  readonly units: number;
  readonly seconds: number;
  readonly error: StageError | undefined;
}

/**
 * Runs the five stages of a Map/Reduce script in order (platform facts 3.1): getInputData, map, shuffle, reduce, summarize.
 * A stage starts when the one before it is complete; one that is left early goes straight to summarize.
 */
export function runMapReduceStages(parts: MapReduceParts): MapReduceReport {
  const startedMs = parts.time.nowMs();
  const input = runInput(parts);
  const { stages, config } = input.shape;
  const goesOn = input.summary.error === undefined;
  const map = goesOn && stages.has('map') ? runStage(asMapPairs(input.pairs), { ...parts, config, stage: 'map' }) : emptyStage(parts.time.nowMs());
  const toReduce = stages.has('map') ? map.output : input.pairs;
  const reduces = goesOn && !map.abandoned && stages.has('reduce');
  const reduce = reduces ? runStage(shuffle(toReduce), { ...parts, config, stage: 'reduce' }) : emptyStage(parts.time.nowMs());
  const output = stages.has('reduce') ? reduce.output : map.output;
  const run = { startedMs, input: input.summary, map, reduce, output };
  const summarized = stages.has('summarize') ? runSummarize(parts, run) : { units: 0, seconds: 0, error: undefined };
  return report({ input: input.summary, map, reduce, summarized });
}

function runInput(parts: MapReduceParts): InputOutcome {
  const startedMs = parts.time.nowMs();
  let units = 0;
  for (let executionNo = 1; ; executionNo += 1) {
    const restarted = executionNo > 1;
    const outcome = parts.invoke('getInputData', (host) => inputContext(host, restarted));
    units += outcome.units;
    if (executionNo <= MOST_RESTARTS && isCutOff(parts, 'getInputData', outcome)) continue;
    const shape = shapeOf(outcome.exported);
    const read = shape.problem === undefined ? readInput(outcome, parts.query) : { pairs: [], error: shape.problem };
    const seconds = (parts.time.nowMs() - startedMs) / 1000;
    return { shape, summary: { startedMs, seconds, units, error: read.error }, pairs: read.pairs };
  }
}

/** What the script exports. `problem`: it is no Map/Reduce script that NetSuite would take. */
function shapeOf(exported: ScriptExports | undefined): MapReduceShape & { readonly problem: StageError | undefined } {
  const stages = new Set(exported?.functions ?? []);
  const { retryCount, exitOnError } = (exported?.config ?? {}) as { readonly retryCount?: unknown; readonly exitOnError?: unknown };
  const retries = retryCount === undefined ? undefined : Number(retryCount);
  const config = { retryCount: retries, exitOnError: exitOnError === true };
  const refuse = (name: string, message: string) => ({ stages, config, problem: stageError({ key: '', executionNo: 1, name, message }) });
  if (retries !== undefined && ![0, 1, 2, 3].includes(retries)) return refuse('SSS_INVALID_TYPE_ARG', 'config.retryCount is 0, 1, 2 or 3.');
  if (exported !== undefined && !stages.has('map') && !stages.has('reduce')) {
    return refuse('SSS_MISSING_REQD_ARGUMENT', 'A Map/Reduce script exports map or reduce.');
  }
  return { stages, config, problem: undefined };
}

function readInput(outcome: EntryPointOutcome, query: InputQuery): { readonly pairs: readonly KeyValue[]; readonly error: StageError | undefined } {
  if (outcome.kind !== 'returned' || outcome.refusals.length > 0) return { pairs: [], error: errorOf('', 1, outcome) };
  try {
    const pairs = inputPairs(outcome.value, outcome.guest, query);
    const problem = inputProblem(pairs);
    return problem === undefined ? { pairs, error: undefined } : { pairs: [], error: stageError({ key: '', executionNo: 1, ...problem }) };
  } catch (error) {
    const { name, message } = error as Error;
    return { pairs: [], error: stageError({ key: '', executionNo: 1, name, message }) };
  }
}

/** A restart hit a stage of one job: while its function ran, or before what it came to was saved. It is run again from its beginning. */
function isCutOff(parts: MapReduceParts, stage: 'getInputData' | 'summarize', outcome: EntryPointOutcome): boolean {
  return outcome.kind === 'died' || parts.orderAt({ stage, point: 'ran', key: '', processor: 0 }) !== undefined;
}

function runSummarize(
  parts: MapReduceParts,
  run: { readonly startedMs: number; readonly input: InputSummary; readonly map: StageSummary; readonly reduce: StageSummary; readonly output: readonly KeyValue[] },
): Summarized {
  const startedMs = parts.time.nowMs();
  let units = 0;
  for (let executionNo = 1; ; executionNo += 1) {
    const summary = {
      ...run, seconds: (parts.time.nowMs() - run.startedMs) / 1000, units: run.input.units + run.map.units + run.reduce.units,
      yields: run.map.yields + run.reduce.yields, concurrency: Math.max(run.map.concurrency, run.reduce.concurrency), restarted: executionNo > 1,
    };
    const outcome = parts.invoke('summarize', (host) => summaryContext(host, summary));
    units += outcome.units;
    if (executionNo <= MOST_RESTARTS && isCutOff(parts, 'summarize', outcome)) continue;
    const succeeded = outcome.kind === 'returned' && outcome.refusals.length === 0;
    return { units, seconds: (parts.time.nowMs() - startedMs) / 1000, error: succeeded ? undefined : errorOf('', executionNo, outcome) };
  }
}

function report(run: {
  readonly input: InputSummary; readonly map: StageSummary; readonly reduce: StageSummary;
  readonly summarized: Summarized;
}): MapReduceReport {
  const { input, map, reduce, summarized } = run;
  const staged = (stage: MapReduceStage, errors: readonly StageError[]) => errors.map(({ key, name, message }) => ({ stage, key, name, message }));
  const failed = input.error !== undefined || summarized.error !== undefined || [...map.pairs, ...reduce.pairs].some((pair) => pair.state !== 'COMPLETE');
  return {
    status: failed ? 'FAILED' : 'COMPLETE',
    units: { getInputData: input.units, map: map.units, reduce: reduce.units, summarize: summarized.units },
    seconds: { getInputData: input.seconds, map: map.seconds, reduce: reduce.seconds, summarize: summarized.seconds },
    processorSeconds: { map: map.processors, reduce: reduce.processors },
    yields: map.yields + reduce.yields,
    pairs: { map: map.pairs.length, reduce: reduce.pairs.length },
    errors: [
      ...staged('getInputData', input.error === undefined ? [] : [input.error]),
      ...staged('map', map.errors),
      ...staged('reduce', reduce.errors),
      ...staged('summarize', summarized.error === undefined ? [] : [summarized.error]),
    ],
  };
}

function asMapPairs(pairs: readonly KeyValue[]): readonly StagePair[] {
  return pairs.map(({ key, value }) => ({ key, values: [value] }));
}

function emptyStage(nowMs: number): StageSummary {
  return { startedMs: nowMs, seconds: 0, units: 0, yields: 0, concurrency: 0, processors: [], pairs: [], errors: [], output: [], abandoned: false };
}

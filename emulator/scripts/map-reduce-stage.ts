import type { ModuleHost } from '../modules/types';
import type { EntryPointOutcome } from '../runtime/script-runtime';
import { invocationContext } from './map-reduce-context';
import {
  MOST_RESTARTS, SOFT_UNITS, restartError, stageError,
  type KeyValue, type MapReduceConfig, type PairState, type StageError, type StagePair, type StageSummary,
} from './map-reduce-model';

/** Runs one invocation of a stage with the context that `build` makes. */
export type Invoke = (entryPoint: string, build: (host: ModuleHost<unknown>) => object) => EntryPointOutcome;

export interface StageParts {
  readonly stage: 'map' | 'reduce';
  readonly config: MapReduceConfig;
  readonly invoke: Invoke;
  readonly nowMs: () => number;
}

interface PairOutcome {
  readonly executions: number;
  readonly state: PairState;
  readonly errors: readonly StageError[];
  readonly written: readonly KeyValue[];
  readonly units: number;
  /** A hard limit was hit, or the script asked for what is not emulated: the rest of the stage is not run. */
  readonly endsStage: boolean;
}

/**
 * Runs map or reduce over its pairs, one after another. A failed invocation's writes are dropped; it is run again as
 * `config` allows; the others go on unless `exitOnError` or a hard limit ends the stage (platform facts 3.2, 3.3).
 */
export function runStage(pairs: readonly StagePair[], parts: StageParts): StageSummary {
  const startedMs = parts.nowMs();
  const done: { readonly key: string; readonly executions: number; readonly state: PairState }[] = [];
  const errors: StageError[] = [];
  const output: KeyValue[] = [];
  let units = 0;
  let jobUnits = 0;
  let yields = 0;
  let abandoned = false;
  for (const pair of pairs) {
    if (abandoned) {
      done.push({ key: pair.key, executions: 0, state: 'PENDING' });
      continue;
    }
    if (jobUnits >= SOFT_UNITS) {
      yields += 1;
      jobUnits = 0;
    }
    const outcome = runPair(pair, parts);
    done.push({ key: pair.key, executions: outcome.executions, state: outcome.state });
    errors.push(...outcome.errors);
    output.push(...outcome.written);
    units += outcome.units;
    jobUnits += outcome.units;
    abandoned = outcome.endsStage || (outcome.state === 'FAILED' && parts.config.exitOnError);
  }
  return { startedMs, seconds: (parts.nowMs() - startedMs) / 1000, units, yields, pairs: done, errors, output, abandoned };
}

/** Runs one pair until it is done or may not be tried again. */
function runPair(pair: StagePair, parts: StageParts): PairOutcome {
  const errors: StageError[] = [];
  let units = 0;
  let retries = 0;
  let restarts = 0;
  for (let executionNo = 1; ; executionNo += 1) {
    const written: KeyValue[] = [];
    const facts = { stage: parts.stage, pair, executionNo, restarted: restarts > 0, errors: [...errors] };
    const outcome = parts.invoke(parts.stage, (host) => invocationContext(host, facts, written));
    units += outcome.units;
    const ended = { executions: executionNo, errors, units };
    if (outcome.kind === 'returned' && outcome.refusals.length === 0) return { ...ended, state: 'COMPLETE', written, endsStage: false };
    errors.push(errorOf(pair.key, executionNo, outcome));
    if (outcome.kind === 'died') {
      restarts += 1;
      if (parts.config.retryCount === 0 || restarts > MOST_RESTARTS) return { ...ended, state: 'FAILED', written: [], endsStage: false };
      continue;
    }
    retries += 1;
    if (retries > (parts.config.retryCount ?? 0)) {
      return { ...ended, state: 'FAILED', written: [], endsStage: outcome.kind === 'limit' || outcome.refusals.length > 0 };
    }
  }
}

/** An outcome that is no success, as the errors iterators show it. */
export function errorOf(key: string, executionNo: number, outcome: EntryPointOutcome): StageError {
  const refusal = outcome.refusals[0];
  if (refusal !== undefined) return stageError({ key, executionNo, name: 'EMULATOR_NOT_IMPLEMENTED', message: outcome.refusals.join('; ') });
  switch (outcome.kind) {
    case 'threw': return { key, executionNo, name: outcome.name, message: outcome.message, json: outcome.json };
    case 'limit': return stageError({ key, executionNo, name: outcome.name, message: outcome.message });
    case 'died': return restartError(key, executionNo);
    case 'returned': return stageError({ key, executionNo, name: 'UNEXPECTED_ERROR', message: 'The invocation returned but was not taken.' });
  }
}

import { NotEmulated, type Actor } from '../runtime/types';
import type { MapReduceReport } from '../types';
import type { DeployedScript } from './deployments';
import { runMapReduceStages } from './map-reduce';
import type { InputQuery } from './map-reduce-input';
import { deploymentKey, type RunningDeployments } from './running-deployments';
import type { ScriptRunner } from './script-runner';

export interface MapReduceRunnerParts<TServices> {
  readonly runner: ScriptRunner<TServices>;
  /** Scheduled runs are the platform's own: as administrator (platform facts 3.5). */
  readonly actor: () => Actor;
  readonly query: (actor: Actor) => InputQuery;
  readonly nowMs: () => number;
  /** Kept by the runner. */
  readonly running: RunningDeployments;
}

/** Runs a Map/Reduce deployment whole, as its submitter or on the platform's behalf. One unfinished instance of a deployment at a time: MAP_REDUCE_ALREADY_RUNNING. */
export type MapReduceRunner = (target: DeployedScript, submitter?: Actor) => MapReduceReport;

export function createMapReduceRunner<TServices>(parts: MapReduceRunnerParts<TServices>): MapReduceRunner {
  const { running } = parts;
  return (target, submitter) => {
    const { script, deployment } = target;
    if (script.kind !== 'mapreducescript') throw new NotEmulated(`running a ${script.kind} on a schedule`);
    const key = deploymentKey(target);
    // A hook may run another script in the midst of this one, and that one this deployment again.
    if (running.has(key)) throw alreadyRunning(key);
    running.add(key);
    try {
      const actor = submitter ?? parts.actor();
      return runMapReduceStages({
        invoke: (entryPoint, build) => parts.runner.run({ target, entryPoint, actor, args: (host) => [build(host)] }),
        query: parts.query(actor), nowMs: parts.nowMs, concurrency: deployment.mapReduce?.concurrencyLimit ?? 1,
      });
    } finally {
      running.delete(key);
    }
  };
}

function alreadyRunning(key: string): Error {
  const error = new Error(`${key} has an unfinished instance.`);
  error.name = 'MAP_REDUCE_ALREADY_RUNNING';
  return error;
}

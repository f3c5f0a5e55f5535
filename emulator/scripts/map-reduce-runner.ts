import { NotEmulated, type Actor } from '../runtime/types';
import type { MapReduceReport } from '../types';
import type { DeployedScript } from './deployments';
import { runMapReduceStages } from './map-reduce';
import type { InputQuery } from './map-reduce-input';
import type { ScriptRunner } from './script-runner';

export interface MapReduceRunnerParts<TServices> {
  readonly runner: ScriptRunner<TServices>;
  /** Scheduled runs are the platform's own: as administrator (platform facts 3.5). */
  readonly actor: () => Actor;
  readonly query: (actor: Actor) => InputQuery;
  readonly nowMs: () => number;
}

/** Runs a Map/Reduce deployment whole. One unfinished instance of a deployment at a time: MAP_REDUCE_ALREADY_RUNNING. */
export type MapReduceRunner = (target: DeployedScript) => MapReduceReport;

export function createMapReduceRunner<TServices>(parts: MapReduceRunnerParts<TServices>): MapReduceRunner {
  const running = new Set<string>();
  return (target) => {
    const { script, deployment } = target;
    if (script.kind !== 'mapreducescript') throw new NotEmulated(`running a ${script.kind} on a schedule`);
    const key = `${script.scriptId} ${deployment.scriptId}`;
    // A hook may run another script in the midst of this one, and that one this deployment again.
    if (running.has(key)) throw alreadyRunning(key);
    running.add(key);
    try {
      const actor = parts.actor();
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

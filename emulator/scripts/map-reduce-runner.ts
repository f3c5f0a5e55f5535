import type { Steps } from '../runtime/steps';
import { NotEmulated, type Actor } from '../runtime/types';
import type { MapReduceReport } from '../types';
import type { DeployedScript } from './deployments';
import type { SdfDeployment } from '../sdf/types';
import type { RestorableClock } from './clock';
import { runMapReduceStages } from './map-reduce';
import type { InputQuery } from './map-reduce-input';
import type { JobHook, JobMoment, JobOrder, JobWitness } from './map-reduce-model';
import type { JobSettings } from './map-reduce-stage';
import { deploymentKey, type RunningDeployments } from './running-deployments';
import type { ScriptRunner } from './script-runner';

export interface MapReduceRunnerParts<TServices> {
  readonly runner: ScriptRunner<TServices>;
  /** Scheduled runs are the platform's own: as administrator (platform facts 3.5). */
  readonly actor: () => Actor;
  readonly query: (actor: Actor) => InputQuery;
  readonly clock: RestorableClock;
  /** Processors of the account. */
  readonly processors: number;
  /** Asked in turn; the first with an order decides. Read at every moment. */
  readonly jobHooks: readonly JobHook[];
  readonly jobWitnesses: readonly JobWitness[];
  readonly steps: Steps;
  /** Kept by the runner. */
  readonly running: RunningDeployments;
}

/** Runs a Map/Reduce deployment whole, as its submitter or on the platform's behalf. One unfinished instance of a deployment at a time: MAP_REDUCE_ALREADY_RUNNING. */
export type MapReduceRunner = (target: DeployedScript, submitter?: Actor) => MapReduceReport;

export function createMapReduceRunner<TServices>(parts: MapReduceRunnerParts<TServices>): MapReduceRunner {
  const { running, clock, steps } = parts;
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
        query: parts.query(actor), settings: settingsOf(deployment, parts.processors),
        time: {
          nowMs: () => clock.nowMs(), sideBySide: clock.sideBySide, userEventMs: () => (steps.tracked ? 0 : parts.runner.userEventMs()),
          reach: (ms) => { if (ms > clock.nowMs()) clock.advance(ms - clock.nowMs()); },
        },
        orderAt: (moment) => steps.whole('job order', () => orderAt(parts, { scriptId: script.scriptId, deploymentId: deployment.scriptId, ...moment })),
      });
    } finally {
      running.delete(key);
    }
  };
}

/** A limit above the account's processors is brought down to them (section_157185630390). */
function settingsOf({ mapReduce }: SdfDeployment, processors: number): JobSettings {
  return {
    jobs: Math.min(mapReduce?.concurrencyLimit ?? 1, processors), bufferSize: mapReduce?.bufferSize ?? 1,
    yieldAfterMs: (mapReduce?.yieldAfterMinutes ?? 60) * 60_000,
  };
}

function orderAt({ jobHooks, jobWitnesses }: Pick<MapReduceRunnerParts<unknown>, 'jobHooks' | 'jobWitnesses'>, moment: JobMoment): JobOrder | undefined {
  const order = firstOrder(jobHooks, moment);
  for (const witness of [...jobWitnesses]) witness(moment, order);
  return order;
}

function firstOrder(hooks: readonly JobHook[], moment: JobMoment): JobOrder | undefined {
  for (const hook of [...hooks]) {
    const order = hook(moment);
    if (order !== undefined) return order;
  }
  return undefined;
}

function alreadyRunning(key: string): Error {
  const error = new Error(`${key} has an unfinished instance.`);
  error.name = 'MAP_REDUCE_ALREADY_RUNNING';
  return error;
}

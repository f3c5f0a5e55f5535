import { join, resolve } from 'node:path';

import { openStages } from '../tools/simulation/parts';

/** What faulted executions cost. */
export interface SimulationFigures {
  readonly executions: number;
  /** Processor time of each, milliseconds. */
  readonly cpuMs: number;
  /** What the 20,000 of `npm test` take in two processes, seconds. */
  readonly shortFormSeconds: number;
}

const SHORT_FORM = 20_000;
const PROCESSES = 2;

/** Runs histories of the simulation, warm, until there are so many faulted executions. */
export async function measureSimulation(executions: number): Promise<SimulationFigures> {
  const stages = await openStages(join(resolve(__dirname, '..'), 'dist'));
  const histories = (name: string, until: number): number => {
    let runs = 0;
    for (let history = 1; runs < until; history += 1) runs += stages.run({ mode: 'd', seed: `${name}-${String(history)}`, rounds: 40 }).runs;
    return runs;
  };
  histories('warm', 500);
  const before = process.cpuUsage();
  const done = histories('bench', executions);
  const { user, system } = process.cpuUsage(before);
  stages.close();
  const cpuMs = (user + system) / 1000 / done;
  return { executions: done, cpuMs, shortFormSeconds: (cpuMs * SHORT_FORM) / PROCESSES / 1000 };
}

import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { MUTANTS } from './mutants';
import type { Hunted } from './mutants-page';
import type { Part } from './parts';
import type { Tally } from './tally';

export interface PoolParts {
  readonly projectFolder: string;
  readonly workers: number;
  /** The next part to run; undefined: no more. */
  readonly next: () => Part | undefined;
  readonly done: (part: Part, tally: Tally) => void;
}

/** An execution makes much that is gone at its end: with room for the young, in megabytes, less of it is copied about. */
const NODE_OPTIONS = ['--max-semi-space-size=64', '--import', 'tsx'];

/** Times that a worker which the system ended is started again. */
const MOST_STARTS = 20;

/** Runs parts in so many processes until there are no more. Throws where a process fails; one that the system ended runs its part again. */
export async function runPool(parts: PoolParts): Promise<void> {
  await Promise.all(Array.from({ length: parts.workers }, async () => {
    let left: Part | undefined;
    for (let start = 1; ; start += 1) {
      const ended = await runWorker(parts, left);
      if (ended.signal === null) return;
      if (start === MOST_STARTS) throw new Error(`Workers are ended by ${ended.signal} again and again.`);
      left = ended.current;
    }
  }));
}

interface Ended {
  /** What ended the process; null: it had no more to do. */
  readonly signal: string | null;
  readonly current: Part | undefined;
}

/** `first`: a part that another worker left. */
function runWorker({ projectFolder, next, done }: PoolParts, first: Part | undefined): Promise<Ended> {
  const child: ChildProcess = fork(join(__dirname, 'worker.ts'), [projectFolder], { execArgv: NODE_OPTIONS, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((ended, failed) => {
    let current: Part | undefined;
    let left = first;
    const goOn = () => {
      current = left ?? next();
      left = undefined;
      if (current === undefined) child.disconnect();
      else child.send({ part: current });
    };
    child.on('message', ({ tally }: { readonly tally?: Tally }) => {
      if (current !== undefined && tally !== undefined) done(current, tally);
      goOn();
    });
    child.on('error', failed);
    child.on('close', (code, signal) => {
      if (code === 0 || signal !== null) ended({ signal, current });
      else failed(new Error(`A worker ended with code ${String(code)} in ${JSON.stringify(current)}.`));
    });
  });
}

/** Hunts every mutant, in so many processes. */
export async function huntAll(projectFolder: string, workers: number, told: (hunted: Hunted) => void): Promise<readonly Hunted[]> {
  const all: Hunted[] = [];
  await Promise.all(Array.from({ length: workers }, (_, share) => new Promise<void>((ended, failed) => {
    const child = fork(join(__dirname, 'hunt-program.ts'), [projectFolder, String(share), String(workers)], { execArgv: NODE_OPTIONS, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.on('message', (hunted: Hunted) => {
      all.push(hunted);
      told(hunted);
    });
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) ended();
      else failed(new Error(`A hunt ended with code ${String(code)}.`));
    });
  })));
  const order = MUTANTS.map(({ name }) => name);
  return all.sort((left, right) => order.indexOf(left.name) - order.indexOf(right.name));
}

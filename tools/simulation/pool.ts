import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import type { Part } from './parts';
import type { Tally } from './tally';

export interface PoolParts {
  readonly projectFolder: string;
  readonly workers: number;
  /** The next part to run; undefined: no more. */
  readonly next: () => Part | undefined;
  readonly done: (part: Part, tally: Tally) => void;
}

/** Runs parts in so many processes until there are no more. Throws where a process ends before its part does. */
export async function runPool(parts: PoolParts): Promise<void> {
  await Promise.all(Array.from({ length: parts.workers }, () => runWorker(parts)));
}

function runWorker({ projectFolder, next, done }: PoolParts): Promise<void> {
  const child: ChildProcess = fork(join(__dirname, 'worker.ts'), [projectFolder], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((ended, failed) => {
    let current: Part | undefined;
    const goOn = () => {
      current = next();
      if (current === undefined) child.disconnect();
      else child.send({ part: current });
    };
    child.on('message', ({ tally }: { readonly tally?: Tally }) => {
      if (current !== undefined && tally !== undefined) done(current, tally);
      goOn();
    });
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) ended();
      else failed(new Error(`A worker ended with code ${String(code)} in ${JSON.stringify(current)}.`));
    });
  });
}

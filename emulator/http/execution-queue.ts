/** Scripts of the account, run one after another: each call waits for its turn of the event loop. */
export interface ExecutionQueue {
  /** Runs `work` when its turn comes. */
  run<T>(work: () => T): Promise<T>;
  /** Tells the queue that a request is arriving: it lets what arrives together arrive before it runs the first. */
  noticeArrival(): void;
}

/** Turns of the event loop that the queue waits for arrivals before one execution, at most. */
const MOST_TURNS = 8;

/**
 * Scripts are synchronous, so an account with five calls in flight would otherwise never see more than one. The queue
 * yields to the event loop before every execution until a turn brings nothing new, so that calls sent at the same time
 * are in flight at the same time, as they are in NetSuite.
 */
export function createExecutionQueue(): ExecutionQueue {
  const waiting: (() => void)[] = [];
  let running = false;
  let arrived = false;

  const pump = (turns: number): void => {
    if (arrived && turns < MOST_TURNS) {
      arrived = false;
      setImmediate(pump, turns + 1);
      return;
    }
    arrived = false;
    waiting.shift()?.();
    if (waiting.length === 0) running = false;
    else setImmediate(pump, 0);
  };

  return {
    run: (work) => new Promise((resolve, reject) => {
      waiting.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      if (running) return;
      running = true;
      setImmediate(pump, 0);
    }),
    noticeArrival() {
      arrived = true;
    },
  };
}

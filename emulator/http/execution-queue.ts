/** Scripts of the account, run one after another: each call waits for its turn of the event loop. */
export interface ExecutionQueue {
  /** Runs `work` when its turn comes. */
  run<T>(work: () => T): Promise<T>;
  /** Tells the queue that something is on its way in; call what it returns when it is in, or will not come. */
  expectArrival(): () => void;
}

/** Host milliseconds for which the queue waits for one thing that is on its way, at most: a connection may stay silent. */
const PATIENCE_MS = 25;

/**
 * Scripts are synchronous, so an account with five calls in flight would otherwise never see more than one. The queue
 * yields to the event loop before every execution until whatever is arriving is in, so that calls sent at the same time
 * are in flight at the same time, as they are in NetSuite.
 */
export function createExecutionQueue(hostMs: () => number): ExecutionQueue {
  const waiting: (() => void)[] = [];
  const expected = new Map<symbol, number>();
  let running = false;
  let arrived = false;

  const isExpecting = (): boolean => {
    const nowMs = hostMs();
    for (const [arrival, sinceMs] of expected) {
      if (nowMs - sinceMs > PATIENCE_MS) expected.delete(arrival);
    }
    return expected.size > 0;
  };

  const pump = (): void => {
    const waits = arrived || isExpecting();
    arrived = false;
    if (!waits) waiting.shift()?.();
    if (waits || waiting.length > 0) setImmediate(pump);
    else running = false;
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
      setImmediate(pump);
    }),
    expectArrival() {
      const arrival = Symbol('arrival');
      expected.set(arrival, hostMs());
      return () => {
        arrived = expected.delete(arrival) || arrived;
      };
    },
  };
}

/** Scripts of the account, run one after another: each call waits for its turn of the event loop. */
export interface ExecutionQueue {
  /** Runs `work` when its turn comes. */
  run<T>(work: () => T): Promise<T>;
  /** Runs the work of a call that overlaps with others: all that are waiting are run before any of them is answered. */
  runOverlapping<T>(work: () => T): Promise<T>;
  /** Tells the queue that something is on its way in; call what it returns when it is in, or will not come. */
  expectArrival(): () => void;
}

/** Host milliseconds for which the queue waits for one thing that is on its way, at most: a connection may stay silent. */
const PATIENCE_MS = 25;

/** Host milliseconds since the latest arrival before a call is answered, at least: one sender's calls come one by one. */
const QUIET_MS = 2;

/**
 * Answers that are held back at most. Their senders' next calls are then under way while other calls run; a sender that gets
 * every answer at once leaves the account idle until it has sent again.
 */
const HELD_ANSWERS = 2;

interface Waiting {
  /** Runs the work and returns what tells its caller. */
  readonly work: () => () => void;
  readonly overlapping: boolean;
}

/**
 * Scripts are synchronous, so an account with five calls in flight would otherwise never see more than one. The queue
 * yields to the event loop before every execution until whatever is arriving is in, and answers calls that overlap
 * together, so that calls sent at the same time are in flight at the same time, as they are in NetSuite.
 */
export function createExecutionQueue(hostMs: () => number): ExecutionQueue {
  const waiting: Waiting[] = [];
  const expected = new Map<symbol, number>();
  let unanswered: (() => void)[] = [];
  let latestMs = -Infinity;
  let running = false;

  const isExpecting = (): boolean => {
    const nowMs = hostMs();
    for (const [arrival, sinceMs] of expected) {
      if (nowMs - sinceMs > PATIENCE_MS) expected.delete(arrival);
    }
    return expected.size > 0;
  };

  const answer = (): void => {
    const told = unanswered;
    unanswered = [];
    for (const tell of told) tell();
  };

  const pump = (): void => {
    const mayBeFollowed = waiting.length === 0 && hostMs() - latestMs < QUIET_MS;
    if (mayBeFollowed || isExpecting()) {
      setTimeout(pump, 1);
      return;
    }
    const next = waiting.shift();
    if (next?.overlapping !== true || unanswered.length >= HELD_ANSWERS) answer();
    const tell = next?.work();
    if (next?.overlapping === true && tell !== undefined) unanswered.push(tell);
    else tell?.();
    running = next !== undefined;
    if (running) setImmediate(pump);
  };

  const enqueue = <T>(work: () => T, overlapping: boolean): Promise<T> => new Promise((resolve, reject) => {
    waiting.push({ work: () => settled(work, resolve, reject), overlapping });
    if (running) return;
    running = true;
    setImmediate(pump);
  });

  return {
    run: (work) => enqueue(work, false),
    runOverlapping: (work) => enqueue(work, true),
    expectArrival() {
      const arrival = Symbol('arrival');
      expected.set(arrival, hostMs());
      return () => {
        if (expected.delete(arrival)) latestMs = hostMs();
      };
    },
  };
}

function settled<T>(work: () => T, resolve: (value: T) => void, reject: (error: Error) => void): () => void {
  try {
    const value = work();
    return () => { resolve(value); };
  } catch (error) {
    return () => { reject(error instanceof Error ? error : new Error(String(error))); };
  }
}

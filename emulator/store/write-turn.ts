/** Whose turn it is to write among the threads that share one database file. */
export interface WriteTurn {
  /** Waits for the turn. */
  take(): void;
  give(): void;
  /** What another thread takes part with. */
  readonly memory: SharedArrayBuffer;
}

/** A thread that ended in its turn never gives it back; after this many milliseconds the next one goes on without. */
const PATIENCE_MS = 1_000;

const FREE = 0;
const TAKEN = 1;
/** Taken, and another thread waits for it. */
const AWAITED = 2;

/**
 * Has writers wake each other. SQLite's own lock decides, with or without this: it lets a writer that finds it taken sleep for
 * milliseconds and look again, which costs two busy threads most of what they gain.
 */
export function openWriteTurn(memory = new SharedArrayBuffer(4)): WriteTurn {
  const turn = new Int32Array(memory);
  return {
    memory,
    take() {
      if (Atomics.compareExchange(turn, 0, FREE, TAKEN) === FREE) return;
      while (Atomics.exchange(turn, 0, AWAITED) !== FREE) {
        if (Atomics.wait(turn, 0, AWAITED, PATIENCE_MS) === 'timed-out') return;
      }
    },
    give() {
      if (Atomics.exchange(turn, 0, FREE) === AWAITED) Atomics.notify(turn, 0, 1);
    },
  };
}

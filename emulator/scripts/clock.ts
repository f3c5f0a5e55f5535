import type { AccountClock } from '../runtime/types';

/** Where the clock keeps its offset. */
interface ClockState {
  read(name: string): string | undefined;
  write(name: string, value: string): void;
}

export interface ClockOptions {
  /** The host's clock, epoch milliseconds. */
  readonly hostMs: () => number;
  readonly state: ClockState;
  /** True: NetSuite time stands still but for `advance`. False: it runs with the host clock. */
  readonly standing: boolean;
}

/** The account's clock, and a way to forget what it remembers after the state behind it was rolled back. */
export interface RestorableClock extends AccountClock {
  reload(): void;
  /** The time of jobs that run side by side. */
  readonly sideBySide: SideBySide;
}

/** From when to when something ran, NetSuite time. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Time for jobs that NetSuite runs at the same time and the emulator one after another. Only a standing clock can be set
 * back for the next of them; where the clock runs by itself, each runs when it runs.
 */
export interface SideBySide {
  /** Runs `work` as if it were `fromMs`, no earlier than what was last held; the account's time is afterwards what it was. */
  run(fromMs: number, work: () => void): Span;
  /** Runs `work` for somebody outside the jobs: no later job runs at a time before its end. */
  hold<T>(work: () => T): T;
}

/** Name of the stored offset among the account's values. */
export const CLOCK_OFFSET = 'clock.offset_ms';

/**
 * NetSuite time as host clock plus a stored offset that only moves forward (design 10). A standing clock counts from the
 * host time of its opening, so a test alone decides what time it is.
 */
export function openClock(options: ClockOptions): RestorableClock {
  const { state, hostMs } = options;
  const openedMs = hostMs();
  const baseMs = options.standing ? () => openedMs : hostMs;
  const readOffset = () => Number(state.read(CLOCK_OFFSET) ?? '0');
  let offsetMs = readOffset();
  let latestMs = 0;
  let heldMs = 0;
  const nowMs = () => {
    // A host clock set back must not take the account back with it.
    latestMs = Math.max(latestMs, baseMs() + offsetMs);
    return latestMs;
  };
  const setOffset = (ms: number) => {
    if (ms === offsetMs) return;
    offsetMs = ms;
    state.write(CLOCK_OFFSET, String(offsetMs));
  };
  const setBackTo = (ms: number) => {
    setOffset(ms - baseMs());
    latestMs = 0;
  };
  return {
    hostMs,
    nowMs,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`NetSuite time only moves forward, not by ${String(ms)} ms.`);
      setOffset(offsetMs + ms);
    },
    reload() {
      offsetMs = readOffset();
      latestMs = 0;
      heldMs = 0;
    },
    sideBySide: {
      run(fromMs, work) {
        const outsideMs = nowMs();
        if (options.standing) setBackTo(Math.max(fromMs, heldMs));
        const startedMs = nowMs();
        try {
          work();
          return { fromMs: startedMs, toMs: nowMs() };
        } finally {
          if (options.standing) setBackTo(outsideMs);
        }
      },
      hold(work) {
        try {
          return work();
        } finally {
          heldMs = Math.max(heldMs, nowMs());
        }
      },
    },
  };
}

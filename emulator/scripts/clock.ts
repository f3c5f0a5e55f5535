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
  return {
    hostMs,
    nowMs() {
      // A host clock set back must not take the account back with it.
      latestMs = Math.max(latestMs, baseMs() + offsetMs);
      return latestMs;
    },
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`NetSuite time only moves forward, not by ${String(ms)} ms.`);
      if (ms === 0) return;
      offsetMs += ms;
      state.write(CLOCK_OFFSET, String(offsetMs));
    },
    reload() {
      offsetMs = readOffset();
      latestMs = 0;
    },
  };
}

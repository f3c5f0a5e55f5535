import type { AgeBucket, DueState } from './queue-filter';

const HOUR_MS = 3_600_000;

/** Bounds of an age: received after `fromMs` and at `toMs` or before; undefined: no such bound. Epoch milliseconds. */
export interface AgeBounds {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

const STEPS: Readonly<Record<AgeBucket, readonly [number | undefined, number | undefined]>> = {
  any: [undefined, undefined], under_4h: [undefined, 4], '4h_to_1d': [4, 24], '1d_to_3d': [24, 72], over_3d: [72, undefined],
};

/** When something was received that is of an age now. Each age belongs to one step. */
export function ageBounds(age: AgeBucket, nowMs: number): AgeBounds {
  const [from, to] = STEPS[age];
  return { fromMs: to === undefined ? undefined : nowMs - to * HOUR_MS, toMs: from === undefined ? undefined : nowMs - from * HOUR_MS };
}

/** How a due time stands. `endOfTodayMs`: the first moment of tomorrow. */
export function dueState(dueMs: number | undefined, nowMs: number, endOfTodayMs: number): Exclude<DueState, 'any'> | 'none' {
  if (dueMs === undefined) return 'none';
  if (dueMs < nowMs) return 'late';
  return dueMs < endOfTodayMs ? 'today' : 'later';
}

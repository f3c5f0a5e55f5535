import { LANE_HOLDING_STATES } from '../src/domain/states';
import type { Emulator } from '../emulator/types';

/** How far NetSuite time was moved, and what it was moved for. */
export interface ClockReport {
  /** Operations that only time would move: before, and now. */
  readonly waitingBefore: number;
  readonly waitingNow: number;
  readonly movedMs: number;
}

/** Longest way to move the clock: an operation waits for at most 72 hours. */
const LONGEST_MS = 73 * 3_600_000;

/** Moves NetSuite time from one due schedule to the next until no operation is left that only time would move. */
export function moveTimeOn(emulator: Emulator): ClockReport {
  const waitingBefore = waitingOperations(emulator);
  let waitingNow = waitingBefore;
  const startMs = emulator.nowMs();
  while (waitingNow > 0 && emulator.nowMs() - startMs < LONGEST_MS) {
    const nextMs = emulator.nextScheduledMs();
    if (nextMs === undefined) break;
    emulator.advanceTime(Math.max(1, nextMs - emulator.nowMs()));
    waitingNow = waitingOperations(emulator);
  }
  return { waitingBefore, waitingNow, movedMs: waitingBefore === 0 ? 0 : emulator.nowMs() - startMs };
}

/** The report as a person reads it. */
export function clockText({ waitingBefore, waitingNow, movedMs }: ClockReport): string {
  if (waitingBefore === 0) return 'Nothing waits for time, so NetSuite time was not moved.';
  const moved = `NetSuite time was moved on by ${Math.round(movedMs / 60_000)} minutes, running each schedule when it fell due`;
  const left = waitingNow === 0 ? 'none is left that only time would move' : `${waitingNow} still waiting`;
  return `${moved}. Operations that waited: ${waitingBefore}; ${left}.`;
}

function waitingOperations(emulator: Emulator): number {
  const marks = LANE_HOLDING_STATES.map(() => '?').join(', ');
  const rows = emulator.query(`SELECT COUNT(*) AS waiting FROM customrecord_dkt_operation WHERE custrecord_dkt_op_state IN (${marks})`, LANE_HOLDING_STATES);
  return Number(rows[0]?.['waiting']);
}

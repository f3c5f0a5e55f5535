import type { CauseRow } from '../application/review/review-port';
import { lastingBriefly } from './words';

/** When somebody should have looked, with the moment. */
export function dueWords({ dueMs, state }: CauseRow['due'], moment: (epochMs: number) => string): string {
  if (dueMs === undefined) return '';
  switch (state) {
    case 'late':
      return `Past due since ${moment(dueMs)}`;
    case 'today':
      return `Today, ${moment(dueMs)}`;
    case 'later':
    case 'none':
      return moment(dueMs);
  }
}

/** The same for a column: how late it is, or how much time is left. */
export function dueBrief({ dueMs, state }: CauseRow['due'], nowMs: number): string {
  if (dueMs === undefined) return '';
  return state === 'late' ? `${lastingBriefly(nowMs - dueMs)}\u00a0late` : `in\u00a0${lastingBriefly(dueMs - nowMs)}`;
}

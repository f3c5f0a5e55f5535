import type { OperationState } from '../states';
import type { ActionKind } from './action-kinds';

const STANDS: Readonly<Record<OperationState, string>> = {
  accepted: 'is being worked on', applied: 'is applied', unchanged: 'is unchanged', partly_applied: 'is applied in part', retry_scheduled: 'is due to be tried again', parked: 'waits',
  unknown: 'is being looked for in NetSuite', needs_review: 'needs review', refused: 'is refused', resolved_elsewhere: 'is resolved elsewhere', discarded: 'is discarded', superseded: 'is superseded', duplicate: 'is a duplicate',
  withdrawn: 'is withdrawn', rolled_back: 'is rolled back',
};

/** What a person is told of an action that was done with one operation, which stands in `state` now. */
export function doneWords(kind: ActionKind, state: OperationState): string {
  switch (kind) {
    case 'note':
      return 'The note stands in its history.';
    case 'assign':
      return 'Its owner is set.';
    case 'snooze':
      return 'It is out of the way until then, and comes back by itself.';
    case 'wake':
      return 'It is back in the queue.';
    case 'escalate':
      return 'It is marked for them.';
    default:
      return `It ${STANDS[state]} now.`;
  }
}

/** How many operations a release had tried again, over all of its runs. */
export function triedWords(count: number): string {
  return `${String(count)} tried again`;
}

/** The same out of what was told before: a release that goes on counts from there. */
export function triedSoFar(told: string): number {
  return Number(/^(?:.*\s)?(\d+) tried again;.*\d+ to come\.$/s.exec(told)?.[1] ?? '0');
}

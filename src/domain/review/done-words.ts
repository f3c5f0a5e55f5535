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

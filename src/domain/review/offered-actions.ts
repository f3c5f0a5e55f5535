import { ACTION_MOVES, isSettled } from '../states';
import type { OperationState } from '../states';
import { isAbout, mayAsk } from './action-kinds';
import type { ActionKind } from './action-kinds';
import type { Viewer } from './capability';

/** What is known of an operation when its actions are offered. */
export interface OfferedFor {
  readonly state: OperationState;
  readonly snoozed: boolean;
  /** A value of it had no match. */
  readonly missesReference: boolean;
  /** It rests because a field belongs to somebody else; absent: it does not. */
  readonly inConflict?: boolean;
}

/** In the order in which a page shows them. */
const OF_OPERATION: readonly ActionKind[] = [
  'choose_reference', 'edit', 'force', 'redrive', 'cancel_retry', 'resolve_elsewhere', 'assign', 'snooze', 'wake', 'escalate', 'note', 'discard', 'reopen',
];

const OF_CAUSE: readonly ActionKind[] = ['choose_reference', 'release', 'acknowledge', 'start_work', 'assign', 'snooze', 'wake', 'escalate', 'note', 'resolve'];

/** What this person may ask for with this operation now. Judged again when it is carried out. */
export function offeredForOperation(operation: OfferedFor, viewer: Pick<Viewer, 'capabilities'>): readonly ActionKind[] {
  return OF_OPERATION.filter((kind) => isAbout(kind, 'operation') && mayAsk(kind, viewer.capabilities) && fitsOperation(kind, operation));
}

function fitsOperation(kind: ActionKind, { state, snoozed, missesReference, inConflict }: OfferedFor): boolean {
  switch (kind) {
    case 'redrive':
    case 'discard':
    case 'resolve_elsewhere':
    case 'reopen':
      return ACTION_MOVES[kind].from.includes(state);
    case 'edit':
      return ACTION_MOVES.redrive.from.includes(state);
    case 'choose_reference':
      return missesReference && ACTION_MOVES.redrive.from.includes(state);
    case 'force':
      return inConflict === true && state === 'needs_review';
    case 'cancel_retry':
      return state === 'retry_scheduled';
    case 'wake':
      return snoozed && state === 'needs_review';
    case 'snooze':
      return !snoozed && state === 'needs_review';
    default:
      return !isSettled(state);
  }
}

/** What is known of a cause when its actions are offered. */
export interface OfferedForCause {
  readonly state: 'new' | 'acknowledged' | 'in_work' | 'snoozed' | 'resolved';
  /** Open operations. */
  readonly items: number;
  readonly missesReference: boolean;
}

/** The same for a cause. */
export function offeredForCause(cause: OfferedForCause, viewer: Pick<Viewer, 'capabilities'>): readonly ActionKind[] {
  return OF_CAUSE.filter((kind) => mayAsk(kind, viewer.capabilities) && fitsCause(kind, cause));
}

function fitsCause(kind: ActionKind, { state, items, missesReference }: OfferedForCause): boolean {
  switch (kind) {
    case 'note':
      return true;
    case 'choose_reference':
      return missesReference && items > 0;
    case 'release':
      return items > 0;
    case 'acknowledge':
      return state === 'new';
    case 'start_work':
      return state === 'new' || state === 'acknowledged';
    case 'snooze':
      return state !== 'snoozed' && state !== 'resolved';
    case 'wake':
      return state === 'snoozed';
    default:
      return state !== 'resolved';
  }
}

import { nextSweepMs } from '../../domain/lease';
import { ACTION_MOVES } from '../../domain/states';
import type { OperationAction, OperationState } from '../../domain/states';
import type { Held } from '../ports';

/** Why an operation in this state is not acted on so. */
export function notFrom(state: OperationState, action: OperationAction): string {
  return `The operation is ${state}. To ${action.replace('_', ' ')} it, it has to be ${ACTION_MOVES[action].from.join(', ')}.`;
}

/** Why an operation that came to something else since the person saw it is not acted on. */
export function movedOn(state: OperationState): string {
  return `It has moved on since you saw it: it is ${state} now, and may say something else. Look at it again before you act.`;
}

type UnderWork = Extract<Held, { readonly kind: 'under_work' }>;

/** Why an operation in another hand is not acted on, and when it may be: what a run said that failed, or whose hand it is. */
export function underWork({ untilMs, waitsFor }: UnderWork, source: string, nowMs: number): string {
  const sweep = `the sweep in ${minutes(nextSweepMs(Math.max(untilMs - 1, nowMs)) - nowMs)}`;
  switch (waitsFor) {
    case 'configuration':
      return `It waits because the settings of "${source}" cannot be read. Correct them: ${sweep} then goes on with it. Act on it after that.`;
    case 'next_run':
      return `A run failed on it, and whether a record was written is not known. Leave it: ${sweep} looks for that first. Act on it after that.`;
    default:
      if (untilMs <= nowMs) return `A run or a click that held it ended without a word. Leave it: ${sweep} looks for what it left. Act on it after that.`;
      return `A run or another person is at work on it, for ${minutes(untilMs - nowMs)} at most. Try again then.`;
  }
}

function minutes(milliseconds: number): string {
  const count = Math.max(1, Math.ceil(milliseconds / 60_000));
  return count === 1 ? '1 minute' : `${String(count)} minutes`;
}

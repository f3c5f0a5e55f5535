import { snoozeFault } from '../../domain/review/snooze';
import type { SnoozeWaker } from '../../domain/review/action-kinds';
import type { Care } from '../../domain/outcome';
import type { CareAction } from '../../domain/states';
import type { Ports } from '../ports';
import { act } from './act';
import type { ActionRequest, ActionResult } from './act';

/** What is said of an operation that rests with people. */
export type Cared =
  | { readonly action: 'assign'; readonly owner: number | null }
  | { readonly action: 'note' }
  | { readonly action: 'snooze'; readonly untilMs: number; readonly on: SnoozeWaker }
  | { readonly action: 'wake' }
  | { readonly action: 'escalate'; readonly to: string };

/**
 * Says whose an operation is, or when it is looked at again. It stays where it rests, with its problem; who, when and why stand in its
 * chain. A new outcome takes the place of the one before, so a page that is older is told so.
 */
export function careFor(request: ActionRequest, cared: Cared, ports: Ports): ActionResult {
  const action: CareAction = cared.action;
  return act(action, request, ports, ({ present }) => {
    const fault = cared.action === 'snooze' ? snoozeFault(cared.untilMs, ports.platform.nowMs()) : undefined;
    if (fault !== undefined) return { kind: 'refused', code: 'snooze_refused', why: fault };
    const { result, verdicts, problem, mapVersion } = present;
    return { kind: 'intended', also: () => ({ care: careOf(cared, request.note) }), outcome: { result, verdicts, problem, mapVersion } };
  });
}

/** What an action changes of whose it is and when it is looked at again. */
export function careOf(cared: Cared, note: string): Care {
  const said: Care = note.trim() === '' ? {} : { note };
  switch (cared.action) {
    case 'assign':
      return { ...said, owner: cared.owner };
    case 'note':
      return said;
    case 'snooze':
      return { ...said, snoozedMs: cared.untilMs, snoozedFor: cared.on };
    case 'wake':
      return { ...said, snoozedMs: null, snoozedFor: '' };
    case 'escalate':
      return { ...said, escalated: cared.to, snoozedMs: null, snoozedFor: '' };
  }
}

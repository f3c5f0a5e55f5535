import { snoozeFault } from '../../domain/review/snooze';
import { mayClose, mayOrganize } from '../../domain/review/limits';
import type { Viewer } from '../../domain/review/capability';
import type { ActionRefusal } from './act';
import { careOf } from './care';
import type { BoardCause, CarriedOut, CausePatch, ReviewPorts, AskedAction } from './review-ports';
import { appendStep, causeChain, wasStepped } from './side-chain';

type PatchOrRefusal = Omit<CausePatch, 'head'> | { readonly refused: ActionRefusal; readonly why: string };

/**
 * Does what a person asks for with a cause: whose it is, how far it is, when it is looked at again, or that it is over. The step is appended
 * to the cause's chain first, behind the head that it was judged by; then the row. The same click again completes the row. At most 60 units.
 */
export function actOnCause(asked: AskedAction, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const cause = ports.board.load(asked.subjectId);
  if (cause === undefined) return refused('not_found', 'There is no such cause.');
  const chain = causeChain(cause.fingerprint);
  const before = wasStepped(chain, cause.head, asked.click, ports);
  if (!before && asked.seen !== undefined && asked.seen !== cause.head.number) return refused('moved_on', 'Somebody worked on it since you saw it. Look at it again before you act.');
  const patch = patchOf(asked, cause, { viewer, ports });
  if ('refused' in patch) return refused(patch.refused, patch.why);
  const { note: _note, ...facts } = patch;
  const stepped = appendStep(chain, cause.head, { action: asked.kind, key: asked.click, asker: asked.asker, facts: { ...facts }, note: asked.args.note }, ports);
  if (stepped.kind === 'taken' && !before) return refused('moved_on', 'Somebody was faster. Look at it again before you act.');
  ports.board.change(cause.internalId, { ...patch, head: stepped.kind === 'taken' ? stepped.end : stepped.head });
  return { state: 'done', code: asked.kind, text: `${DONE[asked.kind] ?? 'Noted'}: ${cause.title}` };
}

interface Judging {
  readonly viewer: Viewer;
  readonly ports: ReviewPorts;
}

function patchOf({ args, subjectId }: AskedAction, cause: BoardCause, { viewer, ports }: Judging): PatchOrRefusal {
  const nowMs = ports.platform.nowMs();
  const note = args.note.trim() === '' ? {} : { note: args.note };
  if (args.kind === 'resolve') {
    // Causes of failures are closed by what becomes of their operations.
    if (ports.operations.ofCause(subjectId).length > 0) return { refused: 'still_open', why: 'Operations still rest for this reason. Release or close them: the cause closes with the last one.' };
    if (!mayClose({ atRisk: undefined, priced: false }, viewer.capabilities, ports.people.limits())) return notAllowed();
    return { ...note, work: '', snoozedMs: null, snoozedFor: '', closedMs: nowMs };
  }
  if (!mayOrganize(cause.owner, viewer.userId, viewer.capabilities)) return notAllowed();
  switch (args.kind) {
    case 'acknowledge':
      return { ...note, work: 'acknowledged' };
    case 'start_work':
      return { ...note, work: 'in_work', owner: cause.owner ?? viewer.userId };
    case 'assign':
    case 'note':
    case 'wake':
      return careOf(args.kind === 'assign' ? { action: 'assign', owner: args.owner } : { action: args.kind }, args.note);
    case 'snooze': {
      const fault = snoozeFault(args.untilMs, nowMs);
      return fault === undefined ? careOf({ action: 'snooze', untilMs: args.untilMs, on: args.on }, args.note) : { refused: 'snooze_refused', why: fault };
    }
    case 'escalate':
      return careOf({ action: 'escalate', to: args.to }, args.note);
    default:
      return { refused: 'arguments_wrong', why: `A cause knows no ${args.kind}.` };
  }
}

const DONE: Readonly<Partial<Record<AskedAction['kind'], string>>> = {
  acknowledge: 'Acknowledged', start_work: 'In work', resolve: 'Resolved', assign: 'Assigned', snooze: 'Snoozed', wake: 'Woken', escalate: 'Escalated',
};

function notAllowed(): PatchOrRefusal {
  return { refused: 'not_allowed', why: 'Your role does not do this to what belongs to somebody else.' };
}

function refused(code: ActionRefusal, text: string): CarriedOut {
  return { state: 'refused', code, text };
}

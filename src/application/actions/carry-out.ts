import { causeFingerprint, conditionDuty } from '../../domain/cause';
import { isAbout, mayAsk } from '../../domain/review/action-kinds';
import type { Viewer } from '../../domain/review/capability';
import { mayClose } from '../../domain/review/limits';
import { doneWords, triedSoFar, triedWords } from '../../domain/review/done-words';
import type { ActionResult } from './act';
import { askEvidence } from '../close/ask-evidence';
import { signClose } from '../close/sign-close';
import { scopeOf } from '../review/queue-question';
import { askErasure, askRetention } from '../retain/ask-retention';
import { askForWindow, askToForce, closeTickets } from './ask-to-force';
import { askToResolve } from './ask-to-resolve';
import { actInBulk, carryBulkOn, releaseByRequest } from './bulk';
import { actOnCause } from './cause-actions';
import { chooseReference } from './choose-reference';
import type { ChoiceGround } from './choose-reference';
import { editAndRedrive } from './edit';
import { actOnDecision } from '../decisions/decision-actions';
import { actOnOperation } from './on-operation';
import { releaseCause } from './release-cause';
import { actOnRequest, lapseRequests } from './request-actions';
import { askToRollBack } from '../rollback/ask-rollback';
import { carryRollbacksOn } from '../rollback/carry-rollback';
import { GOING_ON } from './review-ports';
import { wakeSnoozed } from './wake-snoozed';
import type { ActedOn, AskedAction, CarriedOut, ReviewPorts } from './review-ports';

/**
 * Carries out what an action row asks for, as far as the asker's role reaches: whoever runs it has greater rights, so every right is judged
 * here again. The same row again comes to the same (D-0080). One that stays `asked` with the code `going_on` has more to do than one
 * run could.
 */
function carryOut(asked: AskedAction, ports: ReviewPorts): CarriedOut {
  const viewer = ports.people.viewer(asked.asker);
  if (viewer === undefined || !mayAsk(asked.kind, viewer.capabilities)) return refused('not_allowed', 'Your role does not do this.');
  if (!isAbout(asked.kind, asked.subject)) return refused('arguments_wrong', `"${asked.kind}" is nothing to do with a ${asked.subject}.`);
  const { args } = asked;
  if (args.kind === 'roll_back') return askToRollBack(asked, viewer, ports);
  if (args.kind === 'bulk') return actInBulk(asked, args.bulk, viewer, ports);
  switch (asked.subject) {
    case 'operation':
      return onOperation(asked, viewer, ports);
    case 'cause':
      return onCause(asked, viewer, ports);
    case 'request':
      return actOnRequest(asked, viewer, ports);
    case 'close':
      return asked.args.kind === 'ask_evidence' ? askEvidence(asked, viewer, ports) : signClose(asked, viewer, ports);
    case 'decision':
      return actOnDecision(asked, ports);
    case 'queue':
      if (args.kind === 'ask_retention') return askRetention(asked, args.rule, ports);
      if (args.kind === 'force') return askForWindow(asked, args, viewer, ports);
      return refused('arguments_wrong', `"${asked.kind}" is not for the whole queue.`);
  }
}

function onOperation(asked: AskedAction, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const [row] = ports.seen.of([asked.subjectId], scopeOf(viewer, ports.machine));
  if (row === undefined) return refused('not_found', 'There is no such operation that you see.');
  if (asked.args.kind === 'ask_erasure') return askErasure(asked, ports);
  if (asked.args.kind === 'edit') return editAndRedrive(asked, row, viewer, ports);
  if (asked.args.kind === 'force') return askToForce(asked, row, asked.args, ports);
  if (asked.args.kind === 'choose_reference') return choose(asked, { source: row.source, cause: row.cause }, { row, viewer, ports });
  const { asker, args, seen, click } = asked;
  const limits = ports.people.limits();
  if (args.kind === 'resolve_elsewhere' && args.by.how === 'record' && !mayClose(row, viewer.capabilities, limits)) return askToResolve(asked, { row, by: args.by }, viewer, ports);
  const result = actOnOperation({ args, request: { operationId: row.operationId, asker, note: args.note, key: click, seen }, row, viewer, limits }, ports);
  if (result.kind !== 'refused' && args.kind === 'redrive') ports.scheduler.wakeSweep();
  return told(asked, result);
}

function onCause(asked: AskedAction, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  if (asked.args.kind === 'release') return release(asked, asked.subjectId, { viewer, ports });
  if (asked.args.kind !== 'choose_reference') return actOnCause(asked, viewer, ports);
  const cause = ports.board.load(asked.subjectId);
  return cause === undefined ? refused('not_found', 'There is no such cause.') : choose(asked, { source: cause.source, cause: cause.fingerprint }, { row: undefined, viewer, ports });
}

interface Choosing {
  readonly row: ActedOn | undefined;
  readonly viewer: Viewer;
  readonly ports: ReviewPorts;
}

/** Saves the choice, and offers it to what rests for the same reason where the click says so: those are redriven. */
function choose(asked: AskedAction, ground: ChoiceGround, { row, viewer, ports }: Choosing): CarriedOut {
  if (asked.args.kind !== 'choose_reference') return refused('arguments_wrong', 'No record is chosen.');
  const { chosen } = asked.args;
  const saved = chooseReference(asked, ground, chosen, ports);
  if (saved.state !== 'done' || !chosen.release || !viewer.capabilities.has('redrive')) return saved;
  const cause = ground.cause === '' ? row?.cause ?? '' : ground.cause;
  if (cause === '') return saved;
  const released = release(asked, cause, { viewer, ports });
  return { ...released, text: `${saved.text} ${released.text}` };
}

/** Redrives what rests for one reason and the person sees. What is above the limits of a bulk action is asked for as one. */
function release(asked: AskedAction, cause: string, { viewer, ports }: Omit<Choosing, 'row'>): CarriedOut {
  const rows = ports.seen.of(ports.operations.ofCause(cause), scopeOf(viewer, ports.machine));
  const larger = releaseByRequest(asked, { cause, rows }, { viewer, ports });
  if (larger !== undefined) return larger;
  const only = new Set(rows.map(({ operationId }) => operationId));
  const { redriven, doneBefore, refused: left, left: toCome, closed } = releaseCause({ cause, only, asker: asked.asker, note: asked.args.note, key: asked.click }, ports);
  const parts = [
    triedWords(triedSoFar(asked.told) + redriven), ...(doneBefore > 0 ? [`${String(doneBefore)} came back`] : []), ...(left.length > 0 ? [`${String(left.length)} skipped: ${left[0]?.why ?? ''}`] : []),
    ...(toCome > 0 ? [`${String(toCome)} to come`] : []), ...(closed ? ['the cause is closed'] : []),
  ];
  return { state: toCome > 0 ? 'asked' : 'done', code: toCome > 0 ? GOING_ON : 'release', text: `${parts.join('; ')}.` };
}

function told({ kind }: AskedAction, result: ActionResult): CarriedOut {
  if (result.kind === 'refused') return refused(result.code, result.why);
  return { state: 'done', code: kind, text: doneWords(kind, result.state) };
}

function refused(code: CarriedOut['code'], text: string): CarriedOut {
  return { state: 'refused', code, text };
}

/** A row that nothing became of after this time is taken up by the sweep: its save has died, in milliseconds. */
const LEFT_BEHIND_MS = 2 * 60 * 1000;

/** Most rows that one sweep takes up. */
const MOST_TAKEN_UP = 40;

/** Units that must be left to take up one more row, and to select what is due behind it. */
const UNITS_TO_TAKE_UP = 1200;

/** Runs one row, and says on it what became of it. Undefined: nothing is asked there any more. An error leaves the row asked, once. */
export function runAction(internalId: number, ports: ReviewPorts, last: boolean): CarriedOut | undefined {
  const loaded = ports.actions.load(internalId);
  if (loaded.kind === 'over') return undefined;
  const done = loaded.kind === 'unreadable' ? { state: 'refused', code: 'arguments_wrong', text: loaded.why } as const : attempted(loaded.action, ports, last);
  const { caller: { userId, role } } = ports.platform;
  ports.actions.finish(internalId, done, { ranBy: `user ${String(userId)} as ${role}`, nowMs: ports.platform.nowMs() });
  return done;
}

/** What the row says where the run failed: that a sweep tries it once more, or that it came to nothing. */
function attempted(action: AskedAction, ports: ReviewPorts, last: boolean): CarriedOut {
  try {
    const done = carryOut(action, ports);
    // The save that died may have held the operation: it is free again once that hold is over.
    return last && done.code === 'under_work' ? { ...done, state: 'asked' } : done;
  } catch (error) {
    const { name = 'UNKNOWN', message = '' } = error as { readonly name?: string; readonly message?: string };
    return { state: last ? 'failed' : 'asked', code: name, text: last ? `${name}: ${message}` : `${name}: ${message}. It is tried once more within a quarter of an hour.` };
  }
}

/** `takeUpActions`, whose failure is told as a cause and keeps nothing else from running. */
export function takeUpSafely(ports: ReviewPorts): void {
  try {
    takeUpActions(ports);
  } catch (error) {
    const { name = 'UNKNOWN', message = '' } = error as { readonly name?: string; readonly message?: string };
    const { causes, platform } = ports;
    const nowMs = platform.nowMs();
    const cause = {
      fingerprint: causeFingerprint('platform_failure', ['actions', name], platform.sha256), kind: 'platform_failure', source: '', documentType: '', reason: '',
      title: 'What people asked for could not be taken up', text: `${name}: ${message}. The next sweep tries again.`, subject: 'actions', ...conditionDuty('platform_failure', nowMs),
    } as const;
    causes.raise(cause, causes.find([cause.fingerprint])[0], nowMs);
  }
}

/**
 * The net under people's clicks: takes up rows whose save died, goes on with those that have more to do, carries approved bulk actions on and
 * closes requests that lapsed, and wakes what slept until something happened. Asks for another sweep where something is left.
 */
function takeUpActions(ports: ReviewPorts): void {
  const { platform, actions, scheduler } = ports;
  let left = false;
  for (const internalId of actions.waiting(platform.nowMs() - LEFT_BEHIND_MS, MOST_TAKEN_UP)) {
    if (platform.remainingUnits() < UNITS_TO_TAKE_UP) {
      left = true;
      break;
    }
    if (runAction(internalId, ports, true)?.code === GOING_ON) left = true;
  }
  const open = ports.requests.open();
  if (carryBulkOn(open, ports)) left = true;
  if (carryRollbacksOn(open, ports)) left = true;
  lapseRequests(open, ports);
  closeTickets(open, ports);
  wakeSnoozed(ports);
  if (left) scheduler.wakeSweep();
}

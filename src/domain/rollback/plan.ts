import { blocker, inTellingOrder } from './blockers';
import type { Blocker } from './blockers';
import { ledgerEffect, summed } from './ledger-effect';
import type { LedgerEffect } from './ledger-effect';
import { orderSteps } from './order-steps';
import { restoreFields } from './restore-fields';
import type { Conflict } from './restore-fields';
import { recordKey } from './subject';
import type { AppliedVerb } from './applied-effect';
import type { RollbackAccount, RollbackSubject, StandingRecord } from './subject';
import { takeBackRecord } from './take-back-record';
import type { WayDecision } from './take-back-record';
import { NOTHING_UNDONE, withUndone } from './undone';
import type { Undone } from './undone';
import type { TargetRecord } from '../outcome';

/** Most operations of one rollback: what one page can read and one person can judge. */
export const MOST_ROLLED_BACK = 40;

/** What is to be taken back: one operation, the operations of a cause or a batch, or all that a source brought since a time. */
export type RollbackScope =
  | { readonly kind: 'operation'; readonly operationId: string }
  | { readonly kind: 'cause'; readonly fingerprint: string }
  | { readonly kind: 'batch'; readonly batch: string }
  | { readonly kind: 'source'; readonly source: string; readonly sinceMs: number };

/** One effect and its way back. */
export interface RollbackStep {
  /** Counts from 1: the order in which steps are done. */
  readonly number: number;
  readonly operationId: string;
  /** Hash of the last event of the operation's chain when the plan was made. */
  readonly head: string;
  readonly verb: AppliedVerb | null;
  readonly target: TargetRecord | null;
  readonly decision: WayDecision;
  readonly conflicts: readonly Conflict[];
  /** `recalculated`: NetSuite computes it anew, so it is not known before. */
  readonly ledger: readonly LedgerEffect[] | 'recalculated';
}

/** What a rollback would do, as data: nothing is written by making it. */
export interface RollbackPlan {
  readonly version: 1;
  readonly scope: RollbackScope;
  readonly reversalVoiding: boolean;
  readonly steps: readonly RollbackStep[];
  /** Sum of the steps that have a way. */
  readonly ledger: readonly LedgerEffect[];
}

/**
 * Plans a rollback: each effect with its way back or with what stands in it, in the order of their dependence. Pure, and the same for the
 * same facts in whatever order they come. A step is judged as if those before it were done; one that is blocked counts as not done.
 */
export function planRollback(scope: RollbackScope, subjects: readonly RollbackSubject[], account: RollbackAccount): RollbackPlan {
  let undone = NOTHING_UNDONE;
  const steps = orderSteps(subjects).map((subject, index): RollbackStep => {
    const judged = judge(subject, account, undone);
    if (judged.decision.kind === 'way' && subject.target !== null) undone = withUndone(undone, { operationId: subject.operationId, record: recordKey(subject.target) }, judged.decision.way);
    return { number: index + 1, operationId: subject.operationId, head: subject.head, verb: subject.verb ?? null, target: subject.target, ...judged };
  });
  const ledger = summed(steps.flatMap((step) => (step.ledger === 'recalculated' ? [] : step.ledger)));
  return { version: 1, scope, reversalVoiding: account.reversalVoiding, steps, ledger };
}

/** True where at least one effect has a way back. */
export function hasWay({ steps }: RollbackPlan): boolean {
  return steps.some(({ decision }) => decision.kind === 'way');
}

type Judged = Pick<RollbackStep, 'decision' | 'conflicts' | 'ledger'>;

function judge(subject: RollbackSubject, account: RollbackAccount, undone: Undone): Judged {
  const examined = examine(subject);
  if (examined.kind === 'fault') return { decision: { kind: 'blocked', blockers: [examined.blocker] }, conflicts: [], ledger: [] };
  const { decision, conflicts } = decideWay({ subject, account, undone, effect: examined });
  return { decision, conflicts, ledger: decision.kind === 'way' ? ledgerEffect(decision.way, examined.now) ?? 'recalculated' : [] };
}

/** An effect that may have a way back. */
interface Reversible {
  readonly kind: 'reversible';
  readonly verb: Exclude<AppliedVerb, 'void' | 'delete'>;
  readonly target: TargetRecord;
  readonly now: StandingRecord;
}

/** What ends the question before the record is looked at. */
function examine({ state, target, verb, now }: RollbackSubject): Reversible | { readonly kind: 'fault'; readonly blocker: Blocker } {
  const fault = (found: Blocker) => ({ kind: 'fault', blocker: found } as const);
  if (state === 'rolled_back') return fault(blocker('rolled_back_already'));
  if (state !== 'applied' && state !== 'partly_applied') return fault(blocker('not_applied', '', [state]));
  if (target === null || verb === undefined) return fault(blocker('effect_unknown'));
  if (verb === 'void') return fault(blocker('final', 'CANT_MODIFY_VOID_TRANS'));
  if (verb === 'delete') return fault(blocker('final'));
  return now.kind === 'gone' ? fault(blocker('record_gone', 'RCRD_DSNT_EXIST')) : { kind: 'reversible', verb, target, now };
}

interface Judging {
  readonly subject: RollbackSubject;
  readonly account: RollbackAccount;
  readonly undone: Undone;
  readonly effect: Reversible;
}

function decideWay({ subject, account, undone, effect: { verb, target, now } }: Judging): { readonly decision: WayDecision; readonly conflicts: readonly Conflict[] } {
  switch (verb) {
    case 'create':
    case 'transform':
      return { decision: takeBackRecord({ subject, recordType: target.recordType, now, account, undone }), conflicts: edits(now) };
    case 'update':
      return restoreFields({ record: recordKey(target), now, undone, fields: subject.fields, lines: subject.lines });
    case 'close':
      return { decision: turned(now, 'reopen'), conflicts: [] };
    case 'reopen':
      return { decision: turned(now, 'close'), conflicts: [] };
  }
}

/** Fields of a record we made that people changed since: they go with it, and whoever approves knows. */
function edits(now: StandingRecord): readonly Conflict[] {
  return now.lastWriters.filter(({ operationId }) => operationId === '')
    .map(({ target, by, atMs, operationId }): Conflict => ({ kind: 'edited', target, by, atMs, operationId }))
    .sort((a, b) => (a.target < b.target ? -1 : 1));
}

/** An order that was closed is opened again, and the other way round. */
function turned(now: StandingRecord, way: 'close' | 'reopen'): WayDecision {
  const isThere = now.closed === (way === 'close');
  const blockers = [
    ...(now.voided ? [blocker('record_void', 'CANT_MODIFY_VOID_TRANS')] : []),
    ...(now.locked ? [blocker('locked_by_workflow', 'RCRD_LOCKED_BY_WF')] : []),
    ...(isThere ? [blocker('nothing_left')] : []),
  ];
  return blockers.length > 0 ? { kind: 'blocked', blockers: inTellingOrder(blockers) } : { kind: 'way', way: { kind: way } };
}

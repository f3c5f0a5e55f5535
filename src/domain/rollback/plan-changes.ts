import { blockerWords } from './blockers';
import type { RollbackPlan, RollbackStep } from './plan';
import { canonicalJson } from './plan-text';
import type { Conflict } from './restore-fields';
import type { WayBack } from './way-back';

/** How a way back is called where people read of it. */
const WAY_WORDS: Readonly<Record<WayBack['kind'], string>> = {
  restore: 'put fields back', void: 'void', void_by_journal: 'void by a reversing journal', credit_memo: 'credit memo', refund: 'refund', reversing_journal: 'reversing journal',
  close: 'close', reopen: 'open again', delete: 'delete', inactivate: 'make inactive',
};

/** A way back in words, with the day of what it posts. */
export function wayWords(way: WayBack): string {
  return 'period' in way ? `${WAY_WORDS[way.kind]} dated ${way.period.date}` : WAY_WORDS[way.kind];
}

/** What of one plan is otherwise in another, in words for people; empty: nothing is. */
export function planChanges(before: RollbackPlan, now: RollbackPlan): readonly string[] {
  const known = new Map(before.steps.map((step) => [step.operationId, step]));
  const left = new Map(now.steps.map((step) => [step.operationId, step]));
  return [
    ...(before.reversalVoiding === now.reversalVoiding ? [] : [`The account ${now.reversalVoiding ? 'voids by reversing journals now' : 'voids in place now'}.`]),
    ...now.steps.flatMap((step) => {
      const was = known.get(step.operationId);
      return was === undefined ? [`Operation ${step.operationId.slice(0, 12)} came to it.`] : stepChanges(was, step);
    }),
    ...before.steps.flatMap(({ operationId }) => (left.has(operationId) ? [] : [`Operation ${operationId.slice(0, 12)} is not among them any more.`])),
    ...(orderOf(before) === orderOf(now) ? [] : ['The order of the steps is another.']),
    ...(canonicalJson(before.ledger) === canonicalJson(now.ledger) ? [] : ['The effect on the ledger is another.']),
  ];
}

/** What of one step is otherwise, in words; empty: nothing that its way back rests on. */
export function stepChanges(was: RollbackStep, step: RollbackStep): readonly string[] {
  const name = step.target === null ? `Operation ${step.operationId.slice(0, 12)}` : `${step.target.recordType} ${step.target.documentNumber || String(step.target.internalId)}`;
  return [
    ...(was.head === step.head ? [] : [`${name}: something was done with its operation.`]),
    ...(canonicalJson(was.decision) === canonicalJson(step.decision) ? [] : [`${name}: ${decisionChange(was, step)}`]),
    ...newConflicts(was.conflicts, step.conflicts).map((conflict) => `${name}: ${conflictWords(conflict)}`),
  ];
}

function decisionChange({ decision: was }: RollbackStep, { decision }: RollbackStep): string {
  const before = was.kind === 'way' ? wayWords(was.way) : 'blocked';
  if (decision.kind === 'blocked') return `${before} before, blocked now. ${decision.blockers.map(({ code }) => blockerWords(code).why).join(' ')}`;
  const now = wayWords(decision.way);
  return before === now ? `${now}, but not of the same values any more.` : `${before} before, ${now} now.`;
}

function newConflicts(before: readonly Conflict[], now: readonly Conflict[]): readonly Conflict[] {
  const known = new Set(before.map((conflict) => canonicalJson(conflict)));
  return now.filter((conflict) => !known.has(canonicalJson(conflict)));
}

/** Why a field stays as it is, in words. */
export function conflictWords(conflict: Conflict): string {
  switch (conflict.kind) {
    case 'edited':
      return `${conflict.target} was changed since by ${conflict.by || (conflict.operationId === '' ? 'somebody' : `operation ${conflict.operationId.slice(0, 12)}`)}.`;
    case 'value_unknown':
      return `${conflict.target}: what it held before is not known.`;
    case 'group':
      return `${conflict.target} stays, because another field of its group does.`;
    case 'line_removed':
      return `The line ${conflict.target} was removed and is not made again.`;
  }
}

function orderOf({ steps }: RollbackPlan): string {
  return steps.map(({ operationId }) => operationId).join(' ');
}

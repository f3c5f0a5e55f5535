import { sha256 } from '../../../support/builders';
import { stepOperationId } from '../../../../src/domain/identity';
import { blocker } from '../../../../src/domain/rollback/blockers';
import type { RollbackPlan, RollbackStep } from '../../../../src/domain/rollback/plan';
import { conflictWords, planChanges, stepChanges, wayWords } from '../../../../src/domain/rollback/plan-changes';
import { planAmount } from '../../../../src/domain/rollback/plan-amount';
import { planText } from '../../../../src/domain/rollback/plan-text';
import type { Conflict } from '../../../../src/domain/rollback/restore-fields';
import { askedPlanOf, askedPlanText, stepOf, stepText } from '../../../../src/domain/rollback/step-order';
import type { WayBack } from '../../../../src/domain/rollback/way-back';

const PERIOD = { name: 'Oct 2026', date: '2026-10-01' };

function step(changes: Partial<RollbackStep> = {}): RollbackStep {
  return {
    number: 1, operationId: 'op-1', head: 'h', verb: 'create', target: { recordType: 'invoice', internalId: 7, externalId: 'e', documentNumber: 'INV7' }, decision: { kind: 'way', way: { kind: 'void' } }, conflicts: [], ledger: [], ...changes,
  };
}

const plan = (steps: readonly RollbackStep[], changes: Partial<RollbackPlan> = {}): RollbackPlan => ({ version: 1, scope: { kind: 'cause', fingerprint: 'f' }, reversalVoiding: false, steps, ledger: [], ...changes });

it.each<[string, RollbackPlan, readonly string[]]>([
  ['nothing', plan([step()]), []],
  ['the preference, on', plan([step()], { reversalVoiding: true }), ['The account voids by reversing journals now.']],
  ['the way', plan([step({ decision: { kind: 'way', way: { kind: 'credit_memo', period: PERIOD } } })]), ['invoice INV7: void before, credit memo dated 2026-10-01 now.']],
  ['a blocker', plan([step({ decision: { kind: 'blocked', blockers: [blocker('linked'), blocker('period_closed')] } })]), ['invoice INV7: void before, blocked now. Other records stand on this one. Its accounting period is closed.']],
  ['the chain of the operation', plan([step({ head: 'i' })]), ['invoice INV7: something was done with its operation.']],
  ['a conflict', plan([step({ conflicts: [{ kind: 'edited', target: 'memo', by: 'user 9', atMs: 5, operationId: '' }] })]), ['invoice INV7: memo was changed since by user 9.']],
  ['one more operation', plan([step(), step({ operationId: 'op-2', number: 2 })]), ['Operation op-2 came to it.', 'The order of the steps is another.']],
  ['one less', plan([]), ['Operation op-1 is not among them any more.', 'The order of the steps is another.']],
  ['the ledger', plan([step()], { ledger: [{ account: 1, accountName: 'A/R', period: 'Oct', amount: '5' }] }), ['The effect on the ledger is another.']],
])('%s: what changed of a plan is told', (_what, now, expected) => {
  expect(planChanges(plan([step()]), now)).toEqual(expected);
});

it('a preference that was turned off, a record without a number and an operation without a record are told by what is known', () => {
  expect(planChanges(plan([], { reversalVoiding: true }), plan([]))).toEqual(['The account voids in place now.']);
  expect(stepChanges(step({ target: null }), step({ target: null, head: 'i' }))).toEqual(['Operation op-1: something was done with its operation.']);
  expect(stepChanges(step(), step({ head: 'i', target: { recordType: 'invoice', internalId: 7, externalId: '', documentNumber: '' } }))).toEqual(['invoice 7: something was done with its operation.']);
});

it('what was blocked and is not, and a way of the same words with other values, are told', () => {
  expect(stepChanges(step({ decision: { kind: 'blocked', blockers: [] } }), step())).toEqual(['invoice INV7: blocked before, void now.']);
  const restore = (from: string): Partial<RollbackStep> => ({ decision: { kind: 'way', way: { kind: 'restore', fields: [{ target: 'memo', from, to: 'c' }], removedLines: [] } } });
  expect(stepChanges(step(restore('a')), step(restore('b')))).toEqual(['invoice INV7: put fields back, but not of the same values any more.']);
});

it('a plan that was stored and read back is the one that was made, in whatever order its members stood', () => {
  const made = plan([step({ conflicts: [{ target: 'memo', kind: 'value_unknown' }] })]);
  const text = askedPlanText({ atMs: 5, plan: made });
  const read = askedPlanOf(text);
  expect(read).toEqual({ atMs: 5, plan: made });
  expect(planChanges(read?.plan ?? plan([]), made)).toEqual([]);
  expect(text).toBe(`{"atMs":5,"plan":${planText(made)}}`);
});

it.each(['', 'x', 'null', '7', '{}', '{"atMs":1}', '{"atMs":1,"plan":{}}'])('%j is no plan', (text) => {
  expect(askedPlanOf(text)).toBeUndefined();
});

it('a step is read as it was written, and anything else is none', () => {
  const order = { request: 'rq-1', atMs: 5, step: step() };
  expect(stepOf(stepText(order))).toEqual(order);
  expect(['', '{}', '{"rollback":{}}', '{"rollback":{"request":"r"}}', '{"rollback":{"request":"r","atMs":1}}'].map(stepOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

it.each<[Conflict, string]>([
  [{ kind: 'edited', target: 'memo', by: 'user 9', atMs: 0, operationId: '' }, 'memo was changed since by user 9.'],
  [{ kind: 'edited', target: 'memo', by: '', atMs: 0, operationId: '' }, 'memo was changed since by somebody.'],
  [{ kind: 'edited', target: 'memo', by: '', atMs: 0, operationId: 'op-9' }, 'memo was changed since by operation op-9.'],
  [{ kind: 'value_unknown', target: 'memo' }, 'memo: what it held before is not known.'],
  [{ kind: 'group', target: 'memo', group: 'g' }, 'memo stays, because another field of its group does.'],
  [{ kind: 'line_removed', target: 'item:1.' }, 'The line item:1. was removed and is not made again.'],
])('%j is said in words', (conflict, words) => {
  expect(conflictWords(conflict)).toBe(words);
});

it.each<[WayBack, string]>([
  [{ kind: 'void_by_journal', period: PERIOD }, 'void by a reversing journal dated 2026-10-01'], [{ kind: 'refund', period: PERIOD }, 'refund dated 2026-10-01'], [{ kind: 'reversing_journal', period: PERIOD }, 'reversing journal dated 2026-10-01'],
  [{ kind: 'close' }, 'close'], [{ kind: 'reopen' }, 'open again'], [{ kind: 'delete' }, 'delete'], [{ kind: 'inactivate' }, 'make inactive'],
])('%j is called by a name that people know', (way, words) => {
  expect(wayWords(way)).toBe(words);
});

it.each<[string, readonly RollbackStep[], readonly string[], string | undefined]>([
  ['debits of what moves the ledger', [step({ ledger: [{ account: 1, accountName: '', period: 'p', amount: '-30' }, { account: 2, accountName: '', period: 'p', amount: '20' }, { account: 3, accountName: '', period: 'p', amount: '10' }] })], ['op-1'], '30'],
  ['nothing of a record without money', [step()], [], '0'],
  ['what is not known of an order', [step()], ['op-1'], undefined],
  ['what is not known of a posted record whose fields go back', [step({ ledger: 'recalculated' }), step({ operationId: 'op-2' })], ['op-1'], undefined],
  ['nothing of what is blocked', [step({ decision: { kind: 'blocked', blockers: [] } })], ['op-1'], '0'],
])('a rollback is worth %s', (_what, steps, priced, expected) => {
  expect(planAmount(plan(steps), new Set(priced))).toBe(expected);
});

it('a step of a request has one name, and no key of a sender makes it', () => {
  expect(stepOperationId('rq-1', 1, sha256)).toBe(sha256('rollback\nrq-1\n1'));
  expect(stepOperationId('rq-1', 2, sha256)).not.toBe(stepOperationId('rq-1', 1, sha256));
});

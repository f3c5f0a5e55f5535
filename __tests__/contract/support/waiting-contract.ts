import type { OperationPatch } from '../../../src/application/ports';
import { problemOf } from '../../../src/domain/reasons';
import { sha256 } from '../../support/builders';
import { logged, patch } from './log-contract';
import type { ContractSubject } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);
const LEASE = { holder: 'run-1', untilMs: NOW + 1_200_000 };
const MINUTE_MS = 60_000;

/** What a patch of an operation that is not settled says. */
const open = (changes: Partial<OperationPatch>): OperationPatch => patch({ target: null, settledMs: null, head: { number: 0, hash: '' }, ...changes });

/** What the operation log promises of operations that wait, of those that share a cause, and of attempts that ended. */
export function waitingContract(openSubject: () => ContractSubject): void {
  const start = () => {
    const { operations } = openSubject().ports;
    const log = (name: string, changes: Parameters<typeof logged>[1] = {}): number => {
      const result = operations.log(logged(name, { mode: 'async', ...changes }), undefined);
      if (result.kind !== 'logged') throw new Error(JSON.stringify(result));
      return result.internalId;
    };
    const logAs = (name: string, changes: Partial<OperationPatch>, document: Parameters<typeof logged>[1] = {}): number => {
      const internalId = log(name, document);
      operations.update(internalId, open(changes));
      return internalId;
    };
    return { operations, log, logAs };
  };
  const waits = (name: string, changes: Partial<OperationPatch> = {}): Partial<OperationPatch> =>
    ({ state: 'parked', dueMs: NOW + 10, waitsFor: name, problem: problemOf('waits_for_document', 'why'), ...changes });

  it('operations of a cause are those that rest with a person and share it, in this account, the oldest first', () => {
    const { operations, logAs } = start();
    const rests = { state: 'needs_review', dueMs: null, problem: problemOf('reference_not_found', 'why'), cause: 'cause-1' } as const;
    logAs('a', rests);
    logAs('b', { ...rests, cause: 'cause-2' });
    logAs('c', rests);
    logAs('d', { ...rests, state: 'partly_applied', settledMs: NOW });
    logAs('e', waits('x', { cause: 'cause-1' }));
    logAs('f', rests, { account: '7654321' });
    logAs('g', { ...rests, cause: undefined });
    expect(operations.ofCause('cause-1')).toEqual([sha256('a'), sha256('c')]);
    expect(operations.ofCause('none')).toEqual([]);
  });

  it('operations that wait for a document are found by what they wait for, in this account, the oldest first and no more than asked for', () => {
    const { operations, log, logAs } = start();
    const first = logAs('a', waits('shopify_order_1'));
    logAs('b', waits('shopify_order_2'));
    const third = logAs('c', waits(sha256('brings'), { problem: problemOf('waits_for_operation', 'why') }));
    const fourth = logAs('d', waits('shopify_order_1'));
    logAs('e', waits('shopify_order_1', { problem: problemOf('lane_busy', 'why') }));
    logAs('f', waits('shopify_order_1', { state: 'retry_scheduled' }));
    logAs('g', waits('shopify_order_1'), { account: '7654321' });
    log('h');
    const names = ['shopify_order_1', sha256('brings')];
    expect(operations.waitingFor(names, 20)).toEqual([{ internalId: first, operationId: sha256('a') }, { internalId: third, operationId: sha256('c') }, { internalId: fourth, operationId: sha256('d') }]);
    expect(operations.waitingFor(names, 2).map(({ internalId }) => internalId)).toEqual([first, third]);
    expect(operations.waitingFor(['none'], 20)).toEqual([]);
  });

  it('a parked operation is made due now, and what is due already stays as it is', () => {
    const { operations, logAs } = start();
    const later = logAs('a', waits('x', { dueMs: NOW + 5000 }));
    expect(operations.due(NOW)).toEqual([]);
    expect(operations.makeDue(later, NOW)).toBe(true);
    expect(operations.due(NOW)).toMatchObject([{ internalId: later, state: 'parked', dueMs: NOW }]);
    expect(operations.find(sha256('a'))).toMatchObject({ state: 'parked', waitsFor: 'x', reason: 'waits_for_document', attempts: 0 });
    expect(operations.makeDue(later, NOW)).toBe(false);
    expect(operations.makeDue(later, NOW + 1)).toBe(false);
    expect(operations.find(sha256('a'))?.dueMs).toBe(NOW);
  });

  it('an operation that is not parked, or under work, is not made due', () => {
    const { operations, logAs } = start();
    const retries = logAs('a', { state: 'retry_scheduled', dueMs: NOW + 5000, problem: problemOf('netsuite_busy', 'why') });
    const settled = logAs('b', { state: 'applied', settledMs: NOW });
    const rests = logAs('c', { state: 'needs_review', problem: problemOf('reference_not_found', 'why') });
    const working = logAs('d', waits('x'));
    expect(operations.takeOver(working, LEASE, NOW + 10)).toMatchObject({ kind: 'taken', operation: { state: 'parked' } });
    expect([retries, settled, rests, working].map((internalId) => operations.makeDue(internalId, NOW + 20))).toEqual([false, false, false, false]);
    expect(['a', 'b', 'c', 'd'].map((name) => operations.find(sha256(name))?.dueMs)).toEqual([NOW + 5000, null, null, LEASE.untilMs]);
  });

  it('what is held back is not due, but for what was received so long ago that its deadline is over', () => {
    const { operations, log } = start();
    const overdue = log('a', { receivedMs: NOW - 100 });
    const held = log('b', { receivedMs: NOW - 99 });
    const ofType = log('c', { documentType: 'refund' });
    const ofSource = log('d', { source: 'other' });
    const due = (...hold: Parameters<typeof operations.due>[1] & object) => operations.due(NOW, hold).map(({ internalId }) => internalId);
    const orders = { source: 'shopify', documentType: 'order', pastMs: NOW - 100 };
    expect(due()).toEqual([overdue, held, ofType, ofSource]);
    expect(due(orders)).toEqual([overdue, ofType, ofSource]);
    expect(due(orders, { ...orders, documentType: 'refund', pastMs: NOW - 1 })).toEqual([overdue, ofSource]);
    expect(due(orders, { ...orders, documentType: 'refund' }, { ...orders, source: 'other', pastMs: NOW })).toEqual([overdue, ofSource]);
    expect(due({ source: 'none', documentType: 'order', pastMs: 0 })).toEqual([overdue, held, ofType, ofSource]);
  });

  it('what is held back counts from its last redrive, and is due all the same where an effect may stand that nobody has looked for', () => {
    const { operations, log, logAs } = start();
    const orders = { source: 'shopify', documentType: 'order', pastMs: NOW };
    const problem = problemOf('netsuite_busy', 'why');
    const due = () => operations.due(LEASE.untilMs, [orders]).map(({ internalId, mayStand, budgetFromMs }) => [internalId, mayStand, budgetFromMs]);
    logAs('redriven', { state: 'accepted', dueMs: NOW, problem: null, redrivenMs: NOW + 1 });
    log('fresh', { receivedMs: NOW + 1 });
    logAs('retried', { state: 'retry_scheduled', dueMs: NOW, problem }, { receivedMs: NOW + 1 });
    const unknown = logAs('unknown', { state: 'unknown', dueMs: NOW, problem }, { receivedMs: NOW + 2 });
    const left = log('left', { receivedMs: NOW + 3 });
    operations.takeOver(left, LEASE, NOW + 3);
    expect(due()).toEqual([[left, true, NOW + 3], [unknown, true, NOW + 2]]);
    operations.update(left, open({ state: 'parked', dueMs: NOW + 10, waitsFor: 'pause', problem }));
    expect(due()).toEqual([[unknown, true, NOW + 2]]);
  });

  it('attempts that ended are counted in groups of what they came to, by the minute, from a time on', () => {
    const { operations, log, logAs } = start();
    const failed = { state: 'retry_scheduled', dueMs: NOW, problem: problemOf('netsuite_busy', 'why') } as const;
    logAs('early', { ...failed, attemptedMs: NOW - 1 });
    logAs('a', { ...failed, attemptedMs: NOW });
    logAs('b', { ...failed, attemptedMs: NOW + 7 });
    logAs('c', { ...failed, attemptedMs: NOW + MINUTE_MS });
    logAs('d', { ...failed, attemptedMs: NOW }, { documentType: 'refund' });
    const group = { source: 'shopify', documentType: 'order', state: 'retry_scheduled', reason: 'netsuite_busy', count: 1 };
    const settled = logAs('e', { ...failed, attemptedMs: NOW + 1 });
    log('f');
    operations.update(settled, patch({ head: { number: 0, hash: '' } }));
    const ended = operations.ended(NOW);
    expect(ended).toHaveLength(4);
    expect(ended).toEqual(expect.arrayContaining([
      { ...group, count: 2, lastMs: NOW + 7 }, { ...group, lastMs: NOW + MINUTE_MS }, { ...group, documentType: 'refund', lastMs: NOW },
      // A patch that says nothing of an attempt keeps when the last one ended.
      { ...group, state: 'applied', reason: undefined, lastMs: NOW + 1 },
    ]));
    expect(operations.ended(NOW + MINUTE_MS + 1)).toEqual([]);
  });
}

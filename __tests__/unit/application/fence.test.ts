import { advanceContext } from '../../../src/application/receive';
import { wait } from '../../../src/application/progress';
import { settle, UNITS_TO_SETTLE } from '../../../src/application/settle';
import type { Operation } from '../../../src/application/ports';
import { UNITS_TO_FINISH } from '../../../src/application/write-target';
import { chainEvent } from '../../../src/domain/event-chain';
import { LEASE_MS } from '../../../src/domain/lease';
import type { Outcome } from '../../../src/domain/outcome';
import { problemOf } from '../../../src/domain/reasons';
import { sha256 } from '../../support/builders';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { metered } from '../../support/fakes/metered';
import { call, openShop, order, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const REVIEW: Outcome = { state: 'needs_review', result: null, verdicts: [], problem: problemOf('netsuite_refused', 'x'), mapVersion: 'v1' };

/** An operation under work by two runs at once: both took it over before either settled. */
function twoRuns(): { readonly account: FakeAccount; readonly operation: Operation } {
  const account = openShop();
  post(account, call('k', order(), { mode: 'async' }));
  const [due] = account.operations.due(account.nowMs);
  const taken = account.operations.takeOver(due?.internalId ?? 0, { holder: 'a', untilMs: account.nowMs + LEASE_MS }, account.nowMs);
  if (taken.kind !== 'taken') throw new Error(taken.kind);
  return { account, operation: taken.operation };
}

describe('two runs that settle one operation', () => {
  const target = { recordType: 'salesorder', internalId: 900, externalId: 'shop_order_1001', documentNumber: 'SO1' };
  const applied: Outcome = { state: 'applied', result: target, verdicts: [], problem: null, mapVersion: 'v1' };

  it('come to one outcome: the first to append it decides, the other adopts it', () => {
    const { account, operation } = twoRuns();
    account.ledger.seed('salesorder', {}, { internalId: 900 });
    expect(settle(operation, { known: undefined }, applied, account.ports())).toEqual(applied);
    expect(settle(operation, { known: undefined }, REVIEW, account.ports())).toEqual(applied);
    expect(account.events.chain(operation.operationId)).toHaveLength(1);
    expect(account.operations.byOperation(operation.operationId)?.patch).toMatchObject({ state: 'applied', target, dueMs: null });
    expect(brokenRules(account)).toEqual([]);
  });

  it('append behind a note, which settles nothing', () => {
    const { account, operation } = twoRuns();
    post(account, call('k', order({ note: 'other' })));
    expect(settle(operation, { known: undefined }, REVIEW, account.ports())).toEqual(REVIEW);
    const chain = account.events.chain(operation.operationId);
    expect(chain.map(({ kind }) => kind)).toEqual(['key_reused', 'outcome']);
    expect(account.operations.byOperation(operation.operationId)?.patch.head).toEqual({ number: 2, hash: chain[1]?.hash });
    expect(brokenRules(account)).toEqual([]);
  });

  it('that are both behind many notes still come to one outcome', () => {
    const { account, operation } = twoRuns();
    for (let at = 0; at < 12; at += 1) post(account, call('k', order({ note: `other ${at}` })));
    settle(operation, { known: undefined }, REVIEW, account.ports());
    expect(settle(operation, { known: undefined }, { ...REVIEW, problem: problemOf('netsuite_period', 'y') }, account.ports())).toEqual(REVIEW);
    expect(account.events.chain(operation.operationId).filter(({ kind }) => kind === 'outcome')).toHaveLength(1);
    expect(brokenRules(account)).toEqual([]);
  });

  it.each([0, 1, 11, 200])('settle within the units that are kept for it, with %i notes in the chain and another run that was faster', (notes) => {
    const { account, operation } = twoRuns();
    account.ledger.seed('salesorder', {}, { internalId: 900 });
    let end = operation.head;
    for (let at = 0; at < notes; at += 1) {
      const note = chainEvent({ chain: operation.operationId, kind: 'key_reused', atMs: account.nowMs, actor: 'a', salt: 's', facts: '{}', values: '{}' }, end, sha256);
      account.events.append(note);
      end = note;
    }
    const first = metered(account);
    settle(operation, { known: undefined }, applied, first.ports);
    expect(first.used()).toBeLessThanOrEqual(UNITS_TO_SETTLE);
    const second = metered(account);
    expect(settle(operation, { known: undefined }, REVIEW, second.ports)).toEqual(applied);
    expect(second.used()).toBeLessThanOrEqual(UNITS_TO_SETTLE);
    expect(UNITS_TO_FINISH).toBeGreaterThanOrEqual(UNITS_TO_SETTLE + 75);
    expect(brokenRules(account)).toEqual([]);
  });

  it('append behind a note that is written at the very moment', () => {
    const { account, operation } = twoRuns();
    post(account, call('k', order({ note: 'one' })));
    let tried = 0;
    account.gate.onCall(({ name }) => {
      if (name === 'events.append' && tried < 1) {
        tried += 1;
        account.gate.onCall(({ name: inner }) => {
          if (inner === 'events.append' && tried < 2) {
            tried += 1;
            post(account, call('k', order({ note: 'two' })));
          }
          return undefined;
        });
      }
      return undefined;
    });
    expect(settle(operation, { known: undefined }, REVIEW, account.ports())).toEqual(REVIEW);
    expect(account.events.chain(operation.operationId).map(({ kind }) => kind)).toEqual(['key_reused', 'key_reused', 'outcome']);
    expect(brokenRules(account)).toEqual([]);
  });

  it('never move an operation against the table of states', () => {
    const { account, operation } = twoRuns();
    expect(() => settle({ ...operation, state: 'applied' }, { known: undefined }, REVIEW, account.ports())).toThrow('does not move from applied to needs_review');
    expect(account.events.rows.size).toBe(0);
  });
});

it('an outcome that was appended by a run which then died is what stands, whatever has changed since', () => {
  const account = openShop();
  // The first run finds that SKU Z is missing and dies once its outcome event stands.
  account.gate.onCall(({ name }) => (name === 'events.append' ? 'dies-after' : undefined));
  const document = order({ lines: [{ id: 'l1', sku: 'Z', quantity: 1, price: '25.00' }] });
  expect(post(account, call('k', document))).toBeUndefined();
  account.gate.failAt(undefined);
  account.gate.onCall(undefined);
  account.ledger.seed('item', { itemid: 'Z' });
  account.nowMs += LEASE_MS;
  expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
  expect(account.ledger.records.filter(({ type }) => type === 'salesorder')).toEqual([]);
  expect(brokenRules(account)).toEqual([]);
});

it('an outcome with an effect that was appended by a run which then died is completed from the event', () => {
  const account = openShop();
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  account.gate.onCall(({ name }) => (name === 'events.append' ? 'dies-after' : undefined));
  post(account, call('k'));
  expect(account.objects.rows.size).toBe(0);
  settleByTime(account);
  expect(post(account, call('k'))).toMatchObject({ outcome: 'applied', replayed: true });
  expect(account.objects.rows.size).toBe(1);
  expect(account.events.rows.size).toBe(1);
  expect(brokenRules(account)).toEqual([]);
});

describe('a run that finds that it has to wait', () => {
  const waiting = { state: 'parked', problem: problemOf('lane_busy', 'x'), waitsFor: 'other', dueMs: 99 } as const;
  const late = (account: FakeAccount, operation: Operation) => {
    const [map] = account.configuration.inForce.filter(({ rule }) => rule.documentType === operation.documentType);
    if (map === undefined) throw new Error('no map');
    const ports = account.ports();
    return wait(operation, advanceContext(map, { ports, configuration: ports.configuration.load('shop'), ordersLane: true }, true), waiting);
  };

  it('says so until its lease is over', () => {
    const { account, operation } = twoRuns();
    account.nowMs += LEASE_MS - 1;
    expect(late(account, operation)).toMatchObject({ outcome: { state: 'parked' }, dueMs: 99, waitsFor: 'other' });
    expect(account.operations.byOperation(operation.operationId)).toMatchObject({ dueMs: 99, patch: { state: 'parked' } });
  });

  it('past its lease leaves what another run settled as it is, and tells that', () => {
    const { account, operation } = twoRuns();
    account.nowMs += LEASE_MS;
    sweepOnce(account);
    const before = structuredClone(account.operations.byOperation(operation.operationId));
    expect(late(account, operation)).toMatchObject({ outcome: { state: 'applied', result: before?.patch.target ?? {} }, dueMs: null, waitsFor: '', attempts: 2 });
    expect(account.operations.byOperation(operation.operationId)).toEqual(before);
    expect(brokenRules(account)).toEqual([]);
  });

  it('past its lease leaves to the sweep what nobody took over, and says when that is due', () => {
    const { account, operation } = twoRuns();
    account.nowMs += LEASE_MS;
    const before = structuredClone(account.operations.byOperation(operation.operationId));
    expect(late(account, operation)).toEqual({ outcome: { state: 'accepted', result: null, verdicts: [], problem: null, mapVersion: '' }, dueMs: operation.lease.untilMs, waitsFor: '', attempts: 1 });
    expect(account.operations.byOperation(operation.operationId)).toEqual(before);
    sweepOnce(account);
    expect(account.operations.byOperation(operation.operationId)?.patch.state).toBe('applied');
  });

  it('of an operation whose row is gone writes as it was to', () => {
    const { account, operation } = twoRuns();
    account.nowMs += LEASE_MS;
    account.operations.rows.clear();
    expect(() => late(account, operation)).toThrow('RCRD_DSNT_EXIST');
  });
});

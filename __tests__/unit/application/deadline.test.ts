import { SWEEP_EVERY_MS } from '../../../src/domain/lease';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { row } from '../../support/builders';
import { call, customerMap, openShop, order, orderMap, post, sweepOnce } from '../../support/fakes/shop';

const DAY_MS = 24 * 3_600_000;
const rowOf = (account: FakeAccount, key = 'k') => [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key);
const LEDGER = { postingDate: { zone: 'UTC', decision: 'D-0033' } } as const;
const withDate = (whenClosed: 'park' | 'first_open_day', mapVersion = 'v1') => orderMap({ mapVersion, parts: { ledger: { postingDate: { ...LEDGER.postingDate, whenClosed } } } });

/** A shop whose orders touch the ledger, in a closed period. */
function closed(): FakeAccount {
  const account = openShop(withDate('park'));
  account.ledger.posts = (type) => type === 'salesorder';
  account.period = { state: 'closed', name: 'Jan 2026', firstOpenDay: '2026-02-01', firstOpenId: 2 };
  post(account, call('k'));
  return account;
}

function awaiting(): FakeAccount {
  const entity = row({ code: 'shop.order.body.entity', target: 'entity', kind: 'create_only', path: '/buyer', required: true, transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' } });
  const { rows } = orderMap();
  const account = openShop(orderMap({}, rows.map((one) => (one.target === 'entity' ? entity : one))), customerMap());
  post(account, call('k', order({ buyer: '7' })));
  return account;
}

function heldUp(): FakeAccount {
  const account = openShop();
  post(account, call('k', order({ customer: { id: '7', name: '' } })));
  return account;
}

function undeployed(): FakeAccount {
  const account = openShop({ ...orderMap(), consistent: false });
  post(account, call('k'));
  return account;
}

function unreadable(): FakeAccount {
  const account = openShop();
  post(account, call('k', order(), { mode: 'async' }));
  account.configuration.unreadable = true;
  sweepOnce(account);
  return account;
}

it.each<[string, () => FakeAccount, RegExp]>([
  ['a closed period', closed, /^period Jan 2026$/],
  ['a document that brings a record', awaiting, /^shop_customer_7$/],
  ['another operation', heldUp, /^[0-9a-f]{64}$/],
  ['a deployment', undeployed, /^deployment$/],
  ['settings that can be read', unreadable, /^configuration$/],
])('what waits for %s names it, is looked at in every sweep, and is a person\'s once its time is over', (_what, open, waitsFor) => {
  const account = open();
  expect(rowOf(account)?.patch.waitsFor).toMatch(waitsFor);
  const { dueMs } = rowOf(account) ?? {};
  expect((dueMs ?? Number.POSITIVE_INFINITY) - account.nowMs).toBeLessThanOrEqual(20 * 60_000);
  for (let at = 0; at < 3 * 96 + 4; at += 1) {
    account.nowMs += SWEEP_EVERY_MS;
    sweepOnce(account);
  }
  expect(rowOf(account)?.patch).toMatchObject({ state: 'needs_review', problem: { code: 'parked_too_long' }, dueMs: null });
  expect(brokenRules(account)).toEqual([]);
});

describe('an order that waits for its period', () => {
  it('goes on at the next sweep once the period is open again', () => {
    const account = closed();
    account.nowMs += DAY_MS;
    sweepOnce(account);
    expect(rowOf(account)?.patch.state).toBe('parked');
    account.period = { state: 'open', name: 'Jan 2026', internalId: 1, firstOpenDay: undefined };
    account.nowMs += SWEEP_EVERY_MS;
    sweepOnce(account);
    expect(rowOf(account)?.patch.state).toBe('applied');
  });

  it('moves to the first open day once its rule says so, under that decision', () => {
    const account = closed();
    account.configuration.inForce = [withDate('first_open_day', 'v2'), customerMap()];
    account.nowMs += SWEEP_EVERY_MS;
    sweepOnce(account);
    expect(rowOf(account)?.patch).toMatchObject({ state: 'applied', mapVersion: 'v2' });
  });

  it('costs a sweep no more than one take-over, one look and one row', () => {
    const account = closed();
    account.nowMs += DAY_MS;
    const from = account.gate.calls.length;
    sweepOnce(account);
    const called = account.gate.calls.slice(from).filter((name) => !name.startsWith('configuration') && !name.startsWith('machine') && name !== 'operations.due' && name !== 'operations.ended');
    expect(called.sort()).toEqual(['ledger.probe', 'lookup.look', 'operations.takeOver', 'operations.update']);
  });
});

import { LEASE_MS, nextSweepMs } from '../../../src/domain/lease';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, customerMap, openShop, order, orderMap, post, sweepOnce } from '../../support/fakes/shop';

const rowOf = (account: FakeAccount, key: string) => {
  const row = [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key);
  if (row === undefined) throw new Error(key);
  return row;
};

/** Has every run die right after it appended its outcome. */
function dieAfterOutcome(account: FakeAccount): void {
  account.gate.onCall(({ name }) => (name === 'events.append' ? 'dies-after' : undefined));
}

function live(account: FakeAccount): void {
  account.gate.onCall(undefined);
  account.gate.failAt(undefined);
}

function sweepLater(account: FakeAccount): void {
  account.gate.failAt(undefined);
  account.nowMs = nextSweepMs(account.nowMs + LEASE_MS);
  sweepOnce(account);
}

const BODIES = {
  'an order without an id': () => ({ account: openShop(), body: call('k', order({ id: null })), state: 'needs_review' }),
  'an order that takes the place of an applied one': () => {
    const account = openShop();
    const first = post(account, call('first'));
    return { account, body: call('k', order({ version: 2 }), { supersedes: first?.operationId }), state: 'refused' };
  },
};

describe('an outcome that its run did not live to tell its row', () => {
  it.each(Object.entries(BODIES))('is completed where nothing is looked up: %s', (_name, build) => {
    const { account, body, state } = build();
    dieAfterOutcome(account);
    expect(post(account, body)).toBeUndefined();
    live(account);
    expect(rowOf(account, 'k').patch.state).toBe('accepted');
    sweepLater(account);
    expect(rowOf(account, 'k')).toMatchObject({ dueMs: null, patch: { state } });
    expect(brokenRules(account)).toEqual([]);
  });

  it('is completed before an operation that runs died on is set aside', () => {
    const account = openShop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    post(account, call('k', order(), { mode: 'async' }));
    account.gate.onCall(({ name }) => (name === 'lookup.look' ? 'dies-before' : undefined));
    for (let run = 0; run < 2; run += 1) sweepLater(account);
    dieAfterOutcome(account);
    sweepLater(account);
    live(account);
    sweepLater(account);
    expect(rowOf(account, 'k')).toMatchObject({ deaths: 3, dueMs: null, patch: { state: 'applied' } });
    expect([...account.keys.rows.keys()]).toEqual([]);
    expect(brokenRules(account)).toEqual([]);
  });

  it('is completed before an operation waits for a map that is whole', () => {
    const account = openShop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    dieAfterOutcome(account);
    post(account, call('k'));
    live(account);
    account.configuration.inForce = [{ ...orderMap(), consistent: false }, customerMap()];
    account.configuration.reload('shop');
    sweepLater(account);
    expect(rowOf(account, 'k')).toMatchObject({ dueMs: null, patch: { state: 'applied' } });
    expect(brokenRules(account)).toEqual([]);
  });
});

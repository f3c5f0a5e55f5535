import { readHealth } from '../../../src/application/health';
import { submit } from '../../../src/application/submit';
import { LEASE_MS, nextSweepMs, PARKED_LIMIT_MS } from '../../../src/domain/lease';
import { thrownBy } from '../../support/builders';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const rows = (account: FakeAccount) => [...account.operations.rows.values()];

describe('settings of a source that cannot be read', () => {
  /** Operations of every kind that the sweep takes up, all due. */
  function backlog(): FakeAccount {
    const account = openShop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    post(account, call('accepted', order(), { mode: 'async' }));
    account.ledger.nextSave = { kind: 'threw', error: { name: 'UNEXPECTED_ERROR', message: 'x' } };
    post(account, call('unknown', order({ id: '2' })));
    account.ledger.nextSave = { kind: 'refused', error: { name: 'UNEXPECTED_ERROR', message: 'x' } };
    post(account, call('retried', order({ id: '3' })));
    post(account, call('parked', order({ id: '4', customer: { id: '8', name: '' } })));
    account.nowMs = nextSweepMs(account.nowMs + LEASE_MS);
    return account;
  }

  it('turn a call away with a clear refusal: nothing is kept', () => {
    const account = openShop();
    account.configuration.unreadable = true;
    expect(thrownBy(() => submit(call('k'), account.ports()))).toMatchObject({ name: 'DocketRefusal', code: 'configuration_unreadable', pointer: '/source' });
    expect(account.operations.rows.size).toBe(0);
  });

  it('use up no attempt of what waits, and put nothing in front of a person for three days', () => {
    const account = backlog();
    const before = new Map(rows(account).map(({ internalId, attempts, patch }) => [internalId, [attempts, patch.state]]));
    account.configuration.unreadable = true;
    for (let tick = 0; tick < 15; tick += 1) {
      expect(sweepOnce(account).map(({ state }) => state)).toEqual(['waits_for_configuration', 'waits_for_configuration', 'waits_for_configuration', 'waits_for_configuration']);
      account.nowMs += LEASE_MS;
    }
    expect(new Map(rows(account).map(({ internalId, attempts, patch }) => [internalId, [attempts, patch.state]]))).toEqual(before);
    expect(rows(account).filter(({ dueMs }) => dueMs !== null).map(({ patch }) => [patch.waitsFor, patch.problem?.code])).toEqual(
      Array.from({ length: 4 }, () => ['configuration', 'configuration_unreadable']),
    );
    account.configuration.unreadable = false;
    settleByTime(account);
    expect(rows(account).filter(({ document }) => document.documentType === 'order').map(({ document, patch }) => [document.idempotencyKey, patch.state])).toEqual([
      ['accepted', 'applied'], ['unknown', 'applied'], ['retried', 'applied'], ['parked', 'needs_review'],
    ]);
    expect(brokenRules(account)).toEqual([]);
  });

  it('put what waits in front of a person once it is older than any wait may be, and not before', () => {
    const account = backlog();
    account.configuration.unreadable = true;
    const receivedMs = rows(account)[0]!.document.receivedMs;
    account.nowMs = receivedMs + PARKED_LIMIT_MS;
    expect(new Set(sweepOnce(account).map(({ state }) => state))).toEqual(new Set(['waits_for_configuration']));
    account.nowMs += LEASE_MS;
    expect(sweepOnce(account).map(({ state }) => state)).toEqual(['needs_review', 'needs_review', 'needs_review', 'needs_review']);
    for (const { patch, dueMs } of rows(account).filter(({ document }) => document.documentType === 'order')) {
      expect([patch.problem?.code, patch.target, dueMs]).toEqual(['parked_too_long', null, null]);
      expect(patch.problem?.detail).toContain('The settings of "shop" cannot be read. The setting cannot be read.');
    }
    expect(brokenRules(account)).toEqual([]);
  });

  it('leave an effect that stands with its operation when that goes to a person', () => {
    const account = openShop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    account.gate.onCall(({ name }) => (name === 'ledger.readBack' ? 'dies-before' : undefined));
    post(account, call('k'));
    account.gate.onCall(undefined);
    account.gate.failAt(undefined);
    account.configuration.unreadable = true;
    for (const passed of [LEASE_MS, PARKED_LIMIT_MS]) {
      account.nowMs += passed;
      sweepOnce(account);
    }
    const standing = account.ledger.records.find(({ type }) => type === 'salesorder');
    expect(rows(account)[0]?.patch).toMatchObject({ state: 'needs_review', target: { internalId: standing?.internalId }, problem: { code: 'parked_too_long', detail: expect.stringContaining('its effect stands') as unknown } });
    expect(brokenRules(account)).toEqual([]);
  });

  it('that a run meets after it took custody are answered as custody', () => {
    const account = openShop();
    account.gate.onCall(({ name }) => {
      if (name === 'lookup.look') account.configuration.inForce = [];
      if (name === 'configuration.reload') account.configuration.unreadable = true;
      return undefined;
    });
    expect(post(account, call('k'))).toMatchObject({ custody: true, outcome: 'accepted', problem: { code: 'configuration_unreadable' } });
    account.gate.onCall(undefined);
    expect(rows(account)).toHaveLength(1);
  });
});

describe('the health', () => {
  it.each([
    ['a role that is bound to a source', { userId: 5, role: 'customrole_connector' }], ['a user who is bound to a source', { userId: 7, role: 'customrole_other' }],
    ['an administrator', { userId: 1, role: 'administrator' }],
  ])('is told to %s', (_who, caller) => {
    const account = openShop();
    account.caller = caller;
    expect(readHealth(account.ports())).toMatchObject({ intake: 'open', queue: { depth: {} } });
  });

  it('is told to nobody else, and nothing is counted for them', () => {
    const account = openShop();
    account.caller = { userId: 9, role: 'customrole_other' };
    expect(thrownBy(() => readHealth(account.ports()))).toMatchObject({ name: 'DocketRefusal', code: 'source_not_yours' });
    expect(account.gate.calls).toEqual(['configuration.switches']);
  });
});

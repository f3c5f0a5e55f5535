import { readStatus } from '../../../src/application/status';
import { withdraw } from '../../../src/application/withdraw';
import { LEASE_MS } from '../../../src/domain/lease';
import type { CallFault } from '../../support/fakes/call-gate';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { alive, call, customerMap, openShop, order, orderMap, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const rowOf = (account: FakeAccount, key: string) => [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key);
const DIFFERS = order({ total: '1.00' });

/** The next run dies at its first call of this name. */
function dieAt(account: FakeAccount, called: string, fault: CallFault): void {
  account.gate.onCall(({ name }) => (name === called ? fault : undefined));
}

function revive(account: FakeAccount): void {
  account.gate.onCall(undefined);
  account.gate.failAt(undefined);
}

const WAITING: readonly (readonly [string, (account: FakeAccount) => void])[] = [
  ['rests with a person', (account) => { post(account, call('k', DIFFERS)); }],
  ['is only accepted', (account) => { post(account, call('k', order(), { mode: 'async' })); }],
  ['is parked', (account) => { post(account, call('k', order({ customer: { id: '7', name: '' } }))); }],
];

describe.each(WAITING)('the withdrawal of an operation that %s', (_what, wait) => {
  const dying = (called: string, fault: CallFault) => {
    const account = openShop();
    wait(account);
    dieAt(account, called, fault);
    const operationId = rowOf(account, 'k')?.document.operationId ?? '';
    expect(alive(() => withdraw({ operationId }, account.ports()))).toBeUndefined();
    revive(account);
    return { account, operationId };
  };

  it('stands once its outcome stands: the run died before it told the row, and the sweep completes it', () => {
    const { account, operationId } = dying('operations.update', 'dies-before');
    account.nowMs += LEASE_MS;
    sweepOnce(account);
    expect(rowOf(account, 'k')).toMatchObject({ dueMs: null, patch: { state: 'withdrawn' } });
    expect(account.events.chain(operationId).filter(({ facts }) => facts.includes('withdrawn'))).toHaveLength(1);
    expect(brokenRules(account)).toEqual([]);
  });

  it('is told as it is before the row says so, to whoever asks or repeats', () => {
    const { account, operationId } = dying('operations.update', 'dies-before');
    expect(readStatus({ operationId }, account.ports())).toMatchObject({ outcome: 'withdrawn', retryAfterSeconds: null, waitsFor: null });
    expect(withdraw({ operationId }, account.ports())).toMatchObject({ outcome: 'withdrawn' });
  });

  it('that died before its outcome leaves the operation as it was', () => {
    const { account } = dying('events.append', 'dies-before');
    const attempts = rowOf(account, 'k')?.attempts;
    const before = rowOf(account, 'k')?.patch.state;
    account.nowMs += LEASE_MS;
    sweepOnce(account);
    const { dueMs, patch } = rowOf(account, 'k') ?? {};
    if (before === 'needs_review') expect([patch?.state, dueMs, rowOf(account, 'k')?.attempts]).toEqual(['needs_review', null, attempts]);
    settleByTime(account);
    expect(brokenRules(account)).toEqual([]);
  });
});

it('a withdrawal that died before its outcome, of an operation that rests with a person, is repeated at once', () => {
  const account = openShop();
  post(account, call('k', DIFFERS));
  const operationId = rowOf(account, 'k')?.document.operationId ?? '';
  dieAt(account, 'events.append', 'dies-before');
  alive(() => withdraw({ operationId }, account.ports()));
  revive(account);
  expect(withdraw({ operationId }, account.ports())).toMatchObject({ outcome: 'withdrawn', problem: null });
  expect(brokenRules(account)).toEqual([]);
});

describe('an operation that had its effect and then cannot be carried on', () => {
  /** The order is saved, and its run dies before it settles. */
  function withEffect(): FakeAccount {
    const account = openShop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    dieAt(account, 'ledger.readBack', 'dies-before');
    post(account, call('k'));
    revive(account);
    account.nowMs += LEASE_MS;
    return account;
  }

  const damage = (account: FakeAccount, keptText: string) => {
    const row = rowOf(account, 'k');
    if (row !== undefined) account.operations.rows.set(row.internalId, { ...row, document: { ...row.document, keptText } });
  };

  it.each<[string, string, (account: FakeAccount) => void]>([
    ['its document was changed', 'document_unreadable', (account) => { damage(account, JSON.stringify(order({ note: 'tampered' }))); }],
    ['its document was cut', 'document_unreadable', (account) => { damage(account, '{"id":'); }],
    ['its rule is gone', 'map_inconsistent', (account) => { account.configuration.inForce = [customerMap()]; account.configuration.reload('shop'); }],
    ['every run fails and the limit is reached', 'attempts_exhausted', (account) => { account.failLook = true; account.nowMs += 73 * 3_600_000; }],
  ])('goes to a person with the record that stands, and is not withdrawn: %s', (_what, code, break_) => {
    const account = withEffect();
    break_(account);
    const record = account.ledger.records.find(({ type }) => type === 'salesorder');
    expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
    expect(rowOf(account, 'k')?.patch).toMatchObject({
      state: 'needs_review', target: { recordType: 'salesorder', internalId: record?.internalId, externalId: 'shop_order_1001' },
      problem: { code, detail: expect.stringContaining(`The salesorder ${record?.internalId ?? 0} carries this operation: its effect stands.`) as unknown },
    });
    expect(withdraw({ operationId: rowOf(account, 'k')?.document.operationId ?? '' }, account.ports())).toMatchObject({
      outcome: 'needs_review', result: { internalId: record?.internalId }, safeNewKey: false, problem: { code: 'withdraw_too_late' },
    });
    expect(brokenRules(account)).toEqual([]);
  });

  it('says that no record carries it where none does', () => {
    const account = openShop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    account.ledger.seed('salesorder', {}, { externalId: 'shop_order_1001', stamp: '' });
    dieAt(account, 'lookup.look', 'dies-before');
    post(account, call('k'));
    revive(account);
    account.nowMs += LEASE_MS;
    damage(account, '{');
    expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
    expect(rowOf(account, 'k')?.patch).toMatchObject({ target: null, problem: { detail: expect.stringMatching(/ No record carries this operation\. The salesorder \d+ has its external id, and was last written by nobody known\.$/) as unknown } });
  });

  it('goes to a person although a record type cannot be searched', () => {
    const account = withEffect();
    damage(account, '{');
    account.ledger.probe = () => { throw new Error('INSUFFICIENT_PERMISSION'); };
    expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
    expect(rowOf(account, 'k')?.patch.problem?.detail).toContain('It could not be looked for among records of type salesorder.');
  });
});

it('an operation without a rule that nobody began on is not looked for', () => {
  const account = openShop(orderMap());
  post(account, call('k', order(), { mode: 'async' }));
  account.configuration.inForce = [];
  account.configuration.reload('shop');
  sweepOnce(account);
  expect(account.gate.calls).not.toContain('ledger.probe');
});

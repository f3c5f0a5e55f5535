import { withdraw } from '../../../src/application/withdraw';
import { problemOf } from '../../../src/domain/reasons';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, customerMap, openShop, order, orderMap, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const QUARTER_HOUR_MS = 900_000;

const customerRow = (account: FakeAccount) => [...account.operations.rows.values()].find(({ document }) => document.documentType === 'customer');
const orderRow = (account: FakeAccount) => [...account.operations.rows.values()].find(({ document }) => document.documentType === 'order');

/** An order whose customer has no name, which its map requires. */
function waitingOrder(): FakeAccount {
  const account = openShop();
  post(account, call('k', order({ customer: { id: '7', name: '' } })));
  return account;
}

describe('an order whose customer rests with a person', () => {
  it('waits for it and says so', () => {
    const account = waitingOrder();
    const child = customerRow(account);
    expect(child?.patch.state).toBe('needs_review');
    expect(orderRow(account)?.patch).toMatchObject({
      state: 'parked', waitsFor: child?.document.operationId,
      problem: { code: 'waits_for_operation', detail: expect.stringContaining('It rests with a person: A value that the map requires is missing.') as unknown },
    });
  });

  it('does not send the customer again while it waits: it asks how that operation stands', () => {
    const account = waitingOrder();
    const before = account.gate.calls.length;
    for (let tick = 0; tick < 5; tick += 1) {
      account.nowMs += QUARTER_HOUR_MS;
      expect(sweepOnce(account)).toMatchObject([{ state: 'parked' }]);
    }
    const calls = account.gate.calls.slice(before);
    expect(calls).not.toContain('operations.log');
    expect(calls).not.toContain('operations.countSeenAgain');
    expect(customerRow(account)?.seenAgain).toBe(0);
    expect(brokenRules(account)).toEqual([]);
  });

  it('goes on once the customer is there, whoever made it', () => {
    const account = waitingOrder();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    account.nowMs += QUARTER_HOUR_MS;
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
    expect(brokenRules(account)).toEqual([]);
  });

  it('goes to a person itself when the deadline is over, with the reason of the customer', () => {
    const account = waitingOrder();
    settleByTime(account);
    expect(orderRow(account)?.patch).toMatchObject({ state: 'needs_review', problem: { code: 'parked_too_long', detail: expect.stringContaining('It rests with a person') as unknown } });
    expect(brokenRules(account)).toEqual([]);
  });

  it('goes to a person at the next look where the customer was withdrawn', () => {
    const account = waitingOrder();
    withdraw({ operationId: customerRow(account)?.document.operationId ?? '' }, account.ports());
    account.nowMs += QUARTER_HOUR_MS;
    expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
    expect(orderRow(account)?.patch.problem).toMatchObject({ code: 'reference_not_found', detail: expect.stringContaining('which was to bring it, is withdrawn.') as unknown, errors: [{ pointer: '/customer' }] });
    expect(brokenRules(account)).toEqual([]);
  });
});

describe('an order whose customer is refused', () => {
  it('goes to a person at once, with the reason', () => {
    const account = openShop(orderMap(), customerMap({ mayCreate: false }));
    expect(post(account, call('k'))).toMatchObject({ outcome: 'needs_review', problem: { code: 'reference_not_found', detail: expect.stringContaining(`is refused. ${problemOf('create_not_allowed', '').title}.`) as unknown } });
    expect(account.operations.rows.size).toBe(2);
    expect(brokenRules(account)).toEqual([]);
  });

  it('by the sweep goes to a person too, and the customer is not sent a second time', () => {
    const account = openShop(orderMap(), customerMap({ mayCreate: false }));
    post(account, call('k', order(), { mode: 'async' }));
    expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
    expect(account.operations.rows.size).toBe(2);
  });
});

it('an order whose customer cannot be kept as a document of its own goes to a person, and is not answered as if nothing were kept', () => {
  const account = openShop();
  const { log } = account.operations;
  account.operations.log = function refusing(document, lease) {
    if (document.documentType === 'customer') throw Object.assign(new Error('The document has 600000 characters.'), { name: 'DocketRefusal', code: 'document_too_long', pointer: '/documentText' });
    return log.call(account.operations, document, lease);
  };
  expect(post(account, call('k'))).toMatchObject({ custody: true, outcome: 'needs_review', problem: { code: 'reference_not_found', detail: expect.stringContaining('600000') as unknown } });
  expect(brokenRules(account)).toEqual([]);
});

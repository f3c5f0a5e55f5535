import { releaseWaiting } from '../../../src/application/release';
import type { RecordAppeared } from '../../../src/application/machine-ports';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, customerMap, openShop, order, orderMap, post, settleByTime, sweepOnce } from '../../support/fakes/shop';
import { row } from '../../support/builders';

const customerByName = row({ code: 'shop.order.body.entity', target: 'entity', kind: 'create_only', path: '/buyer', required: true, transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' } });

/** An order that names a customer which another document brings, and has not yet. */
function waiting(count = 1): FakeAccount {
  const { rows } = orderMap();
  const account = openShop(orderMap({}, rows.map((one) => (one.target === 'entity' ? customerByName : one))), customerMap());
  for (let at = 0; at < count; at += 1) post(account, call(`k${at}`, order({ id: String(at + 1), buyer: '7' })));
  return account;
}

const appeared: RecordAppeared = { recordType: 'customer', internalId: 5, externalId: 'Shop_Customer_7', operationId: '' };
const failed: unknown[] = [];
const release = (account: FakeAccount, record = appeared) => { releaseWaiting(record, account.ports(), (error) => failed.push(error)); };
const dueNow = (account: FakeAccount) => account.operations.due(account.nowMs).length;

it('an order that waits for a customer is due at once when the customer appears, and the sweep is woken', () => {
  const account = waiting();
  expect([...account.operations.rows.values()].map(({ patch }) => [patch.state, patch.waitsFor])).toEqual([['parked', 'shop_customer_7']]);
  release(account);
  expect([dueNow(account), account.scheduler.wakeUps]).toEqual([1, 1]);
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  sweepOnce(account);
  expect([...account.operations.rows.values()].map(({ patch }) => patch.state)).toEqual(['applied']);
  expect(brokenRules(account)).toEqual([]);
});

it.each<[string, RecordAppeared]>([
  ['nobody waits for', { ...appeared, externalId: 'shop_customer_8' }], ['has no name', { ...appeared, externalId: '' }],
])('a record that %s wakes nobody', (_what, record) => {
  const account = waiting();
  release(account, record);
  expect([dueNow(account), account.scheduler.wakeUps]).toEqual([0, 0]);
});

it('what waits for the operation that wrote the record goes on too', () => {
  const account = waiting();
  const [parked] = account.operations.rows.values();
  if (parked !== undefined) parked.patch = { ...parked.patch, waitsFor: 'op-1' };
  release(account, { ...appeared, externalId: 'x', operationId: 'op-1' });
  expect(dueNow(account)).toBe(1);
});

it('what waits for its lane is left to the sweep: the one before it has only written, not settled', () => {
  const account = waiting();
  const [parked] = account.operations.rows.values();
  if (parked?.patch.problem) parked.patch = { ...parked.patch, problem: { ...parked.patch.problem, code: 'lane_busy' } };
  release(account);
  expect(dueNow(account)).toBe(0);
});

it('one save makes no more than twenty due; the sweep finds the others by itself', () => {
  const account = waiting(23);
  release(account);
  expect(dueNow(account)).toBe(20);
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  settleByTime(account);
  expect([...account.operations.rows.values()].filter(({ patch }) => patch.state !== 'applied')).toEqual([]);
});

it('without any release the sweep carries it on at its next run', () => {
  const account = waiting();
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  account.nowMs += 15 * 60_000;
  sweepOnce(account);
  expect([...account.operations.rows.values()].map(({ patch }) => patch.state)).toEqual(['applied']);
});

it('one in the hand of a run is left in it', () => {
  const account = waiting();
  const [parked] = account.operations.rows.values();
  if (parked !== undefined) parked.lease = { holder: 'run', untilMs: parked.dueMs ?? 0 };
  release(account);
  expect([dueNow(account), account.scheduler.wakeUps]).toEqual([0, 0]);
});

it('a save is never made to fail: what fails is raised as a cause, and where that fails the last resort is told', () => {
  const account = waiting();
  account.gate.onCall(({ name }) => {
    if (name === 'operations.waitingFor') throw Object.assign(new Error('no'), { name: 'SSS_SEARCH_ERROR_OCCURRED' });
    return undefined;
  });
  release(account);
  release(account);
  expect([...account.causes.rows.values()]).toMatchObject([{ kind: 'platform_failure', state: 'open', cause: { subject: 'customer 5', whoActs: 'admin' } }]);
  expect(failed).toEqual([]);
  account.gate.onCall(() => { throw new Error('everything'); });
  release(account);
  expect(failed).toMatchObject([{ message: 'everything' }]);
});

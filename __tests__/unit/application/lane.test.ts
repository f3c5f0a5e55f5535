import { redrive } from '../../../src/application/actions/redrive';
import { submit } from '../../../src/application/submit';
import { selectDue, workLane } from '../../../src/application/sweep';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const first = call('k1', order({ note: 'first' }), { mode: 'async' });
const second = call('k2', order({ version: 2, note: 'second' }), { mode: 'async' });
const memos = (account: FakeAccount) => account.ledger.records.filter(({ type }) => type === 'salesorder').map(({ body }) => body.get('memo'));
const ids = (account: FakeAccount) => selectDue(account.ports()).map(({ internalId }) => internalId);
const SAVES = ['ledger.create', 'target.save'];

/** Two operations of one object, the earlier of which one run works on while another run has the later. */
function twoRuns(n: number): { readonly account: FakeAccount; readonly ran: boolean; readonly together: boolean } {
  const account = openShop();
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  post(account, first);
  post(account, second);
  const [one = 0, two = 0] = ids(account);
  const from = account.gate.calls.length;
  const once = { ran: false, saved: 0 };
  account.gate.onCall(({ index, name }) => {
    if (SAVES.includes(name)) once.saved += 1;
    if (once.ran || index !== from + n) return undefined;
    once.ran = true;
    const before = account.gate.calls.length;
    workLane([two], account.ports());
    once.saved += account.gate.calls.slice(before).filter((called) => SAVES.includes(called)).length;
    return undefined;
  });
  workLane([one], account.ports());
  account.gate.onCall(undefined);
  return { account, ran: once.ran, together: once.saved > 1 };
}

it('two runs that hold two operations of one object never both write it, and the next sweep carries both on in order', () => {
  for (let n = 0; ; n += 1) {
    const { account, ran, together } = twoRuns(n);
    if (!ran) break;
    expect([n, together]).toEqual([n, false]);
    settleByTime(account);
    expect([n, memos(account), ...brokenRules(account)]).toEqual([n, ['second']]);
    expect([...account.operations.rows.values()].filter(({ patch }) => !['applied', 'superseded'].includes(patch.state))).toEqual([]);
  }
});

it('an earlier operation steps back from a later one that another run holds, and goes on when that lease is over', () => {
  const account = openShop();
  post(account, first);
  post(account, second);
  const [one = 0, two = 0] = ids(account);
  account.operations.takeOver(two, { holder: 'another', untilMs: account.nowMs + 1_200_000 }, account.nowMs);
  expect(workLane([one], account.ports())).toMatchObject([{ state: 'parked' }]);
  expect(account.operations.rows.get(one)?.patch.problem?.detail).toContain('is under work');
  // The run that held it died.
  account.nowMs += 1_200_000;
  sweepOnce(account);
  settleByTime(account);
  expect([memos(account), brokenRules(account)]).toEqual([['second'], []]);
});

it('an earlier operation that a person redrives steps back from a later one under work', () => {
  const account = openShop();
  post(account, call('k1', order({ lines: [{ id: 'l1', sku: 'Z', quantity: 1, price: '25.00' }] })));
  account.ledger.seed('item', { itemid: 'Z' });
  post(account, second);
  const [two = 0] = ids(account);
  account.operations.takeOver(two, { holder: 'another', untilMs: account.nowMs + 1_200_000 }, account.nowMs);
  redrive({ operationId: [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === 'k1')?.document.operationId ?? '', asker: { userId: 1, role: 'r' }, note: '', key: 'c' }, account.ports());
  sweepOnce(account);
  expect(memos(account)).toEqual([]);
  settleByTime(account);
  expect([memos(account), brokenRules(account)]).toEqual([['second'], []]);
});

it('operations of one batch are not in each other\'s way', () => {
  const account = openShop();
  const operations = [first, second].map((body) => ({ ...body, mode: 'sync' }));
  expect(submit({ contract: '1', operations }, account.ports())).toMatchObject({ operations: [{ outcome: 'applied' }, { outcome: 'applied' }] });
  expect(memos(account)).toEqual(['second']);
});

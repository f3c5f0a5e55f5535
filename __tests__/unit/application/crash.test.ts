import type { Reply } from '../../../src/domain/outcome';
import type { CallFault } from '../../support/fakes/call-gate';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, customerMap, openShop, order, orderMapWith, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

/** A story: what stands before, the run that a fault hits, and the document that must stand at the end. */
interface Story {
  readonly name: string;
  readonly open: () => FakeAccount;
  readonly run: (account: FakeAccount) => Reply | undefined;
  /** The same call again, as its sender would repeat it. */
  readonly again: (account: FakeAccount) => Reply | undefined;
  readonly outcome: string;
  readonly memo: string | undefined;
  /** Fewest port calls that the run makes: the sweep over faults must reach them all. */
  readonly calls: number;
}

const prepared = (...bodies: readonly unknown[]) => (): FakeAccount => {
  const account = openShop();
  for (const body of bodies) post(account, body);
  return account;
};

const sends = (body: unknown) => ({ run: (account: FakeAccount) => post(account, body), again: (account: FakeAccount) => post(account, body) });

const sweeps = (body: unknown) => ({
  run: (account: FakeAccount) => {
    sweepOnce(account);
    return undefined;
  },
  again: (account: FakeAccount) => post(account, body),
});

const SECOND = call('k2', order({ version: 2, note: 'second' }));
const LATER = call('k', order(), { mode: 'async' });
const DIFFERS = call('k', order({ total: '1.00' }));
const THEIRS = call('k2', order({ version: 2, terms: 'net 90', note: 'second' }));

const STORIES: readonly Story[] = [
  { name: 'a new order with a new customer', open: prepared(), ...sends(call('k')), outcome: 'applied', memo: 'first', calls: 13 },
  { name: 'a new order of a known customer', open: prepared(call('k0', order({ id: '1000' }))), ...sends(call('k')), outcome: 'applied', memo: 'first', calls: 8 },
  { name: 'a changed order', open: prepared(call('k1')), ...sends(SECOND), outcome: 'applied', memo: 'second', calls: 9 },
  { name: 'an order that is unchanged', open: prepared(call('k1')), ...sends(call('k2', order({ version: 2 }))), outcome: 'unchanged', memo: 'first', calls: 8 },
  { name: 'an order that goes to review', open: prepared(), ...sends(DIFFERS), outcome: 'needs_review', memo: undefined, calls: 5 },
  { name: 'an order of an older version', open: prepared(call('k1', order({ version: 5 }))), ...sends(call('k2', order({ version: 4, note: 'old' }))), outcome: 'superseded', memo: 'first', calls: 5 },
  { name: 'a sweep of an accepted order', open: prepared(LATER), ...sweeps(LATER), outcome: 'applied', memo: 'first', calls: 15 },
  { name: 'a sweep of two orders of one object', open: prepared(call('k1', order(), { mode: 'async' }), { ...SECOND, mode: 'async' }), ...sweeps(SECOND), outcome: 'applied', memo: 'second', calls: 24 },
  {
    name: 'an order with a dropped conflict', open: () => openShop(orderMapWith('shop.order.body.memo', {}), customerMap()), ...sends({ ...THEIRS, idempotencyKey: 'k' }),
    outcome: 'partly_applied', memo: 'second', calls: 13,
  },
  {
    name: 'a changed order with a dropped conflict', open: prepared(call('k1')), ...sends(THEIRS), outcome: 'partly_applied', memo: 'second', calls: 9,
  },
];

const FAULTS: readonly CallFault[] = ['dies-before', 'dies-after'];

const orders = (account: FakeAccount) => account.ledger.records.filter(({ type }) => type === 'salesorder');

/** What is wrong at the end of a story: one record, one outcome, nothing that must always hold broken. */
function wrongs(account: FakeAccount, story: Story, replies: readonly (Reply | undefined)[]): readonly string[] {
  const last = story.again(account);
  const memos = orders(account).filter(({ externalId }) => externalId === 'shop_order_1001').map(({ body }) => body.get('memo'));
  const expected = story.memo === undefined ? [] : [story.memo];
  return [
    ...brokenRules(account, [...replies, last]),
    ...(JSON.stringify(memos) === JSON.stringify(expected) ? [] : [`orders: ${JSON.stringify(memos)}`]),
    ...(last?.outcome === story.outcome ? [] : [`outcome: ${String(last?.outcome)}`]),
    ...(last?.result === null || last?.result === undefined || last.result.externalId === 'shop_order_1001' ? [] : [`result: ${last.result.externalId}`]),
  ];
}

describe.each(STORIES)('$name', (story) => {
  it('without a fault', () => {
    const account = story.open();
    const before = account.gate.calls.length;
    const reply = story.run(account);
    const made = account.gate.calls.length - before;
    expect(wrongs(account, story, [reply])).toEqual([]);
    expect(made).toBeGreaterThanOrEqual(story.calls);
  });

  it.each(FAULTS)('whichever port call %s, the sweep brings it to the same end', (fault) => {
    let reached = 0;
    for (let n = 0; ; n += 1) {
      const account = story.open();
      account.gate.failAt(n, fault);
      const reply = story.run(account);
      if (!account.gate.struck) break;
      reached += 1;
      const where = `${fault} call ${n} (${account.gate.calls.at(-1) ?? ''})`;
      settleByTime(account);
      // A call that died before custody is the sender's to repeat.
      story.again(account);
      settleByTime(account);
      expect([where, ...wrongs(account, story, [reply])]).toEqual([where]);
    }
    expect(reached).toBeGreaterThanOrEqual(story.calls);
  });

  it.each(FAULTS)('whichever port call %s, and the sender repeats before the sweep comes', (fault) => {
    for (let n = 0; ; n += 1) {
      const account = story.open();
      account.gate.failAt(n, fault);
      const reply = story.run(account);
      if (!account.gate.struck) break;
      account.gate.failAt(undefined);
      const repeated = story.again(account);
      settleByTime(account);
      expect([n, ...wrongs(account, story, [reply, repeated])]).toEqual([n]);
    }
  });

  it('whichever port call the run dies at, and whichever its first sweep dies at', () => {
    for (let n = 0, more = true; more; n += 1) {
      for (let m = 0; ; m += 1) {
        const account = story.open();
        account.gate.failAt(n, 'dies-after');
        story.run(account);
        more = account.gate.struck;
        if (!more) break;
        account.nowMs += 21 * 60 * 1000;
        account.gate.failAt(m, 'dies-after');
        sweepOnce(account);
        const struckAgain = account.gate.struck;
        settleByTime(account);
        story.again(account);
        settleByTime(account);
        expect([n, m, ...wrongs(account, story, [])]).toEqual([n, m]);
        if (!struckAgain) break;
      }
    }
  });

  it('before whichever port call the same call runs whole', () => {
    for (let n = 0; ; n += 1) {
      const account = story.open();
      const from = account.gate.calls.length;
      let other: Reply | undefined;
      const once = { ran: false };
      account.gate.onCall(({ index }) => {
        if (once.ran || index !== from + n) return undefined;
        once.ran = true;
        other = story.again(account);
        return undefined;
      });
      const reply = story.run(account);
      if (!once.ran) break;
      settleByTime(account);
      expect([n, ...wrongs(account, story, [reply, other])]).toEqual([n]);
    }
  });
});

it('before whichever port call of an order the sweep runs whole, there is one order', () => {
  for (let n = 0; ; n += 1) {
    const account = openShop();
    const once = { ran: false };
    account.gate.onCall(({ index }) => {
      if (once.ran || index !== n) return undefined;
      once.ran = true;
      sweepOnce(account);
      return undefined;
    });
    const reply = post(account, call('k'));
    if (!once.ran) break;
    settleByTime(account);
    expect([n, reply?.outcome, orders(account).length, ...brokenRules(account, [reply])]).toEqual([n, 'applied', 1]);
  }
});

it('before whichever port call of an order a newer version of it comes, the newer stands at the end', () => {
  for (let n = 0; ; n += 1) {
    const account = openShop();
    const once = { ran: false };
    account.gate.onCall(({ index }) => {
      if (once.ran || index !== n) return undefined;
      once.ran = true;
      post(account, SECOND);
      return undefined;
    });
    post(account, call('k'));
    if (!once.ran) break;
    settleByTime(account);
    expect([n, orders(account).map(({ body }) => body.get('memo')), ...brokenRules(account)]).toEqual([n, ['second']]);
  }
});

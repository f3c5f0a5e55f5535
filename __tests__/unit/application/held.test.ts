import { LEFT_OVER, selectDue } from '../../../src/application/select-due';
import { readStatus } from '../../../src/application/status';
import { workLane } from '../../../src/application/sweep';
import { validate } from '../../../src/application/validate';
import type { Breaker } from '../../../src/domain/breaker';
import { readBreaker } from '../../../src/domain/breaker';
import { eventHash } from '../../../src/domain/event-chain';
import { PAUSE_LIMIT_MS } from '../../../src/domain/holds';
import { LEASE_MS, nextSweepMs, PARKED_LIMIT_MS } from '../../../src/domain/lease';
import { isoTime } from '../../../src/domain/outcome';
import type { ObservedError } from '../../../src/domain/observed-error';
import { sha256 } from '../../support/builders';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const BUSY: ObservedError = { name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Too many requests.' };
const NAME = 'breaker:shop:salesorder';
const OFF = '{"processing": false}';

/** A shop whose customer is there, so that every save is an order's; it fails as long as `down` says. */
function shop(): { readonly account: FakeAccount; readonly disturb: (down: boolean) => void } {
  const account = openShop();
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  account.nowMs += 40;
  let down = false;
  account.gate.onCall(({ name }) => {
    if (down && name === 'ledger.create') account.ledger.nextSave = { kind: 'refused', error: BUSY };
    return undefined;
  });
  return { account, disturb: (now) => { down = now; if (!now) account.ledger.nextSave = undefined; } };
}

const send = (account: FakeAccount, id: number) => post(account, call(`k${String(id)}`, order({ id: String(id) })));
const breaker = (account: FakeAccount): Breaker => readBreaker(account.machine.rows.get(NAME)?.value ?? '');
const states = (account: FakeAccount) => [...account.operations.rows.values()].map(({ patch }) => patch.state);
const toNextSweep = (account: FakeAccount) => { account.nowMs = nextSweepMs(account.nowMs) + 40; };

/** A shop whose breaker has just opened over ten failed orders. */
function opened() {
  const one = shop();
  one.disturb(true);
  for (let id = 1; id <= 10; id += 1) send(one.account, id);
  toNextSweep(one.account);
  selectDue(one.account.ports());
  return one;
}

describe('a breaker', () => {
  it('opens when most of ten attempts failed, and what comes then is kept without an attempt', () => {
    const { account } = opened();
    expect(breaker(account)).toMatchObject({ state: 'open', trips: 1, untilMs: nextSweepMs(account.nowMs) });
    expect(send(account, 11)).toMatchObject({ outcome: 'parked', waitsFor: 'breaker', attempt: { number: 0 }, problem: { code: 'held_by_breaker' } });
    expect(account.ledger.records.filter(({ type }) => type === 'salesorder')).toEqual([]);
    expect(validate(call('k12', order({ id: '12' })), account.ports())).toMatchObject({ outcome: 'parked', problem: { code: 'held_by_breaker' } });
  });

  it('does not open over nine, nor for documents that are wrong themselves', () => {
    const { account, disturb } = shop();
    disturb(true);
    for (let id = 1; id <= 9; id += 1) send(account, id);
    disturb(false);
    for (let id = 10; id <= 30; id += 1) send(account, id);
    toNextSweep(account);
    selectDue(account.ports());
    expect(account.machine.rows.has(NAME)).toBe(false);
  });

  it('leaves what it holds alone: no call is made for it', () => {
    const { account } = opened();
    account.nowMs += 60_000;
    const before = structuredClone([...account.operations.rows.values()].map(({ attempts, patch }) => [attempts, patch]));
    expect(selectDue(account.ports())).toEqual([]);
    expect([...account.operations.rows.values()].map(({ attempts, patch }) => [attempts, patch])).toEqual(before);
  });

  it('half-open lets one operation go; when that fails it opens for twice as long, when it succeeds the rest follows', () => {
    const { account, disturb } = opened();
    toNextSweep(account);
    expect(sweepOnce(account)).toHaveLength(1);
    expect(breaker(account)).toMatchObject({ state: 'half_open', trips: 1 });
    expect(send(account, 11)?.problem?.code).toBe('held_by_breaker');
    toNextSweep(account);
    expect(sweepOnce(account)).toEqual([]);
    expect(breaker(account)).toMatchObject({ state: 'open', trips: 2, untilMs: nextSweepMs(account.nowMs) + 15 * 60_000 });
    disturb(false);
    toNextSweep(account);
    expect(sweepOnce(account)).toEqual([]);
    toNextSweep(account);
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
    settleByTime(account);
    expect(breaker(account).state).toBe('closed');
    expect(new Set(states(account))).toEqual(new Set(['applied']));
    expect(brokenRules(account)).toEqual([]);
  });

  it('half-open, what is past its deadline goes to a person and what may have its effect is looked for, beside the trial', () => {
    const { account } = opened();
    account.machine.rows.set(NAME, { internalId: 1, name: NAME, number: 0, value: JSON.stringify({ state: 'half_open', sinceMs: account.nowMs, trips: 1, trial: 0 }) });
    const [late, young, unknown, ...rest] = [...account.operations.rows.values()];
    for (const row of rest) row.dueMs = null;
    for (const row of [late!, young!, unknown!]) row.dueMs = account.nowMs;
    account.nowMs += PARKED_LIMIT_MS + 60_000;
    for (const row of [young!, unknown!]) row.redrivenMs = account.nowMs;
    unknown!.patch = { ...unknown!.patch, state: 'unknown' };
    late!.dueMs = account.nowMs;
    account.machine.rows.set(NAME, { internalId: 1, name: NAME, number: 0, value: JSON.stringify({ state: 'half_open', sinceMs: account.nowMs, trips: 1, trial: 0 }) });
    expect(selectDue(account.ports()).map(({ internalId }) => internalId).sort((a, b) => a - b)).toEqual([late, young, unknown].map((row) => row!.internalId));
    account.machine.rows.set(NAME, { internalId: 1, name: NAME, number: 0, value: JSON.stringify({ state: 'half_open', sinceMs: account.nowMs, trips: 1, trial: young!.internalId }) });
    expect(workLane([late!.internalId], account.ports())).toMatchObject([{ state: 'needs_review' }]);
    expect(workLane([unknown!.internalId], account.ports())).toMatchObject([{ state: 'parked' }]);
    expect(account.ledger.records.filter(({ type }) => type === 'salesorder')).toEqual([]);
  });

  it('a trial that ends without an attempt gives way to another one', () => {
    const { account, disturb } = opened();
    disturb(false);
    toNextSweep(account);
    const [first] = selectDue(account.ports());
    const [second] = selectDue(account.ports());
    expect(second?.internalId).toBeGreaterThan(first?.internalId ?? 0);
  });

  it('tells each move as an event on a chain of its own, whose end its row keeps', () => {
    const { account, disturb } = opened();
    disturb(false);
    settleByTime(account);
    const chain = account.events.chain(NAME);
    expect(chain.map(({ kind, number, facts }) => [kind, number, (JSON.parse(facts) as Breaker).state])).toEqual([['switch', 1, 'open'], ['switch', 2, 'half_open'], ['switch', 3, 'closed']]);
    for (const event of chain) expect(eventHash(event, sha256)).toBe(event.hash);
    expect(JSON.parse(account.machine.rows.get(NAME)?.value ?? '')).toMatchObject({ head: { number: 3, hash: chain[2]?.hash } });
  });

  it('a run that died between the event and the row is completed by the next, with one event', () => {
    const { account } = opened();
    account.machine.rows.delete(NAME);
    selectDue(account.ports());
    expect(breaker(account)).toMatchObject({ state: 'open', trips: 1 });
    expect(account.events.chain(NAME)).toHaveLength(1);
  });

  it('what it holds for longer than anything may wait goes to a person', () => {
    const { account } = opened();
    send(account, 11);
    account.machine.rows.set(NAME, { internalId: 1, name: NAME, number: 0, value: JSON.stringify({ state: 'open', sinceMs: 1, trips: 9, untilMs: account.nowMs + 2 * PARKED_LIMIT_MS }) });
    account.nowMs += PARKED_LIMIT_MS + 60_000;
    sweepOnce(account);
    expect(new Set(states(account))).toEqual(new Set(['needs_review']));
    expect([...account.operations.rows.values()].at(-1)?.patch.problem?.code).toBe('parked_too_long');
  });
});

describe('a pause', () => {
  const paused = (name = 'pause:shop') => {
    const one = shop();
    one.account.machine.write(name, { value: OFF, number: undefined });
    return one;
  };
  const lift = (account: FakeAccount, name = 'pause:shop') => {
    account.machine.write(name, { value: '{"processing": true}', number: undefined });
  };

  it.each(['intake', 'pause', 'pause:shop', 'pause:shop:order'])('by the setting %s takes documents in and tries none of them', (name) => {
    const { account } = paused(name);
    expect(send(account, 1)).toMatchObject({ custody: true, outcome: 'parked', waitsFor: 'pause', attempt: { number: 0 }, problem: { code: 'held_by_pause' } });
    toNextSweep(account);
    expect(sweepOnce(account)).toEqual([]);
    expect(account.ledger.records.filter(({ type }) => type === 'salesorder')).toEqual([]);
  });

  it('of another type leaves this one alone', () => {
    const { account } = paused('pause:shop:customer');
    expect(send(account, 1)?.outcome).toBe('applied');
  });

  it('that is lifted is caught up with, in order, however long it lasted', () => {
    const { account } = paused();
    for (const version of [1, 2, 3]) post(account, call(`v${String(version)}`, order({ version, note: `n${String(version)}` })));
    toNextSweep(account);
    sweepOnce(account);
    account.nowMs += PARKED_LIMIT_MS + 60_000;
    expect(sweepOnce(account)).toEqual([]);
    lift(account);
    expect(sweepOnce(account).map(({ state }) => state)).toEqual(['applied', 'applied', 'applied']);
    expect([...account.objects.rows.values()].find(({ entry }) => entry.documentType === 'order')?.entry.version).toBe('3');
    expect(brokenRules(account)).toEqual([]);
  });

  it('does not count against what has to wait for something else behind it', () => {
    const { account } = paused();
    send(account, 1);
    toNextSweep(account);
    sweepOnce(account);
    account.nowMs += PARKED_LIMIT_MS + 60_000;
    lift(account);
    account.period = { state: 'open', name: 'x', firstOpenDay: undefined };
    account.ledger.nextSave = { kind: 'refused', error: BUSY };
    expect(sweepOnce(account)).toMatchObject([{ state: 'retry_scheduled' }]);
  });

  it('of more than fourteen days puts what it holds in front of a person', () => {
    const { account } = paused();
    send(account, 1);
    account.nowMs += PAUSE_LIMIT_MS;
    expect(sweepOnce(account)).toEqual([]);
    account.nowMs += 60_000;
    expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
  });

  /** An order whose run died at its save, its lease over, under a pause that came meanwhile. */
  const abandoned = (at: 'dies-before' | 'dies-after') => {
    const one = shop();
    one.account.gate.onCall(({ name }) => (name === 'ledger.create' ? at : undefined));
    send(one.account, 1);
    one.account.gate.onCall(undefined);
    one.account.gate.failAt(undefined);
    one.account.machine.write('pause:shop', { value: OFF, number: undefined });
    one.account.nowMs += LEASE_MS + 40;
    return one.account;
  };
  const orders = (account: FakeAccount) => account.ledger.records.filter(({ type }) => type === 'salesorder');

  it('lets an effect that a dying run left be found and settled', () => {
    const account = abandoned('dies-after');
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
    expect(orders(account)).toHaveLength(1);
    expect(brokenRules(account)).toEqual([]);
  });

  it('keeps what is proven absent waiting, looked for once and without an attempt, and applies it once it is lifted', () => {
    const account = abandoned('dies-before');
    const before = [...account.operations.rows.values()][0]?.attempts;
    expect(sweepOnce(account)).toMatchObject([{ state: 'parked' }]);
    expect([...account.operations.rows.values()][0]).toMatchObject({ attempts: before, patch: { problem: { code: 'held_by_pause' } } });
    for (let sweep = 0; sweep < 3; sweep += 1) {
      toNextSweep(account);
      expect(sweepOnce(account)).toEqual([]);
    }
    expect(orders(account)).toEqual([]);
    lift(account);
    toNextSweep(account);
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
    expect(orders(account)).toHaveLength(1);
    expect(brokenRules(account)).toEqual([]);
  });

  it('lets an unknown outcome be looked for: nothing is applied, whatever comes of it', () => {
    const { account } = shop();
    account.ledger.nextSave = { kind: 'threw', error: BUSY };
    expect(send(account, 1)?.outcome).toBe('unknown');
    account.machine.write('pause:shop', { value: OFF, number: undefined });
    for (let sweep = 0; sweep < 4; sweep += 1) {
      toNextSweep(account);
      sweepOnce(account);
      expect(orders(account)).toEqual([]);
    }
    expect(['parked', 'retry_scheduled']).toContain(states(account)[0]);
    lift(account);
    settleByTime(account);
    expect(orders(account)).toHaveLength(1);
    expect(brokenRules(account)).toEqual([]);
  });

  it.each<[string, (account: FakeAccount) => void]>([
    ['its settings cannot be read', (account) => { account.configuration.unreadable = true; }], ['nothing can be looked up', (account) => { account.failLook = true; }],
    ['its map is not whole', (account) => { account.configuration.inForce = account.configuration.inForce.map((map) => ({ ...map, consistent: false })); account.configuration.reload('shop'); }],
  ])('of days that is lifted leaves work three days more though %s', (_why, disturb) => {
    const { account } = paused();
    send(account, 1);
    sweepOnce(account);
    account.nowMs += PARKED_LIMIT_MS * 2;
    lift(account);
    disturb(account);
    const sweep = () => {
      try {
        sweepOnce(account);
      } catch {
        // What the platform reports of a run that throws.
      }
      return states(account)[0];
    };
    expect(sweep()).not.toBe('needs_review');
    account.nowMs += PARKED_LIMIT_MS + LEASE_MS;
    expect(sweep()).toBe('needs_review');
  });

  it('shows no time that is over for what it holds', () => {
    const { account } = paused();
    post(account, call('k', order(), { mode: 'async' }));
    account.nowMs += PARKED_LIMIT_MS;
    expect(sweepOnce(account)).toEqual([]);
    expect(readStatus({ source: 'shop', idempotencyKey: 'k' }, account.ports())).toMatchObject({ outcome: 'accepted', attempt: { nextAt: isoTime(nextSweepMs(account.nowMs)) } });
  });

  it('and its end are events', () => {
    const { account } = paused();
    sweepOnce(account);
    sweepOnce(account);
    lift(account);
    sweepOnce(account);
    account.machine.rows.delete('pause:shop');
    sweepOnce(account);
    expect(account.events.chain('paused:pause:shop').map(({ facts }) => (JSON.parse(facts) as { readonly state: string }).state)).toEqual(['paused', 'lifted']);
  });
});

describe('more work than one run takes', () => {
  it('is counted, so that another sweep may come at once, until it is worked off', () => {
    const { account } = shop();
    for (let id = 1; id <= 1003; id += 1) post(account, call(`k${String(id)}`, order({ id: String(id) }), { mode: 'async' }));
    const left = () => account.machine.rows.get(LEFT_OVER)?.number;
    expect(selectDue(account.ports())).toHaveLength(1000);
    expect(left()).toBe(3);
    for (const row of [...account.operations.rows.values()].slice(0, 10)) row.dueMs = null;
    selectDue(account.ports());
    expect(left()).toBe(0);
  });
});

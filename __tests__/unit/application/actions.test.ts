import * as fc from 'fast-check';
import type { ActionRequest, ActionResult } from '../../../src/application/actions/act';
import { cancelRetry } from '../../../src/application/actions/cancel-retry';
import { discard } from '../../../src/application/actions/discard';
import { redrive } from '../../../src/application/actions/redrive';
import { releaseCause } from '../../../src/application/actions/release-cause';
import { reopen } from '../../../src/application/actions/reopen';
import { resolveElsewhere } from '../../../src/application/actions/resolve-elsewhere';
import { settle } from '../../../src/application/settle';
import { readStatus } from '../../../src/application/status';
import { withdraw } from '../../../src/application/withdraw';
import { contentKey, POISON_KIND } from '../../../src/domain/identity';
import { LEASE_MS } from '../../../src/domain/lease';
import { ACTION_MOVES, OPERATION_ACTIONS, STATES } from '../../../src/domain/states';
import type { MovingAction } from '../../../src/domain/states';
import type { CallFault } from '../../support/fakes/call-gate';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { alive, call, openShop, order, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const Z = order({ lines: [{ id: 'l1', sku: 'Z', quantity: 1, price: '25.00' }] });
const SALES_ORDER = 700;

/** An order that rests with a person: its item Z is not there. A sales order made by hand stands beside it. */
function inReview(): FakeAccount {
  const account = openShop();
  account.ledger.seed('salesorder', {}, { internalId: SALES_ORDER });
  post(account, call('k', Z));
  return account;
}

const rowOf = (account: FakeAccount, key = 'k') => [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key);
const idOf = (account: FakeAccount, key = 'k') => rowOf(account, key)?.document.operationId ?? '';
const stateOf = (account: FakeAccount, key = 'k') => rowOf(account, key)?.patch.state;
const orders = (account: FakeAccount) => account.ledger.records.filter(({ type, stamp }) => type === 'salesorder' && stamp !== '');

const ask = (account: FakeAccount, key = 'click-1', note = 'because'): ActionRequest => ({ operationId: idOf(account), asker: { userId: 9, role: 'customrole_finance' }, note, key });

const ACTIONS: Readonly<Record<MovingAction, (account: FakeAccount, key?: string) => ActionResult>> = {
  redrive: (account, key) => redrive(ask(account, key), account.ports()),
  discard: (account, key) => discard(ask(account, key), account.ports()),
  resolve_elsewhere: (account, key) => resolveElsewhere(ask(account, key), { recordType: 'salesorder', internalId: SALES_ORDER }, account.ports()),
  reopen: (account, key) => reopen(ask(account, key), account.ports()),
  cancel_retry: (account, key) => cancelRetry(ask(account, key), account.ports()),
};

/** A bill that waits for its order. */
function parked(): FakeAccount {
  const account = inReview();
  const row = rowOf(account);
  if (row === undefined) throw new Error('no row');
  row.patch = { ...row.patch, state: 'retry_scheduled' };
  row.dueMs = account.nowMs + 60_000;
  return account;
}

/** Brings an operation to where the action can begin. */
const START: Readonly<Record<MovingAction, () => FakeAccount>> = {
  cancel_retry: parked,
  redrive: inReview, discard: inReview, resolve_elsewhere: inReview,
  reopen: () => {
    const account = inReview();
    ACTIONS.discard(account, 'before');
    return account;
  },
};

it('an order whose item was missing is redriven once the item is there, and becomes one order', () => {
  const account = inReview();
  account.ledger.seed('item', { itemid: 'Z' });
  account.nowMs += 100 * 3_600_000;
  expect(ACTIONS.redrive(account)).toMatchObject({ kind: 'done', from: 'needs_review', state: 'accepted' });
  expect([rowOf(account)?.attempts, rowOf(account)?.dueMs, account.scheduler.wakeUps]).toEqual([0, account.nowMs, 1]);
  sweepOnce(account);
  expect([stateOf(account), orders(account).length]).toEqual(['applied', 1]);
  const chain = account.events.chain(idOf(account)).map(({ facts }) => JSON.parse(facts) as Record<string, unknown>);
  expect(chain).toMatchObject([{ state: 'needs_review' }, { state: 'accepted', action: 'redrive', by: 'user 9 as customrole_finance', from: 'needs_review' }, { state: 'applied' }]);
  expect(brokenRules(account)).toEqual([]);
});

it('a redriven order that still fails rests with a person again, and what is observed is what it met now', () => {
  const account = inReview();
  ACTIONS.redrive(account);
  sweepOnce(account);
  expect(rowOf(account)?.patch).toMatchObject({ state: 'needs_review', problem: { code: 'reference_not_found' }, observed: null });
  expect(ACTIONS.redrive(account)).toMatchObject({ kind: 'done_before', state: 'needs_review' });
  expect(ACTIONS.redrive(account, 'click-2')).toMatchObject({ kind: 'done' });
});

it('a redriven order that has to wait waits anew, however old it is', () => {
  const account = inReview();
  account.ledger.seed('item', { itemid: 'Z' });
  account.nowMs += 100 * 3_600_000;
  ACTIONS.redrive(account);
  account.configuration.unreadable = true;
  expect(sweepOnce(account).map(({ state }) => state)).toContain('waits_for_configuration');
  expect(stateOf(account)).toBe('accepted');
});

it('a discarded order keeps its reason and its note; its sender is told, and may send it anew', () => {
  const account = inReview();
  expect(ACTIONS.discard(account)).toMatchObject({ kind: 'done', state: 'discarded' });
  expect(readStatus({ operationId: idOf(account) }, account.ports())).toMatchObject({ outcome: 'discarded', safeNewKey: true, problem: { code: 'reference_not_found' } });
  expect(JSON.parse(account.events.chain(idOf(account)).at(-1)?.values ?? '{}')).toMatchObject({ action: { note: 'because', by: 'user 9 as customrole_finance' } });
  expect(ACTIONS.redrive(account, 'c2')).toMatchObject({ kind: 'refused', code: 'not_from_this_state' });
  expect(ACTIONS.reopen(account, 'c3')).toMatchObject({ kind: 'done', state: 'needs_review' });
  expect(rowOf(account)?.patch).toMatchObject({ state: 'needs_review', problem: { code: 'reference_not_found' }, settledMs: null });
  expect(account.machine.rows.size).toBe(1);
  expect(brokenRules(account)).toEqual([]);
});

it('an order that a rule refused is reopened and redriven once the rule is another', () => {
  const account = openShop();
  account.ledger.seed('salesorder', {}, { externalId: 'shop_order_1001', stamp: 'other' });
  post(account, call('k', order(), { intent: 'create' }));
  expect(stateOf(account)).toBe('refused');
  expect(ACTIONS.reopen(account)).toMatchObject({ kind: 'done', from: 'refused' });
  expect(stateOf(account)).toBe('needs_review');
});

it('an order made by hand is linked, and a later document of the same object rests with a person instead of making a second one', () => {
  const account = inReview();
  expect(ACTIONS.resolve_elsewhere(account)).toMatchObject({ kind: 'done', state: 'resolved_elsewhere' });
  expect(rowOf(account)?.patch).toMatchObject({ target: { recordType: 'salesorder', internalId: SALES_ORDER, documentNumber: 'SA700' } });
  expect(post(account, call('k2', order({ version: 2 })))).toMatchObject({ outcome: 'needs_review', problem: { code: 'target_missing' } });
  expect(orders(account)).toEqual([]);
  expect(ACTIONS.reopen(account, 'c2')).toMatchObject({ kind: 'done' });
  expect(account.objects.lastOperation(rowOf(account)?.document.lane ?? '')).toBeUndefined();
  expect(brokenRules(account)).toEqual([]);
});

it.each<[string, (account: FakeAccount) => ActionResult, string]>([
  ['a record that is not there', (account) => resolveElsewhere(ask(account), { recordType: 'salesorder', internalId: 1 }, account.ports()), 'record_not_found'],
  ['a record of a type that Docket does not write', (account) => resolveElsewhere(ask(account), { recordType: 'employee', internalId: SALES_ORDER }, account.ports()), 'record_not_found'],
  ['a discard without a word', (account) => discard(ask(account, 'k', '  '), account.ports()), 'note_missing'],
  ['a click without a key', (account) => redrive(ask(account, ''), account.ports()), 'key_invalid'],
  ['a key that is too long', (account) => redrive(ask(account, 'k'.repeat(101)), account.ports()), 'key_invalid'],
  ['an operation that is not there', (account) => redrive({ ...ask(account), operationId: 'none' }, account.ports()), 'not_found'],
])('%s changes nothing', (_what, click, code) => {
  const account = inReview();
  expect(click(account)).toMatchObject({ kind: 'refused', code });
  expect([stateOf(account), rowOf(account)?.dueMs, account.events.chain(idOf(account)).length]).toEqual(['needs_review', null, 1]);
});

it('what stands in NetSuite is never redriven, discarded or resolved, though it rests with a person', () => {
  for (const action of ['redrive', 'discard', 'resolve_elsewhere'] as const) {
    const account = inReview();
    const row = rowOf(account);
    if (row !== undefined) row.patch = { ...row.patch, target: { recordType: 'salesorder', internalId: 1, externalId: 'x', documentNumber: '' } };
    expect(ACTIONS[action](account)).toMatchObject({ kind: 'refused', code: 'has_effect' });
  }
});

const PAIRS = OPERATION_ACTIONS.flatMap((action) => STATES.map((state) => [action, state] as const));

it.each(PAIRS)('%s of an operation that is %s: done exactly where the table of moves has it', (action, state) => {
  const account = START[action]();
  const row = rowOf(account);
  if (row === undefined) throw new Error('no row');
  const waits = ['accepted', 'parked', 'retry_scheduled', 'unknown'].includes(state);
  row.patch = { ...row.patch, state, head: { number: account.events.chain(idOf(account)).length, hash: account.events.chain(idOf(account)).at(-1)?.hash ?? '' } };
  row.dueMs = waits ? account.nowMs + 1000 : null;
  // The chain of a state at rest says the same as its row.
  const last = [...account.events.rows].at(-1);
  if (!waits && last !== undefined) account.events.rows.set(last[0], { ...last[1], values: JSON.stringify({ ...(JSON.parse(last[1].values) as object), state }) });
  const allowed = ACTION_MOVES[action].from.includes(state);
  expect(ACTIONS[action](account, 'now')).toMatchObject(allowed ? { kind: 'done', from: state, state: ACTION_MOVES[action].to } : { kind: 'refused', code: 'not_from_this_state' });
  expect(stateOf(account)).toBe(allowed ? ACTION_MOVES[action].to : state);
});

describe.each(OPERATION_ACTIONS.filter((action) => action !== 'cancel_retry'))('%s', (action) => {
  const { to } = ACTION_MOVES[action];

  it('done twice by the same click is done once', () => {
    const account = START[action]();
    expect(ACTIONS[action](account, 'now')).toMatchObject({ kind: 'done' });
    const events = account.events.rows.size;
    expect(ACTIONS[action](account, 'now')).toMatchObject({ kind: 'done_before', state: to });
    expect(account.events.rows.size).toBe(events);
  });

  it.each<CallFault>(['dies-before', 'dies-after'])('whichever port call %s, it is done whole or not at all, and the same click again says which', (fault) => {
    for (let n = 0; ; n += 1) {
      const account = START[action]();
      const from = stateOf(account);
      account.gate.failAt(n, fault);
      const result = alive(() => ACTIONS[action](account, 'now'));
      if (!account.gate.struck) break;
      account.gate.failAt(undefined);
      account.nowMs += LEASE_MS;
      sweepOnce(account);
      sweepOnce(account);
      const told = account.events.chain(idOf(account)).some(({ facts }) => facts.includes('"actionKey":"now"'));
      // A redriven order fails as before, and rests again.
      const expected = told && action !== 'redrive' ? to : from;
      expect([n, result, stateOf(account), rowOf(account)?.dueMs]).toEqual([n, undefined, expected, null]);
      expect(ACTIONS[action](account, 'now')).toMatchObject({ kind: told ? 'done_before' : 'done' });
      settleByTime(account);
      expect([n, ...brokenRules(account)]).toEqual([n]);
    }
  });

  it('before whichever port call the sweep, a repeat of the call or another action runs whole, one history comes of it', () => {
    const others: readonly ((account: FakeAccount) => unknown)[] = [
      (account) => sweepOnce(account), (account) => post(account, call('k', Z)), (account) => withdraw({ operationId: idOf(account) }, account.ports()),
      ...OPERATION_ACTIONS.map((other) => (account: FakeAccount) => ACTIONS[other](account, 'other')),
    ];
    for (const other of others) {
      for (let n = 0; ; n += 1) {
        const account = START[action]();
        account.ledger.seed('item', { itemid: 'Z' });
        const from = account.gate.calls.length;
        const once = { ran: false };
        account.gate.onCall(({ index }) => {
          if (once.ran || index !== from + n) return undefined;
          once.ran = true;
          other(account);
          return undefined;
        });
        const result = ACTIONS[action](account, 'now');
        if (!once.ran) break;
        account.gate.onCall(undefined);
        const told = account.events.chain(idOf(account)).some(({ facts }) => facts.includes('"actionKey":"now"'));
        expect([n, result.kind === 'done']).toEqual([n, told]);
        settleByTime(account);
        expect([n, orders(account).length <= 1, ...brokenRules(account)]).toEqual([n, true]);
      }
    }
  });

  it('is refused while a run or another person is at work', () => {
    const account = START[action]();
    const row = rowOf(account);
    if (row === undefined) throw new Error('no row');
    row.lease = { holder: 'other', untilMs: account.nowMs + 5000 };
    row.dueMs = row.lease.untilMs;
    expect(ACTIONS[action](account, 'now')).toMatchObject({ kind: 'refused', code: 'under_work' });
  });
});

it('of any clicks, in any order, by people who interleave with sweeps, the row says what the chain says last', () => {
  const step = fc.oneof(fc.constantFrom(...OPERATION_ACTIONS), fc.constant('sweep' as const), fc.constant('item' as const));
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
    const account = inReview();
    steps.forEach((one, at) => {
      if (one === 'sweep') sweepOnce(account);
      else if (one === 'item') account.ledger.seed('item', { itemid: 'Z' }, { inactive: at % 2 === 0 });
      else ACTIONS[one](account, `click-${at}`);
    });
    settleByTime(account);
    const last = JSON.parse(account.events.chain(idOf(account)).at(-1)?.values ?? '{}') as { readonly state?: unknown };
    expect([last.state, brokenRules(account)]).toEqual([stateOf(account), []]);
  }), { numRuns: 150 });
});

it('content in quarantine is let out of it by whoever redrives it', () => {
  const account = inReview();
  const row = rowOf(account);
  if (row === undefined) throw new Error('no row');
  const key = contentKey(row.document);
  account.keys.claim({ kind: POISON_KIND, value: key, operationId: 'another', claimedMs: 0 });
  const last = [...account.events.rows].at(-1);
  if (last !== undefined) account.events.rows.set(last[0], { ...last[1], values: last[1].values.replaceAll('reference_not_found', 'quarantined') });
  expect(ACTIONS.redrive(account)).toMatchObject({ kind: 'done' });
  expect(account.keys.holder(POISON_KIND, key)?.operationId).toBe('');
});

it('a document that was redriven does not overwrite a later one that was applied meanwhile, versions or none', () => {
  const account = openShop();
  const unversioned = { version: undefined };
  post(account, call('k', order({ ...unversioned, note: 'old', lines: [{ id: 'l1', sku: 'Z', quantity: 1, price: '25.00' }] })));
  post(account, call('later', order({ ...unversioned, note: 'new' })));
  account.ledger.seed('item', { itemid: 'Z' });
  ACTIONS.redrive(account);
  sweepOnce(account);
  expect(rowOf(account)?.patch).toMatchObject({ state: 'superseded', problem: { code: 'version_older' } });
  expect(orders(account).map(({ body }) => body.get('memo'))).toEqual(['new']);
});

describe('a run from before a redrive that comes back late', () => {
  it('finds the fence taken and changes nothing', () => {
    const account = openShop();
    post(account, call('k', Z, { mode: 'async' }));
    const [due] = account.operations.due(account.nowMs);
    const late = account.operations.takeOver(due?.internalId ?? 0, { holder: 'late', untilMs: account.nowMs + LEASE_MS }, account.nowMs);
    account.nowMs += LEASE_MS;
    sweepOnce(account);
    ACTIONS.redrive(account);
    const before = structuredClone(rowOf(account)?.patch);
    if (late.kind !== 'taken') throw new Error(late.kind);
    expect(settle(late.operation, { known: undefined }, { state: 'refused', result: null, verdicts: [], problem: null, mapVersion: '' }, account.ports())).toMatchObject({ state: 'accepted' });
    expect(rowOf(account)?.patch).toEqual(before);
  });
});

describe('the release of a cause', () => {
  const release = (account: FakeAccount, key = 'click') => releaseCause({ cause: rowOf(account)?.patch.cause ?? 'none', asker: { userId: 9, role: 'r' }, note: '', key }, account.ports());
  const many = (count: number) => {
    const account = openShop();
    for (let at = 0; at < count; at += 1) post(account, call(at === 0 ? 'k' : `k${at}`, order({ id: String(at + 1), lines: [{ id: 'l1', sku: 'Z', quantity: 1, price: '25.00' }] })));
    return account;
  };

  it('redrives what shares it in batches, says what is left, and wakes the sweep once for each', () => {
    const account = many(53);
    expect(release(account)).toMatchObject({ redriven: 50, left: 3, refused: [], doneBefore: 0, closed: false });
    account.ledger.seed('item', { itemid: 'Z' });
    expect(releaseCause({ cause: [...account.operations.rows.values()].find(({ patch }) => patch.state === 'needs_review')?.patch.cause ?? '', asker: { userId: 9, role: 'r' }, note: '', key: 'click' }, account.ports()))
      .toMatchObject({ redriven: 3, left: 0, closed: true });
    expect(account.scheduler.wakeUps).toBe(2);
    settleByTime(account);
    expect([orders(account).length, brokenRules(account)]).toEqual([53, []]);
  });

  it('leaves what its units do not allow', () => {
    const account = many(3);
    account.remainingUnits = 99;
    expect(release(account)).toMatchObject({ redriven: 0, left: 3, closed: false });
    expect(account.scheduler.wakeUps).toBe(0);
  });

  it('does not redrive again by the same click what came back', () => {
    const account = many(2);
    release(account);
    sweepOnce(account);
    expect(release(account)).toMatchObject({ redriven: 0, doneBefore: 2, closed: false });
    expect(release(account, 'another')).toMatchObject({ redriven: 2, closed: true });
  });
});

it.each(['dies-before', 'dies-after'] as const)('a retry that is cancelled rests with people in the end, whichever port call %s', (fault) => {
  for (let n = 0; n < 20; n += 1) {
    const account = parked();
    account.gate.failAt(n, fault);
    const died = alive(() => ACTIONS.cancel_retry(account)) === undefined;
    settleByTime(account);
    expect([n, stateOf(account)]).toEqual([n, 'needs_review']);
    if (!died) break;
  }
});

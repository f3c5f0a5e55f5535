import { workLane } from '../../../src/application/sweep';
import { validate } from '../../../src/application/validate';
import { withdraw } from '../../../src/application/withdraw';
import { LEASE_MS, nextSweepMs, PARKED_LIMIT_MS } from '../../../src/domain/lease';
import type { ObservedError } from '../../../src/domain/observed-error';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, customerMap, openShop, order, orderMap, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const BUSY: ObservedError = { name: 'UNEXPECTED_ERROR', message: 'An unexpected error occurred.' };
const REFUSED: ObservedError = { name: 'USER_ERROR', message: 'Please enter value(s) for: Department' };
const CHANGED: ObservedError = { name: 'RCRD_HAS_BEEN_CHANGED', message: 'Record has been changed' };

const orders = (account: FakeAccount) => account.ledger.records.filter(({ type }) => type === 'salesorder');
const rowOf = (account: FakeAccount, key: string) => [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key);

/** A shop with the customer there, so that the next save is the order's. */
function shop(): FakeAccount {
  const account = openShop();
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  return account;
}

describe('a save that threw', () => {
  it('and committed all the same is found by its stamp, at once', () => {
    const account = shop();
    account.ledger.nextSave = { kind: 'threw', error: BUSY, committed: true };
    expect(post(account, call('k'))).toMatchObject({ outcome: 'applied', result: { internalId: orders(account)[0]?.internalId } });
    expect(brokenRules(account)).toEqual([]);
  });

  it('and committed on an update is found by its stamp too', () => {
    const account = shop();
    post(account, call('k1'));
    account.ledger.nextSave = { kind: 'threw', error: BUSY, committed: true };
    expect(post(account, call('k2', order({ version: 2, note: 'second' })))?.outcome).toBe('applied');
    expect(brokenRules(account)).toEqual([]);
  });

  it.each([['netsuite_unexpected', BUSY], ['netsuite_value_missing', REFUSED]])('and is not found is unknown, and proves nothing here: %s', (_code, error) => {
    const account = shop();
    account.ledger.nextSave = { kind: 'threw', error };
    expect(post(account, call('k'))).toMatchObject({
      outcome: 'unknown', waitsFor: 'probe', problem: { code: 'effect_unknown', detail: `${error.name}: ${error.message}` }, safeNewKey: false, retryAfterSeconds: 1800,
    });
    expect(sweepOnce(account)).toEqual([]);
  });

  it('and is proven absent is tried again where such an error heals by itself', () => {
    const account = shop();
    account.ledger.nextSave = { kind: 'threw', error: BUSY };
    post(account, call('k'));
    account.nowMs = nextSweepMs(account.nowMs + LEASE_MS);
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
    expect(orders(account)).toHaveLength(1);
    expect(rowOf(account, 'k')).toMatchObject({ attempts: 2, patch: { observed: BUSY } });
    expect(brokenRules(account)).toEqual([]);
  });

  it('and is proven absent goes to a person where the error does not heal, in NetSuite\'s own words', () => {
    const account = shop();
    account.ledger.nextSave = { kind: 'threw', error: REFUSED };
    post(account, call('k'));
    account.nowMs = nextSweepMs(account.nowMs + LEASE_MS);
    expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
    expect(rowOf(account, 'k')?.patch).toMatchObject({ problem: { code: 'netsuite_value_missing', detail: 'USER_ERROR: Please enter value(s) for: Department', observed: REFUSED }, observed: REFUSED });
    expect(orders(account)).toHaveLength(0);
    expect(brokenRules(account)).toEqual([]);
  });

  it('and appears later is settled on what stands, not tried again', () => {
    const account = shop();
    account.ledger.nextSave = { kind: 'threw', error: REFUSED };
    const reply = post(account, call('k'));
    const late = account.ledger.seed('salesorder', {}, { externalId: 'shop_order_1001', stamp: reply?.operationId ?? '', lines: [{ sublist: 'item', key: 'l1', columns: new Map<string, string | number>([['rate', '25.00'], ['quantity', 1]]) }] });
    account.nowMs = nextSweepMs(account.nowMs + LEASE_MS);
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
    expect(rowOf(account, 'k')?.patch.target?.internalId).toBe(late.internalId);
    expect(account.gate.calls.filter((name) => name === 'ledger.create')).toHaveLength(1);
    expect(brokenRules(account)).toEqual([]);
  });

  it('because somebody saved in between is decided anew on the record as it is now', () => {
    const account = shop();
    post(account, call('k1'));
    account.ledger.nextSave = { kind: 'threw', error: CHANGED };
    expect(post(account, call('k2', order({ version: 2, note: 'second' })))?.outcome).toBe('unknown');
    settleByTime(account);
    expect(rowOf(account, 'k2')?.patch.state).toBe('applied');
    expect(orders(account)[0]?.body.get('memo')).toBe('second');
  });

  it('because another operation wrote the record meanwhile waits for that one', () => {
    const account = shop();
    post(account, call('k1'));
    account.gate.onCall(({ name }) => {
      if (name === 'target.save') Object.assign(orders(account)[0] ?? {}, { stamp: 'another', saves: 9 });
      return undefined;
    });
    expect(post(account, call('k2', order({ version: 2, note: 'second' })))).toMatchObject({ outcome: 'parked', waitsFor: 'another', problem: { code: 'lane_busy' } });
  });
});

describe('a record that NetSuite refused before its save', () => {
  it('goes to a person', () => {
    const account = shop();
    account.ledger.nextSave = { kind: 'refused', error: { name: 'INVALID_KEY_OR_REF', message: 'Invalid item reference key 5' } };
    expect(post(account, call('k'))).toMatchObject({ outcome: 'needs_review', problem: { code: 'netsuite_reference' } });
    expect(account.gate.calls).not.toContain('ledger.probe');
  });

  it('is tried again where such an error heals by itself', () => {
    const account = shop();
    account.ledger.nextSave = { kind: 'refused', error: BUSY };
    expect(post(account, call('k'))).toMatchObject({ outcome: 'retry_scheduled', problem: { code: 'netsuite_unexpected' }, retryAfterSeconds: 900 });
    settleByTime(account);
    expect(rowOf(account, 'k')?.patch.state).toBe('applied');
    expect(brokenRules(account)).toEqual([]);
  });

  it('nine times is left to a person, with what was observed', () => {
    const account = shop();
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      account.ledger.nextSave = { kind: 'refused', error: BUSY };
      if (attempt === 1) post(account, call('k'));
      else sweepOnce(account);
      expect(rowOf(account, 'k')).toMatchObject({ attempts: attempt, patch: { state: 'retry_scheduled' } });
      account.nowMs = rowOf(account, 'k')?.dueMs ?? 0;
    }
    account.ledger.nextSave = { kind: 'refused', error: BUSY };
    expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
    expect(rowOf(account, 'k')?.patch.problem).toMatchObject({ code: 'attempts_exhausted', detail: '9 attempts were made. UNEXPECTED_ERROR: An unexpected error occurred.' });
    expect(orders(account)).toHaveLength(0);
    expect(brokenRules(account)).toEqual([]);
  });
});

it('an operation on which every run dies is left to a person after three', () => {
  const account = shop();
  account.gate.onCall(({ name }) => (name === 'ledger.create' ? 'dies-before' : undefined));
  post(account, call('k'));
  for (let tick = 0; tick < 12; tick += 1) {
    account.nowMs += LEASE_MS;
    account.gate.failAt(undefined);
    sweepOnce(account);
  }
  expect(rowOf(account, 'k')?.patch).toMatchObject({ state: 'needs_review', problem: { code: 'quarantined', detail: '3 runs died while they worked on it. No record carries this operation.' } });
});

describe('the sweep', () => {
  it('leaves alone what is settled, not due, or taken by another run in between', () => {
    const account = shop();
    post(account, call('k'));
    const row = rowOf(account, 'k');
    const internalId = row?.internalId ?? 0;
    expect(workLane([internalId], account.ports())).toEqual([{ internalId, state: 'not_due' }]);
    post(account, call('k2', order({ id: '2' }), { mode: 'async' }));
    const due = account.operations.due(account.nowMs).map((operation) => operation.internalId);
    expect(workLane(due, account.ports())).toMatchObject([{ state: 'applied' }]);
    expect(workLane(due, account.ports())).toMatchObject([{ state: 'not_due' }]);
  });

  it('works a lane in order of receipt, whatever order it is handed', () => {
    const account = shop();
    const keys = ['k1', 'k2', 'k3'];
    keys.forEach((key, at) => post(account, call(key, order({ version: at + 1, note: key }), { mode: 'async' })));
    const ids = keys.map((key) => rowOf(account, key)?.internalId ?? 0);
    expect(workLane([...ids].reverse(), account.ports())).toEqual(ids.map((internalId) => ({ internalId, state: 'applied' })));
    expect(orders(account)[0]?.body.get('memo')).toBe('k3');
  });

  it('stops where units run low, and harms nothing: the rest is due in the next run', () => {
    const account = shop();
    post(account, call('k', order(), { mode: 'async' }));
    account.remainingUnits = 249;
    expect(sweepOnce(account)).toMatchObject([{ state: 'left_for_next_run' }]);
    expect(rowOf(account, 'k')).toMatchObject({ attempts: 0, patch: { state: 'accepted' } });
    account.remainingUnits = 250;
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
  });

  it('stops where time runs low, so that no run is cut off in the midst of an operation', () => {
    const account = shop();
    const keys = ['k1', 'k2', 'k3'];
    keys.forEach((key, at) => post(account, call(key, order({ version: at + 1, note: key }), { mode: 'async' })));
    account.gate.onCall(({ name }) => {
      if (name === 'operations.takeOver') account.nowMs += 6 * 60 * 1000;
      return undefined;
    });
    expect(sweepOnce(account).map(({ state }) => state)).toEqual(['applied', 'applied', 'left_for_next_run']);
    expect(sweepOnce(account).map(({ state }) => state)).toEqual(['applied']);
  });

  it.each<[string, string]>([['another document', JSON.stringify(order({ note: 'tampered' }))], ['no JSON', '{"id":'], ['a list', '[]']])(
    'gives a stored document that is %s to a person, and applies nothing',
    (_what, keptText) => {
      const account = shop();
      post(account, call('k', order(), { mode: 'async' }));
      const row = rowOf(account, 'k');
      if (row !== undefined) account.operations.rows.set(row.internalId, { ...row, document: { ...row.document, keptText } });
      expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
      expect(rowOf(account, 'k')?.patch.problem?.code).toBe('document_unreadable');
      expect(orders(account)).toHaveLength(0);
      expect(brokenRules(account)).toEqual([]);
    },
  );

  it('puts an operation whose rule is gone in front of a person', () => {
    const account = shop();
    post(account, call('k', order(), { mode: 'async' }));
    account.configuration.inForce = [customerMap()];
    account.configuration.reload('shop');
    expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
    expect(rowOf(account, 'k')?.patch.problem).toMatchObject({ code: 'map_inconsistent', detail: 'There is no rule for shop order any more.' });
    expect(orders(account)).toHaveLength(0);
    expect(brokenRules(account)).toEqual([]);
  });
});

describe('an operation that names the one it replaces', () => {
  const replaced = (account: FakeAccount) => rowOf(account, 'k1')?.patch.state;

  /** An order that waits for a person, and what replaces it. */
  function withReview(): { readonly account: FakeAccount; readonly body: Record<string, unknown> } {
    const account = shop();
    const first = post(account, call('k1', order({ total: '1.00' })));
    expect(first).toMatchObject({ outcome: 'needs_review' });
    return { account, body: call('k2', order({ version: 2 }), { supersedes: first?.operationId }) };
  }

  /** An order that waits for its map, which is then there, and what replaces it. */
  function withWaiting(): ReturnType<typeof withReview> {
    const account = shop();
    account.configuration.inForce = [{ ...orderMap(), consistent: false }, customerMap()];
    account.configuration.reload('shop');
    const first = post(account, call('k1'));
    expect(first).toMatchObject({ outcome: 'parked' });
    account.configuration.inForce = [orderMap(), customerMap()];
    account.configuration.reload('shop');
    return { account, body: call('k2', order({ version: 2, note: 'second' }), { supersedes: first?.operationId }) };
  }

  /** What PUT says and what POST then does of a document that names the operation it replaces. */
  function toldAndDone(account: FakeAccount, body: Record<string, unknown>): readonly unknown[] {
    const told = validate(body, account.ports());
    const reply = post(account, body);
    expect([told.outcome, told.problem]).toEqual([reply?.outcome, reply?.problem]);
    return [reply?.outcome, reply?.problem?.code];
  }

  it.each([['that waits for a person', withReview], ['that waits in the lane', withWaiting]] as const)('is foreseen to take the place of one %s', (_what, start) => {
    const { account, body } = start();
    expect(toldAndDone(account, body)).toEqual(['applied', undefined]);
    expect(replaced(account)).toBe('superseded');
  });

  it.each<[string, string, Record<string, unknown>, Record<string, unknown>]>([
    ['of another document type', 'It brought a document of type customer, and this is one of type order.', { ...call('k1', { id: '7', name: '' }), documentType: 'customer' }, call('k2')],
    ['about another object', 'It is about another object.', call('k1', order({ total: '1.00' })), call('k2', order({ id: '1002' }))],
    ['that has an object, by one that has none', 'It is about another object.', call('k1', order({ total: '1.00' })), call('k2', order({ id: null }))],
    ['that had its effect', 'It is applied.', call('k1'), call('k2', order({ version: 2 }))],
  ])('cannot replace one %s: that is foreseen, and the other stays as it is', (_what, why, first, second) => {
    const account = shop();
    const supersedes = post(account, first)?.operationId;
    const before = replaced(account);
    expect(toldAndDone(account, { ...second, supersedes })).toEqual(['refused', 'supersedes_impossible']);
    expect(rowOf(account, 'k2')?.patch.problem?.detail).toContain(why);
    expect(replaced(account)).toBe(before);
    expect(brokenRules(account)).toEqual([]);
  });

  it('that is not there is foreseen too', () => {
    expect(toldAndDone(shop(), call('k2', order(), { supersedes: 'x' }))).toEqual(['refused', 'supersedes_impossible']);
  });

  it('may bring the id that the other lacked', () => {
    const account = shop();
    const supersedes = post(account, call('k1', order({ id: null })))?.operationId;
    expect(toldAndDone(account, call('k2', order(), { supersedes }))).toEqual(['applied', undefined]);
    expect(replaced(account)).toBe('superseded');
  });

  it('takes its place where the sweep is the first to carry it on', () => {
    const { account, body } = withReview();
    post(account, { ...body, mode: 'async' });
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
    expect(replaced(account)).toBe('superseded');
    expect(brokenRules(account)).toEqual([]);
  });

  it.each([
    ['waits for a person', 'dies-before', withReview, [['superseded', 'applied']]],
    ['waits for a person', 'dies-after', withReview, [['superseded', 'applied']]],
    // What waits for a machine may be applied before the sweep takes up the one that was to replace it; that one is then refused.
    ['waits for time', 'dies-before', withWaiting, [['superseded', 'applied'], ['applied', 'refused']]],
    ['waits for time', 'dies-after', withWaiting, [['superseded', 'applied'], ['applied', 'refused']]],
  ] as const)('and %s leaves one effect, whichever port call the run %s', (_what, fault, start, ends) => {
    for (let at = 0; ; at += 1) {
      const { account, body } = start();
      account.gate.failAt(at, fault);
      const reply = post(account, body);
      const finished = reply !== undefined;
      settleByTime(account);
      if (rowOf(account, 'k2') === undefined) continue;
      expect(ends).toContainEqual([replaced(account), rowOf(account, 'k2')?.patch.state]);
      expect(orders(account)).toHaveLength(1);
      expect(brokenRules(account)).toEqual([]);
      if (finished) return;
    }
  });
});

/** An order that is saved and not settled, for its run died; then its map is not whole. */
function savedUnderBrokenMap(): FakeAccount {
  const account = shop();
  account.gate.onCall(({ name }) => (name === 'ledger.readBack' ? 'dies-before' : undefined));
  post(account, call('k'));
  account.gate.onCall(undefined);
  account.gate.failAt(undefined);
  account.configuration.inForce = [{ ...orderMap(), consistent: false }, customerMap()];
  account.configuration.reload('shop');
  account.nowMs += LEASE_MS;
  return account;
}

it('an operation that had its effect and waits for its map goes to a person after three days, with the record that stands', () => {
  const account = savedUnderBrokenMap();
  const receivedMs = rowOf(account, 'k')?.document.receivedMs ?? 0;
  account.nowMs = receivedMs + PARKED_LIMIT_MS;
  expect(sweepOnce(account)).toMatchObject([{ state: 'unknown' }]);
  account.nowMs += LEASE_MS;
  expect(sweepOnce(account)).toMatchObject([{ state: 'needs_review' }]);
  expect(rowOf(account, 'k')).toMatchObject({
    dueMs: null,
    patch: { target: { internalId: orders(account)[0]?.internalId }, problem: { code: 'parked_too_long', detail: expect.stringMatching(/does not match its rows\. The salesorder \d+ carries this operation: its effect stands\.$/) as unknown } },
  });
  expect(withdraw({ operationId: rowOf(account, 'k')?.document.operationId ?? '' }, account.ports())).toMatchObject({ outcome: 'needs_review', problem: { code: 'withdraw_too_late' } });
  expect(brokenRules(account)).toEqual([]);
});

it('an operation that had its effect does not rest as one without while the map is not whole', () => {
  const account = savedUnderBrokenMap();
  expect(sweepOnce(account)).toMatchObject([{ state: 'unknown' }]);
  const operationId = rowOf(account, 'k')?.document.operationId ?? '';
  expect(withdraw({ operationId }, account.ports())).toMatchObject({ outcome: 'unknown', problem: { code: 'withdraw_too_late' } });
  account.configuration.inForce = [orderMap(), customerMap()];
  account.configuration.reload('shop');
  account.nowMs += LEASE_MS;
  expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
  expect(brokenRules(account)).toEqual([]);
});

it('a save that threw and was committed without the fields of other owners is partly applied', () => {
  const account = shop();
  account.ledger.nextSave = { kind: 'threw', error: BUSY, committed: true };
  expect(post(account, call('k', order({ terms: 'net 90' })))).toMatchObject({ outcome: 'partly_applied' });
});

describe('an operation that fails before anything is decided', () => {
  const poisoned = () => {
    const account = openShop();
    post(account, call('k', order(), { mode: 'async' }));
    account.failLook = true;
    return account;
  };

  it('is thrown on, so that the platform reports it, and stays due', () => {
    const account = poisoned();
    expect(() => sweepOnce(account)).toThrow('SSS_SEARCH_ERROR_OCCURRED');
    expect(rowOf(account, 'k')?.dueMs).not.toBeNull();
  });

  it('goes to a person once it was tried as often as the policy allows, with the error it met', () => {
    const account = poisoned();
    for (let attempt = 0; attempt < 12 && rowOf(account, 'k')?.dueMs !== null; attempt += 1) {
      account.nowMs += LEASE_MS;
      try { sweepOnce(account); } catch { /* reported by the platform, and tried again */ }
    }
    expect(rowOf(account, 'k')?.patch).toMatchObject({ state: 'needs_review', problem: { code: 'attempts_exhausted', detail: expect.stringContaining('SSS_SEARCH_ERROR_OCCURRED') as unknown } });
    expect(brokenRules(account)).toEqual([]);
  });
});

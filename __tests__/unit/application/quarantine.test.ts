import { releaseContent } from '../../../src/application/content-quarantine';
import { LEASE_MS, nextSweepMs } from '../../../src/domain/lease';
import { RunKilled } from '../../support/fakes/call-gate';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, post, sweepOnce } from '../../support/fakes/shop';

const rowOf = (account: FakeAccount, key: string) => {
  const row = [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key);
  if (row === undefined) throw new Error(key);
  return row;
};

/** A shop in which every run dies that saves an order whose id begins with `666`. */
function deadly(): FakeAccount {
  const account = openShop();
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  const create = account.ledger.create.bind(account.ledger);
  account.ledger.create = (identity, plan) => {
    if (!identity.externalId.startsWith('shop_order_666')) return create(identity, plan);
    account.gate.failAt(0);
    throw new RunKilled('Saving this order never ends.');
  };
  return account;
}

function sweepLater(account: FakeAccount): ReturnType<typeof sweepOnce> {
  account.gate.failAt(undefined);
  account.nowMs = nextSweepMs(account.nowMs + LEASE_MS);
  return sweepOnce(account);
}

describe('an operation that runs die on', () => {
  it('is set aside after three, and takes no other operation with it', () => {
    const account = deadly();
    post(account, call('poison', order({ id: '666' }), { mode: 'async' }));
    post(account, call('behind', order({ id: '666', version: 2, note: 'x' }), { mode: 'async' }));
    post(account, call('other', order({ id: '5' }), { mode: 'async' }));
    sweepLater(account);
    expect(rowOf(account, 'other').patch.state).toBe('applied');
    for (let run = 0; run < 3; run += 1) sweepLater(account);
    expect(rowOf(account, 'poison')).toMatchObject({ deaths: 3, patch: { state: 'needs_review', problem: { code: 'quarantined' } } });
    expect([rowOf(account, 'behind').deaths, rowOf(account, 'other').deaths]).toEqual([0, 0]);
    expect(brokenRules(account)).toEqual([]);
  });

  it('marks its content: the same document under another key goes to a person without being tried, until the first is released', () => {
    const account = deadly();
    post(account, call('poison', order({ id: '666' }), { mode: 'async' }));
    for (let run = 0; run < 5; run += 1) sweepLater(account);
    account.gate.failAt(undefined);
    expect(post(account, call('again', order({ id: '666' })))).toMatchObject({ outcome: 'needs_review', problem: { code: 'quarantined', detail: expect.stringContaining(rowOf(account, 'poison').document.operationId) as string } });
    expect(post(account, call('still', order({ id: '666' })))?.outcome).toBe('needs_review');
    releaseContent(rowOf(account, 'poison').document, account.ports());
    releaseContent(rowOf(account, 'poison').document, account.ports());
    expect(post(account, call('free', order({ id: '666' })))).toBeUndefined();
    account.gate.failAt(undefined);
    for (let run = 0; run < 5; run += 1) sweepLater(account);
    expect(rowOf(account, 'free').patch.problem?.code).toBe('quarantined');
    account.gate.failAt(undefined);
    expect(post(account, call('once more', order({ id: '666' })))?.problem?.detail).toContain(rowOf(account, 'free').document.operationId);
    expect(brokenRules(account)).toEqual([]);
  });

  it('whose run failed and said so is not one that runs die on', () => {
    const account = openShop();
    post(account, call('k', order(), { mode: 'async' }));
    account.failLook = true;
    for (let run = 0; run < 5; run += 1) expect(() => sweepLater(account)).toThrow('SSS_SEARCH_ERROR_OCCURRED');
    expect(rowOf(account, 'k')).toMatchObject({ deaths: 0, patch: { state: 'accepted', waitsFor: 'next_run', problem: { code: 'netsuite_unexpected', detail: 'Error: SSS_SEARCH_ERROR_OCCURRED' } } });
    account.failLook = false;
    expect(sweepLater(account)).toMatchObject([{ state: 'applied' }]);
  });

  it.each([[-1, 'next_run'], [0, ''], [1, '']])('whose run fails %i ms past its lease is left the word "%s": past it the operation may be in another hand', (past, word) => {
    const account = openShop();
    post(account, call('k', order(), { mode: 'async' }));
    account.failLook = true;
    account.gate.onCall(({ name }) => {
      if (name === 'lookup.look') account.nowMs += LEASE_MS + past;
      return undefined;
    });
    const before = account.gate.calls.length;
    expect(() => sweepOnce(account)).toThrow('SSS_SEARCH_ERROR_OCCURRED');
    expect(rowOf(account, 'k').patch).toMatchObject({ state: 'accepted', waitsFor: word, problem: word === '' ? null : { code: 'netsuite_unexpected' } });
    expect(account.gate.calls.slice(before).filter((name) => name === 'operations.update').length).toBe(word === '' ? 0 : 1);
  });
});

describe('an effect that cannot be looked for', () => {
  const unknown = () => {
    const account = openShop();
    account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
    account.ledger.nextSave = { kind: 'threw', error: { name: 'UNEXPECTED_ERROR', message: 'x' }, committed: true };
    let blind = true;
    const probe = account.ledger.probe.bind(account.ledger);
    account.ledger.probe = (type, externalId) => {
      if (blind) throw new Error('Search is down.');
      return probe(type, externalId);
    };
    return { account, see: () => { blind = false; } };
  };

  it('is left unknown, probed again as no attempt, and settles when it is found', () => {
    const { account, see } = unknown();
    expect(post(account, call('k'))).toMatchObject({ outcome: 'unknown', waitsFor: 'probe' });
    expect(sweepLater(account)).toMatchObject([{ state: 'unknown' }]);
    expect(rowOf(account, 'k')).toMatchObject({ attempts: 1, deaths: 0, patch: { waitsFor: 'probe', problem: { detail: 'Saving it: UNEXPECTED_ERROR: x Looking for it: Error: Search is down.' } } });
    see();
    expect(sweepLater(account)).toMatchObject([{ state: 'applied' }]);
    expect(brokenRules(account)).toEqual([]);
  });

  it('goes to a person once its probes have run out, with what is known, and is never repeated', () => {
    const { account } = unknown();
    post(account, call('k'));
    let looks = 0;
    for (; rowOf(account, 'k').patch.state === 'unknown' && looks < 20; looks += 1) {
      account.nowMs = rowOf(account, 'k').dueMs ?? 0;
      sweepOnce(account);
    }
    expect(looks).toBeLessThanOrEqual(7);
    expect(rowOf(account, 'k').patch).toMatchObject({ state: 'needs_review', problem: { code: 'effect_undecided', observed: { name: 'UNEXPECTED_ERROR' } } });
    expect(account.ledger.records.filter(({ type }) => type === 'salesorder')).toHaveLength(1);
  });

  it('of a run that left no word is probed from the first look on', () => {
    const { account, see } = unknown();
    account.ledger.nextSave = undefined;
    account.gate.onCall(({ name }) => (name === 'ledger.create' ? 'dies-after' : undefined));
    post(account, call('k'));
    account.gate.onCall(undefined);
    account.gate.failAt(undefined);
    expect(sweepLater(account)).toMatchObject([{ state: 'unknown' }]);
    expect(rowOf(account, 'k').patch.problem?.detail).toContain('left no word');
    see();
    expect(sweepLater(account)).toMatchObject([{ state: 'applied' }]);
  });
});

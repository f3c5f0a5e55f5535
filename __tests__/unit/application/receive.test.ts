import { submit } from '../../../src/application/submit';
import { LEASE_MS } from '../../../src/domain/lease';
import { sha256, thrownBy } from '../../support/builders';
import { brokenRules } from '../../support/fakes/invariants';
import { metered } from '../../support/fakes/metered';
import { call, openShop, order, post, settleByTime, sweepOnce } from '../../support/fakes/shop';

const rowsOf = (account: ReturnType<typeof openShop>) => [...account.operations.rows.values()];

describe('a new document', () => {
  it('becomes a record, with the reply that says so', () => {
    const account = openShop();
    const reply = post(account, call('k', order(), { correlationId: 'c-1' }));
    const target = account.ledger.records.find(({ type }) => type === 'salesorder');
    expect(reply).toMatchObject({
      custody: true, outcome: 'applied', replayed: false, correlationId: 'c-1', problem: null, mapVersion: '2026-01-01.1', attempt: { number: 1, nextAt: null },
      result: { recordType: 'salesorder', internalId: target?.internalId, externalId: 'shop_order_1001', documentNumber: `SA${target?.internalId ?? 0}` },
    });
    expect(target).toMatchObject({ stamp: reply?.operationId, externalId: 'shop_order_1001' });
    expect(brokenRules(account, [reply])).toEqual([]);
  });

  it('is logged before anything else is asked or written', () => {
    const account = openShop();
    post(account, call('k'));
    expect(account.gate.calls.slice(0, 3)).toEqual(['configuration.load', 'operations.log', 'lookup.look']);
  });

  it('is logged with what was received, digit by digit, and a lease', () => {
    const account = openShop();
    const text = '{ "id": 820982911946154508, "version": 3, "customer": {"id": 7, "name": "Zoë"}, "lines": [{"id": "l", "sku": "A", "quantity": 1, "price": "0.00"}], "total": "0.00" }';
    post(account, call('k', undefined, { documentText: text }));
    const [row] = rowsOf(account);
    expect(row?.document).toMatchObject({
      source: 'shop', documentType: 'order', idempotencyKey: 'k', externalId: '820982911946154508', version: '3', versionNumber: 3, mode: 'sync', intent: 'upsert', parent: '',
      receivedSha256: sha256(text), receivedCharacters: text.length, facts: { amount: '0.00', party: 'Zoë' }, receivedMs: account.nowMs, account: '1234567',
      keptText: '{"id":820982911946154508,"version":3,"customer":{"id":7,"name":"Zo\\u00eb"},"lines":[{"id":"l","sku":"A","quantity":1,"price":"0.00"}],"total":"0.00"}',
    });
    expect(row?.lease).toMatchObject({ untilMs: account.nowMs + LEASE_MS });
    expect(account.ledger.records.map(({ externalId }) => externalId)).toContain('shop_order_820982911946154508');
  });

  it('that carries no id is logged, and waits for a person', () => {
    const account = openShop();
    const reply = post(account, call('k', order({ id: null })));
    expect(reply).toMatchObject({ custody: true, outcome: 'needs_review', problem: { code: 'required_path_missing', errors: [{ pointer: '/id' }] } });
    expect(rowsOf(account)[0]?.document).toMatchObject({ externalId: '', lane: reply?.operationId });
    expect(brokenRules(account, [reply])).toEqual([]);
  });

  it('of which the log is refused for another reason than a repeat is not taken: NetSuite\'s own error goes back', () => {
    const account = openShop();
    account.operations.refuseNextLog = { name: 'INSUFFICIENT_PERMISSION', message: 'You may not.' };
    expect(thrownBy(() => submit(call('k'), account.ports()))).toMatchObject({ name: 'INSUFFICIENT_PERMISSION', message: 'You may not.' });
    expect(account.operations.rows.size).toBe(0);
  });

  it('whose version the call names takes that one over the document\'s', () => {
    const account = openShop();
    post(account, call('k', order({ version: 1 }), { version: '9' }));
    expect(rowsOf(account)[0]?.document).toMatchObject({ version: '9', versionNumber: 9 });
  });
});

describe('an asynchronous document', () => {
  it('is logged and nothing else, then carried out by the sweep', () => {
    const account = openShop();
    const reply = post(account, call('k', order(), { mode: 'async' }));
    expect(reply).toMatchObject({ custody: true, outcome: 'accepted', attempt: { number: 0 }, retryAfterSeconds: 900, result: null });
    expect(account.gate.calls).toEqual(['configuration.load', 'operations.log']);
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
    expect(post(account, call('k'))).toMatchObject({ replayed: true, outcome: 'applied', attempt: { number: 1 } });
    expect(brokenRules(account)).toEqual([]);
  });

  it('is probed for no earlier effect the first time it is taken up', () => {
    const account = openShop();
    post(account, call('k', order(), { mode: 'async' }));
    sweepOnce(account);
    expect(account.gate.calls).not.toContain('ledger.probe');
  });
});

describe('a repeat', () => {
  it('of a settled document gives its outcome, runs nothing and is counted', () => {
    const account = openShop();
    const first = post(account, call('k', order(), { correlationId: 'c-1' }));
    const before = account.gate.calls.length;
    // The same by value: members in another order, numbers in another form.
    const document = `{ "total":"25.00", ${JSON.stringify(order()).slice(1).replace('"quantity":2', '"quantity":2.0e0').replace(',"total":"25.00"', '')}`;
    const again = post(account, call('k', undefined, { documentText: document, correlationId: 'c-2' }));
    expect(again).toEqual({ ...first, replayed: true, correlationId: 'c-2' });
    expect(account.gate.calls.slice(before)).toEqual(['configuration.load', 'operations.log', 'operations.find', 'operations.countSeenAgain', 'events.load']);
    post(account, call('k'));
    expect(account.operations.byOperation(first?.operationId ?? '')?.seenAgain).toBe(2);
    expect(brokenRules(account, [first, again])).toEqual([]);
  });

  it('of a document that waits for a person gives its problem and verdicts', () => {
    const account = openShop();
    const first = post(account, call('k', order({ total: '99.00' })));
    expect(post(account, call('k', order({ total: '99.00' })))).toEqual({ ...first, replayed: true });
  });

  it('of a document under work gives its present state, and no second run', () => {
    const account = openShop();
    let again: unknown;
    account.gate.onCall(({ name }) => {
      if (name === 'ledger.create') again ??= post(account, call('k'));
      return undefined;
    });
    const reply = post(account, call('k'));
    expect(again).toMatchObject({ custody: true, replayed: true, outcome: 'accepted', result: null, operationId: reply?.operationId, retryAfterSeconds: LEASE_MS / 1000 });
    expect(reply?.outcome).toBe('applied');
    expect(brokenRules(account)).toEqual([]);
  });

  it('of a document that waits for another says for which', () => {
    const account = openShop();
    const first = post(account, call('k1', order(), { mode: 'async' }));
    post(account, call('k2', order({ note: 'second', version: 2 })));
    expect(post(account, call('k2', order({ note: 'second', version: 2 })))).toMatchObject({ replayed: true, outcome: 'parked', waitsFor: first?.operationId, problem: { code: 'lane_busy' } });
  });
});

describe('a key that belongs to another document', () => {
  it.each([['another document', {}, order({ note: 'other' })], ['another document type', { documentType: 'customer' }, order()]])(
    'is answered without custody for %s, the first untouched, the attempt in its chain',
    (_what, more, document) => {
      const account = openShop();
      const first = post(account, call('k'));
      const row = structuredClone(account.operations.byOperation(first?.operationId ?? ''));
      const reply = post(account, call('k', document, more));
      expect(reply).toMatchObject({ custody: false, outcome: 'key_reused', operationId: first?.operationId, safeNewKey: true, safeToRetrySameKey: false, problem: { code: 'key_reused' } });
      expect(account.operations.byOperation(first?.operationId ?? '')).toEqual(row);
      const chain = account.events.chain(first?.operationId ?? '');
      expect(chain.map(({ kind }) => kind)).toEqual(['outcome', 'key_reused']);
      expect(JSON.parse(chain[1]?.facts ?? '')).toMatchObject({ fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
      expect(chain[1]?.values).toBe('{}');
      expect(brokenRules(account, [first])).toEqual([]);
    },
  );

  it('may be tried often: eleven attempts stand behind each other in the chain, more are counted', () => {
    const account = openShop();
    const first = post(account, call('k'));
    for (let at = 0; at < 25; at += 1) post(account, call('k', order({ note: `try ${at}` })));
    expect(account.events.chain(first?.operationId ?? '').map(({ kind }) => kind)).toEqual(['outcome', ...Array.from({ length: 11 }, () => 'key_reused')]);
    expect(account.operations.byOperation(first?.operationId ?? '')?.seenAgain).toBe(14);
    expect(brokenRules(account)).toEqual([]);
  });

  it('costs no more than 34 units, however often it was tried', () => {
    const account = openShop();
    post(account, call('k'));
    for (let at = 0; at < 25; at += 1) {
      const { ports, used } = metered(account);
      submit(call('k', order({ note: `try ${at}` })), ports);
      expect(used() - 11).toBeLessThanOrEqual(at < 11 ? 38 : 34);
    }
  });

  it('does not keep the first from being settled, however often it is tried meanwhile', () => {
    const account = openShop();
    const first = post(account, call('k', order(), { mode: 'async' }));
    for (let at = 0; at < 60; at += 1) post(account, call('k', order({ note: `try ${at}` })));
    settleByTime(account);
    expect(post(account, call('k'))).toMatchObject({ operationId: first?.operationId, outcome: 'applied' });
    expect(brokenRules(account)).toEqual([]);
  });

  it('stands in the chain before the outcome where the first is still under work, and settles nothing', () => {
    const account = openShop();
    let tried: unknown;
    account.gate.onCall(({ name }) => {
      if (name === 'ledger.create') tried ??= post(account, call('k', order({ note: 'other' })));
      return undefined;
    });
    const reply = post(account, call('k'));
    settleByTime(account);
    expect(reply?.outcome).toBe('applied');
    expect(account.events.chain(reply?.operationId ?? '').map(({ kind, number }) => [number, kind])).toEqual([[1, 'key_reused'], [2, 'outcome']]);
    expect(post(account, call('k'))).toEqual({ ...reply, replayed: true });
    expect(brokenRules(account)).toEqual([]);
  });
});

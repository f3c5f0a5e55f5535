import { validate } from '../../../src/application/validate';
import { withdraw } from '../../../src/application/withdraw';
import { LEASE_MS } from '../../../src/domain/lease';
import type { RuleParts } from '../../../src/domain/rule-parts';
import { thrownBy } from '../../support/builders';
import type { FakeAccount } from '../../support/fakes/fake-account';
import type { OperationRow } from '../../support/fakes/fake-operations';
import { brokenRules } from '../../support/fakes/invariants';
import { call, customerMap, openShop, order, orderMap, orderMapWith, post, sweepOnce } from '../../support/fakes/shop';

const WHY = { decision: 'D-0001' };

function shopWith(parts: RuleParts): FakeAccount {
  return openShop(orderMap({ parts }));
}

const orders = (account: FakeAccount) => account.ledger.records.filter(({ type }) => type === 'salesorder');

describe('a key that the rule derives', () => {
  const parts: RuleParts = { key: ['/id', '/version'] };

  it('recognises the same document without a key', () => {
    const account = shopWith(parts);
    const body = { ...call(''), idempotencyKey: undefined };
    const first = post(account, body);
    expect(post(account, body)).toMatchObject({ operationId: first?.operationId, replayed: true });
    expect(orders(account)).toHaveLength(1);
  });

  it('tells versions of one object apart, and gives way to a key of the sender', () => {
    const account = shopWith(parts);
    const first = post(account, { ...call(''), idempotencyKey: undefined });
    const second = post(account, { ...call('', order({ version: 2, note: 'second' })), idempotencyKey: undefined });
    const own = post(account, call('mine', order({ version: 3 })));
    expect(new Set([first, second, own].map((reply) => reply?.operationId)).size).toBe(3);
  });

  it('is another for another type of document with the same values', () => {
    const derived = { parts: { key: ['/id'] } };
    const account = openShop(orderMap(derived), customerMap(derived));
    const keyless = (documentType: string, document: object) => post(account, { ...call('', document), documentType, idempotencyKey: undefined });
    expect(keyless('customer', { id: '1001', name: 'Eve' })).toMatchObject({ outcome: 'applied' });
    expect(keyless('order', order())).toMatchObject({ outcome: 'applied' });
  });

  it.each([
    ['where the rule derives none', {}, order()],
    ['where one of its paths is empty', parts, order({ version: null })],
  ])('is missed %s', (_where, rule, document) => {
    const account = openShop(orderMap({ parts: rule }));
    const refusal = thrownBy(() => post(account, { ...call('', document), idempotencyKey: undefined }));
    expect(refusal).toMatchObject({ code: 'key_missing', pointer: '/idempotencyKey' });
    expect(account.operations.rows.size).toBe(0);
  });
});

describe('a natural key', () => {
  const parts: RuleParts = { naturalKey: { kind: 'order-note', paths: ['/customer/id', '/note'], ...WHY } };

  it('is claimed before the record is made; another object with it is a suspected duplicate', () => {
    const account = shopWith(parts);
    const first = post(account, call('k1'));
    // The first record that is made is the customer, which the order brings; the last is the order.
    expect(account.gate.calls.indexOf('keys.claim')).toBeLessThan(account.gate.calls.lastIndexOf('ledger.create'));
    const reply = post(account, call('k2', order({ id: '1002' })));
    expect(reply).toMatchObject({ outcome: 'needs_review', result: null, problem: { code: 'suspected_duplicate', detail: expect.stringContaining(String(first?.operationId)) as unknown } });
    expect(orders(account)).toHaveLength(1);
    expect(brokenRules(account, [first, reply])).toEqual([]);
  });

  const foreseen = (account: FakeAccount, body: unknown) => {
    const before = [...account.keys.rows.entries()].map((entry) => JSON.stringify(entry));
    const { outcome, problem } = validate(body, account.ports());
    expect([...account.keys.rows.entries()].map((entry) => JSON.stringify(entry))).toEqual(before);
    return { outcome, problem };
  };

  it('is foreseen as held where a post would find it held, and claims nothing', () => {
    const account = shopWith(parts);
    expect(foreseen(account, call('k1'))).toMatchObject({ outcome: 'applied', problem: null });
    post(account, call('k1'));
    const body = call('k2', order({ id: '1002' }));
    const told = foreseen(account, body);
    expect(told).toMatchObject({ outcome: 'needs_review', problem: { code: 'suspected_duplicate' } });
    expect(told.problem).toEqual(post(account, body)?.problem);
  });

  it('is foreseen as free for the same object, the same operation and after a holder without an effect', () => {
    const account = shopWith(parts);
    const item = account.ledger.records.find(({ type }) => type === 'item')!;
    item.inactive = true;
    const first = post(account, call('k1'));
    account.keys.claim({ kind: 'order-note', value: JSON.stringify(['7', 'FIRST']), operationId: String(first?.operationId), claimedMs: 0 });
    item.inactive = false;
    expect(foreseen(account, call('k1'))).toMatchObject({ outcome: 'applied' });
    expect(foreseen(account, call('k2'))).toMatchObject({ outcome: 'applied' });
    expect(foreseen(account, call('k3', order({ id: '1002' })))).toMatchObject({ outcome: 'needs_review' });
    withdraw({ operationId: String(first?.operationId) }, account.ports());
    expect(foreseen(account, call('k3', order({ id: '1002' })))).toMatchObject({ outcome: 'applied' });
  });

  it.each([
    ['another source', (row: OperationRow) => ({ ...row, document: { ...row.document, source: 'till' } }), 'An operation of another source'],
    ['nobody any more, for its holder left the log', () => undefined, 'An operation that is not in the log any more'],
  ])('that is held by %s names no operation', (_who, change, said) => {
    const account = shopWith(parts);
    const first = post(account, call('k1'));
    const row = account.operations.byOperation(String(first?.operationId))!;
    const changed = change(row);
    if (changed === undefined) account.operations.rows.delete(row.internalId);
    else account.operations.rows.set(row.internalId, changed);
    const body = call('k2', order({ id: '1002' }));
    const told = [foreseen(account, body).problem, post(account, body)?.problem];
    for (const problem of told) {
      expect(problem).toMatchObject({ code: 'suspected_duplicate', detail: expect.stringMatching(new RegExp(`^${said} holds the order-note `)) as unknown });
      expect(problem?.detail).not.toContain(String(first?.operationId));
    }
  });

  it('is no hindrance to the next version of the same object', () => {
    const account = shopWith(parts);
    post(account, call('k1'));
    expect(post(account, call('k2', order({ version: 2, total: '25.00' })))).toMatchObject({ outcome: 'unchanged' });
  });

  it('goes to the successor that makes the record of the same object, and not on to another object', () => {
    const account = shopWith(parts);
    const item = account.ledger.records.find(({ type }) => type === 'item')!;
    item.inactive = true;
    const first = post(account, call('k1'));
    account.keys.claim({ kind: 'order-note', value: JSON.stringify(['7', 'FIRST']), operationId: String(first?.operationId), claimedMs: 0 });
    item.inactive = false;
    expect(post(account, call('k2', order(), { supersedes: first?.operationId }))).toMatchObject({ outcome: 'applied' });
    expect(post(account, call('k3', order({ id: '1002' })))).toMatchObject({ outcome: 'needs_review', problem: { code: 'suspected_duplicate' } });
    expect(orders(account)).toHaveLength(1);
  });

  it('goes to a successor where its holder was withdrawn without an effect', () => {
    const account = shopWith(parts);
    account.ledger.records.find(({ type }) => type === 'item')!.inactive = true;
    const first = post(account, call('k1'));
    expect(first).toMatchObject({ outcome: 'needs_review' });
    account.keys.claim({ kind: 'order-note', value: JSON.stringify(['7', 'FIRST']), operationId: String(first?.operationId), claimedMs: 0 });
    withdraw({ operationId: String(first?.operationId) }, account.ports());
    account.ledger.records.find(({ type }) => type === 'item')!.inactive = false;
    expect(post(account, call('k2', order({ id: '1002' })))).toMatchObject({ outcome: 'applied' });
    expect([...account.keys.rows.values()].map(({ operationId }) => operationId)).not.toContain(first?.operationId);
  });
});

describe('a document that looks like one that was applied', () => {
  const parts: RuleParts = { lookAlike: { days: 3, party: '/customer/name', amount: '/total', date: '/date', ...WHY } };
  const withDate = (id: string, date: string, changes: object = {}) => order({ id, date, ...changes });
  const map = () => orderMap({ parts, paths: { externalId: '/id', version: '/version', versionKind: 'number', amount: '/total', party: '/customer/name', date: '/date' } });

  it.each([
    ['the same day', '2026-01-05', {}, 'needs_review'],
    ['three days later', '2026-01-08', {}, 'needs_review'],
    ['four days later', '2026-01-09', {}, 'applied'],
    ['the same day over another amount', '2026-01-05', { lines: [{ id: 'l1', sku: 'A', quantity: 1, price: '10.00' }], total: '10.00' }, 'applied'],
    ['the same day for another party', '2026-01-05', { customer: { id: '8', name: 'Alice' } }, 'applied'],
  ])('%s: %s', (_what, date, changes, outcome) => {
    const account = openShop(map());
    post(account, call('k1', withDate('1001', '2026-01-05')));
    const body = call('k2', withDate('1002', date, changes));
    const told = validate(body, account.ports());
    const reply = post(account, body);
    expect([told.outcome, told.problem]).toEqual([reply?.outcome, reply?.problem]);
    expect(reply).toMatchObject({ outcome });
    if (outcome === 'needs_review') expect(reply?.problem?.code).toBe('suspected_duplicate');
    expect(brokenRules(account, [reply])).toEqual([]);
  });
});

describe('a version that was applied already', () => {
  it.each([
    ['conflict', { note: 'other' }, 'needs_review', 'version_conflict'],
    ['conflict', {}, 'unchanged', undefined],
    ['accept', { note: 'other' }, 'applied', undefined],
  ] as const)('under the rule %s, with %j: %s', (equalVersion, changes, outcome, code) => {
    const account = shopWith({ equalVersion });
    post(account, call('k1'));
    const reply = post(account, call('k2', order(changes)));
    expect(reply).toMatchObject({ outcome });
    expect(reply?.problem?.code).toBe(code);
  });
});

describe('a rule that turns documents away', () => {
  const parts: RuleParts = {
    refuseWhen: [{ when: [{ path: '/test', equals: true }], in: 'production', reason: 'Test documents do not count.', ...WHY }],
    acceptWhen: { when: [{ path: '/state', notEquals: 'draft' }], reason: 'Drafts do not count.', ...WHY },
    cancelWhen: [{ path: '/cancelled', present: true }],
  };

  it.each([
    ['a test document in production', { state: 'open', test: true }, 'refused', 'refused_by_rule'],
    ['a draft', { state: 'draft' }, 'refused', 'refused_by_rule'],
    ['a cancelled document, which this rule cannot carry out', { state: 'open', cancelled: '2026-01-01' }, 'refused', 'intent_not_supported'],
    ['any other', { state: 'open' }, 'applied', undefined],
  ])('settles %s as it says', (_what, changes, outcome, code) => {
    const account = shopWith(parts);
    const reply = post(account, call('k', order(changes)));
    expect(reply).toMatchObject({ outcome, safeNewKey: outcome === 'refused' });
    expect(reply?.problem?.code).toBe(code);
    expect(validate(call('v', order({ ...changes, id: '1009' })), account.ports())).toMatchObject({ outcome });
  });
});

describe('a cancellation', () => {
  const parts: RuleParts = { onCancel: 'close', cancelWhen: [{ path: '/cancelled', present: true }] };
  const map = () => orderMap({ parts, mayCancel: true });

  it('closes the record, stamped by its operation; said again, there is nothing left to do', () => {
    const account = openShop(map());
    post(account, call('k1'));
    const reply = post(account, call('k2', order({ version: 2, cancelled: '2026-01-02', total: '0.00' })));
    expect(reply).toMatchObject({ outcome: 'applied', problem: null });
    expect(orders(account)[0]).toMatchObject({ stamp: reply?.operationId });
    expect(orders(account)[0]?.lines.map(({ columns }) => columns.get('isclosed'))).toEqual([true, true]);
    expect(post(account, call('k3', order({ version: 3 }), { intent: 'cancel' }))).toMatchObject({ outcome: 'unchanged' });
    expect(brokenRules(account, [reply])).toEqual([]);
  });

  it.each([
    ['of an object that is not there', map(), false, 'refused', 'nothing_to_cancel'],
    ['without the right to cancel', orderMap({ parts }), true, 'refused', 'intent_not_supported'],
    ['that the rule does not carry out', orderMap({ parts: { cancelWhen: parts.cancelWhen ?? [] }, mayCancel: true }), true, 'refused', 'intent_not_supported'],
  ])('%s is settled as %s', (_what, rule, stands, outcome, code) => {
    const account = openShop(rule);
    if (stands) post(account, call('k1'));
    const body = call('k2', order({ version: 2, cancelled: '2026-01-02' }));
    expect(validate(body, account.ports())).toMatchObject({ outcome, problem: { code } });
    expect(post(account, body)).toMatchObject({ outcome, result: null, problem: { code } });
  });

  it('under the key of the document that it cancels is no repeat of it', () => {
    const account = openShop(map());
    post(account, call('k1'));
    expect(post(account, call('k1', order(), { intent: 'cancel' }))).toMatchObject({ outcome: 'key_reused', custody: false });
  });

  it('that a run which died had carried out is found by its stamp, and no total is compared', () => {
    const account = openShop(map());
    post(account, call('k1'));
    account.gate.onCall(({ name }) => (name === 'ledger.readBack' ? 'dies-before' : undefined));
    const body = call('k2', order({ version: 2, cancelled: '2026-01-02', lines: [{ id: 'l1', sku: 'A', quantity: 1, price: '10.00' }], total: '10.00' }));
    expect(post(account, body)).toBeUndefined();
    account.gate.onCall(undefined);
    account.gate.failAt(undefined);
    account.nowMs += LEASE_MS;
    expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
    expect(post(account, body)).toMatchObject({ outcome: 'applied', problem: null, replayed: true });
  });

  it('whose save threw is unknown until the sweep has looked, and is not done twice', () => {
    const account = openShop(map());
    post(account, call('k1'));
    account.ledger.nextSave = { kind: 'threw', error: { name: 'UNEXPECTED_ERROR', message: 'x' }, committed: true };
    expect(post(account, call('k2', order({ version: 2 }), { intent: 'cancel' }))).toMatchObject({ outcome: 'applied' });
    expect(orders(account)[0]?.saves).toBe(2);
  });
});

describe('a shared field', () => {
  const map = () => orderMapWith('shop.order.body.memo', { kind: 'shared' });

  it.each([
    ['the source alone changed it', 'first', 'second', 'applied', 'second'],
    ['NetSuite alone changed it', 'from NetSuite', 'first', 'unchanged', 'from NetSuite'],
    ['both changed it to different values', 'from NetSuite', 'second', 'needs_review', 'from NetSuite'],
    ['both changed it to the same value', 'second', 'second', 'unchanged', 'second'],
  ])('where %s', (_what, inNetSuite, inDocument, outcome, stands) => {
    const account = openShop(map());
    post(account, call('k1'));
    const target = orders(account)[0];
    target?.body.set('memo', inNetSuite);
    expect(post(account, call('k2', order({ version: 2, note: inDocument })))).toMatchObject({ outcome });
    expect(target?.body.get('memo')).toBe(stands);
  });
});

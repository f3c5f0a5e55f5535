import { LEASE_MS } from '../../../src/domain/lease';
import type { CompiledMap } from '../../../src/domain/map';
import type { Outcome } from '../../../src/domain/outcome';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, orderMap, orderMapWith, post, sweepOnce } from '../../support/fakes/shop';

const NOTE = 'found written by an earlier run';
const LINES = [{ id: 'l1', sku: 'A', quantity: 2, price: '10.00' }, { id: 'l2', sku: 'B', quantity: 1, price: '5.00' }];
const ONE_LINE = { lines: LINES.slice(0, 1), total: '20.00' };
const SHARED_MEMO = orderMapWith('shop.order.body.memo', { kind: 'shared', onEmpty: 'clear', onConflict: 'drop' });

function shop(map: CompiledMap = orderMap()): FakeAccount {
  const account = openShop(map);
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  return account;
}

const rowOf = (account: FakeAccount, key: string) => [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key)!;
const saved = (account: FakeAccount) => account.ledger.records.find(({ type }) => type === 'salesorder' || type === 'invoice')!;
const outcomeOf = (account: FakeAccount, key: string) => JSON.parse(account.events.load(account.events.lastOutcome(rowOf(account, key).document.operationId)!).values) as Outcome;
const applied = (account: FakeAccount) => new Map([...account.objects.lastApplied([...account.objects.rows.values()].find(({ entry }) => entry.documentType === 'order')!.internalId)].sort());
const dropped = ({ verdicts }: Outcome) => verdicts.filter(({ verdict }) => verdict === 'conflict').map(({ field, line }) => [field, line]);

/** Posts a document whose run dies once its record is saved. */
function dieAfterSave(account: FakeAccount, body: unknown): void {
  account.gate.onCall(({ name }) => (name === 'ledger.readBack' ? 'dies-before' : undefined));
  expect(post(account, body)).toBeUndefined();
  account.gate.onCall(undefined);
  account.gate.failAt(undefined);
  account.nowMs += LEASE_MS;
}

interface Story {
  readonly map?: CompiledMap;
  readonly first?: object;
  readonly then: object;
}

const STORIES: readonly (readonly [string, Story])[] = [
  ['made an order', { then: {} }],
  ['made an order with a field of another owner', { then: { terms: 'net 90' } }],
  ['changed a field', { first: {}, then: { note: 'second' } }],
  ['changed a field beside one of another owner', { first: {}, then: { note: 'second', terms: 'net 90' } }],
  ['changed a shared field', { map: SHARED_MEMO, first: {}, then: { note: 'second' } }],
  ['emptied a shared field', { map: SHARED_MEMO, first: {}, then: { note: '' } }],
  ['emptied a field of its own', { map: orderMapWith('shop.order.body.memo', { onEmpty: 'clear' }), first: {}, then: { note: null } }],
  ['took a line away', { first: {}, then: ONE_LINE }],
  ['added a line', { first: ONE_LINE, then: {} }],
  ['changed a line', { first: {}, then: { lines: [{ ...LINES[0], quantity: 1 }, LINES[1]], total: '15.00' } }],
];

describe.each(STORIES)('a run that %s and died before it settled', (_what, { map, first, then }) => {
  const start = () => {
    const account = shop(map);
    if (first !== undefined) post(account, call('k0', order(first)));
    return account;
  };
  const body = call('k', order({ version: 2, ...then }));

  it('is settled by the next one as it would have settled itself: state, conflicts, and the values for the next merge', () => {
    const [whole, died] = [start(), start()];
    post(whole, body);
    dieAfterSave(died, body);
    const saves = saved(died).saves;
    sweepOnce(died);
    expect(outcomeOf(died, 'k').state).toBe(outcomeOf(whole, 'k').state);
    expect(dropped(outcomeOf(died, 'k'))).toEqual(dropped(outcomeOf(whole, 'k')));
    expect(applied(died)).toEqual(applied(whole));
    expect(saved(died).saves).toBe(saves);
    expect(brokenRules(died)).toEqual([]);
  });
});

it('what an earlier run wrote is told as found, and what it left to its owner as left', () => {
  const account = shop();
  post(account, call('k0'));
  dieAfterSave(account, call('k', order({ version: 2, note: 'second', terms: 'net 90' })));
  expect(sweepOnce(account)).toMatchObject([{ state: 'partly_applied' }]);
  const { verdicts } = outcomeOf(account, 'k');
  expect(verdicts).toContainEqual(expect.objectContaining({ field: 'memo', verdict: 'unchanged', note: NOTE }));
  const left = verdicts.find(({ field }) => field === 'terms');
  expect([left?.verdict, left?.note]).toEqual(['conflict', undefined]);
});

it('what an earlier run made is told as made, with what nobody decided about', () => {
  const account = shop();
  dieAfterSave(account, call('k', order({ surprise: 1 })));
  expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
  const { verdicts } = outcomeOf(account, 'k');
  expect(verdicts).toContainEqual(expect.objectContaining({ field: 'entity', verdict: 'apply', note: NOTE }));
  expect(verdicts).toContainEqual(expect.objectContaining({ path: '/surprise', verdict: 'unmapped' }));
  expect(account.gate.calls).not.toContain('ledger.load');
});

it('a change that was made in NetSuite since the save stays, and is told', () => {
  const account = shop();
  post(account, call('k0'));
  dieAfterSave(account, call('k', order({ version: 2, note: 'second' })));
  saved(account).body.set('memo', 'by hand');
  sweepOnce(account);
  expect(outcomeOf(account, 'k').verdicts).toContainEqual(expect.objectContaining({ field: 'memo', verdict: 'apply', note: `${NOTE}, and changed since` }));
  expect(saved(account).body.get('memo')).toBe('by hand');
});

it('the next document merges against what the run that died had applied', () => {
  const account = shop(SHARED_MEMO);
  post(account, call('k0'));
  dieAfterSave(account, call('k1', order({ version: 2, note: 'second' })));
  sweepOnce(account);
  saved(account).body.set('memo', 'by hand');
  expect(post(account, call('k2', order({ version: 3, note: 'second' })))).toMatchObject({ outcome: 'unchanged' });
  expect(saved(account).body.get('memo')).toBe('by hand');
});

it.each<[string, (account: FakeAccount) => void]>([
  ['what the document names is gone', (account) => { account.ledger.records.find(({ type }) => type === 'item')!.inactive = true; }],
  ['NetSuite does not give the record out', (account) => { account.ledger.nextLoad = { name: 'INSUFFICIENT_PERMISSION', message: 'x' }; }],
])('the bare effect is settled where %s', (_why, arrange) => {
  const account = shop();
  post(account, call('k0'));
  dieAfterSave(account, call('k', order({ version: 2, note: 'second' })));
  arrange(account);
  expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
  expect(outcomeOf(account, 'k')).toMatchObject({ verdicts: [], result: { internalId: saved(account).internalId } });
  expect(brokenRules(account)).toEqual([]);
});

it('a record that was posted before its period was closed is told by its fields all the same', () => {
  const account = shop(orderMap({ target: 'invoice' }));
  dieAfterSave(account, call('k', order({ terms: 'net 90' })));
  account.period = { state: 'closed', name: 'Jan 2026', firstOpenDay: undefined };
  expect(sweepOnce(account)).toMatchObject([{ state: 'partly_applied' }]);
  expect(dropped(outcomeOf(account, 'k'))).toEqual([['terms', undefined]]);
});

it('too few units leave it as an effect to be looked at again, never as one without', () => {
  const account = shop();
  post(account, call('k0'));
  dieAfterSave(account, call('k', order({ version: 2, note: 'second' })));
  account.gate.onCall(({ name }) => {
    if (name === 'ledger.probe') account.remainingUnits = 50;
    return undefined;
  });
  expect(sweepOnce(account)).toMatchObject([{ state: 'unknown' }]);
  expect(rowOf(account, 'k').patch).toMatchObject({ waitsFor: 'probe', problem: { code: 'effect_unknown' } });
  account.gate.onCall(undefined);
  account.remainingUnits = 5000;
  account.nowMs += LEASE_MS;
  expect(sweepOnce(account)).toMatchObject([{ state: 'applied' }]);
  expect(brokenRules(account)).toEqual([]);
});

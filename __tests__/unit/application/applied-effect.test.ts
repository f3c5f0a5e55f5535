import { LEASE_MS } from '../../../src/domain/lease';
import type { CompiledMap } from '../../../src/domain/map';
import type { Outcome } from '../../../src/domain/outcome';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { call, openShop, order, orderMap, post, sweepOnce } from '../../support/fakes/shop';

function shop(map: CompiledMap = orderMap()): FakeAccount {
  const account = openShop(map);
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  return account;
}

/** What the outcome event of the operation with this key says it did. */
function effectOf(account: FakeAccount, key: string): Outcome['effect'] {
  const found = [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key);
  const event = account.events.lastOutcome(found?.document.operationId ?? '');
  return event === undefined ? undefined : (JSON.parse(account.events.load(event).values) as Outcome).effect;
}

/** Posts a document whose run dies once its record is saved. */
function dieAfterSave(account: FakeAccount, body: unknown): void {
  account.gate.onCall(({ name }) => (name === 'ledger.readBack' ? 'dies-before' : undefined));
  expect(post(account, body)).toBeUndefined();
  account.gate.onCall(undefined);
  account.gate.failAt(undefined);
  account.nowMs += LEASE_MS;
}

describe('what an operation did', () => {
  it('stands in its outcome: it made the record', () => {
    const account = shop();
    post(account, call('k1'));
    expect(effectOf(account, 'k1')).toEqual({ verb: 'create', fields: [], lines: [] });
  });

  it('stands in its outcome: it changed fields, added a line and took one away, and what it found there', () => {
    const account = shop();
    post(account, call('k1'));
    const lines = [{ id: 'l1', sku: 'A', quantity: 3, price: '10.00' }, { id: 'l3', sku: 'B', quantity: 1, price: '1.00' }];
    post(account, call('k2', order({ version: 2, note: 'second', lines, total: '31.00' })));
    const effect = effectOf(account, 'k2');
    expect(effect?.fields.filter(({ target }) => !target.startsWith('item:l3'))).toEqual([
      { target: 'memo', before: 'text:first', written: 'text:second', group: '' },
      { target: 'item:l1.quantity', before: 'integer:2', written: 'integer:3', group: '' },
    ]);
    expect(effect?.lines).toEqual([{ sublist: 'item', key: 'l3', change: 'added' }, { sublist: 'item', key: 'l2', change: 'removed' }]);
  });

  it('is nothing where the record said it already', () => {
    const account = shop();
    post(account, call('k1'));
    expect(post(account, call('k2', order({ version: 2 })))).toMatchObject({ outcome: 'unchanged' });
    expect(effectOf(account, 'k2')).toBeUndefined();
  });

  it.each(['close', 'void'] as const)('stands in its outcome: a %s', (onCancel) => {
    const account = shop(orderMap({ mayCancel: true, parts: { onCancel } }));
    post(account, call('k1'));
    expect(post(account, call('k2', order({ version: 2 }), { intent: 'cancel' }))).toMatchObject({ outcome: 'applied' });
    expect(effectOf(account, 'k2')).toEqual({ verb: onCancel, fields: [], lines: [] });
  });

  it('is told of the record that is voided, with the journal that does it where the account voids by journals', () => {
    const account = shop(orderMap({ mayCancel: true, parts: { onCancel: 'void' } }));
    const made = post(account, call('k1'));
    const inPlace = account.ledger.void.bind(account.ledger);
    account.ledger.void = (type, id) => { inPlace(type, id); return { kind: 'saved', internalId: 99_001 }; };
    expect(post(account, call('k2', order({ version: 2 }), { intent: 'cancel' }))).toMatchObject({ outcome: 'applied', result: { internalId: made?.result?.internalId } });
    expect(effectOf(account, 'k2')).toEqual({ verb: 'void', fields: [], lines: [], journal: 99_001 });
  });

  it.each([['in place empties the closed period, so a person decides', [], 'needs_review'], ['by a journal leaves the closed period as it is', ['salesorder'], 'applied']] as const)('a void %s', (_words, byJournal, outcome) => {
    const account = shop(orderMap({ mayCancel: true, parts: { onCancel: 'void' } }));
    post(account, call('k1'));
    account.period = { state: 'closed', name: 'Jan 2026', firstOpenDay: undefined };
    account.ledger.byJournal = byJournal;
    expect(post(account, call('k2', order({ version: 2 }), { intent: 'cancel' }))).toMatchObject({ outcome });
  });

  it('is known of a record that a run made and died over, and not of one that it changed: what it found there is gone', () => {
    const account = shop();
    dieAfterSave(account, call('k1'));
    sweepOnce(account);
    expect(effectOf(account, 'k1')).toEqual({ verb: 'create', fields: [], lines: [] });
    dieAfterSave(account, call('k2', order({ version: 2, note: 'second' })));
    sweepOnce(account);
    expect(effectOf(account, 'k2')).toBeUndefined();
  });

  it('is not told to the sender', () => {
    expect(post(shop(), call('k1'))).not.toHaveProperty('effect');
  });
});

import type { AccountStore } from '../../../emulator/account/types';
import type { RecordDraft } from '../../../emulator/records/types';
import { addLine, company, contextOf, nameOfFailure, openStore, PLAIN, sdfBodyField, sdfColumnField, setFields } from './account-fixture';
import type { Company } from './account-fixture';

function newOrder(store: AccountStore, parties: Company): RecordDraft {
  return setFields(store.records.create('salesorder', store.account.administratorActor()), { entity: parties.customer });
}

function save(store: AccountStore, draft: RecordDraft): number {
  return store.records.save(draft, PLAIN, contextOf(store.account.administratorActor()));
}

function load(store: AccountStore, id: number): RecordDraft {
  return store.records.load('salesorder', id, store.account.administratorActor());
}

describe('a sales order', () => {
  const store = openStore({ customFields: [sdfBodyField('custbody_stamp', 'TEXT'), sdfColumnField('custcol_line', 'TEXT')] });
  const parties = company(store);
  afterAll(() => { store.close(); });

  test('is numbered, dated in the company time zone and sourced from its customer', () => {
    const id = save(store, addLine(newOrder(store, parties), 'item', { item: parties.shirt, quantity: 2, rate: 9.99 }));
    const order = load(store, id);
    expect(Object.fromEntries(order.values)).toMatchObject({
      tranid: 'SO1', trandate: '2026-03-01', currency: parties.usd, subsidiary: parties.us, exchangerate: 1,
      orderstatus: 'B', status: 'Pending Fulfillment', total: 19.98, subtotal: 19.98, taxtotal: 0, email: 'ap@acme.example',
    });
  });

  test.each([
    ['quantity × rate', [{ quantity: 3, rate: 0.1 }], 0.3],
    ['a rate that only rounds at the end', [{ quantity: 3, rate: 1.115 }], 3.35],
    ['half a cent, away from zero', [{ quantity: 1, rate: 1.005 }], 1.01],
    ['an amount that overrides quantity × rate', [{ quantity: 3, rate: 10, amount: 29.5 }], 29.5],
    ['an amount alone', [{ amount: 12.34 }], 12.34],
    ['many small lines without a binary remainder', Array.from({ length: 10 }, () => ({ quantity: 1, rate: 0.1 })), 1],
  ])('totals %s', (_title, lines, total) => {
    const draft = newOrder(store, parties);
    for (const line of lines) addLine(draft, 'item', { item: parties.shirt, ...line });
    expect(load(store, save(store, draft)).values.get('total')).toBe(total);
  });

  test('takes a discount as a line with a negative amount', () => {
    const draft = addLine(newOrder(store, parties), 'item', { item: parties.shirt, quantity: 2, rate: 50 });
    addLine(draft, 'item', { item: parties.discount, rate: -12.5 });
    const order = load(store, save(store, draft));
    expect(order.values.get('total')).toBe(87.5);
    expect(order.sublists.get('item')?.map((line) => [line.values.get('quantity'), line.values.get('amount')])).toEqual([[2, 100], [null, -12.5]]);
  });

  test('keeps lines in the ledger sign of SuiteQL, the main line positive', () => {
    const id = save(store, addLine(newOrder(store, parties), 'item', { item: parties.shirt, quantity: 2, rate: 9.99, custcol_line: 'L1' }));
    const rows = store.database.prepare('SELECT * FROM "transactionline" WHERE "transaction" = ? ORDER BY "linesequencenumber"').all(id);
    expect(rows.map((row) => [row['mainline'], row['id'], row['quantity'], row['foreignamount'], row['netamount'], row['custcol_line']])).toEqual([
      ['T', 0, null, 19.98, 19.98, null], ['F', 1, -2, -19.98, -19.98, 'L1'],
    ]);
  });

  test('recomputes an amount when only the quantity changes, and keeps line ids', () => {
    const id = save(store, addLine(newOrder(store, parties), 'item', { item: parties.shirt, quantity: 2, rate: 10 }));
    const order = load(store, id);
    const line = order.sublists.get('item')?.[0];
    const key = line?.values.get('lineuniquekey');
    line?.values.set('quantity', 5);
    line?.changed.add('quantity');
    save(store, order);
    const again = load(store, id);
    expect(again.values.get('total')).toBe(50);
    expect(again.sublists.get('item')?.[0]?.values.get('lineuniquekey')).toBe(key);
  });

  test.each([
    ['no customer', {}, [{ rate: 1 }], 'USER_ERROR'],
    ['no line', { entity: true }, [], 'USER_ERROR'],
    ['a line without any price', { entity: true }, [{ quantity: 1 }], 'USER_ERROR'],
    ['a customer that does not exist', { entity: 999 }, [{ rate: 1 }], 'INVALID_KEY_OR_REF'],
    ['an item that does not exist', { entity: true }, [{ item: 999, rate: 1 }], 'INVALID_KEY_OR_REF'],
    ['another subsidiary than the customer’s', { entity: true, subsidiary: 2 }, [{ rate: 1 }], 'INVALID_KEY_OR_REF'],
    ['another currency than the customer’s', { entity: true, currency: 2 }, [{ rate: 1 }], 'INVALID_KEY_OR_REF'],
    ['an unknown status', { entity: true, orderstatus: 'Z' }, [{ rate: 1 }], 'INVALID_FLD_VALUE'],
    ['a document number over 45 characters', { entity: true, tranid: 'x'.repeat(46) }, [{ rate: 1 }], 'EXCEEDED_MAX_FIELD_LENGTH'],
  ])('is refused with %s and leaves no row', (_title, values, lines, name) => {
    const before = store.database.prepare('SELECT (SELECT count(*) FROM "transaction") + (SELECT count(*) FROM "transactionline") AS n').get();
    const draft = store.records.create('salesorder', store.account.administratorActor());
    setFields(draft, { ...values, ...('entity' in values && values.entity === true ? { entity: parties.customer } : {}) });
    for (const line of lines) addLine(draft, 'item', { item: parties.shirt, ...line });
    expect(nameOfFailure(() => save(store, draft))).toBe(name);
    expect(store.database.prepare('SELECT (SELECT count(*) FROM "transaction") + (SELECT count(*) FROM "transactionline") AS n').get()).toEqual(before);
  });

  test('is not stopped by a closed period, as it does not post', () => {
    store.createRecord({ type: 'accountingperiod', values: { periodname: 'Mar 2026', startdate: '2026-03-01', enddate: '2026-03-31', closed: true, alllocked: true } });
    expect(save(store, addLine(newOrder(store, parties), 'item', { item: parties.shirt, rate: 1 }))).toBeGreaterThan(0);
  });

  test('keeps addresses as subrecords with their text', () => {
    const draft = addLine(newOrder(store, parties), 'item', { item: parties.shirt, rate: 1 });
    draft.subrecords.set('shippingaddress', new Map(Object.entries({ country: 'US', addr1: '1 Main St', city: 'Springfield', state: 'OR', zip: '97477' })));
    const order = load(store, save(store, draft));
    expect(order.subrecords.get('shippingaddress')?.get('addrtext')).toBe('1 Main St\nSpringfield OR 97477\nUS');
  });
});

import { addLine, company, contextOf, nameOfFailure, openStore, PLAIN, saved, setFields } from './account-fixture';

const store = openStore();
const parties = company(store);
const admin = store.account.administratorActor();
afterAll(() => { store.close(); });

const lines = (id: number) => store.database.prepare('SELECT * FROM "transactionline" WHERE "transaction" = ? ORDER BY "linesequencenumber"').all(id);

describe('an order in a foreign currency', () => {
  const berlin = saved(store, 'customer', { companyname: 'Berlin GmbH', subsidiary: parties.us, currency: parties.eur });

  test('takes the currency’s rate and keeps net amounts in the base currency', () => {
    const draft = setFields(store.records.create('salesorder', admin), { entity: berlin });
    const id = store.records.save(addLine(draft, 'item', { item: parties.shirt, quantity: 1, rate: 9.99 }), PLAIN, contextOf(admin));
    expect(store.records.load('salesorder', id, admin).values.get('exchangerate')).toBe(1.25);
    expect(lines(id).map((row) => [row['foreignamount'], row['netamount']])).toEqual([[9.99, 12.49], [-9.99, -12.49]]);
  });
});

describe('shipping and discount in the header', () => {
  const ship = saved(store, 'shipitem', { itemid: 'GROUND', account: parties.income, subsidiary: [parties.us] });
  const order = (values: Parameters<typeof setFields>[1]) =>
    addLine(setFields(store.records.create('salesorder', admin), { entity: parties.customer, ...values }), 'item', { item: parties.shirt, quantity: 1, rate: 100 });

  test('count into the total and become lines that scripts do not see as items', () => {
    const id = store.records.save(order({ shipmethod: ship, shippingcost: 7.5, discountitem: parties.discount, discountrate: -10 }), PLAIN, contextOf(admin));
    const loaded = store.records.load('salesorder', id, admin);
    expect(loaded.values.get('total')).toBe(97.5);
    expect(loaded.sublists.get('item')).toHaveLength(1);
    expect(lines(id).map((row) => [row['itemtype'], row['foreignamount']])).toEqual([[null, 97.5], ['NonInvtPart', -100], ['Discount', 10], ['ShipItem', -7.5]]);
  });

  test.each([
    ['a shipping cost without a shipping item', { shippingcost: 5 }],
    ['a discount without an item', { discountrate: -5 }],
    ['a discount that adds', { discountitem: 1, discountrate: 5 }],
  ])('refuse %s', (_title, values) => {
    const given = 'discountitem' in values ? { ...values, discountitem: parties.discount } : values;
    expect(nameOfFailure(() => store.records.save(order(given), PLAIN, contextOf(admin)))).toBe('EMULATOR_NOT_IMPLEMENTED');
  });
});

describe('a record of another type under the same id', () => {
  test.each([
    ['serviceitem', () => parties.shirt, 'SSS_RECORD_TYPE_MISMATCH'],
    ['employee', () => parties.customer, 'RCRD_DSNT_EXIST'],
  ])('is not loaded as a %s', (type, id, name) => {
    expect(nameOfFailure(() => store.records.load(type, id(), admin))).toBe(name);
  });
});

describe('lists', () => {
  test('show the path of their parents as the full name', () => {
    const parent = saved(store, 'department', { name: 'Sales' });
    const child = saved(store, 'department', { name: 'Online', parent });
    expect(store.records.load('department', child, admin).values.get('fullname')).toBe('Sales : Online');
  });

  test.each(['role', 'customlist_x'])('of type %s are not written by scripts', (type) => {
    expect(nameOfFailure(() => store.records.create(type, admin))).toBe('EMULATOR_NOT_IMPLEMENTED');
  });

  test('keep item names unique over all kinds of items', () => {
    expect(nameOfFailure(() => saved(store, 'serviceitem', { itemid: 'shirt', incomeaccount: parties.income, subsidiary: [parties.us] }))).toBe('DUP_ITEM');
  });
});

describe('a seed', () => {
  test('puts a line’s address into its subrecord, and every empty text is no value', () => {
    const id = store.createRecord({
      type: 'customer', values: { companyname: 'Seeded', subsidiary: parties.us, comments: '' },
      sublists: { addressbook: [{ label: 'HQ', defaultbilling: true, country: 'US', addr1: '1 Main St' }] },
    });
    expect(store.database.prepare('SELECT "comments" FROM "customer" WHERE "id" = ?').get(id)).toEqual({ comments: null });
    expect(store.records.load('customer', id, admin).sublists.get('addressbook')?.[0]?.subrecords.get('addressbookaddress')?.get('addr1')).toBe('1 Main St');
  });

  test.each([
    ['an unknown field', { companyname: 'X', nickname: 'Y' }],
    ['a field that NetSuite sets', { companyname: 'X', datecreated: '2026-01-01T00:00:00Z' }],
  ])('with %s is refused by name', (_title, values) => {
    expect(nameOfFailure(() => store.createRecord({ type: 'customer', values: { ...values, subsidiary: parties.us } }))).toBe('EMULATOR_NOT_IMPLEMENTED');
  });

  test('with an address in no country is refused, and leaves no customer', () => {
    const before = store.database.prepare('SELECT count(*) AS n FROM "customer"').get();
    expect(nameOfFailure(() => store.createRecord({
      type: 'customer', values: { companyname: 'Nowhere', subsidiary: parties.us }, sublists: { addressbook: [{ country: 'United States' }] },
    }))).toBe('EXCEEDED_MAX_FIELD_LENGTH');
    expect(store.database.prepare('SELECT count(*) AS n FROM "customer"').get()).toEqual(before);
  });
});

import type { AccountStore } from '../../../emulator/account/types';
import type { StoredValue } from '../../../emulator/metadata/types';
import type { Actor } from '../../../emulator/runtime/types';
import {
  addLine, company, contextOf, nameOfFailure, openStore, PLAIN, saved, sdfField, sdfRecordType, sdfRole, setFields, standardPermission,
} from './account-fixture';

const LOG = sdfRecordType('customrecord_log', [sdfField('custrecord_log_text', 'TEXT', { mandatory: true })]);
const UNLOCKED = sdfRecordType('customrecord_unlocked', [sdfField('custrecord_u_text', 'TEXT')], { enableOptimisticLocking: false });
const CHILD = sdfRecordType('customrecord_child', [
  sdfField('custrecord_child_log', 'SELECT', { selectRecordType: { kind: 'object', scriptId: 'customrecord_log' } }),
  sdfField('custrecord_child_loose', 'SELECT', { selectRecordType: { kind: 'object', scriptId: 'customrecord_log' }, onParentDelete: 'SET_NULL' }),
]);

function opened(): AccountStore {
  return openStore({ customRecordTypes: [LOG, UNLOCKED, CHILD] });
}

function admin(store: AccountStore): Actor {
  return store.account.administratorActor();
}

function load(store: AccountStore, type: string, id: number) {
  return store.records.load(type, id, admin(store));
}

describe('an external id', () => {
  const store = opened();
  const parties = company(store);
  afterAll(() => { store.close(); });

  const make: Readonly<Record<string, (externalid: string) => number>> = {
    customer: (externalid) => saved(store, 'customer', { companyname: externalid + String(Math.max(0, counter += 1)), subsidiary: parties.us, externalid }),
    employee: (externalid) => saved(store, 'employee', { entityid: `E${String(counter += 1)}`, subsidiary: parties.us, externalid }),
    serviceitem: (externalid) => saved(store, 'serviceitem', { itemid: `S${String(counter += 1)}`, incomeaccount: parties.income, subsidiary: [parties.us], externalid }),
    discountitem: (externalid) => saved(store, 'discountitem', { itemid: `D${String(counter += 1)}`, account: parties.income, subsidiary: [parties.us], externalid }),
    customrecord_log: (externalid) => saved(store, 'customrecord_log', { custrecord_log_text: 'x', externalid }),
    customrecord_unlocked: (externalid) => saved(store, 'customrecord_unlocked', { externalid }),
  };
  let counter = 0;

  test.each([
    ['customer', 'customer', 'DUP_RCRD'],
    ['customer', 'employee', 'DUP_RCRD'],
    ['serviceitem', 'discountitem', 'DUP_RCRD'],
    ['customrecord_log', 'customrecord_log', 'DUP_CSTM_RCRD_ENTRY'],
  ])('of a %s is taken for a %s, whatever its case', (first, second, name) => {
    const key = `KEY-${first}-${second}`;
    make[first]!(key);
    expect(nameOfFailure(() => make[second]!(key.toLowerCase()))).toBe(name);
  });

  test.each([['customer', 'serviceitem'], ['customrecord_log', 'customrecord_unlocked'], ['customer', 'customrecord_log']])(
    'of a %s is free for a %s', (first, second) => {
      const key = `free-${first}-${second}`;
      make[first]!(key);
      expect(make[second]!(key)).toBeGreaterThan(0);
    });

  test('is held by an inactive record and freed by a deleted one', () => {
    const id = make['customrecord_log']!('held');
    store.records.submitFields({ type: 'customrecord_log', id, values: new Map([['isinactive', true]]) }, PLAIN, contextOf(admin(store)));
    expect(nameOfFailure(() => make['customrecord_log']!('held'))).toBe('DUP_CSTM_RCRD_ENTRY');
    store.records.remove('customrecord_log', id, contextOf(admin(store)));
    expect(make['customrecord_log']!('held')).toBeGreaterThan(id);
  });

  test('that is refused leaves nothing of the record', () => {
    make['customrecord_log']!('once');
    const before = store.database.prepare('SELECT count(*) AS n FROM customrecord_log').get();
    expect(nameOfFailure(() => make['customrecord_log']!('once'))).toBe('DUP_CSTM_RCRD_ENTRY');
    expect(store.database.prepare('SELECT count(*) AS n FROM customrecord_log').get()).toEqual(before);
  });

  test.each(['DUP_EXTID', 'UNIQUE_RCRD_ID_REQD', 'DUP_RCRD'] as const)('clashes under the name %s where the account says so', (name) => {
    const other = openStore({ customRecordTypes: [LOG] }, { duplicateCustomRecordName: name });
    saved(other, 'customrecord_log', { custrecord_log_text: 'x', externalid: 'k' });
    expect(nameOfFailure(() => saved(other, 'customrecord_log', { custrecord_log_text: 'x', externalid: 'K' }))).toBe(name);
    other.close();
  });
});

describe('two writers of one record', () => {
  const store = opened();
  const parties = company(store);
  afterAll(() => { store.close(); });

  function saveStale(type: string, id: number, fieldId: string): void {
    const first = load(store, type, id);
    const second = load(store, type, id);
    store.records.save(setFields(first, { [fieldId]: 'first' }), PLAIN, contextOf(admin(store)));
    store.records.save(setFields(second, { [fieldId]: 'second' }), PLAIN, contextOf(admin(store)));
  }

  test('collide on a custom record', () => {
    const id = saved(store, 'customrecord_log', { custrecord_log_text: 'x' });
    expect(nameOfFailure(() => { saveStale('customrecord_log', id, 'custrecord_log_text'); })).toBe('CUSTOM_RECORD_COLLISION');
    expect(load(store, 'customrecord_log', id).values.get('custrecord_log_text')).toBe('first');
  });

  test('collide on a standard record', () => {
    expect(nameOfFailure(() => { saveStale('customer', parties.customer, 'comments'); })).toBe('RCRD_HAS_BEEN_CHANGED');
  });

  test('overwrite each other where locking is off', () => {
    const id = saved(store, 'customrecord_unlocked', {});
    saveStale('customrecord_unlocked', id, 'custrecord_u_text');
    expect(load(store, 'customrecord_unlocked', id).values.get('custrecord_u_text')).toBe('second');
  });

  test('do not collide by submitFields, but a loaded copy is stale after it', () => {
    const id = saved(store, 'customrecord_log', { custrecord_log_text: 'x' });
    const loaded = load(store, 'customrecord_log', id);
    const submit = (value: StoredValue) =>
      store.records.submitFields({ type: 'customrecord_log', id, values: new Map([['custrecord_log_text', value]]) }, PLAIN, contextOf(admin(store)));
    submit('a');
    submit('b');
    expect(nameOfFailure(() => store.records.save(loaded, PLAIN, contextOf(admin(store))))).toBe('CUSTOM_RECORD_COLLISION');
    expect(nameOfFailure(() => submit(null))).toBe('USER_ERROR');
  });

  test('meet a record that was deleted since', () => {
    const id = saved(store, 'customrecord_log', { custrecord_log_text: 'x' });
    const loaded = load(store, 'customrecord_log', id);
    store.records.remove('customrecord_log', id, contextOf(admin(store)));
    expect(nameOfFailure(() => store.records.save(loaded, PLAIN, contextOf(admin(store))))).toBe('RCRD_DELETED_SINCE_RETRIEVED');
  });
});

describe('a deletion', () => {
  const store = opened();
  const parties = company(store);
  afterAll(() => { store.close(); });

  test('is refused while other rows point at the record', () => {
    const log = saved(store, 'customrecord_log', { custrecord_log_text: 'x' });
    const child = saved(store, 'customrecord_child', { custrecord_child_log: log });
    expect(nameOfFailure(() => store.records.remove('customrecord_log', log, contextOf(admin(store))))).toBe('CANT_DELETE_CSTM_RCRD_ENTRY');
    store.records.remove('customrecord_child', child, contextOf(admin(store)));
    expect(store.records.remove('customrecord_log', log, contextOf(admin(store)))).toBe(log);
  });

  test('clears the fields that say so', () => {
    const log = saved(store, 'customrecord_log', { custrecord_log_text: 'x' });
    const child = saved(store, 'customrecord_child', { custrecord_child_loose: log });
    store.records.remove('customrecord_log', log, contextOf(admin(store)));
    expect(load(store, 'customrecord_child', child).values.get('custrecord_child_loose')).toBeNull();
  });

  test('of an order frees its customer and item, and takes its lines along', () => {
    const draft = setFields(store.records.create('salesorder', admin(store)), { entity: parties.customer });
    const id = store.records.save(addLine(draft, 'item', { item: parties.shirt, rate: 1 }), PLAIN, contextOf(admin(store)));
    expect(nameOfFailure(() => store.records.remove('customer', parties.customer, contextOf(admin(store))))).toBe('CANT_DELETE_CUSTOMER');
    expect(nameOfFailure(() => store.records.remove('noninventoryitem', parties.shirt, contextOf(admin(store))))).toBe('CANT_DELETE_ITEM');
    store.records.remove('salesorder', id, contextOf(admin(store)));
    expect(store.database.prepare('SELECT count(*) AS n FROM "transactionline"').get()).toEqual({ n: 0 });
    expect(store.records.remove('customer', parties.customer, contextOf(admin(store)))).toBe(parties.customer);
  });
});

describe('a role', () => {
  const LISTED = sdfRecordType('customrecord_listed', [], {
    accessType: 'USEPERMISSIONLIST',
    permissions: [{ role: { kind: 'object', scriptId: 'customrole_one' }, level: 'CREATE', position: { file: '', line: 1, column: 1 } }],
  });
  const OPEN = sdfRecordType('customrecord_open', [], { accessType: 'NONENEEDED' });
  const store = openStore({
    customRecordTypes: [LOG, LISTED, OPEN],
    roles: [sdfRole('customrole_one', [standardPermission('LIST_CUSTRECORDENTRY', 'VIEW'), standardPermission('TRAN_SALESORD', 'EDIT')])],
  });
  const parties = company(store);
  const employee = saved(store, 'employee', { firstname: 'Ann', lastname: 'Lee', subsidiary: parties.us, email: 'ann@x.example' });
  store.account.grantRole(employee, 'customrole_one');
  const actor = store.account.buildActor(employee, 'customrole_one');
  const log = saved(store, 'customrecord_log', { custrecord_log_text: 'x' });
  afterAll(() => { store.close(); });

  const attempts: readonly (readonly [string, () => unknown, string | undefined])[] = [
    ['views entries with Custom Record Entries at view', () => store.records.load('customrecord_log', log, actor), undefined],
    ['does not create them', () => store.records.create('customrecord_log', actor), 'INSUFFICIENT_PERMISSION'],
    ['does not edit them', () => store.records.submitFields({ type: 'customrecord_log', id: log, values: new Map() }, PLAIN, contextOf(actor)), 'INSUFFICIENT_PERMISSION'],
    ['creates where the permission list says create', () => store.records.create('customrecord_listed', actor), undefined],
    ['does not delete there', () => store.records.remove('customrecord_listed', 1, contextOf(actor)), 'INSUFFICIENT_PERMISSION'],
    ['does all where no permission is needed', () => store.records.create('customrecord_open', actor), undefined],
    ['creates orders', () => store.records.create('salesorder', actor), undefined],
    ['does not see customers', () => store.records.load('customer', parties.customer, actor), 'INSUFFICIENT_PERMISSION'],
  ];

  test.each(attempts)('%s', (_title, attempt, name) => {
    if (name === undefined) expect(attempt()).toBeDefined();
    else expect(nameOfFailure(attempt)).toBe(name);
  });

  test('stamps what it makes', () => {
    const draft = store.records.create('customrecord_listed', actor);
    const id = store.records.save(draft, PLAIN, contextOf(actor));
    expect(store.database.prepare('SELECT owner, lastmodifiedby, created, lastmodified, name, recordid FROM customrecord_listed WHERE id = ?').get(id)).toEqual({
      owner: employee, lastmodifiedby: employee, created: '2026-03-01T20:00:00Z', lastmodified: '2026-03-01T20:00:00Z', name: String(id), recordid: id,
    });
  });
});

describe('a customer', () => {
  const store = opened();
  const parties = company(store);
  afterAll(() => { store.close(); });

  test.each([
    ['a company', { companyname: 'Globex' }, 'Globex'],
    ['a person', { isperson: 'T', firstname: 'Jo', lastname: 'Ray' }, 'Jo Ray'],
    ['one with an id of its own', { companyname: 'Initech', entityid: 'C-77' }, 'C-77'],
  ])('is named: %s', (_title, values, name) => {
    const id = saved(store, 'customer', { ...values, subsidiary: parties.us });
    expect(load(store, 'customer', id).values.get('entityid')).toBe(name);
    expect(load(store, 'customer', id).values.get('currency')).toBe(parties.usd);
  });

  test.each([
    ['without a name', {}, 'USER_ERROR'],
    ['as a person without a last name', { isperson: 'T', firstname: 'Jo' }, 'USER_ERROR'],
    ['with a name that is taken', { companyname: 'ACME' }, 'UNIQUE_CUST_ID_REQD'],
    ['without a subsidiary', { companyname: 'X', subsidiary: null }, 'USER_ERROR'],
    ['in a subsidiary that does not exist', { companyname: 'X', subsidiary: 99 }, 'INVALID_KEY_OR_REF'],
    ['as a type that is no code', { companyname: 'X', isperson: 'Y' }, 'INVALID_FLD_VALUE'],
  ])('is refused %s', (_title, values, name) => {
    expect(nameOfFailure(() => saved(store, 'customer', { subsidiary: parties.us, ...values }))).toBe(name);
  });

  test('that is inactive cannot be sold to', () => {
    const id = saved(store, 'customer', { companyname: 'Gone', subsidiary: parties.us, isinactive: true });
    const draft = addLine(setFields(store.records.create('salesorder', admin(store)), { entity: id }), 'item', { item: parties.shirt, rate: 1 });
    expect(nameOfFailure(() => store.records.save(draft, PLAIN, contextOf(admin(store))))).toBe('INVALID_KEY_OR_REF');
  });

  test('of another subsidiary cannot buy an item that is not sold there', () => {
    const id = saved(store, 'customer', { companyname: 'Berlin', subsidiary: parties.germany });
    const draft = addLine(setFields(store.records.create('salesorder', admin(store)), { entity: id }), 'item', { item: parties.shirt, rate: 1 });
    expect(() => store.records.save(draft, PLAIN, contextOf(admin(store)))).toThrow(`Invalid item reference key ${String(parties.shirt)} for subsidiary ${String(parties.germany)}.`);
  });

  test('shares its id sequence with employees, and both show in the view of entities', () => {
    const employee = saved(store, 'employee', { entityid: 'Sam', subsidiary: parties.us });
    const next = saved(store, 'customer', { companyname: 'After Sam', subsidiary: parties.us });
    expect(next).toBe(employee + 1);
    expect(store.database.prepare('SELECT type, entityid FROM entity WHERE id IN (?, ?) ORDER BY id').all(employee, next))
      .toEqual([{ type: 'Employee', entityid: 'Sam' }, { type: 'CustJob', entityid: 'After Sam' }]);
  });
});

describe('a mandatory field', () => {
  const store = opened();
  afterAll(() => { store.close(); });

  test('is asked for by its label', () => {
    expect(() => saved(store, 'customrecord_log', {})).toThrow('Please enter value(s) for: custrecord_log_text');
  });

  test('may stay empty where the save says so', () => {
    const draft = store.records.create('customrecord_log', admin(store));
    expect(store.records.save(draft, { ...PLAIN, ignoreMandatoryFields: true }, contextOf(admin(store)))).toBe(1);
  });

  test('that a failed save asked for can be set and the same draft saved', () => {
    const draft = store.records.create('customrecord_log', admin(store));
    expect(nameOfFailure(() => store.records.save(draft, PLAIN, contextOf(admin(store))))).toBe('USER_ERROR');
    expect(store.records.save(setFields(draft, { custrecord_log_text: 'x' }), PLAIN, contextOf(admin(store)))).toBe(2);
  });
});

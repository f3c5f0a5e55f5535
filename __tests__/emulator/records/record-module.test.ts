import { instantInZone } from '../../../emulator/records/company-time';
import { company, nameOfFailure, openStore, sdfField, sdfList, sdfRecordType } from './account-fixture';
import { recordModuleOver } from './record-host';
import type { TestRecord } from './record-host';

const ZONE = 'America/Los_Angeles';

const NOTE_TYPE = sdfRecordType('customrecord_note', [
  sdfField('custrecord_text', 'TEXT'), sdfField('custrecord_area', 'TEXTAREA'), sdfField('custrecord_long', 'CLOBTEXT'),
  sdfField('custrecord_count', 'INTEGER'), sdfField('custrecord_share', 'FLOAT'), sdfField('custrecord_done', 'CHECKBOX'),
  sdfField('custrecord_day', 'DATE'), sdfField('custrecord_at', 'DATETIMETZ'),
  sdfField('custrecord_state', 'SELECT', { selectRecordType: { kind: 'object', scriptId: 'customlist_state' } }),
  sdfField('custrecord_states', 'MULTISELECT', { selectRecordType: { kind: 'object', scriptId: 'customlist_state' } }),
]);

const store = openStore({ customRecordTypes: [NOTE_TYPE], customLists: [sdfList('customlist_state', ['Open', 'Closed'])] });
const parties = company(store);
const { record, meter } = recordModuleOver(store);
afterAll(() => { store.close(); });

function newNote(): TestRecord {
  return record['create']!({ type: 'customrecord_note' }) as TestRecord;
}

function reloaded(note: TestRecord): TestRecord {
  return record['load']!({ type: 'customrecord_note', id: note['save']!() }) as TestRecord;
}

describe('a value set on a record', () => {
  const day = new Date(instantInZone('2026-02-28', ZONE));
  const instant = new Date('2026-02-28T23:59:58Z');

  test.each([
    ['custrecord_text', 'text', 'text'],
    ['custrecord_text', '', ''],
    ['custrecord_count', 42, 42],
    ['custrecord_count', null, null],
    ['custrecord_share', 0.1, 0.1],
    ['custrecord_done', true, true],
    ['custrecord_day', day, day],
    ['custrecord_day', new Date(day.getTime() + 23 * 3_600_000), day],
    ['custrecord_at', new Date(instant.getTime() + 499), instant],
    ['custrecord_state', 2, '2'],
    ['custrecord_state', '2', '2'],
    ['custrecord_states', [1, '2'], ['1', '2']],
    ['custrecord_long', 'x'.repeat(100_000), 'x'.repeat(100_000)],
    ['custrecord_area', 'é'.repeat(2000), 'é'.repeat(2000)],
  ])('comes back from %s', (fieldId, value, back) => {
    const note = newNote();
    note['setValue']!({ fieldId, value });
    expect(reloaded(note)['getValue']!({ fieldId })).toEqual(back);
  });

  test.each([
    ['custrecord_text', 1, 'INVALID_FLD_VALUE'],
    ['custrecord_done', 'T', 'INVALID_FLD_VALUE'],
    ['custrecord_count', '42', 'INVALID_FLD_VALUE'],
    ['custrecord_count', 1.5, 'INVALID_FLD_VALUE'],
    ['custrecord_day', '2026-02-28', 'INVALID_FLD_VALUE'],
    ['custrecord_day', new Date(NaN), 'INVALID_FLD_VALUE'],
    ['custrecord_state', 'Open', 'INVALID_FLD_VALUE'],
    ['custrecord_state', 99, 'INVALID_KEY_OR_REF'],
    ['custrecord_states', 1, 'INVALID_FLD_VALUE'],
    ['custrecord_states', [1, 99], 'INVALID_KEY_OR_REF'],
    ['custrecord_text', 'x'.repeat(301), 'EXCEEDED_MAX_FIELD_LENGTH'],
    ['custrecord_area', 'é'.repeat(2001), 'EXCEEDED_MAX_FIELD_LENGTH'],
    ['custrecord_long', 'x'.repeat(100_001), 'EXCEEDED_MAX_FIELD_LENGTH'],
    ['custrecord_nowhere', 'x', 'EMULATOR_NOT_IMPLEMENTED'],
    ['created', new Date(0), 'EMULATOR_NOT_IMPLEMENTED'],
  ])('is refused by %s when it does not fit', (fieldId, value, name) => {
    expect(nameOfFailure(() => {
      const note = newNote();
      note['setValue']!({ fieldId, value });
      note['save']!();
    })).toBe(name);
  });

  test('shows as text only where this script did not set it', () => {
    const note = newNote();
    note['setValue']!({ fieldId: 'custrecord_state', value: 1 });
    expect(nameOfFailure(() => note['getText']!({ fieldId: 'custrecord_state' }))).toBe('SSS_INVALID_API_USAGE');
    expect(reloaded(note)['getText']!({ fieldId: 'custrecord_state' })).toBe('Open');
  });
});

describe('lines and subrecords', () => {
  function order(): TestRecord {
    const draft = record['create']!({ type: 'salesorder' }) as TestRecord;
    draft['setValue']!({ fieldId: 'entity', value: parties.customer });
    return draft;
  }

  test('are built by line number, and the line after the last is a new one', () => {
    const draft = order();
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'item', line: 0, value: parties.shirt });
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'rate', line: 0, value: 5 });
    draft['insertLine']!({ sublistId: 'item', line: 1 });
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'item', line: 1, value: String(parties.discount) });
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'amount', line: 1, value: -1 });
    const loaded = record['load']!({ type: 'salesorder', id: draft['save']!() }) as TestRecord;
    expect(loaded['getLineCount']!({ sublistId: 'item' })).toBe(2);
    expect(loaded['getValue']!('total')).toBe(4);
    expect(loaded['findSublistLineWithValue']!({ sublistId: 'item', fieldId: 'item', value: parties.discount })).toBe(1);
    expect(loaded['getSublistText']!({ sublistId: 'item', fieldId: 'item', line: 0 })).toBe('SHIRT');
    expect(loaded['getSublistValue']!({ sublistId: 'item', fieldId: 'item', line: 0 })).toBe(String(parties.shirt));
  });

  test('are refused beyond the next line, or on a sublist or column that is not kept', () => {
    const draft = order();
    const set = (options: object) => nameOfFailure(() => draft['setSublistValue']!({ sublistId: 'item', fieldId: 'rate', value: 1, ...options }));
    expect(set({ line: 1 })).toBe('SSS_INVALID_SUBLIST_OPERATION');
    expect(set({ line: 0, fieldId: 'taxcode' })).toBe('EMULATOR_NOT_IMPLEMENTED');
    expect(set({ line: 0, sublistId: 'salesteam' })).toBe('EMULATOR_NOT_IMPLEMENTED');
  });

  test('carry addresses, which are made by their first value', () => {
    const draft = order();
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'item', line: 0, value: parties.shirt });
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'rate', line: 0, value: 5 });
    const address = draft['getSubrecord']!({ fieldId: 'shippingaddress' }) as TestRecord;
    address['setValue']!({ fieldId: 'country', value: 'US' });
    address['setValue']!({ fieldId: 'city', value: 'Ottawa' });
    const loaded = record['load']!({ type: 'salesorder', id: draft['save']!() }) as TestRecord;
    expect((loaded['getSubrecord']!({ fieldId: 'shippingaddress' }) as TestRecord)['getValue']!('city')).toBe('Ottawa');
    expect(store.database.prepare('SELECT count(*) AS n FROM "transactionbillingaddress"').get()).toEqual({ n: 0 });
    expect(nameOfFailure(() => loaded['getSubrecord']!({ fieldId: 'memo' }))).toBe('FIELD_1_IS_NOT_A_SUBRECORD_FIELD');
  });

  test('keep a customer’s addresses in the address book', () => {
    const customer = record['load']!({ type: 'customer', id: parties.customer }) as TestRecord;
    customer['setSublistValue']!({ sublistId: 'addressbook', fieldId: 'defaultshipping', line: 0, value: true });
    const address = customer['getSublistSubrecord']!({ sublistId: 'addressbook', fieldId: 'addressbookaddress', line: 0 }) as TestRecord;
    address['setValue']!({ fieldId: 'country', value: 'US' });
    address['setValue']!({ fieldId: 'addr1', value: '1 Main St' });
    customer['save']!();
    const draft = order();
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'item', line: 0, value: parties.shirt });
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'rate', line: 0, value: 5 });
    const loaded = record['load']!({ type: 'salesorder', id: draft['save']!() }) as TestRecord;
    expect((loaded['getSubrecord']!({ fieldId: 'shippingaddress' }) as TestRecord)['getValue']!('addr1')).toBe('1 Main St');
  });
});

describe('record.transform', () => {
  const order = (): number => {
    const draft = record['create']!({ type: 'salesorder' }) as TestRecord;
    draft['setValue']!('entity', parties.customer);
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'item', line: 0, value: parties.shirt });
    draft['setSublistValue']!({ sublistId: 'item', fieldId: 'rate', line: 0, value: 5 });
    return draft['save']!() as number;
  };

  test('makes a record of the target’s type, charged as its category, and saves it as a new one', () => {
    store.createRecord({ type: 'accountingperiod', values: { periodname: 'Mar 2026', startdate: '2026-03-01', enddate: '2026-03-31' } });
    const fromId = order();
    meter.length = 0;
    const draft = record['transform']!({ fromType: 'salesorder', fromId, toType: 'itemfulfillment' }) as TestRecord;
    expect([draft.id, draft.type, draft['getValue']!('createdfrom'), draft['getValue']!('entity')]).toEqual([null, 'itemfulfillment', String(fromId), String(parties.customer)]);
    draft['save']!();
    expect(meter).toEqual([['N/record.transform', 10], ['N/record.Record.save', 20]]);
  });

  test('shows lines that a script changes but neither adds nor takes away', () => {
    const draft = record['transform']!({ fromType: 'salesorder', fromId: order(), toType: 'itemfulfillment' }) as TestRecord;
    const at = { sublistId: 'item', fieldId: 'quantity' };
    draft['setSublistValue']!({ ...at, line: 0, value: 1 });
    for (const [member, options] of [['setSublistValue', { ...at, line: 1, value: 1 }], ['insertLine', { sublistId: 'item', line: 0 }], ['removeLine', { sublistId: 'item', line: 0 }]] as const) {
      expect([member, nameOfFailure(() => draft[member]!(options))]).toEqual([member, 'SSS_INVALID_SUBLIST_OPERATION']);
    }
  });

  test.each([
    [{ fromType: 'salesorder', fromId: 1 }, 'SSS_MISSING_REQD_ARGUMENT'],
    [{ fromType: 'salesorder', fromId: 'one', toType: 'invoice' }, 'SSS_INVALID_TYPE_ARG'],
    [{ fromType: 'salesorder', fromId: 1, toType: 'cashsale' }, 'EMULATOR_NOT_IMPLEMENTED'],
    [{ fromType: 'salesorder', fromId: 1, toType: 'invoice', isDynamic: true }, 'EMULATOR_NOT_IMPLEMENTED'],
    [{ fromType: 'salesorder', fromId: 1, toType: 'invoice', defaultValues: { memo: 'x' } }, 'EMULATOR_NOT_IMPLEMENTED'],
  ])('with %j throws %s', (options, name) => {
    expect(nameOfFailure(() => record['transform']!(options))).toBe(name);
  });
});

describe('a payment made for a customer', () => {
  test('lists nothing to apply it to where nothing is open', () => {
    const draft = record['create']!({ type: 'customerpayment', defaultValues: { entity: parties.customer } }) as TestRecord;
    expect([draft['getValue']!('customer'), draft['getLineCount']!({ sublistId: 'apply' })]).toEqual([String(parties.customer), 0]);
  });
});

describe('usage units', () => {
  test.each([
    ['customrecord_note', () => newNote(), [['N/record.create', 2], ['N/record.Record.save', 4], ['N/record.load', 2], ['N/record.submitFields', 2], ['N/record.delete', 4]]],
    ['term', () => {
      const term = record['create']!({ type: 'term' }) as TestRecord;
      term['setValue']!({ fieldId: 'name', value: 'Net 30' });
      return term;
    }, [['N/record.create', 5], ['N/record.Record.save', 10], ['N/record.load', 5], ['N/record.submitFields', 5], ['N/record.delete', 10]]],
    ['salesorder', () => {
      const draft = record['create']!({ type: 'salesorder' }) as TestRecord;
      draft['setValue']!('entity', parties.customer);
      draft['setSublistValue']!({ sublistId: 'item', fieldId: 'item', line: 0, value: parties.shirt });
      draft['setSublistValue']!({ sublistId: 'item', fieldId: 'amount', line: 0, value: 1 });
      return draft;
    }, [['N/record.create', 10], ['N/record.Record.save', 20], ['N/record.load', 10], ['N/record.submitFields', 10], ['N/record.delete', 20]]],
  ])('of %s follow its category', (type, make, units) => {
    meter.length = 0;
    const id = make()['save']!() as number;
    record['load']!({ type, id });
    record['submitFields']!({ type, id, values: {} });
    record['delete']!({ type, id });
    expect(meter).toEqual(units);
  });
});

describe('N/record', () => {
  test.each([
    ['create', {}, 'SSS_MISSING_REQD_ARGUMENT'],
    ['load', { type: 'term' }, 'SSS_MISSING_REQD_ARGUMENT'],
    ['submitFields', { type: 'term', id: 1 }, 'SSS_MISSING_REQD_ARGUMENT'],
    ['delete', { id: 1 }, 'SSS_MISSING_REQD_ARGUMENT'],
    ['load', { type: 'term', id: 'first' }, 'SSS_INVALID_TYPE_ARG'],
    ['load', { type: 'term', id: 999 }, 'RCRD_DSNT_EXIST'],
    ['delete', { type: 'term', id: 999 }, 'RCRD_DSNT_EXIST'],
    ['create', { type: 'customrecord_gone' }, 'INVALID_RCRD_TYPE'],
    ['submitFields', { type: 'customrecord_gone', id: 1, values: { a: 1 } }, 'INVALID_RCRD_TYPE'],
    ['create', { type: 'vendorpayment' }, 'EMULATOR_NOT_IMPLEMENTED'],
    ['create', { type: 'salesorder', isDynamic: true }, 'EMULATOR_NOT_IMPLEMENTED'],
    ['create', { type: 'salesorder', defaultValues: { entity: 1 } }, 'EMULATOR_NOT_IMPLEMENTED'],
    ['submitFields', { type: 'salesorder', id: 1, values: { externalid: 'x' } }, 'EMULATOR_NOT_IMPLEMENTED'],
  ])('%s with %j throws %s', (member, options, name) => {
    if (member === 'submitFields' && 'values' in options && 'externalid' in options.values) {
      const draft = record['create']!({ type: 'salesorder' }) as TestRecord;
      draft['setValue']!('entity', parties.customer);
      draft['setSublistValue']!({ sublistId: 'item', fieldId: 'item', line: 0, value: parties.shirt });
      draft['setSublistValue']!({ sublistId: 'item', fieldId: 'amount', line: 0, value: 1 });
      draft['save']!();
    }
    expect(nameOfFailure(() => record[member]!(options))).toBe(name);
  });

  test('names the missing argument as the platform does', () => {
    expect(() => record['create']!({})).toThrow('record.create: Missing a required argument: type');
  });

  test('refuses a second save of a record that was new', () => {
    const note = newNote();
    note['save']!();
    expect(nameOfFailure(() => note['save']!())).toBe('EMULATOR_NOT_IMPLEMENTED');
  });
});

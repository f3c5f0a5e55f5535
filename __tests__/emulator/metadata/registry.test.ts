import { createMetadataRegistry, referencedTypes } from '../../../emulator/metadata/registry';
import type { FieldDefinition } from '../../../emulator/metadata/types';

const metadata = createMetadataRegistry({
  recordTypes: [], lists: [],
  standardFields: [
    { scriptId: 'custbody_stamp', fieldType: 'TEXT', label: 'Stamp', mandatory: false, storeValue: true, kind: 'transactionbodycustomfield', appliesTo: ['bodysale'] },
    { scriptId: 'custcol_line', fieldType: 'TEXT', label: 'Line', mandatory: false, storeValue: true, kind: 'transactioncolumncustomfield', appliesTo: ['colsale'] },
    { scriptId: 'custentity_stamp', fieldType: 'TEXT', label: 'Stamp', mandatory: false, storeValue: true, kind: 'entitycustomfield', appliesTo: ['appliestocustomer'] },
    { scriptId: 'custitem_kg', fieldType: 'FLOAT', label: 'Weight', mandatory: false, storeValue: true, kind: 'itemcustomfield', appliesTo: ['appliestoinventory'] },
  ],
});

const allFields: readonly (readonly [string, FieldDefinition])[] = metadata.recordTypes().flatMap((type) => [
  ...[...type.fields.values()].map((field) => [`${type.id}.${field.id}`, field] as const),
  ...[...type.sublists.values()].flatMap((sublist) => [...sublist.fields.values()].map((field) => [`${type.id}.${sublist.id}.${field.id}`, field] as const)),
]);

describe('the metadata registry', () => {
  test.each(['customer', 'employee', 'inventoryitem', 'noninventoryitem', 'serviceitem', 'otherchargeitem', 'discountitem', 'shipitem', 'salesorder', 'invoice', 'creditmemo', 'customerpayment',
    'customerrefund', 'itemfulfillment', 'journalentry', 'vendorbill', 'vendor', 'paymentmethod', 'account',
    'subsidiary', 'currency', 'accountingperiod', 'term', 'location', 'department', 'classification', 'role'])('has the record type %s', (id) => {
    expect(metadata.recordType(id)?.id).toBe(id);
  });

  test('has no select that points at nothing', () => {
    const dangling = allFields.filter(([, field]) => field.selectRecordType !== undefined && referencedTypes(metadata, field.selectRecordType).length === 0);
    expect(dangling.map(([name]) => name)).toEqual([]);
  });

  test('names a column of its table for every type', () => {
    const nameless = metadata.recordTypes().filter((type) => metadata.queryTable(type.table)?.columns.has(type.nameColumn) !== true);
    expect(nameless.map((type) => type.id)).toEqual([]);
  });

  test.each([
    ['salesorder', 'custbody_stamp'], ['customer', 'custentity_stamp'], ['inventoryitem', 'custitem_kg'],
  ])('puts onto %s the custom field %s', (type, field) => {
    expect(metadata.recordType(type)?.fields.get(field)?.custom).toBe(true);
  });

  test('puts a custom field only where it applies', () => {
    expect(metadata.recordType('employee')?.fields.has('custentity_stamp')).toBe(false);
    expect(metadata.recordType('salesorder')?.sublists.get('item')?.fields.has('custcol_line')).toBe(true);
  });

  test.each([
    ['transaction', ['id', 'type', 'tranid', 'entity', 'status', 'foreigntotal', 'currency', 'externalid', 'recordtype', 'custbody_stamp']],
    ['transactionline', ['transaction', 'id', 'uniquekey', 'mainline', 'item', 'quantity', 'rate', 'netamount', 'foreignamount', 'subsidiary', 'custcol_line']],
    ['customer', ['id', 'entityid', 'companyname', 'email', 'isperson', 'altname', 'custentity_stamp']],
    ['item', ['id', 'itemid', 'itemtype', 'displayname', 'isinactive', 'custitem_kg']],
    ['entity', ['id', 'type', 'entityid', 'altname']],
    ['transactionaccountingline', ['transaction', 'transactionline', 'accountingbook', 'account', 'debit', 'credit', 'amount', 'posting']],
    ['nexttransactionlinelink', ['previousdoc', 'previousline', 'nextdoc', 'nextline', 'linktype', 'foreignamount']],
    ['previoustransactionlink', ['previousdoc', 'nextdoc', 'linktype', 'foreignamount']],
    ['transactionstatus', ['id', 'trantype', 'name', 'fullname']],
    ['transactionshippingaddress', ['nkey', 'addr1', 'city', 'country']],
  ])('shows SuiteQL the table %s', (table, columns) => {
    expect([...(metadata.queryTable(table)?.columns.keys() ?? [])]).toEqual(expect.arrayContaining(columns));
  });

  test.each([
    ['bodysale', 'transactionbodycustomfield', ['salesorder', 'invoice', 'creditmemo']],
    ['bodycustomerpayment', 'transactionbodycustomfield', ['customerpayment']],
    ['bodyjournal', 'transactionbodycustomfield', ['journalentry']],
    ['bodypurchase', 'transactionbodycustomfield', ['vendorbill']],
    ['bodyitemfulfillment', 'transactionbodycustomfield', ['itemfulfillment']],
    ['colsale', 'transactioncolumncustomfield', ['salesorder.item', 'invoice.item', 'creditmemo.item']],
    ['coljournal', 'transactioncolumncustomfield', ['journalentry.line']],
    ['colexpense', 'transactioncolumncustomfield', ['vendorbill.expense']],
    ['colpurchase', 'transactioncolumncustomfield', ['vendorbill.item']],
  ] as const)('puts a field of %s where it applies and nowhere else', (tag, kind, places) => {
    const scriptId = kind === 'transactionbodycustomfield' ? 'custbody_one' : 'custcol_one';
    const field = { scriptId, fieldType: 'TEXT', label: 'One', mandatory: false, storeValue: true, kind, appliesTo: [tag] } as const;
    const types = createMetadataRegistry({ recordTypes: [], lists: [], standardFields: [field] }).recordTypes();
    const found = types.flatMap((type) => [
      ...(type.fields.has(scriptId) ? [type.id] : []),
      ...[...type.sublists.values()].filter((sublist) => sublist.fields.has(scriptId)).map((sublist) => `${type.id}.${sublist.id}`),
    ]);
    expect(found).toEqual(places);
  });

  test('hides internal columns from SuiteQL', () => {
    const hidden = metadata.queryTables().flatMap((table) => [...table.columns.keys()].filter((name) => name.startsWith('_')));
    expect(hidden).toEqual([]);
  });

  test('shares one external-id namespace among entities, one among items, one among transactions', () => {
    const groups = new Map(metadata.recordTypes().map((type) => [type.id, type.externalIdGroup]));
    expect([groups.get('customer'), groups.get('employee')]).toEqual(['entity', 'entity']);
    expect([groups.get('serviceitem'), groups.get('discountitem')]).toEqual(['item', 'item']);
    expect([groups.get('salesorder'), groups.get('term')]).toEqual(['transaction', 'term']);
  });
});

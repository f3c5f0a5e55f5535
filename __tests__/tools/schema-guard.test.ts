import { schemaChanges } from '../../tools/schema-changes';
import { releases, upgradeText } from '../../tools/schema-guard';
import type { SchemaSnapshot } from '../../tools/schema-snapshot';
import { join } from 'node:path';

const FIELD = { type: 'TEXT', mandatory: false, storeValue: true, maxLength: 100 } as const;
const KIND = { type: 'SELECT', mandatory: false, storeValue: true, selects: 'customlist_dkt_kind' } as const;
const BEFORE: SchemaSnapshot = {
  recordTypes: { customrecord_dkt_row: { includeName: false, fields: { custrecord_dkt_key: FIELD, custrecord_dkt_kind: KIND } } },
  lists: { customlist_dkt_kind: ['val_a', 'val_b'] },
  standardRecordFields: { custbody_dkt_stamp: { ...FIELD, kind: 'transactionBody', appliesTo: ['purchase', 'sale'] } },
};

/** The schema with its one record type changed. */
const row = (change: Partial<SchemaSnapshot['recordTypes'][string]>): SchemaSnapshot => ({ ...BEFORE, recordTypes: { customrecord_dkt_row: { includeName: false, fields: { custrecord_dkt_key: FIELD, custrecord_dkt_kind: KIND }, ...change } } });
const key = (field: object): SchemaSnapshot => row({ fields: { custrecord_dkt_key: { ...FIELD, ...field }, custrecord_dkt_kind: KIND } });

describe('an upgrade over a release', () => {
  it('changes nothing where the schemas are one', () => {
    expect(schemaChanges(BEFORE, BEFORE)).toEqual([]);
    expect(upgradeText('1.0.0', [])).toBe('A deploy over 1.0.0 changes no record type, field or list.');
  });

  it.each<[string, string, SchemaSnapshot, RegExp]>([
    ['a further record type', 'adds', { ...BEFORE, recordTypes: { ...BEFORE.recordTypes, customrecord_dkt_new: { includeName: true, fields: {} } } }, /customrecord_dkt_new: a record type with 0 fields/],
    ['a further field', 'adds', row({ fields: { custrecord_dkt_key: FIELD, custrecord_dkt_kind: KIND, custrecord_dkt_new: FIELD } }), /custrecord_dkt_new: a field of type TEXT/],
    ['a further list', 'adds', { ...BEFORE, lists: { ...BEFORE.lists, customlist_dkt_new: ['val_a'] } }, /customlist_dkt_new: a list of 1 values/],
    ['a further value', 'adds', { ...BEFORE, lists: { customlist_dkt_kind: ['val_a', 'val_b', 'val_c'] } }, /customlist_dkt_kind: the value val_c/],
    ['a field that applies to more', 'adds', { ...BEFORE, standardRecordFields: { custbody_dkt_stamp: { ...FIELD, kind: 'transactionBody', appliesTo: ['journal', 'purchase', 'sale'] } } }, /applies to journal too/],
    ['a further mandatory field', 'tightens', row({ fields: { custrecord_dkt_key: FIELD, custrecord_dkt_kind: KIND, custrecord_dkt_new: { ...FIELD, mandatory: true } } }), /mandatory field that no row has/],
    ['a field that becomes mandatory', 'tightens', key({ mandatory: true }), /becomes mandatory/],
    ['a field that becomes shorter', 'tightens', key({ maxLength: 99 }), /becomes 99 characters/],
    ['rows with a name of their own', 'tightens', row({ includeName: true }), /get a name/],
    ['a record type that is left out', 'breaks', { ...BEFORE, recordTypes: {} }, /record type is left out/],
    ['a field that is left out', 'breaks', row({ fields: { custrecord_dkt_kind: KIND } }), /field is left out/],
    ['a field of another type', 'breaks', key({ type: 'TEXTAREA' }), /from TEXT to TEXTAREA/],
    ['a field that points elsewhere', 'breaks', row({ fields: { custrecord_dkt_key: FIELD, custrecord_dkt_kind: { ...KIND, selects: 'customlist_dkt_other' } } }), /points at customlist_dkt_other/],
    ['a value that is not stored', 'breaks', key({ storeValue: false }), /not stored/],
    ['a value that is left out', 'breaks', { ...BEFORE, lists: { customlist_dkt_kind: ['val_a'] } }, /val_b is left out/],
    ['a list that is left out', 'breaks', { ...BEFORE, lists: {} }, /list is left out/],
    ['a field that applies to less', 'breaks', { ...BEFORE, standardRecordFields: { custbody_dkt_stamp: { ...FIELD, kind: 'transactionBody', appliesTo: ['sale'] } } }, /does not apply to purchase/],
  ])('tells %s', (_name, kind, after, words) => {
    const changes = schemaChanges(BEFORE, after);
    expect(changes.map((change) => change.kind)).toEqual([kind]);
    expect(upgradeText('1.0.0', changes)).toMatch(words);
  });

  it('a longer field, and one that is not mandatory any more, are nothing to say', () => {
    expect(schemaChanges(key({ mandatory: true }), key({ maxLength: 300 }))).toEqual([]);
  });
});

it('releases are told by number, the earliest first', () => {
  const found = releases(join(__dirname, '../schemas'));
  expect(found.slice(0, 2)).toEqual(['0.1.0', '0.2.0']);
});

import fc from 'fast-check';
import { classifyObserved, namedFields, namedReference, retriesByItself } from '../../../src/domain/observed-error';
import { REASONS } from '../../../src/domain/reasons';
import type { ReasonCode } from '../../../src/domain/reasons';
import { COLLISION_NAMES, DUPLICATE_NAMES, NO_SIGNAL, SIGNALS } from '../../../src/domain/signals';

const NAMES = SIGNALS.filter(({ text }) => text === undefined).flatMap(({ names, reason }) => names.map((name) => [name, reason] as const));

/** What NetSuite, or a script of the account, says under a name that does not tell. */
const SAID: readonly (readonly [message: string, reason: ReasonCode])[] = [
  ['Please enter value(s) for: Department', 'netsuite_value_missing'],
  ['Please choose a value for Location', 'netsuite_value_missing'],
  ['This document number is already in use.', 'netsuite_number_taken'],
  ['Duplicate transaction found', 'netsuite_number_taken'],
  ['A customer record with this ID already exists.', 'netsuite_entity_exists'],
  ['This record already exists', 'netsuite_duplicate'],
  ['That record does not exist.', 'netsuite_record_gone'],
  ['The transaction you are attempting to access no longer exists.', 'netsuite_record_gone'],
  ['Customer balance exceeds credit limit.', 'netsuite_credit'],
  ['This customer is on hold.', 'netsuite_credit'],
  ['Record has been changed', 'record_changed'],
  ["Permission Violation: You need a higher level of the 'Invoice' permission.", 'netsuite_permission'],
  ['The restrictions on your role prevent you from seeing this record.', 'netsuite_permission'],
  ['The accounting period is closed.', 'netsuite_period'],
  ['You cannot post to a locked period.', 'netsuite_period'],
  ['The books are closed for this posting period.', 'netsuite_period'],
  ['There is no open posting period for 1/1/2030.', 'netsuite_no_period'],
  ['Please enter a valid exchange rate', 'netsuite_no_exchange_rate'],
  ['The tax code is not valid for this nexus.', 'netsuite_tax'],
  ['Journal entries must balance.', 'netsuite_unbalanced'],
  ['Debits and credits do not balance.', 'netsuite_unbalanced'],
  ['Please configure the inventory detail in line 1', 'netsuite_item_setup'],
  ['The item is not for this subsidiary.', 'netsuite_subsidiary'],
  ['The currency is not one of the vendor.', 'netsuite_currency'],
  ['The vendor is inactive.', 'netsuite_inactive'],
  ['This email address cannot be used.', 'netsuite_email'],
  ['This record is locked by a workflow.', 'netsuite_locked'],
  ['Invalid record type []', 'netsuite_type_unavailable'],
  ['The feature Multiple Currencies is not enabled in this account.', 'netsuite_type_unavailable'],
  ['Invalid item reference key 5', 'netsuite_reference'],
  ['The field memo contained more than the maximum number ( 999 ) of characters allowed.', 'value_too_long'],
  ['The field custbody_x does not exist', 'netsuite_field_unknown'],
  ['You have entered an invalid value.', 'netsuite_value_invalid'],
  ['You have entered an Invalid Field Value x for the following field: terms', 'netsuite_value_invalid'],
];

describe('the signals table', () => {
  it('names no name twice, and gives each name the reason of its row', () => {
    expect(NAMES.map(([name]) => name).filter((name, index, all) => all.indexOf(name) !== index)).toEqual([]);
    expect(NAMES.filter(([name, reason]) => name !== 'USER_ERROR' && classifyObserved({ name, message: '' }) !== reason)).toEqual([]);
  });

  it('holds names as NetSuite writes them, and gives every row a reason of the catalogue', () => {
    expect(SIGNALS.flatMap(({ names }) => names).filter((name) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(name))).toEqual([]);
    expect(SIGNALS.filter(({ reason }) => !Object.hasOwn(REASONS, reason))).toEqual([]);
    expect(Object.hasOwn(REASONS, NO_SIGNAL)).toBe(true);
  });

  it('says nothing by a row that names no error and reads no text', () => {
    expect(SIGNALS.filter(({ names, text }) => names.length === 0 && text === undefined)).toEqual([]);
  });

  it('has exact names before texts: a name that is known is not read again by its text', () => {
    expect(classifyObserved({ name: 'INSUFFICIENT_PERMISSION', message: 'The period is closed.' })).toBe('netsuite_permission');
    expect(classifyObserved({ name: 'UNEXPECTED_ERROR', message: 'That record does not exist.' })).toBe('netsuite_unexpected');
  });

  it.each(SAID)('reads "%s" of USER_ERROR, and of a name that a script made up, as %s', (message, reason) => {
    expect(classifyObserved({ name: 'USER_ERROR', message })).toBe(reason);
    expect(classifyObserved({ name: 'ACME_RULE_7', message })).toBe(reason);
  });

  it('is tried text by text here: every row that reads a text has an example', () => {
    const rows = SIGNALS.filter(({ names, text }) => names.length === 0 && text !== undefined);
    const met = SAID.map(([message]) => rows.find(({ text }) => text?.test(message)));
    expect(rows.filter((row) => !met.includes(row)).map(({ reason }) => reason)).toEqual([]);
  });

  it.each([
    ['INVALID_KEY_OR_REF', 'Invalid account reference key 5 for subsidiary 2.', 'netsuite_subsidiary'], ['INVALID_KEY_OR_REF', 'Invalid item reference key 5: the record is inactive.', 'netsuite_inactive'],
    ['INVALID_KEY_OR_REF', 'Invalid item reference key 5.', 'netsuite_reference'], ['USER_ERROR', 'No orders on Sundays.', 'netsuite_refused'], ['ACME_RULE_7', 'No orders on Sundays.', NO_SIGNAL],
    ['', '', NO_SIGNAL], ['constructor', 'x', NO_SIGNAL], ['__proto__', 'x', NO_SIGNAL],
  ] as const)('reads %s "%s" as %s', (name, message, reason) => {
    expect(classifyObserved({ name, message })).toBe(reason);
  });

  it('gives a reason of the catalogue for whatever is thrown, and never throws', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom(...NAMES.map(([known]) => known)));
    const message = fc.oneof(fc.string({ maxLength: 4000 }), fc.array(fc.constantFrom('period ', 'record ', 'closed ', 'field ', 'reference ', '\n', ',', 'invalid '), { maxLength: 600 }).map((parts) => parts.join('')));
    fc.assert(fc.property(name, message, (thrown, text) => Object.hasOwn(REASONS, classifyObserved({ name: thrown, message: text }))));
  });

  it('has a machine try again only what is transient or concurrent', () => {
    const again = [...new Set(SIGNALS.map(({ reason }) => reason))].filter(retriesByItself).sort();
    expect(again).toEqual(['netsuite_busy', 'netsuite_limit', 'netsuite_no_answer', 'netsuite_unexpected', 'record_changed']);
    expect(again.map((reason) => REASONS[reason].who)).toEqual(again.map(() => 'nobody'));
  });

  it('holds every name for "exists already" and for "saved in between"', () => {
    expect(DUPLICATE_NAMES.map((name) => classifyObserved({ name, message: '' }))).toEqual(DUPLICATE_NAMES.map(() => 'netsuite_duplicate'));
    expect(COLLISION_NAMES.map((name) => classifyObserved({ name, message: '' }))).toEqual(COLLISION_NAMES.map(() => 'record_changed'));
  });

  it('has a reason of NetSuite for every row, and every such reason but the two that need the look-up or a probe', () => {
    const met = new Set<string>([NO_SIGNAL, ...SIGNALS.map(({ reason }) => reason)]);
    expect(Object.keys(REASONS).filter((code) => code.startsWith('netsuite_') && !met.has(code))).toEqual(['netsuite_permission_hidden']);
  });
});

describe('the fields that an error names', () => {
  it.each([
    ['Please enter value(s) for: Account', ['Account']], ['Please enter value(s) for: Department, Class.', ['Department', 'Class']], ['Please enter value(s) for:', []],
    ['You have entered an Invalid Field Value 7 for the following field: terms', ['terms']], ['Invalid entity reference key 5.', ['entity']],
    ['The field memo contained more than the maximum number ( 999 ) of characters allowed.', ['memo']], ['The field custbody_x does not exist', ['custbody_x']], ['Something went wrong', []],
  ])('of "%s" are %j', (message, fields) => {
    expect(namedFields({ name: 'USER_ERROR', message })).toEqual(fields);
  });

  it.each([
    ['Please enter a value for Department', ['Department']], ['Please choose value for:Department', ['Department']], ['Please select value(s) for:   Department', ['Department']],
    ['Invalid Field Value 7 for the following field terms', ['terms']], ['Invalid Field Value 7 for the following fields:terms', ['terms']], ['Invalid Field Value 7 for the following field:   terms', ['terms']],
    ['Please enter value(s) for: item.rate, , Class.', ['item.rate', 'Class']],
  ])('of "%s" are %j, however it is written', (message, fields) => {
    expect(namedFields({ name: 'USER_ERROR', message })).toEqual(fields);
  });

  it('are at most twenty, of at most a hundred characters', () => {
    const fields = namedFields({ name: 'USER_ERROR', message: `Please enter value(s) for: ${'x'.repeat(150)}, ${'y,'.repeat(40)}` });
    expect([fields.length, fields[0]?.length]).toEqual([20, 100]);
  });
});

it.each([
  ['Invalid item reference key 5.', { field: 'item', internalId: 5 }], ['Invalid item reference key 5', { field: 'item', internalId: 5 }], [' Invalid item reference key 512. ', { field: 'item', internalId: 512 }],
  ['Invalid item reference key 5 for subsidiary 2.', undefined], ['Invalid item reference key abc.', undefined], ['That record does not exist.', undefined],
])('the reference that "%s" names is %j', (message, reference) => {
  expect(namedReference({ name: 'INVALID_KEY_OR_REF', message })).toEqual(reference);
});

it('a text is read as far as its first 2,000 characters', () => {
  const behind = (message: string, from: number) => ({ name: 'ACME_RULE_7', message: `${'-'.repeat(from)} ${message}` });
  const [closed, fields, reference] = ['The period is closed', 'Please enter value(s) for: Class', 'Invalid item reference key 5'];
  expect(classifyObserved(behind(closed, 1900))).toBe('netsuite_period');
  expect(classifyObserved(behind(closed, 2000))).toBe(NO_SIGNAL);
  expect([namedFields(behind(fields, 1900)), namedFields(behind(fields, 2000))]).toEqual([['Class'], []]);
  expect([namedReference(behind(reference, 1900)), namedReference(behind(reference, 2000))]).toEqual([{ field: 'item', internalId: 5 }, undefined]);
});

import { valueOnRecord } from '../../../src/domain/field-value';
import type { FieldValue } from '../../../src/domain/field-value';

describe('a value that a record holds is read back', () => {
  it.each<[string, FieldValue, string | number | boolean]>([
    ['a text as it is', { kind: 'text', text: 'a' }, 'a'],
    ['a decimal as its digits', { kind: 'decimal', decimal: '1.50' }, '1.50'],
    ['an integer as a number', { kind: 'integer', integer: 7 }, 7],
    ['a checkbox as true or false', { kind: 'boolean', boolean: false }, false],
    ['a date as YYYY-MM-DD', { kind: 'date', date: '2026-11-23' }, '2026-11-23'],
    ['a record by its internal id', { kind: 'record', recordType: 'customer', internalId: 14 }, 14],
  ])('%s', (_how, value, read) => {
    expect(valueOnRecord(value)).toBe(read);
  });
});

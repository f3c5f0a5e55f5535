import type { ObjectRule, OwnershipRow } from '../../../src/domain/map';
import { mapObject } from '../../../src/domain/mapping';
import { compiled, document, lineSource, row, rowInput } from '../../support/builders';

const D = 'D-0001';
const TOTAL = { name: 'total', add: [{ path: '/a' }], subtract: [], equals: '/b', savedField: 'total', decision: D };

/** Reads a document through a map of one row at `/v`, and tells pointer, code and text of every problem. */
function problems(given: Partial<OwnershipRow>, value: unknown, changes: Partial<ObjectRule> = {}) {
  const map = compiled([row({ path: '/v', target: 'custbody_v', ...given })], changes);
  return mapObject(map, document(value), {}, rowInput().calendarDateIn).problems.map(({ pointer, code, message }) => `${pointer} ${code}: ${message}`);
}

describe('what a problem of one field says', () => {
  it.each<[OwnershipRow['transform'], unknown, string]>([
    [{ kind: 'text', max: 3 }, 'four', '/v value_too_long: The text has 4 characters; the field takes 3.'],
    [{ kind: 'text' }, ['x'], '/v value_invalid: A single value is expected here.'],
    [{ kind: 'decimal' }, 'ten', '/v value_invalid: "ten" is not a decimal.'],
    [{ kind: 'decimal', scale: 2 }, '1.999', '/v value_invalid: "1.999" has 3 places behind the point; the field takes 2, and nothing is rounded.'],
    [{ kind: 'integer' }, '1.5', '/v value_invalid: "1.5" is not an integer.'],
    [{ kind: 'boolean' }, 'maybe', '/v value_invalid: "maybe" is none of the words for yes and no.'],
    [{ kind: 'date' }, 'then', '/v value_invalid: "then" is not a date.'],
    [{ kind: 'date', zone: 'UTC' }, '2024-01-01T00:00:00', '/v value_invalid: "2024-01-01T00:00:00" names no offset, so its date in UTC cannot be told.'],
    [{ kind: 'date', zone: 'Mars' }, '2024-01-01T00:00:00Z', '/v zone_unknown: The zone "Mars" is not known here.'],
    [{ kind: 'epoch', unit: 'seconds', zone: 'UTC' }, 'then', '/v value_invalid: "then" is not a time in seconds.'],
    [{ kind: 'epoch', unit: 'milliseconds', zone: 'UTC' }, '1.5', '/v value_invalid: "1.5" is not a time in milliseconds.'],
    [{ kind: 'binding', name: 'class' }, 1, ' value_invalid: The source\'s binding in the settings has no "class".'],
    [{ kind: 'minor_units', currency: '/cur' }, 'ten', '/v value_invalid: "ten" is not an amount in smallest units.'],
    [{ kind: 'minor_units', currency: '/cur' }, 10, '/cur value_invalid: A currency code is expected here: it says what the smallest unit is.'],
    [{ kind: 'concat', parts: [{ path: '/w' }, { path: '/v' }] }, {}, '/v value_invalid: A single value is expected here.'],
    [{ kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' }, [1], '/v value_invalid: An embedded customer, or its id, is expected here.'],
  ])('%j of %j', (transform, v, text) => {
    expect(problems({ transform }, { id: 1, v })).toEqual([text]);
  });

  it.each<[string, unknown, string]>([
    ['absent', {}, '"custbody_v" may not be left empty (absent).'], ['null', { v: null }, '"custbody_v" may not be left empty (null).'], ['blank', { v: ' ' }, '"custbody_v" may not be left empty (blank).'],
  ])('where it must not be empty and is %s', (_how, value, text) => {
    expect(problems({ onEmpty: 'refuse' }, value)).toEqual([`/v value_empty: ${text}`]);
    expect(problems({ required: true }, value)).toEqual(['/v required_path_missing: "custbody_v" needs a value from here.']);
  });
});

it('a document without lines is told so beside what else is wrong', () => {
  expect(problems({ required: true }, { lines: [] }, { lines: [lineSource()] })).toEqual([
    '/v required_path_missing: "custbody_v" needs a value from here.', '/lines required_path_missing: The document has no line at all, so there is nothing to post.',
  ]);
});

it('a value that no branch of a conditional gives is missing at the path of its row', () => {
  const transform = { kind: 'when', when: [{ path: '/w', present: true }], then: { path: '/t', transform: { kind: 'text' } } } as const;
  expect(problems({ required: true, transform }, { v: 'x', t: 'x' })).toEqual(['/v required_path_missing: "custbody_v" needs a value from here.']);
  expect(problems({ required: true, transform }, { w: 1 })).toEqual(['/t required_path_missing: "custbody_v" needs a value from here.']);
});

describe('what a problem of the document says', () => {
  it.each<[Partial<ObjectRule>, unknown, string]>([
    [{ lines: [lineSource()] }, { lines: { id: 1 } }, '/lines value_invalid: A list of lines is expected here.'],
    [{ lines: [lineSource()] }, { lines: [{ id: 'a' }, {}] }, '/lines/1/id required_path_missing: A line needs its own id, so that it is never matched by position.'],
    [{ lines: [lineSource()] }, { lines: [{ id: 'a' }, { id: 'a' }] }, '/lines value_invalid: Two lines carry the id "a".'],
    [{ lines: [{ name: 'one', sublist: 'item', key: 'k' }, { name: 'two', sublist: 'item', key: 'k' }] }, {}, ' value_invalid: Two lines carry the id "k".'],
    [{ lines: [lineSource()] }, { lines: [] }, '/lines required_path_missing: The document has no line at all, so there is nothing to post.'],
    [
      { lines: [{ name: 'tax', sublist: 'item', key: 'tax', whenPresent: '/tax' }, lineSource()] }, { lines: [] },
      '/lines required_path_missing: The document has no line at all, so there is nothing to post.',
    ],
    [{ totals: [TOTAL] }, { a: 'x', b: 1 }, '/a value_invalid: A decimal is needed here to check the total.'],
    [{ totals: [TOTAL] }, { a: 1, b: 2 }, '/b totals_differ: The total adds up to 1.00, but the document says 2.00 (difference -1.00).'],
    [{ totals: [{ ...TOTAL, add: [{ each: '/l', product: ['p'] }] }] }, { l: {}, b: 2 }, '/l value_invalid: A list of lines is expected here.'],
    [{ totals: [{ ...TOTAL, add: [{ each: '/l', product: ['p'] }] }] }, { l: [{ p: 2 }, {}], b: 2 }, '/l/1/p required_path_missing: A decimal is needed here to check the total.'],
    [
      { target: 'invoice', parts: { action: { kind: 'transform', from: 'salesorder', path: '/order', source: { by: 'field', field: 'tranid' } } } }, {},
      '/order required_path_missing: The salesorder that the invoice comes from is named here.',
    ],
  ])('%j of %j', (rule, value, text) => {
    expect(problems({ path: '', transform: { kind: 'constant', value: 'x' } }, value, rule)).toEqual([text]);
  });
});

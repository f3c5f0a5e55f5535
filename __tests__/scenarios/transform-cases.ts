import type { Transform } from '../../src/domain/map';
import type { MapFile } from '../../src/domain/map-file';
import type { LabField } from '../support/lab-project';

/** A value of the document, and what it is in NetSuite. */
interface Good {
  readonly sent: unknown;
  readonly saved: unknown;
  /** What the verdict notes of it. */
  readonly note?: string;
  /** What stands beside the value. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** A value that cannot be taken, and what is said of it. */
interface Bad {
  readonly sent: unknown;
  readonly code: string;
  /** Default: where the value stands. */
  readonly pointer?: string;
  readonly beside?: Readonly<Record<string, unknown>>;
}

export interface TransformCase {
  readonly what: string;
  /** Type of the field that takes the value, or the customer's own field of this name. */
  readonly into: LabField['type'] | 'currency' | 'parent' | 'subsidiary';
  readonly transform: Transform;
  /** False: the row reads no path of its own. */
  readonly pathless?: true;
  readonly map?: Partial<MapFile>;
  readonly good: readonly Good[];
  readonly bad?: readonly Bad[];
}

/** Stands for what is found only once the account is there: the internal id of a record by its external id, or of a currency by its symbol. */
export const idOf = (name: string): string => `id of ${name}`;

const good = (sent: unknown, saved: unknown, more: Omit<Good, 'sent' | 'saved'> = {}): Good => ({ sent, saved, ...more });
const bad = (sent: unknown, code: string, more: Omit<Bad, 'sent' | 'code'> = {}): Bad => ({ sent, code, ...more });
const invalid = (...values: readonly unknown[]): readonly Bad[] => values.map((sent) => bad(sent, 'value_invalid'));

const NEW_YORK = 'America/New_York';
const LONG = 'x'.repeat(301);
const CAMERA = '\u{1F4F7}';

const text: readonly TransformCase[] = [
  { what: 'as it is, trimmed', into: 'TEXT', transform: { kind: 'text' }, good: [good('  two  words ', 'two  words'), good(7, '7'), good(true, 'true'), good('Zoë 日本', 'Zoë 日本')], bad: [...invalid({ a: 1 }, ['x']), bad(LONG, 'value_too_long')] },
  { what: 'in capitals', into: 'TEXT', transform: { kind: 'text', case: 'upper' }, good: [good('abC', 'ABC')] },
  { what: 'in small letters', into: 'TEXT', transform: { kind: 'text', case: 'lower' }, good: [good('ABc', 'abc')] },
  { what: 'refused where it is too long', into: 'TEXT', transform: { kind: 'text', max: 5, tooLong: 'refuse' }, good: [good('12345', '12345')], bad: [bad('123456', 'value_too_long')] },
  {
    what: 'cut where it is too long, and noted', into: 'TEXT', transform: { kind: 'text', max: 5, tooLong: 'cut' },
    good: [good('12345', '12345'), good('1234567', '12345', { note: 'cut from 7 characters to 5' }), good(`1234${CAMERA}`, '1234', { note: 'cut from 6 characters to 5' })],
  },
];

const decimal: readonly TransformCase[] = [
  { what: 'exact', into: 'FLOAT', transform: { kind: 'decimal' }, good: [good('19.90', 19.9), good(0.1, 0.1), good('-3', -3), good('007.50', 7.5), good(0, 0)], bad: invalid('1,5', 'ten', '1e', [1], '0x10', '12345678901234567.89') },
  { what: 'of two places at most', into: 'FLOAT', transform: { kind: 'decimal', scale: 2 }, good: [good('1.25', 1.25), good('1.250', 1.25)], bad: invalid('1.255', 0.001) },
  { what: 'turned round', into: 'FLOAT', transform: { kind: 'decimal', negate: true }, good: [good('5', -5), good('-5', 5)] },
  { what: 'without its sign', into: 'FLOAT', transform: { kind: 'decimal', absolute: true }, good: [good('-5.5', 5.5), good('5.5', 5.5)] },
  { what: 'always below zero', into: 'FLOAT', transform: { kind: 'decimal', absolute: true, negate: true }, good: [good('-5.5', -5.5), good('5.5', -5.5)] },
];

const integer: readonly TransformCase[] = [
  { what: 'exact', into: 'INTEGER', transform: { kind: 'integer' }, good: [good(42, 42), good('-7', -7), good('0', 0), good(' 12 ', 12)], bad: invalid('1.5', 'x', '1234567890123456', true) },
];

const boolean: readonly TransformCase[] = [
  {
    what: 'by the usual words', into: 'CHECKBOX', transform: { kind: 'boolean' },
    good: [...[true, 'true', 'T', 'Yes', 'y', 1, '1'].map((sent) => good(sent, true)), ...[false, 'FALSE', 'f', 'no', 'N', 0].map((sent) => good(sent, false))], bad: invalid('maybe', 2, {}),
  },
  { what: 'by words of its own', into: 'CHECKBOX', transform: { kind: 'boolean', true: ['on'], false: ['off'] }, good: [good('On', true), good('off', false)], bad: invalid('true', 1) },
];

const date: readonly TransformCase[] = [
  { what: 'as it is written', into: 'DATE', transform: { kind: 'date' }, good: [good('2024-02-29', '2024-02-29'), good('2024-03-01T03:00:00Z', '2024-03-01'), good('2024-03-01T23:59:59-05:00', '2024-03-01')], bad: invalid('2023-02-29', '01.03.2024', '2024-13-01', 20240301) },
  {
    what: 'in New York', into: 'DATE', transform: { kind: 'date', zone: NEW_YORK },
    good: [
      good('2024-03-01T04:59:59Z', '2024-02-29'), good('2024-03-01T05:00:00Z', '2024-03-01'), good('2024-07-01T03:59:59Z', '2024-06-30'), good('2024-07-01T04:00:00Z', '2024-07-01'),
      good('2024-03-01T01:00:00+09:00', '2024-02-29'), good('2024-03-01', '2024-03-01'),
    ],
    bad: invalid('2024-03-01T05:00:00'),
  },
  { what: 'in a zone that is not known', into: 'DATE', transform: { kind: 'date', zone: 'America/Nowhere' }, good: [good('2024-03-01', '2024-03-01')], bad: [bad('2024-03-01T05:00:00Z', 'zone_unknown')] },
];

const MIDNIGHT = Date.UTC(2024, 2, 1, 5);

const epoch: readonly TransformCase[] = [
  { what: 'in seconds, in New York', into: 'DATE', transform: { kind: 'epoch', unit: 'seconds', zone: NEW_YORK }, good: [good(MIDNIGHT / 1000 - 1, '2024-02-29'), good(String(MIDNIGHT / 1000), '2024-03-01')], bad: invalid('soon', 1.5, '999999999999999') },
  { what: 'in milliseconds, in New York', into: 'DATE', transform: { kind: 'epoch', unit: 'milliseconds', zone: NEW_YORK }, good: [good(MIDNIGHT - 1, '2024-02-29'), good(MIDNIGHT, '2024-03-01')], bad: invalid('2024-03-01') },
  { what: 'in UTC', into: 'DATE', transform: { kind: 'epoch', unit: 'seconds', zone: 'UTC' }, good: [good(MIDNIGHT / 1000 - 5 * 3600, '2024-03-01'), good(-1, '1969-12-31')] },
  { what: 'in a zone that is not known', into: 'DATE', transform: { kind: 'epoch', unit: 'seconds', zone: 'Mars/Base' }, good: [], bad: [bad(0, 'zone_unknown')] },
];

const constant: readonly TransformCase[] = [
  { what: 'a text', into: 'TEXT', transform: { kind: 'constant', value: 'web' }, pathless: true, good: [good(undefined, 'web')] },
  { what: 'a number', into: 'FLOAT', transform: { kind: 'constant', value: 1.5 }, pathless: true, good: [good(undefined, 1.5)] },
  { what: 'yes', into: 'CHECKBOX', transform: { kind: 'constant', value: true }, pathless: true, good: [good(undefined, true)] },
];

const binding: readonly TransformCase[] = [
  { what: 'a text of the source', into: 'TEXT', transform: { kind: 'binding', name: 'channel' }, pathless: true, good: [good(undefined, 'web')] },
  { what: 'a name that the binding lacks', into: 'TEXT', transform: { kind: 'binding', name: 'region' }, pathless: true, good: [], bad: [bad(undefined, 'value_invalid', { pointer: '' })] },
];

/** Entries: `gold` is the text Priority, `blank` holds nothing, `retired` is inactive. */
const valueMap: readonly TransformCase[] = [
  {
    what: 'a text', into: 'TEXT', transform: { kind: 'value_map', map: 'tier' }, good: [good('gold', 'Priority'), good(' gold ', 'Priority')],
    bad: [bad('silver', 'value_not_mapped'), bad('Gold', 'value_not_mapped'), bad('blank', 'value_not_mapped'), bad('retired', 'reference_inactive'), ...invalid({})],
  },
];

const minorUnits: readonly TransformCase[] = [
  {
    what: 'by the currency of the document', into: 'FLOAT', transform: { kind: 'minor_units', currency: '/currency' },
    good: [
      good(1999, 19.99, { beside: { currency: 'USD' } }), good('500', 500, { beside: { currency: 'jpy' } }), good(1234, 1.234, { beside: { currency: 'KWD' } }),
      good(-5, -0.05, { beside: { currency: 'EUR' } }), good(0, 0, { beside: { currency: 'USD' } }), good(12345, 1.2345, { beside: { currency: 'CLF' } }), good(500, 500, { beside: { currency: 'ISK' } }),
    ],
    bad: [bad('x', 'value_invalid', { beside: { currency: 'USD' } }), bad(5, 'value_invalid', { pointer: '/currency' }), bad(5, 'value_invalid', { pointer: '/currency', beside: { currency: 'EURO' } })],
  },
  {
    what: 'by the provider\'s own count', into: 'FLOAT', transform: { kind: 'minor_units', currency: '/currency' }, map: { currencyExponents: { exponents: { ISK: 2 }, decision: 'D-0041' } },
    good: [good(500, 5, { beside: { currency: 'ISK' } }), good(500, 500, { beside: { currency: 'JPY' } })],
  },
  { what: 'turned round', into: 'FLOAT', transform: { kind: 'minor_units', currency: '/currency', negate: true }, good: [good(1999, -19.99, { beside: { currency: 'USD' } })] },
  { what: 'without its sign', into: 'FLOAT', transform: { kind: 'minor_units', currency: '/currency', absolute: true }, good: [good(-1999, 19.99, { beside: { currency: 'USD' } })] },
];

const parts = [{ path: '/first' }, { path: '/last' }] as const;

const concat: readonly TransformCase[] = [
  {
    what: 'with a separator', into: 'TEXT', transform: { kind: 'concat', parts, separator: ' ' }, pathless: true,
    good: [
      good(undefined, 'Ada Wren', { beside: { first: ' Ada', last: 'Wren' } }), good(undefined, 'Wren', { beside: { first: null, last: 'Wren' } }), good(undefined, 'Ada', { beside: { first: 'Ada' } }),
      good(undefined, null, { beside: { first: '', last: ' ' } }), good(undefined, 'Ada 7', { beside: { first: 'Ada', last: 7 } }),
    ],
    bad: [bad(undefined, 'value_invalid', { pointer: '/last', beside: { first: 'Ada', last: {} } })],
  },
  { what: 'with words of the map between', into: 'TEXT', transform: { kind: 'concat', parts: [{ text: 'No. ' }, { path: '/first' }] }, pathless: true, good: [good(undefined, 'No. 7', { beside: { first: 7 } }), good(undefined, null, { beside: {} })] },
  { what: 'cut where it is too long, and noted', into: 'TEXT', transform: { kind: 'concat', parts, max: 4, tooLong: 'cut' }, pathless: true, good: [good(undefined, 'AdaW', { beside: { first: 'Ada', last: 'Wren' }, note: 'cut from 7 characters to 4' })] },
  { what: 'refused where it is too long', into: 'TEXT', transform: { kind: 'concat', parts, max: 4 }, pathless: true, good: [good(undefined, 'AdaW', { beside: { first: 'Ada', last: 'W' } })], bad: [bad(undefined, 'value_too_long', { pointer: '/first', beside: { first: 'Ada', last: 'Wren' } })] },
];

const when: readonly TransformCase[] = [
  {
    what: 'one path or another', into: 'TEXT', transform: { kind: 'when', when: [{ path: '/kind', equals: 'company' }], then: { path: '/company', transform: { kind: 'text' } }, else: { transform: { kind: 'text', case: 'upper' } } },
    good: [good('person', 'Wren Ltd', { beside: { kind: 'company', company: 'Wren Ltd' } }), good('person', 'PERSON', { beside: { kind: 'private', company: 'Wren Ltd' } })],
    bad: [bad('person', 'value_invalid', { pointer: '/company', beside: { kind: 'company', company: [] } })],
  },
  {
    what: 'nothing, where no branch holds', into: 'TEXT', transform: { kind: 'when', when: [{ path: '/kind', notEquals: 'none' }], then: { transform: { kind: 'text' } } },
    good: [good('A', 'A', { beside: { kind: 'some' } }), good('A', 'A', {}), good('A', null, { beside: { kind: 'none' } })],
  },
  { what: 'by what is there', into: 'TEXT', transform: { kind: 'when', when: [{ path: '/kind', present: true }], then: { transform: { kind: 'text' } } }, good: [good('A', 'A', { beside: { kind: '' } }), good('A', null, { beside: { kind: null } }), good('A', null)] },
  { what: 'by one of several', into: 'TEXT', transform: { kind: 'when', when: [{ path: '/kind', oneOf: ['a', 2] }], then: { transform: { kind: 'text' } } }, good: [good('A', 'A', { beside: { kind: '2.0' } }), good('A', 'A', { beside: { kind: 'a' } }), good('A', null, { beside: { kind: 'A' } })] },
  {
    what: 'by the sign of an amount, and by two conditions at once', into: 'TEXT',
    transform: { kind: 'when', when: [{ path: '/due', sign: 'negative' }, { path: '/open', equals: true }], then: { transform: { kind: 'constant', value: 'credit' } }, else: { transform: { kind: 'when', when: [{ path: '/due', sign: 'not_zero' }], then: { transform: { kind: 'constant', value: 'debit' } } } } },
    good: [good('x', 'credit', { beside: { due: '-1', open: 'true' } }), good('x', 'debit', { beside: { due: '-1', open: false } }), good('x', 'debit', { beside: { due: 2, open: true } }), good('x', null, { beside: { due: '0.00', open: true } })],
  },
];

/** Customers: two of one address, one inactive, one of small letters; entries of the value map `owner`. */
const reference: readonly TransformCase[] = [
  { what: 'by a field, in capitals', into: 'currency', transform: { kind: 'reference', record: 'currency', by: 'field', field: 'symbol', case: 'upper' }, good: [good('cad', idOf('CAD')), good(' Usd ', idOf('USD'))], bad: [bad('EUR', 'reference_not_found'), ...invalid({})] },
  { what: 'by a field, as written', into: 'currency', transform: { kind: 'reference', record: 'currency', by: 'field', field: 'symbol' }, good: [good('CAD', idOf('CAD'))], bad: [bad('cad', 'reference_not_found')] },
  {
    what: 'by a field, in small letters', into: 'parent', transform: { kind: 'reference', record: 'customer', by: 'field', field: 'email', case: 'lower' }, good: [good('ONE@wren.example', idOf('lab_one'))],
    bad: [bad('two@wren.example', 'reference_ambiguous'), bad('gone@wren.example', 'reference_inactive'), bad('nobody@wren.example', 'reference_not_found')],
  },
  { what: 'by a value of the map', into: 'currency', transform: { kind: 'reference', record: 'currency', by: 'field', field: 'symbol', value: 'CAD' }, pathless: true, good: [good(undefined, idOf('CAD'))] },
  {
    what: 'by a value map', into: 'parent', transform: { kind: 'reference', record: 'customer', by: 'value_map', map: 'owner' }, good: [good('acct-1', idOf('lab_one'))],
    bad: [bad('acct-2', 'value_not_mapped'), bad('ACCT-1', 'value_not_mapped'), bad('an-item', 'value_not_mapped')],
  },
];

/** Every transform; a kind without cases does not compile. */
export const TRANSFORM_CASES: Readonly<Record<Transform['kind'], readonly TransformCase[]>> = {
  text, decimal, integer, boolean, date, epoch, constant, binding, value_map: valueMap, minor_units: minorUnits, concat, when, reference,
};

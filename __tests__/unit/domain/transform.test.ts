import fc from 'fast-check';
import type { OwnershipRow, Transform } from '../../../src/domain/map';
import { placeOf, proposeValue } from '../../../src/domain/transform';
import type { Proposal } from '../../../src/domain/transform';
import { decimals, document, row, rowInput } from '../../support/builders';

/** What a transform makes of `value` at `/v` of a line that stands at `/lines/3`. */
function propose(transform: Transform, value?: unknown, changes: Partial<OwnershipRow> = {}): Proposal {
  return proposeIn(transform, value === undefined ? {} : { v: value }, changes);
}

/** The same where the element holds more than one member. Zones: UTC, and one that is always a day behind it. */
function proposeIn(transform: Transform, element: unknown, changes: Partial<OwnershipRow> = {}): Proposal {
  const input = rowInput({ element: document(element), elementPointer: '/lines/3', object: document({ currency: 'JPY', kind: 'b2b' }) });
  return proposeValue(placeOf(row({ transform, path: '/v', ...changes }), input), input);
}

const value = (kind: string, inner: string | number | boolean) => ({ kind: 'value', value: { kind, [kind]: inner } });
const problem = (code: string) => ({ kind: 'problem', problem: { pointer: '/lines/3/v', code, message: expect.any(String) as string } });

describe('a transform of a value', () => {
  it.each<[Transform, unknown, unknown]>([
    [{ kind: 'text' }, ' Bob ', value('text', 'Bob')],
    [{ kind: 'text' }, 820982911946154, value('text', '820982911946154')],
    [{ kind: 'text' }, true, value('text', 'true')],
    [{ kind: 'text', max: 3 }, 'abc', value('text', 'abc')],
    [{ kind: 'decimal' }, '199.00', value('decimal', '199')],
    [{ kind: 'decimal' }, 12.5, value('decimal', '12.5')],
    [{ kind: 'decimal', negate: true }, '10.00', value('decimal', '-10')],
    [{ kind: 'decimal', negate: true }, '0.00', value('decimal', '0')],
    [{ kind: 'decimal', negate: false }, '-1', value('decimal', '-1')],
    [{ kind: 'integer' }, 3, value('integer', 3)],
    [{ kind: 'integer' }, '-12', value('integer', -12)],
    [{ kind: 'integer' }, '-0', value('integer', 0)],
    [{ kind: 'date' }, '2021-12-31T19:00:00-05:00', value('date', '2021-12-31')],
    [{ kind: 'date' }, '2021-12-31', value('date', '2021-12-31')],
    [{ kind: 'text', case: 'upper' }, ' straße', value('text', 'STRASSE')],
    [{ kind: 'text', case: 'lower' }, 'A@B.com', value('text', 'a@b.com')],
    [{ kind: 'text', max: 3, tooLong: 'cut' }, 'abc', value('text', 'abc')],
    [{ kind: 'text', max: 3, tooLong: 'cut' }, 'abcdef', { ...value('text', 'abc'), note: 'cut from 6 characters to 3' }],
    [{ kind: 'text', max: 3, tooLong: 'cut' }, 'ab def', { ...value('text', 'ab'), note: 'cut from 6 characters to 3' }],
    [{ kind: 'text', max: 3, tooLong: 'cut' }, 'ab\u{1F600}', { ...value('text', 'ab'), note: 'cut from 4 characters to 3' }],
    [{ kind: 'text', max: 3, tooLong: 'cut' }, '\u{1F600}abc', { ...value('text', '\u{1F600}a'), note: 'cut from 5 characters to 3' }],
    [{ kind: 'decimal', scale: 1 }, '12.50', value('decimal', '12.5')],
    [{ kind: 'decimal', scale: 0 }, '1250', value('decimal', '1250')],
    [{ kind: 'epoch', unit: 'milliseconds', zone: 'UTC' }, '253402300799999', value('date', '9999-12-31')],
    [{ kind: 'epoch', unit: 'milliseconds', zone: 'UTC' }, '-62167219200000', value('date', '0000-01-01')],
    [{ kind: 'decimal', absolute: true }, '-3.50', value('decimal', '3.5')],
    [{ kind: 'decimal', absolute: true }, '3.50', value('decimal', '3.5')],
    [{ kind: 'decimal', absolute: true, negate: true }, '-3.50', value('decimal', '-3.5')],
    [{ kind: 'decimal', scale: 2 }, '1.50', value('decimal', '1.5')],
    [{ kind: 'decimal', scale: 0 }, '15e-1', problem('value_invalid')],
    [{ kind: 'decimal', scale: 0 }, '15.0', value('decimal', '15')],
    [{ kind: 'boolean' }, true, value('boolean', true)],
    [{ kind: 'boolean' }, 'No', value('boolean', false)],
    [{ kind: 'boolean' }, 1, value('boolean', true)],
    [{ kind: 'boolean', true: ['Ja'], false: ['Nein'] }, 'JA', value('boolean', true)],
    [{ kind: 'boolean', true: ['Ja'], false: ['Nein'] }, 'nein', value('boolean', false)],
    [{ kind: 'date', zone: 'Behind' }, '2021-12-31', value('date', '2021-12-31')],
    [{ kind: 'date', zone: 'UTC' }, '2021-12-31T19:00:00-05:00', value('date', '2022-01-01')],
    [{ kind: 'date', zone: 'UTC' }, '2021-12-31T19:00-05:00', value('date', '2022-01-01')],
    [{ kind: 'date', zone: 'Behind' }, '2021-12-31T19:00:00-05:00', value('date', '2021-12-31')],
    [{ kind: 'epoch', unit: 'seconds', zone: 'UTC' }, 1719417600, value('date', '2024-06-26')],
    [{ kind: 'epoch', unit: 'milliseconds', zone: 'Behind' }, '1719417600000', value('date', '2024-06-25')],
    [{ kind: 'epoch', unit: 'seconds', zone: 'UTC' }, -1, value('date', '1969-12-31')],
    [{ kind: 'value_map', map: 'channel' }, ' Web ', { kind: 'reference', need: { by: 'value_map', map: 'channel', value: 'Web', record: undefined, pointer: '/lines/3/v' } }],
    [{ kind: 'minor_units', currency: '/currency' }, 1999, value('decimal', '1999')],
  ])('%j takes %j', (transform, sent, proposal) => {
    expect(propose(transform, sent)).toEqual(proposal);
  });

  it.each<[Transform, unknown, string]>([
    [{ kind: 'text', max: 3 }, 'abcd', 'value_too_long'],
    [{ kind: 'text' }, 'x'.repeat(301), 'value_too_long'],
    [{ kind: 'decimal' }, '1,50', 'value_invalid'],
    [{ kind: 'decimal' }, 'free', 'value_invalid'],
    [{ kind: 'decimal' }, true, 'value_invalid'],
    [{ kind: 'integer' }, '1.5', 'value_invalid'],
    [{ kind: 'integer' }, '1234567890123456', 'value_invalid'],
    [{ kind: 'integer' }, 'x'.repeat(100), 'value_invalid'],
    [{ kind: 'date' }, '2021-02-30', 'value_invalid'],
    [{ kind: 'date' }, 'tomorrow', 'value_invalid'],
    [{ kind: 'decimal', scale: 2 }, '1.505', 'value_invalid'],
    [{ kind: 'boolean' }, 'maybe', 'value_invalid'],
    [{ kind: 'boolean', true: ['Ja'] }, 'true', 'value_invalid'],
    [{ kind: 'date', zone: 'UTC' }, '2021-12-31T19:00:00', 'value_invalid'],
    [{ kind: 'date', zone: 'UTC' }, 'tomorrow', 'value_invalid'],
    [{ kind: 'date', zone: 'Nowhere' }, '2021-12-31T19:00:00Z', 'zone_unknown'],
    [{ kind: 'epoch', unit: 'seconds', zone: 'Nowhere' }, 0, 'zone_unknown'],
    [{ kind: 'epoch', unit: 'seconds', zone: 'UTC' }, '2024-01-01', 'value_invalid'],
    [{ kind: 'epoch', unit: 'seconds', zone: 'UTC' }, 1719417600.5, 'value_invalid'],
    [{ kind: 'epoch', unit: 'seconds', zone: 'UTC' }, 999999999999999, 'value_invalid'],
    [{ kind: 'epoch', unit: 'milliseconds', zone: 'UTC' }, -99999999999999, 'value_invalid'],
    [{ kind: 'epoch', unit: 'milliseconds', zone: 'UTC' }, '253402300800000', 'value_invalid'],
    [{ kind: 'epoch', unit: 'milliseconds', zone: 'UTC' }, '-62167219200001', 'value_invalid'],
    [{ kind: 'minor_units', currency: '/currency' }, '19,99', 'value_invalid'],
    [{ kind: 'value_map', map: 'channel' }, ['web'], 'value_invalid'],
    [{ kind: 'text' }, { first: 'Bob' }, 'value_invalid'],
    [{ kind: 'text' }, ['Bob'], 'value_invalid'],
    [{ kind: 'decimal' }, [1], 'value_invalid'],
    [{ kind: 'reference', record: 'item', by: 'field', field: 'itemid' }, ['A'], 'value_invalid'],
    [{ kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' }, [{ id: 1 }], 'value_invalid'],
  ])('%j refuses %j as %s', (transform, sent, code) => {
    expect(propose(transform, sent)).toEqual(problem(code));
  });

  it.each<Transform>([
    { kind: 'text' }, { kind: 'decimal' }, { kind: 'integer' }, { kind: 'date' }, { kind: 'reference', record: 'item', by: 'field', field: 'itemid' },
    { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' },
  ])('%j finds nothing where nothing, or null, stands', (transform) => {
    expect(propose(transform)).toEqual({ kind: 'empty', how: 'absent' });
    expect(propose(transform, null)).toEqual({ kind: 'empty', how: 'null' });
  });

  it.each<Transform>([{ kind: 'text' }, { kind: 'decimal' }, { kind: 'integer' }, { kind: 'date' }, { kind: 'reference', record: 'item', by: 'field', field: 'itemid' }])(
    '%j finds nothing in white space',
    (transform) => {
      expect(propose(transform, ' \t')).toEqual({ kind: 'empty', how: 'blank' });
    },
  );

  it.each([[true, 'true t yes y 1'], [false, 'false f no n 0']] as const)('takes for %p, in either case, each of: %s', (boolean, words) => {
    for (const word of words.split(' ')) {
      expect([word, propose({ kind: 'boolean' }, word)]).toEqual([word, value('boolean', boolean)]);
      expect([word, propose({ kind: 'boolean' }, word.toUpperCase())]).toEqual([word, value('boolean', boolean)]);
    }
  });

  it('shows at most 60 characters of what was sent', () => {
    expect(propose({ kind: 'integer' }, 'x'.repeat(60))).toMatchObject({ problem: { message: `"${'x'.repeat(60)}" is not an integer.` } });
    expect(propose({ kind: 'integer' }, 'x'.repeat(61))).toMatchObject({ problem: { message: `"${'x'.repeat(57)}..." is not an integer.` } });
    expect(propose({ kind: 'integer' }, 'x'.repeat(100))).toMatchObject({ problem: { message: `"${'x'.repeat(57)}..." is not an integer.` } });
  });
});

describe('a constant', () => {
  it.each<[string | number | boolean, unknown]>([[true, value('boolean', true)], [1, value('decimal', '1')], [-2.5, value('decimal', '-2.5')], ['T', value('text', 'T')]])('%p is written', (constant, proposal) => {
    expect(propose({ kind: 'constant', value: constant })).toEqual(proposal);
  });
});

describe('a value of the binding', () => {
  it('that is a number names a record, another is text', () => {
    expect(propose({ kind: 'binding', name: 'subsidiary' })).toEqual({ kind: 'value', value: { kind: 'record', recordType: 'subsidiary', internalId: 5 } });
    expect(propose({ kind: 'binding', name: 'channel' })).toEqual(value('text', 'web'));
  });

  it.each(['location', 'toString', '__proto__', 'constructor'])('that is not there is a problem: %s', (name) => {
    expect(propose({ kind: 'binding', name })).toEqual({ kind: 'problem', problem: { pointer: '', code: 'value_invalid', message: `The source's binding in the settings has no "${name}".` } });
  });
});

describe('a reference', () => {
  it('by a field asks for the record that holds the value', () => {
    expect(propose({ kind: 'reference', record: 'item', by: 'field', field: 'itemid' }, ' SKU-1 ')).toEqual({
      kind: 'reference', need: { by: 'field', record: 'item', field: 'itemid', value: 'SKU-1', pointer: '/lines/3/v' },
    });
  });

  it('by a field may ask for a constant value', () => {
    expect(propose({ kind: 'reference', record: 'item', by: 'field', field: 'itemid', value: 'SHIPPING' })).toMatchObject({ need: { value: 'SHIPPING' } });
  });

  it('by a rule asks for the record of the id where only that stands there, and finds nothing in an empty one', () => {
    const customer = { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' } as const;
    expect(propose(customer, 900719925474099)).toMatchObject({ kind: 'reference', need: { by: 'rule', documentType: 'customer', document: '900719925474099' } });
    expect(propose(customer, ' ')).toEqual({ kind: 'empty', how: 'blank' });
  });

  it('by a value map asks for the record that the map names for the value', () => {
    expect(propose({ kind: 'reference', record: 'location', by: 'value_map', map: 'warehouse' }, 'EAST')).toEqual({
      kind: 'reference', need: { by: 'value_map', map: 'warehouse', value: 'EAST', record: 'location', pointer: '/lines/3/v' },
    });
  });

  it('by a rule asks for the record that the embedded document becomes', () => {
    expect(propose({ kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' }, { id: 7 })).toEqual({
      kind: 'reference', need: { by: 'rule', record: 'customer', documentType: 'customer', document: document({ id: 7 }), pointer: '/lines/3/v' },
    });
  });
});

describe('an amount in smallest units', () => {
  const amount = (currency: unknown, value: unknown, changes: object = {}) => proposeIn({ kind: 'minor_units', currency: '/cur', ...changes }, { v: value, cur: currency });

  it.each([
    ['USD', 1999, '19.99'], ['usd', '-5', '-0.05'], ['JPY', 1999, '1999'], ['KWD', 1999, '1.999'], ['CLF', 1999, '0.1999'], ['EUR', '12.5', '0.125'], ['ISK', 100, '1'], ['UGX', 100, '100'],
  ])('of %s: %s is %s', (currency, sent, decimal) => {
    expect(amount(currency, sent)).toEqual(value('decimal', decimal));
  });

  it('takes the side its field wants', () => {
    expect(amount('USD', -150, { absolute: true })).toEqual(value('decimal', '1.5'));
    expect(amount('USD', 150, { negate: true })).toEqual(value('decimal', '-1.5'));
  });

  it.each([['dollars'], [''], [7], [null], [['USD']]])('of %j is refused: nobody can say what its unit is', (currency) => {
    expect(amount(currency, 1)).toEqual({ kind: 'problem', problem: { pointer: '/cur', code: 'value_invalid', message: expect.any(String) as string } });
  });

  it('takes the currency beside the lines where the line has none', () => {
    expect(proposeIn({ kind: 'minor_units', currency: '/currency' }, { v: 5 })).toEqual(value('decimal', '5'));
    expect(proposeIn({ kind: 'minor_units', currency: '/currency' }, { v: 5, currency: 'USD' })).toEqual(value('decimal', '0.05'));
  });

  it('comes back exactly when it is moved the other way', () => {
    fc.assert(fc.property(fc.integer(), fc.constantFrom('USD', 'JPY', 'TND', 'UYW'), (units, currency) => {
      const proposal = amount(currency, units);
      if (proposal.kind !== 'value' || proposal.value.kind !== 'decimal') throw new Error('no decimal');
      const exponent = { USD: 2, JPY: 0, TND: 3, UYW: 4 }[currency];
      const [whole = '', fraction = ''] = proposal.value.decimal.split('.');
      expect(BigInt(`${whole}${fraction.padEnd(exponent, '0')}`)).toBe(BigInt(units));
    }));
  });
});

describe('a concatenation', () => {
  const name: Transform = { kind: 'concat', parts: [{ path: '/first' }, { path: '/last' }], separator: ' ', max: 9 };

  it.each<[object, unknown]>([
    [{ first: ' Bob ', last: 'Norman' }, 'Bob Norman'], [{ first: 'Bob' }, 'Bob'], [{ first: null, last: 7 }, '7'], [{ first: ' ', last: 'N' }, 'N'],
  ])('of %j joins what is filled', (element, text) => {
    expect(proposeIn({ ...name, max: 20 }, element, { path: '' })).toEqual(value('text', text as string));
  });

  it('of nothing is nothing, whatever stands between', () => {
    expect(proposeIn({ kind: 'concat', parts: [{ path: '/a' }, { text: ' / ' }, { path: '/b' }] }, { a: null, b: '' }, { path: '' })).toEqual({ kind: 'empty', how: 'absent' });
  });

  it('has fixed texts where the map puts them', () => {
    expect(proposeIn({ kind: 'concat', parts: [{ text: 'Order ' }, { path: '/no' }] }, { no: '#1001' }, { path: '' })).toEqual(value('text', 'Order #1001'));
  });

  it('has no white space at its ends, whichever of its parts are empty', () => {
    const spaced: Transform = { kind: 'concat', parts: [{ text: ' ' }, { path: '/a' }, { text: ' ' }, { path: '/b' }] };
    expect(proposeIn(spaced, { a: 'x' }, { path: '' })).toEqual(value('text', 'x'));
    expect(proposeIn(spaced, { b: 'y' }, { path: '' })).toEqual(value('text', 'y'));
    expect(proposeIn(spaced, { a: 'x', b: 'y' }, { path: '' })).toEqual(value('text', 'x y'));
  });

  it('too long is refused at its first path, or cut with a note', () => {
    const element = { first: 'Bob', last: 'Norman' };
    expect(proposeIn(name, element, { path: '' })).toMatchObject({ kind: 'problem', problem: { pointer: '/lines/3/first', code: 'value_too_long' } });
    expect(proposeIn({ ...name, tooLong: 'cut' }, element, { path: '' })).toEqual({ ...value('text', 'Bob Norma'), note: 'cut from 10 characters to 9' });
  });

  it('of something else than single values is refused where that stands', () => {
    expect(proposeIn(name, { first: 'Bob', last: {} }, { path: '' })).toMatchObject({ problem: { pointer: '/lines/3/last', code: 'value_invalid' } });
  });
});

describe('a conditional', () => {
  const rate: Transform = {
    kind: 'when', when: [{ path: '/type', equals: 'refund' }], then: { path: '/amount', transform: { kind: 'decimal', negate: true } },
    else: { transform: { kind: 'when', when: [{ path: '/v', present: true }], then: { transform: { kind: 'decimal' } } } },
  };

  it.each<[object, unknown]>([
    [{ type: 'refund', amount: '5', v: '1' }, value('decimal', '-5')], [{ type: 'charge', amount: '5', v: '1' }, value('decimal', '1')],
    [{ type: 'charge', amount: '5' }, { kind: 'empty', how: 'absent' }], [{ type: 'refund' }, { kind: 'empty', how: 'absent' }],
  ])('of %j takes the branch that holds', (element, proposal) => {
    expect(proposeIn(rate, element)).toEqual(proposal);
  });

  it('may look beside the lines', () => {
    const terms: Transform = { kind: 'when', when: [{ path: '/kind', of: 'object', equals: 'b2b' }], then: { transform: { kind: 'constant', value: 'net 30' } } };
    expect(proposeIn(terms, {}, { path: '' })).toEqual(value('text', 'net 30'));
  });
});

it.each([
  [{ kind: 'decimal' }, '9007199254740993'], [{ kind: 'decimal', negate: true }, '12345678901234567.89'], [{ kind: 'minor_units', currency: '/currency' }, '1234567890123456789'],
] as const)('%j takes no more digits than a number holds: %s', (transform, text) => {
  const proposal = proposeIn(transform, { v: text, currency: 'USD' });
  expect(proposal).toEqual({ kind: 'problem', problem: { pointer: '/lines/3/v', code: 'value_invalid', message: `"${text}" has more digits than a number field holds exactly, and nothing is rounded.` } });
});

it('every decimal comes through exactly, and negated it is the other side of zero', () => {
  // Fourteen digits: a number holds them all.
  fc.assert(fc.property(decimals(7), ({ text, scaled }) => {
    const unit = (proposal: Proposal) => {
      if (proposal.kind !== 'value' || proposal.value.kind !== 'decimal') throw new Error('no decimal');
      const [whole = '', fraction = ''] = proposal.value.decimal.split('.');
      return BigInt(`${whole}${fraction.padEnd(7, '0')}`);
    };
    expect(unit(propose({ kind: 'decimal' }, text))).toBe(scaled);
    expect(unit(propose({ kind: 'decimal', negate: true }, text))).toBe(-scaled);
  }));
});

import { resolvePointer, scalarText } from '../../../src/domain/document';
import type { LineSource, ObjectRule } from '../../../src/domain/map';
import { documentFacts, locateObject, mapObject } from '../../../src/domain/mapping';
import { compiled, document, lineSource, row, rule } from '../../support/builders';

describe('the object inside a document', () => {
  const roots = rule({ roots: ['', '/order'] });

  it.each<[unknown, string, string]>([
    [{ id: 7 }, '', '7'], [{ order: { id: 7 } }, '/order', '7'], [{ id: 1, order: { id: 2 } }, '', '1'], [{ id: null, order: { id: 2 } }, '/order', '2'],
    [{ id: ' a ' }, '', 'a'], [{ id: ' ', order: { id: 'b' } }, '/order', 'b'], [{ id: { x: 1 }, order: { id: 2 } }, '/order', '2'],
  ])('of %j stands at "%s" and has id %s', (value, root, externalId) => {
    expect(locateObject(roots, document(value))).toMatchObject({ root, externalId });
  });

  it.each([{}, { order: {} }, { order: [] }, { id: '' }, { orders: { id: 1 } }])('is not in %j', (value) => {
    expect(locateObject(roots, document(value))).toBeUndefined();
  });
});

it('the facts of a document are shown as received, and only where the rule names a path', () => {
  const paths = { externalId: '/id', amount: '/total', currency: '/cur', date: '/at', party: '/by', number: '/no', version: '/v' };
  const value = document({ id: 1, total: '1.50', cur: 'EUR', at: '2024-01-01', by: 'Bob', no: 3, v: 'x' });
  expect(documentFacts(rule({ paths }), value)).toEqual({ amount: '1.50', currency: 'EUR', party: 'Bob', date: '2024-01-01', number: '3', version: 'x' });
  expect(documentFacts(rule({ paths }), document({ by: ' \t Bob & Co \n' })).party).toBe('Bob & Co');
  const none = { amount: undefined, currency: undefined, party: undefined, date: undefined, number: undefined, version: undefined };
  expect(documentFacts(rule(), value)).toEqual(none);
  expect(documentFacts(rule({ paths }), document({ id: 1, total: [1] }))).toEqual(none);
});

const map = (source: LineSource) =>
  compiled([row(), row({ lines: 'items', target: 'rate', path: '/price', transform: { kind: 'decimal' }, required: true })], { lines: [source] });

const mapped = (source: LineSource, value: unknown) => mapObject(map(source), document(value), {});

describe('the lines of a document', () => {
  it('are one for each element, named by their own id and pointing at their element', () => {
    const { body, lines, problems } = mapped(lineSource(), { note: 'x', lines: [{ id: 900719925474099, price: '1.50' }, { id: 'b', price: 2 }] });
    expect(problems).toEqual([]);
    expect(body).toMatchObject([{ pointer: '/note', proposal: { kind: 'value', value: { text: 'x' } } }]);
    expect(lines.map(({ key, columns }) => [key, columns[0]?.pointer, columns[0]?.proposal])).toEqual([
      ['900719925474099', '/lines/0/price', { kind: 'value', value: { kind: 'decimal', decimal: '1.5' } }],
      ['b', '/lines/1/price', { kind: 'value', value: { kind: 'decimal', decimal: '2' } }],
    ]);
  });

  it.each<[string, LineSource, unknown, readonly string[]]>([
    ['no list', lineSource({ sublist: 'addressbook' }), {}, []],
    ['a null list', lineSource({ sublist: 'addressbook' }), { lines: null }, []],
    ['an empty list', lineSource({ sublist: 'addressbook' }), { lines: [] }, []],
    ['a single line', { name: 'items', sublist: 'item', key: 'shipping' }, { price: '5' }, ['shipping']],
    ['a single line with an amount', { name: 'items', sublist: 'item', key: 'tax', whenNotZero: '/price' }, { price: '0.01' }, ['tax']],
    ['a single line of zero', { name: 'items', sublist: 'item', key: 'tax', whenNotZero: '/price' }, { price: '0.00' }, []],
    ['a single line without an amount', { name: 'items', sublist: 'item', key: 'tax', whenNotZero: '/price' }, {}, []],
    ['a single line with its presence', { name: 'items', sublist: 'item', key: 'a', whenPresent: '/address' }, { address: {}, price: 1 }, ['a']],
    ['a single line without its presence', { name: 'items', sublist: 'item', key: 'a', whenPresent: '/address' }, { price: 1 }, []],
    ['a single line with a null in its place', { name: 'items', sublist: 'item', key: 'a', whenPresent: '/address' }, { address: null, price: 1 }, []],
    ['elements of zero', lineSource({ whenNotZero: '/price' }), { lines: [{ id: 1, price: '0.00' }, { id: 2, price: '5' }] }, ['2']],
    ['elements without their presence', lineSource({ whenPresent: '/sku' }), { lines: [{ id: 1, price: 1 }, { id: 2, price: 5, sku: 'A' }] }, ['2']],
  ])('%s', (_what, source, value, keys) => {
    const { lines, problems } = mapped(source, value);
    expect(problems).toEqual([]);
    expect(lines.map(({ key }) => key)).toEqual(keys);
  });

  it.each<[string, readonly LineSource[], unknown, string | undefined]>([
    ['no list', [lineSource()], {}, '/lines'],
    ['a null list', [lineSource()], { lines: null }, '/lines'],
    ['an empty list', [lineSource()], { lines: [] }, '/lines'],
    ['an empty list of expenses', [lineSource({ sublist: 'expense' })], { lines: [] }, '/lines'],
    ['an empty list of a journal', [lineSource({ sublist: 'line' })], { lines: [] }, '/lines'],
    ['a list whose elements make no line', [lineSource({ whenNotZero: '/price' })], { lines: [{ id: 1, price: 0 }] }, '/lines'],
    ['two empty lists', [lineSource({ sublist: 'apply', each: '/debts' }), lineSource({ name: 'costs', each: '/costs' }), lineSource()], { costs: [], lines: [] }, '/costs'],
    ['an empty list beside a filled one', [lineSource(), lineSource({ name: 'costs', sublist: 'expense', each: '/costs' })], { costs: [{ id: 1 }] }, undefined],
    ['an empty list beside a single line', [lineSource(), { name: 'fee', sublist: 'item', key: 'fee' }], {}, undefined],
    ['an empty list beside a line of what is settled', [lineSource(), { name: 'debt', sublist: 'apply', key: 'debt' }], {}, '/lines'],
    ['an empty list of addresses', [lineSource({ sublist: 'addressbook' })], {}, undefined],
    ['no line but the one that may be there', [{ name: 'fee', sublist: 'item', key: 'fee', whenPresent: '/fee' }], {}, undefined],
  ])('are missed in a whole document with %s, and in none that carries only what changed', (_what, lines, value, pointer) => {
    const [whole, part] = (['full', 'partial'] as const).map((documents) => mapObject(compiled([], { lines, documents }), document(value), {}).problems);
    expect(whole).toMatchObject(pointer === undefined ? [] : [{ pointer, code: 'required_path_missing' }]);
    expect(whole).toHaveLength(pointer === undefined ? 0 : 1);
    expect(part).toEqual([]);
  });

  it('keep their place in the document where elements before them make no line', () => {
    const { lines } = mapped(lineSource({ whenNotZero: '/price' }), { lines: [{ id: 1, price: 0 }, { id: 2, price: '5' }] });
    expect(lines[0]?.columns[0]?.pointer).toBe('/lines/1/price');
  });

  it('are named by something else where the source says so and no id is there', () => {
    const source = lineSource({ keyElse: '/code' });
    expect(mapped(source, { lines: [{ id: 1, code: 'x', price: 1 }, { code: 'standard', price: 1 }] }).lines.map(({ key }) => key)).toEqual(['1', 'standard']);
    expect(mapped(source, { lines: [{ price: 1 }] }).problems).toMatchObject([{ pointer: '/lines/0/id', code: 'required_path_missing' }]);
  });

  it.each<[unknown, readonly object[]]>([
    [{ lines: 'x' }, [{ pointer: '/lines', code: 'value_invalid' }]],
    [{ lines: { a: 1 } }, [{ pointer: '/lines', code: 'value_invalid' }]],
    [{ lines: [{ price: 1 }] }, [{ pointer: '/lines/0/id', code: 'required_path_missing' }]],
    [{ lines: [{ id: '', price: 1 }] }, [{ pointer: '/lines/0/id', code: 'required_path_missing' }]],
    [{ lines: [{ id: '1' }] }, [{ pointer: '/lines/0/price', code: 'required_path_missing' }]],
    [{ lines: [{ id: '1', price: 'x' }] }, [{ pointer: '/lines/0/price', code: 'value_invalid' }]],
    [{ lines: [{ id: '1', price: 1 }, { id: 1, price: 1 }] }, [{ pointer: '/lines', code: 'value_invalid', message: 'Two lines carry the id "1".' }]],
    [{ lines: [null] }, [{ pointer: '/lines/0/id', code: 'required_path_missing' }, { pointer: '/lines/0/price', code: 'required_path_missing' }]],
  ])('of %j are a problem each', (value, problems) => {
    expect(mapped(lineSource(), value).problems).toMatchObject(problems);
    expect(mapped(lineSource(), value).problems).toHaveLength(problems.length);
  });

  it('that two sources put on one sublist may not share a key', () => {
    const two = compiled([], { lines: [lineSource(), { name: 'tax', sublist: 'item', key: 'tax' }] });
    expect(mapObject(two, document({ lines: [{ id: 'tax' }] }), {}).problems).toMatchObject([{ code: 'value_invalid', pointer: '' }]);
    const other = compiled([], { lines: [lineSource(), { name: 'tax', sublist: 'other', key: 'tax' }] });
    expect(mapObject(other, document({ lines: [{ id: 'tax' }] }), {}).problems).toEqual([]);
  });
});

it('every problem of a document is collected, totals first, and every reference it needs', () => {
  const total = { name: 'total', add: [{ path: '/a' }], subtract: [], equals: '/b', savedField: 'total', decision: 'D-0003' };
  const item = { kind: 'reference', record: 'item', by: 'field', field: 'itemid' } as const;
  const rows = [
    row({ required: true }), row({ target: 'entity', path: '/who', transform: { ...item, record: 'customer' } }), row({ target: 'when', path: '/when', transform: { kind: 'date' } }),
    row({ lines: 'items', target: 'item', path: '/sku', transform: item }),
  ];
  const read = mapObject(compiled(rows, { lines: [lineSource()], totals: [total, { ...total, equals: '/c' }] }), document({ a: '1', b: '2', c: '1.00', when: 'x', who: 'W', lines: [{ id: 1, sku: 'S' }] }), {});
  expect(read.problems.map(({ pointer, code }) => [pointer, code])).toEqual([['/b', 'totals_differ'], ['/note', 'required_path_missing'], ['/when', 'value_invalid']]);
  expect(read.needs).toMatchObject([{ record: 'customer', value: 'W' }, { record: 'item', value: 'S' }]);
  expect(read.totals).toMatchObject([{ kind: 'agrees', expected: '1' }]);
});

it('a constant in a line points nowhere either', () => {
  const constant = compiled([row({ lines: 'items', path: '', transform: { kind: 'constant', value: 'x' } })], { lines: [lineSource()] });
  expect(mapObject(constant, document({ lines: [{ id: 1 }] }), {}).lines[0]?.columns[0]?.pointer).toBe('');
});

it('an amount in smallest units is counted as the rule says that the provider counts', () => {
  const amount = row({ path: '/sum', transform: { kind: 'minor_units', currency: '/cur' } });
  const decimal = (parts: ObjectRule['parts']) => mapObject(compiled([amount], { parts }), document({ sum: 1999, cur: 'ISK' }), {}).body[0]?.proposal;
  expect(decimal({})).toEqual({ kind: 'value', value: { kind: 'decimal', decimal: '1999' } });
  expect(decimal({ currencyExponents: { exponents: { ISK: 2 }, decision: 'D-0001' } })).toEqual({ kind: 'value', value: { kind: 'decimal', decimal: '19.99' } });
});

it('a constant points nowhere', () => {
  const read = mapObject(compiled([row({ path: '', transform: { kind: 'constant', value: 'x' } })]), document({ x: 1 }), {});
  expect(read.body[0]?.pointer).toBe('');
  expect(scalarText(resolvePointer(document({ x: 1 }), '/x'))).toBe('1');
});

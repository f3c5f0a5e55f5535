import { resolveDocument } from '../../../src/domain/decide';
import { emptyRulesOf, emptyRulesText } from '../../../src/domain/map';
import type { EmptyRules, ObjectRule, OwnershipRow } from '../../../src/domain/map';
import { mapObject } from '../../../src/domain/mapping';
import { conditionPaths, linePaths, partPaths, pathsOf, rowPaths, totalPaths, transformPaths } from '../../../src/domain/map-paths';
import { planReferences, queryKey, VALUE_MAP_RECORD, valueMapId } from '../../../src/domain/references';
import type { MappedValue, ReferenceMatch } from '../../../src/domain/references';
import type { LedgerRules, TransformAction } from '../../../src/domain/rule-parts';
import { ROUNDING_KEY, roundingLines } from '../../../src/domain/rounding-line';
import { compiled, document, lineSource, row, rowInput, rule, sha256 } from '../../support/builders';

const D = 'D-0001';
const NAMES = { externalIdOf: (type: string, id: string) => `shop_${type}_${id}`, valueMapIdOf: (map: string, value: string) => `vm_${map}_${value}` };
const read = (rows: readonly OwnershipRow[], changes: Partial<ObjectRule>, value: unknown) => mapObject(compiled(rows, changes), document(value), {}, rowInput().calendarDateIn);

describe('what nothing means for a field', () => {
  const three = { absent: 'keep', null: 'clear', blank: 'refuse' } as const;
  const meaning = (onEmpty: EmptyRules, value: unknown, documents: 'full' | 'partial' = 'full') => {
    const { body, problems } = read([row({ onEmpty })], { documents }, value);
    return problems[0]?.code ?? body[0]?.whenEmpty;
  };

  it.each<[EmptyRules, unknown, string]>([
    ['keep', {}, 'keep'], ['clear', {}, 'clear'], ['clear', { note: null }, 'clear'], ['clear', { note: ' ' }, 'clear'], ['refuse', {}, 'value_empty'], ['refuse', { note: null }, 'value_empty'],
    [three, {}, 'keep'], [three, { note: null }, 'clear'], [three, { note: '' }, 'value_empty'], ['clear', { note: 'x' }, 'keep'], ['refuse', { note: 'x' }, 'keep'],
  ])('%j, in a full document %j: %s', (onEmpty, value, expected) => {
    expect(meaning(onEmpty, value)).toBe(expected);
  });

  it('is keep where a partial document leaves the path out, and what the map says where it is emptied', () => {
    expect(meaning('clear', {}, 'partial')).toBe('keep');
    expect(meaning('refuse', {}, 'partial')).toBe('keep');
    expect(meaning('clear', { note: null }, 'partial')).toBe('clear');
  });

  it('is one problem, not two, where the field is required', () => {
    expect(read([row({ onEmpty: 'refuse', required: true })], {}, {}).problems.map(({ code }) => code)).toEqual(['required_path_missing']);
  });

  it('is one word, or three with commas between', () => {
    expect(emptyRulesText(three)).toBe('keep,clear,refuse');
    expect(['keep', 'keep,clear', 'clear,keep,refuse'].map(emptyRulesOf)).toEqual(['keep', 'keep,clear', { absent: 'clear', null: 'keep', blank: 'refuse' }]);
  });

  it.each<EmptyRules>(['keep', 'clear', 'refuse', three])('%j comes back from the text of its field', (rules) => {
    expect(emptyRulesOf(emptyRulesText(rules))).toEqual(rules);
  });
});

it('the rate that the document carries goes to the record once, at create', () => {
  const ledger = { currency: { path: '/cur', exchangeRate: '/fx', decision: 'D-0032' } };
  expect(read([], { parts: { ledger } }, { fx: '1.08' }).body).toEqual([{
    row: {
      code: 'shop.order.ledger.exchangerate', lines: '', target: 'exchangerate', owner: 'shop', kind: 'create_only', path: '/fx', transform: { kind: 'decimal' }, required: false, onConflict: 'review',
      onEmpty: 'keep', group: '', decision: 'D-0032',
    },
    proposal: { kind: 'value', value: { kind: 'decimal', decimal: '1.08' } }, pointer: '/fx', whenEmpty: 'keep',
  }]);
  expect(read([], { parts: { ledger: { currency: { path: '/cur', decision: 'D-0032' } } } }, { fx: '1.08' }).body).toEqual([]);
  expect(read([], { parts: { ledger: {} } }, { fx: '1.08' }).body).toEqual([]);
});

describe('the currency that a document says', () => {
  const ledger = { currency: { path: '/cur', decision: 'D-0032' } };
  const need = { by: 'field', record: 'currency', field: 'symbol', value: 'EUR', pointer: '/cur' };
  const written = row({ target: 'currency', path: '/cur' });

  it('is looked up where no row writes it, before what the fields need', () => {
    const item = row({ path: '/sku', transform: { kind: 'reference', record: 'item', by: 'field', field: 'itemid' } });
    expect(read([item], { parts: { ledger } }, { cur: ' eur ', sku: 'A' })).toMatchObject({ currency: need, needs: [need, { record: 'item' }] });
    expect(read([{ ...written, lines: 'items' }, row()], { parts: { ledger } }, { cur: 'EUR' }).currency).toEqual(need);
  });

  it.each<[string, readonly OwnershipRow[], LedgerRules, unknown]>([
    ['a row of the body writes it', [row(), written], ledger, { cur: 'EUR' }], ['the document is silent on it', [], ledger, {}], ['it is blank', [], ledger, { cur: ' ' }], ['the rule has no word on it', [], {}, { cur: 'EUR' }],
  ])('is not looked up where %s', (_what, rows, given, value) => {
    expect(read(rows, { parts: { ledger: given } }, value)).toMatchObject({ currency: undefined, needs: [] });
  });

  it('becomes the currency that the record must come out in', () => {
    const resolve = (value: unknown) => {
      const mapped = read([row()], { parts: { ledger } }, value);
      const plan = planReferences(mapped.needs, () => undefined, NAMES);
      const resolution = resolveDocument(mapped, plan, new Map(plan.planned.map(({ query }) => [queryKey(query), [{ internalId: 4, inactive: false }]])));
      return resolution.kind === 'resolved' ? resolution.document.currency : resolution;
    };
    expect(resolve({ cur: 'EUR', note: 'x' })).toBe(4);
    expect(resolve({ note: 'x' })).toBeUndefined();
  });
});

describe('lines with conditions', () => {
  const rate = row({ lines: 'items', target: 'rate', path: '/price', transform: { kind: 'decimal' } });
  const keys = (changes: Parameters<typeof lineSource>[0], value: unknown) => read([rate], { lines: [lineSource(changes)] }, value).lines.map(({ key }) => key);
  const lines = [{ id: 1, price: 5, type: 'sale' }, { id: 2, price: -5, type: 'refund' }, { id: 3, price: 0, type: 'fee' }];

  it('are those for which all hold', () => {
    expect(keys({ where: [{ path: '/type', oneOf: ['sale', 'fee'] }] }, { lines })).toEqual(['1', '3']);
    expect(keys({ where: [{ path: '/price', sign: 'not_zero' }, { path: '/type', notEquals: 'refund' }] }, { lines })).toEqual(['1']);
    expect(keys({ where: [{ path: '/open', of: 'object', equals: true }] }, { lines, open: false })).toEqual([]);
  });

  it('of one array may go to two names', () => {
    const both = read([rate], { lines: [lineSource(), lineSource({ name: 'fees', keyPrefix: 'fee-' })] }, { lines: [{ id: 1, price: 5 }] });
    expect(both.problems).toEqual([]);
    expect(both.lines.map(({ key }) => key)).toEqual(['1', 'fee-1']);
  });

  it('on a single line are judged on the object, and its key takes the prefix', () => {
    const single = { name: 'items', sublist: 'item', key: 'tax', keyPrefix: 'x-', where: [{ path: '/tax', sign: 'positive' as const }] };
    expect(read([], { lines: [single] }, { tax: 1 }).lines.map(({ key }) => key)).toEqual(['x-tax']);
    expect(read([], { lines: [single] }, { tax: 0 }).lines).toEqual([]);
  });

  it('that are single are read from the object, and named in problems by its members', () => {
    const single = { name: 'items', sublist: 'item', key: 'tax' };
    expect(read([rate], { lines: [single] }, { price: 'much' }).problems).toMatchObject([{ pointer: '/price', code: 'value_invalid' }]);
    expect(read([rate], { lines: [single] }, { price: 5 }).lines[0]?.columns).toMatchObject([{ pointer: '/price', proposal: { value: { decimal: '5' } } }]);
  });

  it('without any id are not two lines of one id', () => {
    expect(read([rate], { lines: [lineSource()] }, { lines: [{ price: 1 }, { price: 2 }] }).problems.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/lines/0/id', 'required_path_missing'], ['/lines/1/id', 'required_path_missing'],
    ]);
  });

  it('without an id and with a prefix still have no key', () => {
    expect(read([], { lines: [lineSource({ keyPrefix: 'fee-' })] }, { lines: [{}] }).problems).toMatchObject([{ code: 'required_path_missing' }]);
  });
});

describe('a rounding line', () => {
  const total = { name: 'total', add: [{ path: '/a' }], subtract: [], equals: '/b', savedField: 'total', decision: D };
  const ledger: LedgerRules = { rounding: { total: 'total', sublist: 'item', item: 'ROUNDING', limit: '0.05', decision: 'D-0007' } };
  const round = (value: unknown, changes: Partial<ObjectRule> = {}) => read([], { totals: [total], parts: { ledger }, ...changes }, value);

  it('takes up the difference within its limit, with its own decision', () => {
    const { lines, problems, needs } = round({ a: '10.03', b: '10.00' });
    expect(problems).toEqual([]);
    expect(ROUNDING_KEY).toBe('docket-rounding');
    expect(lines).toMatchObject([{ key: ROUNDING_KEY, source: { sublist: 'item' }, columns: [
      { row: { target: 'item', decision: 'D-0007', owner: 'shop' } }, { row: { target: 'quantity' }, proposal: { value: { decimal: '1' } } }, { row: { target: 'rate' }, proposal: { value: { decimal: '-0.03' }, note: 'takes up the rounding difference' } },
    ] }]);
    expect(needs).toMatchObject([{ by: 'field', record: 'item', field: 'itemid', value: 'ROUNDING' }]);
  });

  it('is a line like those of the document: three columns of the source, all of which it needs', () => {
    const { lines } = round({ a: '10.03', b: '10.00' }, { onConflict: 'drop' });
    const column = (target: string) => ({
      code: `shop.order.rounding.${target}`, lines: 'rounding', target, owner: 'shop', kind: 'authoritative', path: '', transform: { kind: 'constant', value: '' }, required: true, onConflict: 'drop',
      onEmpty: 'keep', group: '', decision: 'D-0007',
    });
    const value = (decimal: string) => ({ kind: 'value', value: { kind: 'decimal', decimal }, note: 'takes up the rounding difference' });
    const need = { by: 'field', record: 'item', field: 'itemid', value: 'ROUNDING', pointer: '/b' };
    expect(lines).toEqual([{
      source: { name: 'rounding', sublist: 'item', key: ROUNDING_KEY }, key: ROUNDING_KEY,
      columns: [
        { row: column('item'), proposal: { kind: 'reference', need }, pointer: '/b', whenEmpty: 'keep' }, { row: column('quantity'), proposal: value('1'), pointer: '/b', whenEmpty: 'keep' },
        { row: column('rate'), proposal: value('-0.03'), pointer: '/b', whenEmpty: 'keep' },
      ],
    }]);
  });

  it('is made for the total that it is for, among others that agree', () => {
    const other = { ...total, name: 'other', equals: '/a' };
    expect(round({ a: '10.03', b: '10.00' }, { totals: [other, total] }).lines).toMatchObject([{ columns: [{ pointer: '/b' }, {}, {}] }]);
  });

  it('is not made of a total that another rule would round', () => {
    const agrees = { kind: 'agrees', total: { ...total, name: 'other' }, expected: '10', remainder: '0.03', rounds: true } as const;
    expect(roundingLines(rule({ parts: { ledger } }), [agrees])).toEqual([]);
    expect(roundingLines(rule({ parts: { ledger: {} } }), [agrees])).toEqual([]);
    expect(roundingLines(rule({ parts: { ledger } }), [{ ...agrees, total }])).toHaveLength(1);
  });

  it('is not made where nothing differs, where too much does, or for another total', () => {
    expect(round({ a: '10.00', b: '10.00' }).lines).toEqual([]);
    expect(round({ a: '10.06', b: '10.00' })).toMatchObject({ lines: [], problems: [{ code: 'totals_differ' }] });
    expect(round({ a: '10.03', b: '10.00' }, { totals: [{ ...total, name: 'other' }] })).toMatchObject({ lines: [], problems: [{ code: 'totals_differ' }] });
  });
});

describe('the record that a target is transformed from', () => {
  const action = (changes: Partial<TransformAction> = {}): Partial<ObjectRule> => ({
    parts: { action: { kind: 'transform', from: 'invoice', path: '/invoice', source: { by: 'rule', documentType: 'invoice' }, ...changes } },
  });

  it('is the one that another document type brings, embedded or by its id, and comes first', () => {
    const { from, needs } = read([row({ transform: { kind: 'reference', record: 'item', by: 'field', field: 'itemid' } })], action(), { invoice: 'in_1', note: 'A' });
    expect(from).toEqual({ by: 'rule', record: 'invoice', documentType: 'invoice', document: 'in_1', pointer: '/invoice' });
    expect(needs[0]).toBe(from);
    expect(read([], action(), { invoice: { id: 7 } }).from).toMatchObject({ document: document({ id: 7 }) });
  });

  it('is the one whose field holds the value', () => {
    expect(read([], action({ source: { by: 'field', field: 'tranid' } }), { invoice: ' INV7 ' }).from).toEqual({ by: 'field', record: 'invoice', field: 'tranid', value: 'INV7', pointer: '/invoice' });
    expect(read([], action({ source: { by: 'field', field: 'tranid' } }), { invoice: null })).toMatchObject({ from: undefined, problems: [{ pointer: '/invoice', code: 'required_path_missing' }] });
  });

  it('is missed where the document names none, unless the target may stand alone', () => {
    expect(read([], action(), { invoice: null })).toMatchObject({ from: undefined, needs: [], problems: [{ pointer: '/invoice', code: 'required_path_missing' }] });
    expect(read([], action({ whenAbsent: 'create' }), {})).toMatchObject({ from: undefined, needs: [], problems: [] });
    expect(read([], action({ whenAbsent: 'create' }), { invoice: [1] })).toMatchObject({ from: undefined, problems: [{ code: 'value_invalid' }] });
  });

  it('is none where the rule writes', () => {
    expect(read([], { parts: { action: { kind: 'write' } } }, {}).from).toBeUndefined();
  });

  it('is resolved like every reference, or waited for', () => {
    const mapped = read([], action(), { invoice: 'in_1' });
    const plan = planReferences(mapped.needs, () => undefined, NAMES);
    const matches = new Map([[queryKey(plan.planned[0]!.query), [{ internalId: 9, inactive: false }]]]);
    expect(resolveDocument(mapped, plan, matches)).toMatchObject({ kind: 'resolved', document: { from: { recordType: 'invoice', internalId: 9 } } });
    expect(resolveDocument(mapped, plan, new Map())).toMatchObject({ kind: 'bring', references: [], awaited: [{ query: { record: 'invoice', field: 'externalid', value: 'shop_invoice_in_1' } }] });
  });
});

describe('a value map', () => {
  const resolve = (record: string | undefined, match: (Partial<ReferenceMatch> & { readonly mapped?: MappedValue }) | undefined, twice = false) => {
    const transform = record === undefined ? { kind: 'value_map', map: 'channel' } as const : { kind: 'reference', record, by: 'value_map', map: 'channel' } as const;
    const mapped = read([row({ transform })], {}, { note: 'Web' });
    const plan = planReferences(mapped.needs, () => undefined, NAMES);
    expect(plan.planned[0]?.query).toEqual({ record: VALUE_MAP_RECORD, field: 'externalid', value: 'vm_channel_Web' });
    const found = match === undefined ? [] : [{ internalId: 1, inactive: false, ...match }];
    const resolution = resolveDocument(mapped, plan, new Map([[queryKey(plan.planned[0]!.query), twice ? [...found, ...found] : found]]));
    return resolution.kind === 'resolved' ? resolution.document.body[0]?.value : resolution.kind === 'review' ? resolution.problem : resolution.kind;
  };

  it('gives a record of the type asked for, or a text', () => {
    expect(resolve('location', { mapped: { record: 'location', id: 5, value: '' } })).toEqual({ kind: 'record', recordType: 'location', internalId: 5 });
    expect(resolve(undefined, { mapped: { record: '', id: undefined, value: 'Online' } })).toEqual({ kind: 'text', text: 'Online' });
  });

  it.each<[string | undefined, (Partial<ReferenceMatch> & { readonly mapped?: MappedValue }) | undefined, string, string]>([
    ['location', undefined, 'value_not_mapped', 'There is no entry of value map "channel" for "Web".'],
    ['location', {}, 'value_not_mapped', 'The entry of value map "channel" for "Web" names no location.'],
    ['location', { mapped: { record: 'department', id: 5, value: '' } }, 'value_not_mapped', 'The entry of value map "channel" for "Web" names no location.'],
    ['location', { mapped: { record: 'location', id: undefined, value: '' } }, 'value_not_mapped', 'The entry of value map "channel" for "Web" names no location.'],
    [undefined, {}, 'value_not_mapped', 'The entry of value map "channel" for "Web" holds no value.'],
    ['location', { inactive: true }, 'reference_inactive', 'The entry of value map "channel" for "Web" is inactive.'],
  ])('for %p with the entry %j is %s', (record, match, code, message) => {
    expect(resolve(record, match)).toMatchObject({ code, detail: message, errors: [{ pointer: '/note' }] });
  });

  it('with two entries for one value is ambiguous', () => {
    expect(resolve('location', {}, true)).toMatchObject({ code: 'reference_ambiguous', detail: 'There is more than one entry of value map "channel" for "Web".' });
  });

  it('names its entries by source, map and value, case included, within an external id', () => {
    const ids = [['shop', 'channel', 'Web'], ['shop', 'channel', 'web'], ['shop', 'chan', 'nelWeb'], ['shop2', 'channel', 'Web']].map(([source = '', map = '', value = '']) => valueMapId(source, map, value, sha256));
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^vm-[0-9a-f]{64}$/);
  });
});

describe('a record that a document only names', () => {
  it('is found, or waited for, by the id that its own document will carry', () => {
    const mapped = read([row({ transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' } })], {}, { note: 7 });
    const plan = planReferences(mapped.needs, () => undefined, NAMES);
    const [planned] = plan.planned;
    expect(planned).toMatchObject({ embedded: undefined, query: { value: 'shop_customer_7' } });
    expect(resolveDocument(mapped, plan, new Map())).toEqual({ kind: 'bring', references: [], awaited: [planned] });
  });
});

describe('members that nobody decided about', () => {
  const everything: Partial<ObjectRule> = {
    paths: { externalId: '/id', version: '/v', amount: '/sum', currency: '/cur', baseAmount: '/base', date: '/at', party: '/who', number: '/no' },
    ignored: [{ path: '/left/out', decision: D }],
    totals: [{ name: 't', add: [{ each: '/rows', product: ['x'], where: [{ path: '/kind', equals: 1 }, { path: '/flag', of: 'object', present: true }] }, { path: '/plus' }], subtract: [{ path: '/minus' }], equals: '/total', savedField: 'total', minorUnitsOf: '/unit', decision: D }],
    lines: [lineSource({ whenNotZero: '/p', keyElse: '/k', where: [{ path: '/q', present: true }] }), { name: 'one', sublist: 'item', key: 'one', whenPresent: '/one' }],
    parts: {
      action: { kind: 'transform', from: 'invoice', path: '/invoice', source: { by: 'field', field: 'tranid' } },
      cancelWhen: [{ path: '/cancelled', present: true }], refuseWhen: [{ when: [{ path: '/test', equals: true }], reason: 'No tests.', decision: D }],
      acceptWhen: { when: [{ path: '/status', equals: 'open' }], reason: 'Open ones only.', decision: D }, key: ['/key'], naturalKey: { kind: 'k', paths: ['/bill'], decision: D },
      lookAlike: { days: 1, party: '/lp', amount: '/la', date: '/ld', decision: D },
      ledger: { subsidiary: { from: { path: '/sub' }, decision: D }, currency: { path: '/lc', exchangeRate: '/rate', baseAmount: '/lb', decision: D } },
    },
  };
  const rows = [
    row(), row({ path: '/deep/er' }), row({ path: '', transform: { kind: 'concat', parts: [{ path: '/c1' }, { text: ' ' }] } }), row({ path: '/minor', transform: { kind: 'minor_units', currency: '/mcur' } }),
    row({ path: '', transform: { kind: 'when', when: [{ path: '/w', present: true }], then: { path: '/then', transform: { kind: 'text' } }, else: { path: '/else', transform: { kind: 'boolean' } } } }),
    row({ path: '/only', transform: { kind: 'when', when: [{ path: '/w', present: true }], then: { transform: { kind: 'epoch', unit: 'seconds', zone: 'UTC' } } } }),
    row({ lines: 'items', path: '/inline', transform: { kind: 'value_map', map: 'm' } }), row({ lines: 'items', path: '', transform: { kind: 'constant', value: 1 } }), row({ lines: 'one', path: '/onep' }),
    row({ path: '', transform: { kind: 'binding', name: 'subsidiary' } }), row({ path: '/int', transform: { kind: 'integer' } }), row({ path: '/day', transform: { kind: 'date' } }), row({ path: '/dec', transform: { kind: 'decimal' } }),
    row({ path: '/ref', transform: { kind: 'reference', record: 'item', by: 'field', field: 'itemid' } }),
  ];
  const READ = 'id v sum cur base at who no left rows flag plus minus total unit lines one invoice cancelled test status key bill lp la ld sub lc rate lb note deep c1 minor mcur w then else only onep int day dec ref'.split(' ');

  it('are told one by one, and none that a row, a rule or a decision names', () => {
    const value = Object.fromEntries([...READ, 'inline', 'kind', 'p', 'k', 'q', 'new/one'].map((name) => [name, 'x']));
    const { unmapped } = read(rows, everything, value);
    expect(unmapped.map(({ path }) => path)).toEqual(['/inline', '/kind', '/p', '/k', '/q', '/new~1one']);
    expect(unmapped[0]).toEqual({ path: '/inline', field: '', verdict: 'unmapped', owner: '', decision: 'D-0002' });
  });

  it('are not told where they are empty', () => {
    expect(read([], {}, { a: null, b: '', c: [], d: {}, e: false, f: 0 }).unmapped.map(({ path }) => path)).toEqual(['/e', '/f']);
    expect(read([], {}, { a: [1], b: { c: 1 } }).unmapped).toHaveLength(2);
  });

  it('are none in what is no object', () => {
    expect(read([], {}, ['x']).unmapped).toEqual([]);
  });

  it('include a subsidiary that the rule takes from the binding', () => {
    expect(read([], { parts: { action: { kind: 'write' }, ledger: { subsidiary: { from: 'binding', decision: D } } } }, { sub: 1 }).unmapped).toHaveLength(1);
  });
});

it('a named zone that nobody supplied tables for is a problem of the map, not a wrong day', () => {
  const map = compiled([row({ transform: { kind: 'date', zone: 'America/New_York' } })]);
  expect(mapObject(map, document({ note: '2024-01-01T00:00:00Z' }), {}).problems).toMatchObject([{ code: 'zone_unknown' }]);
});

it('a row reads its own path where it has one, and those that its transform names', () => {
  const text = { kind: 'text' } as const;
  const when = [{ path: '/w', present: true }];
  const paths = (path: string, transform: OwnershipRow['transform']) => rowPaths({ path, transform }, '/l').map((one) => `${one.each} ${one.path}`);
  expect(paths('', { kind: 'constant', value: 1 })).toEqual([]);
  expect(paths('/v', text)).toEqual(['/l /v']);
  expect(paths('', { kind: 'concat', parts: [{ path: '/a' }, { text: ' ' }, { path: '/b' }] })).toEqual(['/l /a', '/l /b']);
  expect(paths('/v', { kind: 'when', when, then: { path: '/t', transform: text } })).toEqual(['/l /v', '/l /w', '/l /t']);
  expect(paths('/v', { kind: 'when', when, then: { transform: text }, else: { path: '/e', transform: text } })).toEqual(['/l /v', '/l /w', '/l /e']);
  for (const transform of [text, { kind: 'binding', name: 'x' }, { kind: 'value_map', map: 'm' }] as const) expect(transformPaths(transform, '/l')).toEqual([]);
});

it('a single line reads what its conditions name, and its key is no path', () => {
  expect(linePaths({ name: 'tax', sublist: 'item', key: 'tax', whenNotZero: '/tax', where: [{ path: '/open', present: true }] })).toEqual([{ each: '', path: '/tax' }, { each: '', path: '/open' }]);
  expect(linePaths({ name: 'tax', sublist: 'item', key: 'tax' })).toEqual([]);
});

it('a rule without parts reads no path for them', () => {
  expect(partPaths({})).toEqual([]);
  expect(partPaths({ action: { kind: 'write' } })).toEqual([]);
});

it('the paths of a map are those of its rule, its lines and its rows, each below its array', () => {
  const rate = row({ lines: 'items', path: '/price', transform: { kind: 'minor_units', currency: '/cur' } });
  const map = compiled([rate], { lines: [lineSource()], parts: { key: ['/k'] } });
  const line = [{ each: '', path: '/lines' }, { each: '/lines', path: '/id' }];
  const price = [{ each: '/lines', path: '/price' }, { each: '', path: '/cur', orEach: '/lines' }];
  expect(linePaths(lineSource())).toEqual(line);
  expect(rowPaths(rate, '/lines')).toEqual(price);
  expect(transformPaths(rate.transform, '/lines')).toEqual(price.slice(1));
  expect(partPaths(map.rule.parts)).toEqual(['/k']);
  expect(pathsOf(map)).toEqual([{ each: '', path: '/id' }, { each: '', path: '/k' }, ...line, ...price]);
  expect(conditionPaths([{ path: '/a', present: true }, { path: '/b', of: 'object', present: true }], '/lines')).toEqual([{ each: '/lines', path: '/a' }, { each: '', path: '/b' }]);
  expect(totalPaths({ name: 't', add: [{ path: '/a' }], subtract: [{ each: '/l', product: ['x/y'] }], equals: '/t', savedField: 'total', decision: D })).toEqual([
    { each: '', path: '/a' }, { each: '', path: '/l' }, { each: '/l', path: '/x~1y' }, { each: '', path: '/t' },
  ]);
  const sum = { each: '/p', product: ['net'], where: [{ path: '/ok', present: true }, { path: '/cur', of: 'object' as const, present: true }] };
  expect(totalPaths({ name: 't', add: [{ path: '/a', where: [{ path: '/paid', equals: true }] }], subtract: [], equals: '/t', decision: D })).toEqual([
    { each: '', path: '/a' }, { each: '', path: '/paid' }, { each: '', path: '/t' },
  ]);
  expect(totalPaths({ name: 't', add: [], subtract: [{ path: '/b' }], equals: sum, minorUnitsOf: '/cur', decision: D })).toEqual([
    { each: '', path: '/b' }, { each: '', path: '/p' }, { each: '/p', path: '/net' }, { each: '/p', path: '/ok' }, { each: '', path: '/cur' }, { each: '', path: '/cur' },
  ]);
});

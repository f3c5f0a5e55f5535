import { appliedJson, appliedValuesOf, keptValue } from '../../../src/domain/applied-values';
import { decideCreate, resolveDocument } from '../../../src/domain/decide';
import type { ResolvedDocument } from '../../../src/domain/decide';
import { decideUpdate } from '../../../src/domain/decide-update';
import type { CurrentRecord } from '../../../src/domain/decide-update';
import type { CompiledMap, OwnershipRow } from '../../../src/domain/map';
import { mapObject } from '../../../src/domain/mapping';
import type { CurrentValue, Verdict, VerdictKind } from '../../../src/domain/ownership';
import { planReferences, queryKey } from '../../../src/domain/references';
import type { ReferenceNames } from '../../../src/domain/references';
import { compiled, document, lineSource, row } from '../../support/builders';

const NAMES: ReferenceNames = { externalIdOf: (type, id) => `shop_${type}_${id}`, valueMapIdOf: (map, value) => `vm_${map}_${value}` };

const column = (changes: Partial<OwnershipRow> = {}) => row({ lines: 'items', target: 'rate', path: '/price', transform: { kind: 'decimal' }, ...changes });

/** Reads a document that needs no reference through a map. */
function resolved(map: CompiledMap, value: unknown): ResolvedDocument {
  const resolution = resolveDocument(mapObject(map, document(value), {}), { planned: [], problems: [] }, new Map());
  if (resolution.kind !== 'resolved') throw new Error(JSON.stringify(resolution));
  return resolution.document;
}

type Lines = Readonly<Record<string, Readonly<Record<string, CurrentValue>>>>;

/** A record as loaded: body fields, and lines of sublist `item` by key. */
function current(body: Readonly<Record<string, CurrentValue>>, lines: Lines = {}): CurrentRecord {
  return {
    body: (target) => body[target] ?? null,
    lines: (sublist) => (sublist === 'item' ? Object.entries(lines).map(([key, columns]) => ({ key, column: (target) => columns[target] ?? null })) : []),
  };
}

describe('references of a document', () => {
  const item = { kind: 'reference', record: 'item', by: 'field', field: 'itemid' } as const;
  const map = compiled([
    row({ target: 'entity', path: '/customer', transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' } }),
    row({ target: 'item', path: '/sku', transform: item }), row(),
  ]);
  const customers = compiled([], { documentType: 'customer' });
  const order = document({ id: 1, customer: { id: 7 }, sku: 'A', note: 'x' });
  const resolve = (matches: Record<string, { internalId: number; inactive: boolean }[]>, value = order, mapOf: (type: string) => CompiledMap | undefined = () => customers) => {
    const mapped = mapObject(map, value, {});
    const planned = planReferences(mapped.needs, mapOf, NAMES);
    const known = new Map(planned.planned.map(({ query }) => [queryKey(query), matches[query.value] ?? []]));
    return resolveDocument(mapped, planned, known);
  };
  const active = (internalId: number) => ({ internalId, inactive: false });
  const inactive = (internalId: number) => ({ internalId, inactive: true });

  it('that are all there become internal ids', () => {
    expect(resolve({ shop_customer_7: [active(70)], A: [inactive(5), active(50)] })).toMatchObject({
      kind: 'resolved',
      document: { body: [{ value: { kind: 'record', recordType: 'customer', internalId: 70 } }, { value: { internalId: 50 } }, { value: { text: 'x' } }], lines: [] },
    });
  });

  it('that another rule brings are brought', () => {
    expect(resolve({ A: [active(50)] })).toMatchObject({ kind: 'bring', references: [{ embedded: { documentType: 'customer', externalId: '7', root: '' } }] });
  });

  it.each([
    ['is not there', [], 'reference_not_found', 'There is no item with itemid "A".'],
    ['is there twice', [active(1), active(2)], 'reference_ambiguous', '2 records of type item have itemid "A".'],
    ['is there but inactive', [inactive(1)], 'reference_inactive', 'The item with itemid "A" is inactive.'],
  ])('to a record that %s are for a person, named by value and place', (_what, matches, code, message) => {
    expect(resolve({ A: matches })).toMatchObject({ kind: 'review', problem: { code, detail: message, errors: [{ pointer: '/sku', code, message }] } });
  });

  it('to an inactive record that another rule would bring are for a person, not brought again', () => {
    expect(resolve({ A: [active(1)], shop_customer_7: [inactive(7)] })).toMatchObject({ kind: 'review', problem: { code: 'reference_inactive' } });
  });

  it('to an embedded object without an id, or of a type without a map, are a problem at its place', () => {
    const expected = { kind: 'review', problem: { errors: [{ pointer: '/customer', code: 'required_path_missing', message: 'The embedded customer carries no id.' }] } };
    expect(resolve({ A: [active(1)] }, document({ customer: { name: 'x' }, sku: 'A' }))).toMatchObject(expected);
    expect(resolve({ A: [active(1)] }, order, () => undefined)).toMatchObject(expected);
  });

  it('with problems elsewhere are not brought: all problems are listed, the map\'s first', () => {
    const wrong = compiled([row({ required: true }), row({ target: 'item', path: '/sku', transform: item })]);
    const mapped = mapObject(wrong, document({ sku: 'A' }), {});
    const planned = planReferences(mapped.needs, () => undefined, NAMES);
    expect(resolveDocument(mapped, planned, new Map())).toMatchObject({
      kind: 'review', problem: { code: 'required_path_missing', errors: [{ pointer: '/note' }, { pointer: '/sku', code: 'reference_not_found' }] },
    });
  });

  it('in lines are resolved by line', () => {
    const lines = compiled([column({ target: 'item', path: '/sku', transform: item })], { lines: [lineSource()] });
    const mapped = mapObject(lines, document({ lines: [{ id: 1, sku: 'A' }, { id: 2, sku: 'B' }, { id: 3, sku: 'A' }] }), {});
    const planned = planReferences(mapped.needs, () => undefined, NAMES);
    const matches = new Map(planned.planned.map(({ query }) => [queryKey(query), [active(query.value === 'A' ? 10 : 20)]]));
    const resolution = resolveDocument(mapped, planned, matches);
    if (resolution.kind !== 'resolved') throw new Error(resolution.kind);
    expect(resolution.document.lines.map(({ columns }) => columns[0]?.value)).toMatchObject([{ internalId: 10 }, { internalId: 20 }, { internalId: 10 }]);
  });

  it('that were never looked up are a defect, not an empty field', () => {
    const mapped = mapObject(map, order, {});
    expect(() => resolveDocument(mapped, { planned: [], problems: [] }, new Map())).toThrow('The reference at "/customer" was not planned');
  });

  it('are told apart by record, field and value', () => {
    const query = { record: 'item', field: 'itemid', value: 'A' };
    expect(new Set([query, { ...query, record: 'customer' }, { ...query, field: 'externalid' }, { ...query, value: 'B' }].map(queryKey)).size).toBe(4);
  });
});

describe('a new record', () => {
  it('gets every field of ours, and says what it did not get', () => {
    const map = compiled([row(), row({ target: 'terms', owner: 'netsuite', path: '/terms' }), row({ target: 'tranid', kind: 'never_inbound', path: '/no' }), row({ target: 'other', path: '/other' }), column()], { lines: [lineSource()] });
    const { plan, verdicts, conflicts } = decideCreate(map, resolved(map, { id: 1, note: 'x', terms: 'net 30', no: 5, lines: [{ id: 'a', price: '1.50' }] }));
    expect(plan).toEqual({
      body: [{ target: 'memo', value: { kind: 'text', text: 'x' } }],
      lines: [{ sublist: 'item', key: 'a', columns: [{ target: 'rate', value: { kind: 'decimal', decimal: '1.5' } }] }],
    });
    expect(verdicts.map(({ path, field, line, verdict, owner }) => [path, field, line, verdict, owner])).toEqual([
      ['/note', 'memo', undefined, 'apply', 'shop'], ['/terms', 'terms', undefined, 'conflict', 'netsuite'], ['/no', 'tranid', undefined, 'blocked_direction', 'shop'],
      ['/lines/0/price', 'item.rate', 'a', 'apply', 'shop'],
    ]);
    expect(conflicts.map(({ field, decision }) => [field, decision])).toEqual([['terms', 'D-0001']]);
  });
});

it('a new record gets the fields of a group of which none conflicts, and those of no group beside one that does', () => {
  const map = compiled([row({ target: 'a', path: '/a', group: 'g' }), row({ target: 'b', path: '/b', group: 'g' }), row({ target: 'c', path: '/c', owner: 'netsuite' }), row()]);
  const { plan, verdicts } = decideCreate(map, resolved(map, { a: '1', b: '2', c: '3', note: 'x' }));
  expect(plan.body.map(({ target }) => target)).toEqual(['a', 'b', 'memo']);
  expect(verdicts[0]).toStrictEqual({ path: '/a', field: 'a', verdict: 'apply', owner: 'shop', decision: 'D-0001' });
});

describe('an existing record', () => {
  const body = compiled([row(), row({ target: 'name', path: '/name', group: 'g' }), row({ target: 'city', path: '/city', group: 'g', owner: 'netsuite' }), row({ target: 'zip', path: '/zip', onEmpty: 'clear', group: 'h' })]);
  const update = (map: CompiledMap, value: unknown, present: CurrentRecord) => decideUpdate(map, resolved(map, value), present);
  const verdictsOf = ({ verdicts }: ReturnType<typeof decideUpdate>) => Object.fromEntries(verdicts.map(({ field, verdict, line }) => [`${field}${line === undefined ? '' : `:${line}`}`, verdict]));

  it('that says all of it already is left alone', () => {
    const decision = update(body, { note: 'x', name: 'N', city: 'C', zip: '1' }, current({ memo: 'x', name: 'N', city: 'C', zip: '1' }));
    expect(decision).toMatchObject({ nothingToDo: true, conflicts: [], plan: { body: [], changedLines: [], addedLines: [], removedLines: [] } });
    expect(verdictsOf(decision)).toEqual({ memo: 'unchanged', name: 'unchanged', city: 'kept', zip: 'unchanged' });
  });

  it('gets what differs and is ours, and is cleared where the map says so', () => {
    const decision = update(body, { note: 'y', name: 'N' }, current({ memo: 'x', name: 'N', zip: '1' }));
    expect(decision.plan.body).toEqual([{ target: 'memo', value: { kind: 'text', text: 'y' } }, { target: 'zip', value: null }]);
    expect(verdictsOf(decision)).toEqual({ memo: 'apply', name: 'unchanged', zip: 'cleared' });
    expect(decision.nothingToDo).toBe(false);
  });

  it('gets no field of a group in which one conflicts, and every other field', () => {
    const decision = update(body, { note: 'y', name: 'M', city: 'D', zip: '2' }, current({ memo: 'x', name: 'N', city: 'C', zip: '1' }));
    expect(verdictsOf(decision)).toEqual({ memo: 'apply', name: 'conflict', city: 'conflict', zip: 'apply' });
    expect(decision.plan.body.map(({ target }) => target)).toEqual(['memo', 'zip']);
    expect(decision.conflicts.map(({ field }) => field)).toEqual(['name', 'city']);
  });

  it('holds back a clearing of the same group too, and no field without a group', () => {
    const map = compiled([row({ group: '' }), row({ target: 'zip', path: '/zip', onEmpty: 'clear', group: 'g' }), row({ target: 'city', path: '/city', group: 'g', owner: 'netsuite' }), row({ target: 'lone', path: '/lone', owner: 'netsuite' })]);
    const decision = update(map, { note: 'y', city: 'D', lone: 'z' }, current({ memo: 'x', zip: '1', city: 'C', lone: 'a' }));
    expect(verdictsOf(decision)).toEqual({ memo: 'apply', zip: 'conflict', city: 'conflict', lone: 'conflict' });
    expect(decision.plan.body.map(({ target }) => target)).toEqual(['memo']);
  });

  const lines = compiled([column(), column({ target: 'made', path: '/made', transform: { kind: 'text' }, kind: 'create_only' })], { lines: [lineSource()] });
  const two = { a: { rate: '1.00' }, b: { rate: '2.00' } };

  it('has its lines matched by key, whatever their order', () => {
    const decision = update(lines, { lines: [{ id: 'b', price: '2' }, { id: 'a', price: '3' }] }, current({}, two));
    expect(decision.plan).toEqual({
      body: [], addedLines: [], removedLines: [], changedLines: [{ sublist: 'item', key: 'a', columns: [{ target: 'rate', value: { kind: 'decimal', decimal: '3' } }] }],
    });
    expect(verdictsOf(decision)).toEqual({ 'item.rate:a': 'apply', 'item.rate:b': 'unchanged' });
  });

  it('gets a line that it has not, with what is set only when a line is made', () => {
    const decision = update(lines, { lines: [{ id: 'a', price: 1 }, { id: 'b', price: 2 }, { id: 'c', price: 5, made: 'here' }, { id: 'd', price: 6 }] }, current({}, two));
    expect(decision.plan.addedLines).toEqual([
      { sublist: 'item', key: 'c', columns: [{ target: 'rate', value: { kind: 'decimal', decimal: '5' } }, { target: 'made', value: { kind: 'text', text: 'here' } }] },
      { sublist: 'item', key: 'd', columns: [{ target: 'rate', value: { kind: 'decimal', decimal: '6' } }] },
    ]);
    expect(decision).toMatchObject({ conflicts: [], nothingToDo: false, plan: { changedLines: [], removedLines: [] } });
  });

  it('gets a new line with a group of which no column conflicts', () => {
    const map = compiled([column({ group: 'g' }), column({ target: 'unit', path: '/unit', transform: { kind: 'text' }, group: 'g' })], { lines: [lineSource()] });
    expect(update(map, { lines: [{ id: 'c', price: 5, unit: 'kg' }] }, current({})).plan.addedLines).toMatchObject([{ key: 'c', columns: [{ target: 'rate' }, { target: 'unit' }] }]);
  });

  it('that gains one line and loses another has something to do', () => {
    expect(update(lines, { lines: [{ id: 'b', price: 2 }, { id: 'c', price: 3 }] }, current({}, two))).toMatchObject({ nothingToDo: false, plan: { addedLines: [{ key: 'c' }], removedLines: [{ key: 'a' }] } });
  });

  it('gets a new line without the columns that another system owns', () => {
    const map = compiled([column(), column({ target: 'tax', path: '/tax', owner: 'netsuite' }), column({ target: 'no', path: '/no', kind: 'never_inbound' })], { lines: [lineSource()] });
    const decision = update(map, { lines: [{ id: 'c', price: 5, tax: 1, no: 2 }] }, current({}));
    expect(decision.plan.addedLines).toMatchObject([{ key: 'c', columns: [{ target: 'rate' }] }]);
    expect(verdictsOf(decision)).toEqual({ 'item.rate:c': 'apply', 'item.tax:c': 'conflict', 'item.no:c': 'blocked_direction' });
  });

  it('loses the lines of ours that a full document no longer has', () => {
    const decision = update(lines, { lines: [{ id: 'b', price: 2 }] }, current({}, two));
    expect(decision.plan.removedLines).toEqual([{ sublist: 'item', key: 'a' }]);
    expect(decision.nothingToDo).toBe(false);
  });

  it('is read once a sublist, however many lines it has', () => {
    let reads = 0;
    const present = current({}, two);
    update(lines, { lines: [{ id: 'a', price: 1 }, { id: 'b', price: 2 }, { id: 'c', price: 3 }] }, { ...present, lines: (sublist) => { reads += 1; return present.lines(sublist); } });
    expect(reads).toBe(1);
  });

  it('keeps the lines that a partial document does not name', () => {
    const partial = { ...lines, rule: { ...lines.rule, documents: 'partial' as const } };
    expect(update(partial, { lines: [{ id: 'b', price: 2 }] }, current({}, two))).toMatchObject({ nothingToDo: true, plan: { removedLines: [] } });
  });

  it('keeps its lines of a source that is written once', () => {
    const once = compiled([column()], { lines: [lineSource({ createOnly: true })] });
    expect(update(once, { lines: [{ id: 'c', price: 9 }] }, current({}, two))).toMatchObject({ nothingToDo: true, verdicts: [], plan: { addedLines: [], removedLines: [] } });
  });

  it('keeps a line that another source of the same sublist still has', () => {
    const map = compiled([column(), column({ lines: 'tax', path: '/tax' })], { lines: [lineSource(), { name: 'tax', sublist: 'item', key: 'a' }] });
    expect(update(map, { tax: '1', lines: [{ id: 'b', price: 2 }] }, current({}, two))).toMatchObject({ nothingToDo: true, plan: { removedLines: [] } });
  });

  it('holds a line\'s group back in that line alone', () => {
    const map = compiled([column({ group: 'g' }), column({ target: 'unit', path: '/unit', transform: { kind: 'text' }, group: 'g', owner: 'netsuite' })], { lines: [lineSource()] });
    const decision = update(map, { lines: [{ id: 'a', price: 3, unit: 'kg' }, { id: 'b', price: 4, unit: 'g' }] }, current({}, { a: { rate: 1, unit: 'g' }, b: { rate: 2, unit: 'g' } }));
    expect(decision.plan.changedLines).toMatchObject([{ key: 'b' }]);
    expect(verdictsOf(decision)).toEqual({ 'item.rate:a': 'conflict', 'item.unit:a': 'conflict', 'item.rate:b': 'apply', 'item.unit:b': 'kept' });
  });
});

describe('what was applied last', () => {
  const shared = (changes: Partial<OwnershipRow> = {}) => row({ kind: 'shared', ...changes });
  const update = (map: CompiledMap, value: unknown, present: CurrentRecord, last: Readonly<Record<string, string>> = {}) => decideUpdate(map, resolved(map, value), present, new Map(Object.entries(last)));
  const verdicts = ({ verdicts: all }: { readonly verdicts: readonly Verdict[] }) => all.map(({ field, verdict }) => [field, verdict]);

  it('is kept of a new record: every value written, by target and line', () => {
    const map = compiled([row(), row({ target: 'no', path: '/no', owner: 'netsuite' }), column()], { lines: [lineSource()] });
    const { applied } = decideCreate(map, resolved(map, { note: 'x', no: 'y', lines: [{ id: 'a.b:c%', price: '1.50' }] }));
    expect([...applied]).toEqual([['memo', 'text:x'], ['item:a%2eb%3ac%25.rate', 'decimal:1.5']]);
  });

  it('is kept of an update: what record and document agree on, and the past where they do not', () => {
    const map = compiled([shared(), shared({ target: 'b', path: '/b' }), shared({ target: 'c', path: '/c' }), shared({ target: 'd', path: '/d', onEmpty: 'clear' }), row({ target: 'e', path: '/e', kind: 'never_inbound' })]);
    const decision = update(map, { note: 'new', b: 'same', c: 'mine', d: null, e: 'x' }, current({ memo: 'old', b: 'same', c: 'theirs', d: 'gone' }), { memo: 'text:old', c: 'text:past', d: 'text:gone', other: 'text:stays' });
    expect(verdicts(decision)).toEqual([['memo', 'apply'], ['b', 'unchanged'], ['c', 'conflict'], ['d', 'cleared'], ['e', 'blocked_direction']]);
    expect(Object.fromEntries(decision.applied)).toEqual({ memo: 'text:new', b: 'text:same', c: 'text:past', d: '', other: 'text:stays' });
  });

  it('holds back a group of which NetSuite changed one field, so that no address is half of each', () => {
    const map = compiled([shared({ target: 'addr1', path: '/a', group: 'address' }), shared({ target: 'city', path: '/c', group: 'address' }), shared({ target: 'free', path: '/f' })]);
    const decision = update(map, { a: 'New Street', c: 'Old Town', f: 'x' }, current({ addr1: 'Old Street', city: 'Moved' }), { addr1: 'text:Old Street', city: 'text:Old Town' });
    expect(verdicts(decision)).toEqual([['addr1', 'conflict'], ['city', 'kept'], ['free', 'apply']]);
    expect(decision.conflicts[0]?.note).toBe('its group "address" moves together or not at all');
  });

  it('tells a line that NetSuite lost from one that is new', () => {
    const map = compiled([column()], { lines: [lineSource()] });
    const own = update(map, { lines: [{ id: 'a', price: 1 }] }, current({}), { memo: 'text:x', 'item:a.rate': 'decimal:1' });
    expect(own.plan.addedLines).toMatchObject([{ key: 'a' }]);
    expect(own.verdicts[0]?.note).toBe('puts back a line that was removed in NetSuite');
    const merged = compiled([column({ kind: 'shared' }), column({ target: 'no', path: '/no', kind: 'never_inbound' })], { lines: [lineSource()] });
    const left = update(merged, { lines: [{ id: 'a', price: 1, no: 7 }, { id: 'b', price: 2 }] }, current({}), { 'item:a.rate': 'decimal:1' });
    expect(left.plan.addedLines).toMatchObject([{ key: 'b' }]);
    expect(left.conflicts).toMatchObject([{ line: 'a', note: 'its line was removed in NetSuite' }]);
  });

  it('holds back a group in a new line of which one column is owned elsewhere', () => {
    const map = compiled([column({ group: 'g' }), column({ target: 'unit', path: '/unit', transform: { kind: 'text' }, group: 'g', owner: 'netsuite' })], { lines: [lineSource()] });
    expect(verdicts(update(map, { lines: [{ id: 'a', price: 1, unit: 'kg' }] }, current({})))).toEqual([['item.rate', 'conflict'], ['item.unit', 'conflict']]);
    expect(verdicts(decideCreate(map, resolved(map, { lines: [{ id: 'a', price: 1, unit: 'kg' }] })))).toEqual([['item.rate', 'conflict'], ['item.unit', 'conflict']]);
  });

  it('is forgotten with a line that the document no longer has', () => {
    const map = compiled([column()], { lines: [lineSource()] });
    const { applied } = update(map, { lines: [{ id: 'c', price: 3 }] }, current({}, { a: { rate: 1 }, c: { rate: 3 } }), { 'item:a.rate': 'decimal:1', 'item:ab.rate': 'decimal:2' });
    expect([...applied.keys()]).toEqual(['item:ab.rate', 'item:c.rate']);
  });

  it('makes a second delivery of the same document change nothing', () => {
    const map = compiled([shared(), column({ kind: 'shared' })], { lines: [lineSource()] });
    const value = { note: 'x', lines: [{ id: 'a', price: '1.50' }] };
    const { applied } = decideCreate(map, resolved(map, value));
    expect(decideUpdate(map, resolved(map, value), current({ memo: 'x' }, { a: { rate: 1.5 } }), applied)).toMatchObject({ nothingToDo: true, conflicts: [] });
    expect(verdicts(decideUpdate(map, resolved(map, value), current({ memo: 'changed' }, { a: { rate: 2 } }), applied))).toEqual([['memo', 'kept'], ['item.rate', 'kept']]);
  });
});

it('a new order starts with the status that its rule decides', () => {
  const map = compiled([row()], { parts: { ledger: { orderStatus: { atCreate: 'B', decision: 'D-0006' } } } });
  const { plan, verdicts } = decideCreate(map, resolved(map, { note: 'x' }));
  expect(plan.body).toContainEqual({ target: 'orderstatus', value: { kind: 'text', text: 'B' } });
  expect(verdicts).toContainEqual({ path: '', field: 'orderstatus', verdict: 'apply', owner: 'shop', decision: 'D-0006' });
});

it('a verdict says that a text was cut', () => {
  const map = compiled([row({ transform: { kind: 'text', max: 3, tooLong: 'cut' } })]);
  expect(decideCreate(map, resolved(map, { note: 'abcdef' })).verdicts).toMatchObject([{ verdict: 'apply', note: 'cut from 6 characters to 3' }]);
  expect(decideUpdate(map, resolved(map, { note: 'abcdef' }), current({ memo: 'xyz' }), new Map([['memo', 'text:old']])).verdicts).toMatchObject([
    { note: 'cut from 6 characters to 3; overwrites a change made in NetSuite' },
  ]);
});

describe('applied values as one text', () => {
  const values = new Map([['memo', 'text:x'], ['item:a.rate', 'decimal:1'], ['__proto__', 'text:p']]);
  const length = (text: string) => text.length;

  it('come back whole where they fit', () => {
    const { text, whole } = appliedJson(values, 1000, length);
    expect(whole).toBe(true);
    expect([...appliedValuesOf(text)]).toEqual([...values]);
  });

  it('are cut at a value, never within one, and say so', () => {
    for (let limit = 2; limit < 60; limit += 1) {
      const { text, whole } = appliedJson(values, limit, length);
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(whole).toBe(appliedValuesOf(text).size === values.size);
    }
    expect(appliedJson(new Map(), 2, length)).toEqual({ text: '{}', whole: true });
  });

  it('are as many of the first ones as fit', () => {
    const all = [...values, ['item:b.rate', 'decimal:22'] as const, ['x', 'text:'] as const];
    const heads = all.map((_, count) => JSON.stringify(Object.fromEntries(all.slice(0, count))));
    const whole = JSON.stringify(Object.fromEntries(all));
    for (let limit = 2; limit < whole.length; limit += 1) {
      expect(appliedJson(new Map(all), limit, length)).toEqual({ text: heads.filter((head) => head.length <= limit).at(-1), whole: false });
    }
    expect(appliedJson(new Map(all), whole.length, length)).toEqual({ text: whole, whole: true });
  });

  it.each(['', 'null', '7', '"text"', 'true', '{', '{"a":1}'])('are none in %j', (text) => {
    expect(appliedValuesOf(text).size).toBe(0);
  });

  it.each<[VerdictKind, string | undefined]>([['apply', 'text:new'], ['unchanged', 'text:new'], ['kept', 'text:new'], ['cleared', ''], ['conflict', 'text:old'], ['blocked_direction', 'text:old'], ['unmapped', 'text:old']])('after %s hold %p', (verdict, kept) => {
    expect(keptValue(verdict, { kind: 'text', text: 'new' }, 'text:old')).toBe(kept);
  });
});

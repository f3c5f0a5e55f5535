import { guardOf } from '../../../src/domain/guard';
import { isWrittenAs, shownCurrent, touchedFields, watchedFields, withoutEchoes, writtenBy } from '../../../src/domain/sentinel';
import type { SeenRecordState, WatchedField } from '../../../src/domain/sentinel';
import type { CurrentValue } from '../../../src/domain/field-value';
import { canonicalRows } from '../../../src/domain/map';
import { restsInConflict } from '../../../src/domain/ticket';
import { compiled, lineSource, row } from '../../support/builders';

type Values = Readonly<Record<string, CurrentValue>>;

const state = (body: Values, lines: Readonly<Record<string, Values>> = {}, said?: readonly string[]): SeenRecordState => ({
  body: (target) => body[target] ?? null,
  lines: () => Object.entries(lines).map(([key, columns]) => ({ key, column: (target: string) => columns[target] ?? null })),
  says: (target) => said === undefined || said.includes(target),
});

const watched = (changes: Partial<WatchedField> = {}): WatchedField => ({ field: 'memo', sublist: '', target: 'memo', owner: 'shop', guard: 'observe', path: '/note', ...changes });
const QUANTITY = watched({ field: 'item.quantity', sublist: 'item', target: 'quantity' });

it('rows of another owner are watched where they name a guard, but for subrecords', () => {
  const map = compiled([
    row({ guard: 'block' }), row({ target: 'a', kind: 'copy', owner: 'crm', guard: 'warn' }), row({ lines: 'items', target: 'quantity', guard: 'observe' }), row({ target: 'b' }), row({ target: 'c', owner: 'netsuite', guard: 'block' }),
    row({ target: 'd', kind: 'shared', guard: 'block' }), row({ target: 'shippingaddress.city', guard: 'block' }),
  ], { lines: [lineSource()] });
  expect(watchedFields(map).map(({ field, guard, owner }) => [field, guard, owner])).toEqual([['memo', 'block', 'shop'], ['a', 'warn', 'crm'], ['item.quantity', 'observe', 'shop']]);
});

it('a guard is part of what a map is hashed by, and one that is none is none', () => {
  expect(canonicalRows([row({ guard: 'warn' })])).not.toBe(canonicalRows([row()]));
  expect([guardOf('warn'), guardOf(''), guardOf('shout')]).toEqual(['warn', undefined, undefined]);
});

it.each<[string, CurrentValue, CurrentValue, boolean]>([
  ['another text', 'a', 'b', true], ['the same text', 'a', 'a', false], ['nothing', null, '', false], ['a number written otherwise', '2.00', 2, false], ['a number beside a text', '2', 'x', true], ['another number', 1, 2, true], ['a box', true, 'T', false], ['an empty box', false, 'T', true],
  ['a void', 'a', 'VOID', false], ['emptied', 'a', null, true],
])('a field counts as changed by its value: %s', (_what, before, after, expected) => {
  expect(touchedFields([watched()], state({ memo: before }), state({ memo: after }), false)).toHaveLength(expected ? 1 : 0);
});

it('an inline edit changes the fields that it names alone, and no lines', () => {
  const before = state({ memo: 'a' }, { l1: { quantity: 1 } });
  expect(touchedFields([watched(), QUANTITY], before, state({}, {}, []), true)).toEqual([]);
  expect(touchedFields([watched(), QUANTITY], before, state({}, {}, ['memo']), true)).toMatchObject([{ before: 'a', after: null }]);
});

it('lines are compared by key; one that is gone has nothing, a new one changes nothing', () => {
  const touched = touchedFields([QUANTITY], state({}, { l1: { quantity: 1 }, l2: { quantity: 2 }, l3: { quantity: 3 } }), state({}, { l4: { quantity: 9 }, l2: { quantity: 5 }, l1: { quantity: 1 } }), false);
  expect(touched.map(({ line, before, after }) => [line, before, after])).toEqual([['l2', 2, 5], ['l3', 3, null]]);
});

it('what the owner said last is an echo', () => {
  const touched = touchedFields([watched(), QUANTITY], state({ memo: 'a' }, { l1: { quantity: 1 } }), state({ memo: 'b' }, { l1: { quantity: 2 } }), false);
  expect(withoutEchoes(touched, new Map([['memo', 'text:b'], ['item:l1.quantity', 'decimal:2']]))).toEqual([]);
  expect(withoutEchoes(touched, new Map([['memo', 'text:a']]))).toEqual(touched);
});

it.each<[Partial<WatchedField>, CurrentValue, string]>([
  [{}, 'a', '"a"'], [{}, null, 'nothing'], [{ path: '/customer/phone' }, '5550100', '••••'], [{ path: '/x', field: 'email' }, 'short', '••••'], [{ path: '/x' }, 'wren@example.com', '••••om'],
])('%j of %j is shown as %s', (changes, value, text) => {
  expect(shownCurrent(watched(changes), value)).toBe(text);
});

it.each<[string, object | undefined]>([['shop_order_1', { source: 'shop', documentType: 'order' }], ['shop_order_a_b', { source: 'shop', documentType: 'order' }], ['shop_order', undefined], ['_order_1', undefined], ['shop__1', undefined], ['', undefined]])('the external id %s tells who wrote the record', (externalId, expected) => {
  expect(writtenBy(externalId)).toEqual(expected);
});

it('names stand in external ids with dashes for underscores', () => {
  expect([isWrittenAs('my_shop', 'my-shop'), isWrittenAs('shop', 'SHOP'), isWrittenAs('shop', 'store')]).toEqual([true, true, false]);
});

it('a ticket helps on what rests in conflict alone', () => {
  expect([restsInConflict('field_conflict'), restsInConflict('ticket_over'), restsInConflict('totals_differ'), restsInConflict(undefined)]).toEqual([true, true, false, false]);
});

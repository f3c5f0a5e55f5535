import * as fc from 'fast-check';
import type { DocumentValue } from '../../../src/domain/document';
import { documentText } from '../../../src/domain/document';
import type { OwnershipRow } from '../../../src/domain/map';
import { mapObject } from '../../../src/domain/mapping';
import type { MappedField } from '../../../src/domain/mapped-document';
import { mergedEdits, overlaidObject, overlaidReferences, overlayFault, overlayNeedsApproval, readUnder, referredType } from '../../../src/domain/overlay';
import type { EditValue, OverlayEdit } from '../../../src/domain/overlay';
import { compiled, document, lineSource, row } from '../../support/builders';

const field = (code: string, changes: Partial<OwnershipRow> = {}) => row({ code, target: code, path: `/${code}`, editable: { editor: 'text' }, ...changes });
const item = { kind: 'reference', record: 'item', by: 'field', field: 'itemid' } as const;

const ROWS = [
  field('memo'), field('locked'), field('day', { transform: { kind: 'date' }, editable: { editor: 'date' } }),
  field('sum', { transform: { kind: 'decimal' }, required: true, editable: { editor: 'number', needsApproval: true } }),
  field('party', { transform: { ...item, record: 'customer' }, editable: { editor: 'reference' } }), field('odd/na~me', { path: '/deep/odd~1na~0me' }), field('fixed', { path: '', transform: { kind: 'constant', value: 'x' } }),
  field('rate', { lines: 'items', path: '/price', transform: { kind: 'decimal' }, editable: { editor: 'number' } }), field('item', { lines: 'items', path: '/sku', transform: item, required: true, editable: { editor: 'reference' } }),
].map((one): OwnershipRow => {
  const { editable, ...rest } = one;
  return one.code === 'locked' || editable === undefined ? rest : one;
});
const MAP = compiled(ROWS, { lines: [lineSource()] });
const ORDER = document({ id: 1, memo: 'a', locked: 'b', sum: '5', party: 'Bob', lines: [{ id: 'one', price: '5', sku: 'A' }, { id: 'two', price: '6', sku: 'B' }] });
const read = (value: DocumentValue) => mapObject(MAP, value, {});

const text = (value: string): EditValue => ({ kind: 'text', text: value });
const record = (internalId: number): EditValue => ({ kind: 'record', internalId });
const edit = (code: string, value: EditValue, line = ''): OverlayEdit => ({ row: code, line, value });

describe('edits of a document', () => {
  it.each<[string, readonly OverlayEdit[], string | undefined]>([
    ['none', [], undefined],
    ['a text', [edit('memo', text('b'))], undefined],
    ['a field emptied', [edit('memo', text(''))], undefined],
    ['a field twice', [edit('memo', text('b')), edit('memo', text('c'))], 'A field is edited twice.'],
    ['a column of two lines', [edit('rate', text('1'), 'one'), edit('rate', text('2'), 'two')], undefined],
    ['a sound one and a wrong one', [edit('memo', text('b')), edit('sum', text('much'))], '"sum" takes a number.'],
    ['a field that is not released', [edit('locked', text('c'))], 'The map does not release "locked" for editing.'],
    ['a field that is not in the map', [edit('other', text('c'))], 'The map does not release "other" for editing.'],
    ['a column of the body', [edit('rate', text('1'))], 'The document has no line "" with "rate".'],
    ['a column of a line that is not there', [edit('rate', text('1'), 'three')], 'The document has no line "three" with "rate".'],
    ['a body field of a line', [edit('memo', text('c'), 'one')], 'The document has no line "one" with "memo".'],
    ['a date', [edit('day', text('2026-02-28'))], undefined],
    ['a day that no calendar has', [edit('day', text('2026-02-30'))], '"day" takes a date, YYYY-MM-DD.'],
    ['a time for a date', [edit('day', text('2026-02-28T10:00:00Z'))], '"day" takes a date, YYYY-MM-DD.'],
    ['a number', [edit('sum', text('-1.50'))], undefined],
    ['a required field emptied', [edit('sum', text(' '))], '"sum" may not be empty.'],
    ['a record', [edit('party', record(7)), edit('item', record(8), 'two')], undefined],
    ['a record for a text', [edit('memo', record(7))], '"memo" takes no record.'],
    ['a text for a record', [edit('party', text('Ann'))], '"party" takes a record.'],
    ['a constant', [edit('fixed', text('y'))], '"fixed" does not come from the document.'],
  ])('with %s are taken or refused in words', (_what, edits, fault) => {
    expect(overlayFault(edits, MAP, read(ORDER))).toBe(fault);
  });

  it.each<[readonly OverlayEdit[], boolean]>([
    [[], false], [[edit('memo', text('b'))], false], [[edit('locked', text('b'))], false], [[edit('other', text('b'))], false], [[edit('memo', text('b')), edit('sum', text('1'))], true],
  ])('of %j need another person: %p', (edits, needed) => {
    expect(overlayNeedsApproval(edits, MAP)).toBe(needed);
  });
});

describe('texts laid over an object', () => {
  it.each<[string, readonly OverlayEdit[], Record<string, unknown>]>([
    ['nothing', [], {}],
    ['a text', [edit('memo', text('b'))], { memo: 'b' }],
    ['nothing for a text', [edit('memo', text(''))], { memo: null }],
    ['a text where there was none', [edit('day', text('2026-01-01'))], { day: '2026-01-01' }],
    ['a text below what is not there', [edit('odd/na~me', text('x'))], { deep: { 'odd/na~me': 'x' } }],
    ['a column of one line', [edit('rate', text('7'), 'two')], { lines: [{ id: 'one', price: '5', sku: 'A' }, { id: 'two', price: '7', sku: 'B' }] }],
    ['a line that is gone', [edit('rate', text('7'), 'three')], {}],
    ['a constant', [edit('fixed', text('y'))], {}],
    ['a record', [edit('party', record(7))], {}],
  ])('%s: only that changes', (_what, edits, changes) => {
    const plain = JSON.parse(documentText(ORDER)) as Record<string, unknown>;
    expect(JSON.parse(documentText(overlaidObject(ORDER, edits, read(ORDER))))).toEqual({ ...plain, ...changes });
  });

  it('the object that was sent stays as it is', () => {
    const before = documentText(ORDER);
    overlaidObject(ORDER, [edit('memo', text('b')), edit('rate', text('9'), 'one')], read(ORDER));
    expect(documentText(ORDER)).toBe(before);
  });

  it('whatever texts are laid over which fields, the map reads them there and everything else as before', () => {
    const places = fc.uniqueArray(fc.constantFrom<readonly [string, string]>(['memo', ''], ['odd/na~me', ''], ['rate', 'one'], ['rate', 'two'], ['sum', '']), { selector: (place) => place.join('\n') });
    fc.assert(fc.property(places, fc.integer({ min: 1, max: 9_999 }), (chosen, number) => {
      const read1 = (one: OverlayEdit[]) => valuesOf(overlaidObject(ORDER, one, read(ORDER)));
      const edits = chosen.map(([code, line]) => edit(code, text(String(number)), line));
      const [before, after] = [read1([]), read1(edits)];
      for (const [place, value] of Object.entries(after)) {
        const edited = chosen.some(([code, line]) => `${line}|${code}` === place);
        expect([place, value]).toEqual([place, edited ? String(number) : before[place]]);
      }
    }));
  });
});

/** Every value that the map reads, as text, by line and row. */
function valuesOf(value: DocumentValue): Readonly<Record<string, string>> {
  const { body, lines } = read(value);
  const shown = ({ proposal }: MappedField) => (proposal.kind !== 'value' ? proposal.kind : proposal.value.kind === 'text' ? proposal.value.text : proposal.value.kind === 'decimal' ? proposal.value.decimal : proposal.value.kind);
  const of = (line: string, fields: readonly MappedField[]) => fields.map((one) => [`${line}|${one.row.code}`, shown(one)] as const);
  return Object.fromEntries([...of('', body), ...lines.flatMap(({ key, columns }) => of(key, columns))]);
}

describe('records laid over what was looked up', () => {
  it('stand in the place of the look-up of their own field and line alone', () => {
    const mapped = overlaidReferences(read(ORDER), [edit('party', record(7)), edit('item', record(8), 'two'), edit('memo', text('b'))]);
    expect(mapped.body.find((one) => one.row.code === 'party')?.proposal).toEqual({ kind: 'value', value: { kind: 'record', recordType: 'customer', internalId: 7 } });
    expect(mapped.lines.map(({ columns }) => columns.find((one) => one.row.code === 'item')?.proposal)).toMatchObject([{ kind: 'reference' }, { value: { recordType: 'item', internalId: 8 } }]);
    expect(mapped.needs).toMatchObject([{ pointer: '/lines/0/sku' }]);
    expect(mapped.needs).toHaveLength(1);
  });

  it('leave a document without such edits as the map read it', () => {
    expect(overlaidReferences(read(ORDER), [edit('memo', text('b'))])).toEqual(read(ORDER));
  });

  it('settle what was missing or unreadable in their place, and no other problem', () => {
    const broken = read(document({ id: 1, party: { no: 'text' }, lines: [{ id: 'one', price: 'much' }, { id: 'two', price: '6' }] }));
    expect(broken.problems.map(({ pointer }) => pointer).sort()).toEqual(['/lines/0/price', '/lines/0/sku', '/lines/1/sku', '/party', '/sum']);
    const mapped = overlaidReferences(broken, [edit('party', record(7)), edit('item', record(8), 'one')]);
    expect(mapped.problems.map(({ pointer }) => pointer).sort()).toEqual(['/lines/0/price', '/lines/1/sku', '/sum']);
  });

  it('are of the type that the row names, or that its field is named for', () => {
    const rows = [field('location', { transform: { kind: 'binding', name: 'place' }, path: '', editable: { editor: 'reference' } })];
    const mapped = mapObject(compiled(rows), document({ id: 1 }), {});
    expect(rows.map(referredType)).toEqual(['location']);
    expect(overlaidReferences(mapped, [edit('location', record(3))])).toMatchObject({ body: [{ proposal: { value: { recordType: 'location', internalId: 3 } } }], problems: [] });
  });
});

describe('edits that are made later', () => {
  const before = [edit('memo', text('a')), edit('rate', text('1'), 'one')];

  it.each<[string, readonly OverlayEdit[], readonly OverlayEdit[]]>([
    ['of nothing leave those before', [], before],
    ['of another field stand beside them', [edit('day', text('2026-01-01'))], [...before, edit('day', text('2026-01-01'))]],
    ['of the same field take its place', [edit('memo', text('b'))], [edit('rate', text('1'), 'one'), edit('memo', text('b'))]],
    ['of the same column of another line stand beside it', [edit('rate', text('2'), 'two')], [...before, edit('rate', text('2'), 'two')]],
  ])('%s', (_what, later, merged) => {
    expect(mergedEdits(before, later)).toEqual(merged);
  });
});

describe('an object that is read', () => {
  const object = document({ memo: 'a', party: 'B', sum: '1' });

  it('without edits is read once, as it came', () => {
    const reads: DocumentValue[] = [];
    const under = readUnder(undefined, object, (value) => { reads.push(value); return read(value); });
    expect(under).toEqual({ value: object, mapped: read(object) });
    expect(reads).toEqual([object]);
  });

  it('under edits says the texts that people keyed in, and the records that they chose', () => {
    const { value, mapped } = readUnder({ request: 'rq-1', edits: [edit('memo', text('b')), edit('party', record(7))] }, object, read);
    expect(value).toEqual({ ...(object as object), memo: 'b' });
    const proposals = Object.fromEntries(mapped.body.map(({ row: { code }, proposal }) => [code, proposal]));
    expect(proposals).toMatchObject({ memo: { kind: 'value', value: { text: 'b' } }, party: { kind: 'value', value: { recordType: 'customer', internalId: 7 } } });
  });
});

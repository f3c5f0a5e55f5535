import { subsidiaryOf } from '../../../src/domain/document-subsidiary';
import type { MappedField } from '../../../src/domain/mapped-document';
import { missingOf, queryKey } from '../../../src/domain/references';
import type { PlannedReference, ReferenceMatch } from '../../../src/domain/references';
import type { Proposal, ReferenceNeed } from '../../../src/domain/transform';
import { row } from '../../support/builders';

const NEED: ReferenceNeed = { by: 'field', record: 'subsidiary', field: 'name', value: 'Canada', pointer: '/subsidiary' };
const PLANNED: PlannedReference = { need: NEED, query: { record: 'subsidiary', field: 'name', value: 'Canada' }, embedded: undefined };

const body = (proposal: Proposal, target = 'subsidiary'): { readonly body: readonly MappedField[] } => ({ body: [{ row: row({ target }), proposal, pointer: '/subsidiary', whenEmpty: 'keep' }] });
const match = (internalId: number, mapped?: number): ReferenceMatch => ({ internalId, inactive: false, ...(mapped === undefined ? {} : { mapped: { record: 'subsidiary', id: mapped, value: '' } }) });
const NONE = { own: undefined, named: [] };

describe('the subsidiary of a document', () => {
  it.each<[string, ReturnType<typeof body>, readonly ReferenceMatch[] | undefined, { readonly own: string | number | undefined; readonly named: readonly number[] }, number | undefined]>([
    ['is the record that its map writes', body({ kind: 'value', value: { kind: 'record', recordType: 'subsidiary', internalId: 4 } }), undefined, NONE, 4],
    ['is not known where its map writes a text', body({ kind: 'value', value: { kind: 'text', text: 'x' } }), undefined, { own: 2, named: [] }, undefined],
    ['is the one that it names', body({ kind: 'reference', need: NEED }), [match(3)], { own: 2, named: [] }, 3],
    ['is the one that the value map gives for what it names', body({ kind: 'reference', need: NEED }), [match(90, 3)], NONE, 3],
    ['is not known where what it names is there twice', body({ kind: 'reference', need: NEED }), [match(3), match(5)], { own: 2, named: [] }, undefined],
    ['is the only one of its source where what it names is not there', body({ kind: 'reference', need: NEED }), undefined, { own: 2, named: [] }, 2],
    ['is the only one of its source where it says none', body({ kind: 'empty', how: 'absent' }, 'memo'), undefined, { own: 2, named: [2] }, 2],
    ['is not known where its source posts to several', body({ kind: 'empty', how: 'absent' }, 'memo'), undefined, { own: 2, named: [3] }, undefined],
    ['is not known where its source names none by its id', body({ kind: 'empty', how: 'absent' }, 'memo'), undefined, { own: 'US', named: [] }, undefined],
  ])('%s', (_name, mapped, matches, source, expected) => {
    const found = new Map(matches === undefined ? [] : [[queryKey(PLANNED.query), matches]]);
    expect(subsidiaryOf(mapped, { planned: [PLANNED], problems: [] }, found, source)).toBe(expected);
  });

  it('is not known where nothing was planned for what it names', () => {
    expect(subsidiaryOf(body({ kind: 'reference', need: { ...NEED } }), { planned: [PLANNED], problems: [] }, new Map(), NONE)).toBeUndefined();
  });
});

describe('what a document names and NetSuite does not have', () => {
  it.each<[ReferenceNeed, object]>([
    [NEED, { by: 'field', record: 'subsidiary', name: 'name', value: 'Canada' }],
    [{ by: 'value_map', map: 'terms', value: 'x'.repeat(400), record: undefined, pointer: '/t' }, { by: 'value_map', record: '', name: 'terms', value: 'x'.repeat(300) }],
    [{ by: 'value_map', map: 'terms', value: 'N30', record: 'term', pointer: '/t' }, { by: 'value_map', record: 'term', name: 'terms', value: 'N30' }],
    [{ by: 'rule', record: 'customer', documentType: 'customer', document: '7', pointer: '/c' }, { by: 'rule', record: 'customer', name: 'customer', value: '7' }],
    [{ by: 'rule', record: 'customer', documentType: 'customer', document: { id: '7' }, pointer: '/c' }, { by: 'rule', record: 'customer', name: 'customer', value: '' }],
  ])('is told for whoever supplies it: %o', (need, missing) => {
    expect(missingOf(need)).toEqual(missing);
  });
});

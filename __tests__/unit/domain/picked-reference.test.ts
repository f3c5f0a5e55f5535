import { judgeReference, matchesFor, pickMap, planReferences, queriesOf, queryKey } from '../../../src/domain/references';
import type { PlannedReference, ReferenceMatch } from '../../../src/domain/references';
import type { ReferenceNeed } from '../../../src/domain/transform';

const NAMES = { externalIdOf: (type: string, id: string) => `shop_${type}_${id}`, valueMapIdOf: (map: string, value: string) => `vm_${map}_${value}` };
const FIELD: ReferenceNeed = { by: 'field', record: 'item', field: 'itemid', value: 'A', pointer: '/sku' };
const MAPPED: ReferenceNeed = { by: 'value_map', map: 'channel', value: 'Web', record: undefined, pointer: '/channel' };

function planned(need: ReferenceNeed): PlannedReference {
  const [first] = planReferences([need], () => undefined, NAMES).planned;
  if (first === undefined) throw new Error('Nothing was planned');
  return first;
}

const match = (internalId: number, changes: Partial<ReferenceMatch> = {}): ReferenceMatch => ({ internalId, inactive: false, ...changes });
const choice = (id: number | undefined, changes: Partial<ReferenceMatch> = {}): ReferenceMatch => match(90, { mapped: { record: 'item', id, value: '' }, ...changes });

it('what is looked up by a field is asked for twice: by the field, and by what people chose for the value', () => {
  const queries = queriesOf(planReferences([FIELD, MAPPED], () => undefined, NAMES));
  expect(queries.map(({ record, field, value }) => [record, field, value])).toEqual([
    ['item', 'itemid', 'A'], ['customrecord_dkt_value_map', 'externalid', 'vm_pick:item.itemid_A'], ['customrecord_dkt_value_map', 'externalid', 'vm_channel_Web'],
  ]);
});

it('the answers to both questions are told apart, and what has no answer was not found', () => {
  const reference = planned(FIELD);
  const [byField, byChoice] = queriesOf({ planned: [reference] });
  if (byField === undefined || byChoice === undefined) throw new Error('Two questions are asked');
  expect(matchesFor(reference, new Map([[queryKey(byField), [match(1)]], [queryKey(byChoice), [match(2)]]]))).toEqual({ found: [match(1)], chosen: [match(2)] });
  expect(matchesFor(reference, new Map())).toEqual({ found: [], chosen: [] });
  expect(matchesFor(planned(MAPPED), new Map([[queryKey(byChoice), [match(2)]]]))).toEqual({ found: [], chosen: [] });
});

it.each<[string, readonly ReferenceMatch[], readonly ReferenceMatch[] | undefined, object]>([
  ['one record, and a choice', [match(1)], [choice(7)], { kind: 'found', value: { internalId: 1 } }],
  ['no record, and a choice', [], [choice(7)], { kind: 'found', value: { kind: 'record', recordType: 'item', internalId: 7 } }],
  ['two records, and a choice', [match(1), match(2)], [choice(7)], { kind: 'found', value: { internalId: 7 } }],
  ['an inactive record, and a choice', [match(1, { inactive: true })], [choice(7)], { kind: 'found', value: { internalId: 7 } }],
  ['no record, and choices of which one is taken back', [], [choice(6, { inactive: true }), choice(7)], { kind: 'found', value: { internalId: 7 } }],
  ['no record, and a choice taken back', [], [choice(7, { inactive: true })], { kind: 'problem', problem: { code: 'reference_not_found', pointer: '/sku' } }],
  ['no record, and a choice of another type', [], [match(90, { mapped: { record: 'customer', id: 7, value: '' } })], { kind: 'problem' }],
  ['no record, and a choice of no record', [], [choice(undefined)], { kind: 'problem' }],
  ['no record, and an entry that points at nothing', [], [match(90)], { kind: 'problem' }],
  ['no record, and nobody asked for a choice', [], undefined, { kind: 'problem', problem: { code: 'reference_not_found' } }],
  ['two records, and no choice', [match(1), match(2)], [], { kind: 'problem', problem: { code: 'reference_ambiguous' } }],
  ['an inactive record, and no choice', [match(1, { inactive: true })], [], { kind: 'problem', problem: { code: 'reference_inactive' } }],
])('a value with %s is judged', (_what, found, chosen, expected) => {
  expect(judgeReference(planned(FIELD), found, chosen)).toMatchObject(expected);
});

it('a choice stands only for what is looked up by a field, not for an entry of a value map', () => {
  expect(judgeReference(planned(MAPPED), [], [choice(7)])).toMatchObject({ kind: 'problem', problem: { code: 'value_not_mapped' } });
});

it('a choice is kept under the name that it is looked for under', () => {
  expect(queriesOf({ planned: [planned(FIELD)] })[1]?.value).toBe(NAMES.valueMapIdOf(pickMap({ record: 'item', field: 'itemid' }), 'A'));
});

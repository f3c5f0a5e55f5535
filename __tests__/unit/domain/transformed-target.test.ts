import { decideCreate, resolveDocument } from '../../../src/domain/decide';
import type { ObjectRule } from '../../../src/domain/map';
import { mapObject } from '../../../src/domain/mapping';
import { planReferences, queryKey } from '../../../src/domain/references';
import type { ReferenceMatch } from '../../../src/domain/references';
import { compiled, document, lineSource, row } from '../../support/builders';

const NAMES = { externalIdOf: (type: string, id: string) => `shop_${type}_${id}`, valueMapIdOf: (map: string, value: string) => `vm_${map}_${value}` };

const TRANSFORM = { kind: 'transform', from: 'salesorder', path: '/order', source: { by: 'rule', documentType: 'order' } } as const;
const LINES = [lineSource(), lineSource({ name: 'fees', keyPrefix: 'fee-' }), lineSource({ name: 'costs', sublist: 'expense', each: '/costs' })];
/** A document of one cost, and what it makes of that. */
const COSTS = { costs: [{ id: 'c' }] };
const COST_LINES = [{ sublist: 'expense', key: 'c', columns: [] }];

/** Decides a document of which only the order is looked up. */
function decide(changes: Partial<ObjectRule>, value: unknown, found: readonly ReferenceMatch[] = [{ internalId: 9, inactive: false }], rows = [row()]) {
  const map = compiled(rows, { target: 'invoice', lines: LINES, parts: { action: TRANSFORM }, ...changes });
  const mapped = mapObject(map, document(value), {});
  const plan = planReferences(mapped.needs, () => undefined, NAMES);
  const resolution = resolveDocument(mapped, plan, new Map(plan.planned.map(({ query }) => [queryKey(query), found])));
  return resolution.kind === 'resolved' ? decideCreate(map, resolution.document).plan : resolution;
}

describe('a record that is transformed from another', () => {
  it('comes from the record that the document names; a full document names every line of its sublists', () => {
    expect(decide({}, { order: 7, note: 'x', ...COSTS })).toEqual({
      from: { recordType: 'salesorder', internalId: 9 }, body: [{ target: 'memo', value: { kind: 'text', text: 'x' } }], lines: COST_LINES, wholeSublists: ['item', 'expense'],
    });
  });

  it('keeps the lines that a partial document does not name', () => {
    expect(decide({ documents: 'partial' }, { order: 7 })).toMatchObject({ from: { internalId: 9 }, wholeSublists: [] });
  });

  it('is created on its own where no record need be named, and then says nothing of copied lines', () => {
    expect(decide({ parts: { action: { ...TRANSFORM, whenAbsent: 'create' } } }, { note: 'x', ...COSTS })).toEqual({ body: [{ target: 'memo', value: { kind: 'text', text: 'x' } }], lines: COST_LINES });
    expect(decide({ parts: { action: { kind: 'write' } } }, { order: 7, ...COSTS })).toEqual({ body: [], lines: COST_LINES });
  });

  it('waits where the record that it comes from is not there yet', () => {
    expect(decide({}, { order: 7, ...COSTS }, [])).toMatchObject({ kind: 'bring', references: [], awaited: [{ query: { record: 'salesorder', field: 'externalid', value: 'shop_order_7' } }] });
  });
});

describe('a field that is taken from the record that the document names', () => {
  const customer = row({ target: 'entity', path: '/order', transform: { kind: 'reference', record: 'salesorder', by: 'rule', documentType: 'order', take: { field: 'entity', record: 'customer' } } });
  const decideTaken = (found: readonly ReferenceMatch[]) => decide({ parts: {}, lines: [] }, { order: 7 }, found, [customer]);

  it('is what that field points at', () => {
    expect(decideTaken([{ internalId: 9, inactive: false, taken: 70 }])).toMatchObject({ body: [{ target: 'entity', value: { kind: 'record', recordType: 'customer', internalId: 70 } }] });
  });

  it('is for a person where that field is empty', () => {
    const message = 'The salesorder with externalid "shop_order_7" has no entity.';
    expect(decideTaken([{ internalId: 9, inactive: false }])).toMatchObject({ kind: 'review', problem: { errors: [{ pointer: '/order', code: 'reference_not_found', message }] } });
  });

  it('is looked up by its own query, apart from the record itself', () => {
    const [taken, whole] = [undefined, 'entity'].map((take) => queryKey({ record: 'salesorder', field: 'externalid', value: 'x', ...(take === undefined ? {} : { take }) }));
    expect([taken, whole]).toEqual(['salesorder\nexternalid\n\nx', 'salesorder\nexternalid\nentity\nx']);
    const { planned } = planReferences(mapObject(compiled([customer]), document({ order: 7 }), {}).needs, () => undefined, NAMES);
    expect(planned.map(({ query }) => query)).toEqual([{ record: 'salesorder', field: 'externalid', value: 'shop_order_7', take: 'entity' }]);
  });
});

it('a record that is named itself is looked up without a field to take', () => {
  const { needs } = mapObject(compiled([row({ path: '/who', transform: { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' } })]), document({ who: 7 }), {});
  expect(needs).toStrictEqual([{ by: 'rule', record: 'customer', documentType: 'customer', document: '7', pointer: '/who' }]);
});

it('an entry of a value map is looked up in the record type that holds the value maps', () => {
  const { needs } = mapObject(compiled([row({ path: '/via', transform: { kind: 'value_map', map: 'channel' } })]), document({ via: 'web' }), {});
  expect(planReferences(needs, () => undefined, NAMES).planned.map(({ query }) => query)).toEqual([{ record: 'customrecord_dkt_value_map', field: 'externalid', value: 'vm_channel_web' }]);
});

it('a reference that nobody planned to look up is a defect, told by its place', () => {
  const mapped = mapObject(compiled([row({ path: '/sku', transform: { kind: 'reference', record: 'item', by: 'field', field: 'itemid' } })]), document({ sku: 'A' }), {});
  expect(() => resolveDocument(mapped, { planned: [], problems: [] }, new Map())).toThrow('The reference at "/sku" was not planned: this is a defect in the caller.');
});

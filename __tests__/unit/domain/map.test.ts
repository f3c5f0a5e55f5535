import { canonicalRows } from '../../../src/domain/map';
import type { OwnershipRow } from '../../../src/domain/map';
import { row } from '../../support/builders';

const CHANGES: readonly Partial<OwnershipRow>[] = [
  { code: 'x' }, { lines: 'items' }, { target: 'x' }, { owner: 'x' }, { kind: 'copy' }, { path: '/x' }, { transform: { kind: 'text', max: 5 } }, { required: true }, { onConflict: 'drop' },
  { onEmpty: 'clear' }, { group: 'x' }, { decision: 'D-9999' },
];

it.each(CHANGES)('the text of the rows changes with %j', (change) => {
  expect(canonicalRows([row(change)])).not.toBe(canonicalRows([row()]));
});

it('the text of the rows covers every member of a row', () => {
  expect(CHANGES.flatMap((change) => Object.keys(change)).sort()).toEqual(Object.keys(row()).sort());
});

it('the text of the rows does not depend on the member order of a transform, as a stored row may come back in another', () => {
  const one = row({ transform: { kind: 'reference', record: 'item', by: 'field', field: 'itemid' } });
  const other = row({ transform: { field: 'itemid', by: 'field', record: 'item', kind: 'reference' } });
  expect(canonicalRows([one])).toBe(canonicalRows([other]));
});

it('the text of the rows depends on their order and number', () => {
  const [a, b] = [row({ code: 'a' }), row({ code: 'b' })];
  expect(new Set([[a, b], [b, a], [a], [a, b, b], []].map(canonicalRows)).size).toBe(5);
});

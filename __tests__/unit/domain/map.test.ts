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

it('the text of the rows is a line for each, its members in one order at every depth', () => {
  const when = row({ code: 'b', onEmpty: { absent: 'keep', null: 'clear', blank: 'refuse' }, transform: { kind: 'when', when: [{ path: '/b', equals: 1 }, { path: '/a', present: true }], then: { transform: { kind: 'text', max: 5 } } } });
  expect(canonicalRows([row({ code: 'a' }), when])).toBe([
    '["a","","memo","shop","authoritative","/note","{\\"kind\\":\\"text\\"}",false,"review","keep","","D-0001"]',
    '["b","","memo","shop","authoritative","/note","{\\"kind\\":\\"when\\",\\"then\\":{\\"transform\\":{\\"kind\\":\\"text\\",\\"max\\":5}},\\"when\\":[{\\"equals\\":1,\\"path\\":\\"/b\\"},{\\"path\\":\\"/a\\",\\"present\\":true}]}",false,"review","keep,clear,refuse","","D-0001"]',
  ].join('\n'));
});

it('the text of the rows takes a stored transform as it is, whatever it holds', () => {
  const stored = JSON.parse('{"max":null,"kind":"text"}') as OwnershipRow['transform'];
  expect(canonicalRows([row({ transform: stored })])).toContain('"{\\"kind\\":\\"text\\",\\"max\\":null}"');
});

it('the text of the rows depends on their order and number', () => {
  const [a, b] = [row({ code: 'a' }), row({ code: 'b' })];
  expect(new Set([[a, b], [b, a], [a], [a, b, b], []].map(canonicalRows)).size).toBe(5);
});

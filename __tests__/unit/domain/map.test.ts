import { EDITORS } from '../../../src/domain/editable';
import { canonicalRows, editableOf, editableText } from '../../../src/domain/map';
import type { OwnershipRow } from '../../../src/domain/map';
import { row } from '../../support/builders';

const CHANGES: readonly Partial<OwnershipRow>[] = [
  { code: 'x' }, { lines: 'items' }, { target: 'x' }, { owner: 'x' }, { kind: 'copy' }, { path: '/x' }, { transform: { kind: 'text', max: 5 } }, { required: true }, { onConflict: 'drop' },
  { onEmpty: 'clear' }, { group: 'x' }, { decision: 'D-9999' }, { editable: { editor: 'text' } },
];

it.each(CHANGES)('the text of the rows changes with %j', (change) => {
  expect(canonicalRows([row(change)])).not.toBe(canonicalRows([row()]));
});

it('the text of the rows covers every member of a row', () => {
  expect(CHANGES.flatMap((change) => Object.keys(change)).sort()).toEqual([...Object.keys(row()), 'editable'].sort());
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

it.each(EDITORS)('that a row is edited as %s, with or without approval, is read as it was written', (editor) => {
  expect([editableText({ editor }), editableText({ editor, needsApproval: false }), editableText({ editor, needsApproval: true })]).toEqual([editor, editor, `${editor},approval`]);
  expect([editableOf(editor), editableOf(`${editor},approval`), editableOf(`${editor},other`)]).toEqual([{ editor }, { editor, needsApproval: true }, { editor }]);
});

it('a row that is not released for editing says so with nothing, and what names no editor releases nothing', () => {
  expect(editableText(undefined)).toBe('');
  for (const text of ['', ',approval', 'Text', 'approval']) expect([text, editableOf(text)]).toEqual([text, undefined]);
});

it('whether an edit needs approval changes the text of the rows', () => {
  const texts = [{}, { editable: { editor: 'number' } }, { editable: { editor: 'number', needsApproval: true } }, { editable: { editor: 'date' } }] satisfies readonly Partial<OwnershipRow>[];
  expect(new Set(texts.map((changes) => canonicalRows([row(changes)]))).size).toBe(4);
});

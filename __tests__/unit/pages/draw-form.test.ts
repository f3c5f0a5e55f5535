import * as message from 'N/ui/message';
import * as serverWidget from 'N/ui/serverWidget';

import type { PageDraft } from '../../../src/pages/draft';
import { asCharacters, drawForm } from '../../../src/pages/draw-form';

/** What was done with an object of serverWidget, call by call. */
function recorder(values: Record<string, unknown> = {}) {
  const calls: unknown[][] = [];
  const target: Record<string, unknown> = { ...values };
  const proxy: Record<string, unknown> = new Proxy(target, {
    get: (object, name) => (name in object ? object[String(name)] : (...args: unknown[]) => { calls.push([name, ...args]); return undefined; }),
  });
  return { calls, target, proxy };
}

function drawn(draft: PageDraft) {
  const fields = new Map<string, ReturnType<typeof recorder>>();
  const added = (options: { id: string }) => { const field = recorder(); fields.set(options.id, field); field.calls.push(['added', options]); return field.proxy; };
  const sublist = recorder({ addField: added });
  const form = recorder({ addField: added, addSublist: (options: unknown) => { form.calls.push(['addSublist', options]); return sublist.proxy; }, addFieldGroup: (options: unknown) => { form.calls.push(['addFieldGroup', options]); return {}; } });
  const createForm = jest.spyOn(serverWidget, 'createForm').mockReturnValue(form.proxy as unknown as serverWidget.Form);
  drawForm(draft);
  return { createForm, form, sublist, fields };
}

beforeEach(() => {
  const names = (list: readonly string[]) => Object.fromEntries(list.map((name) => [name, name]));
  Object.assign(serverWidget, {
    FieldType: names(['TEXT', 'LONGTEXT', 'URL', 'SELECT', 'CHECKBOX', 'TEXTAREA', 'DATE', 'INTEGER', 'CURRENCY']), FieldDisplayType: names(['INLINE', 'HIDDEN']), FieldBreakType: names(['STARTCOL']),
    FormPageLinkType: names(['BREADCRUMB', 'CROSSLINK']), SublistType: names(['LIST', 'STATICLIST']),
  });
  Object.assign(message, { Type: names(['CONFIRMATION', 'INFORMATION', 'WARNING', 'ERROR']) });
});

afterEach(() => jest.restoreAllMocks());

const page = (changes: Partial<PageDraft> = {}): PageDraft => ({ title: 'Page', banners: [], links: [], groups: [], ...changes });

describe('a drawn page', () => {
  it('puts nothing of a document into markup', () => {
    const nasty = '<script>alert(1)</script>';
    const { createForm, form, fields, sublist } = drawn(page({
      title: nasty, banners: [{ kind: 'warning', title: nasty, text: nasty }], links: [{ kind: 'crosslink', title: nasty, url: '/x' }],
      groups: [{ id: 'g', label: 'G', fields: [{ kind: 'shown', id: 'f', label: nasty, value: nasty }, { kind: 'link', id: 'l', label: 'L', url: '/x', text: nasty }] }],
      tables: [{ id: 't', label: nasty, columns: [{ id: 'c', label: 'C', kind: 'text' }], rows: [{ c: nasty }] }],
    }));
    const shown = JSON.stringify([createForm.mock.calls, form.calls, sublist.calls, [...fields.values()].map(({ calls, target }) => [calls, target])]);
    expect(shown).not.toContain('<script');
    expect(shown).toContain('<\u2060script>alert(1)<\u2060/script>');
    expect([...fields.values()].flatMap(({ calls }) => calls.filter(([name]) => name === 'added')).map(([, options]) => (options as { type: string }).type)).not.toContain('INLINEHTML');
  });

  it('keeps what travels as it is, and hides it', () => {
    const { fields } = drawn(page({ hidden: { custpage_token: 'a<b' } }));
    expect(fields.get('custpage_token')?.calls).toContainEqual(['updateDisplayType', { displayType: 'HIDDEN' }]);
    expect(fields.get('custpage_token')?.target['defaultValue']).toBe('a<b');
  });

  it('cuts a cell to what a line takes, on a whole character, and leaves empty cells out', () => {
    const { sublist } = drawn(page({ tables: [{ id: 't', label: 'T', columns: [{ id: 'c', label: 'C', kind: 'text' }, { id: 'e', label: 'E', kind: 'text' }], rows: [{ c: `${'x'.repeat(298)}😀y`, e: '' }] }] }));
    const [, set] = sublist.calls.find(([name]) => name === 'setSublistValue') ?? [];
    expect(set).toEqual({ id: 'c', line: 0, value: `${'x'.repeat(298)}…` });
    expect(sublist.calls.filter(([name]) => name === 'setSublistValue')).toHaveLength(1);
  });

  it('gives lists their marks and their total, and columns of links their text', () => {
    const { form, sublist, fields } = drawn(page({
      submit: 'Go', tables: [{ id: 't', label: 'T', marks: true, total: 'a', columns: [{ id: 'a', label: 'A', kind: 'amount' }, { id: 'u', label: 'Open', kind: 'link', linkText: 'Review' }], rows: [{ a: '1.00', u: '/x' }] }],
    }));
    expect(form.calls).toContainEqual(['addSublist', { id: 't', label: 'T', type: 'LIST' }]);
    expect(sublist.calls).toEqual(expect.arrayContaining([['addMarkAllButtons'], ['updateTotallingFieldId', { id: 'a' }], ['setSublistValue', { id: 'u', line: 0, value: '/x' }]]));
    expect(fields.get('u')?.target['linkText']).toBe('Review');
    expect(form.calls).toContainEqual(['addSubmitButton', { label: 'Go' }]);
  });

  it('marks what is required, and gives choices and help', () => {
    const { fields } = drawn(page({ groups: [{ id: 'g', label: 'G', fields: [{ kind: 'choice', id: 'c', label: 'C', value: 'b', mandatory: true, help: 'Why', newColumn: true, choices: [{ value: 'a', text: 'A' }, { value: 'b', text: '<b>' }] }] }] }));
    expect(fields.get('c')?.calls).toEqual(expect.arrayContaining([
      ['setHelpText', { help: 'Why' }], ['updateBreakType', { breakType: 'STARTCOL' }], ['addSelectOption', { value: 'a', text: 'A', isSelected: false }], ['addSelectOption', { value: 'b', text: '<\u2060b>', isSelected: true }],
    ]));
    expect(fields.get('c')?.target).toMatchObject({ isMandatory: true, defaultValue: 'b' });
  });
});

it.each([['a < b', 'a < b'], ['<b>', '<\u2060b>'], ['</td>', '<\u2060/td>'], ['<!--', '<\u2060!--'], ['<3', '<3']])('%j reads as %j', (text, expected) => {
  expect(asCharacters(text)).toBe(expected);
});

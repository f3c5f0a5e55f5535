import type { Emulator } from '../../../emulator/types';
import { bootWithSuitelet, failureOf, formOf, pageValue } from '../../support/suitelet-project';

let emulator: Emulator;
beforeEach(async () => { emulator = await bootWithSuitelet(); });

const TEXT = "form.addField({ id: 'one', label: 'One', type: serverWidget.FieldType.TEXT })";
const LIST = "const list1 = form.addSublist({ id: 'lines', label: 'Lines', type: 'LIST' }); list1.addField({ id: 'mark', label: 'Mark', type: 'CHECKBOX' }); list1.addField({ id: 'amount', label: 'Amount', type: 'CURRENCY' });";

describe('a form', () => {
  it('has its parts in the order they are added', () => {
    const page = formOf(emulator, `form.addTab({ id: 'left', label: 'Left' }); form.addSubtab({ id: 'under', label: 'Under', tab: 'left' });
      const group = form.addFieldGroup({ id: 'filters', label: 'Filters', tab: 'left' }); group.isCollapsible = true; group.isSingleColumn = true;
      form.addField({ id: 'kind', label: 'Kind', type: 'select', container: 'filters' }).addSelectOption({ value: 'a', text: 'A', isSelected: true });
      ${TEXT}.isMandatory = true; form.addButton({ id: 'go', label: 'Go', functionName: 'go' }); form.addSubmitButton({ label: 'Send' }); form.addResetButton();
      form.addPageLink({ type: 'BREADCRUMB', title: 'Queue', url: '/queue' }); form.clientScriptModulePath = './client.js';`);
    expect(page).toMatchObject({
      title: 'F', submitButton: { label: 'Send' }, resetButton: { label: 'Reset' }, buttons: [{ id: 'go', functionName: 'go', isDisabled: false, isHidden: false }],
      links: [{ type: 'BREADCRUMB', title: 'Queue', url: '/queue' }], clientModule: { kind: 'path', path: '/SuiteScripts/sample/client.js' },
      tabs: [{ id: 'left', parent: undefined }, { id: 'under', parent: 'left' }], fieldGroups: [{ id: 'filters', tab: 'left', isCollapsible: true, isCollapsed: false, isSingleColumn: true }],
      fields: [{ id: 'kind', type: 'SELECT', container: 'filters', value: 'a', valueText: 'A', options: [{ value: 'a', text: 'A' }] }, { id: 'one', isMandatory: true, value: '' }],
    });
  });

  it('keeps what was written, not what is changed later', () => {
    expect(formOf(emulator, "form.title = 'before'; response.writePage(form); form.title = 'after'; return;").title).toBe('before');
  });

  it('puts a part before another', () => {
    const page = formOf(emulator, `${TEXT}; form.insertField({ field: form.addField({ id: 'two', label: 'Two', type: 'TEXT' }), nextfield: 'one' });`);
    expect(page.fields.map(({ id }) => id)).toEqual(['two', 'one']);
  });

  it.each([
    ['a checkbox as T and F', "form.addField({ id: 'one', label: 'One', type: 'CHECKBOX' }).defaultValue = 'T';", 'T'],
    ['a number as text', `${TEXT}.defaultValue = 12.5;`, '12.5'],
    ['a date in the company format', "form.addField({ id: 'one', label: 'One', type: 'DATE' }).defaultValue = new Date(2026, 8, 5);", '9/5/2026'],
    ['several choices joined', "form.addField({ id: 'one', label: 'One', type: 'MULTISELECT' }).defaultValue = ['1', '2'];", '1\u00052'],
    ['nothing as an empty text', `${TEXT}.defaultValue = null;`, ''],
    ['many at once', `${TEXT}; form.updateDefaultValues({ values: { one: 'x' } });`, 'x'],
  ])('holds %s', (_title, code, value) => {
    expect(formOf(emulator, code).fields[0]?.value).toBe(value);
  });

  it('offers the active rows of a source by name, and shows what is chosen', () => {
    emulator.createRecord({ type: 'customrecord_ticket', values: { name: 'Zebra', custrecord_ticket_code: 'Z' } });
    const [field] = formOf(emulator, "form.addField({ id: 'one', label: 'One', type: 'SELECT', source: 'customrecord_ticket' }).defaultValue = '1';").fields;
    expect(field).toMatchObject({ options: [{ value: '1', text: 'First' }, { text: 'Second' }, { text: 'Zebra' }], valueText: 'First', optionsCut: false });
  });

  it('gives an inline select the page of its record', () => {
    const [field] = formOf(emulator, "const f = form.addField({ id: 'one', label: 'One', type: 'SELECT', source: 'customrecord_ticket' }); f.defaultValue = '1'; f.updateDisplayType({ displayType: 'INLINE' });").fields;
    expect(field).toMatchObject({ valueText: 'First', valueUrl: '/app/common/custom/custrecordentry.nl?rectype=customrecord_ticket&id=1', options: [] });
  });

  it('shows messages in order, from a message or its options', () => {
    expect(formOf(emulator, `form.addPageInitMessage({ type: message.Type.WARNING, title: 'T', message: 'M', duration: 5000 });
      form.addPageInitMessage({ message: message.create({ type: message.Type.CONFIRMATION, message: 'Done' }) });`).messages).toEqual([
      { type: 'WARNING', title: 'T', message: 'M', durationMs: 5000 }, { type: 'CONFIRMATION', title: '', message: 'Done', durationMs: 0 },
    ]);
  });

  it('groups radio buttons of one id, and knows which is chosen', () => {
    const page = formOf(emulator, "form.addField({ id: 'view', label: 'By cause', type: 'RADIO', source: 'cause' }).defaultValue = 'cause'; form.addField({ id: 'view', label: 'By operation', type: 'RADIO', source: 'operation' });");
    expect(page.fields.map(({ radioValue, value }) => [radioValue, value])).toEqual([['cause', 'cause'], ['operation', 'cause']]);
  });
});

describe('what a script reads back', () => {
  it.each([
    ['a field by id', `${TEXT}.defaultValue = 'x'; const f = form.getField({ id: 'one' }); return [f.id, f.type, f.label, f.defaultValue, f.isMandatory, f.alias];`, ['one', 'text', 'One', 'x', false, 'one']],
    ['no field by an id that is none', "return form.getField({ id: 'none' });", null],
    ['tabs, not subtabs', "form.addTab({ id: 'a', label: 'A' }); form.addSubtab({ id: 'b', label: 'B', tab: 'a' }); return form.getTabs();", ['a']],
    ['lines, and an empty cell as null', `${LIST} list1.setSublistValue({ id: 'amount', line: 1, value: '5.00' }); return [list1.lineCount, list1.getSublistValue({ id: 'amount', line: 1 }), list1.getSublistValue({ id: 'amount', line: 0 })];`, [2, '5.00', null]],
    ['choices by filter', "const f = form.addField({ id: 'one', label: 'One', type: 'SELECT' }); f.addSelectOption({ value: '', text: '' }); f.addSelectOption({ value: '1', text: 'John Smith' }); return f.getSelectOptions({ filter: 'JOHN', filteroperator: 'startswith' });", [{ value: '1', text: 'John Smith' }]],
    ['the other client script as null', "form.clientScriptFileId = 12; return [form.clientScriptFileId, form.clientScriptModulePath];", [12, null]],
  ])('is %s', (_title, code, value) => {
    expect(pageValue(emulator, `const form = serverWidget.createForm({ title: 'F' }); ${code}`)).toEqual(value);
  });
});

describe('a sublist', () => {
  it('has its columns, lines and buttons', () => {
    const [sublist] = formOf(emulator, `${LIST} list1.addMarkAllButtons(); list1.addRefreshButton(); list1.addButton({ id: 'retry', label: 'Retry', functionName: 'retry' }); list1.updateTotallingFieldId({ id: 'amount' });
      const link = list1.addField({ id: 'open', label: 'Open', type: 'URL' }); link.linkText = 'Review'; list1.setSublistValue({ id: 'mark', line: 0, value: 'T' }); list1.setSublistValue({ id: 'open', line: 0, value: '/op?id=1' });
      list1.setSublistValue({ id: 'amount', line: 1, value: '5.00' }); list1.setSublistValue({ id: 'amount', line: 1, value: null });`).sublists;
    expect(sublist).toMatchObject({
      type: 'LIST', hasMarkAll: true, hasRefresh: true, totallingField: 'amount', buttons: [{ id: 'retry' }], fields: [{ id: 'mark' }, { id: 'amount' }, { id: 'open' }],
      lines: [{ mark: { value: 'T' }, open: { value: '/op?id=1', text: 'Review', url: '/op?id=1' } }, { amount: { value: '' } }],
    });
  });

  it('reads each chosen name once', () => {
    const [sublist] = formOf(emulator, "const s = form.addSublist({ id: 's', label: 'S', type: 'LIST' }); s.addField({ id: 't', label: 'T', type: 'SELECT', source: 'customrecord_ticket' }).updateDisplayType({ displayType: 'INLINE' }); s.setSublistValue({ id: 't', line: 0, value: '2' });").sublists;
    expect(sublist?.lines).toEqual([{ t: { value: '2', text: 'Second', url: '/app/common/custom/custrecordentry.nl?rectype=customrecord_ticket&id=2' } }]);
  });
});

describe('documented failures', () => {
  it.each([
    ['section_4337905245', 'a field without a label', "form.addField({ id: 'one', type: 'TEXT' })", 'SSS_MISSING_REQD_ARGUMENT'],
    ['section_4337905245', 'a radio button without a source', "form.addField({ id: 'one', label: 'One', type: 'RADIO' })", 'SSS_MISSING_REQD_ARGUMENT'],
    ['section_456052185058', 'an empty text as a cell', `${LIST} list1.setSublistValue({ id: 'amount', line: 0, value: '' });`, 'SSS_MISSING_REQD_ARGUMENT'],
    ['section_456052185058', 'a boolean as a cell', `${LIST} list1.setSublistValue({ id: 'mark', line: 0, value: true });`, 'WRONG_PARAMETER_TYPE'],
    ['section_4625445350', 'a module path beside a file id', "form.clientScriptFileId = 1; form.clientScriptModulePath = './x.js';", 'PROPERTY_VALUE_CONFLICT'],
    ['section_4340375753', 'a file id beside a module path', "form.clientScriptModulePath = './x.js'; form.clientScriptFileId = 1;", 'PROPERTY_VALUE_CONFLICT'],
    ['section_1530198114', 'a message that is no object', "form.addPageInitMessage('hello')", 'WRONG_PARAMETER_TYPE'],
    ['N/ui/message', 'a message without a type', "message.create({ title: 'T' })", 'MISSING_REQD_ARGUMENT'],
    ['Field.setHelpText', 'help that is no text', `${TEXT}.setHelpText({ help: 5 })`, 'SSS_INVALID_TYPE_ARG'],
  ])('%s: %s', (_page, _title, code, name) => {
    expect(failureOf(emulator, code)).toBe(name);
  });
});

const SUBLIST_TYPES = ['DATETIME', 'FILE', 'HELP', 'INLINEHTML', 'LABEL', 'LONGTEXT', 'MULTISELECT', 'RADIO', 'RICHTEXT'];
const LIST_TYPES = ['CHECKBOX', 'DATETIME', 'DATETIMETZ', 'FILE', 'HELP', 'INLINEHTML', 'LABEL', 'MULTISELECT', 'SELECT', 'RADIO'];

describe('what NetSuite does not support is refused by name', () => {
  it.each(SUBLIST_TYPES)('a column of type %s (section_4332671056)', (type) => {
    expect(failureOf(emulator, `form.addSublist({ id: 's', label: 'S', type: 'LIST' }).addField({ id: 'a', label: 'A', type: '${type}', source: 'x' });`)).toContain(`refused: a field of type ${type} on a sublist`);
  });
  it.each(LIST_TYPES)('a list column of type %s (section_4332671056)', (type) => {
    expect(failureOf(emulator, `list.addColumn({ id: 'a', label: 'A', type: '${type}' });`)).toContain(`refused: a field of type ${type} on a list`);
  });
  it.each([
    ['a field of type DATETIME', "form.addField({ id: 'a', label: 'A', type: 'DATETIME' })", 'DATETIME'],
    ['a file in a tab', "form.addTab({ id: 't', label: 'T' }); form.addField({ id: 'a', label: 'A', type: 'FILE', container: 't' })", 'FILE'],
    ['capitals in an id', "form.addField({ id: 'aB', label: 'A', type: 'TEXT' })", 'lower case'],
    ['spaces in an id', "form.addSublist({ id: 'a b', label: 'A', type: 'LIST' })", 'without spaces'],
    ['two fields of one id', `${TEXT}; ${TEXT};`, 'two fields one'],
    ['choices beside a source', "form.addField({ id: 'a', label: 'A', type: 'SELECT', source: 'customer' }).addSelectOption({ value: '1', text: 'x' })", 'has a source'],
    ['a source that is none', "form.addField({ id: 'a', label: 'A', type: 'SELECT', source: 'customrecord_none' })", 'customrecord_none'],
    ['more than 100,000 characters of long text', "form.addField({ id: 'a', label: 'A', type: 'LONGTEXT' }).defaultValue = 'x'.repeat(100001)", '100,000'],
    ['true as a checkbox', "form.addField({ id: 'a', label: 'A', type: 'CHECKBOX' }).defaultValue = 'true'", 'T or F'],
    ['a column the sublist lacks', `${LIST} list1.setSublistValue({ id: 'none', line: 0, value: 'x' })`, 'none'],
    ['marks on a list that is edited', "form.addSublist({ id: 's', label: 'S', type: 'INLINEEDITOR' }).addMarkAllButtons()", 'INLINEEDITOR'],
    ['assistants', "serverWidget.createAssistant({ title: 'A' })", 'N/ui/serverWidget.createAssistant'],
    ['a container that is none', "form.addField({ id: 'a', label: 'A', type: 'TEXT', container: 'none' })", 'none'],
  ])('%s', (_title, code, part) => {
    expect(failureOf(emulator, code)).toMatch(new RegExp(`^refused: .*${part}`));
  });
});

/** A sublist of one column and one line. */
const SUBLIST = "(() => { const s = N['N/ui/serverWidget'].createForm({ title: 'F' }).addSublist({ id: 's', label: 'S', type: 'LIST' }); s.addField({ id: 'a', label: 'A', type: 'TEXT' }); s.setSublistValue({ id: 'a', line: 0, value: 'x' }); return s; })()";

/** How a script gets hold of an object of each emulated class. */
export const INSTANCES: Readonly<Record<string, string>> = {
  'N/cache.Cache': "N['N/cache'].getCache({ name: 'c' })",
  'N/crypto.Hash': "N['N/crypto'].createHash({ algorithm: 'SHA256' })",
  'N/error.SuiteScriptError': "N['N/error'].create({ name: 'N', message: 'M' })",
  'N/error.UserEventError': "(() => { try { N['N/record'].submitFields({ type: 'salesorder', id: ids.order, values: { memo: 'fail' } }); } catch (e) { return e; } })()",
  'N/file.File': "N['N/file'].create({ name: 'f.txt', fileType: 'PLAINTEXT', contents: 'x', folder: 1, description: 'd' })",
  'N/ui/message.Message': "N['N/ui/message'].create({ type: 0 })",
  'N/ui/serverWidget.Form': "N['N/ui/serverWidget'].createForm({ title: 'F' })",
  'N/ui/serverWidget.List': "N['N/ui/serverWidget'].createList({ title: 'L' })",
  'N/ui/serverWidget.ListColumn': "N['N/ui/serverWidget'].createList({ title: 'L' }).addColumn({ id: 'c', label: 'C', type: 'TEXT' })",
  'N/ui/serverWidget.Field': "N['N/ui/serverWidget'].createForm({ title: 'F' }).addField({ id: 'f', label: 'F', type: 'SELECT' })",
  'N/ui/serverWidget.FieldGroup': "N['N/ui/serverWidget'].createForm({ title: 'F' }).addFieldGroup({ id: 'g', label: 'G' })",
  'N/ui/serverWidget.Tab': "N['N/ui/serverWidget'].createForm({ title: 'F' }).addTab({ id: 't', label: 'T' })",
  'N/ui/serverWidget.Button': "N['N/ui/serverWidget'].createForm({ title: 'F' }).addButton({ id: 'b', label: 'B' })",
  'N/ui/serverWidget.Sublist': SUBLIST,
  'N/runtime.Session': "N['N/runtime'].getCurrentSession()",
  'N/runtime.Script': "N['N/runtime'].getCurrentScript()",
  'N/runtime.User': "N['N/runtime'].getCurrentUser()",
  'N/query.ResultSet': "N['N/query'].runSuiteQL({ query: 'SELECT id FROM customrecord_ticket' })",
  'N/query.Result': "N['N/query'].runSuiteQL({ query: 'SELECT id FROM customrecord_ticket' }).results[0]",
  'N/query.Column': "N['N/query'].runSuiteQL({ query: 'SELECT id FROM customrecord_ticket' }).columns[0]",
  'N/record.Record': "N['N/record'].load({ type: 'customrecord_ticket', id: ids.ticket })",
  'N/task.MapReduceScriptTask': "N['N/task'].create({ taskType: 'MAP_REDUCE', scriptId: 'customscript_sweep', deploymentId: 'customdeploy_sweep_now' })",
  'N/task.MapReduceScriptTaskStatus': "N['N/task'].checkStatus({ taskId: (globalThis.task ??= N['N/task'].create({ taskType: 'MAP_REDUCE', scriptId: 'customscript_sweep', deploymentId: 'customdeploy_sweep_now' }).submit()) })",
  'N/search.Search': "N['N/search'].create({ type: 'customrecord_ticket', columns: ['name'] })",
  'N/search.ResultSet': "N['N/search'].create({ type: 'customrecord_ticket', columns: ['name'] }).run()",
  'N/search.Result': "N['N/search'].create({ type: 'customrecord_ticket', columns: ['name'] }).run().getRange({ start: 0, end: 1 })[0]",
  'N/search.Column': "N['N/search'].createColumn({ name: 'name' })",
  'N/search.Filter': "N['N/search'].createFilter({ name: 'name', operator: 'is', values: ['x'] })",
};

/** One call that succeeds: preparation that is not measured, then the call. */
export interface MeteredCase {
  readonly member: string;
  readonly category?: 'custom' | 'transaction' | 'other';
  readonly prepare?: string;
  readonly call: string;
}

const ORDER = "N['N/record'].load({ type: 'salesorder', id: ids.order })";

const SEARCH = "N['N/search'].create({ type: 'customrecord_ticket', columns: ['name'] })";

const OF_RECORDS: readonly MeteredCase[] = ([['custom', 'customrecord_ticket', 'ticket', 'custrecord_ticket_code'], ['transaction', 'salesorder', 'order', 'memo'], ['other', 'customer', 'spare', 'email']] as const)
  .flatMap(([category, type, id, field]) => [
    { member: 'N/record.create', category, call: `N['N/record'].create({ type: '${type}' })` },
    { member: 'N/record.load', category, call: `N['N/record'].load({ type: '${type}', id: ids.${id} })` },
    { member: 'N/record.submitFields', category, call: `N['N/record'].submitFields({ type: '${type}', id: ids.${id}, values: { ${field}: 'a@b.example' } })` },
    { member: 'N/record.Record.save', category, prepare: `const one = N['N/record'].load({ type: '${type}', id: ids.${id} });`, call: 'one.save()' },
    { member: 'N/record.delete', category, call: `N['N/record'].delete({ type: '${type}', id: ids.${id} })` },
  ]);

/** Members of a form with one of everything (`form`, `field`, `sublist`, `tab`, `sub`): what is called, and with what. */
const OF_FORM: readonly MeteredCase[] = ([
  ['addButton', "{ id: 'z', label: 'Z' }"], ['addField', "{ id: 'z', label: 'Z', type: 'TEXT' }"], ['addFieldGroup', "{ id: 'z', label: 'Z' }"],
  ['addPageInitMessage', '{ type: 0 }'], ['addPageLink', "{ type: 'BREADCRUMB', title: 'Z', url: '/z' }"], ['addResetButton', ''], ['addSubmitButton', ''],
  ['addSublist', "{ id: 'z', label: 'Z', type: 'LIST' }"], ['addSubtab', "{ id: 'z', label: 'Z', tab: 't' }"], ['addTab', "{ id: 'z', label: 'Z' }"],
  ['getButton', "{ id: 'b' }"], ['getField', "{ id: 'f' }"], ['getSublist', "{ id: 's' }"], ['getSubtab', "{ id: 'u' }"], ['getTab', "{ id: 't' }"], ['getTabs', ''],
  ['insertField', "{ field, nextfield: 'f' }"], ['insertSublist', "{ sublist, nextsublist: 's' }"], ['insertTab', "{ tab, nexttab: 't' }"], ['insertSubtab', "{ subtab: sub, nextsub: 'u' }"],
  ['removeButton', "{ id: 'b' }"], ['toString', ''], ['updateDefaultValues', "{ values: { f: 'x' } }"],
] as const).map(([member, options]) => ({
  member: `N/ui/serverWidget.Form.${member}`,
  prepare: `const form = N['N/ui/serverWidget'].createForm({ title: 'F' }); form.addButton({ id: 'b', label: 'B' });
    const [, field] = ['f', 'g'].map((id) => form.addField({ id, label: id, type: 'TEXT' })); const [, sublist] = ['s', 'r'].map((id) => form.addSublist({ id, label: id, type: 'LIST' }));
    const [, tab] = ['t', 'v'].map((id) => form.addTab({ id, label: id })); const [, sub] = ['u', 'w'].map((id) => form.addSubtab({ id, label: id, tab: 't' }));`,
  call: `form.${member}(${options})`,
}));

/** One object of a class, and what is called of it, with what. */
const OF_PARTS: readonly MeteredCase[] = ([
  ['N/ui/serverWidget.Field.addSelectOption', "{ value: '1', text: 'x' }"], ['N/ui/serverWidget.Field.getSelectOptions', ''], ['N/ui/serverWidget.Field.setHelpText', "{ help: 'h' }"],
  ['N/ui/serverWidget.Field.updateBreakType', "{ breakType: 'STARTCOL' }"], ['N/ui/serverWidget.Field.updateDisplaySize', '{ height: 1, width: 2 }'],
  ['N/ui/serverWidget.Field.updateDisplayType', "{ displayType: 'INLINE' }"], ['N/ui/serverWidget.Field.updateLayoutType', "{ layoutType: 'OUTSIDE' }"],
  ['N/ui/serverWidget.Sublist.addButton', "{ id: 'b', label: 'B' }"], ['N/ui/serverWidget.Sublist.addField', "{ id: 'b', label: 'B', type: 'TEXT' }"],
  ['N/ui/serverWidget.Sublist.addMarkAllButtons', ''], ['N/ui/serverWidget.Sublist.addRefreshButton', ''], ['N/ui/serverWidget.Sublist.getField', "{ id: 'a' }"],
  ['N/ui/serverWidget.Sublist.getSublistValue', "{ id: 'a', line: 0 }"], ['N/ui/serverWidget.Sublist.setSublistValue', "{ id: 'a', line: 0, value: 'y' }"],
  ['N/ui/serverWidget.Sublist.updateTotallingFieldId', "{ id: 'a' }"], ['N/ui/serverWidget.Sublist.updateUniqueFieldId', "{ id: 'a' }"],
  ['N/ui/serverWidget.List.addButton', "{ id: 'b', label: 'B' }"], ['N/ui/serverWidget.List.addColumn', "{ id: 'c', label: 'C', type: 'TEXT' }"],
  ['N/ui/serverWidget.List.addPageLink', "{ type: 'CROSSLINK', title: 'Z', url: '/z' }"], ['N/ui/serverWidget.List.addRow', '{ row: {} }'], ['N/ui/serverWidget.List.addRows', '{ rows: [] }'],
  ['N/ui/serverWidget.ListColumn.addParamToURL', "{ param: 'p', value: 'v' }"], ['N/ui/serverWidget.ListColumn.setURL', "{ url: '/x' }"],
  ['N/file.File.append', "{ value: 'x' }"], ['N/file.File.appendLine', "{ value: 'x' }"], ['N/file.File.getContents', ''],
  ['N/runtime.User.getPreference', "{ name: 'TIMEZONE' }"], ['N/runtime.Session.get', "{ name: 'n' }"], ['N/runtime.Session.set', "{ name: 'n', value: 'v' }"],
  ...['N/file.File', 'N/ui/message.Message', ...['Field', 'Sublist', 'List', 'ListColumn', 'Button', 'FieldGroup', 'Tab'].map((name) => `N/ui/serverWidget.${name}`)]
    .map((name) => [`${name}.toString`, ''] as const),
] as const).map(([member, options]) => {
  const made = ofInstance(member);
  return { ...made, call: `${made.call.slice(0, -1)}${options})` };
});

/** Calls of the page modules, beside those of forms and their parts. */
const OF_PAGES: readonly MeteredCase[] = [
  ...OF_FORM, ...OF_PARTS,
  { member: 'N/ui/serverWidget.createForm', call: "N['N/ui/serverWidget'].createForm({ title: 'F' })" },
  { member: 'N/ui/serverWidget.createList', call: "N['N/ui/serverWidget'].createList({ title: 'L' })" },
  {
    member: 'N/ui/serverWidget.List.addEditColumn', prepare: "const one = N['N/ui/serverWidget'].createList({ title: 'L' }); one.addColumn({ id: 'c', label: 'C', type: 'TEXT' });",
    call: "one.addEditColumn({ column: 'c' })",
  },
  { member: 'N/ui/message.create', call: "N['N/ui/message'].create({ type: 0 })" },
  { member: 'N/file.create', call: "N['N/file'].create({ name: 'f', fileType: 'CSV' })" },
  { member: 'N/email.send', call: "N['N/email'].send({ author: ids.employee, recipients: ids.customer, subject: 's', body: 'b' })" },
  { member: 'N/runtime.getCurrentSession', call: "N['N/runtime'].getCurrentSession()" },
  { member: 'N/url.format', call: "N['N/url'].format({ domain: 'https://x.example', params: { a: 1 } })" },
  { member: 'N/url.resolveDomain', call: "N['N/url'].resolveDomain({ hostType: 'APPLICATION' })" },
  { member: 'N/url.resolveRecord', call: "N['N/url'].resolveRecord({ recordType: 'salesorder', recordId: ids.order })" },
  { member: 'N/url.resolveScript', call: "N['N/url'].resolveScript({ scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound' })" },
  { member: 'N/xml.escape', call: "N['N/xml'].escape({ xmlText: '<' })" },
];

/** Every emulated function at least once; N/cache's `get` and N/redirect, which a Suitelet alone may use, are measured with their own tests. */
export const METERED: readonly MeteredCase[] = [
  ...OF_RECORDS, ...OF_PAGES,
  { member: 'N/record.transform', category: 'transaction', call: "N['N/record'].transform({ fromType: 'salesorder', fromId: ids.order, toType: 'itemfulfillment' })" },
  { member: 'N/cache.getCache', call: "N['N/cache'].getCache({ name: 'c' })" },
  { member: 'N/cache.Cache.put', prepare: "const one = N['N/cache'].getCache({ name: 'c' });", call: "one.put({ key: 'k', value: 'v' })" },
  { member: 'N/cache.Cache.remove', prepare: "const one = N['N/cache'].getCache({ name: 'c' });", call: "one.remove({ key: 'k' })" },
  { member: 'N/cache.Cache.toJSON', call: "N['N/cache'].getCache({ name: 'c' }).toJSON()" },
  { member: 'N/cache.Cache.toString', call: "N['N/cache'].getCache({ name: 'c' }).toString()" },
  { member: 'N/config.load', call: "N['N/config'].load({ type: 'accountingpreferences' })" },
  { member: 'N/crypto.createHash', call: "N['N/crypto'].createHash({ algorithm: 'SHA256' })" },
  { member: 'N/crypto.Hash.update', call: "N['N/crypto'].createHash({ algorithm: 'SHA256' }).update({ input: 'x' })" },
  { member: 'N/crypto.Hash.digest', call: "N['N/crypto'].createHash({ algorithm: 'SHA256' }).digest()" },
  { member: 'N/encode.convert', call: "N['N/encode'].convert({ string: 'x', inputEncoding: 'UTF_8', outputEncoding: 'HEX' })" },
  { member: 'N/error.create', call: "N['N/error'].create({ name: 'N', message: 'M' })" },
  { member: 'N/error.SuiteScriptError.toJSON', call: "N['N/error'].create({ name: 'N', message: 'M' }).toJSON()" },
  { member: 'N/error.SuiteScriptError.toString', call: "N['N/error'].create({ name: 'N', message: 'M' }).toString()" },
  ...['N/error.UserEventError.toJSON', 'N/error.UserEventError.toString'].map(ofInstance),
  { member: 'N/format.format', call: "N['N/format'].format({ value: new Date(0), type: 'date' })" },
  { member: 'N/format.parse', call: "N['N/format'].parse({ value: '1/1/2026', type: 'date' })" },
  ...['debug', 'audit', 'error', 'emergency'].map((level) => ({ member: `N/log.${level}`, call: `N['N/log'].${level}({ title: 't' })` })),
  { member: 'N/runtime.getCurrentScript', call: "N['N/runtime'].getCurrentScript()" },
  { member: 'N/runtime.getCurrentUser', call: "N['N/runtime'].getCurrentUser()" },
  { member: 'N/runtime.isFeatureInEffect', call: "N['N/runtime'].isFeatureInEffect({ feature: 'CRM' })" },
  { member: 'N/runtime.Script.getRemainingUsage', call: "N['N/runtime'].getCurrentScript().getRemainingUsage()" },
  { member: 'N/runtime.Script.getParameter', call: "N['N/runtime'].getCurrentScript().getParameter({ name: 'custscript_inbound_limit' })" },
  { member: 'N/runtime.User.getPermission', call: "N['N/runtime'].getCurrentUser().getPermission({ name: 'TRAN_SALESORD' })" },
  { member: 'N/query.runSuiteQL', call: "N['N/query'].runSuiteQL({ query: 'SELECT id FROM customrecord_ticket' })" },
  ...['N/query.ResultSet.asMappedResults', 'N/query.ResultSet.toString', 'N/query.Result.asMap', 'N/query.Result.toString', 'N/query.Column.toString'].map(ofInstance),
  { member: 'N/record.Record.getValue', prepare: `const one = ${ORDER};`, call: "one.getValue({ fieldId: 'entity' })" },
  { member: 'N/record.Record.setValue', prepare: `const one = ${ORDER};`, call: "one.setValue({ fieldId: 'memo', value: 'm' })" },
  { member: 'N/record.Record.getText', prepare: `const one = ${ORDER};`, call: "one.getText({ fieldId: 'entity' })" },
  { member: 'N/record.Record.getFields', prepare: `const one = ${ORDER};`, call: 'one.getFields()' },
  { member: 'N/record.Record.getLineCount', prepare: `const one = ${ORDER};`, call: "one.getLineCount({ sublistId: 'item' })" },
  { member: 'N/record.Record.getSublistValue', prepare: `const one = ${ORDER};`, call: "one.getSublistValue({ sublistId: 'item', fieldId: 'rate', line: 0 })" },
  { member: 'N/record.Record.getSublistText', prepare: `const one = ${ORDER};`, call: "one.getSublistText({ sublistId: 'item', fieldId: 'item', line: 0 })" },
  { member: 'N/record.Record.setSublistValue', prepare: `const one = ${ORDER};`, call: "one.setSublistValue({ sublistId: 'item', fieldId: 'rate', line: 0, value: 6 })" },
  { member: 'N/record.Record.insertLine', prepare: `const one = ${ORDER};`, call: "one.insertLine({ sublistId: 'item', line: 0 })" },
  { member: 'N/record.Record.removeLine', prepare: `const one = ${ORDER};`, call: "one.removeLine({ sublistId: 'item', line: 0 })" },
  { member: 'N/record.Record.findSublistLineWithValue', prepare: `const one = ${ORDER};`, call: "one.findSublistLineWithValue({ sublistId: 'item', fieldId: 'rate', value: 5 })" },
  { member: 'N/record.Record.getSubrecord', prepare: `const one = ${ORDER};`, call: "one.getSubrecord({ fieldId: 'shippingaddress' })" },
  {
    member: 'N/record.Record.getSublistSubrecord',
    prepare: "const one = N['N/record'].create({ type: 'customer' }); one.insertLine({ sublistId: 'addressbook', line: 0 });",
    call: "one.getSublistSubrecord({ sublistId: 'addressbook', fieldId: 'addressbookaddress', line: 0 })",
  },
  { member: 'N/task.create', call: "N['N/task'].create({ taskType: 'MAP_REDUCE' })" },
  { member: 'N/task.MapReduceScriptTask.submit', prepare: `const one = ${INSTANCES['N/task.MapReduceScriptTask'] ?? ''};`, call: 'one.submit()' },
  { member: 'N/task.checkStatus', prepare: `const taskId = ${INSTANCES['N/task.MapReduceScriptTask'] ?? ''}.submit();`, call: "N['N/task'].checkStatus({ taskId })" },
  { member: 'N/task.MapReduceScriptTask.toString', call: `${INSTANCES['N/task.MapReduceScriptTask'] ?? ''}.toString()` },
  { member: 'N/task.MapReduceScriptTaskStatus.toString', prepare: `const one = ${INSTANCES['N/task.MapReduceScriptTaskStatus'] ?? ''};`, call: 'one.toString()' },
  { member: 'N/transaction.void', call: "N['N/transaction'].void({ type: 'salesorder', id: ids.order })" },
  { member: 'N/search.create', call: "N['N/search'].create({ type: 'customrecord_ticket' })" },
  { member: 'N/search.createColumn', call: "N['N/search'].createColumn({ name: 'name' })" },
  { member: 'N/search.createFilter', call: "N['N/search'].createFilter({ name: 'name', operator: 'is', values: ['x'] })" },
  { member: 'N/search.lookupFields', call: "N['N/search'].lookupFields({ type: 'customrecord_ticket', id: ids.ticket, columns: ['name'] })" },
  { member: 'N/search.ResultSet.each', prepare: `const one = ${SEARCH}.run();`, call: 'one.each(() => true)' },
  { member: 'N/search.ResultSet.getRange', prepare: `const one = ${SEARCH}.run();`, call: 'one.getRange({ start: 0, end: 1 })' },
  { member: 'N/search.Result.getValue', prepare: `const one = ${SEARCH}.run().getRange({ start: 0, end: 1 })[0];`, call: "one.getValue({ name: 'name' })" },
  { member: 'N/search.Result.getText', prepare: `const one = ${SEARCH}.run().getRange({ start: 0, end: 1 })[0];`, call: "one.getText({ name: 'name' })" },
  ...[
    'N/search.Search.run', 'N/search.Search.toString', 'N/search.ResultSet.toString', 'N/search.Result.toJSON', 'N/search.Result.toString',
    'N/search.Column.toString', 'N/search.Filter.toString',
  ].map(ofInstance),
];

/** A method that takes no arguments, called on its class's instance. */
function ofInstance(member: string): MeteredCase {
  const dot = member.lastIndexOf('.');
  return { member, prepare: `const one = ${INSTANCES[member.slice(0, dot)] ?? ''};`, call: `one.${member.slice(dot + 1)}()` };
}

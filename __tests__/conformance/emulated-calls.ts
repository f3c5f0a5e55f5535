/** How a script gets hold of an object of each emulated class. */
export const INSTANCES: Readonly<Record<string, string>> = {
  'N/cache.Cache': "N['N/cache'].getCache({ name: 'c' })",
  'N/crypto.Hash': "N['N/crypto'].createHash({ algorithm: 'SHA256' })",
  'N/error.SuiteScriptError': "N['N/error'].create({ name: 'N', message: 'M' })",
  'N/error.UserEventError': "(() => { try { N['N/record'].submitFields({ type: 'salesorder', id: ids.order, values: { memo: 'fail' } }); } catch (e) { return e; } })()",
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

/** Every emulated function at least once; N/cache's `get` is measured with its own tests. */
export const METERED: readonly MeteredCase[] = [
  ...OF_RECORDS,
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

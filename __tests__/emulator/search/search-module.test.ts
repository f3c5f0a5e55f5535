import { actorWith } from '../suiteql/small-account';
import { openScriptBench } from './script-bench';

const bench = openScriptBench();
afterAll(() => { bench.close(); });

const ids = (type: string, filters: string): unknown =>
  bench.value(`return search.create({ type: '${type}', filters: ${filters} }).run().getRange({ start: 0, end: 100 }).map((result) => Number(result.id));`);

test.each<[string, string, string, readonly number[]]>([
  ['internal ids, any of a list', 'customer', "['internalid', 'anyof', ['1', 3]]", [1, 3]],
  ['internal ids, none of a list', 'customer', "['internalid', 'noneof', 1]", [2, 3]],
  ['one internal id', 'customer', "['internalid', 'is', '2']", [2]],
  ['external ids', 'customer', "['externalid', 'anyof', 'shop_c_1', '42']", [1, 3]],
  ['an external id as text, whatever its case', 'customer', "['externalidstring', 'is', 'SHOP_C_1']", [1]],
  ['a text, whatever its case', 'customer', "['entityid', 'is', 'ACME']", [1]],
  ['another text', 'customer', "['entityid', 'isnot', 'acme']", [2, 3]],
  ['another text, empty ones included', 'customer', "['email', 'isnot', 'z@x.com']", [1, 2]],
  ['a part of a text', 'customer', "['entityid', 'contains', 'ME']", [1, 2]],
  ['the start of a text', 'customer', "['entityid', 'startswith', 'acme ']", [2]],
  ['an underscore for itself', 'customer', "['externalid', 'isnotempty', '']", [1, 3]],
  ['no value', 'customer', "['email', 'isempty', '']", [1]],
  ['a checkbox', 'customer', "['isinactive', 'is', 'F']", [1, 3]],
  ['a checkbox by a boolean', 'customer', "['isinactive', 'is', true]", [2]],
  ['a number', 'customer', "['balance', 'equalto', '10.5']", [1]],
  ['a number above', 'customer', "['balance', 'greaterthan', 10.5]", [3]],
  ['numbers between, both included', 'customer', "['balance', 'between', 10.5, 100]", [1, 3]],
  ['a number that is another, or none', 'customer', "['balance', 'notequalto', 100]", [1, 2]],
  ['a select', 'customer', "['subsidiary', 'anyof', 2]", [2]],
  ['a day of an instant, in company time', 'customer', "['datecreated', 'on', '6/30/2026']", [2]],
  ['instants on or after a day', 'customer', "['datecreated', 'onorafter', '3/1/2026']", [2, 3]],
  ['instants within days', 'customer', "['datecreated', 'within', '1/1/2026', '3/1/2026']", [1, 3]],
  ['a custom text field', 'customrecord_op', "['custrecord_op_state', 'is', 'review']", [2, 3]],
  ['AND before OR', 'customer', "[['internalid', 'is', 1], 'OR', ['internalid', 'is', 2], 'and', ['isinactive', 'is', 'F']]", [1]],
  ['NOT', 'customer', "['NOT', ['email', 'startswith', 'z']]", [1, 2]],
  ['nested expressions', 'customer', "[[['internalid', 'is', 1], 'or', ['internalid', 'is', 3]], 'and', 'not', ['balance', 'lessthan', 50]]", [3]],
  ['a single filter object', 'customer', "search.createFilter({ name: 'internalid', operator: search.Operator.ANYOF, values: [1, 2] })", [1, 2]],
  ['a list of filter objects', 'customer', "[search.createFilter({ name: 'isinactive', operator: 'is', values: 'F' }), search.createFilter({ name: 'balance', operator: 'greaterthan', values: 50 })]", [3]],
  ['no filter', 'customer', '[]', [1, 2, 3]],
  ['transaction bodies', 'salesorder', "['mainline', 'is', 'T']", [101, 102, 104]],
  ['transaction bodies by more', 'salesorder', "[['mainline', 'is', 'T'], 'and', ['entity', 'anyof', 1]]", [101]],
  ['transactions by number', 'transaction', "[['mainline', 'is', true], 'and', ['tranid', 'is', 'inv7']]", [103]],
  ['transactions of a type', 'transaction', "[['type', 'anyof', 'CustInvc'], 'and', ['mainline', 'is', 'T']]", [103]],
  ['transactions on a day', 'transaction', "[['trandate', 'on', '2/1/2026'], 'and', ['mainline', 'is', 'T']]", [102, 103]],
  ['a status', 'salesorder', "[['orderstatus', 'anyof', 'B'], 'and', ['mainline', 'is', 'T']]", [101, 104]],
  ['nothing in a select', 'transaction', "[['entity', 'anyof', '@NONE@'], 'and', ['mainline', 'is', 'T']]", []],
])('filters by %s', (_, type, filters, expected) => {
  expect(ids(type, filters)).toEqual(expected);
});

test('results show values as text, checkboxes as booleans, selects by id and name', () => {
  expect(bench.value(`const [result] = search.create({ type: 'customer', filters: ['internalid', 'is', 2],
      columns: ['entityid', 'balance', 'subsidiary', search.createColumn({ name: 'isinactive' }), { name: 'datecreated' }, 'externalid'] }).run().getRange(0, 1);
    return [result.id, result.recordType, result.getValue('entityid'), result.getValue({ name: 'balance' }), result.getValue(result.columns[2]),
      result.getText('subsidiary'), result.getText('entityid'), result.getValue('isinactive'), result.getValue('datecreated'), result.getValue('externalid'), result.getValue('phone')];`))
    .toEqual(['2', 'customer', 'acme west', '', '2', 'West', null, true, '6/30/2026 11:59 pm', '', null]);
});

test('amounts show two decimals', () => {
  expect(bench.value(`return search.create({ type: 'transaction', filters: ['mainline', 'is', 'T'], columns: ['total'] }).run().getRange(0, 9).map((result) => result.getValue('total'));`))
    .toEqual(['388.00', '100.10', '.20', '.10']);
});

test('a result as JSON holds its id, type and values', () => {
  expect(bench.value(`return search.create({ type: 'salesorder', filters: ['mainline', 'is', 'T'], columns: ['tranid', 'entity', 'orderstatus'] }).run().getRange(0, 1)[0];`))
    .toEqual({
      recordType: 'salesorder', id: '101',
      values: { tranid: 'SO101', entity: [{ value: '1', text: 'Acme' }], orderstatus: [{ value: 'B', text: 'Sales Order : Pending Fulfillment' }] },
    });
});

test('a column sorts, with nothing last ascending', () => {
  const sorted = (sort: string): unknown => bench.value(`return search.create({ type: 'customer', columns: [search.createColumn({ name: 'balance', sort: search.Sort.${sort} })] })
    .run().getRange(0, 9).map((result) => Number(result.id));`);
  expect(sorted('ASC')).toEqual([1, 3, 2]);
  expect(sorted('DESC')).toEqual([2, 3, 1]);
});

test('each visits results until the callback does not return true, for 10 units', () => {
  const outcome = bench.run(`const seen = []; search.create({ type: 'customer' }).run().each((result) => { seen.push(result.id); return seen.length < 2; }); return seen;`);
  expect(outcome).toMatchObject({ kind: 'returned', value: ['1', '2'], units: 10 });
});

test('create and run are free; getRange costs 10 units', () => {
  expect(bench.run(`search.create({ type: 'customer' }).run();`)).toMatchObject({ kind: 'returned', units: 0 });
  expect(bench.run(`search.create({ type: 'customer' }).run().getRange({ start: 0, end: 5 });`)).toMatchObject({ kind: 'returned', units: 10 });
});

test('lookupFields reads one record for 1 unit', () => {
  const outcome = bench.run(`return search.lookupFields({ type: search.Type.CUSTOMER, id: 1, columns: ['entityid', 'subsidiary', 'isinactive', 'balance', 'email', 'internalid', 'datecreated'] });`);
  expect(outcome).toMatchObject({
    units: 1,
    value: {
      entityid: 'Acme', subsidiary: [{ value: '1', text: 'Parent' }], isinactive: false, balance: '10.50', email: '', internalid: [{ value: '1', text: '1' }],
      datecreated: '1/15/2026 12:30 am',
    },
  });
});

test('lookupFields reads a transaction body, and gives nothing for a record that is not there', () => {
  expect(bench.value(`return search.lookupFields({ type: 'salesorder', id: '102', columns: ['trandate', 'total', 'memo'] });`)).toEqual({ trandate: '2/1/2026', total: '100.10', memo: '' });
  expect(bench.value(`return search.lookupFields({ type: 'customer', id: 99, columns: 'email' });`)).toEqual({});
  expect(bench.value(`return search.lookupFields({ type: 'salesorder', id: 103, columns: 'tranid' });`)).toEqual({});
});

const range = '.run().getRange({ start: 0, end: 5 })';

test.each([
  ['an unknown filter', `search.create({ type: 'customer', filters: ['colour', 'is', 'x'] })${range}`, 'SSS_INVALID_SRCH_FILTER'],
  ['an unknown column', `search.create({ type: 'customer', columns: ['colour'] })${range}`, 'SSS_INVALID_SRCH_COL'],
  ['an unknown operator', `search.create({ type: 'customer', filters: ['entityid', 'resembles', 'x'] })${range}`, 'SSS_INVALID_SRCH_OPERATOR'],
  ['an operator of another type', `search.create({ type: 'customer', filters: ['balance', 'contains', 'x'] })${range}`, 'SSS_INVALID_SRCH_OPERATOR'],
  ['is on a select', `search.create({ type: 'customer', filters: ['subsidiary', 'is', 1] })${range}`, 'SSS_INVALID_SRCH_OPERATOR'],
  ['an id that is no number', `search.create({ type: 'customer', filters: ['internalid', 'anyof', 'x'] })${range}`, 'SSS_INVALID_SRCH_FILTER'],
  ['a filter without its value', `search.create({ type: 'customer', filters: ['entityid', 'is'] })${range}`, 'SSS_INVALID_SRCH_FILTER'],
  ['terms without a word between', "search.create({ type: 'customer', filters: [['entityid', 'is', 'x'], ['email', 'is', 'y']] })", 'SSS_INVALID_SRCH_FILTER_EXPR'],
  ['two words in a row', "search.create({ type: 'customer', filters: [['entityid', 'is', 'x'], 'and', 'and', ['email', 'is', 'y']] })", 'SSS_INVALID_SRCH_FILTER_EXPR'],
  ['filters that are a number', "search.create({ type: 'customer', filters: 5 })", 'SSS_INVALID_SRCH_FILTER_EXPR'],
  ['a column that is a number', "search.create({ type: 'customer', columns: [5] })", 'SSS_INVALID_SRCH_COLUMN'],
  ['no type', 'search.create({})', 'SSS_MISSING_REQD_ARGUMENT'],
  ['a column without a name', 'search.createColumn({})', 'SSS_MISSING_REQD_ARGUMENT'],
  ['a filter object without an operator', "search.createFilter({ name: 'email' })", 'SSS_MISSING_REQD_ARGUMENT'],
  ['a range without an end', "search.create({ type: 'customer' }).run().getRange({ start: 0 })", 'SSS_MISSING_REQD_ARGUMENT'],
  ['a range of 1,001', "search.create({ type: 'customer' }).run().getRange({ start: 0, end: 1001 })", 'SSS_SEARCH_RESULT_LIMIT_EXCEEDED'],
  ['a range backwards', "search.create({ type: 'customer' }).run().getRange({ start: 5, end: 1 })", 'SSS_INVALID_SEARCH_RESULT_INDEX'],
  ['lookupFields of an unknown column', "search.lookupFields({ type: 'customer', id: 1, columns: ['colour'] })", 'SSS_INVALID_SRCH_COL'],
  ['lookupFields without an id', "search.lookupFields({ type: 'customer', columns: ['email'] })", 'SSS_MISSING_REQD_ARGUMENT'],
])('%s is refused', (_, call, name) => {
  expect(bench.run(`${call};`)).toMatchObject({ kind: 'threw', name });
});

test.each([
  ['a transaction search that would give a row a line', `search.create({ type: 'salesorder' })${range}`],
  ['mainline under OR', `search.create({ type: 'salesorder', filters: [['mainline', 'is', 'T'], 'or', ['entity', 'anyof', 1]] })${range}`],
  ['an unknown type', `search.create({ type: 'vendorbill' })${range}`],
  ['a join in a filter', "search.create({ type: 'customer', filters: ['subsidiary.name', 'is', 'x'] })"],
  ['a join in a column', "search.createColumn({ name: 'name', join: 'subsidiary' })"],
  ['a summary', "search.createColumn({ name: 'balance', summary: 'SUM' })"],
  ['a formula', "search.createColumn({ name: 'formulatext', formula: '{name}' })"],
  ['a multiple select', `search.create({ type: 'customer', filters: ['custentity_tags', 'anyof', 1] })${range}`],
  ['long text', `search.create({ type: 'customrecord_op', columns: ['custrecord_op_doc'] })${range}`],
  ['a named date range', `search.create({ type: 'customer', filters: ['datecreated', 'on', 'today'] })${range}`],
  ['a wildcard', `search.create({ type: 'customer', filters: ['entityid', 'contains', 'a%b'] })${range}`],
  ['a saved search', "search.load({ id: 5 })"],
  ['pages', "search.create({ type: 'customer' }).runPaged()"],
])('%s is refused by the emulator, by name', (_, call) => {
  expect(bench.run(`${call};`)).toMatchObject({ kind: 'threw', name: 'EMULATOR_NOT_IMPLEMENTED' });
});

describe('a role', () => {
  const seller = actorWith({ TRAN_SALESORD: 1 });
  test('may not search a type it may not view', () => {
    expect(bench.run(`search.create({ type: 'customer' })${range};`, seller)).toMatchObject({ kind: 'threw', name: 'INSUFFICIENT_PERMISSION' });
    expect(bench.run(`search.lookupFields({ type: 'customer', id: 1, columns: ['email'] });`, seller)).toMatchObject({ kind: 'threw', name: 'INSUFFICIENT_PERMISSION' });
  });
  test('finds among transactions those it may view', () => {
    expect(bench.value(`return search.create({ type: 'transaction', filters: ['mainline', 'is', 'T'] })${range}.map((result) => Number(result.id));`, seller)).toEqual([101, 102, 104]);
  });
});

test('each stops at 4,000 results', () => {
  bench.database.exec(`WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 5500) INSERT INTO subsidiary SELECT i, 'subsidiary', 'S' || i FROM n`);
  expect(bench.value(`let count = 0; try { search.create({ type: 'subsidiary' }).run().each(() => { count += 1; return true; }); } catch (e) { return [count, e.name]; }`))
    .toEqual([4000, 'SSS_SEARCH_FOR_EACH_LIMIT_EXCEEDED']);
});

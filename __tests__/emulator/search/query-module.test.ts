import { actorWith } from '../suiteql/small-account';
import { openScriptBench } from './script-bench';

const bench = openScriptBench();
afterAll(() => { bench.close(); });

test('asMappedResults gives plain objects of typed values under lower-case names', () => {
  expect(bench.value(`return query.runSuiteQL({ query: "SELECT ID, BALANCE AS Bal, email, isinactive AS off, datecreated FROM customer WHERE id = ?", params: [1] }).asMappedResults();`))
    .toEqual([{ id: 1, bal: 10.5, email: null, off: 'F', datecreated: '1/15/2026' }]);
});

test('results hold values by position and map them by name', () => {
  expect(bench.value(`const set = query.runSuiteQL('SELECT id, trandate FROM transaction ORDER BY id FETCH FIRST 1 ROWS ONLY');
    return [set.results.length, set.results[0].values, set.results[0].asMap(), set.types, set.columns.map((column) => column.alias),
      set.results instanceof Array, set.results[0].values instanceof Array];`))
    .toEqual([1, [101, '1/31/2026'], { id: 101, trandate: '1/31/2026' }, ['INTEGER', 'DATE'], ['id', 'trandate'], true, true]);
});

test('a query costs 10 units, one that is refused too, and the results nothing', () => {
  expect(bench.run(`query.runSuiteQL({ query: 'SELECT id FROM customer' }).asMappedResults();`)).toMatchObject({ kind: 'returned', units: 10, calls: 1 });
  expect(bench.run(`try { query.runSuiteQL({ query: 'SELECT id FROM nowhere' }); } catch (e) { return e.name; }`))
    .toMatchObject({ value: 'SSS_SEARCH_ERROR_OCCURRED', units: 10 });
});

test.each([
  ['no options', 'query.runSuiteQL()', 'MISSING_REQD_ARGUMENT'],
  ['no statement', 'query.runSuiteQL({ params: [] })', 'MISSING_REQD_ARGUMENT'],
  ['a parameter that is an object', "query.runSuiteQL({ query: 'SELECT id FROM customer WHERE id = ?', params: [{}] })", 'SSS_INVALID_TYPE_ARG'],
  ['a parameter that is null', "query.runSuiteQL({ query: 'SELECT id FROM customer WHERE id = ?', params: [null] })", 'SSS_INVALID_TYPE_ARG'],
  ['parameters that are no list', "query.runSuiteQL({ query: 'SELECT id FROM customer WHERE id = ?', params: 1 })", 'SSS_INVALID_TYPE_ARG'],
  ['an unknown metadata provider', "query.runSuiteQL({ query: 'SELECT id FROM customer', metaDataProvider: 'OTHER' })", 'SSS_INVALID_TYPE_ARG'],
])('%s is refused before it costs anything', (_, call, name) => {
  expect(bench.run(`${call};`)).toMatchObject({ kind: 'threw', name, units: 0 });
});

test('results cannot be written', () => {
  expect(bench.value(`const set = query.runSuiteQL('SELECT id FROM customer'); try { set.results = []; return 'written'; } catch (e) { return e.name; }`)).toBe('READ_ONLY');
});

test('a script sees what its role may view', () => {
  const seller = actorWith({ TRAN_SALESORD: 1 });
  expect(bench.value(`return query.runSuiteQL('SELECT id FROM transaction').results.length;`, seller)).toBe(3);
  expect(bench.run(`query.runSuiteQL('SELECT id FROM customer');`, seller)).toMatchObject({ kind: 'threw', name: 'SSS_SEARCH_ERROR_OCCURRED' });
  expect(bench.value(`return query.runSuiteQL({ query: 'SELECT id FROM customer', metaDataProvider: 'STATIC' }).results.length;`, seller)).toBe(0);
});

test('the rest of N/query refuses by name', () => {
  expect(bench.run(`query.create({ type: 'customer' });`)).toMatchObject({ kind: 'threw', name: 'EMULATOR_NOT_IMPLEMENTED', refusals: ['N/query.create'] });
  expect(bench.run(`query.runSuiteQL('SELECT id FROM customer').iterator();`)).toMatchObject({ name: 'EMULATOR_NOT_IMPLEMENTED' });
});

test('more than 5,000 rows are cut off', () => {
  bench.database.exec(`WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 6500) INSERT INTO subsidiary SELECT i, 'subsidiary', 'S' || i FROM n`);
  expect(bench.value(`return query.runSuiteQL('SELECT id FROM subsidiary').results.length;`)).toBe(5000);
});

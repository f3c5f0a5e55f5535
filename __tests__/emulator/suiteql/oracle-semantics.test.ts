import type { QueryParameter } from '../../../emulator/suiteql/types';
import { administrator, openSmallAccount } from './small-account';

const account = openSmallAccount();
afterAll(() => { account.database.close(); });

const rowsOf = (sql: string, parameters: readonly QueryParameter[] = []) => account.queries.run(sql, parameters, administrator).rows;
const idsOf = (condition: string, parameters: readonly QueryParameter[] = [], table = 'customer') =>
  rowsOf(`SELECT id FROM ${table} WHERE ${condition} ORDER BY id`, parameters).map(([id]) => id);
const valueOf = (expression: string, parameters: readonly QueryParameter[] = []) => rowsOf(`SELECT ${expression} AS x FROM dual`, parameters)[0]?.[0];

test.each<[string, string, string | number | null]>([
  ['|| treats NULL as nothing', "NULL || 'x'", 'x'],
  ['|| of two NULLs is NULL', "'' || NULL", null],
  ['|| writes numbers as Oracle does', "'a' || 0.5 || 5", 'a.55'],
  ['division gives decimals', '7 / 2', 3.5],
  ['decimals add up', '0.1 + 0.2', 0.3],
  ['DECODE takes two NULLs for equal', "DECODE(NULL, NULL, 'same', 'other')", 'same'],
  ['DECODE without a match or default is NULL', "DECODE(1, 2, 'x')", null],
  ['NVL converts to the type of its first argument', "NVL(NULL, 'x')", 'x'],
  ['NVL2 tells NULL from a value', "NVL2('', 'given', 'missing')", 'missing'],
  ['COALESCE takes the first value', "COALESCE(NULL, '', 'b')", 'b'],
  ['NULLIF makes NULL of equal values', "NULLIF('a', 'a')", null],
  ['LENGTH of an empty text is NULL', "LENGTH('')", null],
  ['SUBSTR counts from the end where negative', "SUBSTR('abcdef', -3, 2)", 'de'],
  ['SUBSTR past the end is NULL', "SUBSTR('abc', 9)", null],
  ['SUBSTR takes position 0 for 1', "SUBSTR('abc', 0, 2)", 'ab'],
  ['INSTR finds the nth occurrence', "INSTR('banana', 'an', 1, 2)", 4],
  ['INSTR gives 0 where there is none', "INSTR('abc', 'z')", 0],
  ['REPLACE without a replacement deletes', "REPLACE('a-b', '-')", 'ab'],
  ['TRIM of blanks only is NULL', "TRIM('  ')", null],
  ['LTRIM takes a set of characters', "LTRIM('xyxa', 'xy')", 'a'],
  ['LPAD fills and cuts', "LPAD('7', 3, '0') || RPAD('abcd', 2)", '007ab'],
  ['UPPER knows letters beyond ASCII', "UPPER('äb') || LOWER('ÉX')", 'ÄBéx'],
  ['CONCAT joins', "CONCAT('a', NULL)", 'a'],
  ['ROUND rounds decimal halves away from zero', 'ROUND(1.005, 2)', 1.01],
  ['ROUND of a negative half goes down', 'ROUND(-2.5)', -3],
  ['TRUNC cuts towards zero', 'TRUNC(-2.79, 1)', -2.7],
  ['MOD keeps the sign of the dividend', 'MOD(-7, 3)', -1],
  ['ABS, CEIL and FLOOR', 'ABS(-2) + CEIL(1.2) + FLOOR(1.8)', 5],
  ['GREATEST and LEAST', 'GREATEST(1, 3, 2) - LEAST(4, 2)', 1],
  ['GREATEST with NULL is NULL', 'GREATEST(1, NULL)', null],
  ['TO_NUMBER reads a text', "TO_NUMBER(' 12.50 ')", 12.5],
  ['TO_CHAR of a number follows its format', "TO_CHAR(1234.5, 'FM9,999.00')", '1,234.50'],
  ['TO_CHAR of a number leaves room for a sign', "TO_CHAR(5, '990')", '   5'],
  ['TO_CHAR of a date follows its format', "TO_CHAR(TO_DATE('2026-07-04 15:06', 'YYYY-MM-DD HH24:MI'), 'FMMonth DD, YYYY HH:MI PM')", 'July 4, 2026 3:6 PM'],
  ['TO_DATE with slashes', "TO_DATE('7/4/2026', 'MM/DD/YYYY')", '7/4/2026'],
  ['ADD_MONTHS keeps the last day of the month', "ADD_MONTHS(TO_DATE('2026-02-28', 'YYYY-MM-DD'), 1)", '3/31/2026'],
  ['LAST_DAY knows leap years', "LAST_DAY(TO_DATE('2028-02-03', 'YYYY-MM-DD'))", '2/29/2028'],
  ['CURRENT_DATE is company time', "TO_CHAR(CURRENT_DATE, 'YYYY-MM-DD HH24:MI:SS')", '2026-03-15 17:45:30'],
  ['CASE compares its operand', "CASE 2 WHEN 1 THEN 'one' WHEN 2 THEN 'two' END", 'two'],
  ["a text in quotes keeps its quote", "'it''s'", "it's"],
])('%s', (_, expression, expected) => {
  expect(valueOf(expression)).toBe(expected);
});

test('NULL comes last ascending and first descending, unless the statement says otherwise', () => {
  const order = (by: string) => rowsOf(`SELECT id FROM customer ORDER BY ${by}`).map(([id]) => id);
  expect(order('email')).toEqual([2, 3, 1]);
  expect(order('email DESC')).toEqual([1, 3, 2]);
  expect(order('email NULLS FIRST')).toEqual([1, 2, 3]);
  expect(order('email DESC NULLS LAST')).toEqual([3, 2, 1]);
});

test('texts compare and match by case', () => {
  expect(idsOf("memo LIKE 'First%'", [], 'transaction')).toEqual([101]);
  expect(idsOf("LOWER(memo) LIKE 'first%'", [], 'transaction')).toEqual([101, 103]);
  expect(idsOf("memo LIKE '%\\%%' ESCAPE '\\'", [], 'transaction')).toEqual([104]);
  expect(idsOf("memo NOT LIKE '%wool\\_%' ESCAPE '\\'", [], 'transaction')).toEqual([101, 103]);
  expect(idsOf("entityid = 'ACME'")).toEqual([]);
});

test('an empty parameter is NULL, so it equals nothing', () => {
  expect(idsOf('email = ?', [''])).toEqual([]);
  expect(idsOf('NVL(email, ?) IS NULL', [''])).toEqual([1]);
});

test('NOT IN with a NULL finds nothing', () => {
  expect(idsOf('id NOT IN (1, NULL)')).toEqual([]);
});

test('a number beside a text is compared as a number', () => {
  expect(idsOf("id = '2'")).toEqual([2]);
  expect(idsOf('id = ?', ['2'])).toEqual([2]);
  expect(idsOf('id IN (?, ?)', ['2', 3])).toEqual([2, 3]);
  expect(idsOf('externalid = ? AND id = 3', [42])).toEqual([3]);
});

test('a text that is no number fails where a number meets it', () => {
  expect(() => idsOf('externalid = ?', [42])).toThrow(/Invalid number 'shop_c_1'/);
  expect(() => idsOf("balance > 'many'")).toThrow(/Invalid number 'many'/);
});

test('division by zero fails', () => {
  expect(() => valueOf('1 / 0')).toThrow(/Division by zero/);
});

test('checkboxes are T and F; a boolean parameter stands for them', () => {
  expect(rowsOf('SELECT isinactive FROM customer ORDER BY id')).toEqual([['F'], ['T'], ['F']]);
  expect(idsOf('isinactive = ?', [true])).toEqual([2]);
  expect(() => idsOf('isinactive = 1')).toThrow(/Invalid number/);
});

test('an instant shows and compares as company time', () => {
  expect(rowsOf("SELECT datecreated, TO_CHAR(datecreated, 'YYYY-MM-DD HH24:MI:SS') AS t FROM customer ORDER BY id")).toEqual([
    ['1/15/2026', '2026-01-15 00:30:00'], ['6/30/2026', '2026-06-30 23:59:59'], ['3/1/2026', '2026-03-01 00:00:00'],
  ]);
  expect(idsOf("datecreated >= TO_DATE('2026-07-01', 'YYYY-MM-DD')")).toEqual([]);
  expect(idsOf("datecreated = TO_DATE('2026-03-01', 'YYYY-MM-DD')")).toEqual([3]);
  expect(idsOf("TRUNC(datecreated) = TO_DATE('2026-01-15', 'YYYY-MM-DD')")).toEqual([1]);
});

test('dates come back in the US format', () => {
  expect(rowsOf('SELECT MAX(trandate) AS d FROM transaction')).toEqual([['2/1/2026']]);
});

test('aggregates pass over NULL; without rows they are NULL, counts zero', () => {
  expect(rowsOf('SELECT COUNT(*) AS a, COUNT(email) AS b, AVG(balance) AS c, SUM(balance) AS d FROM customer')).toEqual([[3, 2, 55.25, 110.5]]);
  expect(rowsOf('SELECT COUNT(*) AS a, SUM(balance) AS b, MIN(entityid) AS c FROM customer WHERE id = 99')).toEqual([[0, null, null]]);
  expect(rowsOf('SELECT COUNT(DISTINCT subsidiary) AS n FROM customer')).toEqual([[2]]);
});

test('sums of decimals are decimal', () => {
  expect(rowsOf('SELECT SUM(total) AS s FROM transaction WHERE id IN (103, 104)')).toEqual([[0.3]]);
  expect(rowsOf('SELECT SUM(total) AS s FROM transaction WHERE id IN (103, 104) HAVING SUM(total) = 0.3')).toEqual([[0.3]]);
});

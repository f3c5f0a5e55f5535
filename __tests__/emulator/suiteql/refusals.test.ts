import type { QueryParameter } from '../../../emulator/suiteql/types';
import { actorWith, administrator, openSmallAccount } from './small-account';

const account = openSmallAccount();
afterAll(() => { account.database.close(); });

function failureOf(sql: string, parameters: readonly QueryParameter[] = []): { readonly name: string; readonly message: string } {
  try {
    account.queries.run(sql, parameters, administrator);
  } catch (error) {
    return error as Error;
  }
  return { name: 'none', message: 'it ran' };
}

const thousandAndOne = Array.from({ length: 1001 }, (_, index) => String(index)).join(', ');

describe('NetSuite refuses', () => {
  test.each<[string, string, RegExp]>([
    ['an unknown table', 'SELECT id FROM vendor', /Record 'vendor' was not found/],
    ['an unknown column', 'SELECT c.colour FROM customer c', /Field 'colour' for record 'customer'/],
    ['an unknown column without its table', 'SELECT colour FROM customer', /Field 'colour' for record 'customer'/],
    ['a hidden column of the store', 'SELECT _recordtype FROM customer', /Invalid or unsupported search/],
    ['a syntax error', 'SELECT id FROM', /Invalid or unsupported search/],
    ['WITH', 'WITH x AS (SELECT id FROM customer) SELECT id FROM x', /WITH/],
    ['LIMIT', 'SELECT id FROM customer LIMIT 5', /LIMIT/],
    ['UPDATE', "UPDATE customer SET email = 'x'", /UPDATE/],
    ['DELETE', 'DELETE FROM customer', /DELETE/],
    ['a table made', 'CREATE TABLE x (id INTEGER)', /CREATE/i],
    ['two statements', 'SELECT id FROM customer; SELECT id FROM customer', /One statement/],
    ['a closing semicolon', 'SELECT id FROM customer;', /semicolon/],
    ['square brackets', 'SELECT [id] FROM customer', /[Ss]quare brackets/],
    ['a date literal', "SELECT id FROM transaction WHERE trandate > DATE '2026-01-01'", /TO_DATE/],
    ['a text where a date belongs', "SELECT id FROM transaction WHERE trandate > '2026-01-01'", /TO_DATE/],
    ['1,001 items in IN', `SELECT id FROM customer WHERE id IN (${thousandAndOne})`, /1000 items/],
    ['SQL-92 joins beside (+)', 'SELECT t.id FROM transaction t JOIN customer c ON c.id = t.entity, transactionline l WHERE t.id = l.transaction(+)', /mixed/],
    ['(+) on the left side', 'SELECT c.id FROM customer c, transaction t WHERE t.entity(+) = c.id', /right outer join/],
    ['texts joined by +', "SELECT entityid + 'x' FROM customer", /\|\|/],
    ['LISTAGG', "SELECT LISTAGG(entityid, ',') WITHIN GROUP (ORDER BY id) FROM customer", /LISTAGG/],
    ['SUBSTRING', "SELECT SUBSTRING(entityid, 1, 2) FROM customer", /SUBSTRING/],
    ['CEILING', 'SELECT CEILING(balance) FROM customer', /CEILING/],
    ['an unknown function', 'SELECT load_extension(1) FROM customer', /LOAD_EXTENSION/],
    ['a built-in that is none', 'SELECT BUILTIN.NAME(id) FROM customer', /BUILTIN.NAME/],
    ['BUILTIN.DF with DISTINCT', 'SELECT DISTINCT BUILTIN.DF(entity) AS e FROM transaction', /BUILTIN.DF/],
    ['BUILTIN.DF with GROUP BY', 'SELECT BUILTIN.DF(entity) AS e FROM transaction GROUP BY entity', /BUILTIN.DF/],
    ['long text in the select list', 'SELECT custrecord_op_doc FROM customrecord_op', /custrecord_op_doc.*long text/],
    ['long text in a condition', "SELECT id FROM customrecord_op WHERE custrecord_op_doc = 'x'", /long text/],
    ['a column that is neither grouped nor aggregated', 'SELECT entity, total FROM transaction GROUP BY entity', /neither grouped/],
    ['* in a grouped select', 'SELECT * FROM customer GROUP BY id', /neither grouped/],
    ['an aggregate beside a plain column', 'SELECT entityid, COUNT(*) AS n FROM customer', /neither grouped/],
    ['an aggregate in WHERE', 'SELECT id FROM customer WHERE COUNT(*) > 1', /not allowed here/],
    ['an ambiguous column', 'SELECT externalid FROM customer c JOIN transaction t ON t.entity = c.id', /ambiguous/],
    ['ON naming a table before the comma', 'SELECT c.id FROM transaction t, customer c JOIN subsidiary s ON s.id = t.entity', /Field 'entity'/],
    ['a condition as a value', 'SELECT id = 1 FROM customer', /not a value/],
    ['a value as a condition', 'SELECT id FROM customer WHERE isinactive', /not a condition/],
    ['a quoted name in a subselect', 'SELECT id FROM (SELECT "ID" FROM customer)', /[Qq]uoted/],
    ['CASE of mixed types', "SELECT CASE WHEN id = 1 THEN 1 ELSE 'x' END FROM customer", /inconsistent/],
    ['UNION of mixed types', 'SELECT id FROM customer UNION SELECT entityid FROM customer', /inconsistent/],
    ['UNION of different widths', 'SELECT id FROM customer UNION SELECT id, entityid FROM customer', /number of columns/],
    ['a select without FROM', 'SELECT 1', /FROM/],
    ['a date that is none', "SELECT TO_DATE('2026-02-30', 'YYYY-MM-DD') AS d FROM dual", /no day/],
    ['a date as text without a format', "SELECT 'x' || trandate FROM transaction", /TO_CHAR/],
  ])('%s', (_, sql, message) => {
    const failure = failureOf(sql);
    expect(failure.name).toBe('SSS_SEARCH_ERROR_OCCURRED');
    expect(failure.message).toMatch(/^Search error occurred: /);
    expect(failure.message).toMatch(message);
  });

  test('more or fewer parameters than placeholders', () => {
    expect(failureOf('SELECT id FROM customer WHERE id = ?').message).toMatch(/1 placeholders and 0 parameters/);
    expect(failureOf('SELECT id FROM customer', [1]).message).toMatch(/0 placeholders and 1 parameters/);
  });
});

describe('the emulator refuses by name', () => {
  test.each<[string, string, string]>([
    ['OFFSET', 'SELECT id FROM customer OFFSET 5 ROWS', 'OFFSET'],
    ['SYSDATE', 'SELECT SYSDATE AS d FROM dual', 'SYSDATE'],
    ['CONNECT BY', 'SELECT id FROM customer CONNECT BY id < 5', 'connect_by'],
    ['a difference of dates', 'SELECT trandate - trandate AS n FROM transaction', 'difference of two dates'],
    ['REGEXP_LIKE', "SELECT id FROM customer WHERE REGEXP_LIKE(entityid, 'x')", 'condition Function'],
    ['REGEXP_REPLACE', "SELECT REGEXP_REPLACE(entityid, 'x', 'y') FROM customer", 'function REGEXP_REPLACE'],
    ['a listed function not emulated', 'SELECT ORA_HASH(entityid) FROM customer', 'function ORA_HASH'],
    ['BUILTIN.CONSOLIDATE', 'SELECT BUILTIN.CONSOLIDATE(total) FROM transaction', 'function BUILTIN.CONSOLIDATE'],
    ['BUILTIN.DF of a multiple select', 'SELECT BUILTIN.DF(custentity_tags) FROM customer', 'multiple select'],
    ['ROWNUM beside ORDER BY', 'SELECT id FROM customer WHERE ROWNUM <= 2 ORDER BY id', 'ROWNUM beside ORDER BY'],
    ['ROWNUM above a number', 'SELECT id FROM customer WHERE ROWNUM > 2', 'ROWNUM here'],
    ['FOR UPDATE', 'SELECT id FROM customer FOR UPDATE', 'query.locks'],
    ['CAST', 'SELECT CAST(id AS VARCHAR(5)) FROM customer', 'expression Cast'],
    ['GROUP BY ROLLUP', 'SELECT entity FROM transaction GROUP BY ROLLUP(entity)', 'Rollup'],
    ['NATURAL JOIN', 'SELECT t.id FROM transaction t NATURAL JOIN customer c', 'NATURAL'],
    ['a window frame', 'SELECT SUM(total) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM transaction', 'OVER.window_frame'],
    ['two result columns of one name', 'SELECT c.id, t.id FROM customer c JOIN transaction t ON t.entity = c.id', "two result columns called 'id'"],
    ['a named placeholder', 'SELECT id FROM customer WHERE id = :id', 'placeholder :id'],
    ['FETCH in percent', 'SELECT id FROM customer FETCH FIRST 5 PERCENT ROWS ONLY', 'FETCH.percent'],
    ['a number literal that would lose digits', 'SELECT id FROM customer WHERE id = 820982911946154508', 'more than 15 digits'],
    ['a text that would lose digits as a number', "SELECT id FROM customer WHERE id = '820982911946154508'", 'more than 15 digits'],
    ['tuples', 'SELECT id FROM customer WHERE (id, subsidiary) IN ((1, 1))', 'Tuple'],
  ])('%s', (_, sql, subject) => {
    const failure = failureOf(sql);
    expect(failure.name).toBe('EMULATOR_NOT_IMPLEMENTED');
    expect(failure.message).toContain(subject);
  });
});

describe('a role', () => {
  const seller = actorWith({ TRAN_SALESORD: 1, LIST_CUSTJOB: 1 });
  const billing = actorWith({ TRAN_CUSTINVC: 2 });
  const rows = (sql: string, actor = seller) => account.queries.run(sql, [], actor).rows;

  test('sees rows of the record types it may view, and their lines', () => {
    expect(rows('SELECT id FROM transaction ORDER BY id')).toEqual([[101], [102], [104]]);
    expect(rows('SELECT id FROM transactionline ORDER BY id', billing)).toEqual([[5]]);
    expect(rows('SELECT id FROM transaction', administrator)).toHaveLength(4);
  });

  test('without a permission finds no such record', () => {
    expect(() => rows('SELECT id FROM customer', billing)).toThrow(/Record 'customer' was not found/);
    expect(() => rows('SELECT id FROM transaction WHERE entity IN (SELECT id FROM customer)', billing)).toThrow(/Record 'customer'/);
  });

  test('without a permission sees an empty table under STATIC', () => {
    expect(account.queries.run('SELECT id FROM customer', [], billing, { metaDataProvider: 'STATIC' }).rows).toEqual([]);
  });

  test('on the permission list of a custom record sees it; others do not', () => {
    expect(rows('SELECT id FROM customrecord_op', actorWith({}, 'customrole_ops'))).toHaveLength(3);
    expect(() => rows('SELECT id FROM customrecord_op')).toThrow(/customrecord_op/);
  });

  test('sees open tables whatever it may do', () => {
    expect(rows('SELECT name FROM subsidiary ORDER BY id', actorWith({}))).toEqual([['Parent'], ['West']]);
  });
});

import type { QueryParameter } from '../../../emulator/suiteql/types';
import { cautiousSwitches } from '../../../emulator/suiteql/types';
import { administrator, openSmallAccount } from './small-account';

const account = openSmallAccount();
const lenient = openSmallAccount({ ...cautiousSwitches, offset: 'accept', sysdate: 'accept', dateDifference: 'accept' });
afterAll(() => { account.database.close(); lenient.database.close(); });

const rowsOf = (sql: string, parameters: readonly QueryParameter[] = []) => account.queries.run(sql, parameters, administrator).rows;

interface Statement {
  readonly title: string;
  readonly sql: string;
  readonly parameters?: readonly QueryParameter[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const shapes: readonly Statement[] = [
  {
    title: 'BUILTIN.DF shows the name a select points at and the label of a code',
    sql: 'SELECT t.tranid, BUILTIN.DF(t.entity) AS customer, BUILTIN.DF(t.orderstatus) AS status FROM transaction t WHERE t.id = 101',
    rows: [['SO101', 'Acme', 'Sales Order : Pending Fulfillment']],
  },
  {
    title: 'upper-case names and (+) keep rows without a match',
    sql: 'SELECT "T"."TRANID", L.QUANTITY FROM TRANSACTION T, TRANSACTIONLINE L WHERE T.ID = L.TRANSACTION(+) AND T.ID IN (103, 104) ORDER BY T.ID',
    rows: [['INV7', 1], ['SO103', null]],
  },
  {
    title: 'a window ranks rows within their partition',
    sql: 'SELECT tranid, ROW_NUMBER() OVER (PARTITION BY entity ORDER BY trandate DESC) AS rn FROM transaction WHERE entity = 1 ORDER BY tranid',
    rows: [['INV7', 1], ['SO101', 2]],
  },
  { title: 'FETCH FIRST takes the first rows of the order', sql: 'SELECT id FROM transaction ORDER BY total DESC FETCH FIRST 2 ROWS ONLY', rows: [[101], [102]] },
  {
    title: 'ROWNUM around an ordered subselect pages',
    sql: 'SELECT * FROM (SELECT ROWNUM AS rn, x.* FROM (SELECT id FROM transaction ORDER BY id DESC) x WHERE ROWNUM <= ?) WHERE rn > ?',
    parameters: [3, 1],
    rows: [[2, 103], [3, 102]],
  },
  {
    title: 'NVL, DECODE, TO_CHAR and TO_DATE combine',
    sql: `SELECT NVL(memo, 'none') AS m, DECODE(type, 'SalesOrd', 'order', 'CustInvc', 'invoice', 'other') AS kind, TO_CHAR(trandate, 'YYYY-MM-DD') AS d
      FROM transaction WHERE trandate >= TO_DATE('2026-02-01', 'YYYY-MM-DD') ORDER BY id`,
    rows: [['none', 'order', '2026-02-01'], ['first ORDER', 'invoice', '2026-02-01']],
  },
  {
    title: 'binds, CASE, EXISTS and LIKE combine',
    sql: `SELECT c.entityid, CASE WHEN c.balance > ? THEN 'high' WHEN c.balance IS NULL THEN 'none' ELSE 'low' END AS level
      FROM customer c WHERE EXISTS (SELECT 1 FROM transaction t WHERE t.entity = c.id AND t.tranid LIKE ?) ORDER BY c.id`,
    parameters: [50, 'SO1%'],
    rows: [['Acme', 'low'], ['acme west', 'none'], ['Zeta', 'high']],
  },
  {
    title: 'UNION ALL keeps doubles and MINUS takes them away',
    sql: "SELECT entity AS e FROM transaction UNION ALL SELECT id FROM customer MINUS SELECT id FROM customer WHERE isinactive = 'T' ORDER BY 1",
    rows: [[1], [3]],
  },
  {
    title: 'days are added and dates truncated',
    sql: "SELECT trandate + 1 AS n, TRUNC(trandate, 'MM') AS m, TO_CHAR(CURRENT_DATE - 0.5, 'YYYY-MM-DD HH24:MI:SS') AS h FROM transaction WHERE id = 101",
    rows: [['2/1/2026', '1/1/2026', '2026-03-15 05:45:30']],
  },
  { title: 'TOP takes the first rows of the order', sql: 'SELECT TOP 2 tranid FROM transaction ORDER BY tranid', rows: [['INV7'], ['SO101']] },
  {
    title: 'two outer joins chain',
    sql: `SELECT s.name, t.tranid, l.id AS line FROM subsidiary s, customer c, transaction t, transactionline l
      WHERE s.id = c.subsidiary(+) AND c.id = t.entity(+) AND t.id = l.transaction(+) AND s.id = 2`,
    rows: [['West', 'SO103', null]],
  },
  {
    title: 'INSTR, SUBSTR and || take texts apart and together',
    sql: "SELECT SUBSTR(email, 1, INSTR(email, '@') - 1) || '#' || id AS x FROM customer WHERE email IS NOT NULL ORDER BY id",
    rows: [['west#2'], ['z#3']],
  },
  { title: 'an empty text is NULL', sql: "SELECT id FROM customer WHERE NVL(email, '') IS NULL AND '' IS NULL", rows: [[1]] },
  {
    title: 'groups are counted, summed and filtered',
    sql: `SELECT c.entityid, COUNT(*) AS n, SUM(t.total) AS total FROM transaction t JOIN customer c ON c.id = t.entity
      GROUP BY c.entityid HAVING COUNT(*) > 1 ORDER BY SUM(t.total) DESC`,
    rows: [['Acme', 2, 388.2]],
  },
  {
    title: 'a left join, a subselect in IN and a scalar subselect combine',
    sql: `SELECT t.id, (SELECT COUNT(*) FROM transactionline l WHERE l.transaction = t.id AND l.mainline = 'F') AS lines, c.email
      FROM transaction t LEFT OUTER JOIN customer c ON c.id = t.entity AND c.isinactive = 'F'
      WHERE t.entity IN (SELECT id FROM customer WHERE subsidiary = 1 OR subsidiary = 2) ORDER BY t.id`,
    rows: [[101, 2, null], [102, 1, 'z@x.com'], [103, 1, null], [104, 0, null]],
  },
  {
    title: 'look-ups by external id and custom fields find their rows',
    sql: 'SELECT o.id, o.custrecord_op_ms FROM customrecord_op o WHERE o.custrecord_op_state = ? AND o.externalid IN (?, ?) ORDER BY o.custrecord_op_ms',
    parameters: ['review', 'k2', 'k3'],
    rows: [[2, 1767225700000], [3, null]],
  },
];

test.each(shapes)('$title', ({ sql, parameters, rows }) => {
  expect(rowsOf(sql, parameters)).toEqual(rows);
});

test('the same text runs again with other values and other types of values', () => {
  const sql = 'SELECT id FROM customer WHERE externalid = ?';
  expect(rowsOf(sql, ['shop_c_1'])).toEqual([[1]]);
  expect(rowsOf(sql, [''])).toEqual([]);
  expect(rowsOf(sql, ['42'])).toEqual([[3]]);
});

test('parameters bind in the order the statement writes them, wherever they end up', () => {
  const sql = 'SELECT c.id, ? AS a FROM customer c, transaction t WHERE c.entityid = ? AND c.id = t.entity(+) AND t.total > ? FETCH FIRST ? ROWS ONLY';
  expect(rowsOf(sql, ['first', 'Acme', 300, 1])).toEqual([[1, 'first']]);
});

test('a subselect in the select list that gives two rows is refused', () => {
  expect(() => rowsOf('SELECT (SELECT id FROM customer) AS x FROM subsidiary WHERE id = 1')).toThrow(/more than one row/);
});

test('result names are lower case; unnamed expressions are numbered', () => {
  const { columns } = account.queries.run('SELECT ID, TRANID AS "TranNo", total * 2, UPPER(memo), trandate FROM transaction', [], administrator);
  expect(columns).toEqual([
    { name: 'id', type: 'integer' }, { name: 'tranno', type: 'string' }, { name: 'expr1', type: 'float' }, { name: 'expr2', type: 'string' },
    { name: 'trandate', type: 'date' },
  ]);
});

test('a row limit cuts the result and keeps its order', () => {
  const run = (sql: string) => account.queries.run(sql, [], administrator, { rowLimit: 2 }).rows;
  expect(run('SELECT id FROM transaction ORDER BY id DESC')).toEqual([[104], [103]]);
  expect(run('SELECT id FROM transaction ORDER BY id DESC FETCH FIRST 3 ROWS ONLY')).toEqual([[104], [103]]);
  expect(run('SELECT id FROM (SELECT id FROM transaction WHERE ROWNUM <= 3) ORDER BY id DESC')).toEqual([[103], [102]]);
});

describe('behind a switch', () => {
  const run = (sql: string) => lenient.queries.run(sql, [], administrator).rows;
  test('OFFSET skips rows', () => {
    expect(run('SELECT id FROM transaction ORDER BY id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY')).toEqual([[102], [103]]);
  });
  test('SYSDATE is the company time, and dates subtract to days', () => {
    expect(run("SELECT TRUNC(SYSDATE) - trandate AS age, TRUNC(SYSDATE) - TO_DATE('2026-03-14 12', 'YYYY-MM-DD HH24') AS half FROM transaction WHERE id = 101")).toEqual([[43, 0.5]]);
  });
});

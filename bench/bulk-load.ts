import { join } from 'node:path';
import { openSqlite } from '../emulator/store/sqlite';
import type { SqliteDatabase } from '../emulator/store/sqlite';

const OPERATION = 'customrecord_dkt_operation';
const EVENT = 'customrecord_dkt_event';
const OBJECT = 'customrecord_dkt_object';

/** Milliseconds between the receipts of two operations that are put in. */
const APART_MS = 1_000;

/** What a bulk load puts into an account's data. */
export interface BulkLoad {
  /** Settled operations, each with its outcome event and its object; the first of them is left open, in front of a person. */
  readonly operations: number;
  /** Receipt of the newest, epoch milliseconds. */
  readonly lastReceivedMs: number;
}

/**
 * Puts settled operations into the data of an account that is not open, as copies of its newest, in one commit and
 * without running the product. Long texts are left out: nothing reads those of a settled operation. The records that the
 * operations would have made are not there.
 */
export function bulkLoad(dataFolder: string, { operations, lastReceivedMs }: BulkLoad): void {
  const database = openSqlite(join(dataFolder, 'account.db'));
  try {
    // Nobody else has the data, and a crash here means another start: no journal is kept.
    database.exec('PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-524288;');
    database.transaction(() => {
      // What is there is the oldest of all.
      database.exec(`UPDATE "${OPERATION}" SET custrecord_dkt_op_received_ms = ${String(lastReceivedMs - operations * APART_MS)}`);
      copies(database, OPERATION, operations, {
        externalid: NAMED.operation, custrecord_dkt_op_key: "'bulk-' || n", custrecord_dkt_op_object: NAMED.object, custrecord_dkt_op_extid: "'' || n",
        custrecord_dkt_op_received_ms: `${String(lastReceivedMs)} - (${String(operations)} - n) * ${String(APART_MS)}`,
        custrecord_dkt_op_state: "CASE n WHEN 1 THEN 'needs_review' ELSE 'applied' END", custrecord_dkt_op_doc_1: "'{}'",
      });
      copies(database, EVENT, operations, { externalid: `${NAMED.operation} || '_1'`, custrecord_dkt_ev_chain: NAMED.operation, custrecord_dkt_ev_facts: "'{}'", custrecord_dkt_ev_values: "'{}'" });
      copies(database, OBJECT, operations, { externalid: NAMED.object, custrecord_dkt_obj_extid: "'' || n", custrecord_dkt_obj_operation: NAMED.operation, custrecord_dkt_obj_values: "'{}'" });
    });
  } finally {
    database.close();
  }
}

/** Sixty-four hex digits, as hashes have; in order, so that an index grows at its end. */
const NAMED = { operation: "printf('0%011x%052x', n, n)", object: "printf('1%011x%052x', n, n)" } as const;

/** Copies the newest row of a table under new ids; `values`: SQL of what differs, over the serial number `n`. */
function copies(database: SqliteDatabase, table: string, count: number, values: Readonly<Record<string, string>>): void {
  const template = database.prepare(`SELECT id FROM "${table}" ORDER BY id DESC LIMIT 1`).get();
  if (template === undefined) throw new Error(`Bulk loading copies a row of ${table}, and there is none.`);
  const from = Number(template['id']);
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all(table).map(({ name }) => String(name)).filter((name) => name !== 'id');
  const taken = columns.map((name) => values[name] ?? (name === 'recordid' ? `${String(from)} + n` : `t."${name}"`));
  const serials = `WITH RECURSIVE serial(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM serial WHERE n < ${String(count)})`;
  database.exec(`${serials} INSERT INTO "${table}" (id, ${columns.map((name) => `"${name}"`).join(', ')}) SELECT ${String(from)} + n, ${taken.join(', ')} FROM serial, "${table}" t WHERE t.id = ${String(from)}`);
  const [namespace] = database.prepare('SELECT namespace FROM emulator_externalid WHERE recordtype = ? AND id = ?').all(table, from);
  database.exec(`INSERT INTO emulator_externalid SELECT '${String(namespace?.['namespace'])}', lower(externalid), '${table}', id FROM "${table}" WHERE id > ${String(from)}`);
  database.prepare('UPDATE emulator_sequence SET last = max(last, ?) WHERE name = ?').run(from + count, table);
}

import { ENTITY_VIEW_COLUMNS, LINK_TABLE, LINK_VIEWS, TRANSACTION_STATUS_ROWS } from '../metadata/tables';
import type { TableColumn, TableDefinition } from '../metadata/tables';
import type { SqliteDatabase } from './sqlite';

/** Tables of the platform itself; SuiteQL cannot name them, as no query table is defined for them. */
const PLATFORM_TABLES = `
  CREATE TABLE IF NOT EXISTS emulator_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS emulator_sequence (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS emulator_object (
    kind TEXT NOT NULL, scriptid TEXT NOT NULL, definition TEXT NOT NULL, PRIMARY KEY (kind, scriptid)) STRICT;
  CREATE TABLE IF NOT EXISTS emulator_instance (
    recordtype TEXT NOT NULL, scriptid TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (recordtype, scriptid)) STRICT;
  CREATE TABLE IF NOT EXISTS emulator_externalid (
    namespace TEXT NOT NULL, folded TEXT NOT NULL, recordtype TEXT NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (namespace, folded)) STRICT;
  CREATE INDEX IF NOT EXISTS emulator_externalid_owner ON emulator_externalid (recordtype, id);
  CREATE TABLE IF NOT EXISTS emulator_role_grant (
    employee INTEGER NOT NULL, role TEXT NOT NULL, PRIMARY KEY (employee, role)) STRICT;
  CREATE TABLE IF NOT EXISTS emulator_integration (
    name TEXT PRIMARY KEY, consumerkey TEXT NOT NULL UNIQUE, consumersecret TEXT NOT NULL, clientid TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE IF NOT EXISTS emulator_token (
    tokenid TEXT PRIMARY KEY, tokensecret TEXT NOT NULL, integration TEXT NOT NULL, employee INTEGER NOT NULL, role TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS emulator_certificate (
    certificateid TEXT PRIMARY KEY, integration TEXT NOT NULL, employee INTEGER NOT NULL, role TEXT NOT NULL, publickey TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS emulator_nonce (nonce TEXT PRIMARY KEY, keepuntil INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS emulator_nonce_age ON emulator_nonce (keepuntil);
  CREATE TABLE IF NOT EXISTS emulator_note (
    id INTEGER PRIMARY KEY, date TEXT NOT NULL, name INTEGER NOT NULL, role INTEGER NOT NULL, context TEXT NOT NULL,
    recordtypeid INTEGER NOT NULL, recordid INTEGER NOT NULL, record TEXT, changes TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS emulator_note_record ON emulator_note (recordid, recordtypeid);
`;

/** Notes of one save are kept in one row, at most so many. */
export const MOST_NOTES_OF_A_SAVE = 1000;

/** One row for each change of a save: `type` T for a new record, F for a changed field. */
const SYSTEM_NOTES = `SELECT n."id" * ${String(MOST_NOTES_OF_A_SAVE)} + e."key" AS "id", n."date", n."name", n."role", n."context", n."recordtypeid", n."recordid", n."record",
    e."value" ->> '$.field' AS "field", e."value" ->> '$.type' AS "type", e."value" ->> '$.old' AS "oldvalue", e."value" ->> '$.new' AS "newvalue", e."value" ->> '$.line' AS "lineid"
  FROM "emulator_note" n, json_each(n."changes") e`;

/** Custom record types and the ids that notes know them by. */
const CUSTOM_RECORD_TYPES = `SELECT "rowid" AS "internalid", upper("scriptid") AS "scriptid", "definition" ->> '$.recordName' AS "name" FROM "emulator_object" WHERE "kind" = 'recordtype'`;

/** Names that saves compare without regard to case, to keep them unique. */
const UNIQUE_NAMES = [['customer', 'entityid'], ['employee', 'entityid'], ['vendor', 'entityid'], ['item', 'itemid']] as const;

/** Makes the platform's own tables where they are missing. */
export function ensurePlatformTables(database: SqliteDatabase): void {
  database.exec(PLATFORM_TABLES);
}

/**
 * Brings the stored tables up to the definitions: missing tables are made, missing columns added. A column whose storage
 * class would change throws; the deploy refuses field type changes before it comes to that.
 */
export function ensureTables(database: SqliteDatabase, tables: readonly TableDefinition[]): void {
  for (const table of tables) ensureTable(database, table);
  database.exec(`DROP VIEW IF EXISTS "entity"; CREATE VIEW "entity" AS ${entityView()};`);
  database.exec(`DROP VIEW IF EXISTS "systemnote"; CREATE VIEW "systemnote" AS ${SYSTEM_NOTES};`);
  database.exec(`DROP VIEW IF EXISTS "customrecordtype"; CREATE VIEW "customrecordtype" AS ${CUSTOM_RECORD_TYPES};`);
  for (const view of LINK_VIEWS) database.exec(`DROP VIEW IF EXISTS "${view.name}"; CREATE VIEW "${view.name}" AS ${linkView(view.lines)};`);
  for (const [table, column] of UNIQUE_NAMES) {
    database.exec(`CREATE INDEX IF NOT EXISTS "${table}__folded_${column}" ON "${table}" (lower("${column}"))`);
  }
  const status = database.prepare('INSERT OR REPLACE INTO "transactionstatus" VALUES (?, ?, ?, ?)');
  for (const row of TRANSACTION_STATUS_ROWS) status.run(...row);
}

function ensureTable(database: SqliteDatabase, table: TableDefinition): void {
  const present = new Map(database.prepare('SELECT name, type FROM pragma_table_info(?)').all(table.name)
    .map((row) => [String(row['name']), String(row['type'])]));
  const columns = [...table.columns.values()];
  if (present.size === 0) {
    const key = table.name === 'transactionstatus' ? ', PRIMARY KEY ("id", "trantype")' : '';
    database.exec(`CREATE TABLE ${quoted(table.name)} (${longTextsLast(columns).map(columnSql).join(', ')}${key}) STRICT`);
  }
  for (const column of present.size === 0 ? [] : columns) addColumn(database, table.name, column, present.get(column.name));
  dropIndexes(database, table.name, columns.filter((each) => each.indexed !== true));
  for (const column of columns.filter((each) => each.indexed === true)) {
    // Partial, as most rows leave most fields empty: an index page is then written only for a field that has a value.
    database.exec(`CREATE INDEX IF NOT EXISTS ${quoted(`${table.name}__${column.name}`)} ON ${quoted(table.name)} (${quoted(column.name)})
      WHERE ${quoted(column.name)} IS NOT NULL`);
  }
}

/** Whoever reads a column behind a long text reads that text's pages first, so those stand at the end of a row. */
function longTextsLast(columns: readonly TableColumn[]): readonly TableColumn[] {
  const isLong = ({ type }: TableColumn) => type === 'clob';
  return [...columns.filter((column) => !isLong(column)), ...columns.filter(isLong)];
}

/** Takes away indexes that an earlier version made. */
function dropIndexes(database: SqliteDatabase, table: string, columns: readonly TableColumn[]): void {
  const names = new Set(columns.map(({ name }) => `${table}__${name}`));
  for (const row of database.prepare("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?").all(table)) {
    if (names.has(String(row['name']))) database.exec(`DROP INDEX ${quoted(String(row['name']))}`);
  }
}

function addColumn(database: SqliteDatabase, table: string, column: TableColumn, present: string | undefined): void {
  if (present === column.sql) return;
  if (present !== undefined) throw new Error(`Column ${table}.${column.name} is ${present}; it cannot become ${column.sql}.`);
  database.exec(`ALTER TABLE ${quoted(table)} ADD COLUMN ${columnSql(column)}`);
}

function columnSql(column: TableColumn): string {
  return `${quoted(column.name)} ${column.sql}${column.primaryKey === true ? ' PRIMARY KEY' : ''}`;
}

/** An identifier, quoted: table and column names come from script ids, and `transaction` is a keyword. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function entityView(): string {
  const shared = ENTITY_VIEW_COLUMNS.map((column) => column.name).filter((name) => name !== 'type').map(quoted).join(', ');
  return `SELECT 'CustJob' AS "type", ${shared} FROM "customer" UNION ALL SELECT 'Employee' AS "type", ${shared} FROM "employee"
    UNION ALL SELECT 'Vendor' AS "type", ${shared} FROM "vendor"`;
}

/** The links as they are, or one row for a pair of documents and a type of link. */
function linkView(lines: boolean): string {
  if (lines) return `SELECT * FROM "${LINK_TABLE}"`;
  const pair = '"previousdoc", "previoustype", "previousdate", "nextdoc", "nexttype", "nextdate", "linktype"';
  return `SELECT ${pair}, sum("foreignamount") AS "foreignamount", max("lastmodifieddate") AS "lastmodifieddate" FROM "${LINK_TABLE}" GROUP BY ${pair}`;
}

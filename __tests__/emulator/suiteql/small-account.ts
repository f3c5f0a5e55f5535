import type {
  AccessRule, ColumnType, FieldDefinition, FieldType, MetadataRegistry, QueryColumn, QueryTable, RecordTypeDefinition,
} from '../../../emulator/metadata/types';
import type { Actor } from '../../../emulator/runtime/types';
import { openSqlite, type SqliteDatabase } from '../../../emulator/store/sqlite';
import { createQueryEngine } from '../../../emulator/suiteql/engine';
import type { QueryEngine, SuiteQlSwitches } from '../../../emulator/suiteql/types';

/** 2026-03-15 17:45:30 in Los Angeles. */
export const nowMs = Date.parse('2026-03-16T00:45:30Z');

interface SmallField {
  readonly id: string;
  readonly type: FieldType;
  readonly column: ColumnType;
  readonly references?: string;
  readonly labels?: ReadonlyMap<string, string>;
}

const field = (id: string, type: FieldType, column: ColumnType, references?: string): SmallField => ({ id, type, column, ...(references === undefined ? {} : { references }) });
const common = [field('externalid', 'text', 'string'), field('isinactive', 'checkbox', 'boolean')];
const transactionFields = [
  field('tranid', 'text', 'string'), field('entity', 'select', 'integer', 'customer'), field('trandate', 'date', 'date'),
  field('total', 'currency', 'float'), field('memo', 'text', 'string'), field('externalid', 'text', 'string'),
  { ...field('orderstatus', 'select', 'string'), labels: new Map([['A', 'Sales Order : Pending Approval'], ['B', 'Sales Order : Pending Fulfillment']]) },
];
const customerFields = [
  field('entityid', 'text', 'string'), field('email', 'email', 'string'), field('balance', 'currency', 'float'),
  field('subsidiary', 'select', 'integer', 'subsidiary'), field('datecreated', 'datetimetz', 'datetime'),
  field('custentity_tags', 'multiselect', 'string', 'subsidiary'), ...common,
];
const operationFields = [
  field('name', 'text', 'string'), field('custrecord_op_state', 'text', 'string'), field('custrecord_op_ms', 'integer', 'integer'),
  field('custrecord_op_doc', 'clobtext', 'clob'), ...common,
];

interface SmallType {
  readonly id: string;
  readonly table: string;
  readonly access: AccessRule;
  readonly nameColumn: string;
  readonly fields: readonly SmallField[];
  readonly category: RecordTypeDefinition['category'];
}

const types: readonly SmallType[] = [
  { id: 'salesorder', table: 'transaction', access: { kind: 'permission', permission: 'TRAN_SALESORD' }, nameColumn: 'tranid', fields: transactionFields, category: 'transaction' },
  { id: 'invoice', table: 'transaction', access: { kind: 'permission', permission: 'TRAN_CUSTINVC' }, nameColumn: 'tranid', fields: transactionFields, category: 'transaction' },
  { id: 'customer', table: 'customer', access: { kind: 'permission', permission: 'LIST_CUSTJOB' }, nameColumn: 'entityid', fields: customerFields, category: 'other' },
  { id: 'subsidiary', table: 'subsidiary', access: { kind: 'open' }, nameColumn: 'name', fields: [field('name', 'text', 'string')], category: 'other' },
  {
    id: 'customrecord_op', table: 'customrecord_op', access: { kind: 'list', levels: new Map([['customrole_ops', 1]]) }, nameColumn: 'name',
    fields: operationFields, category: 'custom',
  },
];

function definitionOf(type: SmallType): RecordTypeDefinition {
  const fields = type.fields.map((each): FieldDefinition => ({
    id: each.id, label: each.id, type: each.type, mandatory: false, column: each.id, custom: each.id.startsWith('cust'),
    ...(each.references === undefined ? {} : { selectRecordType: each.references }),
    ...(each.labels === undefined ? {} : { choices: each.labels }),
  }));
  return {
    id: type.id, label: type.id, category: type.category, table: type.table, access: type.access, externalIdGroup: type.id,
    acceptsExternalId: true, optimisticLocking: true, fields: new Map(fields.map((each) => [each.id, each])), sublists: new Map(),
    subrecords: new Map(), nameColumn: type.nameColumn, idSequence: type.id,
  };
}

function columnsOf(fields: readonly SmallField[]): ReadonlyMap<string, QueryColumn> {
  const columns = fields.map((each): QueryColumn => ({
    name: each.id, type: each.column,
    ...(each.references === undefined ? {} : { references: each.references }),
    ...(each.labels === undefined ? {} : { labels: each.labels }),
    ...(each.type === 'multiselect' ? { multiple: true } : {}),
  }));
  return new Map([{ name: 'id', type: 'integer' as const }, ...columns].map((column) => [column.name, column]));
}

function queryTables(): readonly QueryTable[] {
  const names = [...new Set(types.map((type) => type.table))];
  const own = names.map((name): QueryTable => {
    const members = types.filter((type) => type.table === name);
    const extras = name === 'transaction' ? [field('type', 'text', 'string'), field('recordtype', 'text', 'string')] : [];
    return { name, columns: columnsOf([...extras, ...members.flatMap((type) => type.fields)]), recordTypes: members.map((type) => type.id), rowType: { kind: 'own' } };
  });
  const lines: QueryTable = {
    name: 'transactionline', recordTypes: ['salesorder', 'invoice'], rowType: { kind: 'owner', ownerColumn: 'transaction', ownerTable: 'transaction' },
    columns: columnsOf([
      field('transaction', 'select', 'integer', 'transaction'), field('quantity', 'float', 'float'), field('netamount', 'currency', 'float'),
      field('mainline', 'checkbox', 'boolean'),
    ]),
  };
  return [...own, lines];
}

/** A registry of two transaction types, a customer, a subsidiary and a custom record, made by hand. */
export function smallMetadata(): MetadataRegistry {
  const definitions = types.map(definitionOf);
  const tables = queryTables();
  return {
    recordType: (id) => definitions.find((definition) => definition.id === id),
    recordTypes: () => definitions,
    queryTable: (name) => tables.find((table) => table.name === name.toLowerCase()),
    queryTables: () => tables,
  };
}

const rows = `
  CREATE TABLE "transaction" (id INTEGER PRIMARY KEY, _recordtype TEXT, type TEXT, recordtype TEXT, tranid TEXT, entity INTEGER, trandate TEXT,
    total REAL, memo TEXT, externalid TEXT, orderstatus TEXT) STRICT;
  INSERT INTO "transaction" VALUES
    (101, 'salesorder', 'SalesOrd', 'salesorder', 'SO101', 1, '2026-01-31', 388.0, 'First order', 'shop_order_1', 'B'),
    (102, 'salesorder', 'SalesOrd', 'salesorder', 'SO102', 3, '2026-02-01', 100.1, NULL, 'shop_order_2', 'A'),
    (103, 'invoice', 'CustInvc', 'invoice', 'INV7', 1, '2026-02-01', 0.2, 'first ORDER', NULL, NULL),
    (104, 'salesorder', 'SalesOrd', 'salesorder', 'SO103', 2, '2025-12-31', 0.1, '100% wool_x', NULL, 'B');
  CREATE TABLE transactionline (id INTEGER PRIMARY KEY, "transaction" INTEGER, quantity REAL, netamount REAL, mainline TEXT) STRICT;
  INSERT INTO transactionline VALUES (1, 101, NULL, -388.0, 'T'), (2, 101, 2.0, 300.0, 'F'), (3, 101, 1.0, 88.0, 'F'), (4, 102, 3.0, 100.1, 'F'), (5, 103, 1.0, 0.2, 'F');
  CREATE TABLE customer (id INTEGER PRIMARY KEY, _recordtype TEXT, entityid TEXT, email TEXT, balance REAL, subsidiary INTEGER, datecreated TEXT,
    custentity_tags TEXT, externalid TEXT, isinactive TEXT) STRICT;
  INSERT INTO customer VALUES
    (1, 'customer', 'Acme', NULL, 10.5, 1, '2026-01-15T08:30:00Z', '1, 2', 'shop_c_1', 'F'),
    (2, 'customer', 'acme west', 'west@x.com', NULL, 2, '2026-07-01T06:59:59Z', NULL, NULL, 'T'),
    (3, 'customer', 'Zeta', 'z@x.com', 100.0, 1, '2026-03-01T08:00:00Z', NULL, '42', 'F');
  CREATE TABLE subsidiary (id INTEGER PRIMARY KEY, _recordtype TEXT, name TEXT) STRICT;
  INSERT INTO subsidiary VALUES (1, 'subsidiary', 'Parent'), (2, 'subsidiary', 'West');
  CREATE TABLE customrecord_op (id INTEGER PRIMARY KEY, _recordtype TEXT, name TEXT, custrecord_op_state TEXT, custrecord_op_ms INTEGER,
    custrecord_op_doc TEXT, externalid TEXT, isinactive TEXT) STRICT;
  INSERT INTO customrecord_op VALUES
    (1, 'customrecord_op', 'op-1', 'applied', 1767225600000, '{}', 'k1', 'F'),
    (2, 'customrecord_op', 'op-2', 'review', 1767225700000, '{}', 'k2', 'F'),
    (3, 'customrecord_op', 'op-3', 'review', NULL, '{}', 'k3', 'F');
`;

/** A small account: four transactions with lines, three customers, three custom records. */
export function openSmallDatabase(): SqliteDatabase {
  const database = openSqlite(':memory:');
  database.exec(rows);
  return database;
}

export function openSmallAccount(switches?: SuiteQlSwitches): { readonly database: SqliteDatabase; readonly queries: QueryEngine } {
  const database = openSmallDatabase();
  const queries = createQueryEngine({
    database, metadata: smallMetadata(), clock: { nowMs: () => nowMs }, timeZone: 'America/Los_Angeles', ...(switches === undefined ? {} : { switches }),
  });
  return { database, queries };
}

/** An actor with these permissions, or the administrator. */
export function actorWith(permissions: Readonly<Record<string, 1 | 2 | 3 | 4>> | 'administrator', roleScriptId = 'customrole_test'): Actor {
  const administrator = permissions === 'administrator';
  return {
    userId: 9, userName: 'Test', userEmail: 'test@example.com', roleId: administrator ? 3 : 1001,
    roleScriptId: administrator ? 'administrator' : roleScriptId, administrator,
    permissions: new Map(administrator ? [] : Object.entries(permissions)),
  };
}

export const administrator = actorWith('administrator');

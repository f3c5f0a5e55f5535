import { columnTypeOf, sqlTypeOf } from './field-types';
import type { SqlType } from './field-types';
import { ADDRESS_FIELDS } from './standard/address';
import { TRANSACTION_KINDS } from './standard/transaction-kinds';
import { ROW_TYPE_COLUMN } from './types';
import type { ColumnType, FieldDefinition, QueryColumn, QueryTable, RecordTypeDefinition } from './types';

/** One column as SQLite keeps it and, unless hidden, as SuiteQL shows it. */
export interface TableColumn {
  readonly name: string;
  readonly sql: SqlType;
  readonly type: ColumnType;
  readonly references?: string;
  readonly labels?: ReadonlyMap<string, string>;
  /** See QueryColumn. */
  readonly labelsBy?: string;
  readonly multiple?: boolean;
  readonly primaryKey?: boolean;
  readonly indexed?: boolean;
}

/** One stored table of the account. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: ReadonlyMap<string, TableColumn>;
  readonly recordTypes: readonly string[];
  readonly rowType?: Exclude<QueryTable['rowType'], undefined>;
}

/** A column that belongs to the table rather than to a field of a record type. */
function own(name: string, sql: SqlType, type: ColumnType, extras: Partial<TableColumn> = {}): TableColumn {
  return { name, sql, type, ...extras };
}

const ID = own('id', 'INTEGER', 'integer', { primaryKey: true });
const HOUSEKEEPING = [own(ROW_TYPE_COLUMN, 'TEXT', 'string'), own('_version', 'INTEGER', 'integer')];

const KINDS = [...TRANSACTION_KINDS.values()];

/** Type, status code, text and full text of every status a transaction can be in. */
const STATUSES = KINDS.flatMap(({ code, label, statuses }) => Object.entries(statuses).map(([status, text]) => ({ code, status, text, full: `${label} : ${text}` })));

const TRANSACTION_COLUMNS = [
  own('type', 'TEXT', 'string', { labels: new Map(KINDS.map(({ code, label }) => [code, label])) }),
  own('status', 'TEXT', 'string', { labels: new Map(STATUSES.map(({ code, status, full }) => [`${code}:${status}`, full])), labelsBy: 'type' }),
  // Signed as the ledger is: negative where the main line credits.
  own('foreigntotal', 'REAL', 'float'),
  own('recordtype', 'TEXT', 'string', { indexed: true }),
  own('abbrevtype', 'TEXT', 'string'), own('trandisplayname', 'TEXT', 'string'),
  own('transactionnumber', 'TEXT', 'string'), own('number', 'INTEGER', 'integer'),
  own('posting', 'TEXT', 'boolean'), own('voided', 'TEXT', 'boolean'),
  own('postingperiod', 'INTEGER', 'integer', { references: 'accountingperiod' }),
  own('billingaddress', 'INTEGER', 'integer'), own('shippingaddress', 'INTEGER', 'integer'),
  own('createdby', 'INTEGER', 'integer', { references: 'employee' }),
  own('lastmodifiedby', 'INTEGER', 'integer', { references: 'employee' }),
];

const EXTRA_COLUMNS: ReadonlyMap<string, readonly TableColumn[]> = new Map([
  ['transaction', TRANSACTION_COLUMNS],
  ['account', [own('sspecacct', 'TEXT', 'string')]],
  ['item', [own('itemtype', 'TEXT', 'string'), own('subtype', 'TEXT', 'string')]],
]);

const LINE_COLUMNS: ReadonlyMap<string, readonly TableColumn[]> = new Map([
  ['transactionline', [
    own('uniquekey', 'INTEGER', 'integer', { primaryKey: true }), own('id', 'INTEGER', 'integer'),
    own('transaction', 'INTEGER', 'integer', { references: 'transaction', indexed: true }),
    own('_role', 'TEXT', 'string'), own('linesequencenumber', 'INTEGER', 'integer'), own('mainline', 'TEXT', 'boolean'), own('taxline', 'TEXT', 'boolean'),
    own('iscogs', 'TEXT', 'boolean'), own('donotdisplayline', 'TEXT', 'boolean'),
    own('entity', 'INTEGER', 'integer', { references: 'entity' }),
    own('subsidiary', 'INTEGER', 'integer', { references: 'subsidiary' }),
    own('netamount', 'REAL', 'float'),
    own('quantitybilled', 'REAL', 'float'), own('quantityshiprecv', 'REAL', 'float'),
    own('createdfrom', 'INTEGER', 'integer', { references: 'transaction', indexed: true }),
    own('expenseaccount', 'INTEGER', 'integer', { references: 'account' }),
    own('debitforeignamount', 'REAL', 'float'), own('creditforeignamount', 'REAL', 'float'),
    own('accountinglinetype', 'TEXT', 'string'),
  ]],
  ['customeraddressbook', [
    own('internalid', 'INTEGER', 'integer', { primaryKey: true }),
    own('entity', 'INTEGER', 'integer', { references: 'customer', indexed: true }),
    own('addressbookaddress', 'INTEGER', 'integer'),
  ]],
]);

const LINE_OWNERS: ReadonlyMap<string, { readonly ownerColumn: string; readonly ownerTable: string }> = new Map([
  ['transactionline', { ownerColumn: 'transaction', ownerTable: 'transaction' }],
  ['customeraddressbook', { ownerColumn: 'entity', ownerTable: 'customer' }],
]);

/** Address tables, their owner column (`_owner`) and the record types they belong to. */
export const ADDRESS_TABLES = {
  billingaddress: 'transactionbillingaddress',
  shippingaddress: 'transactionshippingaddress',
  addressbookaddress: 'customeraddressbookentityaddress',
} as const;

/** Every stored table of the given record types, with the columns of all types that share it. */
export function tablesOf(recordTypes: readonly RecordTypeDefinition[]): readonly TableDefinition[] {
  const byTable = new Map<string, RecordTypeDefinition[]>();
  for (const type of recordTypes) byTable.set(type.table, [...(byTable.get(type.table) ?? []), type]);
  const records = [...byTable].map(([name, types]) => recordTable(name, types));
  return [...records, ...lineTables(recordTypes), ...addressTables(recordTypes), ...ledgerTables(recordTypes), transactionStatusTable()];
}

function recordTable(name: string, types: readonly RecordTypeDefinition[]): TableDefinition {
  const isCustomRecord = types.some((type) => type.category === 'custom');
  const extras = isCustomRecord ? [own('recordid', 'INTEGER', 'integer')] : EXTRA_COLUMNS.get(name) ?? [];
  const columns = [ID, ...HOUSEKEEPING, ...extras, ...types.flatMap((type) => [...type.fields.values()]).flatMap(fieldColumn)];
  return { name, columns: byName(name, columns), recordTypes: types.map((type) => type.id), rowType: { kind: 'own' } };
}

function fieldColumn(field: FieldDefinition): readonly TableColumn[] {
  if (field.column === undefined) return [];
  const labels = field.choices;
  return [{
    name: field.column,
    sql: sqlTypeOf(field),
    type: isCodedCheckbox(field) ? 'boolean' : columnTypeOf(field),
    ...(field.selectRecordType === undefined ? {} : { references: field.selectRecordType }),
    ...(field.type === 'multiselect' ? { multiple: true } : {}),
    ...(labels === undefined ? {} : { labels }),
    indexed: isIndexed(field),
  }];
}

/** `isperson` is text to scripts and a boolean to SuiteQL. */
function isCodedCheckbox(field: FieldDefinition): boolean {
  return field.choices?.size === 2 && field.choices.has('T') && field.choices.has('F');
}

/** External ids, and references of standard fields. No index on a custom field is documented: a query by one reads the whole table. */
function isIndexed(field: FieldDefinition): boolean {
  return field.id === 'externalid' || (field.type === 'select' && field.custom !== true);
}

function lineTables(recordTypes: readonly RecordTypeDefinition[]): readonly TableDefinition[] {
  const owners = new Map<string, RecordTypeDefinition[]>();
  for (const type of recordTypes) {
    for (const sublist of [...type.sublists.values()].filter((each) => each.table !== LINK_TABLE)) owners.set(sublist.table, [...(owners.get(sublist.table) ?? []), type]);
  }
  return [...owners].map(([name, types]) => {
    const fields = types.flatMap((type) => [...type.sublists.values()].filter((each) => each.table === name))
      .flatMap((sublist) => [...sublist.fields.values()]);
    const fixed = LINE_COLUMNS.get(name) ?? [];
    const taken = new Set(fixed.map((column) => column.name));
    const columns = [...fixed, ...fields.flatMap(fieldColumn).filter((each) => !taken.has(each.name))];
    const owner = LINE_OWNERS.get(name);
    return {
      name, columns: byName(name, columns), recordTypes: types.map((type) => type.id),
      ...(owner === undefined ? {} : { rowType: { kind: 'owner' as const, ...owner } }),
    };
  });
}

function addressTables(recordTypes: readonly RecordTypeDefinition[]): readonly TableDefinition[] {
  const transactions = recordTypes.filter((type) => type.category === 'transaction').map((type) => type.id);
  const table = (name: string, ownerTable: string, types: readonly string[]): TableDefinition => ({
    name,
    columns: byName(name, [
      own('nkey', 'INTEGER', 'integer', { primaryKey: true }), own('_owner', 'INTEGER', 'integer', { indexed: true }),
      ...[...ADDRESS_FIELDS.values()].flatMap(fieldColumn),
    ]),
    recordTypes: types,
    rowType: { kind: 'owner', ownerColumn: '_owner', ownerTable },
  });
  return [
    table(ADDRESS_TABLES.billingaddress, 'transaction', transactions),
    table(ADDRESS_TABLES.shippingaddress, 'transaction', transactions),
    table(ADDRESS_TABLES.addressbookaddress, 'customer', ['customer']),
  ];
}

/** Links between lines of transactions: what was billed, shipped or settled by what. Kept once; three views show it by other names. */
export const LINK_TABLE = 'nexttransactionlinelink';

/** Ledger lines: one per line and accounting book that posts. */
export const LEDGER_TABLE = 'transactionaccountingline';

const LINK_COLUMNS = [
  own('previousdoc', 'INTEGER', 'integer', { references: 'transaction', indexed: true }), own('previousline', 'INTEGER', 'integer'),
  own('previoustype', 'TEXT', 'string'), own('previousdate', 'TEXT', 'date'),
  own('nextdoc', 'INTEGER', 'integer', { references: 'transaction', indexed: true }), own('nextline', 'INTEGER', 'integer'),
  own('nexttype', 'TEXT', 'string'), own('nextdate', 'TEXT', 'date'),
  own('linktype', 'TEXT', 'string'), own('foreignamount', 'REAL', 'float'), own('lastmodifieddate', 'TEXT', 'datetime'),
  // Quantity moved by the link, and base amounts of both ends.
  own('_quantity', 'REAL', 'float'), own('_previousbase', 'REAL', 'float'), own('_nextbase', 'REAL', 'float'),
];

const LEDGER_COLUMNS = [
  own('transaction', 'INTEGER', 'integer', { references: 'transaction', indexed: true }), own('transactionline', 'INTEGER', 'integer'),
  own('accountingbook', 'INTEGER', 'integer'), own('account', 'INTEGER', 'integer', { references: 'account', indexed: true }),
  own('accounttype', 'TEXT', 'string'), own('posting', 'TEXT', 'boolean'),
  own('debit', 'REAL', 'float'), own('credit', 'REAL', 'float'), own('amount', 'REAL', 'float'), own('netamount', 'REAL', 'float'),
  own('exchangerate', 'REAL', 'float'), own('amountpaid', 'REAL', 'float'), own('amountunpaid', 'REAL', 'float'),
];

function ledgerTables(recordTypes: readonly RecordTypeDefinition[]): readonly TableDefinition[] {
  const transactions = recordTypes.filter((type) => type.category === 'transaction').map((type) => type.id);
  const table = (name: string, columns: readonly TableColumn[], ownerColumn: string): TableDefinition => ({
    name, columns: byName(name, columns), recordTypes: transactions, rowType: { kind: 'owner', ownerColumn, ownerTable: 'transaction' },
  });
  return [table(LINK_TABLE, LINK_COLUMNS, 'nextdoc'), table(LEDGER_TABLE, LEDGER_COLUMNS, 'transaction')];
}

/** Views over the links: their name, whether lines are told apart, and which end's record type decides who sees a row. */
export const LINK_VIEWS: readonly { readonly name: string; readonly lines: boolean; readonly ownerColumn: string }[] = [
  { name: 'nexttransactionlink', lines: false, ownerColumn: 'nextdoc' },
  { name: 'previoustransactionlink', lines: false, ownerColumn: 'previousdoc' },
  { name: 'previoustransactionlinelink', lines: true, ownerColumn: 'previousdoc' },
];

/** SuiteQL's face of the link views. */
export function linkViewsOf(tables: readonly TableDefinition[]): readonly QueryTable[] {
  const links = tables.find((table) => table.name === LINK_TABLE);
  if (links === undefined) return [];
  return LINK_VIEWS.map(({ name, lines, ownerColumn }) => queryTableOf({
    name, recordTypes: links.recordTypes, rowType: { kind: 'owner', ownerColumn, ownerTable: 'transaction' },
    columns: new Map([...links.columns].filter(([column]) => lines || !column.endsWith('line'))),
  }));
}

/** Rows of `transactionstatus`: id, transaction type, name, full name. */
export const TRANSACTION_STATUS_ROWS: readonly (readonly [string, string, string, string])[] =
  STATUSES.map(({ code, status, text, full }) => [status, code, text, full] as const);

function transactionStatusTable(): TableDefinition {
  const columns = ['id', 'trantype', 'name', 'fullname'].map((name) => own(name, 'TEXT', 'string'));
  return { name: 'transactionstatus', columns: byName('transactionstatus', columns), recordTypes: [] };
}

/** Two fields that share a column must agree on how it is stored; the first describes it. */
function byName(table: string, columns: readonly TableColumn[]): ReadonlyMap<string, TableColumn> {
  const known = new Map<string, TableColumn>();
  for (const column of columns) {
    const first = known.get(column.name);
    if (first === undefined) known.set(column.name, column);
    else if (first.sql !== column.sql) throw new Error(`Column ${table}.${column.name} is both ${first.sql} and ${column.sql}.`);
  }
  return known;
}

/** The SuiteQL face of a stored table: columns with a leading underscore stay hidden. */
export function queryTableOf(table: TableDefinition): QueryTable {
  const columns = [...table.columns.values()].filter((column) => !column.name.startsWith('_')).map(queryColumnOf);
  return {
    name: table.name,
    columns: new Map(columns.map((column) => [column.name, column])),
    recordTypes: table.recordTypes,
    ...(table.rowType === undefined ? {} : { rowType: table.rowType }),
  };
}

function queryColumnOf(column: TableColumn): QueryColumn {
  return {
    name: column.name,
    type: column.type,
    ...(column.references === undefined ? {} : { references: column.references }),
    ...(column.labels === undefined ? {} : { labels: column.labels }),
    ...(column.labelsBy === undefined ? {} : { labelsBy: column.labelsBy }),
    ...(column.multiple === undefined ? {} : { multiple: column.multiple }),
  };
}

/** Contexts in which records change, by the code that notes name them with (`systemnotes.context` in searches). */
const NOTE_CONTEXTS = {
  UIF: 'UI', RST: 'RESTlet', MPR: 'Map/Reduce', SLT: 'Suitelet', SCH: 'Scheduled Script', CSV: 'CSV Import', WSS: 'Web Services', RWS: 'REST Web Services', UES: 'User Event Script', WFL: 'Workflow',
};

/** Kinds of records that notes know by one id each. */
export const NOTE_KINDS: ReadonlyMap<string, { readonly id: number; readonly label: string; readonly prefix: string; readonly linePrefix: string }> = new Map([
  ['transaction', { id: -30, label: 'Transaction', prefix: 'TRANDOC.', linePrefix: 'TRANLINE.' }], ['entity', { id: -9, label: 'Entity', prefix: 'ENTITY.', linePrefix: '' }],
  ['item', { id: -10, label: 'Item', prefix: 'ITEM.', linePrefix: '' }],
]);

/**
 * What notes call a field: a custom one by its script id. The codes of standard fields are not documented, save that `TRANDOC.KSTATUS` is the status of a
 * transaction: these are ours, and BUILTIN.DF shows their label.
 */
export function noteCode({ idSequence }: Pick<RecordTypeDefinition, 'idSequence'>, { id, custom }: FieldDefinition, inLine: boolean): string {
  const kind = NOTE_KINDS.get(idSequence);
  return custom === true ? id.toUpperCase() : `${(inLine ? kind?.linePrefix : kind?.prefix) ?? ''}${id.toUpperCase()}`;
}

/** System notes as SuiteQL shows them: whole to administrators and to the permission System Notes, to others what they changed themselves (help chapter_158644279544). */
export const systemNoteTable = (types: readonly RecordTypeDefinition[]): QueryTable => ({
  ...queryTableOf({
    name: 'systemnote', recordTypes: [],
    columns: byName('systemnote', [
      ID, own('date', 'TEXT', 'datetime'), own('name', 'INTEGER', 'integer', { references: 'employee' }), own('role', 'INTEGER', 'integer', { references: 'role' }),
      own('context', 'TEXT', 'string', { labels: new Map(Object.entries(NOTE_CONTEXTS)) }), own('recordtypeid', 'INTEGER', 'integer'), own('recordid', 'INTEGER', 'integer'),
      own('record', 'TEXT', 'string'), own('field', 'TEXT', 'string', { labels: noteLabels(types) }), own('type', 'TEXT', 'string'), own('oldvalue', 'TEXT', 'string'),
      own('newvalue', 'TEXT', 'string'), own('lineid', 'INTEGER', 'integer'),
    ]),
  }),
  ownedBy: { column: 'name', unless: 'LIST_SYSTEMNOTES' },
});

function noteLabels(types: readonly RecordTypeDefinition[]): ReadonlyMap<string, string> {
  return new Map([['TRANDOC.KSTATUS', 'Status'], ...types.flatMap((type) => [
    ...[...type.fields.values()].map((field) => [noteCode(type, field, false), field.label] as const),
    ...[...type.sublists.values()].flatMap(({ fields }) => [...fields.values()].map((field) => [noteCode(type, field, true), field.label] as const)),
  ])]);
}

/** Custom record types as SuiteQL lists them. */
export const CUSTOM_RECORD_TYPE_TABLE: QueryTable = queryTableOf({
  name: 'customrecordtype', recordTypes: [],
  columns: byName('customrecordtype', [own('internalid', 'INTEGER', 'integer', { primaryKey: true }), own('scriptid', 'TEXT', 'string'), own('name', 'TEXT', 'string')]),
});

/** Columns of the view `entity`: what customers, employees and vendors have in common. */
export const ENTITY_VIEW_COLUMNS: readonly TableColumn[] = [
  own('id', 'INTEGER', 'integer'), own('type', 'TEXT', 'string', { labels: new Map([['CustJob', 'Customer'], ['Employee', 'Employee'], ['Vendor', 'Vendor']]) }),
  own(ROW_TYPE_COLUMN, 'TEXT', 'string'),
  ...['entityid', 'altname', 'firstname', 'lastname', 'email', 'phone', 'externalid'].map((name) => own(name, 'TEXT', 'string')),
  own('isinactive', 'TEXT', 'boolean'),
  own('datecreated', 'TEXT', 'datetime'), own('lastmodifieddate', 'TEXT', 'datetime'),
];

/** The view over every entity, as SuiteQL's table `entity`. */
export const ENTITY_TABLE: QueryTable = queryTableOf({
  name: 'entity',
  columns: new Map(ENTITY_VIEW_COLUMNS.map((column) => [column.name, column])),
  recordTypes: ['customer', 'employee', 'vendor'],
  rowType: { kind: 'own' },
});

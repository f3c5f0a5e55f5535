import { STAMP } from './record-ids';

/** What the gateways must know of a record type to write it, stamp it and find it again. */
export interface TargetKind {
  /** SuiteQL table, and the column that tells its record types apart where several share it. */
  readonly table: string;
  readonly typeColumn: string | undefined;
  readonly stampField: string;
  /** Field that shows its number: `tranid`, `entityid`. */
  readonly numberField: string;
  /** Its search returns a row per line unless told otherwise. */
  readonly hasMainLine: boolean;
  /** Usage units of create or load, plus save (platform facts 1.1). */
  readonly unitsToWrite: number;
  /** Touches the ledger, so that a period must be open; `lock`: which lock of a period stops it, beside the lock of all. */
  readonly posting: { readonly lock: 'arlocked' | 'aplocked' | undefined } | undefined;
  /** Body field whose record a new one is initialized with, so that NetSuite lists what it may settle. */
  readonly initializedBy: string | undefined;
  /** Lines copied by a transformation cannot be removed; they are left out by this column. */
  readonly leaveOutColumn: string | undefined;
  /** Has an amount in the base currency of its own. */
  readonly hasBaseAmount: boolean;
  /** A search shows its total with the sign of its effect on the ledger, which may be negative though the record's is not. */
  readonly signedTotal: boolean;
}

const TRANSACTION: TargetKind = {
  table: 'transaction', typeColumn: 'recordtype', stampField: STAMP.transaction, numberField: 'tranid', hasMainLine: true, unitsToWrite: 30,
  posting: undefined, initializedBy: undefined, leaveOutColumn: undefined, hasBaseAmount: true, signedTotal: false,
};

const RECEIVABLE: TargetKind = { ...TRANSACTION, posting: { lock: 'arlocked' } };

const ENTITY: Omit<TargetKind, 'table'> = {
  typeColumn: undefined, stampField: STAMP.entity, numberField: 'entityid', hasMainLine: false, unitsToWrite: 15,
  posting: undefined, initializedBy: undefined, leaveOutColumn: undefined, hasBaseAmount: false, signedTotal: false,
};

const KINDS: ReadonlyMap<string, TargetKind> = new Map([
  ['salesorder', TRANSACTION],
  ['invoice', RECEIVABLE],
  ['creditmemo', { ...RECEIVABLE, signedTotal: true }],
  ['customerpayment', { ...RECEIVABLE, initializedBy: 'customer', signedTotal: true }],
  ['customerrefund', { ...RECEIVABLE, initializedBy: 'customer', signedTotal: true }],
  ['itemfulfillment', { ...TRANSACTION, posting: { lock: undefined }, leaveOutColumn: 'itemreceive', hasBaseAmount: false }],
  ['journalentry', { ...TRANSACTION, posting: { lock: undefined }, hasBaseAmount: false }],
  ['vendorbill', { ...TRANSACTION, posting: { lock: 'aplocked' }, signedTotal: true }],
  ['customer', { table: 'customer', ...ENTITY }],
  ['vendor', { table: 'vendor', ...ENTITY }],
]);

/** Record types that documents may become; the map compiler refuses any other. */
export const TARGET_TYPES: readonly string[] = [...KINDS.keys()];

/** The kind of a target record type. A rule for any other type is a defect that the map compiler refuses. */
export function targetKind(recordType: string): TargetKind {
  const kind = KINDS.get(recordType);
  if (kind === undefined) throw new Error(`Docket does not write records of type "${recordType}".`);
  return kind;
}

/** Where records of a type are looked up. */
export interface ReferenceTable {
  readonly table: string;
  /** Columns that a reference may be looked up by. */
  readonly columns: readonly string[];
  /** Columns whose own value may be taken. */
  readonly takes: readonly string[];
  /** `T` here: the record may not be used. */
  readonly inactiveColumn: string;
  /** `recordtype` where the table holds several types. */
  readonly typeColumn: string | undefined;
}

const lookedUpBy = (table: string, ...columns: readonly string[]): ReferenceTable => ({ table, columns, takes: [], inactiveColumn: 'isinactive', typeColumn: undefined });

/** A voided transaction is as good as none. */
const TRANSACTION_REFERENCE: ReferenceTable = {
  table: 'transaction', columns: ['externalid', 'tranid'], takes: ['entity', 'currency'], inactiveColumn: 'voided', typeColumn: 'recordtype',
};

/** SuiteQL tables and columns a reference may be looked up by: identifiers never come from a document (platform facts 8). */
const REFERENCE_TABLES: ReadonlyMap<string, ReferenceTable> = new Map(Object.entries({
  customer: lookedUpBy('customer', 'externalid', 'entityid', 'email'),
  vendor: lookedUpBy('vendor', 'externalid', 'entityid'),
  item: lookedUpBy('item', 'externalid', 'itemid'),
  currency: lookedUpBy('currency', 'externalid', 'symbol', 'name'),
  subsidiary: lookedUpBy('subsidiary', 'externalid', 'name'),
  account: lookedUpBy('account', 'externalid', 'acctnumber'),
  paymentmethod: lookedUpBy('paymentmethod', 'externalid', 'name'),
  department: lookedUpBy('department', 'externalid', 'name'),
  classification: lookedUpBy('classification', 'externalid', 'name'),
  location: lookedUpBy('location', 'externalid', 'name'),
  ...Object.fromEntries(['salesorder', 'invoice', 'creditmemo', 'customerpayment', 'vendorbill'].map((type) => [type, TRANSACTION_REFERENCE])),
}));

/** Table of a reference, once record, column and what is taken are on the list. */
export function referenceTable(record: string, column: string, take?: string): ReferenceTable {
  const entry = REFERENCE_TABLES.get(record);
  if (entry === undefined || !entry.columns.includes(column)) throw new Error(`Docket does not look up "${record}" by "${column}".`);
  if (take !== undefined && !entry.takes.includes(take)) throw new Error(`Docket does not take "${take}" of a "${record}".`);
  return entry;
}

/** True where a map may name this look-up. */
export function isReferenceable(record: string, column: string, take?: string): boolean {
  const entry = REFERENCE_TABLES.get(record);
  return entry !== undefined && entry.columns.includes(column) && (take === undefined || entry.takes.includes(take));
}

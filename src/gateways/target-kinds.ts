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
}

const TRANSACTION: TargetKind = {
  table: 'transaction', typeColumn: 'recordtype', stampField: STAMP.transaction, numberField: 'tranid', hasMainLine: true, unitsToWrite: 30,
};

const ENTITY: Omit<TargetKind, 'table'> = {
  typeColumn: undefined, stampField: STAMP.entity, numberField: 'entityid', hasMainLine: false, unitsToWrite: 15,
};

const KINDS: ReadonlyMap<string, TargetKind> = new Map([
  ['salesorder', TRANSACTION],
  ['customer', { table: 'customer', ...ENTITY }],
]);

/** The kind of a target record type. A rule for any other type is a defect that the map compiler refuses. */
export function targetKind(recordType: string): TargetKind {
  const kind = KINDS.get(recordType);
  if (kind === undefined) throw new Error(`Docket does not write records of type "${recordType}".`);
  return kind;
}

/** SuiteQL tables and columns a reference may be looked up by: identifiers never come from a document (platform facts 8). */
const REFERENCE_TABLES: ReadonlyMap<string, { readonly table: string; readonly columns: readonly string[] }> = new Map(Object.entries({
  customer: { table: 'customer', columns: ['externalid', 'entityid', 'email'] },
  item: { table: 'item', columns: ['externalid', 'itemid'] },
  currency: { table: 'currency', columns: ['externalid', 'symbol', 'name'] },
  subsidiary: { table: 'subsidiary', columns: ['externalid', 'name'] },
}));

/** Table of a reference, once record and column are on the list. */
export function referenceTable(record: string, column: string): string {
  const entry = REFERENCE_TABLES.get(record);
  if (entry === undefined || !entry.columns.includes(column)) throw new Error(`Docket does not look up "${record}" by "${column}".`);
  return entry.table;
}

/** Field types of the record model, named as SuiteScript's `Field.type` values are. */
export type FieldType =
  | 'text' | 'textarea' | 'clobtext' | 'richtext' | 'inlinehtml' | 'email' | 'phone' | 'url' | 'password'
  | 'integer' | 'float' | 'currency' | 'percent' | 'checkbox' | 'date' | 'datetimetz' | 'timeofday'
  | 'select' | 'multiselect' | 'document' | 'image' | 'help';

/** How SuiteQL types a column; decides comparison, display and translation. */
export type ColumnType = 'string' | 'integer' | 'float' | 'boolean' | 'date' | 'datetime' | 'clob';

/** One body field or sublist column of a record type. */
export interface FieldDefinition {
  /** Script-side id, lower case: `entity`, `custbody_x`. */
  readonly id: string;
  readonly label: string;
  readonly type: FieldType;
  readonly mandatory: boolean;
  /** Longest value in characters (`textarea` and `inlinehtml`: in UTF-8 bytes). Undefined: the type's own limit. */
  readonly maxLength?: number;
  /** Record type (or list) that a select or multiselect points at. */
  readonly selectRecordType?: string;
  /** Set by NetSuite alone; a script's setValue is kept out of the save or refused as documented. */
  readonly readOnly?: boolean;
  /** May `submitFields` write it. */
  readonly submitFields?: boolean;
  /**
   * The SuiteQL column that shows it, also its SQLite column; with a leading underscore: stored, but no SuiteQL column.
   * Undefined: not stored (subrecord handles, client-only fields).
   */
  readonly column?: string;
  /** A select over fixed text codes (`B`) instead of rows: code → text. Stored as text. */
  readonly choices?: ReadonlyMap<string, string>;
  /** Bounds of a number (SDF `minvalue`, `maxvalue`). */
  readonly minValue?: number;
  readonly maxValue?: number;
  /** What the field does when the row it points at is deleted. Undefined: it keeps the row from being deleted. */
  readonly onParentDelete?: 'SET_NULL' | 'NO_ACTION';
  readonly defaultValue?: StoredValue;
  readonly custom?: boolean;
}

/** A value as the record service keeps it: dates `YYYY-MM-DD`, instants ISO UTC to the second, selects internal ids. */
export type StoredValue = string | number | boolean | readonly number[] | null;

export interface SublistDefinition {
  readonly id: string;
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  /** Subrecord fields of a line, by field id → subrecord type (`addressbookaddress` → `address`). */
  readonly subrecords: ReadonlyMap<string, string>;
  /** Table that holds the lines: `transactionline`. */
  readonly table: string;
  /** Lines are NetSuite's alone: scripts change their values, but add and remove none. */
  readonly fixedLines?: boolean;
}

/** Governance and locking class (platform facts 1.1 and 4.3). */
export type RecordCategory = 'custom' | 'transaction' | 'other';

/** What a role needs to touch records of a type. */
export type AccessRule =
  | { readonly kind: 'permission'; readonly permission: string }
  | { readonly kind: 'list'; readonly levels: ReadonlyMap<string, PermissionLevel> }
  | { readonly kind: 'entries' }
  | { readonly kind: 'open' };

/** 0 none, 1 view, 2 create, 3 edit, 4 full (platform facts 8). */
export type PermissionLevel = 0 | 1 | 2 | 3 | 4;

/** Everything the emulator knows of one record type, standard or custom. */
export interface RecordTypeDefinition {
  /** SuiteScript type id: `salesorder`, `customrecord_x`. */
  readonly id: string;
  readonly label: string;
  readonly category: RecordCategory;
  /** SuiteQL table that holds its rows: `transaction`, `customer`, `customrecord_x`. */
  readonly table: string;
  readonly access: AccessRule;
  /** Namespace in which its external ids are unique (platform facts 4.1): `entity`, `transaction`, `item`, the type id. */
  readonly externalIdGroup: string;
  /** Undefined where the type takes no external id. */
  readonly acceptsExternalId: boolean;
  readonly optimisticLocking: boolean;
  /** Custom types: are changes of its records noted (SDF `enablesystemnotes`). Those of standard types always are. */
  readonly systemNotes?: boolean;
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly sublists: ReadonlyMap<string, SublistDefinition>;
  /** Body subrecords by field id → subrecord type (`shippingaddress` → `address`). */
  readonly subrecords: ReadonlyMap<string, string>;
  /** Column of `table` that `BUILTIN.DF` and `getText` show of a row: `name`, `itemid`, `tranid`. */
  readonly nameColumn: string;
  /** Sequence its internal ids come from; types of one kind share one: `entity`, `transaction`, `item`. */
  readonly idSequence: string;
  /** Transaction types only: does it post to the ledger (closed periods then refuse it). */
  readonly posting?: boolean;
}

/** Column of every record table (not of line, address and list tables) that names a row's record type; no SuiteQL column. */
export const ROW_TYPE_COLUMN = '_recordtype';

/** One SuiteQL table. Several record types may share one (`transaction`, `item`). */
export interface QueryTable {
  /** Lower case, also the name of the SQLite table or view behind it. */
  readonly name: string;
  readonly columns: ReadonlyMap<string, QueryColumn>;
  /** Any one of these record types' access rules opens the table; rows of other types stay hidden. */
  readonly recordTypes: readonly string[];
  /** Column that holds the user a row is of: who lacks the permission sees their own rows alone. */
  readonly ownedBy?: { readonly column: string; readonly unless: string };
  /**
   * How a row's record type is known: its own `_recordtype` column, the row of `ownerTable` that `ownerColumn` points at
   * (line and address tables), or undefined where the table holds rows of one type only or is open to all.
   */
  readonly rowType?: { readonly kind: 'own' } | { readonly kind: 'owner'; readonly ownerColumn: string; readonly ownerTable: string };
}

export interface QueryColumn {
  /** Lower case, also the SQLite column name. */
  readonly name: string;
  readonly type: ColumnType;
  /** Record type, list or group (`entity`, `item`, `transaction`) the value points at: what `BUILTIN.DF` shows. */
  readonly references?: string;
  /** Text codes and what `BUILTIN.DF` shows for them (`B` → `Sales Order : Pending Fulfillment`). */
  readonly labels?: ReadonlyMap<string, string>;
  /** Sibling column that the labels depend on: they are then keyed `sibling:code` (a transaction's status by its type). */
  readonly labelsBy?: string;
  /** True for a multiselect: internal ids joined by `, `. */
  readonly multiple?: boolean;
}

/** All record types and query tables of one account: the standard ones plus those of the deployed project. */
export interface MetadataRegistry {
  recordType(id: string): RecordTypeDefinition | undefined;
  recordTypes(): readonly RecordTypeDefinition[];
  queryTable(name: string): QueryTable | undefined;
  queryTables(): readonly QueryTable[];
}

import type { ColumnType, MetadataRegistry } from '../metadata/types';
import type { Actor, AccountClock } from '../runtime/types';
import type { SqliteDatabase, SqlValue } from '../store/sqlite';

/** A bound parameter as `runSuiteQL` takes it. Booleans stand for `'T'` and `'F'`; an empty string is NULL. */
export type QueryParameter = string | number | boolean | null;

/** Which NetSuite behaviour to follow where its documentation is silent or disagrees with itself. */
export interface SuiteQlSwitches {
  /** Long Text columns in a query. Oracle's pages leave their treatment open; refused by default. */
  readonly clobColumns: 'refuse' | 'accept';
  /** `OFFSET n ROWS`: one of Oracle's files forbids it, others use it (platform facts 5.1). */
  readonly offset: 'refuse' | 'accept';
  /** `SYSDATE`: used by Oracle, not on its list of functions, measured hours off (platform facts 5.1). */
  readonly sysdate: 'refuse' | 'accept';
  /** A date minus a date: measured to be refused in some forms (platform facts 5.1). */
  readonly dateDifference: 'refuse' | 'accept';
}

/** The cautious choices: whatever is not known to work everywhere is refused. */
export const cautiousSwitches: SuiteQlSwitches = {
  clobColumns: 'refuse',
  offset: 'refuse',
  sysdate: 'refuse',
  dateDifference: 'refuse',
};

/** What a query engine works on. */
export interface QueryEngineOptions {
  readonly database: SqliteDatabase;
  readonly metadata: MetadataRegistry;
  readonly clock: Pick<AccountClock, 'nowMs'>;
  /** The company's time zone, IANA name: instants show and compare as its wall time. */
  readonly timeZone: string;
  readonly switches?: SuiteQlSwitches;
}

/** One result column. The name is lower case, whatever the statement writes (platform facts 5.1). */
export interface QueryResultColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** Rows by position of their columns: numbers as numbers, booleans `'T'`/`'F'`, dates `M/D/YYYY`, nothing as null. */
export interface QueryResult {
  readonly columns: readonly QueryResultColumn[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** How one run is bounded and what a missing permission comes to. */
export interface QueryRunOptions {
  /** Most rows to return; more are cut off silently, as `runSuiteQL` does at 5,000. Default: all. */
  readonly rowLimit?: number;
  /** `SUITE_QL`: a table the actor may not view is not found. `STATIC`: it is empty (section_157960542026). Default `SUITE_QL`. */
  readonly metaDataProvider?: MetaDataProvider;
}

export type MetaDataProvider = 'SUITE_QL' | 'STATIC';

/** SuiteQL over the account's tables. */
export interface QueryEngine {
  /**
   * Runs one statement for `actor`, without metering.
   * Throws SSS_SEARCH_ERROR_OCCURRED where NetSuite refuses the statement, EMULATOR_NOT_IMPLEMENTED where NetSuite
   * takes it and this engine does not.
   */
  run(sql: string, parameters: readonly QueryParameter[], actor: Actor, options?: QueryRunOptions): QueryResult;
  /** How the database runs a statement that was run before; one plan for each role and kind of parameters it was run with. */
  plans(sql: string): readonly QueryPlan[];
}

/** What SQLite does for a statement. */
export interface QueryPlan {
  /** The statement that it was translated to. */
  readonly sql: string;
  /** Lines of `EXPLAIN QUERY PLAN`: `SEARCH o USING INTEGER PRIMARY KEY (rowid=?)`. */
  readonly steps: readonly string[];
}

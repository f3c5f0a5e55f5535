import type { MetadataRegistry } from '../metadata/types';
import type { Actor } from '../runtime/types';
import type { SqliteDatabase } from '../store/sqlite';

/** A value as a script writes it into a filter. */
export type FilterValue = string | number | boolean;

/** A parsed filter expression. */
export type SearchFilter =
  | { readonly kind: 'term'; readonly name: string; readonly operator: string; readonly values: readonly FilterValue[] }
  | { readonly kind: 'not'; readonly of: SearchFilter }
  | { readonly kind: 'and' | 'or'; readonly of: readonly SearchFilter[] };

export interface SearchColumn {
  readonly name: string;
  readonly sort: 'ASC' | 'DESC' | 'NONE';
}

export interface SearchRequest {
  readonly type: string;
  readonly filter: SearchFilter | undefined;
  readonly columns: readonly SearchColumn[];
}

/** One column of one result. */
export interface SearchCell {
  /** As `getValue` shows it: text, a boolean for a checkbox, `''` for nothing. */
  readonly value: string | boolean;
  /** As `getText` shows it; null where the field has no text of its own. */
  readonly text: string | null;
  /** Selects only: what `lookupFields` shows. */
  readonly options: readonly { readonly value: string; readonly text: string }[] | undefined;
}

export interface SearchRow {
  readonly id: string;
  readonly recordType: string;
  /** By position of the request's columns. */
  readonly cells: readonly SearchCell[];
}

/** Rows `start` (inclusive) to `end` (exclusive) of the ordered result. */
export interface SearchWindow {
  readonly start: number;
  readonly end: number;
}

export interface SearchEngineOptions {
  readonly database: SqliteDatabase;
  readonly metadata: MetadataRegistry;
  /** The company's time zone, IANA name. */
  readonly timeZone: string;
}

/** N/search over the account's tables, unmetered. */
export interface SearchEngine {
  /**
   * Throws INSUFFICIENT_PERMISSION, SSS_INVALID_SRCH_FILTER, SSS_INVALID_SRCH_OPERATOR, SSS_INVALID_SRCH_COL;
   * EMULATOR_NOT_IMPLEMENTED for a type, join, summary or formula that is not emulated.
   */
  run(request: SearchRequest, actor: Actor, window: SearchWindow): readonly SearchRow[];
  /** Body fields of one record; undefined where there is none of this type and id. */
  lookup(type: string, id: number, columns: readonly string[], actor: Actor): readonly SearchCell[] | undefined;
}

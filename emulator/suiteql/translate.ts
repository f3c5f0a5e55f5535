import type { MetadataRegistry, QueryTable } from '../metadata/types';
import type { TableView } from './access';
import { emitCondition } from './conditions';
import { emitValue } from './expressions';
import type { ParsedStatement } from './parse';
import { emitQuery } from './queries';
import type { OutputColumn, ParameterKind, Translation } from './scope';
import type { SuiteQlSwitches } from './types';

/** What a statement is translated against. */
export interface TranslationContext {
  readonly metadata: MetadataRegistry;
  readonly switches: SuiteQlSwitches;
  readonly parameterKinds: readonly ParameterKind[];
  view(table: QueryTable): TableView;
}

/** A SQLite statement that gives what the SuiteQL statement means. */
export interface TranslatedStatement {
  readonly sql: string;
  readonly columns: readonly OutputColumn[];
  /** For each `?` of `sql`, the position of its value in the statement's parameters. */
  readonly binding: readonly number[];
}

/** Translates a parsed statement. `rowLimit` cuts the result; undefined: all rows. */
export function translate(statement: ParsedStatement, context: TranslationContext, rowLimit: number | undefined): TranslatedStatement {
  const translation: Translation = {
    ...context,
    slots: statement.slots,
    touched: new Set(),
    view: (table) => context.view(table),
    value: (expression, scope) => emitValue(expression, scope, translation),
    condition: (expression, scope) => emitCondition(expression, scope, translation),
    query: (query, parent) => emitQuery(query, parent, translation),
  };
  const { sql, columns, limited } = emitQuery(statement.query, undefined, translation);
  // A limit inside keeps the order inside.
  const source = limited ? `SELECT * FROM (${sql})` : sql;
  const cut = rowLimit === undefined ? sql : `${source} LIMIT ${String(rowLimit)}`;
  const binding: number[] = [];
  const text = cut.replace(/\u0001(\d+)\u0001/g, (_, slot: string) => {
    binding.push(Number(slot));
    return '?';
  });
  return { sql: text, columns, binding };
}

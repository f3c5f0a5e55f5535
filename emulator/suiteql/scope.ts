import type { MetadataRegistry, QueryTable } from '../metadata/types';
import type { TableView } from './access';
import type { AstNode, Identifier } from './ast';
import { fieldNotFound, invalidStatement, notEmulated } from './failures';
import { quoteName, type ColumnTraits, type Fragment, type SqlType } from './fragments';
import type { SuiteQlSwitches } from './types';

/** One column that a statement may name. */
export interface RelationColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly traits?: ColumnTraits;
}

/** A table or subselect of a FROM clause. */
export interface Relation {
  /** Lower case, as the statement refers to it. */
  readonly alias: string;
  /** What error messages call it. */
  readonly record: string;
  /** Rows come from the store as they lie; those of a subselect are translated already. */
  readonly stored: boolean;
  readonly columns: ReadonlyMap<string, RelationColumn>;
}

/** What a part of a select may hold, and what it was found to hold. */
export interface SelectState {
  /** WHERE and ON admit no aggregates. */
  aggregatesAllowed: boolean;
  insideAggregate: boolean;
  rownumAllowed: boolean;
  usesAggregate: boolean;
  usesDisplay: boolean;
  usesRownum: boolean;
}

/** Names in reach of one select: its own relations, then those around it. */
export interface Scope {
  readonly relations: Relation[];
  readonly parent: Scope | undefined;
  /** 0 for the outermost select. */
  readonly depth: number;
  readonly state: SelectState;
}

export type ParameterKind = 'text' | 'integer' | 'float' | 'null';

export type OutputColumn = RelationColumn;

export interface EmittedQuery {
  readonly sql: string;
  readonly columns: readonly OutputColumn[];
  /** The text ends in a LIMIT of its own. */
  readonly limited: boolean;
}

/** One translation in the making, and the emitters its parts call each other by. */
export interface Translation {
  readonly metadata: MetadataRegistry;
  readonly switches: SuiteQlSwitches;
  readonly parameterKinds: readonly ParameterKind[];
  readonly slots: ReadonlyMap<AstNode, number>;
  /** What the actor sees of a table. */
  view(table: QueryTable): TableView;
  /** Relations named since it was last cleared. */
  readonly touched: Set<Relation>;
  value(expression: unknown, scope: Scope): Fragment;
  condition(expression: unknown, scope: Scope): string;
  query(query: AstNode, parent: Scope | undefined): EmittedQuery;
}

/** An empty scope inside `parent`. */
export function openScope(parent: Scope | undefined): Scope {
  return {
    relations: [],
    parent,
    depth: parent === undefined ? 0 : parent.depth + 1,
    state: {
      aggregatesAllowed: false, insideAggregate: false, rownumAllowed: false,
      usesAggregate: false, usesDisplay: false, usesRownum: false,
    },
  };
}

/** Adds a relation; two of one name cannot be told apart. */
export function addRelation(scope: Scope, relation: Relation): void {
  if (scope.relations.some((other) => other.alias === relation.alias)) {
    throw invalidStatement(`Two tables are called '${relation.alias}'.`);
  }
  scope.relations.push(relation);
}

/** Refuses a quoted name inside a subselect (article_0824094533). */
export function nameIn(scope: Scope, identifier: Identifier): string {
  if (identifier.quoted && scope.depth > 0) throw invalidStatement('Quoted names are not supported in subselects.');
  return identifier.name;
}

/** Finds a column by its name, from the innermost select outwards. */
export function resolveColumn(parts: readonly Identifier[], scope: Scope, translation: Translation): Fragment {
  const names = parts.map((part) => nameIn(scope, part));
  const column = names.at(-1);
  if (column === undefined || names.length > 2) throw notEmulated(`name ${names.join('.')}`);
  const owner = names.length === 2 ? names[0] : undefined;
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent) {
    const found = level.relations.filter((relation) => (owner === undefined ? relation.columns.has(column) : relation.alias === owner));
    if (found.length > 1) throw invalidStatement(`Column '${column}' is ambiguous.`);
    const [relation] = found;
    if (relation !== undefined) return columnOf(relation, column, translation);
  }
  if (owner !== undefined) throw fieldNotFound(column, [owner]);
  throw fieldNotFound(column, scope.relations.map((relation) => relation.record));
}

/** A column of one relation. Stored instants become the company's wall time. */
export function columnOf(relation: Relation, name: string, translation: Translation): Fragment {
  const column = relation.columns.get(name);
  if (column === undefined) throw fieldNotFound(name, [relation.record]);
  if (column.type === 'clob' && translation.switches.clobColumns === 'refuse') {
    throw invalidStatement(`Field '${name}' for record '${relation.record}' is long text, which is not read by a query.`);
  }
  translation.touched.add(relation);
  const sql = `${quoteName(relation.alias)}.${quoteName(name)}`;
  const shown = relation.stored && column.type === 'datetime' ? `nsq_local(${sql})` : sql;
  const sibling = relation.stored ? column.traits?.labelsBy : undefined;
  return {
    sql: shown, type: column.type, ...(column.traits === undefined ? {} : { column: column.traits }),
    ...(sibling === undefined ? {} : { labelKey: `${quoteName(relation.alias)}.${quoteName(sibling)}` }),
  };
}

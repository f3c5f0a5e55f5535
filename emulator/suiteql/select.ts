import { asList, asNode, identifierOf, literalOf, onlyReads, variantOf, type AstNode } from './ast';
import { conjunctsOf, emitCount } from './conditions';
import { invalidStatement, notEmulated } from './failures';
import { quoteName, type Fragment } from './fragments';
import { refuseUngrouped } from './grouping';
import { emitOracleJoins, hasOuterMark, type JoinablePart } from './oracle-joins';
import { emitJoined } from './relations';
import { readRownumLimit } from './rownum';
import { columnOf, nameIn, openScope, type EmittedQuery, type OutputColumn, type Relation, type Scope, type Translation } from './scope';

/** A translated select, before the ordering and the row limit of the query around it. */
export interface EmittedSelect extends Omit<EmittedQuery, 'limited'> {
  readonly scope: Scope;
  readonly distinct: boolean;
  readonly grouped: boolean;
  /** Texts of the grouping expressions. */
  readonly groups: ReadonlySet<string>;
  /** Texts of the select list, by position. */
  readonly values: readonly string[];
  /** Row limit by ROWNUM in WHERE. */
  readonly rownumLimit: string | undefined;
  /** Row limit by TOP, which is taken after ordering. */
  readonly topLimit: string | undefined;
}

interface SelectItem {
  readonly column: OutputColumn;
  readonly sql: string;
}

const selectParts = ['distinct', 'top', 'top_before_distinct', 'projection', 'from', 'selection', 'group_by', 'having', 'flavor', 'window_before_qualify'];

/** Translates one select. */
export function emitSelect(node: AstNode, parent: Scope | undefined, translation: Translation): EmittedSelect {
  onlyReads(node, 'SELECT', selectParts);
  if (node['flavor'] !== 'Standard') throw notEmulated(`SELECT ${String(node['flavor'])}`);
  const scope = openScope(parent);
  const { from, where, rownumLimit } = emitSources(node, scope, translation);
  const groupNodes = groupingOf(node['group_by']);
  const groups = groupNodes.map((group) => translation.value(group, scope).sql);
  scope.state.aggregatesAllowed = true;
  scope.state.rownumAllowed = true;
  const items = emitProjection(asList(node['projection'], 'select list'), scope, translation);
  scope.state.rownumAllowed = false;
  const having = present(node['having']) ? translation.condition(node['having'], scope) : undefined;
  const grouped = groups.length > 0 || scope.state.usesAggregate || having !== undefined;
  const distinct = readDistinct(node['distinct']);
  const select: Omit<EmittedSelect, 'sql'> = {
    columns: items.map((item) => item.column), values: items.map((item) => item.sql), scope, distinct, grouped,
    groups: new Set(groups), rownumLimit, topLimit: readTop(node['top'], translation),
  };
  refuseInconsistent(select, node, translation);
  const list = items.map((item) => `${item.sql} AS ${quoteName(item.column.name)}`).join(', ');
  const clauses = [
    `SELECT ${distinct ? 'DISTINCT ' : ''}${list}`,
    from === '' ? '' : `FROM ${from}`,
    where === '' ? '' : `WHERE ${where}`,
    groups.length === 0 ? '' : `GROUP BY ${groups.join(', ')}`,
    having === undefined ? '' : `HAVING ${having}`,
  ];
  return { ...select, sql: clauses.filter((clause) => clause !== '').join(' ') };
}

function emitSources(node: AstNode, scope: Scope, translation: Translation): { readonly from: string; readonly where: string; readonly rownumLimit: string | undefined } {
  const items = asList(node['from'], 'FROM');
  if (items.length === 0) throw invalidStatement('A SELECT needs FROM.');
  const parts = items.map((item) => emitJoined(item, scope, translation));
  const conjuncts = present(node['selection']) ? conjunctsOf(node['selection']) : [];
  const marked = conjuncts.filter(hasOuterMark);
  const plain: string[] = [];
  let rownumLimit: string | undefined;
  for (const conjunct of conjuncts.filter((candidate) => !marked.includes(candidate))) {
    const limit = readRownumLimit(conjunct, translation);
    if (limit === undefined) plain.push(translation.condition(conjunct, scope));
    else if (rownumLimit === undefined) rownumLimit = limit;
    else throw notEmulated('two conditions on ROWNUM');
  }
  const tables = parts.filter((part) => part.sql !== '');
  const from = marked.length === 0 ? tables.map((part) => part.sql).join(' JOIN ') : emitOracleJoins(joinable(parts), marked, scope, translation);
  if (tables.length === 0 && plain.length > 0) return { from: '(SELECT 1)', where: plain.join(' AND '), rownumLimit };
  return { from, where: plain.join(' AND '), rownumLimit };
}

function joinable(parts: readonly { readonly sql: string; readonly relation: Relation | undefined }[]): readonly JoinablePart[] {
  return parts.map(({ sql, relation }) => {
    if (relation === undefined) throw notEmulated('join with DUAL');
    return { sql, relation };
  });
}

function emitProjection(items: readonly unknown[], scope: Scope, translation: Translation): readonly SelectItem[] {
  let unnamed = 0;
  const named = items.flatMap((item): readonly SelectItem[] => {
    const { tag, body } = variantOf(item, 'select list');
    switch (tag) {
      case 'ExprWithAlias': {
        const node = asNode(body, 'alias');
        onlyReads(node, 'alias', ['expr', 'alias']);
        return [selectItem(translation.value(node['expr'], scope), nameIn(scope, identifierOf(node['alias'])))];
      }
      case 'UnnamedExpr': {
        const name = columnName(body) ?? `expr${String((unnamed += 1))}`;
        return [selectItem(translation.value(body, scope), name)];
      }
      case 'Wildcard':
        return wildcard(body, scope.relations, translation);
      case 'QualifiedWildcard':
        return qualifiedWildcard(body, scope, translation);
      default:
        throw notEmulated(`select list ${tag}`);
    }
  });
  const names = named.map((item) => item.column.name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw notEmulated(`two result columns called '${repeated}'`);
  return named;
}

function selectItem(value: Fragment, name: string): SelectItem {
  const traits = value.column === undefined ? {} : { traits: value.column };
  return { column: { name, type: value.type, ...traits }, sql: value.sql };
}

function columnName(expression: unknown): string | undefined {
  const { tag, body } = variantOf(expression, 'expression');
  if (tag === 'Identifier') return identifierOf(body).name;
  if (tag === 'CompoundIdentifier') return asList(body, 'name').map(identifierOf).at(-1)?.name;
  return undefined;
}

function wildcard(body: unknown, relations: readonly Relation[], translation: Translation): readonly SelectItem[] {
  onlyReads(asNode(body, 'wildcard'), 'wildcard', []);
  return relations.flatMap((relation) => [...relation.columns.keys()].map((name) => selectItem(columnOf(relation, name, translation), name)));
}

function qualifiedWildcard(body: unknown, scope: Scope, translation: Translation): readonly SelectItem[] {
  const [owner, options] = asList(body, 'wildcard');
  const { tag, body: path } = variantOf(owner, 'wildcard');
  const [part] = asList(path, 'wildcard');
  const name = tag === 'ObjectName' && part !== undefined ? identifierOf(variantOf(part, 'name').body).name : undefined;
  const relation = scope.relations.find((candidate) => candidate.alias === name);
  if (relation === undefined) throw invalidStatement(`There is no table called '${String(name)}'.`);
  return wildcard(options, [relation], translation);
}

function groupingOf(node: unknown): readonly unknown[] {
  const { tag, body } = variantOf(node, 'GROUP BY');
  const [expressions, modifiers] = asList(body, 'GROUP BY');
  if (tag !== 'Expressions' || asList(modifiers, 'GROUP BY').length > 0) throw notEmulated(`GROUP BY ${tag.toUpperCase()}`);
  const groups = asList(expressions, 'GROUP BY');
  // A number is a constant to Oracle and a position to SQLite.
  if (groups.some((group) => literalOf(group) !== undefined)) throw notEmulated('GROUP BY a constant');
  return groups;
}

function readDistinct(value: unknown): boolean {
  if (value === undefined || value === null || value === 'All') return false;
  if (value === 'Distinct') return true;
  throw notEmulated('DISTINCT ON');
}

function readTop(value: unknown, translation: Translation): string | undefined {
  if (!present(value)) return undefined;
  const top = asNode(value, 'TOP');
  onlyReads(top, 'TOP', ['quantity']);
  const { tag, body } = variantOf(top['quantity'], 'TOP');
  return tag === 'Constant' ? String(Number(body)) : emitCount(body, translation);
}

function refuseInconsistent(select: Omit<EmittedSelect, 'sql'>, node: AstNode, translation: Translation): void {
  const { scope, distinct, grouped, groups, rownumLimit } = select;
  if (scope.state.usesDisplay && (distinct || groups.size > 0)) throw invalidStatement('BUILTIN.DF cannot be combined with DISTINCT or GROUP BY.');
  if ((rownumLimit !== undefined || scope.state.usesRownum) && (distinct || grouped)) {
    throw notEmulated('ROWNUM beside DISTINCT or GROUP BY (rows are counted before they are grouped: wrap the statement)');
  }
  if (!grouped) return;
  if (asList(node['projection'], 'select list').some((item) => variantOf(item, 'select list').tag.endsWith('Wildcard'))) {
    throw invalidStatement('* is neither grouped nor aggregated.');
  }
  refuseUngrouped(node['projection'], { groups, scope, translation });
  refuseUngrouped(node['having'], { groups, scope, translation });
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

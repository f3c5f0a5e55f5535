import { asList, asNode, identifierOf, onlyReads, variantOf, walk } from './ast';
import { invalidStatement, notEmulated } from './failures';
import { comparable } from './fragments';
import { resolveColumn, type Relation, type Scope, type Translation } from './scope';

/** One `a.x = b.y(+)`: a condition under which rows of `optional` join, or stay NULL. */
interface OuterCondition {
  readonly optional: Relation;
  readonly needs: ReadonlySet<Relation>;
  readonly sql: string;
}

const comparisons: ReadonlyMap<string, string> = new Map([['Eq', '='], ['NotEq', '<>'], ['Lt', '<'], ['LtEq', '<='], ['Gt', '>'], ['GtEq', '>=']]);

/** Is there a (+) in this conjunct? */
export function hasOuterMark(conjunct: unknown): boolean {
  let found = false;
  walk(conjunct, (node) => { found ||= node['OuterJoin'] !== undefined && node['OuterJoin'] !== null; });
  return found;
}

/** A relation of FROM with its text. */
export interface JoinablePart {
  readonly relation: Relation;
  readonly sql: string;
}

/**
 * Joins the tables of a comma list by its (+) conjuncts: the marked table becomes the right side of a left join, behind
 * every table its conditions name.
 */
export function emitOracleJoins(parts: readonly JoinablePart[], conjuncts: readonly unknown[], scope: Scope, translation: Translation): string {
  const conditions = conjuncts.map((conjunct) => readOuterCondition(conjunct, scope, translation));
  const optional = new Set(conditions.map((condition) => condition.optional));
  const placed = new Set(parts.filter((part) => !optional.has(part.relation)).map((part) => part.relation));
  let sql = parts.filter((part) => placed.has(part.relation)).map((part) => part.sql).join(' JOIN ');
  let waiting = parts.filter((part) => optional.has(part.relation));
  while (waiting.length > 0) {
    const next = waiting.find((part) => conditions.every((condition) => condition.optional !== part.relation || [...condition.needs].every((need) => placed.has(need))));
    if (next === undefined || sql === '') throw invalidStatement('Tables are outer joined in a circle.');
    const on = conditions.filter((condition) => condition.optional === next.relation).map((condition) => condition.sql);
    sql += ` LEFT JOIN ${next.sql} ON ${on.join(' AND ')}`;
    placed.add(next.relation);
    waiting = waiting.filter((part) => part !== next);
  }
  return sql;
}

function readOuterCondition(conjunct: unknown, scope: Scope, translation: Translation): OuterCondition {
  const { tag, body } = variantOf(conjunct, 'condition');
  const node = asNode(body, 'condition');
  const symbol = tag === 'BinaryOp' ? comparisons.get(String(node['op'])) : undefined;
  if (symbol === undefined) throw notEmulated('(+) outside a comparison');
  onlyReads(node, 'operator', ['left', 'op', 'right']);
  if (hasOuterMark(node['left'])) throw invalidStatement('An Oracle right outer join is not supported: write (+) on the right side.');
  const marked = variantOf(node['right'], 'condition');
  if (marked.tag !== 'OuterJoin') throw notEmulated('(+) inside an expression');
  translation.touched.clear();
  const left = translation.value(node['left'], scope);
  const needs = new Set([...translation.touched].filter((relation) => scope.relations.includes(relation)));
  translation.touched.clear();
  const column = variantOf(marked.body, 'column');
  const parts = column.tag === 'Identifier' ? [identifierOf(column.body)] : asList(column.body, 'column').map(identifierOf);
  const right = resolveColumn(parts, scope, translation);
  const [optional] = translation.touched;
  if (optional === undefined || !scope.relations.includes(optional)) throw invalidStatement('(+) marks a column of an outer statement.');
  if (needs.has(optional)) throw invalidStatement('A table cannot be outer joined to itself.');
  const [a, b] = comparable(left, right);
  return { optional, needs, sql: `${a} ${symbol} ${b}` };
}

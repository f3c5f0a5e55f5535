import { asList, asNode, literalOf, onlyReads, variantOf, type AstNode } from './ast';
import { invalidStatement, notEmulated } from './failures';
import { asNumber, asText, categoryOf, comparable, type Fragment } from './fragments';
import { openScope, type Scope, type Translation } from './scope';

const comparisons: ReadonlyMap<string, string> = new Map([
  ['Eq', '='], ['NotEq', '<>'], ['Lt', '<'], ['LtEq', '<='], ['Gt', '>'], ['GtEq', '>='],
]);

/** Emits a predicate. A value alone is none: Oracle SQL has no boolean values. */
export function emitCondition(expression: unknown, scope: Scope, translation: Translation): string {
  const { tag, body } = variantOf(expression, 'condition');
  switch (tag) {
    case 'Nested':
      return `(${translation.condition(body, scope)})`;
    case 'BinaryOp':
      return emitBinary(asNode(body, tag), scope, translation);
    case 'UnaryOp':
      return emitNot(asNode(body, tag), scope, translation);
    case 'IsNull':
      return `${translation.value(body, scope).sql} IS NULL`;
    case 'IsNotNull':
      return `${translation.value(body, scope).sql} IS NOT NULL`;
    case 'Between':
      return emitBetween(asNode(body, tag), scope, translation);
    case 'InList':
      return emitInList(asNode(body, tag), scope, translation);
    case 'InSubquery':
      return emitInSubquery(asNode(body, tag), scope, translation);
    case 'Exists':
      return emitExists(asNode(body, tag), scope, translation);
    case 'Like':
      return emitLike(asNode(body, tag), scope, translation);
    case 'Identifier': case 'CompoundIdentifier': case 'Value': case 'Case':
      throw invalidStatement('A value is not a condition.');
    case 'OuterJoin':
      throw invalidStatement('(+) belongs on the right side of an equality in WHERE.');
    default:
      throw notEmulated(`condition ${tag}`);
  }
}

function emitBinary(node: AstNode, scope: Scope, translation: Translation): string {
  onlyReads(node, 'operator', ['left', 'op', 'right']);
  const operator = String(node['op']);
  if (operator === 'And' || operator === 'Or') {
    const left = translation.condition(node['left'], scope);
    const right = translation.condition(node['right'], scope);
    return operator === 'And' ? `${left} AND ${right}` : `(${left} OR ${right})`;
  }
  const symbol = comparisons.get(operator);
  if (symbol === undefined) throw notEmulated(`condition operator ${operator}`);
  const [left, right] = comparable(translation.value(node['left'], scope), translation.value(node['right'], scope));
  return `${left} ${symbol} ${right}`;
}

function emitNot(node: AstNode, scope: Scope, translation: Translation): string {
  onlyReads(node, 'operator', ['op', 'expr']);
  if (node['op'] !== 'Not') throw invalidStatement('A value is not a condition.');
  return `NOT (${translation.condition(node['expr'], scope)})`;
}

function emitBetween(node: AstNode, scope: Scope, translation: Translation): string {
  onlyReads(node, 'BETWEEN', ['expr', 'negated', 'low', 'high']);
  const value = translation.value(node['expr'], scope);
  const [low, lowest] = comparable(value, translation.value(node['low'], scope));
  const [high, highest] = comparable(value, translation.value(node['high'], scope));
  const inside = `(${low} >= ${lowest} AND ${high} <= ${highest})`;
  return node['negated'] === true ? `NOT ${inside}` : inside;
}

function emitInList(node: AstNode, scope: Scope, translation: Translation): string {
  onlyReads(node, 'IN', ['expr', 'list', 'negated']);
  const value = translation.value(node['expr'], scope);
  const items = asList(node['list'], 'IN').map((item) => translation.value(item, scope));
  const pairs = items.map((item) => comparable(value, item));
  const lefts = new Set(pairs.map(([left]) => left));
  const word = node['negated'] === true ? 'NOT IN' : 'IN';
  const [left] = lefts;
  if (left === undefined) throw invalidStatement('An IN list holds at least one item.');
  if (lefts.size > 1) throw invalidStatement('IN: inconsistent datatypes.');
  return `${left} ${word} (${pairs.map(([, right]) => right).join(', ')})`;
}

function emitInSubquery(node: AstNode, scope: Scope, translation: Translation): string {
  onlyReads(node, 'IN', ['expr', 'subquery', 'negated']);
  const value = translation.value(node['expr'], scope);
  const query = translation.query(asNode(node['subquery'], 'subselect'), scope);
  const [column] = query.columns;
  if (column === undefined || query.columns.length !== 1) throw invalidStatement('A subselect after IN has one column.');
  const [left, right] = [categoryOf(value.type), categoryOf(column.type)];
  if (left !== right && left !== 'unknown' && right !== 'unknown') throw invalidStatement('IN: inconsistent datatypes.');
  return `${value.sql} ${node['negated'] === true ? 'NOT IN' : 'IN'} (${query.sql})`;
}

function emitExists(node: AstNode, scope: Scope, translation: Translation): string {
  onlyReads(node, 'EXISTS', ['subquery', 'negated']);
  const { sql } = translation.query(asNode(node['subquery'], 'subselect'), scope);
  return `${node['negated'] === true ? 'NOT ' : ''}EXISTS (${sql})`;
}

function emitLike(node: AstNode, scope: Scope, translation: Translation): string {
  onlyReads(node, 'LIKE', ['expr', 'negated', 'pattern', 'escape_char']);
  const value = asText(translation.value(node['expr'], scope));
  const pattern = asText(translation.value(node['pattern'], scope));
  const escape = escapeOf(node['escape_char']);
  const start = escape === 'NULL' ? startOf(pattern) : undefined;
  // A function of our own: SQLite's LIKE does not tell upper from lower case. How a text begins is told faster without it.
  const test = start === undefined ? `nsq_like(${value}, ${pattern}, ${escape})` : `substr(${value}, 1, ${String([...start].length)}) = '${start}'`;
  return node['negated'] === true ? `NOT (${test})` : test;
}

/** The text of a literal pattern that asks for a beginning alone; undefined: it asks for more. */
function startOf(pattern: string): string | undefined {
  return /^'([^'%_]+)%'$/.exec(pattern)?.[1];
}

function escapeOf(node: unknown): string {
  if (node === undefined || node === null) return 'NULL';
  const literal = literalOf({ Value: node });
  const text = literal?.tag === 'SingleQuotedString' ? String(literal.body) : '';
  if ([...text].length !== 1) throw invalidStatement('ESCAPE takes one character.');
  return `'${text.replaceAll("'", "''")}'`;
}

/** The conjuncts of a WHERE clause, left to right. */
export function conjunctsOf(expression: unknown): readonly unknown[] {
  const { tag, body } = variantOf(expression, 'condition');
  if (tag === 'BinaryOp') {
    const node = asNode(body, tag);
    if (node['op'] === 'And') return [...conjunctsOf(node['left']), ...conjunctsOf(node['right'])];
  }
  if (tag === 'Nested') {
    const inner = conjunctsOf(body);
    if (inner.length > 1) return inner;
  }
  return [expression];
}

/** A number that a row limit may hold: a literal or a parameter. */
export function emitCount(expression: unknown, translation: Translation): string {
  if (literalOf(expression) === undefined) throw notEmulated('row limit that is no plain number');
  const count: Fragment = translation.value(expression, openScope(undefined));
  return `max(0, ${asNumber(count)})`;
}

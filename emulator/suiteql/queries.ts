import { asList, asNode, identifierOf, literalOf, onlyReads, variantOf, type AstNode } from './ast';
import { emitCount } from './conditions';
import { invalidStatement, notEmulated } from './failures';
import { categoryOf, type SqlType } from './fragments';
import { refuseUngrouped } from './grouping';
import { emitOrder } from './order';
import type { EmittedQuery, OutputColumn, Scope, Translation } from './scope';
import { emitSelect, type EmittedSelect } from './select';

type Body =
  | { readonly kind: 'select'; readonly select: EmittedSelect }
  | { readonly kind: 'set'; readonly query: EmittedQuery };

/** Translates a query: a select or a set operation, its order and its row limit. */
export function emitQuery(node: AstNode, parent: Scope | undefined, translation: Translation): EmittedQuery {
  onlyReads(node, 'query', ['body', 'order_by', 'fetch', 'limit_clause']);
  const body = emitBody(node['body'], parent, translation);
  const emitted = body.kind === 'select' ? body.select : body.query;
  const order = emitOrderBy(node['order_by'], body, translation);
  const limit = readLimit(node, body, translation);
  if (order !== '' && body.kind === 'select' && (body.select.rownumLimit !== undefined || body.select.scope.state.usesRownum)) {
    throw notEmulated('ROWNUM beside ORDER BY (rows are picked before they are ordered: order in a subselect)');
  }
  // SQLite may drop the order of a subselect that has no limit.
  const tail = limit ?? (order === '' || parent === undefined ? undefined : 'LIMIT -1');
  const sql = [emitted.sql, order, tail ?? ''].filter((part) => part !== '').join(' ');
  return { sql, columns: emitted.columns, limited: tail !== undefined };
}

function emitBody(node: unknown, parent: Scope | undefined, translation: Translation): Body {
  const { tag, body } = variantOf(node, 'query');
  switch (tag) {
    case 'Select':
      return { kind: 'select', select: emitSelect(asNode(body, 'SELECT'), parent, translation) };
    case 'SetOperation':
      return { kind: 'set', query: emitSetOperation(asNode(body, 'set operation'), parent, translation) };
    case 'Query': {
      const { sql, columns } = translation.query(asNode(body, 'query'), parent);
      return { kind: 'set', query: { sql: `SELECT * FROM (${sql})`, columns, limited: false } };
    }
    default:
      throw invalidStatement(`${tag.toUpperCase()} is not supported.`);
  }
}

function emitSetOperation(node: AstNode, parent: Scope | undefined, translation: Translation): EmittedQuery {
  onlyReads(node, 'set operation', ['left', 'op', 'right', 'set_quantifier']);
  const word = setWord(String(node['op']), String(node['set_quantifier']));
  refuseMixedIntersect(node);
  const [left, right] = [node['left'], node['right']].map((side) => {
    const body = emitBody(side, parent, translation);
    if (body.kind === 'set') return { sql: body.query.sql, columns: body.query.columns };
    const { rownumLimit, topLimit, sql, columns } = body.select;
    if (topLimit !== undefined) throw notEmulated('TOP inside a set operation');
    return { columns, sql: rownumLimit === undefined ? sql : `${sql} LIMIT ${rownumLimit}` };
  });
  if (left === undefined || right === undefined || left.columns.length !== right.columns.length) {
    throw invalidStatement('Both sides of a set operation have the same number of columns.');
  }
  const columns = left.columns.map((column, index): OutputColumn => ({ name: column.name, type: commonType(column.type, right.columns[index]?.type ?? 'unknown') }));
  return { sql: `SELECT * FROM (${left.sql}) ${word} SELECT * FROM (${right.sql})`, columns, limited: false };
}

function setWord(operator: string, quantifier: string): string {
  switch (`${operator} ${quantifier}`) {
    case 'Union None':
      return 'UNION';
    case 'Union All':
      return 'UNION ALL';
    case 'Minus None':
      return 'EXCEPT';
    case 'Intersect None':
      return 'INTERSECT';
    default:
      throw notEmulated(`set operation ${operator.toUpperCase()} ${quantifier.toUpperCase()}`);
  }
}

/** Oracle takes set operators from left to right; the parser binds INTERSECT first. Parentheses make both agree. */
function refuseMixedIntersect(node: AstNode): void {
  for (const side of [node['left'], node['right']]) {
    const inner = variantOf(side, 'set operation');
    if (inner.tag !== 'SetOperation') continue;
    const operator = asNode(inner.body, 'set operation')['op'];
    if (operator !== node['op'] && [operator, node['op']].includes('Intersect')) throw notEmulated('INTERSECT beside another set operator without parentheses');
  }
}

function commonType(left: SqlType, right: SqlType): SqlType {
  if (left === right || right === 'unknown') return left;
  if (left === 'unknown') return right;
  if (categoryOf(left) !== categoryOf(right)) throw invalidStatement('Set operation: inconsistent datatypes.');
  switch (categoryOf(left)) {
    case 'number':
      return 'float';
    case 'date':
      return 'datetime';
    default:
      return 'string';
  }
}

function emitOrderBy(node: unknown, body: Body, translation: Translation): string {
  if (node === undefined || node === null) return '';
  const orderBy = asNode(node, 'ORDER BY');
  onlyReads(orderBy, 'ORDER BY', ['kind']);
  const { tag, body: items } = variantOf(orderBy['kind'], 'ORDER BY');
  if (tag !== 'Expressions') throw notEmulated(`ORDER BY ${tag.toUpperCase()}`);
  const texts = asList(items, 'ORDER BY').map((item) => emitOrder(item, (expression) => orderKey(expression, body, translation)));
  return `ORDER BY ${texts.join(', ')}`;
}

function orderKey(expression: unknown, body: Body, translation: Translation): string {
  const columns = body.kind === 'select' ? body.select.columns : body.query.columns;
  const position = positionOf(expression, columns);
  if (position !== undefined) return position;
  if (body.kind === 'set') throw invalidStatement('A set operation is ordered by its column names or positions.');
  const { scope, distinct, grouped, groups, values } = body.select;
  const value = translation.value(expression, scope);
  if (distinct && !values.includes(value.sql)) throw invalidStatement('ORDER BY of a SELECT DISTINCT names an expression of its list.');
  if (grouped) refuseUngrouped(expression, { groups, scope, translation });
  if (scope.state.usesAggregate && !grouped) throw invalidStatement('An aggregate in ORDER BY needs GROUP BY.');
  return value.sql;
}

function positionOf(expression: unknown, columns: readonly OutputColumn[]): string | undefined {
  const literal = literalOf(expression);
  if (literal?.tag === 'Number') {
    const position = Number(asList(literal.body, 'ORDER BY')[0]);
    if (!Number.isInteger(position) || position < 1 || position > columns.length) throw invalidStatement('ORDER BY names a position that is not there.');
    return String(position);
  }
  const { tag, body } = variantOf(expression, 'ORDER BY');
  if (tag !== 'Identifier') return undefined;
  const { name } = identifierOf(body);
  const index = columns.findIndex((column) => column.name === name);
  return index < 0 ? undefined : String(index + 1);
}

function readLimit(node: AstNode, body: Body, translation: Translation): string | undefined {
  const offset = readOffset(node['limit_clause'], translation);
  const fetched = readFetch(node['fetch'], translation);
  const { rownumLimit, topLimit } = body.kind === 'select' ? body.select : { rownumLimit: undefined, topLimit: undefined };
  const limits = [fetched, rownumLimit, topLimit].filter((limit) => limit !== undefined);
  if (limits.length > 1) throw notEmulated('two row limits in one select');
  if (offset !== undefined && (rownumLimit !== undefined || topLimit !== undefined)) throw notEmulated('OFFSET beside ROWNUM or TOP');
  if (limits.length === 0 && offset === undefined) return undefined;
  return `LIMIT ${limits[0] ?? '-1'}${offset === undefined ? '' : ` OFFSET ${offset}`}`;
}

function readFetch(value: unknown, translation: Translation): string | undefined {
  if (value === undefined || value === null) return undefined;
  const fetch = asNode(value, 'FETCH');
  onlyReads(fetch, 'FETCH', ['quantity']);
  return fetch['quantity'] === undefined || fetch['quantity'] === null ? '1' : emitCount(fetch['quantity'], translation);
}

function readOffset(value: unknown, translation: Translation): string | undefined {
  if (value === undefined || value === null) return undefined;
  const { body } = variantOf(value, 'OFFSET');
  const clause = asNode(body, 'OFFSET');
  onlyReads(clause, 'OFFSET', ['offset']);
  if (translation.switches.offset === 'refuse') throw notEmulated("OFFSET (Oracle's pages disagree on it)");
  const offset = asNode(clause['offset'], 'OFFSET');
  onlyReads(offset, 'OFFSET', ['value', 'rows']);
  return emitCount(offset['value'], translation);
}

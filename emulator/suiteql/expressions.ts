import { asList, asNode, identifierOf, literalOf, onlyReads, variantOf, type AstNode } from './ast';
import { emitArithmetic } from './arithmetic';
import { invalidStatement, notEmulated } from './failures';
import { comparable, quoteName, refuseInexact, textLiteral, unifyStrictly, type Fragment } from './fragments';
import { emitFunction, emitNamedSyntax } from './function-calls';
import { resolveColumn, type Scope, type Translation } from './scope';

/** Emits an expression that has a value. Predicates are none: Oracle SQL has no boolean values. */
export function emitValue(expression: unknown, scope: Scope, translation: Translation): Fragment {
  const { tag, body } = variantOf(expression, 'expression');
  switch (tag) {
    case 'Identifier':
      return emitIdentifier(body, scope, translation);
    case 'CompoundIdentifier':
      return resolveColumn(asList(body, 'name').map(identifierOf), scope, translation);
    case 'Value':
      return emitLiteral(asNode(expression, 'literal'), translation);
    case 'Nested': {
      const inner = translation.value(body, scope);
      return { ...inner, sql: `(${inner.sql})` };
    }
    case 'UnaryOp':
    case 'BinaryOp':
      return emitArithmetic(tag, asNode(body, tag), scope, translation);
    case 'Case':
      return emitCase(asNode(body, 'CASE'), scope, translation);
    case 'Function':
      return emitFunction(asNode(body, 'function'), scope, translation);
    case 'Substring':
    case 'Trim':
    case 'Ceil':
    case 'Floor':
      return emitNamedSyntax(tag, asNode(body, tag), scope, translation);
    case 'Subquery':
      return emitScalarSubquery(asNode(body, 'subselect'), scope, translation);
    case 'OuterJoin':
      throw invalidStatement('(+) belongs on the right side of an equality in WHERE.');
    default:
      throw notEmulated(`expression ${tag}`);
  }
}

function emitIdentifier(body: unknown, scope: Scope, translation: Translation): Fragment {
  const identifier = identifierOf(body);
  switch (identifier.name) {
    case 'rownum':
      return emitRownum(scope);
    case 'sysdate':
      if (translation.switches.sysdate === 'refuse') throw notEmulated('SYSDATE (its time zone is not documented)');
      return { sql: 'nsq_now()', type: 'datetime' };
    case 'level':
    case 'rowid':
      throw notEmulated(`pseudo-column ${identifier.name.toUpperCase()}`);
    default:
      return resolveColumn([identifier], scope, translation);
  }
}

function emitRownum(scope: Scope): Fragment {
  if (!scope.state.rownumAllowed) throw notEmulated('ROWNUM here (only in the select list, or as ROWNUM <= n in WHERE)');
  scope.state.usesRownum = true;
  return { sql: 'row_number() OVER ()', type: 'integer' };
}

function emitLiteral(expression: AstNode, translation: Translation): Fragment {
  const literal = literalOf(expression);
  if (literal === undefined) throw notEmulated('literal');
  switch (literal.tag) {
    case 'Null':
      return { sql: 'NULL', type: 'unknown' };
    case 'Number': {
      const text = String(asList(literal.body, 'number')[0]);
      refuseInexact(text);
      return { sql: text, type: /^\d+$/.test(text) ? 'integer' : 'float' };
    }
    case 'SingleQuotedString':
      return textLiteral(String(literal.body));
    case 'Placeholder':
      return emitParameter(asNode(expression['Value'], 'parameter'), translation);
    default:
      throw notEmulated(`literal ${literal.tag}`);
  }
}

function emitParameter(node: AstNode, translation: Translation): Fragment {
  const slot = translation.slots.get(node);
  const kind = slot === undefined ? undefined : translation.parameterKinds[slot];
  if (slot === undefined || kind === undefined) throw invalidStatement('There are more placeholders than parameters.');
  // The marker keeps its source position until the text is whole; only then is the order of binding known.
  const sql = `\u0001${String(slot)}\u0001`;
  switch (kind) {
    case 'text':
      return { sql, type: 'string' };
    case 'integer':
    case 'float':
      return { sql, type: kind };
    case 'null':
      return { sql, type: 'unknown' };
  }
}

function emitCase(node: AstNode, scope: Scope, translation: Translation): Fragment {
  onlyReads(node, 'CASE', ['operand', 'conditions', 'else_result']);
  const operand = present(node['operand']) ? translation.value(node['operand'], scope) : undefined;
  const arms = asList(node['conditions'], 'CASE').map((arm) => asNode(arm, 'CASE'));
  const tests = arms.map((arm) => {
    onlyReads(arm, 'WHEN', ['condition', 'result']);
    if (operand === undefined) return translation.condition(arm['condition'], scope);
    const [left, right] = comparable(operand, translation.value(arm['condition'], scope));
    return `${left} = ${right}`;
  });
  const results = arms.map((arm) => translation.value(arm['result'], scope));
  const fallback = present(node['else_result']) ? [translation.value(node['else_result'], scope)] : [];
  const unified = unifyStrictly([...results, ...fallback], 'CASE');
  const whens = tests.map((test, index) => `WHEN ${test} THEN ${unified.sql[index] ?? 'NULL'}`).join(' ');
  const otherwise = fallback.length === 0 ? '' : ` ELSE ${unified.sql.at(-1) ?? 'NULL'}`;
  return { sql: `(CASE ${whens}${otherwise} END)`, type: unified.type };
}

function emitScalarSubquery(query: AstNode, scope: Scope, translation: Translation): Fragment {
  const { sql, columns } = translation.query(query, scope);
  const [column] = columns;
  if (column === undefined || columns.length !== 1) throw invalidStatement('A subselect used as a value has one column.');
  // SQLite takes the first of several rows; Oracle refuses them (ORA-01427).
  const rows = `SELECT * FROM (${sql}) LIMIT 2`;
  return { sql: `nsq_single((SELECT json_group_array(${quoteName(column.name)}) FROM (${rows})))`, type: column.type };
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

import { onlyReads, type AstNode } from './ast';
import { invalidStatement, notEmulated } from './failures';
import { asNumber, asText, categoryOf, type Fragment } from './fragments';
import type { Scope, Translation } from './scope';

/** Emits `||`, `+`, `-`, `*`, `/` and signs. Predicates reach here only where a value was needed. */
export function emitArithmetic(tag: 'UnaryOp' | 'BinaryOp', node: AstNode, scope: Scope, translation: Translation): Fragment {
  if (tag === 'UnaryOp') return emitSign(node, scope, translation);
  onlyReads(node, 'operator', ['left', 'op', 'right']);
  const operator = String(node['op']);
  const left = translation.value(node['left'], scope);
  const right = translation.value(node['right'], scope);
  switch (operator) {
    case 'StringConcat':
      return { sql: `nsq_concat(${asText(left)}, ${asText(right)})`, type: 'string' };
    case 'Plus':
    case 'Minus':
      return emitSum(operator, left, right, translation);
    case 'Multiply':
      return combine('*', left, right);
    case 'Divide':
      return { sql: `nsq_divide(${asNumber(left)}, ${asNumber(right)})`, type: 'float' };
    case 'Eq': case 'NotEq': case 'Lt': case 'LtEq': case 'Gt': case 'GtEq': case 'And': case 'Or':
      throw invalidStatement('A condition is not a value.');
    default:
      throw notEmulated(`operator ${operator}`);
  }
}

function emitSign(node: AstNode, scope: Scope, translation: Translation): Fragment {
  onlyReads(node, 'operator', ['op', 'expr']);
  const operand = translation.value(node['expr'], scope);
  const type = operand.type === 'integer' ? 'integer' : 'float';
  switch (node['op']) {
    case 'Minus':
      return { sql: `(-${asNumber(operand)})`, type };
    case 'Plus':
      return { sql: asNumber(operand), type };
    case 'Not':
      throw invalidStatement('A condition is not a value.');
    default:
      throw notEmulated(`operator ${String(node['op'])}`);
  }
}

function emitSum(operator: 'Plus' | 'Minus', left: Fragment, right: Fragment, translation: Translation): Fragment {
  const [a, b] = [categoryOf(left.type), categoryOf(right.type)];
  if (operator === 'Plus' && (a === 'text' || b === 'text')) throw invalidStatement('Texts are joined by ||, not by +.');
  if (a === 'date' && b === 'date') return emitDateDifference(operator, left, right, translation);
  if (a === 'date') return { sql: `nsq_add_days(${left.sql}, ${operator === 'Plus' ? '' : '-'}(${asNumber(right)}))`, type: 'datetime' };
  if (b === 'date') {
    if (operator === 'Minus') throw invalidStatement('A date cannot be taken from a number.');
    return { sql: `nsq_add_days(${right.sql}, ${asNumber(left)})`, type: 'datetime' };
  }
  return combine(operator === 'Plus' ? '+' : '-', left, right);
}

function emitDateDifference(operator: 'Plus' | 'Minus', left: Fragment, right: Fragment, translation: Translation): Fragment {
  if (operator === 'Plus') throw invalidStatement('Two dates cannot be added.');
  if (translation.switches.dateDifference === 'refuse') throw notEmulated('difference of two dates (NetSuite refuses some forms)');
  return { sql: `nsq_days_between(${left.sql}, ${right.sql})`, type: 'float' };
}

/** Sums of decimals are rounded to ten places: NetSuite counts in decimals, where 0.1 + 0.2 is 0.3. */
function combine(operator: string, left: Fragment, right: Fragment): Fragment {
  const sql = `(${asNumber(left)} ${operator} ${asNumber(right)})`;
  if (left.type === 'integer' && right.type === 'integer') return { sql, type: 'integer' };
  return { sql: `round(${sql}, 10)`, type: 'float' };
}

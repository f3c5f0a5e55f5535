import { asNode, identifierOf, onlyReads, variantOf } from './ast';
import { emitCount } from './conditions';
import type { Translation } from './scope';

/** Reads `ROWNUM <= n`, `ROWNUM < n` or `ROWNUM = 1` as a row limit; undefined for any other condition. */
export function readRownumLimit(conjunct: unknown, translation: Translation): string | undefined {
  const { tag, body } = variantOf(conjunct, 'condition');
  if (tag === 'Nested') return readRownumLimit(body, translation);
  if (tag !== 'BinaryOp') return undefined;
  const node = asNode(body, tag);
  if (!isRownum(node['left'])) return undefined;
  onlyReads(node, 'operator', ['left', 'op', 'right']);
  switch (node['op']) {
    case 'LtEq':
      return emitCount(node['right'], translation);
    case 'Lt':
      return `max(0, ${emitCount(node['right'], translation)} - 1)`;
    case 'Eq':
      return isOne(node['right']) ? '1' : undefined;
    default:
      // Anything else reaches the expression emitter, which refuses ROWNUM there by name.
      return undefined;
  }
}

function isRownum(expression: unknown): boolean {
  const { tag, body } = variantOf(expression, 'expression');
  return tag === 'Identifier' && identifierOf(body).name === 'rownum';
}

function isOne(expression: unknown): boolean {
  return JSON.stringify(variantOf(expression, 'expression').body).includes('"Number":["1",false]');
}

import { asNode, variantOf } from './ast';
import { invalidStatement } from './failures';
import { aggregates } from './functions';
import type { Scope, Translation } from './scope';

const expressionTags: ReadonlySet<string> = new Set([
  'Identifier', 'CompoundIdentifier', 'Value', 'Nested', 'UnaryOp', 'BinaryOp', 'Case', 'Function', 'Substring', 'Trim', 'Ceil',
  'Floor', 'Subquery', 'IsNull', 'IsNotNull', 'Between', 'InList', 'Like',
]);
const predicateTags: ReadonlySet<string> = new Set(['IsNull', 'IsNotNull', 'Between', 'InList', 'InSubquery', 'Exists', 'Like']);

/** A grouped select: the texts of its grouping expressions, and what reads its names. */
export interface Grouping {
  readonly groups: ReadonlySet<string>;
  readonly scope: Scope;
  readonly translation: Translation;
}

/**
 * In a grouped select every value is an aggregate, a grouping expression, a constant, or made of these
 * (ORA-00979). SQLite would pick a value of any row.
 */
export function refuseUngrouped(expression: unknown, grouping: Grouping): void {
  if (typeof expression !== 'object' || expression === null) return;
  if (Array.isArray(expression)) {
    for (const item of expression) refuseUngrouped(item, grouping);
    return;
  }
  const keys = Object.keys(expression);
  const [tag] = keys;
  if (keys.length !== 1 || tag === undefined || !expressionTags.has(tag)) {
    for (const item of Object.values(expression)) refuseUngrouped(item, grouping);
    return;
  }
  if (tag === 'Value' || tag === 'Subquery') return;
  if (isGroup(tag, expression, grouping) || isAggregate(tag, expression)) return;
  if (tag === 'Identifier' || tag === 'CompoundIdentifier') {
    throw invalidStatement(`${grouping.translation.value(expression, grouping.scope).sql} is neither grouped nor aggregated.`);
  }
  const { body } = variantOf(expression, 'expression');
  if (tag !== 'Function') {
    refuseUngrouped(body, grouping);
    return;
  }
  const call = asNode(body, 'function');
  refuseUngrouped([call['args'], call['over']], grouping);
}

function isGroup(tag: string, expression: object, grouping: Grouping): boolean {
  if (predicateTags.has(tag) || grouping.groups.size === 0) return false;
  if (tag === 'BinaryOp' && !['Plus', 'Minus', 'Multiply', 'Divide', 'StringConcat'].includes(operatorOf(expression))) return false;
  if (tag === 'UnaryOp' && operatorOf(expression) === 'Not') return false;
  if (tag === 'Nested') return false;
  return grouping.groups.has(grouping.translation.value(expression, grouping.scope).sql);
}

function operatorOf(expression: object): string {
  return String(asNode(variantOf(expression, 'operator').body, 'operator')['op']);
}

function isAggregate(tag: string, expression: object): boolean {
  if (tag !== 'Function') return false;
  const call = asNode(variantOf(expression, 'function').body, 'function');
  const name: unknown = (call['name'] as readonly { readonly Identifier?: { readonly value?: unknown } }[] | undefined)?.[0]?.Identifier?.value;
  const windowed = call['over'] !== undefined && call['over'] !== null;
  return typeof name === 'string' && aggregates.has(name.toUpperCase()) && !windowed;
}

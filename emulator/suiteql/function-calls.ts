import { asList, asNode, objectNameOf, onlyReads, variantOf, type AstNode } from './ast';
import { emitDisplay } from './display';
import { invalidStatement, notEmulated } from './failures';
import { documentedBuiltIns, documentedFunctions } from './function-lists';
import { asNumber, type Fragment } from './fragments';
import { aggregates, functionRules, rankings } from './functions';
import { emitOrder } from './order';
import type { Scope, Translation } from './scope';

/** Emits a call. A function off Oracle's list is refused as NetSuite refuses it; one on it but not emulated, by name. */
export function emitFunction(node: AstNode, scope: Scope, translation: Translation): Fragment {
  const path = objectNameOf(node['name']).map((part) => part.name.toUpperCase());
  if (path.length === 1) refuseUnknown(path[0] ?? '');
  onlyReads(node, 'function', ['name', 'args', 'over']);
  if (path[0] === 'BUILTIN') return emitBuiltIn(path.slice(1).join('.'), node, scope, translation);
  const name = path.join('.');
  if (aggregates.has(name)) return emitAggregate(name, node, scope, translation);
  if (rankings.has(name)) return emitRanking(name, node, scope, translation);
  if (present(node['over'])) throw notEmulated(`${name} over a window`);
  return applyRule(name, plainArguments(node).map((argument) => translation.value(argument, scope)));
}

/** Emits what the parser gives nodes of their own: SUBSTR, TRIM, CEIL, FLOOR. */
export function emitNamedSyntax(tag: string, node: AstNode, scope: Scope, translation: Translation): Fragment {
  switch (tag) {
    case 'Substring': {
      onlyReads(node, 'SUBSTR', ['expr', 'substring_from', 'substring_for', 'special', 'shorthand']);
      const args = [node['expr'], node['substring_from'], node['substring_for']].filter(present);
      return applyRule(node['shorthand'] === true ? 'SUBSTR' : 'SUBSTRING', args.map((arg) => translation.value(arg, scope)));
    }
    case 'Trim':
      return emitTrim(node, scope, translation);
    default: {
      onlyReads(node, tag, ['expr', 'field']);
      return applyRule(tag.toUpperCase(), [translation.value(node['expr'], scope)]);
    }
  }
}

function emitTrim(node: AstNode, scope: Scope, translation: Translation): Fragment {
  onlyReads(node, 'TRIM', ['expr', 'trim_where', 'trim_what']);
  const what = present(node['trim_what']) ? [translation.value(node['trim_what'], scope)] : [];
  const value = translation.value(node['expr'], scope);
  const left = (inner: Fragment): Fragment => applyRule('LTRIM', [inner, ...what]);
  const right = (inner: Fragment): Fragment => applyRule('RTRIM', [inner, ...what]);
  switch (node['trim_where']) {
    case 'Leading':
      return left(value);
    case 'Trailing':
      return right(value);
    default:
      return right(left(value));
  }
}

function applyRule(name: string, args: readonly Fragment[]): Fragment {
  refuseUnknown(name);
  const rule = functionRules.get(name);
  if (rule === undefined) throw notEmulated(`function ${name}`);
  if (args.length < rule.least || args.length > rule.most) throw invalidStatement(`Function ${name} has the wrong number of arguments.`);
  return rule.emit(args);
}

function refuseUnknown(name: string): void {
  if (!documentedFunctions.has(name)) throw invalidStatement(`Function ${name} is not supported.`);
}

function emitBuiltIn(name: string, node: AstNode, scope: Scope, translation: Translation): Fragment {
  if (!documentedBuiltIns.has(name)) throw invalidStatement(`Function BUILTIN.${name} is not supported.`);
  const [argument, ...others] = plainArguments(node);
  if (name !== 'DF' || present(node['over'])) throw notEmulated(`function BUILTIN.${name}`);
  if (argument === undefined || others.length > 0) throw invalidStatement('BUILTIN.DF takes one field.');
  scope.state.usesDisplay = true;
  return emitDisplay(translation.value(argument, scope), translation.metadata);
}

function emitAggregate(name: string, node: AstNode, context: Scope, translation: Translation): Fragment {
  const { state } = context;
  const window = present(node['over']);
  if (!window && (!state.aggregatesAllowed || state.insideAggregate)) throw invalidStatement(`Aggregate ${name} is not allowed here.`);
  if (!window) state.usesAggregate = true;
  const { distinct, items, star } = argumentsOf(node);
  const over = window ? emitWindow(node['over'], context, translation) : '';
  if (star) {
    if (name !== 'COUNT' || distinct || items.length > 0) throw invalidStatement(`${name} does not take *.`);
    return { sql: `COUNT(*)${over}`, type: 'integer' };
  }
  const outer = state.insideAggregate;
  state.insideAggregate = !window || outer;
  const [argument, ...others] = items.map((item) => translation.value(item, context));
  state.insideAggregate = outer;
  if (argument === undefined || others.length > 0) throw invalidStatement(`Function ${name} has the wrong number of arguments.`);
  const needsNumber = name === 'SUM' || name === 'AVG';
  const sql = `${name}(${distinct ? 'DISTINCT ' : ''}${needsNumber ? asNumber(argument) : argument.sql})${over}`;
  const type = aggregates.get(name)?.(argument.type) ?? argument.type;
  return { sql: name === 'SUM' && type === 'float' ? `round(${sql}, 10)` : sql, type };
}

function emitRanking(name: string, node: AstNode, scope: Scope, translation: Translation): Fragment {
  const { items, star, distinct } = argumentsOf(node);
  if (items.length > 0 || star || distinct) throw invalidStatement(`Function ${name} takes no arguments.`);
  if (!present(node['over'])) throw invalidStatement(`Function ${name} needs OVER.`);
  return { sql: `${name}()${emitWindow(node['over'], scope, translation)}`, type: 'integer' };
}

function emitWindow(over: unknown, scope: Scope, translation: Translation): string {
  const { tag, body } = variantOf(over, 'OVER');
  if (tag !== 'WindowSpec') throw notEmulated(`OVER ${tag}`);
  const spec = asNode(body, 'OVER');
  onlyReads(spec, 'OVER', ['partition_by', 'order_by']);
  const partition = asList(spec['partition_by'], 'PARTITION BY').map((item) => translation.value(item, scope).sql);
  const order = asList(spec['order_by'], 'ORDER BY').map((item) => emitOrder(item, (expression) => translation.value(expression, scope).sql));
  const parts = [
    partition.length === 0 ? '' : `PARTITION BY ${partition.join(', ')}`,
    order.length === 0 ? '' : `ORDER BY ${order.join(', ')}`,
  ].filter((part) => part !== '');
  return ` OVER (${parts.join(' ')})`;
}

interface CallArguments {
  readonly items: readonly unknown[];
  readonly star: boolean;
  readonly distinct: boolean;
}

function argumentsOf(node: AstNode): CallArguments {
  const { tag, body } = variantOf(node['args'], 'arguments');
  if (tag === 'None') return { items: [], star: false, distinct: false };
  if (tag !== 'List') throw notEmulated(`arguments ${tag}`);
  const list = asNode(body, 'arguments');
  onlyReads(list, 'arguments', ['args', 'duplicate_treatment']);
  const plain = asList(list['args'], 'arguments').map((argument) => {
    const outer = variantOf(argument, 'argument');
    if (outer.tag !== 'Unnamed') throw notEmulated(`argument ${outer.tag}`);
    return variantOf(outer.body, 'argument');
  });
  return {
    items: plain.filter((argument) => argument.tag !== 'Wildcard').map((argument) => {
      if (argument.tag !== 'Expr') throw notEmulated(`argument ${argument.tag}`);
      return argument.body;
    }),
    star: plain.some((argument) => argument.tag === 'Wildcard'),
    distinct: list['duplicate_treatment'] === 'Distinct',
  };
}

function plainArguments(node: AstNode): readonly unknown[] {
  const { items, star, distinct } = argumentsOf(node);
  if (star || distinct) throw invalidStatement('DISTINCT and * belong to aggregates.');
  return items;
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

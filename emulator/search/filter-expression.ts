import { invalidExpression, notEmulated } from './failures';
import type { FilterValue, SearchFilter } from './types';

/**
 * Reads the `filters` of a search: a filter expression (nested arrays with AND, OR, NOT), one term, one filter object, or a
 * list of filter objects, which all must hold. `filterOf` recognises a filter object.
 * Throws SSS_INVALID_SRCH_FILTER_EXPR.
 */
export function parseFilters(value: unknown, filterOf: (value: unknown) => SearchFilter | undefined): SearchFilter | undefined {
  if (value === undefined || value === null) return undefined;
  const single = filterOf(value);
  if (single !== undefined) return single;
  if (!Array.isArray(value)) throw invalidExpression('filters are an array or a filter');
  const items = Array.from(value as readonly unknown[]);
  if (items.length === 0) return undefined;
  const objects = items.map(filterOf);
  if (objects.every((object) => object !== undefined)) return { kind: 'and', of: objects };
  return parseExpression(items, filterOf);
}

function parseExpression(items: readonly unknown[], filterOf: (value: unknown) => SearchFilter | undefined): SearchFilter {
  const [first] = items;
  if (typeof first === 'string' && !isWord(first, 'NOT')) return parseTerm(items);
  const parts = [...readParts(items, filterOf)];
  const alternatives = splitAt(parts, 'OR').map((group) => allOf(splitAt(group, 'AND')));
  const [only] = alternatives;
  return alternatives.length === 1 && only !== undefined ? only : { kind: 'or', of: alternatives };
}

type Part = SearchFilter | 'AND' | 'OR';

/** Applies NOT to what follows it, and leaves AND and OR for later. */
function* readParts(items: readonly unknown[], filterOf: (value: unknown) => SearchFilter | undefined): Generator<Part> {
  let negated = false;
  for (const item of items) {
    if (typeof item === 'string') {
      if (isWord(item, 'NOT')) negated = !negated;
      else if (negated) throw invalidExpression(`${item} after NOT`);
      else if (isWord(item, 'AND')) yield 'AND';
      else if (isWord(item, 'OR')) yield 'OR';
      else throw invalidExpression(`'${item}' where AND, OR or NOT belongs`);
      continue;
    }
    const filter = filterOf(item) ?? parseNested(item, filterOf);
    yield negated ? { kind: 'not', of: filter } : filter;
    negated = false;
  }
  if (negated) throw invalidExpression('NOT at the end');
}

function parseNested(item: unknown, filterOf: (value: unknown) => SearchFilter | undefined): SearchFilter {
  if (!Array.isArray(item) || item.length === 0) throw invalidExpression('a term that is no array');
  return parseExpression(Array.from(item as readonly unknown[]), filterOf);
}

function splitAt(parts: readonly Part[], word: 'AND' | 'OR'): readonly (readonly Part[])[] {
  const groups: Part[][] = [[]];
  for (const part of parts) {
    if (part === word) groups.push([]);
    else groups.at(-1)?.push(part);
  }
  return groups;
}

function allOf(groups: readonly (readonly Part[])[]): SearchFilter {
  const filters = groups.map(([filter, ...others]) => {
    if (filter === undefined || typeof filter === 'string' || others.length > 0) throw invalidExpression('terms are joined by AND or OR');
    return filter;
  });
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : { kind: 'and', of: filters };
}

function isWord(text: string, word: string): boolean {
  return text.toUpperCase() === word;
}

function parseTerm(items: readonly unknown[]): SearchFilter {
  const [name, operator, ...rest] = items;
  if (typeof name !== 'string' || typeof operator !== 'string') throw invalidExpression('a term is a name, an operator and values');
  return filterTerm({ name, operator, values: rest });
}

/** One term from its parts, as an array or `createFilter` gives them. Values may be nested in one array. */
export function filterTerm(term: { readonly name: string; readonly operator: string; readonly values: readonly unknown[] }): SearchFilter {
  if (/^formula/i.test(term.name)) throw notEmulated(`filter ${term.name}`);
  if (term.name.includes('.')) throw notEmulated(`filter with a join: ${term.name}`);
  const values = term.values.flatMap((value): unknown[] => (Array.isArray(value) ? Array.from(value as readonly unknown[]) : [value]));
  const kept = values.filter((value) => value !== null && value !== undefined);
  return { kind: 'term', name: term.name.toLowerCase(), operator: term.operator.toLowerCase(), values: kept.map(plainValue) };
}

function plainValue(value: unknown): FilterValue {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  throw notEmulated('filter value that is no text, number or boolean');
}

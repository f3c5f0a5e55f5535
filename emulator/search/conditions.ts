import { instantInZone } from '../records/company-time';
import type { SqlValue } from '../store/sqlite';
import { invalidFilter, invalidOperator, notEmulated } from './failures';
import type { SearchableField } from './searchable-fields';
import type { FilterValue, SearchFilter } from './types';

/** A condition in SQLite's words, with the values it binds, in order. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

type Term = Extract<SearchFilter, { kind: 'term' }>;

/** Finds fields, and knows the company's time zone. */
export interface ConditionContext {
  field(name: string): SearchableField | undefined;
  readonly timeZone: string;
}

/** Turns a filter into a condition. Throws SSS_INVALID_SRCH_FILTER, SSS_INVALID_SRCH_OPERATOR. */
export function conditionOf(filter: SearchFilter, context: ConditionContext): Condition {
  switch (filter.kind) {
    case 'term':
      return termCondition(filter, context);
    case 'not': {
      const inner = conditionOf(filter.of, context);
      return complement(inner);
    }
    case 'and':
    case 'or': {
      const parts = filter.of.map((part) => conditionOf(part, context));
      const word = filter.kind === 'and' ? ' AND ' : ' OR ';
      return { sql: `(${parts.map((part) => part.sql).join(word)})`, values: parts.flatMap((part) => part.values) };
    }
  }
}

/** Everything else, rows without a value included: "is not x" is true of an empty field. */
function complement(condition: Condition): Condition {
  return { sql: `NOT coalesce(${condition.sql}, 0)`, values: condition.values };
}

function termCondition(term: Term, context: ConditionContext): Condition {
  const field = context.field(term.name);
  if (field === undefined) throw invalidFilter(term.name);
  if (term.operator === 'isempty') return { sql: `${field.sql} IS NULL`, values: [] };
  if (term.operator === 'isnotempty') return { sql: `${field.sql} IS NOT NULL`, values: [] };
  switch (field.kind) {
    case 'text':
      return textCondition(field, term);
    case 'number':
    case 'currency':
      return numberCondition(field, term);
    case 'checkbox':
      return checkboxCondition(field, term);
    case 'date':
    case 'instant':
      return dateCondition(field, term, context);
    case 'key':
    case 'select':
      return listCondition(field, term, idOf);
    case 'code':
    case 'externalid':
      return listCondition(field, term, (value) => String(value));
    case 'multiselect':
      throw notEmulated(`filter on a multiple select: ${term.name}`);
  }
}

function textCondition(field: SearchableField, term: Term): Condition {
  const text = String(single(term));
  switch (term.operator) {
    // Search compares texts without regard to case.
    case 'is':
      return { sql: `${field.sql} = ? COLLATE NOCASE`, values: [text] };
    case 'isnot':
      return complement({ sql: `${field.sql} = ? COLLATE NOCASE`, values: [text] });
    case 'contains':
      return pattern(field, `%${literal(text)}%`);
    case 'doesnotcontain':
      return complement(pattern(field, `%${literal(text)}%`));
    case 'startswith':
      return pattern(field, `${literal(text)}%`);
    case 'doesnotstartwith':
      return complement(pattern(field, `${literal(text)}%`));
    case 'haskeywords': case 'any':
      throw notEmulated(`operator ${term.operator}`);
    default:
      throw invalidOperator(term.operator);
  }
}

function pattern(field: SearchableField, text: string): Condition {
  return { sql: `${field.sql} LIKE ? ESCAPE '\\'`, values: [text] };
}

function literal(text: string): string {
  // A percent sign is a wildcard in search values too; whether one was meant cannot be told.
  if (text.includes('%')) throw notEmulated("wildcard % in a filter's value");
  return text.replace(/[\\_]/g, '\\$&');
}

function numberCondition(field: SearchableField, term: Term): Condition {
  const [operator, negated] = withoutNot(term.operator);
  const compare = (symbol: string): Condition => ({ sql: `${field.sql} ${symbol} ?`, values: [numberOf(single(term), term)] });
  const base = (): Condition => {
    switch (operator) {
      case 'equalto': return compare('=');
      case 'greaterthan': return compare('>');
      case 'greaterthanorequalto': return compare('>=');
      case 'lessthan': return compare('<');
      case 'lessthanorequalto': return compare('<=');
      case 'between': {
        const [low, high] = pair(term);
        return { sql: `${field.sql} BETWEEN ? AND ?`, values: [numberOf(low, term), numberOf(high, term)] };
      }
      default: throw invalidOperator(term.operator);
    }
  };
  return negated ? complement(base()) : base();
}

function withoutNot(operator: string): readonly [string, boolean] {
  return operator.startsWith('not') ? [operator.slice(3), true] : [operator, false];
}

function checkboxCondition(field: SearchableField, term: Term): Condition {
  const value = single(term);
  const flag = value === true || value === 'T' ? 'T' : value === false || value === 'F' ? 'F' : undefined;
  if (flag === undefined) throw invalidFilter(term.name);
  switch (term.operator) {
    case 'is':
      return { sql: `coalesce(${field.sql}, 'F') = ?`, values: [flag] };
    case 'isnot':
      return { sql: `coalesce(${field.sql}, 'F') <> ?`, values: [flag] };
    default:
      throw invalidOperator(term.operator);
  }
}

function listCondition(field: SearchableField, term: Term, read: (value: FilterValue, term: Term) => SqlValue): Condition {
  if (term.values.length === 0) throw invalidFilter(term.name);
  const withNone = term.values.includes('@NONE@');
  const values = term.values.filter((value) => value !== '@NONE@').map((value) => read(value, term));
  const inList = values.length === 0 ? undefined : `${field.sql} IN (${values.map(() => '?').join(', ')})`;
  const alternatives = [inList, withNone ? `${field.sql} IS NULL` : undefined].filter((part) => part !== undefined);
  const anyOf: Condition = { sql: `(${alternatives.join(' OR ')})`, values };
  switch (term.operator) {
    case 'anyof':
      return anyOf;
    case 'noneof':
      return complement(anyOf);
    case 'is':
      // Not documented for lists, but every account runs ['internalid', 'is', id].
      if (field.kind !== 'key') throw invalidOperator(term.operator);
      return anyOf;
    case 'allof': case 'notallof':
      throw notEmulated(`operator ${term.operator}`);
    default:
      throw invalidOperator(term.operator);
  }
}

function idOf(value: FilterValue, term: Term): number {
  const id = typeof value === 'boolean' ? Number.NaN : Number(value);
  if (!Number.isSafeInteger(id) || value === '') throw invalidFilter(term.name);
  return id;
}

/** Bounds of a day: a date column keeps `YYYY-MM-DD`, an instant column UTC, so a day is a half-open span of either. */
function dateCondition(field: SearchableField, term: Term, { timeZone }: ConditionContext): Condition {
  const [operator, negated] = withoutNot(term.operator);
  const bound = (day: string): string => (field.kind === 'date' ? day : new Date(instantInZone(day, timeZone)).toISOString().replace('.000', ''));
  const start = (value: FilterValue): string => bound(dayOf(value, term, 0));
  const end = (value: FilterValue): string => bound(dayOf(value, term, 1));
  const base = (): Condition => {
    switch (operator) {
      case 'on': return { sql: `(${field.sql} >= ? AND ${field.sql} < ?)`, values: [start(single(term)), end(single(term))] };
      case 'before': return { sql: `${field.sql} < ?`, values: [start(single(term))] };
      case 'after': return { sql: `${field.sql} >= ?`, values: [end(single(term))] };
      case 'onorbefore': return { sql: `${field.sql} < ?`, values: [end(single(term))] };
      case 'onorafter': return { sql: `${field.sql} >= ?`, values: [start(single(term))] };
      case 'within': {
        const [low, high] = pair(term);
        return { sql: `(${field.sql} >= ? AND ${field.sql} < ?)`, values: [start(low), end(high)] };
      }
      default: throw invalidOperator(term.operator);
    }
  };
  return negated ? complement(base()) : base();
}

/** `M/D/YYYY` of the account's default format, moved by some days. */
function dayOf(value: FilterValue, term: Term, later: number): string {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(String(value));
  if (match === null) throw notEmulated(`date filter value '${String(value)}' (only M/D/YYYY)`);
  const [month = 0, day = 0, year = 0] = match.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) throw invalidFilter(term.name);
  return new Date(date.getTime() + later * 86_400_000).toISOString().slice(0, 10);
}

function numberOf(value: FilterValue, term: Term): number {
  const number = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw invalidFilter(term.name);
  return number;
}

function single(term: Term): FilterValue {
  const [value, ...others] = term.values;
  if (value === undefined || others.length > 0) throw invalidFilter(term.name);
  return value;
}

function pair(term: Term): readonly [FilterValue, FilterValue] {
  const [low, high, ...others] = term.values;
  if (low === undefined || high === undefined || others.length > 0) throw invalidFilter(term.name);
  return [low, high];
}

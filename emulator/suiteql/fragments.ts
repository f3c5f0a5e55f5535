import type { ColumnType, QueryColumn } from '../metadata/types';
import { invalidStatement, notEmulated } from './failures';

/** The type of an expression; `unknown` is NULL, which fits every type. */
export type SqlType = ColumnType | 'unknown';

/**
 * A piece of SQLite text with the Oracle type of its value. Dates are carried as `YYYY-MM-DD`, with ` HH:MM:SS` behind
 * where the time is not midnight: one text per instant, in the order of time, equal to what a date column stores.
 */
export interface Fragment {
  readonly sql: string;
  readonly type: SqlType;
  /** What is known of the column behind the value, for BUILTIN.DF. */
  readonly column?: ColumnTraits;
  /** The sibling value that the column's labels depend on, where it is in reach. */
  readonly labelKey?: string;
  /** Set where the text is a literal of the statement. */
  readonly literal?: string;
}

/** How a column's values are shown. */
export type ColumnTraits = Pick<QueryColumn, 'references' | 'labels' | 'labelsBy' | 'multiple'>;

/** Types that compare and combine without conversion. */
export type Category = 'text' | 'number' | 'date' | 'unknown';

/** Sorts a type into its category. Checkboxes are `'T'` and `'F'`: text. */
export function categoryOf(type: SqlType): Category {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'clob':
      return 'text';
    case 'integer':
    case 'float':
      return 'number';
    case 'date':
    case 'datetime':
      return 'date';
    case 'unknown':
      return 'unknown';
  }
}

/** Quotes a text literal. The empty one is NULL, as in Oracle. */
export function textLiteral(text: string): Fragment {
  if (text === '') return { sql: 'NULL', type: 'unknown' };
  return { sql: `'${text.replaceAll("'", "''")}'`, type: 'string', literal: text };
}

/** Quotes a name for SQLite. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The value as text, converted as Oracle converts numbers. A date needs TO_CHAR: its format would be the session's. */
export function asText(fragment: Fragment): string {
  switch (categoryOf(fragment.type)) {
    case 'text':
    case 'unknown':
      return fragment.sql;
    case 'number':
      return `nsq_text(${fragment.sql})`;
    case 'date':
      throw invalidStatement('A date used as text needs TO_CHAR with a format.');
  }
}

/** The value as a number. A text literal that is none is refused here, any other text when it is met ("invalid number"). */
export function asNumber(fragment: Fragment): string {
  switch (categoryOf(fragment.type)) {
    case 'number':
    case 'unknown':
      return fragment.sql;
    case 'text':
      return fragment.literal === undefined ? `nsq_number(${fragment.sql})` : numericLiteral(fragment.literal);
    case 'date':
      throw invalidStatement('A date is no number.');
  }
}

function numericLiteral(text: string): string {
  const trimmed = text.trim();
  if (!isNumeric(trimmed)) throw invalidStatement(`Invalid number '${text}'.`);
  refuseInexact(trimmed);
  return trimmed;
}

/** Oracle counts with 38 digits. A number that would lose digits here is refused, or two long ids become one. */
export function refuseInexact(number: string): void {
  const digits = number.replace(/[eE].*$/, '').replace(/\D/g, '').replace(/^0+/, '');
  if (digits.length > 15 && !Number.isSafeInteger(Number(number))) throw notEmulated(`number with more than 15 digits: ${number}`);
}

/** Is this what TO_NUMBER takes without a format? */
export function isNumeric(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
}

/** The value as a date. Texts are refused: their format would be the session's (platform facts 5.1: use TO_DATE). */
export function asDate(fragment: Fragment): string {
  const category = categoryOf(fragment.type);
  if (category === 'date' || category === 'unknown') return fragment.sql;
  throw invalidStatement('A date is needed here; use TO_DATE with a format.');
}

/** Both sides of a comparison in one category: text beside a number is converted to a number, as Oracle does. */
export function comparable(left: Fragment, right: Fragment): readonly [string, string] {
  const [a, b] = [categoryOf(left.type), categoryOf(right.type)];
  if (a === b || a === 'unknown' || b === 'unknown') return [left.sql, right.sql];
  if (a === 'date' || b === 'date') return [asDate(left), asDate(right)];
  refuseFlagAsNumber(left);
  refuseFlagAsNumber(right);
  return [asNumber(left), asNumber(right)];
}

function refuseFlagAsNumber(fragment: Fragment): void {
  if (fragment.type === 'boolean') throw invalidStatement("Invalid number: a checkbox is 'T' or 'F'.");
}

/** Branches of one expression, brought to one type. */
export interface Unified {
  readonly type: SqlType;
  readonly sql: readonly string[];
}

/** Branches of CASE, COALESCE, UNION: one category, or the statement is refused (Oracle: inconsistent datatypes). */
export function unifyStrictly(branches: readonly Fragment[], where: string): Unified {
  const known = branches.filter((branch) => branch.type !== 'unknown');
  if (new Set(known.map((branch) => categoryOf(branch.type))).size > 1) throw invalidStatement(`${where}: inconsistent datatypes.`);
  return { type: commonType(known), sql: branches.map((branch) => branch.sql) };
}

/** Branches of NVL, DECODE, GREATEST: converted to the type of the first that has one. */
export function unifyToFirst(branches: readonly Fragment[]): Unified {
  const first = branches.find((branch) => branch.type !== 'unknown');
  if (first === undefined) return { type: 'unknown', sql: branches.map((branch) => branch.sql) };
  const category = categoryOf(first.type);
  const convert = category === 'text' ? asText : category === 'number' ? asNumber : asDate;
  const alike = branches.filter((branch) => categoryOf(branch.type) === category);
  return { type: commonType(alike), sql: branches.map(convert) };
}

function commonType(known: readonly Fragment[]): SqlType {
  const [first, ...rest] = known.map((fragment) => fragment.type);
  if (first === undefined) return 'unknown';
  if (rest.every((type) => type === first)) return first;
  switch (categoryOf(first)) {
    case 'number':
      return 'float';
    case 'date':
      return 'datetime';
    case 'text':
    case 'unknown':
      return 'string';
  }
}

import * as query from 'N/query';

/** A row of a SuiteQL answer by lower-case column name. */
export type QueryRow = Readonly<Record<string, unknown>>;

/** Runs one statement with bound parameters. 10 units. */
export function runStatement(statement: string, parameters: readonly (string | number)[]): readonly QueryRow[] {
  return query.runSuiteQL({ query: statement, params: [...parameters] }).asMappedResults();
}

export function rowText(row: QueryRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A number column; undefined where it is empty. */
export function rowNumber(row: QueryRow, column: string): number | undefined {
  const text = rowText(row, column);
  return text === '' ? undefined : Number(text);
}

/** `?, ?, ?` for an IN list of this many bound values. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

/**
 * An IN list of values, its length rounded up to a power of two by repeating the last: a statement then has few texts however
 * many values a document names, and a known text is not parsed again.
 */
export function boundList(values: readonly string[]): { readonly sql: string; readonly parameters: readonly string[] } {
  return padded(values, '');
}

/** `boundList` of numbers. */
export function boundNumbers(values: readonly number[]): { readonly sql: string; readonly parameters: readonly number[] } {
  return padded(values, 0);
}

function padded<T>(values: readonly T[], none: T): { readonly sql: string; readonly parameters: readonly T[] } {
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, values.length)));
  const last = values.at(-1) ?? none;
  return { sql: placeholders(length), parameters: Array.from({ length }, (_, index) => values[index] ?? last) };
}

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

/** Cells of a posted line, and lines of a posted sublist, stand between these. */
export const CELL_SEPARATOR = '\u0001';
const LINE_SEPARATOR = '\u0002';

/** Lines as a form posts them: cells in the order of the columns. */
export function encodeLines(columns: readonly string[], lines: readonly Readonly<Record<string, string>>[]): string {
  return lines.map((line) => columns.map((column) => line[column] ?? '').join(CELL_SEPARATOR)).join(LINE_SEPARATOR);
}

/** The lines of what a form posted. */
export function decodeLines(columns: readonly string[], data: string): readonly Readonly<Record<string, string>>[] {
  if (data === '') return [];
  return data.split(LINE_SEPARATOR).map((line) => {
    const cells = line.split(CELL_SEPARATOR);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** A cell: a text, or an amount as plain decimal text, which stays a number. */
export type CsvCell = string | { readonly number: string };

/** How a spreadsheet may be led to take a cell for a formula. */
const LEADS = /^[=+\-@\t\r\n＝＋－＠]/;

const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** Characters that may stand before a formula without being seen. */
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Z}\p{M}]+/u;

/**
 * A table as RFC 4180 has it, in lines that end with CR LF. A text that a spreadsheet might run gets a quote in front of it, so also one that only
 * looks like a number; a number cell that is none is treated as a text.
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (typeof cell !== 'string') return PLAIN_NUMBER.test(cell.number) || cell.number === '' ? cell.number : quoted(harmless(cell.number));
  return quoted(harmless(cell));
}

/** The text without NUL, led by a quote where it, or what follows unseen characters, could be run. */
function harmless(text: string): string {
  const clean = text.replaceAll('\0', '');
  return LEADS.test(clean) || LEADS.test(clean.replace(UNSEEN, '')) ? `'${clean}` : clean;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import fc from 'fast-check';
import { csvText } from '../../../../src/domain/review/csv';

/** Reads RFC 4180, as a spreadsheet does. */
function read(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const cells = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g;
  let row: string[] = [];
  for (const [, cell = '', end] of text.matchAll(cells)) {
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const nasty = fc.oneof(fc.string({ unit: 'grapheme' }), fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' =', '\u200b=', '＝', '"=', '\0='), fc.string()).map(([lead, rest]) => `${lead}${rest}`));

describe('an export', () => {
  it('gives every text back as it was, but for a quote in front of what could be run', () => {
    fc.assert(fc.property(fc.array(fc.array(nasty, { minLength: 2, maxLength: 2 }), { maxLength: 5 }), (rows) => {
      const found = read(csvText(['a', 'b'], rows)).slice(1);
      expect(found.map((cells) => cells.map((cell) => cell.replace(/^'/, '')))).toEqual(rows.map((cells) => cells.map((cell) => cell.replaceAll('\0', '').replace(/^'/, ''))));
    }));
  });

  it('holds no text that a spreadsheet could run', () => {
    fc.assert(fc.property(nasty, (text) => {
      const [[cell = ''] = []] = read(csvText([text], []));
      expect(cell).not.toMatch(/^[\p{Cc}\p{Cf}\p{Z}\p{M}]*[=+\-@\t\r\n]/u);
    }));
  });

  it.each([['-5'], ['0'], ['12345678901234.99'], ['']])('keeps the number %p a number', (number) => {
    expect(csvText(['n'], [[{ number }]])).toBe(`n\r\n${number}\r\n`);
  });

  it('takes a number that is none for a text', () => {
    expect(csvText(['n'], [[{ number: '-5+cmd' }], [{ number: '1e5' }], ['-5']])).toBe("n\r\n'-5+cmd\r\n1e5\r\n'-5\r\n");
  });
});

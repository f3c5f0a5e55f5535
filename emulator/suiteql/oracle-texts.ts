import { invalidStatement } from './failures';

/** An empty text is NULL. */
export function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** SUBSTR: counts from 1, or from the end where negative; a length below 1 gives NULL. */
export function substring(text: string, from: number, length: number | undefined): string | null {
  const characters = [...text];
  const position = Math.trunc(from);
  const start = position < 0 ? characters.length + position : Math.max(position - 1, 0);
  if (start < 0 || (length !== undefined && length < 1)) return null;
  return orNull(characters.slice(start, length === undefined ? undefined : start + Math.trunc(length)).join(''));
}

/** INSTR: position of the nth occurrence, 0 where there is none. */
export function position(text: string, part: string, from: number, occurrence: number): number {
  if (from < 1 || occurrence < 1) throw invalidStatement('INSTR counts from 1 on; other positions are not supported.');
  let found = from - 2;
  for (let count = 0; count < occurrence; count += 1) {
    found = text.indexOf(part, found + 1);
    if (found < 0) return 0;
  }
  return found + 1;
}

/** LTRIM: takes characters of a set from the left. */
export function trimLeft(text: string, characters: string): string | null {
  const all = [...text];
  const start = all.findIndex((character) => !characters.includes(character));
  return start < 0 ? null : orNull(all.slice(start).join(''));
}

/** RTRIM: takes characters of a set from the right. */
export function trimRight(text: string, characters: string): string | null {
  const reversed = trimLeft([...text].reverse().join(''), characters);
  return reversed === null ? null : [...reversed].reverse().join('');
}

/** LPAD, RPAD: fills to a length, or cuts to it. */
export function pad(side: 'left' | 'right', text: string, length: number, filler: string): string | null {
  const cut = [...text].slice(0, Math.max(0, Math.trunc(length))).join('');
  const missing = Math.trunc(length) - [...cut].length;
  if (missing <= 0) return orNull(cut);
  const fill = [...filler.repeat(Math.ceil(missing / filler.length))].slice(0, missing).join('');
  return side === 'left' ? fill + cut : cut + fill;
}

/** INITCAP: the first letter of every word in upper case, the others in lower case. */
export function initialCapitals(text: string): string {
  return text.toLowerCase().replace(/[\p{L}\p{N}]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

const patterns = new Map<string, RegExp>();
const keptPatterns = 2000;

/** LIKE with Oracle's case-sensitive comparison. */
export function isLike(text: string, pattern: string, escape: string | undefined): boolean {
  const key = `${escape ?? ''}\u0000${pattern}`;
  let expression = patterns.get(key);
  if (expression === undefined) {
    if (patterns.size > keptPatterns) patterns.clear();
    expression = likeExpression(pattern, escape);
    patterns.set(key, expression);
  }
  return expression.test(text);
}

function likeExpression(pattern: string, escape: string | undefined): RegExp {
  let source = '';
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    if (character === escape) {
      const next = characters[(index += 1)];
      if (next !== '%' && next !== '_' && next !== escape) throw invalidStatement('The escape character stands before %, _ or itself.');
      source += quoteForExpression(next);
    } else if (character === '%') source += '.*';
    else if (character === '_') source += '.';
    else source += quoteForExpression(character);
  }
  return new RegExp(`^${source}$`, 'su');
}

function quoteForExpression(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

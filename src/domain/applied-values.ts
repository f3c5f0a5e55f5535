import { appliedText } from './field-value';
import type { FieldValue } from './field-value';
import type { VerdictKind } from './ownership';

/** Values last applied, as `appliedText` writes them, by target: `memo`, `item:<line key>.rate`. */
export type AppliedValues = ReadonlyMap<string, string>;

/** Where a field's value is kept. A line key may hold anything, so what would part it is escaped. */
export function appliedTarget(target: string, line?: { readonly sublist: string; readonly key: string }): string {
  return line === undefined ? target : `${appliedLine(line.sublist, line.key)}${target}`;
}

/** What the targets of one line start with. */
export function appliedLine(sublist: string, key: string): string {
  return `${sublist}:${key.replace(/[%.:]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}.`;
}

/** The line that `appliedLine` named. */
export function lineOfApplied(line: string): { readonly sublist: string; readonly key: string } {
  const colon = line.indexOf(':');
  const key = line.slice(colon + 1).replace(/\.$/, '').replace(/%(25|2e|3a)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return { sublist: line.slice(0, Math.max(0, colon)), key };
}

/**
 * What is kept of a field after a save: the document's value where record and document agree now, or did when it was last
 * applied; the value from before on a conflict. Undefined: nothing to keep.
 */
export function keptValue(verdict: VerdictKind, value: FieldValue | null, before: string | undefined): string | undefined {
  switch (verdict) {
    case 'apply':
    case 'unchanged':
    case 'kept':
      return appliedText(value);
    case 'cleared':
      return '';
    case 'conflict':
    case 'blocked_direction':
    case 'unmapped':
      return before;
  }
}

/** Values as one JSON text of at most `maxCharacters`, and whether all went in; `length` measures it as its field does. */
export function appliedJson(values: AppliedValues, maxCharacters: number, length: (text: string) => number): { readonly text: string; readonly whole: boolean } {
  const all = [...values];
  const text = (count: number) => JSON.stringify(Object.fromEntries(all.slice(0, count)));
  if (length(text(all.length)) <= maxCharacters) return { text: text(all.length), whole: true };
  // The longest head that fits, by halving: a value that is not kept is merged as one never applied, so nothing is overwritten.
  let fits = 0;
  let over = all.length;
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (length(text(middle)) <= maxCharacters) fits = middle;
    else over = middle;
  }
  return { text: text(fits), whole: false };
}

/** Reads what `appliedJson` wrote; of anything else, nothing: then every shared field that differs is a conflict. */
export function appliedValuesOf(text: string): AppliedValues {
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values !== 'object' || values === null) return new Map();
    return new Map(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}

import { mostBytes } from '../domain/most-bytes';

/** Longest values by field type (platform facts 4.7). */
const TEXT_CHARACTERS = 300;
const TEXT_AREA_BYTES = 4000;

/** Mark at the end of a value that was cut to fit its field. */
const CUT = '...[cut]';

/** Fits a value into a free-form text field: at most 300 characters, no control characters, a cut is marked. */
export function fitText(value: string): string {
  const clean = printable(value);
  return clean.length <= TEXT_CHARACTERS ? clean : `${wholeCharacters(clean, TEXT_CHARACTERS - CUT.length)}${CUT}`;
}

/** Fits a value into a text area: at most 4,000 bytes of UTF-8, a cut is marked. */
export function fitTextArea(value: string): string {
  const clean = printable(value);
  if (mostBytes(clean) <= TEXT_AREA_BYTES) return clean;
  let kept = clean.slice(0, TEXT_AREA_BYTES - CUT.length);
  while (mostBytes(kept) > TEXT_AREA_BYTES - CUT.length) kept = kept.slice(0, Math.floor(kept.length * 0.9));
  return `${wholeCharacters(kept, kept.length)}${CUT}`;
}

/** Control characters, which no field is known to keep, become spaces; line breaks stay. */
function printable(value: string): string {
  return value.replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, ' ');
}

/** Cuts without leaving half of a surrogate pair. */
function wholeCharacters(value: string, length: number): string {
  const cut = value.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** Characters in one long text field when a script writes it (platform facts 4.7). */
const LONG_TEXT_CHARACTERS = 100_000;

/** Characters before the end of a field in which a place without a space beside it is looked for. */
const CUT_WINDOW = 16;

/** A space inside a JSON string, written so that no field trims it. */
const ESCAPED_SPACE = '\\u0020';

/** JSON texts of at most this many characters fit into five fields, wherever their spaces lie: what four cuts can cost is left out. */
export const CHARACTERS_THAT_FIT = 5 * LONG_TEXT_CHARACTERS - 4 * (CUT_WINDOW + ESCAPED_SPACE.length);

/**
 * Cuts a JSON text without white space between its members (`keptForm`) into at most `count` long text values. No value begins or
 * ends with a space, which a field might trim: where spaces lie all around the cut, the one beside it is escaped, so the parts join
 * to the same JSON. Undefined where it does not fit; the document is then refused as too long, before anything is kept.
 */
export function splitLongText(text: string, count: number): readonly string[] | undefined {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LONG_TEXT_CHARACTERS) {
    if (parts.length === count - 1) return undefined;
    const { part, left } = cutOnce(rest);
    parts.push(part);
    rest = left;
  }
  return [...parts, rest];
}

function cutOnce(text: string): { readonly part: string; readonly left: string } {
  const places = Array.from({ length: CUT_WINDOW }, (_, back) => LONG_TEXT_CHARACTERS - back);
  const clean = places.find((at) => text[at - 1] !== ' ' && text[at] !== ' ');
  if (clean !== undefined) return { part: text.slice(0, clean), left: text.slice(clean) };
  const beforeSpace = places.find((at) => text[at - 1] !== ' ');
  if (beforeSpace !== undefined) return { part: text.slice(0, beforeSpace), left: `${ESCAPED_SPACE}${text.slice(beforeSpace + 1)}` };
  // Nothing but spaces here: one is escaped on either side.
  const last = LONG_TEXT_CHARACTERS - ESCAPED_SPACE.length;
  return { part: `${text.slice(0, last)}${ESCAPED_SPACE}`, left: `${ESCAPED_SPACE}${text.slice(last + 2)}` };
}

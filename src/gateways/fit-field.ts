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
  if (utf8Length(clean) <= TEXT_AREA_BYTES) return clean;
  let kept = clean.slice(0, TEXT_AREA_BYTES - CUT.length);
  while (utf8Length(kept) > TEXT_AREA_BYTES - CUT.length) kept = kept.slice(0, Math.floor(kept.length * 0.9));
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

function utf8Length(value: string): number {
  let bytes = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}

/** Characters in one long text field when a script writes it (platform facts 4.7). */
const LONG_TEXT_CHARACTERS = 100_000;

/**
 * Cuts an ASCII text into at most `count` long text values. No cut lies beside a space, which a field might trim.
 * Undefined where it does not fit; the document is then refused as too long.
 */
export function splitLongText(text: string, count: number): readonly string[] | undefined {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LONG_TEXT_CHARACTERS) {
    let cut = LONG_TEXT_CHARACTERS;
    while (cut > 1 && (rest[cut] === ' ' || rest[cut - 1] === ' ')) cut -= 1;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  parts.push(rest);
  return parts.length > count ? undefined : parts;
}

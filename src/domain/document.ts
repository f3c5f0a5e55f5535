import { isLosslessNumber, parse, type LosslessNumber } from 'lossless-json';
import { Refusal } from './refusal';

/** A parsed document. Numbers keep the digits they arrived with; they become money or ids only through exact rules. */
export type DocumentValue = string | boolean | null | LosslessNumber | readonly DocumentValue[] | DocumentObject;

export interface DocumentObject {
  readonly [member: string]: DocumentValue;
}

/** Longest document, in characters, as received and as kept (five long text fields of 100,000; platform facts 4.7). */
export const MAX_DOCUMENT_CHARACTERS = 500_000;

/** Deepest nesting of arrays and objects. The parser is recursive, so depth is limited before it runs. */
export const MAX_DOCUMENT_DEPTH = 64;

/**
 * Parses a document without losing a digit. Refuses text that is too long, too deep, no JSON, or that names a member twice
 * with different values: which of the two was meant cannot be known.
 */
export function parseDocument(text: string, pointer: string): DocumentValue {
  if (text.length > MAX_DOCUMENT_CHARACTERS) throw tooLong(text.length, pointer);
  const depth = nestingDepth(text);
  if (depth > MAX_DOCUMENT_DEPTH) {
    throw new Refusal('document_too_deep', pointer, `The document nests ${String(depth)} levels deep; at most ${String(MAX_DOCUMENT_DEPTH)} are taken.`);
  }
  try {
    return parse(text) as DocumentValue;
  } catch (error) {
    throw new Refusal('document_unparsable', pointer, `The document is not readable as JSON: ${(error as Error).message}.`);
  }
}

export function tooLong(characters: number, pointer: string): Refusal {
  return new Refusal(
    'document_too_long',
    pointer,
    `The document has ${String(characters)} characters; at most ${String(MAX_DOCUMENT_CHARACTERS)} are taken. Send it in parts.`,
  );
}

/** Deepest level of brackets outside strings. Counts on unreadable text too, where it is only an upper guard. */
function nestingDepth(text: string): number {
  // Only brackets are walked one by one: pattern matching is native code, a loop over a long text is not.
  // A string that is never closed ends with the text: a pattern that could fail there would try again from every place before.
  const brackets = text.replace(/"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)/g, '').replace(/[^[\]{}]+/g, '');
  let depth = 0;
  let deepest = 0;
  for (const bracket of brackets) {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

export function isDocumentObject(value: DocumentValue | undefined): value is DocumentObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

/** Resolves a JSON pointer (RFC 6901) over own members only. Undefined: nothing stands there. */
export function resolvePointer(value: DocumentValue, pointer: string): DocumentValue | undefined {
  if (pointer === '') return value;
  let current: DocumentValue | undefined = value;
  for (const token of pointer.slice(1).split('/')) {
    const member = token.replace(/~1/g, '/').replace(/~0/g, '~');
    current = memberOf(current, member);
  }
  return current;
}

function memberOf(value: DocumentValue | undefined, member: string): DocumentValue | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(member) ? (value as readonly DocumentValue[])[Number(member)] : undefined;
  if (!isDocumentObject(value)) return undefined;
  return Object.prototype.hasOwnProperty.call(value, member) ? value[member] : undefined;
}

/**
 * Turns a document that was handed over as a parsed object back into text. Any integer past 2^53 has already lost digits in
 * the platform's own parser, so it is refused by its path instead of being kept wrong (design 6, Numbers).
 */
export function textOfParsedObject(value: unknown, pointer: string): string {
  refuseUnsafeNumbers(value, pointer, 0);
  return JSON.stringify(value);
}

function refuseUnsafeNumbers(value: unknown, pointer: string, depth: number): void {
  if (depth > MAX_DOCUMENT_DEPTH) {
    throw new Refusal('document_too_deep', pointer, `The document nests deeper than ${String(MAX_DOCUMENT_DEPTH)} levels.`);
  }
  if (typeof value === 'number') refuseUnsafeNumber(value, pointer);
  if (typeof value !== 'object' || value === null) return;
  for (const [member, inner] of Object.entries(value)) {
    refuseUnsafeNumbers(inner, `${pointer}/${escapeToken(member)}`, depth + 1);
  }
}

function refuseUnsafeNumber(value: number, pointer: string): void {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return;
  throw new Refusal(
    'integer_unsafe',
    pointer,
    'An integer here is beyond 2^53, so digits were lost before this call was read. Send the document as text in "documentText".',
  );
}

export function escapeToken(member: string): string {
  return member.replace(/~/g, '~0').replace(/\//g, '~1');
}

/**
 * The form in which a document is kept: the same members in the same order with the same digits, without white space between
 * them and with every character beyond ASCII escaped, so that a stored character is a stored byte. Of long runs of spaces every
 * hundredth is escaped: the text is cut into fields, and never beside a space.
 */
export function keptForm(text: string): string {
  return withoutInsignificantSpace(text).replace(/ {100}/g, (run) => `${run.slice(1)}\\u0020`).replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function withoutInsignificantSpace(text: string): string {
  // Strings are matched whole and put back; outside them only white space is dropped.
  return text.replace(/("[^"\\]*(?:\\[^][^"\\]*)*")|[ \t\r\n]+/g, '$1');
}

/**
 * The canonical text of a document: members sorted, numbers by exact value, so that two documents that say the same thing
 * have one fingerprint however they were written.
 */
export function canonicalText(value: DocumentValue): string {
  if (isLosslessNumber(value)) return canonicalNumber(value.value);
  if (Array.isArray(value)) return `[${(value as readonly DocumentValue[]).map(canonicalText).join(',')}]`;
  if (isDocumentObject(value)) {
    const members = Object.keys(value).sort();
    return `{${members.map((member) => `${JSON.stringify(member)}:${canonicalText(value[member] ?? null)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** `1.50`, `15e-1` and `1.5` are one number: digits without outer zeros, then the power of ten. Never expanded. */
function canonicalNumber(text: string): string {
  const e = text.search(/[eE]/);
  const mantissa = e < 0 ? text : text.slice(0, e);
  const exponent = e < 0 ? '0' : text.slice(e + 1);
  const point = mantissa.indexOf('.');
  const decimals = point < 0 ? 0 : mantissa.length - point - 1;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = BigInt(exponent) - BigInt(decimals) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${power.toString()}`;
}

/** The text a scalar stands for: numbers keep their digits. Undefined for arrays, objects, null and nothing. */
export function scalarText(value: DocumentValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return isLosslessNumber(value) ? value.value : undefined;
}

/** Serialises a part of a document with every digit kept. */
export function documentText(value: DocumentValue): string {
  if (isLosslessNumber(value)) return value.value;
  if (Array.isArray(value)) return `[${(value as readonly DocumentValue[]).map(documentText).join(',')}]`;
  if (isDocumentObject(value)) {
    return `{${Object.entries(value).map(([member, inner]) => `${JSON.stringify(member)}:${documentText(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The same over several lines, for people to read; two spaces a level. */
export function indentedText(value: DocumentValue, level = 0): string {
  const inner = '  '.repeat(level + 1);
  const block = (open: string, members: readonly string[], close: string) => (members.length === 0 ? `${open}${close}` : `${open}\n${members.map((member) => `${inner}${member}`).join(',\n')}\n${'  '.repeat(level)}${close}`);
  if (Array.isArray(value)) return block('[', (value as readonly DocumentValue[]).map((one) => indentedText(one, level + 1)), ']');
  if (isDocumentObject(value)) return block('{', Object.entries(value).map(([member, one]) => `${JSON.stringify(member)}: ${indentedText(one, level + 1)}`), '}');
  return documentText(value);
}

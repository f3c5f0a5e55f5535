import { calendarDate, timestampMs } from './calendar';
import type { CalendarDateIn } from './calendar';
import { fitsNumber, negate, parseDecimal } from './decimal';
import type { DecimalText } from './decimal';
import type { FieldValue } from './field-value';
import type { TooLong, Transform } from './map-transform';
import type { ProblemDetail, ReasonCode } from './reasons';

/** Transforms that read one value. */
export type ScalarTransform = Extract<Transform, { readonly kind: 'text' | 'decimal' | 'integer' | 'boolean' | 'date' | 'epoch' }>;

/** What became of one value; a note says what was changed on the way. */
export type ScalarResult =
  | { readonly kind: 'value'; readonly value: FieldValue; readonly note?: string }
  | { readonly kind: 'problem'; readonly problem: ProblemDetail };

/** Characters of a text field that names no limit (platform facts 4.7). */
const DEFAULT_MAX = 300;

/** Reads one text, already trimmed and not empty. Says what is wrong instead of throwing. */
export function scalarValue(transform: ScalarTransform, text: string, pointer: string, calendarDateIn: CalendarDateIn): ScalarResult {
  switch (transform.kind) {
    case 'text':
      return textValue(inCase(text, transform.case), pointer, transform);
    case 'decimal':
      return decimalValue(transform, text, pointer);
    case 'integer': {
      const integer = /^-?\d{1,15}$/.test(text) ? Number(text) + 0 : undefined;
      return integer === undefined ? invalid(pointer, `"${shown(text)}" is not an integer.`) : { kind: 'value', value: { kind: 'integer', integer } };
    }
    case 'boolean':
      return booleanValue(transform, text, pointer);
    case 'date':
      return dateValue(transform.zone, text, pointer, calendarDateIn);
    case 'epoch':
      return epochValue(transform, text, pointer, calendarDateIn);
  }
}

/** A text in the case that is wanted. */
export function inCase(text: string, wanted: 'upper' | 'lower' | undefined): string {
  if (wanted === undefined) return text;
  return wanted === 'upper' ? text.toUpperCase() : text.toLowerCase();
}

/** Holds a text against its field's limit: what is cut is noted, what is refused says how long it is. */
export function textValue(text: string, pointer: string, limit: { readonly max?: number; readonly tooLong?: TooLong }): ScalarResult {
  const max = limit.max ?? DEFAULT_MAX;
  if (text.length <= max) return { kind: 'value', value: { kind: 'text', text } };
  if (limit.tooLong === 'cut') {
    return { kind: 'value', value: { kind: 'text', text: cut(text, max) }, note: `cut from ${String(text.length)} characters to ${String(max)}` };
  }
  return { kind: 'problem', problem: { pointer, code: 'value_too_long', message: `The text has ${String(text.length)} characters; the field takes ${String(max)}.` } };
}

/** Never through the middle of a character of two units. */
function cut(text: string, max: number): string {
  const head = text.slice(0, max);
  return (/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head).trimEnd();
}

function decimalValue(transform: Extract<Transform, { readonly kind: 'decimal' }>, text: string, pointer: string): ScalarResult {
  const decimal = parseDecimal(text);
  if (decimal === undefined) return invalid(pointer, `"${shown(text)}" is not a decimal.`);
  const places = decimal.includes('.') ? decimal.length - decimal.indexOf('.') - 1 : 0;
  const { scale = places } = transform;
  if (places > scale) {
    return invalid(pointer, `"${shown(text)}" has ${String(places)} places behind the point; the field takes ${String(scale)}, and nothing is rounded.`);
  }
  return amountValue(decimal, text, pointer, transform);
}

/** An amount on the side that its field wants; refused where a number field would round it. */
export function amountValue(decimal: DecimalText, text: string, pointer: string, side: { readonly negate?: boolean; readonly absolute?: boolean }): ScalarResult {
  if (!fitsNumber(decimal)) return invalid(pointer, `"${shown(text)}" has more digits than a number field holds exactly, and nothing is rounded.`);
  return { kind: 'value', value: { kind: 'decimal', decimal: withSign(decimal, side) } };
}

/** Turns an amount to the side that its field wants. */
function withSign(decimal: DecimalText, wanted: { readonly negate?: boolean; readonly absolute?: boolean }): DecimalText {
  const sized = wanted.absolute === true && decimal.startsWith('-') ? negate(decimal) : decimal;
  return wanted.negate === true ? negate(sized) : sized;
}

const TRUE_WORDS: readonly string[] = ['true', 't', 'yes', 'y', '1'];
const FALSE_WORDS: readonly string[] = ['false', 'f', 'no', 'n', '0'];

function booleanValue(transform: Extract<Transform, { readonly kind: 'boolean' }>, text: string, pointer: string): ScalarResult {
  const word = text.toLowerCase();
  const names = (words: readonly string[]) => words.some((one) => one.toLowerCase() === word);
  if (names(transform.true ?? TRUE_WORDS)) return { kind: 'value', value: { kind: 'boolean', boolean: true } };
  if (names(transform.false ?? FALSE_WORDS)) return { kind: 'value', value: { kind: 'boolean', boolean: false } };
  return invalid(pointer, `"${shown(text)}" is none of the words for yes and no.`);
}

function dateValue(zone: string | undefined, text: string, pointer: string, calendarDateIn: CalendarDateIn): ScalarResult {
  const written = calendarDate(text);
  if (written === undefined) return invalid(pointer, `"${shown(text)}" is not a date.`);
  // A date without a time is a day in no zone.
  if (zone === undefined || !text.includes('T')) return { kind: 'value', value: { kind: 'date', date: written } };
  const moment = timestampMs(text.replace(/(T\d{2}:\d{2})(?=Z|[+-])/, '$1:00'));
  if (moment === undefined) return invalid(pointer, `"${shown(text)}" names no offset, so its date in ${zone} cannot be told.`);
  return dateInZone(moment, zone, pointer, calendarDateIn);
}

function epochValue(transform: Extract<Transform, { readonly kind: 'epoch' }>, text: string, pointer: string, calendarDateIn: CalendarDateIn): ScalarResult {
  const moment = epochMs(text, transform.unit);
  return moment === undefined ? invalid(pointer, `"${shown(text)}" is not a time in ${transform.unit}.`) : dateInZone(moment, transform.zone, pointer, calendarDateIn);
}

/** Epoch times in milliseconds that are taken: from the start of the year 0 to the end of the year 9999. */
const [MIN_EPOCH_MS, MAX_EPOCH_MS] = [-62_167_219_200_000, 253_402_300_799_999];

/** Epoch milliseconds of a whole number of seconds or milliseconds, in the years 0 to 9999. */
export function epochMs(text: string, unit: 'seconds' | 'milliseconds'): number | undefined {
  if (!/^-?\d{1,15}$/.test(text)) return undefined;
  const moment = Number(text) * (unit === 'seconds' ? 1000 : 1);
  return moment > MAX_EPOCH_MS || moment < MIN_EPOCH_MS ? undefined : moment;
}

function dateInZone(moment: number, zone: string, pointer: string, calendarDateIn: CalendarDateIn): ScalarResult {
  const date = calendarDateIn(moment, zone);
  if (date !== undefined) return { kind: 'value', value: { kind: 'date', date } };
  return { kind: 'problem', problem: { pointer, code: 'zone_unknown', message: `The zone "${zone}" is not known here.` } };
}

export function invalid(pointer: string, message: string, code: ReasonCode = 'value_invalid'): { readonly kind: 'problem'; readonly problem: ProblemDetail } {
  return { kind: 'problem', problem: { pointer, code, message } };
}

/** A value as a message may show it: short, and only what was sent. */
export function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

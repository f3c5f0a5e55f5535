import { invalidStatement, notEmulated } from './failures';
import { isNumeric, refuseInexact } from './fragments';

/** A number as Oracle turns it into text: no zero before the point, no exponent. */
export function numberText(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  if (text.includes('e')) throw notEmulated(`text of a number as large or small as ${text}`);
  return text.replace(/^(-?)0\./, '$1.');
}

/** TO_NUMBER without a format. */
export function parseNumber(text: string): number {
  const trimmed = text.trim();
  if (!isNumeric(trimmed)) throw invalidStatement(`Invalid number '${text}'.`);
  refuseInexact(trimmed);
  return Number(trimmed);
}

/** ROUND: halves away from zero, on the decimal digits. */
export function roundNumber(value: number, places: number): number {
  return Math.sign(value) * scale(Math.round(scale(Math.abs(clean(value)), places)), -places);
}

/** TRUNC: towards zero, on the decimal digits. */
export function truncateNumber(value: number, places: number): number {
  return Math.sign(value) * scale(Math.floor(scale(Math.abs(clean(value)), places)), -places);
}

function clean(value: number): number {
  return Number(value.toPrecision(15));
}

function scale(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${String(Number(exponent) + Math.trunc(places))}`);
}

/** TO_CHAR of a number by a format of `9`, `0`, `.`, `,`, `$` and a leading FM; any other element is refused by name. */
export function formatNumber(value: number, format: string): string {
  const fill = /^FM/i.test(format);
  const model = fill ? format.slice(2) : format;
  const match = /^(\$?)([90,]*)(?:\.([90]*))?$/.exec(model);
  if (match === null) throw notEmulated(`number format ${format} in TO_CHAR`);
  const [, dollar = '', whole = '', decimals = ''] = match;
  const rounded = Math.abs(roundNumber(value, decimals.length));
  const [wholeDigits = '', fraction = ''] = rounded.toFixed(decimals.length).split('.');
  const slots = whole.replaceAll(',', '');
  const width = model.length + 1;
  const digits = wholeDigits === '0' && !slots.includes('0') ? '' : wholeDigits;
  if (digits.length > slots.length) return '#'.repeat(width);
  const least = slots.includes('0') ? slots.length - slots.indexOf('0') : 0;
  const body = place(digits.padStart(least, '0'), whole);
  const shownFraction = fill ? trimOptional(fraction, decimals) : fraction;
  const point = model.includes('.') ? '.' : '';
  const text = `${value < 0 && rounded !== 0 ? '-' : ''}${dollar}${body}${point}${shownFraction}`;
  return fill ? text : text.padStart(width);
}

function place(digits: string, whole: string): string {
  let left = digits.length;
  let result = '';
  for (let index = whole.length - 1; index >= 0 && left > 0; index -= 1) {
    if (whole[index] === ',') result = `,${result}`;
    else result = `${digits[(left -= 1)] ?? ''}${result}`;
  }
  return result.replace(/^,/, '');
}

function trimOptional(fraction: string, decimals: string): string {
  const kept = decimals.lastIndexOf('0') + 1;
  return fraction.slice(0, kept) + fraction.slice(kept).replace(/0+$/, '');
}

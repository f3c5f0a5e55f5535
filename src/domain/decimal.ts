import Big from 'big.js';

/** An exact decimal as text, plain notation: `-20`, `199.00`. Never a JavaScript number. */
export type DecimalText = string;

/** Digits a decimal may have in all: beyond any currency field (platform facts 4.7), and no room for a blow-up by exponent. */
const MAX_DIGITS = 30;

/** Reads a decimal from text such as `199.00`, `-3`, `1.5e2`. Undefined where it is none, or larger than a field could hold. */
export function parseDecimal(text: string): DecimalText | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,2})?$/.test(trimmed)) return undefined;
  const plain = new Big(trimmed.replace(/^\+/, '')).toFixed();
  return plain.replace(/[-.]/g, '').length > MAX_DIGITS * 2 ? undefined : plain;
}

export function add(left: DecimalText, right: DecimalText): DecimalText {
  return new Big(left).plus(right).toFixed();
}

export function subtract(left: DecimalText, right: DecimalText): DecimalText {
  return new Big(left).minus(right).toFixed();
}

export function multiply(left: DecimalText, right: DecimalText): DecimalText {
  return new Big(left).times(right).toFixed();
}

/** Rounded to two places, halves away from zero, for lists and sums; what is posted is never rounded here. */
export function roundedForList(value: DecimalText): DecimalText {
  return new Big(value).round(2, Big.roundHalfUp).toFixed();
}

export function negate(value: DecimalText): DecimalText {
  return isZero(value) ? '0' : new Big(value).times(-1).toFixed();
}

export function isZero(value: DecimalText): boolean {
  return new Big(value).eq(0);
}

export function equals(left: DecimalText, right: DecimalText): boolean {
  return new Big(left).eq(right);
}

/** True where a number field can hold the decimal exactly: NetSuite keeps amounts as numbers of about 15 digits. */
export function fitsNumber(value: DecimalText): boolean {
  const back = parseDecimal(String(Number(value)));
  return back !== undefined && equals(back, value);
}

/** True where a difference, either way, is no larger than a limit. */
export function isWithin(difference: DecimalText, limit: DecimalText): boolean {
  return new Big(difference).abs().lte(new Big(limit));
}

/** With at least two decimals, as people write money: `608.94`, `409.90`, `0.005`. */
export function formatMoney(value: DecimalText): string {
  const exact = new Big(value);
  const [, decimals = ''] = exact.toFixed().split('.');
  return exact.toFixed(Math.max(2, decimals.length));
}

/**
 * Exact rounding of decimal figures. A figure is taken as its shortest decimal text (so 0.575 is 575/1000, not the binary
 * neighbour below it), scaled to integers, and rounded half away from zero.
 */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = value.toString().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(`${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function rounded(value: Decimal, precision: number): bigint {
  if (value.scale <= precision) return value.digits * 10n ** BigInt(precision - value.scale);
  const unit = 10n ** BigInt(value.scale - precision);
  const half = unit / 2n;
  const magnitude = value.digits < 0n ? -value.digits : value.digits;
  const quotient = (magnitude + half) / unit;
  return value.digits < 0n ? -quotient : quotient;
}

/** Minor units (cents) of a figure at a currency's precision. */
export function minorUnits(value: number, precision: number): bigint {
  return rounded(decimalOf(value), precision);
}

/** Minor units of the exact product of two figures. */
export function productInMinorUnits(left: number, right: number, precision: number): bigint {
  const a = decimalOf(left);
  const b = decimalOf(right);
  return rounded({ digits: a.digits * b.digits, scale: a.scale + b.scale }, precision);
}

/** The figure that stands for these minor units: the double nearest to the exact decimal. */
export function fromMinorUnits(units: bigint, precision: number): number {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(precision + 1, '0');
  const cut = digits.length - precision;
  const figure = Number(precision === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`);
  return negative && figure !== 0 ? -figure : figure;
}

/** A figure rounded to a precision, half away from zero. */
export function roundTo(value: number, precision: number): number {
  return fromMinorUnits(minorUnits(value, precision), precision);
}

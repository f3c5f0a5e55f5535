import { multiply } from './decimal';
import type { DecimalText } from './decimal';

/** Currencies whose smallest unit is not a hundredth: ISO 4217, list one (exponents 0, 3 and 4). */
const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
]);

/** Exponents by currency code that a provider counts otherwise than ISO 4217: Stripe writes ISK and UGX in hundredths. */
export type ExponentOverrides = Readonly<Record<string, number>>;

/** Digits behind the point that a currency's smallest unit stands for. Undefined: not a currency code. */
export function currencyExponent(code: string, overrides: ExponentOverrides): number | undefined {
  const currency = code.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return undefined;
  return (Object.prototype.hasOwnProperty.call(overrides, currency) ? overrides[currency] : undefined) ?? EXPONENTS.get(currency) ?? 2;
}

/** An amount in smallest units as an amount of the currency, exactly: 1999 with exponent 2 is 19.99. */
export function majorUnits(minor: DecimalText, exponent: number): DecimalText {
  return multiply(minor, `1e-${String(exponent)}`);
}

import type { AccountData } from '../account-data';
import { fromMinorUnits, productInMinorUnits } from '../money';
import { numberOf } from '../type-rules';
import type { RecordDraft } from '../types';

/** Decimals of a currency's amounts. */
export function precisionOf(data: AccountData, currency: number | undefined): number {
  const row = currency === undefined ? undefined : data.referenced('currency', currency)?.row;
  const precision = row?.['currencyprecision'];
  return typeof precision === 'number' ? precision : 2;
}

/** Base currency of a subsidiary. */
export function baseCurrencyOf(data: AccountData, subsidiary: number | undefined): number | undefined {
  const currency = subsidiary === undefined ? undefined : data.referenced('subsidiary', subsidiary)?.row['currency'];
  return typeof currency === 'number' ? currency : undefined;
}

/** Decimals of a transaction's amounts in its own currency and in its subsidiary's. */
export interface Precisions {
  readonly foreign: number;
  readonly base: number;
}

export function precisionsOf(draft: RecordDraft, data: AccountData): Precisions {
  const base = baseCurrencyOf(data, numberOf(draft, 'subsidiary'));
  return { foreign: precisionOf(data, numberOf(draft, 'currency')), base: precisionOf(data, base) };
}

/** Units of the base currency for one of the transaction's: the rate that stands with the currency. */
export function currentRate(draft: RecordDraft, data: AccountData): number {
  const currency = numberOf(draft, 'currency');
  if (currency === undefined || currency === baseCurrencyOf(data, numberOf(draft, 'subsidiary'))) return 1;
  const rate = data.referenced('currency', currency)?.row['exchangerate'];
  return typeof rate === 'number' ? rate : 1;
}

/** An amount in minor units of the base currency, rounded half away from zero. */
export function inBase(draft: RecordDraft, amount: number, precision: number): bigint {
  return productInMinorUnits(amount, numberOf(draft, 'exchangerate') ?? 1, precision);
}

/** A figure of the base currency. */
export function baseFigure(units: bigint, precision: number): number {
  return fromMinorUnits(units, precision);
}

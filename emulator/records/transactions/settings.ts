import type { AccountData } from '../account-data';

/** Company preferences that decide about transactions. */
export interface TransactionSettings {
  /** May a transaction carry a posting period that its date is not in (accounting preference DATEPERIODMISMATCH). */
  readonly dateOutsidePeriod: boolean;
  /** May orders be billed before they are fulfilled ("Invoice in Advance of Fulfillment"). Off in a new account. */
  readonly invoiceBeforeFulfillment: boolean;
  /** Are voids made by reversing journals (accounting preference REVERSALVOIDING). */
  readonly reversalVoiding: boolean;
}

/** Names under which the account's state keeps them. */
export const SETTING_NAMES = {
  dateOutsidePeriod: 'preference.accountingpreferences.DATEPERIODMISMATCH',
  invoiceBeforeFulfillment: 'setting.invoiceInAdvanceOfFulfillment',
  reversalVoiding: 'preference.accountingpreferences.REVERSALVOIDING',
} as const;

export function transactionSettings(data: AccountData): TransactionSettings {
  const read = (name: string): unknown => {
    const row = data.database.prepare('SELECT value FROM emulator_state WHERE name = ?').get(name);
    return row === undefined ? undefined : JSON.parse(String(row['value']));
  };
  return {
    dateOutsidePeriod: (read(SETTING_NAMES.dateOutsidePeriod) ?? 'DISALLOW') !== 'DISALLOW',
    invoiceBeforeFulfillment: read(SETTING_NAMES.invoiceBeforeFulfillment) === true,
    reversalVoiding: read(SETTING_NAMES.reversalVoiding) === true,
  };
}

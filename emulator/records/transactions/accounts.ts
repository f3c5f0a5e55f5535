import { ROW_TYPE_COLUMN } from '../../metadata/types';
import { SuiteScriptFailure } from '../../runtime/types';
import type { SqlRow } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { invalidReference } from '../failures';
import { isUsableIn } from '../references';
import { compute, numberOf } from '../type-rules';
import type { RecordDraft } from '../types';

/** Accounts that NetSuite makes by itself: `sspecacct`, name and type. */
const SYSTEM_ACCOUNTS = {
  AcctRec: { name: 'Accounts Receivable', type: 'AcctRec' },
  AcctPay: { name: 'Accounts Payable', type: 'AcctPay' },
  UndepFunds: { name: 'Undeposited Funds', type: 'OthCurrAsset' },
  RealizedGainLoss: { name: 'Realized Gain/Loss', type: 'OthExpense' },
} as const;

export type SystemAccount = keyof typeof SYSTEM_ACCOUNTS;

/** The account of a system kind: the one marked so, else one of its name, else it is made now, as features make theirs. */
export function systemAccount(data: AccountData, kind: SystemAccount): number {
  const { name, type } = SYSTEM_ACCOUNTS[kind];
  const found = data.database
    .prepare('SELECT "id" FROM "account" WHERE "sspecacct" = ? OR lower("fullname") = lower(?) ORDER BY "sspecacct" IS NULL, "id"').get(kind, name);
  if (found !== undefined) return Number(found['id']);
  const id = data.next('account');
  data.insert('account', {
    id, [ROW_TYPE_COLUMN]: 'account', _version: 1, accountsearchdisplaynamecopy: name, fullname: name, accttype: type,
    isinactive: 'F', includechildren: 'F', eliminate: 'F', sspecacct: kind,
  });
  return id;
}

/** The account that open items of a party stand on: the party's own, else the account's first of the type, else the system's. */
export function openItemAccount(data: AccountData, kind: 'AcctRec' | 'AcctPay', party: SqlRow | undefined, subsidiary: number | undefined): number {
  const own = party?.[kind === 'AcctRec' ? 'receivablesaccount' : 'payablesaccount'];
  if (typeof own === 'number') return own;
  const rows = data.database.prepare('SELECT * FROM "account" WHERE "accttype" = ? AND "isinactive" = \'F\' ORDER BY "id"').all(kind);
  const definition = data.definition('account');
  const usable = rows.find((row) => subsidiary === undefined || isUsableIn(data, { definition, row }, subsidiary));
  return usable === undefined ? systemAccount(data, kind) : Number(usable['id']);
}

/** Fills an account field that was left empty. */
export function defaultAccount(draft: RecordDraft, fieldId: string, make: () => number): void {
  if (numberOf(draft, fieldId) === undefined) compute(draft, fieldId, make());
}

/** INVALID_KEY_OR_REF where an account is of none of the types, or not the subsidiary's. */
export function checkAccount(data: AccountData, draft: RecordDraft, at: { readonly fieldId: string; readonly account: number }, types: readonly string[] | undefined): void {
  const found = data.referenced('account', at.account);
  const subsidiary = numberOf(draft, 'subsidiary');
  const type = String(found?.row['accttype']);
  const fits = types === undefined ? type !== 'NonPosting' && type !== 'Stat' : types.includes(type);
  if (found === undefined || !fits) throw invalidReference(at.fieldId, at.account);
  if (subsidiary !== undefined && !isUsableIn(data, found, subsidiary)) throw invalidReference(at.fieldId, at.account, `subsidiary ${String(subsidiary)}`);
}

/** The account a line of an item goes to. ITEM_ACCT_REQD where the item names none. */
export function itemAccount(data: AccountData, item: number, side: 'sale' | 'purchase'): number {
  const row = data.referenced('item', item)?.row;
  const account = side === 'sale' ? row?.['incomeaccount'] : row?.['assetaccount'] ?? row?.['expenseaccount'];
  if (typeof account === 'number') return account;
  throw new SuiteScriptFailure('ITEM_ACCT_REQD', `The item ${String(row?.['itemid'])} has no account for a ${side}.`);
}

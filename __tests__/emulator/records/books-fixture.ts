import type { AccountStore } from '../../../emulator/account/types';
import type { StoredValue } from '../../../emulator/metadata/types';
import { SETTING_NAMES } from '../../../emulator/records/transactions/settings';
import type { RecordDraft } from '../../../emulator/records/types';
import type { SdfProject, SdfStandardRecordField } from '../../../emulator/sdf/types';
import { addLine, company, contextOf, openStore, PLAIN, saved, sdfField, setFields } from './account-fixture';
import type { Company } from './account-fixture';

type Values = Readonly<Record<string, StoredValue>>;

/** A company with a ledger: open months from January to March 2026, a bank, a vendor, and things to ship, serve and spend on. */
export interface Books extends Company {
  readonly store: AccountStore;
  readonly receivable: number;
  readonly payable: number;
  readonly bank: number;
  readonly expense: number;
  readonly vendor: number;
  readonly service: number;
  readonly berlin: number;
  readonly periods: Readonly<Record<'jan' | 'feb' | 'mar', number>>;
}

export const BODY_STAMP: SdfStandardRecordField = {
  ...sdfField('custbody_stamp', 'TEXT'), kind: 'transactionbodycustomfield', appliesTo: new Set(['bodysale', 'bodycustomerpayment', 'bodyitemfulfillment']),
};
export const SALE_STAMP: SdfStandardRecordField = { ...sdfField('custbody_sale', 'TEXT'), kind: 'transactionbodycustomfield', appliesTo: new Set(['bodysale']) };
export const LINE_STAMP: SdfStandardRecordField = {
  ...sdfField('custcol_line', 'TEXT'), kind: 'transactioncolumncustomfield', appliesTo: new Set(['colsale', 'coljournal', 'colexpense', 'colitemfulfillment']),
};

export function openBooks(parts: Partial<SdfProject> = {}): Books {
  const store = openStore({ customFields: [BODY_STAMP, SALE_STAMP, LINE_STAMP], ...parts });
  const parties = company(store);
  const make = (type: string, values: Values) => saved(store, type, values);
  const month = (name: string, number: string, last: string) =>
    make('accountingperiod', { periodname: `${name} 2026`, startdate: `2026-${number}-01`, enddate: `2026-${number}-${last}` });
  make('accountingperiod', { periodname: 'FY 2026', startdate: '2026-01-01', enddate: '2026-12-31', isyear: true });
  const expense = make('account', { acctname: 'Office', acctnumber: '6000', accttype: 'Expense' });
  return {
    ...parties, store, expense,
    receivable: make('account', { acctname: 'Receivables', acctnumber: '1100', accttype: 'AcctRec' }),
    payable: make('account', { acctname: 'Payables', acctnumber: '2000', accttype: 'AcctPay' }),
    bank: make('account', { acctname: 'Bank', acctnumber: '1000', accttype: 'Bank' }),
    vendor: make('vendor', { companyname: 'Paper Mill', subsidiary: parties.us }),
    service: make('serviceitem', { itemid: 'ADVICE', incomeaccount: parties.income, expenseaccount: expense, subsidiary: [parties.us] }),
    berlin: make('customer', { companyname: 'Berlin GmbH', subsidiary: parties.us, currency: parties.eur }),
    periods: { jan: month('Jan', '01', '31'), feb: month('Feb', '02', '28'), mar: month('Mar', '03', '31') },
  };
}

export function billInAdvance({ store }: Books): void {
  store.state.write(SETTING_NAMES.invoiceBeforeFulfillment, 'true');
}

export function newRecord({ store }: Books, type: string, values: Values = {}): RecordDraft {
  return setFields(store.records.create(type, store.account.administratorActor()), values);
}

export function loadRecord({ store }: Books, type: string, id: number): RecordDraft {
  return store.records.load(type, id, store.account.administratorActor());
}

export function saveRecord({ store }: Books, draft: RecordDraft): number {
  return store.records.save(draft, PLAIN, contextOf(store.account.administratorActor()));
}

export function removeRecord({ store }: Books, type: string, id: number): number {
  return store.records.remove(type, id, contextOf(store.account.administratorActor()));
}

export function transformed({ store }: Books, fromType: string, fromId: number, toType: string): RecordDraft {
  return store.records.transform({ fromType, fromId, toType }, store.account.administratorActor());
}

/** Saves a sale of some lines: `[item, quantity, rate]`. */
export function sale(books: Books, type: 'salesorder' | 'invoice' | 'creditmemo', lines: readonly (readonly [number, number, number])[], values: Values = {}): number {
  const draft = newRecord(books, type, { entity: books.customer, ...values });
  for (const [item, quantity, rate] of lines) addLine(draft, 'item', { item, quantity, rate });
  return saveRecord(books, draft);
}

export function journal(books: Books, lines: readonly Values[], values: Values = {}): number {
  const draft = newRecord(books, 'journalentry', { subsidiary: books.us, ...values });
  for (const line of lines) addLine(draft, 'line', line);
  return saveRecord(books, draft);
}

/** Sets cells of one line, as a script does. */
export function setLine(draft: RecordDraft, sublist: string, index: number, values: Values): RecordDraft {
  const line = draft.sublists.get(sublist)?.[index];
  if (line === undefined) throw new Error(`There is no line ${String(index)} of ${sublist}.`);
  for (const [fieldId, value] of Object.entries(values)) {
    line.values.set(fieldId, value);
    line.changed.add(fieldId);
  }
  return draft;
}

/** Sets the apply line of one document. */
export function setApplied(draft: RecordDraft, doc: number, values: Values): RecordDraft {
  return setLine(draft, 'apply', draft.sublists.get('apply')?.findIndex((line) => line.values.get('doc') === String(doc)) ?? -1, values);
}

/** What a transaction posted: account name, debit, credit. */
export function ledger({ store }: Books, id: number): readonly (readonly unknown[])[] {
  return store.database.prepare(`SELECT a."accountsearchdisplaynamecopy" AS name, l."debit", l."credit" FROM "transactionaccountingline" l
    JOIN "account" a ON a."id" = l."account" WHERE l."transaction" = ? ORDER BY l."transactionline"`).all(id)
    .map((row) => [row['name'], row['debit'], row['credit']]);
}

/** The sum of all ledger lines in cents: 0 as long as the books balance. */
export function trialBalance({ store }: Books): number {
  const rows = store.database.prepare('SELECT "amount" FROM "transactionaccountingline" WHERE "posting" = \'T\'').all();
  return rows.reduce((sum, row) => sum + Math.round(Number(row['amount']) * 100), 0);
}

export function column({ store }: Books, id: number, name: string): unknown {
  return store.database.prepare(`SELECT "${name}" AS value FROM "transaction" WHERE "id" = ?`).get(id)?.['value'];
}

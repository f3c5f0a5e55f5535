import { ADDRESS_TABLES } from '../../metadata/tables';
import { SALES_ORDER_STATUSES } from '../../metadata/standard/sales-order';
import { NotEmulated } from '../../runtime/types';
import type { SqlRow, SqlValue } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { loadAddress, removeAddresses, writeAddress } from '../addresses';
import { invalidReference, userError } from '../failures';
import { isUsableIn } from '../references';
import { compute, numberOf, textOf, valueOf } from '../type-rules';
import type { SaveStep, TypeRules } from '../type-rules';
import type { RecordDraft, SubrecordDraft } from '../types';
import { computeLines, computeTotals, itemLines, loadLines, writeLines } from './sales-order-lines';

const ADDRESS_FIELDS = ['billingaddress', 'shippingaddress'] as const;

/** Default document numbers of a new account: prefix and a running number (help: Setting Up Auto-Generated Numbers). */
const NUMBER_PREFIX = 'SO';

/** Sources empty fields from the customer, then numbers and totals the order. */
export const SALES_ORDER_RULES: TypeRules = {
  defaults: (draft, data) => { draft.values.set('trandate', data.today()); draft.changed.add('trandate'); },
  prepare(step) {
    sourceFromCustomer(step);
    computeLines(step);
    computeTotals(step);
    if (textOf(step.draft, 'tranid') === undefined && step.isNew) {
      compute(step.draft, 'tranid', `${NUMBER_PREFIX}${String(step.data.next('number:salesorder'))}`);
    }
  },
  check(step) {
    checkParties(step);
    checkHeaderAmounts(step.draft);
    if (itemLines(step.draft).length === 0) throw userError('You must enter at least one line item for this transaction.');
    checkUsableInSubsidiary(step);
  },
  columns: (step, id) => rowColumns(step, id),
  written: (step, id) => { writeLines(step, id); },
  loaded(draft, row, data) {
    loadLines(draft, data, Number(row['id']));
    loadAddresses(draft, row, data);
    const code = textOf(draft, 'orderstatus') ?? '';
    const label = SALES_ORDER_STATUSES[code as keyof typeof SALES_ORDER_STATUSES];
    draft.values.set('status', label);
    draft.values.set('statusRef', camelCased(label));
  },
  removing(id, data) {
    data.database.prepare('DELETE FROM "transactionline" WHERE "transaction" = ?').run(id);
    for (const fieldId of ADDRESS_FIELDS) removeAddresses(data, ADDRESS_TABLES[fieldId], id);
  },
};

function camelCased(label: string): string {
  const words = label.split(/[^A-Za-z]+/);
  return words.map((word, index) => (index === 0 ? word.toLowerCase() : word)).join('');
}

/** Standard mode sources empty fields at save (help: Record.save, enableSourcing false). */
function sourceFromCustomer({ draft, data, isNew }: SaveStep): void {
  const entity = numberOf(draft, 'entity');
  const customer = entity === undefined ? undefined : data.referenced('customer', entity)?.row;
  if (customer === undefined) return;
  const sourced: readonly (readonly [string, string])[] = [['subsidiary', 'subsidiary'], ['currency', 'currency'],
    ...(isNew ? [['terms', 'terms'], ['salesrep', 'salesrep'], ['email', 'email']] as const : [])];
  for (const [fieldId, column] of sourced) {
    const value = customer[column];
    if (valueOf(draft, fieldId) === undefined && value !== null && value !== undefined) compute(draft, fieldId, value);
  }
  if (numberOf(draft, 'exchangerate') === undefined) compute(draft, 'exchangerate', exchangeRate(draft, data));
  if (isNew) sourceAddresses(draft, data, entity ?? 0);
}

function exchangeRate(draft: RecordDraft, data: AccountData): number {
  const currency = numberOf(draft, 'currency');
  const base = data.referenced('subsidiary', numberOf(draft, 'subsidiary') ?? 0)?.row['currency'];
  if (currency === undefined || currency === base) return 1;
  const rate = data.referenced('currency', currency)?.row['exchangerate'];
  return typeof rate === 'number' ? rate : 1;
}

function sourceAddresses(draft: RecordDraft, data: AccountData, customer: number): void {
  for (const [fieldId, flag] of [['billingaddress', 'defaultbilling'], ['shippingaddress', 'defaultshipping']] as const) {
    if (draft.subrecords.has(fieldId)) continue;
    const line = data.database
      .prepare(`SELECT "addressbookaddress" FROM "customeraddressbook" WHERE "entity" = ? AND "${flag}" = 'T'`).get(customer);
    const address = loadAddress(data, ADDRESS_TABLES.addressbookaddress, line?.['addressbookaddress']);
    if (address !== undefined) draft.subrecords.set(fieldId, address);
  }
}

/** The order must be in the customer's subsidiary and currency; customers of several subsidiaries are not kept. */
function checkParties({ draft, data }: SaveStep): void {
  const entity = numberOf(draft, 'entity');
  const customer = entity === undefined ? undefined : data.referenced('customer', entity)?.row;
  if (customer === undefined) return;
  for (const fieldId of ['subsidiary', 'currency']) {
    const value = numberOf(draft, fieldId);
    if (value !== undefined && value !== customer[fieldId]) throw invalidReference(fieldId, value, `entity ${String(entity)}`);
  }
}

function checkHeaderAmounts(draft: RecordDraft): void {
  const discount = numberOf(draft, 'discountrate');
  if (discount !== undefined && discount > 0) throw new NotEmulated('a positive salesorder.discountrate');
  if (discount !== undefined && numberOf(draft, 'discountitem') === undefined) throw new NotEmulated('salesorder.discountrate without discountitem');
  if (numberOf(draft, 'shippingcost') !== undefined && numberOf(draft, 'shipmethod') === undefined) {
    throw new NotEmulated('salesorder.shippingcost without shipmethod');
  }
}

/** Items, locations, departments and classes of another subsidiary are refused. */
function checkUsableInSubsidiary({ draft, data }: SaveStep): void {
  const subsidiary = numberOf(draft, 'subsidiary');
  if (subsidiary === undefined) return;
  const check = (fieldId: string, target: string, value: unknown) => {
    const found = typeof value === 'number' ? data.referenced(target, value) : undefined;
    if (found !== undefined && !isUsableIn(data, found, subsidiary)) throw invalidReference(fieldId, Number(value), `subsidiary ${String(subsidiary)}`);
  };
  const segments = [['location', 'location'], ['department', 'department'], ['class', 'classification']] as const;
  for (const [fieldId, target] of segments) check(fieldId, target, draft.values.get(fieldId));
  for (const line of itemLines(draft)) {
    check('item', 'item', line.values.get('item'));
    for (const [fieldId, target] of segments) check(fieldId, target, line.values.get(fieldId));
  }
}

function rowColumns({ draft, data, isNew, actor }: SaveStep, id: number): Readonly<Record<string, SqlValue>> {
  const tranid = textOf(draft, 'tranid') ?? '';
  const number = isNew ? data.next('transactionnumber:salesorder') : undefined;
  return {
    trandisplayname: `Sales Order #${tranid}`,
    lastmodifieddate: data.now(), lastmodifiedby: actor.userId,
    ...(number === undefined ? {} : {
      type: 'SalesOrd', recordtype: 'salesorder', abbrevtype: 'SALES', posting: 'F', voided: 'F',
      createddate: data.now(), createdby: actor.userId, transactionnumber: `SALESORD${String(number)}`, number,
    }),
    ...addressColumns(draft, data, id),
  };
}

function addressColumns(draft: RecordDraft, data: AccountData, id: number): Readonly<Record<string, SqlValue>> {
  const columns: Record<string, SqlValue> = {};
  for (const fieldId of ADDRESS_FIELDS) {
    const address: SubrecordDraft | undefined = draft.subrecords.get(fieldId);
    if (address === undefined) continue;
    const table = ADDRESS_TABLES[fieldId];
    const known = data.database.prepare(`SELECT "nkey" FROM "${table}" WHERE "_owner" = ?`).get(id)?.['nkey'];
    columns[fieldId] = writeAddress(data, { table, owner: id, key: typeof known === 'number' ? known : undefined }, address);
  }
  return columns;
}

function loadAddresses(draft: RecordDraft, row: SqlRow, data: AccountData): void {
  for (const fieldId of ADDRESS_FIELDS) {
    const address = loadAddress(data, ADDRESS_TABLES[fieldId], row[fieldId]);
    if (address !== undefined) draft.subrecords.set(fieldId, address);
  }
}

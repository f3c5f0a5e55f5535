import { transactionKind } from '../../metadata/standard/transaction-kinds';
import { ADDRESS_TABLES } from '../../metadata/tables';
import type { SqlRow, SqlValue } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { loadAddress, removeAddresses, writeAddress } from '../addresses';
import { compute, numberOf, textOf } from '../type-rules';
import type { SaveStep } from '../type-rules';
import type { RecordDraft } from '../types';
import { posts } from '../posting-period';
import { removeTransactionLines } from './line-store';

const ADDRESS_FIELDS = ['billingaddress', 'shippingaddress'] as const;

/** A new transaction is dated today in the company's time zone. */
export function dateToday(draft: RecordDraft, data: AccountData): void {
  compute(draft, 'trandate', data.today());
}

/** Numbers a new transaction that brings no number, where its type is numbered. */
export function numberDocument({ draft, data, isNew }: SaveStep): void {
  const { id, numberPrefix } = transactionKind(draft.definition.id);
  if (numberPrefix === undefined || !isNew || textOf(draft, 'tranid') !== undefined) return;
  compute(draft, 'tranid', `${numberPrefix}${String(data.next(`number:${id}`))}`);
}

/** Columns of the row that no field writes. `extra` holds a type's own. */
export function documentColumns({ draft, data, isNew, actor }: SaveStep, id: number, extra: Readonly<Record<string, SqlValue>> = {}): Readonly<Record<string, SqlValue>> {
  const kind = transactionKind(draft.definition.id);
  const number = isNew ? data.next(`transactionnumber:${kind.id}`) : undefined;
  return {
    trandisplayname: `${kind.label} #${textOf(draft, 'tranid') ?? ''}`,
    lastmodifieddate: data.now(), lastmodifiedby: actor.userId, posting: posts(draft) ? 'T' : 'F',
    ...(number === undefined ? {} : {
      type: kind.code, recordtype: kind.id, abbrevtype: kind.abbreviation, voided: 'F',
      createddate: data.now(), createdby: actor.userId, transactionnumber: `${kind.code.toUpperCase()}${String(number)}`, number,
    }),
    ...addressColumns(draft, data, id),
    ...extra,
  };
}

function addressColumns(draft: RecordDraft, data: AccountData, id: number): Readonly<Record<string, SqlValue>> {
  const columns: Record<string, SqlValue> = {};
  for (const fieldId of ADDRESS_FIELDS) {
    const address = draft.subrecords.get(fieldId);
    if (address === undefined) continue;
    const table = ADDRESS_TABLES[fieldId];
    const known = data.database.prepare(`SELECT "nkey" FROM "${table}" WHERE "_owner" = ?`).get(id)?.['nkey'];
    columns[fieldId] = writeAddress(data, { table, owner: id, key: typeof known === 'number' ? known : undefined }, address);
  }
  return columns;
}

/** Completes a loaded transaction: addresses, and the status as text. */
export function loadDocument(draft: RecordDraft, row: SqlRow, data: AccountData): void {
  for (const fieldId of ADDRESS_FIELDS) {
    const address = draft.definition.subrecords.has(fieldId) ? loadAddress(data, ADDRESS_TABLES[fieldId], row[fieldId]) : undefined;
    if (address !== undefined) draft.subrecords.set(fieldId, address);
  }
  const label = transactionKind(draft.definition.id).statuses[String(row['status'])];
  if (label === undefined) return;
  draft.values.set('status', label);
  draft.values.set('statusRef', camelCased(label));
}

function camelCased(label: string): string {
  const words = label.split(/[^A-Za-z]+/);
  return words.map((word, index) => (index === 0 ? word.toLowerCase() : word)).join('');
}

/** Deletes what belongs to a transaction and to nothing else. */
export function removeDocument(id: number, data: AccountData): void {
  removeTransactionLines(data, id);
  for (const fieldId of ADDRESS_FIELDS) removeAddresses(data, ADDRESS_TABLES[fieldId], id);
}

/** Due date of the terms, from the document's date. */
export function computeDueDate({ draft, data }: SaveStep): void {
  if (draft.changed.has('duedate') && textOf(draft, 'duedate') !== undefined) return;
  if (textOf(draft, 'duedate') !== undefined && !draft.changed.has('trandate') && !draft.changed.has('terms')) return;
  const terms = numberOf(draft, 'terms');
  const days = terms === undefined ? undefined : data.referenced('term', terms)?.row['daysuntilnetdue'];
  const date = textOf(draft, 'trandate');
  if (date === undefined) return;
  compute(draft, 'duedate', typeof days === 'number' ? daysAfter(date, days) : date);
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

import { ADDRESS_TABLES } from '../../metadata/tables';
import { transactionKind } from '../../metadata/standard/transaction-kinds';
import type { SqlRow } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { loadAddress } from '../addresses';
import { invalidReference } from '../failures';
import { isUsableIn } from '../references';
import { compute, numberOf, valueOf } from '../type-rules';
import type { SaveStep } from '../type-rules';
import type { RecordDraft } from '../types';
import { baseCurrencyOf, currentRate } from './currency';
import { partyOf } from './line-store';

/** The customer's or vendor's row. */
export function partyRow(draft: RecordDraft, data: AccountData): SqlRow | undefined {
  const { entityField } = transactionKind(draft.definition.id);
  const id = entityField === undefined ? undefined : numberOf(draft, entityField);
  const target = entityField === undefined ? undefined : draft.definition.fields.get(entityField)?.selectRecordType;
  return id === undefined || target === undefined ? undefined : data.referenced(target, id)?.row;
}

/** Standard mode sources empty fields at save (help: Record.save, enableSourcing false). */
export function sourceFromParty(step: SaveStep): void {
  const { draft, data, isNew } = step;
  const party = partyRow(draft, data);
  if (party !== undefined) {
    const sourced: readonly (readonly [string, string])[] = [['subsidiary', 'subsidiary'], ['currency', 'currency'],
      ...(isNew ? [['terms', 'terms'], ['salesrep', 'salesrep'], ['email', 'email']] as const : [])];
    for (const [fieldId, column] of sourced) {
      const value = party[column];
      if (draft.definition.fields.has(fieldId) && valueOf(draft, fieldId) === undefined && value !== null && value !== undefined) compute(draft, fieldId, value);
    }
    if (isNew) sourceAddresses(draft, data, partyOf(draft) ?? 0);
  }
  sourceRate(step);
}

/** The rate that stands with the currency, where none is given; the subsidiary's own currency where none is named. */
export function sourceRate({ draft, data }: SaveStep): void {
  const base = baseCurrencyOf(data, numberOf(draft, 'subsidiary'));
  if (numberOf(draft, 'currency') === undefined && base !== undefined) compute(draft, 'currency', base);
  if (numberOf(draft, 'exchangerate') === undefined && numberOf(draft, 'currency') !== undefined) compute(draft, 'exchangerate', currentRate(draft, data));
}

function sourceAddresses(draft: RecordDraft, data: AccountData, customer: number): void {
  for (const [fieldId, flag] of [['billingaddress', 'defaultbilling'], ['shippingaddress', 'defaultshipping']] as const) {
    if (!draft.definition.subrecords.has(fieldId) || draft.subrecords.has(fieldId)) continue;
    const line = data.database
      .prepare(`SELECT "addressbookaddress" FROM "customeraddressbook" WHERE "entity" = ? AND "${flag}" = 'T'`).get(customer);
    const address = loadAddress(data, ADDRESS_TABLES.addressbookaddress, line?.['addressbookaddress']);
    if (address !== undefined) draft.subrecords.set(fieldId, address);
  }
}

/** A transaction is in its party's subsidiary and currency; parties of several of either are not kept. */
export function checkParty({ draft, data }: SaveStep): void {
  const party = partyRow(draft, data);
  if (party === undefined) return;
  for (const fieldId of ['subsidiary', 'currency']) {
    const value = numberOf(draft, fieldId);
    if (value !== undefined && value !== party[fieldId]) throw invalidReference(fieldId, value, `entity ${String(partyOf(draft))}`);
  }
}

const SEGMENTS = [['location', 'location'], ['department', 'department'], ['class', 'classification']] as const;

/** Items, locations, departments, classes and names of another subsidiary are refused. */
export function checkUsableInSubsidiary({ draft, data }: SaveStep): void {
  const subsidiary = numberOf(draft, 'subsidiary');
  if (subsidiary === undefined) return;
  const check = (fieldId: string, target: string, value: unknown) => {
    const found = typeof value === 'number' ? data.referenced(target, value) : undefined;
    if (found !== undefined && !isUsableIn(data, found, subsidiary)) throw invalidReference(fieldId, Number(value), `subsidiary ${String(subsidiary)}`);
  };
  for (const [fieldId, target] of SEGMENTS) check(fieldId, target, draft.values.get(fieldId));
  for (const line of [...draft.sublists.values()].flat()) {
    check('item', 'item', line.values.get('item'));
    check('entity', 'entity', line.values.get('entity'));
    for (const [fieldId, target] of SEGMENTS) check(fieldId, target, line.values.get(fieldId));
  }
}

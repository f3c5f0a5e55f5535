import { ADDRESS_TABLES } from '../../metadata/tables';
import { SuiteScriptFailure } from '../../runtime/types';
import type { SqlValue } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { loadAddress, newAddress, removeAddresses, writeAddress } from '../addresses';
import { missingValues } from '../failures';
import { compute, numberOf, textOf } from '../type-rules';
import type { SaveStep, TypeRules } from '../type-rules';
import type { LineDraft, RecordDraft } from '../types';
import { fromSql, toSql } from '../values';

/**
 * Customers: companies need a company name, individuals a first and a last name. The customer id is the name unless one is
 * given (auto-generated numbers are off, as in a new account) and must be unique among customers.
 */
export const CUSTOMER_RULES: TypeRules = {
  prepare(step) {
    requireNames(step);
    nameEntity(step.draft, customerName(step.draft));
    sourceCurrency(step);
    keepOneDefault(step.draft, 'defaultbilling');
    keepOneDefault(step.draft, 'defaultshipping');
  },
  check(step) {
    requireUnique(step, 'customer', 'UNIQUE_CUST_ID_REQD',
      'A customer record with this ID already exists. You must enter a unique customer ID for each record you create.');
  },
  columns: (step) => entityColumns(step, customerName(step.draft)),
  written: (step, id) => { writeAddressBook(step, id); },
  loaded: (draft, row, data) => { loadAddressBook(draft, data, Number(row['id'])); },
  removing(id, data) {
    data.database.prepare('DELETE FROM "customeraddressbook" WHERE "entity" = ?').run(id);
    removeAddresses(data, ADDRESS_TABLES.addressbookaddress, id);
  },
};

export const EMPLOYEE_RULES: TypeRules = {
  prepare(step) {
    nameEntity(step.draft, personName(step.draft));
    if (textOf(step.draft, 'entityid') === undefined) throw missingValues(['First Name', 'Last Name']);
  },
  check: (step) => { requireUnique(step, 'employee', 'DUP_ENTITY', 'This entity already exists.'); },
  columns: (step) => entityColumns(step, personName(step.draft)),
};

/** Vendors: as customers, without an address book. */
export const VENDOR_RULES: TypeRules = {
  prepare(step) {
    requireNames(step);
    nameEntity(step.draft, customerName(step.draft));
    sourceCurrency(step);
  },
  check: (step) => { requireUnique(step, 'vendor', 'DUP_VENDOR_NAME', 'A vendor record with this name already exists. Every vendor record must have a unique name.'); },
  columns: (step) => entityColumns(step, customerName(step.draft)),
};

function personName(draft: RecordDraft): string | undefined {
  const parts = ['firstname', 'middlename', 'lastname'].map((id) => textOf(draft, id)).filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}

function customerName(draft: RecordDraft): string | undefined {
  return textOf(draft, 'isperson') === 'T' ? personName(draft) : textOf(draft, 'companyname');
}

function requireNames({ draft, ignoreMandatoryFields }: SaveStep): void {
  const needed = textOf(draft, 'isperson') === 'T' ? ['firstname', 'lastname'] : ['companyname'];
  const missing = needed.filter((id) => textOf(draft, id) === undefined);
  const nameless = textOf(draft, 'entityid') === undefined && customerName(draft) === undefined;
  if (missing.length > 0 && (nameless || !ignoreMandatoryFields)) {
    throw missingValues(missing.map((id) => draft.definition.fields.get(id)?.label ?? id));
  }
}

function nameEntity(draft: RecordDraft, name: string | undefined): void {
  if (textOf(draft, 'entityid') === undefined && name !== undefined) compute(draft, 'entityid', name.slice(0, 83));
  compute(draft, 'altname', name ?? textOf(draft, 'entityid') ?? null);
}

function sourceCurrency({ draft, data }: SaveStep): void {
  if (numberOf(draft, 'currency') !== undefined) return;
  const base = data.referenced('subsidiary', numberOf(draft, 'subsidiary') ?? 0)?.row['currency'];
  if (typeof base === 'number') compute(draft, 'currency', base);
}

function requireUnique({ draft, data }: SaveStep, table: 'customer' | 'employee' | 'vendor', name: string, message: string): void {
  const twin = data.database.prepare(`SELECT "id" FROM "${table}" WHERE lower("entityid") = lower(?) AND "id" <> ?`)
    .get(textOf(draft, 'entityid') ?? '', draft.id ?? 0);
  if (twin !== undefined) throw new SuiteScriptFailure(name, message);
}

function entityColumns({ data, isNew }: SaveStep, name: string | undefined): Readonly<Record<string, SqlValue>> {
  const now = data.now();
  return { ...(name === undefined ? {} : { altname: name }), lastmodifieddate: now, ...(isNew ? { datecreated: now } : {}) };
}

/** Only one address is the default of its kind: the last one marked. */
function keepOneDefault(draft: RecordDraft, flag: string): void {
  const marked = (draft.sublists.get('addressbook') ?? []).filter((line) => line.values.get(flag) === true);
  for (const line of marked.slice(0, -1)) line.values.set(flag, false);
}

function loadAddressBook(draft: RecordDraft, data: AccountData, id: number): void {
  const sublist = draft.definition.sublists.get('addressbook');
  if (sublist === undefined) return;
  const rows = data.database.prepare('SELECT * FROM "customeraddressbook" WHERE "entity" = ? ORDER BY "internalid"').all(id);
  draft.sublists.set('addressbook', rows.map((row): LineDraft => {
    const address = loadAddress(data, ADDRESS_TABLES.addressbookaddress, row['addressbookaddress']);
    const values = [...sublist.fields.values()].map((field) => [field.id, fromSql(field, row[field.column ?? ''])] as const);
    return {
      values: new Map(values), changed: new Set(),
      subrecords: new Map(address === undefined ? [] : [['addressbookaddress', address]]),
    };
  }));
}

function writeAddressBook({ draft, data }: SaveStep, id: number): void {
  const sublist = draft.definition.sublists.get('addressbook');
  const known = new Map(data.database.prepare('SELECT * FROM "customeraddressbook" WHERE "entity" = ?').all(id)
    .map((row) => [String(row['internalid']), row['addressbookaddress']]));
  data.database.prepare('DELETE FROM "customeraddressbook" WHERE "entity" = ?').run(id);
  const kept = new Set<number>();
  for (const line of draft.sublists.get('addressbook') ?? []) {
    const lineId = String(line.values.get('internalid') ?? '');
    const before = known.get(lineId);
    const address = line.subrecords.get('addressbookaddress') ?? newAddress();
    const place = { table: ADDRESS_TABLES.addressbookaddress, owner: id, key: typeof before === 'number' ? before : undefined };
    const key = writeAddress(data, place, address);
    kept.add(key);
    const columns = [...(sublist?.fields.values() ?? [])].map((field) => [field.column ?? '', toSql(field, line.values.get(field.id))] as const);
    data.insert('customeraddressbook', {
      ...Object.fromEntries(columns), internalid: before === undefined ? data.next('addressbook') : Number(lineId), entity: id, addressbookaddress: key,
    });
  }
  for (const key of known.values()) {
    if (typeof key === 'number' && !kept.has(key)) data.database.prepare(`DELETE FROM "${ADDRESS_TABLES.addressbookaddress}" WHERE "nkey" = ?`).run(key);
  }
}

import { ADDRESS_FIELDS } from '../metadata/standard/address';
import type { FieldDefinition } from '../metadata/types';
import { quoted } from '../store/schema';
import type { SqlRow, SqlValue } from '../store/sqlite';
import type { AccountData } from './account-data';
import { checkedValue, fromSql, toSql } from './values';
import { invalidFieldValue } from './failures';
import type { SubrecordDraft } from './types';

/** A new address: defaults only. */
export function newAddress(): SubrecordDraft {
  return new Map([...ADDRESS_FIELDS.values()].filter((field) => field.defaultValue !== undefined)
    .map((field) => [field.id, field.defaultValue ?? null]));
}

/** Reads an address row; undefined where there is none. */
export function loadAddress(data: AccountData, table: string, key: SqlValue | undefined): SubrecordDraft | undefined {
  if (typeof key !== 'number') return undefined;
  const row = data.database.prepare(`SELECT * FROM ${quoted(table)} WHERE "nkey" = ?`).get(key);
  return row === undefined ? undefined : addressOf(row);
}

function addressOf(row: SqlRow): SubrecordDraft {
  return new Map([...ADDRESS_FIELDS.values()].map((field) => [field.id, fromSql(field, row[columnOf(field)])]));
}

/** Writes an address for its owner, over the row `key` or as a new one, and returns its key. */
export function writeAddress(data: AccountData, place: { readonly table: string; readonly owner: number; readonly key: number | undefined }, address: SubrecordDraft): number {
  const checked = new Map([...ADDRESS_FIELDS.values()].map((field) => [field.id, checkedValue(field, address.get(field.id) ?? null)]));
  const country = checked.get('country') ?? null;
  const countryField = ADDRESS_FIELDS.get('country');
  if (countryField !== undefined && country !== null && !/^[A-Z]{2}$/.test(String(country))) throw invalidFieldValue(countryField, country);
  if (checked.get('override') !== true) checked.set('addrtext', addressText(checked));
  const key = place.key ?? data.next('address');
  data.database.prepare(`DELETE FROM ${quoted(place.table)} WHERE "nkey" = ?`).run(key);
  const columns = [...ADDRESS_FIELDS.values()].map((field) => [columnOf(field), toSql(field, checked.get(field.id))] as const);
  data.insert(place.table, { nkey: key, _owner: place.owner, ...Object.fromEntries(columns) });
  return key;
}

/** Deletes all addresses of an owner. */
export function removeAddresses(data: AccountData, table: string, owner: number): void {
  data.database.prepare(`DELETE FROM ${quoted(table)} WHERE "_owner" = ?`).run(owner);
}

/** The address as one text block, in the order of the standard address form. */
function addressText(address: ReadonlyMap<string, unknown>): string | null {
  const part = (id: string) => (typeof address.get(id) === 'string' ? String(address.get(id)) : '');
  const town = [part('city'), part('state'), part('zip')].filter((each) => each !== '').join(' ');
  const lines = [part('attention'), part('addressee'), part('addr1'), part('addr2'), part('addr3'), town, part('country')];
  const text = lines.filter((line) => line !== '').join('\n');
  return text === '' ? null : text;
}

function columnOf(field: FieldDefinition): string {
  return field.column ?? field.id;
}

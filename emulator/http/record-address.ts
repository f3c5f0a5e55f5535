import type { AccountStore } from '../account/types';
import { ROW_TYPE_COLUMN } from '../metadata/types';
import { quoted } from '../store/schema';
import { typesOfPage, type RecordTypeNumbers } from '../ui/record-pages';

/** Which record an address shows. `none`: no record's page stands there; `unknown`: a page, but no such record. */
export type RecordAddress =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'record'; readonly type: string; readonly id: number };

export type RecordAddressReader = (path: string, query: URLSearchParams) => RecordAddress;

/** Reads addresses of records' pages; where types share a page, the row says which it is of. */
export function recordAddressReader({ database, metadata }: Pick<AccountStore, 'database' | 'metadata'>, numbers: RecordTypeNumbers): RecordAddressReader {
  return (path, query) => {
    const types = typesOfPage(numbers, path, query.get('rectype') ?? undefined);
    if (types.length === 0) return { kind: 'none' };
    const id = Number(query.get('id') ?? '');
    const [table] = types.flatMap((type) => metadata.recordType(type)?.table ?? []);
    if (table === undefined || !Number.isSafeInteger(id) || id <= 0) return { kind: 'unknown' };
    const row = database.prepare(`SELECT ${quoted(ROW_TYPE_COLUMN)} AS type FROM ${quoted(table)} WHERE "id" = ?`).get(id);
    const type = types.find((one) => one === row?.['type']);
    return type === undefined ? { kind: 'unknown' } : { kind: 'record', type, id };
  };
}

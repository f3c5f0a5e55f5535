import { REFERENCE_GROUPS } from '../metadata/registry';
import type { FieldDefinition, RecordTypeDefinition, StoredValue } from '../metadata/types';
import type { TableColumn } from '../metadata/tables';
import { quoted } from '../store/schema';
import type { AccountData, FoundRow } from './account-data';
import { cannotDelete, invalidReference } from './failures';

/** INVALID_KEY_OR_REF where a select or multiselect points at no row, or at an inactive one. */
export function checkReferences(data: AccountData, field: FieldDefinition, value: StoredValue): void {
  if (field.selectRecordType === undefined || value === null) return;
  const ids = typeof value === 'object' ? value : typeof value === 'number' ? [value] : [];
  for (const id of ids) requireActive(data, field.selectRecordType, field.id, id);
}

function requireActive(data: AccountData, target: string, fieldId: string, id: number): void {
  // The system user owns and changes records but is no employee row.
  if (target === 'employee' && id < 0) return;
  if (!data.isActive(target, id)) throw invalidReference(fieldId, id);
}

/** The subsidiary and those above it, nearest first. */
function subsidiaryLine(data: AccountData, id: number): readonly number[] {
  const line: number[] = [];
  for (let current: number | undefined = id; current !== undefined && !line.includes(current);) {
    line.push(current);
    const parent: unknown = data.referenced('subsidiary', current)?.row['parent'];
    current = typeof parent === 'number' ? parent : undefined;
  }
  return line;
}

/** May a row (item, location, class…) be used in a subsidiary: it names none, names it, or names one above with its children. */
export function isUsableIn(data: AccountData, found: FoundRow, subsidiary: number): boolean {
  const named = found.row['subsidiary'];
  if (named === null || named === undefined) return true;
  const ids = String(named).split(', ').map(Number);
  const candidates = found.row['includechildren'] === 'T' ? subsidiaryLine(data, subsidiary) : [subsidiary];
  return candidates.some((each) => ids.includes(each));
}

interface ReferringColumn {
  readonly table: string;
  readonly column: TableColumn;
}

/** Tables whose rows are part of another record and go with it. */
const OWNED_COLUMNS: ReadonlySet<string> = new Set([
  'transactionline.transaction', 'transactionaccountingline.transaction', 'nexttransactionlinelink.nextdoc', 'customeraddressbook.entity',
]);

/**
 * Clears the fields that say so (`onparentdelete` SET_NULL) and refuses while other rows still point at the record
 * (platform facts 4.11).
 */
export function releaseReferences(data: AccountData, definition: RecordTypeDefinition, id: number): void {
  const clearing = clearingColumns(data, definition);
  for (const { table, column } of referringColumns(data, definition)) {
    const where = column.multiple === true ? `', ' || ${quoted(column.name)} || ',' LIKE '%, ' || ? || ',%'` : `${quoted(column.name)} = ?`;
    if (clearing.has(`${table}.${column.name}`) && column.multiple !== true) {
      data.database.prepare(`UPDATE ${quoted(table)} SET ${quoted(column.name)} = NULL, "_version" = "_version" + 1 WHERE ${where}`).run(id);
      continue;
    }
    const self = table === definition.table && data.metadata.tables().some((each) => each.name === table && each.columns.has('id'));
    const exclusion = self ? ' AND "id" <> ?' : '';
    const pointing = data.database.prepare(`SELECT 1 AS hit FROM ${quoted(table)} WHERE ${where}${exclusion} LIMIT 1`)
      .get(...(self ? [id, id] : [id]));
    if (pointing !== undefined) throw cannotDelete(definition);
  }
}

function referringColumns(data: AccountData, definition: RecordTypeDefinition): readonly ReferringColumn[] {
  const names = new Set([definition.id, ...[...REFERENCE_GROUPS].filter(([, types]) => types.includes(definition.id)).map(([group]) => group)]);
  return data.metadata.tables().flatMap((table) => [...table.columns.values()]
    .filter((column) => column.references !== undefined && names.has(column.references))
    .filter((column) => !OWNED_COLUMNS.has(`${table.name}.${column.name}`))
    .map((column) => ({ table: table.name, column })));
}

function clearingColumns(data: AccountData, definition: RecordTypeDefinition): ReadonlySet<string> {
  return new Set(data.metadata.recordTypes().flatMap((type) => [...type.fields.values()]
    .filter((field) => field.onParentDelete === 'SET_NULL' && field.selectRecordType === definition.id)
    .map((field) => `${type.table}.${field.column ?? ''}`)));
}

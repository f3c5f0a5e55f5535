import type { AccountStore } from '../account/types';
import { ROW_TYPE_COLUMN, type RecordTypeDefinition, type StoredValue } from '../metadata/types';
import { quoted } from '../store/schema';
import type { RecordTypeView, RecordView, ShownValues } from './control-data';

/** Reads the account's records for the control page; writes nothing. */
export interface RecordBrowser {
  types(): readonly RecordTypeView[];
  /** Newest first; undefined where there is no such type. */
  list(type: string, limit: number): readonly ShownValues[] | undefined;
  load(type: string, id: number): RecordView | undefined;
}

/** Columns that a list shows before it is called wide; the record itself shows them all. */
const MOST_COLUMNS = 12;

export function createRecordBrowser(store: AccountStore): RecordBrowser {
  const { metadata, database } = store;
  return {
    types: () => metadata.recordTypes().map((type) => ({ id: type.id, label: type.label, count: countRows(store, type) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    list(type, limit) {
      const definition = metadata.recordType(type);
      if (definition === undefined) return undefined;
      return database.prepare(`SELECT * FROM ${quoted(definition.table)} WHERE ${quoted(ROW_TYPE_COLUMN)} = ? ORDER BY "id" DESC LIMIT ?`)
        .all(definition.id, limit).map((row) => shownRow(row, definition));
    },
    load(type, id) {
      const definition = metadata.recordType(type);
      if (definition === undefined || !Number.isSafeInteger(id) || !rowExists(store, definition, id)) return undefined;
      const draft = store.records.load(definition.id, id, store.account.administratorActor());
      return {
        type: definition.id, id, values: shownValues(draft.values), subrecords: shownGroups(draft.subrecords),
        sublists: Object.fromEntries([...draft.sublists].map(([sublist, lines]) => [sublist, lines.map((line) => ({
          ...shownValues(line.values), ...Object.assign({}, ...[...line.subrecords].map(([field, values]) => prefixed(field, values))) as ShownValues,
        }))])),
      };
    },
  };
}

function countRows({ database }: AccountStore, definition: RecordTypeDefinition): number {
  const row = database.prepare(`SELECT count(*) AS n FROM ${quoted(definition.table)} WHERE ${quoted(ROW_TYPE_COLUMN)} = ?`).get(definition.id);
  return Number(row?.['n'] ?? 0);
}

function rowExists({ database }: AccountStore, definition: RecordTypeDefinition, id: number): boolean {
  return database.prepare(`SELECT 1 FROM ${quoted(definition.table)} WHERE "id" = ? AND ${quoted(ROW_TYPE_COLUMN)} = ?`).get(id, definition.id) !== undefined;
}

function shownRow(row: Readonly<Record<string, string | number | null>>, definition: RecordTypeDefinition): ShownValues {
  const filled = Object.entries(row).filter(([column, value]) => value !== null && value !== '' && !column.startsWith('_') && column !== 'id');
  // What a project adds to a type says more of a row than what every row has.
  const rank = (column: string) => (definition.fields.get(column)?.custom === true ? 0 : definition.fields.has(column) ? 1 : 2);
  const chosen = [...filled].sort(([a], [b]) => rank(a) - rank(b)).slice(0, MOST_COLUMNS).map(([column, value]) => [column, brief(String(value))]);
  return { id: String(row['id']), ...Object.fromEntries(chosen) as ShownValues };
}

function shownValues(values: ReadonlyMap<string, StoredValue>): ShownValues {
  return Object.fromEntries([...values].filter(([, value]) => value !== null && value !== '').map(([field, value]) => [field, shown(value)]));
}

function shownGroups(groups: ReadonlyMap<string, ReadonlyMap<string, StoredValue>>): Readonly<Record<string, ShownValues>> {
  return Object.fromEntries([...groups].map(([field, values]) => [field, shownValues(values)]));
}

function prefixed(field: string, values: ReadonlyMap<string, StoredValue>): ShownValues {
  return Object.fromEntries(Object.entries(shownValues(values)).map(([name, value]) => [`${field}.${name}`, value]));
}

function shown(value: StoredValue): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function brief(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

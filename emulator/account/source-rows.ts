import { referencedTypes } from '../metadata/registry';
import { ROW_TYPE_COLUMN, type MetadataRegistry, type RecordTypeDefinition } from '../metadata/types';
import type { SourceRows } from '../modules/server-widget/widget-host';
import { LEVEL, levelOf } from '../records/permissions';
import type { Actor } from '../runtime/types';
import { quoted } from '../store/schema';
import type { SqliteDatabase } from '../store/sqlite';

export type SourceRowsReader = (source: string, actor: Actor, limit: number) => SourceRows | undefined;

/** Reads the rows that a select over a record type, list or group may choose: active ones, by name, of types the actor may see. */
export function sourceRowsReader(database: SqliteDatabase, metadata: MetadataRegistry): SourceRowsReader {
  return (source, actor, limit) => {
    const types = referencedTypes(metadata, source.toLowerCase());
    if (types.length === 0) return undefined;
    if (limit === 0) return { rows: [], more: false };
    const visible = types.filter((type) => levelOf(type.access, actor) >= LEVEL.view);
    const rows = [...new Set(visible.map(({ table }) => table))].flatMap((table) => rowsOf(database, metadata, visible.filter((type) => type.table === table), limit + 1));
    const ordered = rows.sort((a, b) => (a.text.toLowerCase() < b.text.toLowerCase() ? -1 : 1));
    return { rows: ordered.slice(0, limit), more: ordered.length > limit };
  };
}

function rowsOf(database: SqliteDatabase, metadata: MetadataRegistry, types: readonly RecordTypeDefinition[], limit: number): { readonly value: string; readonly text: string }[] {
  const [first] = types;
  if (first === undefined) return [];
  const active = metadata.queryTable(first.table)?.columns.has('isinactive') === true ? ' AND coalesce("isinactive", \'F\') <> \'T\'' : '';
  const name = quoted(first.nameColumn);
  return database.prepare(`SELECT "id", ${name} AS name FROM ${quoted(first.table)}
    WHERE ${quoted(ROW_TYPE_COLUMN)} IN (${types.map(() => '?').join(', ')})${active} ORDER BY lower(${name}), "id" LIMIT ?`)
    .all(...types.map(({ id }) => id), limit).map((row) => ({ value: String(row['id']), text: String(row['name'] ?? '') }));
}

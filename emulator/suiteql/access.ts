import { ROW_TYPE_COLUMN, type MetadataRegistry, type QueryTable, type RecordTypeDefinition } from '../metadata/types';
import { LEVEL, levelOf } from '../records/permissions';
import type { Actor } from '../runtime/types';
import { quoteName } from './fragments';

/** May the actor see records of this type (platform facts 4.9, 8)? */
export function mayView(definition: RecordTypeDefinition, actor: Actor): boolean {
  return levelOf(definition.access, actor) >= LEVEL.view;
}

/** What an actor sees of a table. */
export type TableView =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  /** Rows of the actor, whom `nsq_viewer` names. */
  | { readonly kind: 'own'; readonly column: string }
  | { readonly kind: 'some'; readonly recordTypes: readonly string[] };

/** Any one viewable record type opens a table; rows of the others stay hidden. A table of no record type is a list, open to all. */
export function viewOf(table: QueryTable, metadata: MetadataRegistry, actor: Actor): TableView {
  if (table.ownedBy !== undefined) return actor.administrator || actor.permissions.has(table.ownedBy.unless) ? { kind: 'all' } : { kind: 'own', column: table.ownedBy.column };
  if (actor.administrator || table.recordTypes.length === 0) return { kind: 'all' };
  const visible = table.recordTypes.filter((id) => {
    const definition = metadata.recordType(id);
    return definition !== undefined && mayView(definition, actor);
  });
  if (visible.length === table.recordTypes.length) return { kind: 'all' };
  return visible.length === 0 ? { kind: 'none' } : { kind: 'some', recordTypes: visible };
}

/** Condition that keeps rows of the given record types; undefined where the table does not tell its rows apart. */
export function rowFilterOf(table: QueryTable, recordTypes: readonly string[]): string | undefined {
  const { rowType } = table;
  if (rowType === undefined) return undefined;
  const list = recordTypes.map((type) => `'${type.replaceAll("'", "''")}'`).join(', ');
  const own = `${quoteName(ROW_TYPE_COLUMN)} IN (${list})`;
  if (rowType.kind === 'own') return own;
  return `${quoteName(rowType.ownerColumn)} IN (SELECT "id" FROM ${quoteName(rowType.ownerTable)} WHERE ${own})`;
}

/** Equal for two actors who see the same: their role and its permissions. */
export function accessSignature(actor: Actor): string {
  if (actor.administrator) return '*';
  const permissions = [...actor.permissions].map(([key, level]) => `${key}=${String(level)}`).sort();
  return `${actor.roleScriptId}|${permissions.join(',')}`;
}

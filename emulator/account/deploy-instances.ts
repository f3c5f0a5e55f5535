import { ROW_TYPE_COLUMN } from '../metadata/types';
import type { MetadataRegistry, RecordTypeDefinition, StoredValue } from '../metadata/types';
import { checkedValue, toSql } from '../records/values';
import type { SdfCustomRecordType, SdfInstance } from '../sdf/types';
import { quoted } from '../store/schema';
import type { SqliteDatabase, SqlValue } from '../store/sqlite';
import { DeployRefused, storedValueOf } from './sdf-values';

/**
 * Sets the shipped rows of every record type to the XML's values: a row that is missing is made (without external id), a
 * field that the XML leaves out keeps its value. Rows are made first, so that they may point at each other.
 */
export function deployInstances(database: SqliteDatabase, metadata: MetadataRegistry, types: readonly SdfCustomRecordType[], nowText: string): void {
  for (const type of types) {
    for (const instance of type.instances) ensureRow(database, definitionOf(metadata, type), instance, nowText);
  }
  for (const type of types) {
    for (const instance of type.instances) setRow({ database, definition: definitionOf(metadata, type), type, nowText }, instance);
  }
}

function definitionOf(metadata: MetadataRegistry, type: SdfCustomRecordType): RecordTypeDefinition {
  const definition = metadata.recordType(type.scriptId);
  if (definition === undefined) throw new DeployRefused(`${type.scriptId} is not in the account.`);
  return definition;
}

function rowId(database: SqliteDatabase, recordType: string, scriptId: string): number | undefined {
  const known = database.prepare('SELECT id FROM emulator_instance WHERE recordtype = ? AND scriptid = ?').get(recordType, scriptId);
  const id = known === undefined ? undefined : Number(known['id']);
  const row = id === undefined ? undefined : database.prepare(`SELECT 1 AS hit FROM ${quoted(recordType)} WHERE "id" = ?`).get(id);
  return row === undefined ? undefined : id;
}

function ensureRow(database: SqliteDatabase, definition: RecordTypeDefinition, instance: SdfInstance, nowText: string): void {
  if (rowId(database, definition.id, instance.scriptId) !== undefined) return;
  const id = Number(database
    .prepare('INSERT INTO emulator_sequence VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last')
    .get(definition.idSequence)?.['last']);
  database.prepare('INSERT OR REPLACE INTO emulator_instance VALUES (?, ?, ?)').run(definition.id, instance.scriptId, id);
  const defaults = [...definition.fields.values()].filter((field) => field.column !== undefined)
    .map((field) => [field.column ?? '', toSql(field, field.defaultValue)] as const);
  const values: Record<string, SqlValue> = {
    ...Object.fromEntries(defaults), id, recordid: id, [ROW_TYPE_COLUMN]: definition.id, _version: 1,
    name: String(id), created: nowText, lastmodified: nowText,
  };
  const names = Object.keys(values);
  database.prepare(`INSERT INTO ${quoted(definition.id)} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(...Object.values(values));
}

interface InstanceTarget {
  readonly database: SqliteDatabase;
  readonly definition: RecordTypeDefinition;
  readonly type: SdfCustomRecordType;
  readonly nowText: string;
}

function setRow(target: InstanceTarget, instance: SdfInstance): void {
  const { database, definition } = target;
  const id = rowId(database, definition.id, instance.scriptId);
  if (id === undefined) throw new DeployRefused(`The row ${instance.scriptId} of ${definition.id} could not be made.`);
  const columns = Object.entries(columnsOf(target, instance));
  const current = database.prepare(`SELECT * FROM ${quoted(definition.id)} WHERE "id" = ?`).get(id);
  const changed = columns.filter(([name, value]) => current?.[name] !== value);
  requireMandatory(definition, instance, { ...current, ...Object.fromEntries(columns) });
  if (changed.length === 0) return;
  const sets = changed.map(([name]) => `${quoted(name)} = ?`).join(', ');
  database.prepare(`UPDATE ${quoted(definition.id)} SET ${sets}, "lastmodified" = ?, "_version" = "_version" + 1 WHERE "id" = ?`)
    .run(...changed.map(([, value]) => value), target.nowText, id);
}

function columnsOf({ database, definition, type }: InstanceTarget, instance: SdfInstance): Readonly<Record<string, SqlValue>> {
  const columns: Record<string, SqlValue> = { isinactive: instance.isInactive ? 'T' : 'F' };
  const put = (fieldId: string, value: StoredValue) => {
    const field = definition.fields.get(fieldId);
    if (field === undefined) throw new DeployRefused(`${instance.scriptId} sets ${fieldId}, which ${definition.id} does not have.`);
    if (field.column !== undefined) columns[field.column] = toSql(field, checkedValue(field, value));
  };
  if (instance.name !== undefined) put('name', instance.name);
  if (instance.altName !== undefined) put('altname', instance.altName);
  if (instance.parent !== undefined) put('parent', storedValueOf(database, 'SELECT', { kind: 'references', references: [instance.parent] }));
  for (const [fieldId, value] of instance.values) {
    const fieldType = type.fields.find((field) => field.scriptId === fieldId)?.fieldType;
    if (fieldType === undefined) throw new DeployRefused(`${instance.scriptId} sets ${fieldId}, which ${definition.id} does not have.`);
    put(fieldId, storedValueOf(database, fieldType, value));
  }
  return columns;
}

function requireMandatory(definition: RecordTypeDefinition, instance: SdfInstance, row: Readonly<Record<string, SqlValue | undefined>>): void {
  for (const field of definition.fields.values()) {
    if (field.mandatory && field.column !== undefined && (row[field.column] ?? null) === null) {
      throw new DeployRefused(`${instance.scriptId} of ${definition.id} has no value for the mandatory field ${field.id}.`);
    }
  }
}

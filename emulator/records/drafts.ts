import type { FieldDefinition, RecordTypeDefinition, StoredValue } from '../metadata/types';
import type { SqlRow } from '../store/sqlite';
import type { LineDraft, RecordDraft, SubrecordDraft } from './types';
import { fromSql } from './values';

/** A new record with its fields' defaults. */
export function newDraft(definition: RecordTypeDefinition): RecordDraft {
  const values = defaultsOf(definition.fields);
  const sublists = new Map([...definition.sublists.keys()].map((id) => [id, [] as LineDraft[]]));
  return { definition, id: undefined, loadedVersion: undefined, values, sublists, subrecords: new Map(), changed: new Set(values.keys()) };
}

/** A stored row as a record; lines and subrecords are added by the type's rules. */
export function loadedDraft(definition: RecordTypeDefinition, row: SqlRow): RecordDraft {
  const values = new Map<string, StoredValue>();
  for (const field of definition.fields.values()) {
    if (field.column !== undefined) values.set(field.id, fromSql(field, row[field.column]));
  }
  const sublists = new Map([...definition.sublists.keys()].map((id) => [id, [] as LineDraft[]]));
  return {
    definition, id: Number(row['id']), loadedVersion: Number(row['_version']), values, sublists, subrecords: new Map(), changed: new Set(),
  };
}

/** A new sublist line with its columns' defaults. */
export function newLine(fields: ReadonlyMap<string, FieldDefinition>): LineDraft {
  const values = defaultsOf(fields);
  return { values, subrecords: new Map(), changed: new Set(values.keys()) };
}

function defaultsOf(fields: ReadonlyMap<string, FieldDefinition>): Map<string, StoredValue> {
  const defaults = [...fields.values()].filter((field) => field.defaultValue !== undefined);
  return new Map(defaults.map((field) => [field.id, field.defaultValue ?? null]));
}

/** A copy that a save may complete without touching the script's own draft. */
export function copyDraft(draft: RecordDraft): RecordDraft {
  return {
    ...draft,
    values: new Map(draft.values),
    sublists: new Map([...draft.sublists].map(([id, lines]) => [id, lines.map(copyLine)])),
    subrecords: copySubrecords(draft.subrecords),
    changed: new Set(draft.changed),
  };
}

function copyLine(line: LineDraft): LineDraft {
  return { values: new Map(line.values), subrecords: copySubrecords(line.subrecords), changed: new Set(line.changed) };
}

function copySubrecords(subrecords: ReadonlyMap<string, SubrecordDraft>): Map<string, SubrecordDraft> {
  return new Map([...subrecords].map(([id, values]) => [id, new Map(values)]));
}

import { NOTE_KINDS, noteCode } from '../metadata/tables';
import type { FieldDefinition, RecordTypeDefinition, StoredValue } from '../metadata/types';
import type { ExecutionContext } from '../runtime/types';
import { MOST_NOTES_OF_A_SAVE } from '../store/schema';
import type { AccountData } from './account-data';
import { storedInstant } from './company-time';
import type { RecordDraft, SaveContext } from './types';

/** One change as its note says it: `type` T for a new record, F for a changed field. */
interface NotedChange {
  readonly type: 'T' | 'F';
  readonly field?: string;
  readonly old?: string | undefined;
  readonly new?: string | undefined;
  /** Line of the transaction. */
  readonly line?: number;
}

/** Record whose changes are noted. */
interface NotedRecord {
  readonly definition: RecordTypeDefinition;
  readonly id: number;
}

/**
 * Codes of contexts as searches of system notes name them (`systemnotes.context`). Those of user events and workflows are ours: none is documented, nor
 * seen in published searches.
 */
const CONTEXTS: Readonly<Record<ExecutionContext, string>> = {
  USERINTERFACE: 'UIF', RESTLET: 'RST', MAPREDUCE: 'MPR', SUITELET: 'SLT', SCHEDULED: 'SCH', CSVIMPORT: 'CSV', WEBSERVICES: 'WSS', RESTWEBSERVICES: 'RWS', USEREVENT: 'UES', WORKFLOW: 'WFL',
};

/** Writes what one save changed of a record; nothing where nothing did, or where the type's changes are not noted. */
export function writeNotes(data: AccountData, { definition, id }: NotedRecord, changes: readonly NotedChange[], { actor, context, nowMs }: SaveContext): void {
  const recordtypeid = noteTypeOf(data, definition);
  if (recordtypeid === undefined || changes.length === 0) return;
  const row = data.row(definition, id);
  data.insert('emulator_note', {
    date: storedInstant(nowMs), name: actor.userId, role: actor.roleId, context: CONTEXTS[context], recordtypeid, recordid: id, record: String(row?.[definition.nameColumn] ?? id),
    changes: JSON.stringify(changes.slice(0, MOST_NOTES_OF_A_SAVE)),
  });
}

/** The notes of a record go with it (help section_N673560). */
export function forgetNotes(data: AccountData, { definition, id }: NotedRecord): void {
  const recordtypeid = noteTypeOf(data, definition);
  if (recordtypeid !== undefined) data.database.prepare('DELETE FROM "emulator_note" WHERE "recordid" = ? AND "recordtypeid" = ?').run(id, recordtypeid);
}

/** Are changes of such records noted here? Standard lists are not. */
export function isNoted(definition: RecordTypeDefinition): boolean {
  return NOTE_KINDS.has(definition.idSequence) || (definition.category === 'custom' && definition.systemNotes === true);
}

function noteTypeOf(data: AccountData, definition: RecordTypeDefinition): number | undefined {
  if (!isNoted(definition)) return undefined;
  const standard = NOTE_KINDS.get(definition.idSequence);
  if (standard !== undefined) return standard.id;
  const row = data.database.prepare('SELECT "rowid" AS id FROM "emulator_object" WHERE "kind" = \'recordtype\' AND "scriptid" = ?').get(definition.id);
  return row === undefined ? undefined : Number(row['id']);
}

/** Fields in which two states of a record differ, lines of transactions included: those that both have, by their id. */
export function changesBetween(data: AccountData, before: Pick<RecordDraft, 'values' | 'sublists' | 'definition'>, after: Pick<RecordDraft, 'values' | 'sublists'>): readonly NotedChange[] {
  const { definition } = before;
  const body = differing(data, definition.fields, before.values, after.values).map(({ field, ...rest }) => ({ field: noteCode(definition, field, false), ...rest }));
  return [...body, ...[...definition.sublists.values()].filter(({ table }) => table === 'transactionline').flatMap(({ id, fields }) => {
    const lines = new Map((before.sublists.get(id) ?? []).map((line) => [line.values.get('line'), line]));
    return (after.sublists.get(id) ?? []).flatMap((line) => {
      const number = line.values.get('line');
      const known = typeof number === 'number' || typeof number === 'string' ? lines.get(number) : undefined;
      return known === undefined ? [] : differing(data, fields, known.values, line.values).map(({ field, ...rest }) => ({ field: noteCode(definition, field, true), ...rest, line: Number(number) }));
    });
  })];
}

/** Told by every save, so no news. */
const STAMPS = new Set(['lastmodified', 'lastmodifieddate', 'lastmodifiedby', 'created', 'createddate', 'datecreated', 'line', 'lineuniquekey']);

function differing(data: AccountData, fields: ReadonlyMap<string, FieldDefinition>, before: ReadonlyMap<string, StoredValue>, after: ReadonlyMap<string, StoredValue>): readonly (Omit<NotedChange, 'field'> & { readonly field: FieldDefinition })[] {
  return [...fields.values()].flatMap((field) => {
    if (field.column === undefined || STAMPS.has(field.id)) return [];
    const [old, now] = [before.get(field.id) ?? null, after.get(field.id) ?? null];
    if (String(old ?? '') === String(now ?? '')) return [];
    return [{ type: 'F' as const, field, old: shown(data, field, old), new: shown(data, field, now) }];
  });
}

/** As people read it: names for ids. Long Text and Rich Text are noted by their length alone (article_0429092902). */
function shown(data: AccountData, field: FieldDefinition, value: StoredValue): string | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (field.type === 'clobtext' || field.type === 'richtext') return String(String(value).length);
  if (field.choices !== undefined) return field.choices.get(String(value)) ?? String(value);
  const target = field.selectRecordType;
  if (target === undefined) return String(value);
  const ids = typeof value === 'object' ? value : [Number(value)];
  return ids.map((id) => data.nameOf(target, id) ?? String(id)).join(', ');
}

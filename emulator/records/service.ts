import { ROW_TYPE_COLUMN } from '../metadata/types';
import type { FieldDefinition, RecordTypeDefinition, StoredValue } from '../metadata/types';
import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { Actor } from '../runtime/types';
import { quoted } from '../store/schema';
import type { SqlRow, SqlValue } from '../store/sqlite';
import type { AccountData } from './account-data';
import { copyDraft, loadedDraft, newDraft } from './drafts';
import { claimExternalId, releaseExternalId } from './external-ids';
import { missingValues, recordChanged, recordDeletedSince, recordDoesNotExist } from './failures';
import { LEVEL, requireLevel } from './permissions';
import { checkDeletedPeriod, choosePeriod, guardPeriods } from './posting-period';
import { checkReferences, releaseReferences } from './references';
import type { RuleBook } from './rule-book';
import { changesBetween, forgetNotes, isNoted, writeNotes } from './system-notes';
import type { SaveStep } from './type-rules';
import { initializeMoney, requireTransform, transformDraft } from './transactions/transform';
import { requireNotVoid } from './transactions/voiding';
import type { FieldEdit, RecordDraft, RecordService, SaveContext, SaveOptions, TransformRequest } from './types';
import { validateComplete, validateGiven } from './validation';
import { checkedValue, toSql } from './values';

/** The record service over one account's data. Every save, submitFields and remove is one commit. */
export function createRecordService(data: AccountData, ruleBook: RuleBook): RecordService {
  return new StoredRecords(data, ruleBook);
}

class StoredRecords implements RecordService {
  constructor(private readonly data: AccountData, private readonly ruleBook: RuleBook) {}

  create(type: string, actor: Actor): RecordDraft {
    const definition = this.writable(type);
    requireLevel(definition, actor, LEVEL.create);
    const draft = newDraft(definition);
    this.ruleBook(definition).defaults?.(draft, this.data);
    return draft;
  }

  load(type: string, id: number, actor: Actor): RecordDraft {
    const definition = this.data.definition(type);
    requireLevel(definition, actor, LEVEL.view);
    const row = this.data.row(definition, id);
    if (row === undefined) throw this.absent(definition, id);
    const draft = loadedDraft(definition, row);
    this.ruleBook(definition).loaded?.(draft, row, this.data);
    return draft;
  }

  initialize(type: string, entity: number, actor: Actor): RecordDraft {
    if (type !== 'customerpayment' && type !== 'customerrefund') throw new NotEmulated(`N/record defaultValues of ${type}`);
    const draft = this.create(type, actor);
    initializeMoney(draft, this.data, entity);
    return draft;
  }

  transform({ fromType, fromId, toType }: TransformRequest, actor: Actor): RecordDraft {
    requireTransform(fromType, toType);
    const source = this.load(fromType, fromId, actor);
    const target = this.create(toType, actor);
    transformDraft({ source, target, data: this.data });
    return target;
  }

  save(draft: RecordDraft, options: SaveOptions, context: SaveContext): number {
    const definition = this.writable(draft.definition.id);
    const isNew = draft.id === undefined;
    requireLevel(definition, context.actor, isNew ? LEVEL.create : LEVEL.edit);
    const step = { draft: copyDraft(draft), data: this.data, actor: context.actor, isNew, ignoreMandatoryFields: options.ignoreMandatoryFields };
    return this.data.database.transaction(() => this.data.readingOnce(() => this.commit(step, context)));
  }

  submitFields({ type, id, values }: FieldEdit, options: SaveOptions, context: SaveContext): number {
    const definition = this.writable(type);
    requireLevel(definition, context.actor, LEVEL.edit);
    return this.data.database.transaction(() => {
      const draft = this.load(type, id, context.actor);
      const before = { ...draft, values: new Map(draft.values) };
      for (const [fieldId, value] of values) this.submitField(draft, fieldId, value, options);
      const step: SaveStep = { draft, data: this.data, actor: context.actor, isNew: false, ignoreMandatoryFields: true };
      const periods = guardPeriods(step);
      this.write(step, id);
      periods.check(id);
      writeNotes(this.data, { definition, id }, changesBetween(this.data, before, draft), context);
      return id;
    });
  }

  remove(type: string, id: number, context: SaveContext): number {
    const definition = this.writable(type);
    requireLevel(definition, context.actor, LEVEL.remove);
    return this.data.database.transaction(() => {
      const row = this.data.row(definition, id);
      if (row === undefined) throw this.absent(definition, id);
      checkDeletedPeriod(this.data, { definition, row }, context.actor);
      releaseReferences(this.data, definition, id);
      this.ruleBook(definition).removing?.(id, this.data);
      releaseExternalId(this.data, definition, id);
      forgetNotes(this.data, { definition, id });
      this.data.database.prepare(`DELETE FROM ${quoted(definition.table)} WHERE "id" = ?`).run(id);
      return id;
    });
  }

  /** Roles and list values belong to the platform and to deploys; scripts cannot write them here. */
  private writable(type: string): RecordTypeDefinition {
    const definition = this.data.definition(type);
    if (type === 'role' || type.startsWith('customlist')) throw new NotEmulated(`writing records of type ${type}`);
    return definition;
  }

  private absent(definition: RecordTypeDefinition, id: number): SuiteScriptFailure {
    const other = this.data.database.prepare(`SELECT 1 AS hit FROM ${quoted(definition.table)} WHERE "id" = ?`).get(id);
    return other === undefined
      ? recordDoesNotExist()
      : new SuiteScriptFailure('SSS_RECORD_TYPE_MISMATCH', 'That record is not of this type.');
  }

  private commit(step: SaveStep, context: SaveContext): number {
    const rules = this.ruleBook(step.draft.definition);
    const id = step.draft.id ?? this.data.next(step.draft.definition.idSequence);
    const before = step.isNew ? undefined : this.noted(step.draft.definition, this.requireUnchanged(step.draft, id));
    const given = new Set(step.draft.changed);
    validateGiven(step);
    rules.prepare?.(step);
    validateComplete(step, given);
    rules.check?.(step);
    choosePeriod(step);
    const periods = guardPeriods(step);
    this.write(step, id);
    rules.written?.(step, id);
    periods.check(id);
    if (step.isNew) writeNotes(this.data, { definition: step.draft.definition, id }, [{ type: 'T' }], context);
    else if (before !== undefined) writeNotes(this.data, { definition: step.draft.definition, id }, changesBetween(this.data, before, step.draft), context);
    return id;
  }

  /** Optimistic locking (platform facts 4.3). */
  private requireUnchanged(draft: RecordDraft, id: number): SqlRow {
    const row = this.data.row(draft.definition, id);
    if (row === undefined) throw recordDeletedSince();
    requireNotVoid(row);
    if (draft.definition.optimisticLocking && row['_version'] !== draft.loadedVersion) throw recordChanged(draft.definition);
    return row;
  }

  /** The record as it stood before a save that is noted. */
  private noted(definition: RecordTypeDefinition, row: SqlRow): RecordDraft | undefined {
    if (!isNoted(definition)) return undefined;
    const draft = loadedDraft(definition, row);
    if (definition.category === 'transaction') this.ruleBook(definition).loaded?.(draft, row, this.data);
    return draft;
  }

  private write(step: SaveStep, id: number): void {
    const { draft, isNew } = step;
    const { definition } = draft;
    if (draft.changed.has('externalid')) claimExternalId(this.data, definition, id, externalIdOf(draft));
    const columns = { ...fieldColumns(draft, isNew), ...this.ruleBook(definition).columns?.(step, id) };
    if (isNew) {
      this.data.insert(definition.table, { id, [ROW_TYPE_COLUMN]: definition.id, _version: 1, ...columns });
      return;
    }
    this.data.update(definition.table, id, columns);
  }

  /** Body fields alone, and only those the Records Browser marks for it (platform facts 4.5). */
  private submitField(draft: RecordDraft, fieldId: string, value: StoredValue, options: SaveOptions): void {
    const field = draft.definition.fields.get(fieldId);
    if (field?.submitFields !== true) throw new NotEmulated(`record.submitFields on ${draft.definition.id}.${fieldId}`);
    const checked = checkedValue(field, value);
    if (checked === null && field.mandatory && !options.ignoreMandatoryFields) throw missingValues([field.label]);
    checkReferences(this.data, field, checked);
    draft.values.set(fieldId, checked);
    draft.changed.add(fieldId);
  }
}

function externalIdOf(draft: RecordDraft): string | undefined {
  const value = draft.values.get('externalid');
  return typeof value === 'string' && value !== '' ? value : undefined;
}

type StoredField = FieldDefinition & { readonly column: string };

const STORED_FIELDS = new WeakMap<RecordTypeDefinition, readonly StoredField[]>();

function storedFields(definition: RecordTypeDefinition): readonly StoredField[] {
  const known = STORED_FIELDS.get(definition);
  if (known !== undefined) return known;
  const stored = [...definition.fields.values()].filter((field): field is StoredField => field.column !== undefined);
  STORED_FIELDS.set(definition, stored);
  return stored;
}

/** Columns of the row that fields write: all of them on a new row, else those that changed. */
function fieldColumns(draft: RecordDraft, isNew: boolean): Readonly<Record<string, SqlValue>> {
  const columns: Record<string, SqlValue> = {};
  for (const field of storedFields(draft.definition)) {
    if (isNew || draft.changed.has(field.id)) columns[field.column] = toSql(field, draft.values.get(field.id));
  }
  return columns;
}

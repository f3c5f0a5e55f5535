import type { RecordTypeDefinition, StoredValue } from '../metadata/types';
import type { Actor, ExecutionContext } from '../runtime/types';

/** An address or other subrecord: plain fields, no id of its own. */
export type SubrecordDraft = Map<string, StoredValue>;

/** One sublist line while it is being edited. */
export interface LineDraft {
  readonly values: Map<string, StoredValue>;
  /** By subrecord field id. */
  readonly subrecords: Map<string, SubrecordDraft>;
  /** Columns that were set since the line was loaded or inserted: an amount that was not set follows quantity and rate. */
  readonly changed: Set<string>;
}

/** A record being made or edited, before its save. */
export interface RecordDraft {
  readonly definition: RecordTypeDefinition;
  /** Undefined until first saved. */
  readonly id: number | undefined;
  /** Version the draft was loaded at; a save compares it (optimistic locking). */
  readonly loadedVersion: number | undefined;
  readonly values: Map<string, StoredValue>;
  readonly sublists: Map<string, LineDraft[]>;
  readonly subrecords: Map<string, SubrecordDraft>;
  /** Body fields that were set since create or load. */
  readonly changed: Set<string>;
  /** True for what an inline edit says: the fields that it names and no more. */
  readonly inline?: true;
}

/** Who saves, from where, at what NetSuite time: stamped on the row. */
export interface SaveContext {
  readonly actor: Actor;
  readonly context: ExecutionContext;
  readonly nowMs: number;
  /** True for what a user event script does: it sets off no further user events (platform facts 4.4). */
  readonly withinUserEvent?: boolean;
}

/** A record to be made from another. */
export interface TransformRequest {
  readonly fromType: string;
  readonly fromId: number;
  readonly toType: string;
}

/** Single fields of one record to be written. */
export interface FieldEdit {
  readonly type: string;
  readonly id: number;
  readonly values: ReadonlyMap<string, StoredValue>;
}

export interface SaveOptions {
  readonly ignoreMandatoryFields: boolean;
  readonly enableSourcing: boolean;
}

/**
 * Records as NetSuite keeps them: types, mandatory fields, defaults, totals, document numbers, external ids, locking and
 * permissions. Every failure is a SuiteScriptFailure with the documented name. Each call commits alone.
 */
export interface RecordService {
  /** A new draft with the type's defaults. `reading`: by whom, where user events shall hear of it. INVALID_RCRD_TYPE for an unknown type. */
  create(type: string, actor: Actor, reading?: SaveContext): RecordDraft;
  /** A new payment or refund for a customer, with the customer's open documents to apply it to. NotEmulated for other types. */
  initialize(type: string, entity: number, actor: Actor, reading?: SaveContext): RecordDraft;
  /** A new record made from a stored one, not saved yet. INVALID_INITIALIZE_REF where its state does not allow it; NotEmulated for other pairs. */
  transform(request: TransformRequest, actor: Actor, reading?: SaveContext): RecordDraft;
  /** RCRD_DSNT_EXIST where there is none; INSUFFICIENT_PERMISSION where the actor may not view. */
  load(type: string, id: number, actor: Actor, reading?: SaveContext): RecordDraft;
  /** Saves and returns the internal id. */
  save(draft: RecordDraft, options: SaveOptions, context: SaveContext): number;
  /** Writes single fields without loading (last writer wins). Returns the id. */
  submitFields(edit: FieldEdit, options: SaveOptions, context: SaveContext): number;
  /** Deletes; refused where other rows point at it. Returns the id. */
  remove(type: string, id: number, context: SaveContext): number;
}

import { copyDraft } from '../records/drafts';
import { LEVEL, requireLevel } from '../records/permissions';
import { VOID_MEMO, type VoidService } from '../records/transactions/voiding';
import type { FieldEdit, RecordDraft, RecordService, SaveContext, SaveOptions, TransformRequest } from '../records/types';
import { NotEmulated, SuiteScriptFailure, type Actor, type UserEventEntry } from '../runtime/types';
import type { Steps } from '../runtime/steps';
import type { UserEvent } from './user-event-context';
import type { UserEventRunner } from './user-event-runner';

export interface UserEventParts {
  readonly records: RecordService;
  readonly voids: VoidService;
  /** Runs work as one commit that a throw rolls back. */
  readonly transaction: <T>(work: () => T) => T;
  /** A user event is a part of the execution that sets it off. */
  readonly steps: Steps;
  /** Asked at every occasion: scripts need the records, and user events the scripts. */
  readonly runner: () => UserEventRunner;
}

/**
 * The record service with the account's user events about it (platform facts 4.4; help section_1512409310): permission →
 * beforeSubmit, inside the transaction of the write, so that its failure aborts the save → the write, which commits →
 * afterSubmit, whose failure reaches the saver of a record that is saved. Reading sets off beforeLoad.
 */
export function withUserEvents(parts: UserEventParts): RecordService & VoidService {
  return new EventfulRecords(parts);
}

type WriteEvent = Omit<UserEvent, 'entryPoint'>;

class EventfulRecords implements RecordService, VoidService {
  constructor(private readonly parts: UserEventParts) {}

  create(type: string, actor: Actor, reading?: SaveContext): RecordDraft {
    return this.shown(this.parts.records.create(type, actor), reading);
  }

  initialize(type: string, entity: number, actor: Actor, reading?: SaveContext): RecordDraft {
    return this.shown(this.parts.records.initialize(type, entity, actor), reading);
  }

  transform(request: TransformRequest, actor: Actor, reading?: SaveContext): RecordDraft {
    return this.shown(this.parts.records.transform(request, actor), reading);
  }

  /** A new record that beforeLoad may fill. */
  private shown(draft: RecordDraft, reading: SaveContext | undefined): RecordDraft {
    if (reading === undefined || !this.hears(['beforeLoad'], draft.definition.id, 'create', reading)) return draft;
    return this.parts.steps.parts('beforeLoad of a new record', () => {
      this.fire('beforeLoad', { type: 'create', newRecord: draft, oldRecord: undefined, context: reading });
      return draft;
    }, copyDraft);
  }

  /** What a loaded record is shown as to beforeLoad is not documented; it is loaded to be edited. Changes are ignored (help section_4407991781). */
  load(type: string, id: number, actor: Actor, reading?: SaveContext): RecordDraft {
    const draft = this.parts.records.load(type, id, actor);
    if (reading !== undefined && this.hears(['beforeLoad'], type, 'edit', reading)) {
      this.fire('beforeLoad', { type: 'edit', newRecord: copyDraft(draft), oldRecord: undefined, context: reading });
    }
    return draft;
  }

  save(draft: RecordDraft, options: SaveOptions, context: SaveContext): number {
    const { definition, id } = draft;
    const type = id === undefined ? 'create' : 'edit';
    const plain = () => this.parts.records.save(draft, options, context);
    if (!this.hears(SUBMITS, definition.id, type, context)) return plain();
    requireLevel(definition, context.actor, id === undefined ? LEVEL.create : LEVEL.edit);
    const oldRecord = id === undefined ? undefined : this.stored(definition.id, id, context.actor);
    if (id !== undefined && oldRecord === undefined) return plain();
    const newRecord = copyDraft(draft);
    return this.around({ type, newRecord, oldRecord, context }, () => this.parts.records.save(newRecord, options, context));
  }

  submitFields(edit: FieldEdit, options: SaveOptions, context: SaveContext): number {
    const plain = () => this.parts.records.submitFields(edit, options, context);
    if (!this.hears(SUBMITS, edit.type, 'xedit', context)) return plain();
    const oldRecord = this.stored(edit.type, edit.id, context.actor);
    if (oldRecord === undefined) return plain();
    requireLevel(oldRecord.definition, context.actor, LEVEL.edit);
    const newRecord = editedFields(oldRecord, edit);
    return this.around({ type: 'xedit', newRecord, oldRecord, context }, () => {
      const values = new Map([...newRecord.changed].map((fieldId) => [fieldId, newRecord.values.get(fieldId) ?? null]));
      return this.parts.records.submitFields({ ...edit, values }, options, context);
    });
  }

  remove(type: string, id: number, context: SaveContext): number {
    const plain = () => this.parts.records.remove(type, id, context);
    if (!this.hears(SUBMITS, type, 'delete', context)) return plain();
    const oldRecord = this.stored(type, id, context.actor);
    if (oldRecord === undefined) return plain();
    requireLevel(oldRecord.definition, context.actor, LEVEL.remove);
    return this.around({ type: 'delete', newRecord: copyDraft(oldRecord), oldRecord, context }, plain);
  }

  /** A void is an edit to user events, told by its memo (help section_4407992596); what beforeSubmit would change then is not documented. */
  voidTransaction(type: string, id: number, context: SaveContext): number {
    const plain = () => this.parts.voids.voidTransaction(type, id, context);
    if (!this.hears(SUBMITS, type, 'edit', context)) return plain();
    const oldRecord = this.stored(type, id, context.actor);
    if (oldRecord === undefined) return plain();
    requireLevel(oldRecord.definition, context.actor, LEVEL.edit);
    const newRecord = copyDraft(oldRecord);
    newRecord.values.set('memo', VOID_MEMO);
    let voided = id;
    this.around({ type: 'edit', newRecord, oldRecord, context }, () => {
      if (newRecord.changed.size > 0) throw new NotEmulated('changes by beforeSubmit to a transaction that is being voided');
      // A void by journal returns the journal, which sets off no user events here; afterSubmit hears of the transaction.
      voided = plain();
      return id;
    });
    return voided;
  }

  private around(event: WriteEvent, write: () => number): number {
    const { id, newRecord } = this.parts.steps.whole('beforeSubmit and write', () => this.parts.transaction(() => {
      this.fire('beforeSubmit', event);
      return { id: write(), newRecord: event.newRecord };
    }));
    this.fire('afterSubmit', { ...event, newRecord: { ...newRecord, id } });
    return id;
  }

  private fire(entryPoint: UserEventEntry, event: WriteEvent): void {
    const runner = this.parts.runner();
    const targets = runner.deploymentsFor({ entryPoint, type: event.type, context: event.context, recordType: event.newRecord.definition.id });
    for (const target of targets) {
      this.parts.steps.parts(`${entryPoint} of ${target.script.scriptId}`, () => { runner.run(target, { ...event, entryPoint }); });
    }
  }

  private hears(entryPoints: readonly UserEventEntry[], recordType: string, type: UserEvent['type'], context: SaveContext): boolean {
    return entryPoints.some((entryPoint) => this.parts.runner().deploymentsFor({ entryPoint, type, context, recordType }).length > 0);
  }

  /** The record as it stands, undefined where there is none: the write itself then says so. */
  private stored(type: string, id: number, actor: Actor): RecordDraft | undefined {
    try {
      return this.parts.records.load(type, id, actor);
    } catch (error) {
      if (error instanceof SuiteScriptFailure && error.name === 'RCRD_DSNT_EXIST') return undefined;
      throw error;
    }
  }
}

const SUBMITS: readonly UserEventEntry[] = ['beforeSubmit', 'afterSubmit'];

/** `newRecord` of an inline edit: the fields edited and nothing else (help section_4407992070). */
function editedFields(stored: RecordDraft, edit: FieldEdit): RecordDraft {
  return {
    definition: stored.definition, id: edit.id, loadedVersion: undefined,
    values: new Map(edit.values), sublists: new Map(), subrecords: new Map(), changed: new Set(edit.values.keys()), inline: true,
  };
}

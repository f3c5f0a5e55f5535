import { recordObject } from '../modules/record-object';
import type { RecordHost } from '../modules/record-object';
import type { RecordDraft, SaveContext } from '../records/types';
import { NotEmulated, type UserEventEntry } from '../runtime/types';

/** `context.UserEventType` (help section_4407992596): each key is its value in capitals. */
const EVENT_TYPES = [
  'approve', 'cancel', 'changepassword', 'copy', 'create', 'delete', 'dropship', 'edit', 'editforecast', 'email', 'markcomplete', 'orderitems',
  'pack', 'paybills', 'print', 'quickview', 'reassign', 'reject', 'ship', 'specialorder', 'transform', 'view', 'xedit',
] as const;

/** What happens to a record, of the kinds that the emulator brings about. */
export type UserEventType = Extract<typeof EVENT_TYPES[number], 'create' | 'edit' | 'xedit' | 'delete'>;

/** One entry point's occasion. */
export interface UserEvent {
  readonly entryPoint: UserEventEntry;
  readonly type: UserEventType;
  /** As submitted, or as read. Changes of beforeSubmit, and of beforeLoad on a new record, go into this very draft. */
  readonly newRecord: RecordDraft;
  /** As stored before; undefined for a new record and for reading. */
  readonly oldRecord: RecordDraft | undefined;
  readonly context: SaveContext;
}

/**
 * The context object of a user event's entry point. A form, which only a page has, is refused; so is a change that NetSuite
 * would not keep: of oldRecord, of a deleted record, and of newRecord once it is saved.
 */
export function userEventContext(host: RecordHost, event: UserEvent): object {
  const { realm } = host;
  const { entryPoint, type, newRecord, oldRecord } = event;
  const common = {
    type, UserEventType: Object.freeze(realm.toGuest(Object.fromEntries(EVENT_TYPES.map((name) => [name.toUpperCase(), name])))),
    newRecord: recordObject(host, newRecord, isKept(event) ? 'lent' : 'read'),
  };
  if (entryPoint === 'beforeLoad') {
    return realm.object({
      constants: common,
      getters: { request: () => undefined, form: () => { throw new NotEmulated('context.form of beforeLoad'); } },
    });
  }
  return realm.object({ constants: { ...common, oldRecord: oldRecord === undefined ? null : recordObject(host, oldRecord, 'read') } });
}

/** A change to a record that beforeLoad is shown is ignored (help section_4407991781), not refused. */
function isKept({ entryPoint, type }: UserEvent): boolean {
  return entryPoint !== 'afterSubmit' && type !== 'delete';
}

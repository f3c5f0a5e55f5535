import { recordObject } from '../modules/record-object';
import type { RecordHost } from '../modules/record-object';
import { joinSession } from '../modules/page-state';
import type { RecordDraft, SaveContext } from '../records/types';
import { serverRequest } from '../modules/server-request';
import type { FormDraft } from '../modules/server-widget/drafts';
import { formObject } from '../modules/server-widget/form-object';
import { formSnapshot } from '../modules/server-widget/snapshot';
import type { WidgetHost } from '../modules/server-widget/widget-host';
import { NotEmulated, type UserEventEntry } from '../runtime/types';
import type { SuiteletRequest } from '../ui/page-calls';
import type { FormPage } from '../ui/page-model';

/** `context.UserEventType` (help section_4407992596): each key is its value in capitals. */
const EVENT_TYPES = [
  'approve', 'cancel', 'changepassword', 'copy', 'create', 'delete', 'dropship', 'edit', 'editforecast', 'email', 'markcomplete', 'orderitems',
  'pack', 'paybills', 'print', 'quickview', 'reassign', 'reject', 'ship', 'specialorder', 'transform', 'view', 'xedit',
] as const;

/** What happens to a record, of the kinds that the emulator brings about. */
export type UserEventType = Extract<typeof EVENT_TYPES[number], 'create' | 'edit' | 'view' | 'xedit' | 'delete'>;

/** The page that a person opens a record on: what beforeLoad scripts add to it, one after the other. */
export interface RecordPageDraft {
  readonly form: FormDraft;
  readonly request: SuiteletRequest;
  /** Kept values of the person's login. */
  readonly session: Map<string, string> | undefined;
  /** Set by the first script that runs: reads the form as it is now. */
  read: (() => FormPage) | undefined;
}

/** One entry point's occasion. */
export interface UserEvent {
  readonly entryPoint: UserEventEntry;
  readonly type: UserEventType;
  /** As submitted, or as read. Changes of beforeSubmit, and of beforeLoad on a new record, go into this very draft. */
  readonly newRecord: RecordDraft;
  /** As stored before; undefined for a new record and for reading. */
  readonly oldRecord: RecordDraft | undefined;
  readonly context: SaveContext;
  /** Absent where no page is opened: a script loads or saves the record. */
  readonly page?: RecordPageDraft;
}

/**
 * The context object of a user event's entry point. A form, which only a page has, is refused elsewhere; so is a change that
 * NetSuite would not keep: of oldRecord, of a deleted record, and of newRecord once it is saved.
 */
export function userEventContext(host: RecordHost & WidgetHost, event: UserEvent): object {
  const { realm } = host;
  const { entryPoint, type, newRecord, oldRecord } = event;
  const common = {
    type, UserEventType: Object.freeze(realm.toGuest(Object.fromEntries(EVENT_TYPES.map((name) => [name.toUpperCase(), name])))),
    newRecord: recordObject(host, newRecord, isKept(event) ? 'lent' : 'read'),
  };
  if (entryPoint === 'beforeLoad') {
    return realm.object({ constants: { ...common, ...pageConstants(host, event.page) }, getters: event.page === undefined ? WITHOUT_PAGE : {} });
  }
  return realm.object({ constants: { ...common, oldRecord: oldRecord === undefined ? null : recordObject(host, oldRecord, 'read') } });
}

const WITHOUT_PAGE = { request: () => undefined, form: () => { throw new NotEmulated('context.form of beforeLoad where no page is opened'); } };

/** `form` and `request` of a record that a person opens (section_4407991781). */
function pageConstants(host: WidgetHost, page: RecordPageDraft | undefined): Readonly<Record<string, unknown>> {
  if (page === undefined) return {};
  joinSession(host.execution, page.session);
  page.read = () => formSnapshot(host, page.form);
  return { form: formObject(host, page.form), request: serverRequest(host, page.request) };
}

/** A change to a record that beforeLoad is shown is ignored (help section_4407991781), not refused. */
function isKept({ entryPoint, type }: UserEvent): boolean {
  return entryPoint !== 'afterSubmit' && type !== 'delete';
}

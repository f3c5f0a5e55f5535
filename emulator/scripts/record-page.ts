import { newForm } from '../modules/server-widget/drafts';
import { copyDraft } from '../records/drafts';
import type { RecordDraft, RecordService } from '../records/types';
import { ExecutionKilled, NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { RecordPageCall, RecordPageReply } from '../ui/page-calls';
import type { FormPage } from '../ui/page-model';
import type { RecordPageDraft, UserEvent } from './user-event-context';
import type { UserEventRunner } from './user-event-runner';

export interface RecordPageParts {
  /** Records without the account's user events: those of a page run here. */
  readonly records: RecordService;
  readonly runner: UserEventRunner;
  readonly nowMs: () => number;
}

/**
 * Opens a record's page for a person: permission, then beforeLoad scripts with `context.form` and `context.request`, one
 * after the other on one form (section_4407991781, section_1512409310). A script that fails takes the page with it.
 */
export function recordPage(parts: RecordPageParts, call: RecordPageCall): RecordPageReply {
  const page: RecordPageDraft = { form: newForm('', { hideNavBar: false, isExistingPage: true }), request: call.request, session: call.session, read: undefined };
  try {
    const newRecord = draftOf(parts.records, call);
    const context = { actor: call.actor, context: 'USERINTERFACE', nowMs: parts.nowMs() } as const;
    const event: UserEvent = { entryPoint: 'beforeLoad', type: call.mode, newRecord: copyDraft(newRecord), oldRecord: undefined, context, page };
    for (const target of parts.runner.deploymentsFor({ entryPoint: 'beforeLoad', type: call.mode, context, recordType: call.type })) parts.runner.run(target, event);
    return { kind: 'page', additions: page.read?.() ?? NOTHING_ADDED };
  } catch (error) {
    return failureOf(error);
  }
}

function draftOf(records: RecordService, { type, id, mode, actor }: RecordPageCall): RecordDraft {
  if (mode === 'create') return records.create(type, actor);
  if (id === undefined) throw new RangeError(`A page that shows a ${type} names its id.`);
  return records.load(type, id, actor);
}

function failureOf(error: unknown): RecordPageReply {
  if (error instanceof ExecutionKilled) return { kind: 'died' };
  if (error instanceof SuiteScriptFailure || error instanceof NotEmulated) return { kind: 'failed', code: error.name, message: error.message };
  throw error;
}

const NOTHING_ADDED: FormPage = {
  kind: 'form', title: '', hideNavBar: false, clientModule: undefined, submitButton: undefined, resetButton: undefined, buttons: [], links: [], messages: [], tabs: [],
  fieldGroups: [], fields: [], sublists: [],
};

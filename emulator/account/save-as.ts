import type { RecordDraft, RecordService, SaveContext } from '../records/types';
import { ExecutionKilled, SuiteScriptFailure, UserEventFailure } from '../runtime/types';
import type { SaveReply, SaveRequest } from '../types';
import { fillDraft } from './seed-record';

/**
 * Saves a record as the request's person from its context, and says what that person would see. Only what NetSuite would
 * answer becomes a reply; a refusal of the emulator is thrown. The page behind such a save is not opened: no beforeLoad.
 */
export function saveAs(records: RecordService, request: SaveRequest, nowMs: number): SaveReply {
  const context: SaveContext = { actor: request.actor, context: request.context, nowMs };
  try {
    const draft = openDraft(records, request);
    fillDraft(draft, request);
    return { kind: 'saved', id: records.save(draft, { ignoreMandatoryFields: false, enableSourcing: false }, context) };
  } catch (error) {
    return replyOf(error);
  }
}

function openDraft(records: RecordService, { type, id, actor }: SaveRequest): RecordDraft {
  return id === undefined ? records.create(type, actor) : records.load(type, id, actor);
}

function replyOf(error: unknown): SaveReply {
  if (error instanceof ExecutionKilled) return { kind: 'died' };
  if (!(error instanceof SuiteScriptFailure)) throw error;
  const id = error instanceof UserEventFailure ? error.fault.recordId : undefined;
  return { kind: 'failed', name: error.name, message: error.message, id };
}

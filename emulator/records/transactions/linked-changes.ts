import { SuiteScriptFailure } from '../../runtime/types';
import type { SaveStep } from '../type-rules';
import { hasLaterDocuments } from './links';

/** TRANS_IN_USE where an edit changes what later documents rest on. */
export function refuseLinkedChanges({ draft, data }: SaveStep, fieldIds: readonly string[]): void {
  if (draft.id === undefined) return;
  const row = data.database.prepare('SELECT * FROM "transaction" WHERE "id" = ?').get(draft.id);
  const changed = fieldIds.filter((fieldId) => (row?.[draft.definition.fields.get(fieldId)?.column ?? ''] ?? null) !== (draft.values.get(fieldId) ?? null));
  if (changed.length === 0 || !hasLaterDocuments(data, draft.id)) return;
  throw new SuiteScriptFailure('TRANS_IN_USE', `This transaction is linked to others; ${changed.join(', ')} cannot be changed.`);
}

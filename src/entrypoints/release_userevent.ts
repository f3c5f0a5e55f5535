/**
 * Lets operations go on that wait for a record which somebody just saved, and tells of fields that another system owns.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { recordSaved } from '../composition';
import { recordChanged } from '../composition-sentinel';

/** Runs after a record of a type that documents become was saved. */
export function afterSubmit(context: EntryPoints.UserEvent.afterSubmitContext): void {
  const { CREATE, EDIT, XEDIT } = context.UserEventType;
  if (context.type === CREATE) recordSaved(context.newRecord, undefined);
  if (context.type !== EDIT && context.type !== XEDIT) return;
  const before = context.oldRecord ?? undefined;
  recordSaved(context.newRecord, before);
  recordChanged(context.newRecord, before, context.type === XEDIT);
}

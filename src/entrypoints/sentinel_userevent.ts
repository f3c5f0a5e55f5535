/**
 * Refuses a save that changes a field which another system owns, where the row of that field says so.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { recordChanging } from '../composition-sentinel';

/** Runs before a record that documents become is saved, by whomever; a new one and a deletion are not looked at. */
export function beforeSubmit(context: EntryPoints.UserEvent.beforeSubmitContext): void {
  const { EDIT, XEDIT } = context.UserEventType;
  if (context.type === EDIT || context.type === XEDIT) recordChanging(context.newRecord, context.oldRecord ?? undefined, context.type === XEDIT);
}

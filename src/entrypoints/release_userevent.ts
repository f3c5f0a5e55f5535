/**
 * Lets operations go on that wait for a record which somebody just saved.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { recordSaved } from '../composition';

/** Runs after a record of a type that documents become was saved. */
export function afterSubmit(context: EntryPoints.UserEvent.afterSubmitContext): void {
  const { CREATE, EDIT, XEDIT } = context.UserEventType;
  if (context.type === CREATE) recordSaved(context.newRecord, undefined);
  else if (context.type === EDIT || context.type === XEDIT) recordSaved(context.newRecord, context.oldRecord ?? undefined);
}

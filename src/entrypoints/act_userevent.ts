/**
 * Carries out what a person asked for by an action row, with the rights of Docket.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { actionSaved } from '../composition';

/** Runs after an action row was made. */
export function afterSubmit(context: EntryPoints.UserEvent.afterSubmitContext): void {
  if (context.type === context.UserEventType.CREATE) actionSaved(context.newRecord.id);
}

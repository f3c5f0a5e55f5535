/**
 * Makes a switch or a binding that is saved count at once, for every call that comes after.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { settingSaved } from '../composition';

/** Runs after a setting was saved or deleted, by whomever. */
export function afterSubmit(context: EntryPoints.UserEvent.afterSubmitContext): void {
  settingSaved(context.newRecord, context.oldRecord ?? undefined);
}

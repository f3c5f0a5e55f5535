/**
 * Refuses an override whose reason is not in the catalogue or whose retry figures are not safe.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { overrideSaved } from '../composition';

/** Runs before an override is saved, by whomever; a deletion is not looked at. */
export function beforeSubmit(context: EntryPoints.UserEvent.beforeSubmitContext): void {
  const { DELETE, XEDIT } = context.UserEventType;
  if (context.type !== DELETE) overrideSaved(context.newRecord, context.type === XEDIT ? context.oldRecord ?? undefined : undefined);
}

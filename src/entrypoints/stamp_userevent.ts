/**
 * Clears the operation that a record carries only because it was made of one that Docket wrote.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { recordMade } from '../composition';

/** Runs before a new record of a type that NetSuite makes of others is saved. */
export function beforeSubmit(context: EntryPoints.UserEvent.beforeSubmitContext): void {
  if (context.type === context.UserEventType.CREATE) recordMade(context.newRecord);
}

/**
 * Shows on a record's page what its last operation came to, with a link.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { recordShown } from '../composition-review';

/** Runs before a record's page is shown; pages of new records have nothing to tell. */
export function beforeLoad(context: EntryPoints.UserEvent.beforeLoadContext): void {
  const { VIEW, EDIT } = context.UserEventType;
  if (context.type === VIEW || context.type === EDIT) recordShown(context.newRecord, context.form, context.type === EDIT);
}

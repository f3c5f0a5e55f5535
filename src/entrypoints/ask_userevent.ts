/**
 * Lets nobody ask for an action but in their own name and role, and nobody change one that was asked for.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { actionAsked } from '../composition';

/** Runs before an action row is saved or deleted, by whomever and from wherever. It runs as who saves. */
export function beforeSubmit(context: EntryPoints.UserEvent.beforeSubmitContext): void {
  const isNew = context.type === context.UserEventType.CREATE || context.type === context.UserEventType.COPY;
  actionAsked(context.newRecord, isNew ? undefined : context.oldRecord ?? context.newRecord, context.type === context.UserEventType.DELETE);
}

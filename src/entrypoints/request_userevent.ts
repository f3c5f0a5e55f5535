/**
 * Holds every request to the rules of approval, whoever saves it and from wherever.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { requestSaved } from '../composition';

/** Runs before a request is saved or deleted. */
export function beforeSubmit(context: EntryPoints.UserEvent.beforeSubmitContext): void {
  const { CREATE, COPY, DELETE, XEDIT } = context.UserEventType;
  const isNew = context.type === CREATE || context.type === COPY;
  requestSaved({ saved: context.newRecord, before: isNew ? undefined : context.oldRecord ?? context.newRecord, deletes: context.type === DELETE, inline: context.type === XEDIT });
}

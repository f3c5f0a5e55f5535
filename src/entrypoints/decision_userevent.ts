/**
 * Keeps decisions as they were said: whoever saves one, and from wherever.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { decisionSaved } from '../composition-decisions';

/** Runs before a decision is saved or deleted. */
export function beforeSubmit(context: EntryPoints.UserEvent.beforeSubmitContext): void {
  const { CREATE, COPY, DELETE, XEDIT } = context.UserEventType;
  const isNew = context.type === CREATE || context.type === COPY;
  decisionSaved({ saved: context.newRecord, before: isNew ? undefined : context.oldRecord ?? context.newRecord, deletes: context.type === DELETE, inline: context.type === XEDIT });
}

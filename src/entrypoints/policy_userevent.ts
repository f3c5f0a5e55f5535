/**
 * Refuses a rule, a map row, a value's meaning or an override that is active without an accepted decision.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { policySaved } from '../composition-decisions';

/** Runs before such a row is saved or deleted. */
export function beforeSubmit(context: EntryPoints.UserEvent.beforeSubmitContext): void {
  const { CREATE, COPY, DELETE, XEDIT } = context.UserEventType;
  const isNew = context.type === CREATE || context.type === COPY;
  policySaved({ saved: context.newRecord, before: isNew ? undefined : context.oldRecord ?? context.newRecord, deletes: context.type === DELETE, inline: context.type === XEDIT });
}

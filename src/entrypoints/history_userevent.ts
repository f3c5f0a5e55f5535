/**
 * Keeps the history append-only: refuses every edit and deletion of an event, a seal or a sign-off, whoever asks and from wherever.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { eventChanged } from '../composition-audit';

/** Runs before an event, a seal or a sign-off is saved or deleted. A new one is left to its chain. */
export function beforeSubmit(context: EntryPoints.UserEvent.beforeSubmitContext): void {
  const { CREATE, COPY, DELETE, XEDIT } = context.UserEventType;
  if (context.type === CREATE || context.type === COPY) return;
  const how = context.type === DELETE ? 'delete' : context.type === XEDIT ? 'inline' : 'edit';
  eventChanged({ saved: context.newRecord, before: context.oldRecord ?? context.newRecord, how });
}

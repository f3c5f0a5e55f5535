import { FARTHEST_MS, MOST_ATTEMPTS } from '../domain/row-damage';
import { isMachineDue, isSettled, STATES } from '../domain/states';
import type { OperationState } from '../domain/states';
import { CAUSE, CAUSE_RECORD, EVENT_RECORD, OPERATION } from './record-ids';

/** States as a list for `IN`. */
export const listed = (states: readonly OperationState[]): string => states.map((state) => `'${state}'`).join(', ');

/** States in which a machine acts next. */
export const MACHINE_DUE = listed(STATES.filter(isMachineDue));

/** True where the last event that an operation `o` names is there. */
export const HEAD_THERE = `EXISTS (SELECT e.id FROM ${EVENT_RECORD} e WHERE e.externalid = o.externalid || '_' || o.${OPERATION.head})`;

const HEAD_GONE = `(o.${OPERATION.head} > 0 AND NOT ${HEAD_THERE})`;

/** What `rowDamage` calls damage, but for an event that is not there and a document that is not. Binds the values of `farthest`. */
const DAMAGE = `(o.${OPERATION.state} IS NULL OR o.${OPERATION.state} NOT IN (${listed(STATES)}) OR o.externalid IS NULL
  OR o.${OPERATION.docChars} IS NULL OR o.${OPERATION.docChars} <= 0 OR (o.${OPERATION.dueMs} IS NULL AND o.${OPERATION.state} IN (${MACHINE_DUE}))
  OR o.${OPERATION.dueMs} > ? OR o.${OPERATION.leaseMs} > ? OR o.${OPERATION.dueMs} < 0 OR o.${OPERATION.leaseMs} < 0
  OR o.${OPERATION.attempts} IS NULL OR o.${OPERATION.attempts} < 0 OR o.${OPERATION.attempts} > ${String(MOST_ATTEMPTS)}
  OR o.${OPERATION.receivedMs} IS NULL OR o.${OPERATION.receivedMs} < 0 OR o.${OPERATION.receivedMs} > ?
  OR o.${OPERATION.head} IS NULL OR o.${OPERATION.head} < 0)`;

/** The values that a condition on damage binds. */
export function farthest(nowMs: number): readonly number[] {
  const far = nowMs + FARTHEST_MS;
  return [far, far, far];
}

/** True for a damaged row of an open operation `o`, as far as a statement shows it. Binds the values of `farthest`. */
export const IS_DAMAGED = `(${DAMAGE} OR ${HEAD_GONE})`;

/** True where an open cause tells of the row of `o`. */
export const IS_TOLD = `TO_CHAR(o.id) IN (SELECT c.${CAUSE.subject} FROM ${CAUSE_RECORD} c WHERE c.${CAUSE.kind} = 'row_damaged' AND c.${CAUSE.state} = 'open' AND c.${CAUSE.subject} IS NOT NULL)`;

/**
 * True for a row that a run may take over. A damaged one would be looked at by every sweep and left; many of them would take all its
 * room. What only a look at the row shows is left out from when a cause tells of it until that is closed. A row whose last event is
 * not there is worked on all the same. Binds the values of `farthest`.
 */
export const IS_SOUND = `CASE WHEN o.${OPERATION.state} IN (${listed(STATES.filter((state) => !isSettled(state)))}) AND (${DAMAGE} OR (${IS_TOLD} AND NOT ${HEAD_GONE})) THEN 1 ELSE 0 END = 0`;

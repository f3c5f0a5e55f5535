import { CARRIED_PREFIX, MARK_NAME } from '../domain/low-water-mark';
import { isSettled, STATES } from '../domain/states';
import { OPERATION, OPERATION_RECORD, SETTING, SETTING_RECORD } from './record-ids';

/** From this operation on everything is read. Without a mark that is 0: everything. */
export const MARK = `(SELECT COALESCE(MAX(m.${SETTING.number}), 0) FROM ${SETTING_RECORD} m WHERE m.externalid = '${MARK_NAME}' AND m.isinactive = 'F')`;

/** Ids of carried operations. */
export const CARRIED_IDS = `SELECT c.${SETTING.number} FROM ${SETTING_RECORD} c WHERE c.${SETTING.name} LIKE '${CARRIED_PREFIX}%' AND c.isinactive = 'F' AND c.${SETTING.number} IS NOT NULL`;

const SETTLED = `o.${OPERATION.state} IN (${STATES.filter(isSettled).map((state) => `'${state}'`).join(', ')})`;

/** True for an operation `o` that is settled and held by nobody: whoever opens one again holds it first, and may die. */
export const IS_AT_REST = `${SETTLED} AND o.${OPERATION.dueMs} IS NULL`;

/** True for any other operation `o`; one in a state that nobody knows is open too. */
export const IS_OPEN = `(o.${OPERATION.state} IS NULL OR NOT ${SETTLED} OR o.${OPERATION.dueMs} IS NOT NULL)`;

/** True for an operation `o` of this account, whose id is bound; one of a version that did not note the account is its own (D-0071). */
export const IS_OWN = `(o.${OPERATION.account} IS NULL OR o.${OPERATION.account} = ?)`;

/**
 * Selects columns of the operations `o` that meet a condition and may be open: those from the low-water mark up, and the carried
 * ones below it. Both are found by internal id, so the log below the mark is not read. The condition's values are bound twice.
 */
export function amongOpen(columns: string, condition: string): string {
  const part = (which: string) => `SELECT ${columns} FROM ${OPERATION_RECORD} o WHERE ${which} AND ${condition}`;
  return `${part(`o.id >= ${MARK}`)}\nUNION ALL\n${part(`o.id IN (${CARRIED_IDS} AND c.${SETTING.number} < ${MARK})`)}`;
}

/** The values of a condition of `amongOpen`. */
export function twice<T>(values: readonly T[]): readonly T[] {
  return [...values, ...values];
}

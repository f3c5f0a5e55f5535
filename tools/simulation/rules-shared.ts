import type { Emulator } from '../../emulator/types';
import type { SqlRow } from '../../emulator/store/sqlite';

/** What is looked at: operations above an id, and with them their chains, objects and records. 0: everything. */
export interface Scope {
  readonly aboveOperation: number;
}

export const EVERYTHING: Scope = { aboveOperation: 0 };

export const WITH_EFFECT: readonly string[] = ['applied', 'unchanged', 'partly_applied'];
export const SETTLED: readonly string[] = [...WITH_EFFECT, 'refused', 'superseded', 'withdrawn', 'discarded', 'resolved_elsewhere', 'duplicate', 'rolled_back'];
/** States in which a machine acts next. */
export const OPEN: readonly string[] = ['accepted', 'retry_scheduled', 'parked', 'unknown'];

/** True where a person's action holds what was closed without an effect: until its lease is over its chain may be ahead of it. */
export function inHand(row: SqlRow): boolean {
  return !WITH_EFFECT.includes(String(row['state'])) && row['lease_ms'] !== null && row['due_ms'] === row['lease_ms'];
}

/** True where a retention that was approved ended an operation's chain: the operation names the run, and the run's own event names the operation. Written apart from the product (D-0108). */
export function isEnded(emulator: Emulator, operation: string): boolean {
  const [row] = emulator.query(`SELECT e.custrecord_dkt_ev_facts AS facts FROM customrecord_dkt_operation o INNER JOIN customrecord_dkt_event e ON e.externalid = o.custrecord_dkt_op_ended_by || '_1' WHERE o.externalid = ?`, [operation]);
  return row !== undefined && (JSON.parse(String(row['facts'])) as { readonly ends?: readonly string[] }).ends?.includes(operation) === true;
}

export function nameOf(row: SqlRow): string {
  return `${String(row['doctype'])} operation ${String(row['id'])} (${String(row['state'])})`;
}

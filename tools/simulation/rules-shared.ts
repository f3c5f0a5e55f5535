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

export function nameOf(row: SqlRow): string {
  return `${String(row['doctype'])} operation ${String(row['id'])} (${String(row['state'])})`;
}

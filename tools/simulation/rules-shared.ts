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

export function nameOf(row: SqlRow): string {
  return `${String(row['doctype'])} operation ${String(row['id'])} (${String(row['state'])})`;
}

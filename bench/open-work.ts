import { join } from 'node:path';
import { openSqlite } from '../emulator/store/sqlite';

const OPERATION = 'customrecord_dkt_operation';

/** Open operations among settled ones. */
export interface OpenWork {
  readonly open: number;
  /** Of those, how many share the cause of the one that is there; each cause of the others holds up `OF_OTHER_CAUSES`. */
  readonly ofOneCause: number;
  /** Newest operations that stay settled behind them. */
  readonly behind: number;
}

/** Operations of each further cause. */
export const OF_OTHER_CAUSES = 10;

/** One in so many operations is open. */
const APART = 5;

/** What makes an operation one in front of a person; the rest of the row stays. */
const TOLD = ['state', 'reason', 'reason_class', 'reason_path', 'reason_field', 'reason_title', 'reason_text', 'reason_value', 'probable_cause', 'who_acts', 'what_to_do', 'settled_ms', 'settled_at', 'due_ms', 'due_at', 'target_id', 'target_number', 'base_amount'];

/**
 * Opens operations of an account that is not open, one in five of its newer ones, each as the newest of all stands in front of a person. Their
 * causes have no rows: the next sweeps make them.
 */
export function openWork(dataFolder: string, { open, ofOneCause, behind }: OpenWork): void {
  const database = openSqlite(join(dataFolder, 'account.db'));
  try {
    const newest = Number(database.prepare(`SELECT MAX(id) AS id FROM "${OPERATION}"`).get()?.['id']);
    const last = newest - behind;
    const serial = `(${String(last)} - id) / ${String(APART)}`;
    const cause = `CASE WHEN ${serial} < ${String(ofOneCause)} THEN t.custrecord_dkt_op_cause ELSE printf('c%063x', (${serial}) / ${String(OF_OTHER_CAUSES)}) END`;
    const columns = TOLD.map((name) => `custrecord_dkt_op_${name}`);
    database.exec(`UPDATE "${OPERATION}" SET ${columns.map((name) => `${name} = t.${name}`).join(', ')}, custrecord_dkt_op_cause = ${cause.replaceAll(/\bid\b/g, `"${OPERATION}".id`)}
      FROM (SELECT * FROM "${OPERATION}" WHERE id = ${String(newest)}) t
      WHERE "${OPERATION}".id <= ${String(last)} AND "${OPERATION}".id > ${String(last - open * APART)} AND (${String(last)} - "${OPERATION}".id) % ${String(APART)} = 0`);
  } finally {
    database.close();
  }
}

import type { RecordOperation } from '../application/review/record-operation-port';
import { STATES } from '../domain/states';
import { rowNumber, rowText, runStatement } from './query-rows';
import { OPERATION, OPERATION_RECORD } from './record-ids';

/** The operation that a record carries, and the first later one on the same object that rests with people; undefined: it is not in the log. 20 units. */
export function recordOperation(operationId: string): RecordOperation | undefined {
  const [row] = runStatement(`SELECT o.externalid AS operation, o.${OPERATION.state} AS state, o.${OPERATION.source} AS source, o.${OPERATION.settledMs} AS settled_ms, o.${OPERATION.object} AS lane FROM ${OPERATION_RECORD} o WHERE o.externalid = ?`, [operationId]);
  const state = row === undefined ? undefined : STATES.find((one) => one === rowText(row, 'state'));
  if (row === undefined || state === undefined) return undefined;
  const [waiting = {}] = runStatement(`SELECT o.externalid AS operation FROM ${OPERATION_RECORD} o WHERE o.${OPERATION.object} = ? AND o.${OPERATION.state} = 'needs_review' ORDER BY o.id FETCH FIRST 1 ROWS ONLY`, [rowText(row, 'lane')]);
  return { operationId, state, source: rowText(row, 'source'), settledMs: rowNumber(row, 'settled_ms'), waiting: rowText(waiting, 'operation') };
}

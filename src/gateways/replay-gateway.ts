import * as task from 'N/task';
import type { ReplayRows, ReplayScheduler, ReplayWindow } from '../application/decisions/replay-port';
import { boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import { DECISION, DECISION_RECORD, EVENT, EVENT_RECORD, OPERATION, OPERATION_RECORD, REPLAY_DEPLOYMENT_NOW, REPLAY_SCRIPT } from './record-ids';
import { observeError } from './suitescript-error';

/** Stored documents and the decisions whose replay waits. Reads alone. */
export class ReplayGateway implements ReplayRows {
  waiting(): readonly string[] {
    // A text area is compared by how it begins: the state stands first in it.
    return runStatement(`SELECT d.externalid AS code FROM ${DECISION_RECORD} d WHERE d.${DECISION.status} = 'proposed' AND (d.${DECISION.replay} LIKE '{"state":"asked"%' OR d.${DECISION.replay} LIKE '{"state":"under_way"%')
ORDER BY d.id FETCH FIRST 20 ROWS ONLY`, []).map((row) => rowText(row, 'code'));
  }

  ids({ source, documentType, fromMs, toMs, after, most }: ReplayWindow): readonly number[] {
    const ofType = source === '' ? { sql: '', parameters: [] } : { sql: ` AND o.${OPERATION.source} = ? AND o.${OPERATION.doctype} = ?`, parameters: [source, documentType] };
    return runStatement(`SELECT o.id AS id FROM ${OPERATION_RECORD} o WHERE o.id > ? AND o.${OPERATION.receivedMs} >= ? AND o.${OPERATION.receivedMs} < ?${ofType.sql} ORDER BY o.id FETCH FIRST ${String(most)} ROWS ONLY`, [after, fromMs, toMs, ...ofType.parameters])
      .flatMap((row) => rowNumber(row, 'id') ?? []);
  }

  outcomeEvents(internalIds: readonly number[]): ReadonlyMap<number, number> {
    const list = boundNumbers(internalIds);
    const rows = runStatement(`SELECT o.id AS operation, MAX(e.id) AS event FROM ${OPERATION_RECORD} o JOIN ${EVENT_RECORD} e ON e.${EVENT.chain} = o.externalid WHERE o.id IN (${list.sql}) AND e.${EVENT.kind} = 'outcome' GROUP BY o.id`, list.parameters);
    return new Map(rows.flatMap((row) => {
      const [operation, event] = [rowNumber(row, 'operation'), rowNumber(row, 'event')];
      return operation === undefined || event === undefined ? [] : [[operation, event] as const];
    }));
  }
}

/** Submits the replay's deployment that no schedule holds. */
export class ReplayTaskGateway implements ReplayScheduler {
  wakeReplay(): void {
    try {
      task.create({ taskType: task.TaskType.MAP_REDUCE, scriptId: REPLAY_SCRIPT, deploymentId: REPLAY_DEPLOYMENT_NOW }).submit();
    } catch (error) {
      // One that runs already takes up what waits when it ends; where submitting is refused, the schedule does.
      if (!['MAP_REDUCE_ALREADY_RUNNING', 'INSUFFICIENT_PERMISSION', 'FAILED_TO_SUBMIT_JOB_REQUEST_1'].includes(observeError(error).name)) throw error;
    }
  }
}

import * as record from 'N/record';
import { MOST_RETAINED } from '../application/retain/retain-port';
import type { EndingOperation, RetainRange, RetainRows } from '../application/retain/retain-port';
import { valuesHashOf } from '../domain/event-chain';
import type { Sha256 } from '../domain/identity';
import { RETENTION_CLASSES } from '../domain/retention/retention-rule';
import type { RetentionRow } from '../domain/retention/retention-rule';
import { isSettled, STATES } from '../domain/states';
import { storedEvent } from './event-gateway';
import { fitTextArea } from './fit-field';
import { listed } from './history-gateway';
import { IS_OWN } from './open-operations';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { CAUSE, CAUSE_RECORD, EVENT, EVENT_RECORD, OPERATION, OPERATION_RECORD, RETENTION, RETENTION_RECORD } from './record-ids';

const COLUMNS = `SELECT o.id AS id, o.externalid AS operation, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.state} AS state, o.${OPERATION.dueMs} AS due_ms, k.${CAUSE.state} AS cause_state,
o.${OPERATION.request} AS request, o.${OPERATION.settledMs} AS settled_ms, o.${OPERATION.head} AS head, o.${OPERATION.endedBy} AS ended_by, o.${OPERATION.mapVersion} AS map_version, o.${OPERATION.targetType} AS target_type,
o.${OPERATION.targetId} AS target_id, o.${OPERATION.targetExtid} AS target_extid, o.${OPERATION.targetNumber} AS target_number FROM ${OPERATION_RECORD} o LEFT JOIN ${CAUSE_RECORD} k ON k.externalid = o.${OPERATION.cause}`;

/** Fields that hold the document, or say what it says of people. The rest names the operation, its record and its amounts. */
const CLEARED = [
  OPERATION.doc1, OPERATION.doc2, OPERATION.doc3, OPERATION.doc4, OPERATION.doc5, OPERATION.overlay, OPERATION.party, OPERATION.note, OPERATION.reasonText, OPERATION.reasonValue, OPERATION.observedText, OPERATION.probableCause,
] as const;

/** What retention and erasure read and do, on operations, events and `customrecord_dkt_retention`. */
export class RetainGateway implements RetainRows {
  constructor(private readonly accountId: string, private readonly sha256: Sha256) {}

  rules(): readonly RetentionRow[] {
    const sql = `SELECT r.id AS id, r.${RETENTION.kind} AS kind, r.${RETENTION.class} AS class, r.${RETENTION.source} AS source, r.${RETENTION.doctype} AS doctype, r.${RETENTION.operation} AS operation, r.${RETENTION.days} AS days, r.${RETENTION.decision} AS decision
FROM ${RETENTION_RECORD} r WHERE r.isinactive = 'F' ORDER BY r.id`;
    return runStatement(sql, []).map((row) => ({
      // What is of no kind that is known keeps things: that can be mended, an end cannot.
      internalId: rowNumber(row, 'id') ?? 0, kind: rowText(row, 'kind') === 'keep' ? 'keep' : 'hold', class: RETENTION_CLASSES.find((one) => one === rowText(row, 'class')) ?? 'payload', source: rowText(row, 'source'),
      documentType: rowText(row, 'doctype'), operation: rowText(row, 'operation'), days: rowNumber(row, 'days') ?? 0, decision: rowText(row, 'decision'),
    }));
  }

  operations({ fromId, upToId, source, documentType }: RetainRange): readonly EndingOperation[] {
    const asked = ([[OPERATION.source, source], [OPERATION.doctype, documentType]] as const).filter(([, value]) => value !== '');
    const sql = `${COLUMNS} WHERE o.id > ? AND o.id <= ? AND ${IS_OWN}${asked.map(([field]) => ` AND o.${field} = ?`).join('')} ORDER BY o.id FETCH FIRST ${String(MOST_RETAINED)} ROWS ONLY`;
    return runStatement(sql, [fromId, upToId, this.accountId, ...asked.map(([, value]) => value)]).map(endingOperation);
  }

  byId(operationIds: readonly string[]): readonly EndingOperation[] {
    return listed(operationIds, (ids) => `${COLUMNS} WHERE o.externalid IN (${ids}) ORDER BY o.id`).map(endingOperation);
  }

  clear({ internalId, kept }: EndingOperation, endedBy: string, whole: boolean): void {
    const row = record.load({ type: OPERATION_RECORD, id: internalId, isDynamic: false });
    for (const fieldId of CLEARED) row.setValue({ fieldId, value: '' });
    row.setValue({ fieldId: OPERATION.endedBy, value: endedBy });
    if (whole) row.setValue({ fieldId: OPERATION.kept, value: fitTextArea(JSON.stringify(kept)) });
    row.save();
  }

  deleteEvent(internalId: number): void {
    try {
      record.delete({ type: EVENT_RECORD, id: internalId });
    } catch (error) {
      if (runStatement(`SELECT e.id AS id FROM ${EVENT_RECORD} e WHERE e.id = ?`, [internalId]).length > 0) throw error;
    }
  }

  eraseEvent(internalId: number, request: string): void {
    const row = record.load({ type: EVENT_RECORD, id: internalId, isDynamic: false });
    const { salt, values } = storedEvent(row);
    row.setValue({ fieldId: EVENT.valuesHash, value: valuesHashOf({ salt, values }, this.sha256) });
    row.setValue({ fieldId: EVENT.values, value: '' });
    row.setValue({ fieldId: EVENT.salt, value: '' });
    row.setValue({ fieldId: EVENT.erasedBy, value: request });
    row.save();
  }
}

function endingOperation(row: QueryRow): EndingOperation {
  const text = (column: string) => rowText(row, column);
  const state = STATES.find((one) => one === text('state'));
  const targetId = rowNumber(row, 'target_id');
  const result = targetId === undefined ? null : { recordType: text('target_type'), internalId: targetId, externalId: text('target_extid'), documentNumber: '' };
  return {
    internalId: rowNumber(row, 'id') ?? 0, operationId: text('operation'), source: text('source'), documentType: text('doctype'), settled: state !== undefined && isSettled(state), held: rowNumber(row, 'due_ms') !== undefined,
    causeOpen: text('cause_state') === 'open', requested: text('request') !== '', settledMs: rowNumber(row, 'settled_ms') ?? 0, head: rowNumber(row, 'head') ?? 0, endedBy: text('ended_by'),
    kept: { state: state ?? 'needs_review', result, verdicts: [], problem: null, mapVersion: text('map_version') },
  };
}

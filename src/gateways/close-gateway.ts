import { MOST_CLOSE_ROWS } from '../application/close/close-port';
import type { CloseRange, CloseRow, CloseRows } from '../application/close/close-port';
import { addDays, dayNumber } from '../domain/calendar';
import type { ClosePeriod } from '../domain/close/close-period';
import { IS_OWN } from './open-operations';
import { BASE_PERIOD } from './period-look';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { CAUSE, CAUSE_RECORD, OPERATION, OPERATION_RECORD } from './record-ids';

const DAY_MS = 86_400_000;

const PERIODS = `SELECT p.id AS id, p.periodname AS name, TO_CHAR(p.startdate, 'YYYY-MM-DD') AS first_day, TO_CHAR(p.enddate, 'YYYY-MM-DD') AS last_day FROM accountingperiod p WHERE ${BASE_PERIOD}`;

/** Steps of a rollback were received from nobody: what they take back is told by the operation that it was (D-0100). */
const IS_RECEIVED = `(o.${OPERATION.intent} IS NULL OR o.${OPERATION.intent} <> 'rollback')`;

const ROWS = `SELECT o.id AS id, o.externalid AS operation, o.${OPERATION.state} AS state, o.${OPERATION.dueMs} AS due_ms, k.${CAUSE.state} AS cause_state, o.${OPERATION.amountText} AS amount, o.${OPERATION.currency} AS currency,
o.${OPERATION.baseAmount} AS base_amount, o.${OPERATION.subsidiary} AS subsidiary, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.docNumber} AS number, o.${OPERATION.docDate} AS doc_date,
o.${OPERATION.party} AS party, o.${OPERATION.reason} AS reason, o.${OPERATION.reasonTitle} AS reason_title, o.${OPERATION.receivedMs} AS received_ms, o.${OPERATION.settledMs} AS settled_ms, o.${OPERATION.attempts} AS attempts,
o.${OPERATION.targetType} AS target_type, o.${OPERATION.targetId} AS target_id, o.${OPERATION.targetNumber} AS target_number, o.${OPERATION.head} AS head, o.${OPERATION.docSha256} AS sha256, o.${OPERATION.fingerprint} AS fingerprint
FROM ${OPERATION_RECORD} o LEFT JOIN ${CAUSE_RECORD} k ON k.externalid = o.${OPERATION.cause}
WHERE o.id > ? AND o.id <= ? AND ${IS_OWN} AND ${IS_RECEIVED} AND ((SUBSTR(o.${OPERATION.docDate}, 1, 10) >= ? AND SUBSTR(o.${OPERATION.docDate}, 1, 10) <= ?) OR (o.${OPERATION.receivedMs} >= ? AND o.${OPERATION.receivedMs} < ?))`;

/** Operations by the period that they count in. The rule of that day is the domain's; a statement gives what may count. */
export class CloseGateway implements CloseRows {
  constructor(private readonly accountId: string) {}

  periods(until: string, most: number): readonly ClosePeriod[] {
    return runStatement(`${PERIODS} AND p.startdate <= TO_DATE(?, 'YYYY-MM-DD') ORDER BY p.startdate DESC, p.id FETCH FIRST ${String(most)} ROWS ONLY`, [until]).map(periodOf);
  }

  period(internalId: number): ClosePeriod | undefined {
    return runStatement(`${PERIODS} AND p.id = ?`, [internalId]).map(periodOf)[0];
  }

  lastId(): number {
    const [row = {}] = runStatement(`SELECT MAX(o.id) AS id FROM ${OPERATION_RECORD} o`, []);
    return rowNumber(row, 'id') ?? 0;
  }

  receivedFrom(internalId: number): number | undefined {
    const [row] = runStatement(`SELECT o.${OPERATION.receivedMs} AS received_ms FROM ${OPERATION_RECORD} o WHERE o.id >= ? ORDER BY o.id FETCH FIRST 1 ROWS ONLY`, [internalId]);
    return row === undefined ? undefined : rowNumber(row, 'received_ms');
  }

  rows({ period, subsidiary, fromId, upToId }: CloseRange): readonly CloseRow[] {
    const within = [fromId, upToId, this.accountId, period.start, period.end, dayNumber(period.start) * DAY_MS, dayNumber(addDays(period.end, 1)) * DAY_MS];
    const of = subsidiary === 'all' ? { sql: '', parameters: [] } : { sql: ` AND COALESCE(o.${OPERATION.subsidiary}, 0) = ?`, parameters: [subsidiary] };
    return runStatement(`${ROWS}${of.sql} ORDER BY o.id FETCH FIRST ${String(MOST_CLOSE_ROWS)} ROWS ONLY`, [...within, ...of.parameters]).map(closeRow);
  }
}

function periodOf(row: QueryRow): ClosePeriod {
  return { internalId: rowNumber(row, 'id') ?? 0, name: rowText(row, 'name'), start: rowText(row, 'first_day'), end: rowText(row, 'last_day') };
}

function closeRow(row: QueryRow): CloseRow {
  const text = (column: string) => rowText(row, column);
  const targetId = rowNumber(row, 'target_id');
  return {
    internalId: rowNumber(row, 'id') ?? 0, operationId: text('operation'), state: text('state'), held: rowNumber(row, 'due_ms') !== undefined, causeOpen: text('cause_state') === 'open', amount: text('amount'), currency: text('currency'),
    baseAmount: text('base_amount'), subsidiary: rowNumber(row, 'subsidiary') ?? 0, source: text('source'), documentType: text('doctype'), documentNumber: text('number'), documentDate: text('doc_date'), party: text('party'),
    reason: text('reason'), reasonTitle: text('reason_title'), receivedMs: rowNumber(row, 'received_ms') ?? 0, settledMs: rowNumber(row, 'settled_ms'), attempts: rowNumber(row, 'attempts') ?? 0, head: rowNumber(row, 'head') ?? 0,
    target: targetId === undefined ? undefined : { recordType: text('target_type'), internalId: targetId, number: text('target_number') }, documentSha256: text('sha256'), fingerprint: text('fingerprint'),
  };
}

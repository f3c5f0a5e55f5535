import type { AwaitedCome, Sleepers } from '../application/actions/review-ports';
import { amongOpen, IS_OWN, twice } from './open-operations';
import { BASE_PERIOD, PERIOD_COLUMNS, periodOfRow } from './period-look';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { CAUSE, CAUSE_RECORD, OBJECT_RULE, OBJECT_RULE_RECORD, OPERATION, OPERATION_RECORD } from './record-ids';
import { TARGET_TYPES } from './target-kinds';

/** Most operations that are looked at in one round. */
const MOST = 500;

/** What sleeps until something happens, on the operation log and the causes. */
export class SleepersGateway implements Sleepers {
  constructor(private readonly accountId: string) {}

  awaitedCome(nowMs: number): readonly AwaitedCome[] {
    const rows = runStatement(STATEMENT, [...twice([this.accountId]), nowMs, nowMs]);
    const come = rows.flatMap((row) => [...ofOperation(row, nowMs), ...ofCause(row, nowMs)]);
    return [...new Map(come.map((one) => [`${one.subject} ${one.id}`, one])).values()];
  }
}

const ROWS = amongOpen(
  `o.id AS id, o.externalid AS operation, o.${OPERATION.object} AS lane, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, SUBSTR(o.${OPERATION.docDate}, 1, 10) AS doc_date,
  o.${OPERATION.cause} AS cause, o.${OPERATION.snoozedMs} AS own_ms, o.${OPERATION.snoozedFor} AS own_for`,
  `o.${OPERATION.state} = 'needs_review' AND ${IS_OWN}`,
);

const SOMETHING = `IN ('new_version', 'period_open')`;

const STATEMENT = `SELECT q.operation AS operation, q.own_ms AS own_ms, q.own_for AS own_for, q.cause AS cause, k.${CAUSE.snoozedMs} AS cause_ms, k.${CAUSE.snoozedFor} AS cause_for, r.${OBJECT_RULE.target} AS target,
  (SELECT COUNT(*) FROM ${OPERATION_RECORD} n WHERE n.${OPERATION.object} = q.lane AND n.id > q.id) AS newer, ${PERIOD_COLUMNS}
FROM (${ROWS}) q LEFT JOIN ${CAUSE_RECORD} k ON k.externalid = q.cause
  LEFT JOIN ${OBJECT_RULE_RECORD} r ON r.${OBJECT_RULE.source} = q.source AND r.${OBJECT_RULE.doctype} = q.doctype AND r.isinactive = 'F'
  LEFT JOIN accountingperiod p ON ${BASE_PERIOD} AND TO_CHAR(p.startdate, 'YYYY-MM-DD') <= q.doc_date AND TO_CHAR(p.enddate, 'YYYY-MM-DD') >= q.doc_date
WHERE (q.own_ms > ? AND q.own_for ${SOMETHING}) OR (k.${CAUSE.snoozedMs} > ? AND k.${CAUSE.snoozedFor} ${SOMETHING})
ORDER BY q.id FETCH FIRST ${String(MOST)} ROWS ONLY`;

function ofOperation(row: QueryRow, nowMs: number): readonly AwaitedCome[] {
  if ((rowNumber(row, 'own_ms') ?? 0) <= nowMs) return [];
  return cameFor(row, 'own_for').map((on) => ({ subject: 'operation', id: rowText(row, 'operation'), on }));
}

function ofCause(row: QueryRow, nowMs: number): readonly AwaitedCome[] {
  if ((rowNumber(row, 'cause_ms') ?? 0) <= nowMs) return [];
  return cameFor(row, 'cause_for').map((on) => ({ subject: 'cause', id: rowText(row, 'cause'), on }));
}

function cameFor(row: QueryRow, column: string): readonly AwaitedCome['on'][] {
  switch (rowText(row, column)) {
    case 'new_version':
      return (rowNumber(row, 'newer') ?? 0) > 0 ? ['new_version'] : [];
    case 'period_open':
      return isPeriodOpen(row) ? ['period_open'] : [];
    default:
      return [];
  }
}

/** True where there is a period of the document's date in which such a record may be posted. */
function isPeriodOpen(row: QueryRow): boolean {
  const target = rowText(row, 'target');
  return rowNumber(row, 'id') !== undefined && TARGET_TYPES.includes(target) && periodOfRow(row, target).state === 'open';
}

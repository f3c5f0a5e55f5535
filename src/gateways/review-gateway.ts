import type { CauseGroup, CauseRow, CurrencyTotals, OperationRow, QueueCounts, QueueQuestion, ReviewRows, Scope, StoredCauseRow } from '../application/review/review-rows-port';
import { CAUSE_KINDS } from '../application/machine-ports';
import type { CauseKind } from '../application/machine-ports';
import { REASON_ACTORS } from '../domain/reason-entry';
import { dueState } from '../domain/review/due';
import { REASONS } from '../domain/reasons';
import type { ReasonClass } from '../domain/reasons';
import { ATTEMPT_LIMIT } from '../domain/lease';
import { isMachineDue, STATES } from '../domain/states';
import { amongOpen, IS_OPEN, IS_OWN, twice } from './open-operations';
import { boundList, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { CAUSE, CAUSE_RECORD, OPERATION, OPERATION_RECORD } from './record-ids';
import { LATEST, MACHINE_DUE, NEEDS_A_PERSON, openRows, orderOf, questionRows, rowsById, scopeOf } from './review-statements';

interface Times {
  readonly nowMs: number;
  readonly endOfTodayMs: number;
}

/** The queue's rows on `customrecord_dkt_operation` and `customrecord_dkt_cause`. */
export class ReviewGateway implements ReviewRows {
  constructor(private readonly accountId: string) {}

  groups(question: QueueQuestion): readonly CauseGroup[] {
    const { sql, parameters } = questionRows(question, this.accountId);
    return runStatement(`SELECT r.cause AS cause, ${GROUP_COLUMNS} ${sql} AND r.cause IS NOT NULL GROUP BY r.cause`, parameters).map(groupOf);
  }

  causes(fingerprints: readonly string[], nowMs: number, endOfTodayMs: number): readonly StoredCauseRow[] {
    if (fingerprints.length === 0) return [];
    const list = boundList(fingerprints);
    return runStatement(`${CAUSES} WHERE c.externalid IN (${list.sql})`, list.parameters).map((row) => causeRow(row, { nowMs, endOfTodayMs }));
  }

  causesOf(kinds: readonly CauseKind[], state: 'open' | 'closed', times: Times): readonly StoredCauseRow[] {
    const list = boundList(kinds);
    const order = state === 'open' ? `c.${CAUSE.openedMs}` : `c.${CAUSE.closedMs}`;
    const statement = `${CAUSES} WHERE c.${CAUSE.state} = ? AND c.${CAUSE.kind} IN (${list.sql}) ORDER BY ${order} DESC, c.id DESC FETCH FIRST 500 ROWS ONLY`;
    return runStatement(statement, [state, ...list.parameters]).map((row) => causeRow(row, times));
  }

  operations(question: QueueQuestion, most: number): readonly OperationRow[] {
    const rows = questionRows(question, this.accountId);
    const order = orderOf(question);
    const found = runStatement(`SELECT * FROM (SELECT r.* ${rows.sql} ORDER BY ${order.sql} FETCH FIRST ${String(most)} ROWS ONLY) p`, [...rows.parameters, ...order.parameters]);
    return found.map((row) => operationRow(row, question));
  }

  totals(question: QueueQuestion): readonly CurrencyTotals[] {
    const { sql, parameters } = questionRows(question, this.accountId);
    return runStatement(`SELECT r.currency AS currency, COUNT(*) AS n, SUM(ABS(r.amount)) AS amount, ${RISK_SUMS} ${sql} GROUP BY r.currency`, parameters).map((row) => ({
      currency: rowText(row, 'currency'), count: rowNumber(row, 'n') ?? 0, amount: rowNumber(row, 'amount') ?? 0, atRisk: rowNumber(row, 'at_risk') ?? 0, unknown: rowNumber(row, 'unknown') ?? 0,
    }));
  }

  byId(operationIds: readonly string[], question: QueueQuestion): readonly OperationRow[] {
    if (operationIds.length === 0) return [];
    const { sql, parameters } = rowsById(operationIds, question, this.accountId);
    return runStatement(`SELECT r.* ${sql}`, parameters).map((row) => operationRow(row, question));
  }

  counts(question: QueueQuestion): Omit<QueueCounts, 'baseCurrency'> {
    const { nowMs } = question;
    const { sql, parameters } = openRows(question, this.accountId);
    const asked = `${NEEDS_A_PERSON} AND r.request IS NULL`;
    const shown = `${asked} AND r.snoozed_ms <= ?`;
    const count = (condition: string) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
    const [row = {}] = runStatement(`SELECT ${count(shown)} AS open, ${count(`r.state IN (${MACHINE_DUE})`)} AS retrying, ${count('r.request IS NOT NULL')} AS waiting, ${count(`${asked} AND r.snoozed_ms > ?`)} AS snoozed,
  ${count(`${shown} AND r.cause_due_ms < ?`)} AS late, SUM(CASE WHEN ${shown} THEN r.at_risk END) AS at_risk, ${count(`${shown} AND r.at_risk IS NULL`)} AS unknown, MIN(CASE WHEN ${shown} THEN r.received_ms END) AS oldest ${sql}`,
    [nowMs, nowMs, nowMs, nowMs, nowMs, nowMs, nowMs, ...parameters]);
    const number = (column: string) => rowNumber(row, column) ?? 0;
    return {
      open: number('open'), retrying: number('retrying'), waitingApproval: number('waiting'), snoozed: number('snoozed'), late: number('late'),
      atRisk: number('at_risk').toFixed(2), atRiskUnknown: number('unknown'), oldestMs: rowNumber(row, 'oldest'),
    };
  }

  today(scope: Scope, sinceMs: number): { readonly applied: number; readonly duplicates: number } {
    const own = scopeOf(scope, this.accountId);
    const applied = `o.${OPERATION.state} IN ('applied', 'partly_applied') AND o.${OPERATION.settledMs} >= ?`;
    const [row = {}] = runStatement(
      `SELECT SUM(CASE WHEN ${applied} THEN 1 ELSE 0 END) AS applied, SUM(CASE WHEN o.${OPERATION.receivedMs} >= ? THEN COALESCE(o.${OPERATION.seenAgain}, 0) + CASE WHEN o.${OPERATION.state} = 'duplicate' THEN 1 ELSE 0 END ELSE 0 END) AS duplicates
FROM ${OPERATION_RECORD} o WHERE o.id > (SELECT MAX(m.id) FROM ${OPERATION_RECORD} m) - ${String(LATEST)} AND ${own.sql}`,
      [sinceMs, sinceMs, ...own.parameters],
    );
    return { applied: rowNumber(row, 'applied') ?? 0, duplicates: rowNumber(row, 'duplicates') ?? 0 };
  }

  ahead(untilMs: number): ReturnType<ReviewRows['ahead']> {
    const due = amongOpen(`'due' AS kind, NULL AS account, o.id AS id`, `o.${OPERATION.state} IN (${MACHINE_DUE}) AND o.${OPERATION.dueMs} <= ? AND ${IS_OWN}`);
    const foreign = amongOpen(`'foreign' AS kind, o.${OPERATION.account} AS account, o.id AS id`, `${IS_OPEN} AND o.${OPERATION.account} IS NOT NULL AND o.${OPERATION.account} <> ?`);
    const rows = runStatement(`SELECT t.kind AS kind, t.account AS account, COUNT(*) AS n FROM (${due}\nUNION ALL\n${foreign}) t GROUP BY t.kind, t.account`, [...twice([untilMs, this.accountId]), ...twice([this.accountId])]);
    return {
      due: rows.filter((row) => rowText(row, 'kind') === 'due').map((row) => rowNumber(row, 'n') ?? 0)[0] ?? 0,
      foreign: rows.filter((row) => rowText(row, 'kind') === 'foreign').map((row) => ({ account: rowText(row, 'account'), count: rowNumber(row, 'n') ?? 0 })),
    };
  }

  baseCurrency(): string {
    const [row = {}] = runStatement("SELECT u.symbol AS symbol FROM currency u WHERE u.isbasecurrency = 'T' ORDER BY u.id FETCH FIRST 1 ROWS ONLY", []);
    return rowText(row, 'symbol');
  }
}

const RISK_SUMS = 'SUM(r.at_risk) AS at_risk, SUM(CASE WHEN r.at_risk IS NULL THEN 1 ELSE 0 END) AS unknown';

const GROUP_COLUMNS = `COUNT(*) AS n, ${RISK_SUMS}, MIN(r.received_ms) AS oldest, MAX(r.received_ms) AS newest, MAX(r.weight) AS weight, MIN(r.cause_due_ms) AS due_ms, MIN(r.owner) AS owner, MIN(r.source) AS source, MIN(r.doctype) AS doctype,
  MIN(r.reason) AS reason, MIN(r.reason_title) AS title, MIN(r.what_to_do) AS text, MIN(r.missing) AS missing, MIN(r.operation) AS subject, MIN(r.who) AS who`;

function groupOf(row: QueryRow): CauseGroup {
  return {
    fingerprint: rowText(row, 'cause'), items: rowNumber(row, 'n') ?? 0, atRisk: rowNumber(row, 'at_risk') ?? 0, unknown: rowNumber(row, 'unknown') ?? 0, oldestMs: rowNumber(row, 'oldest') ?? 0, newestMs: rowNumber(row, 'newest') ?? 0,
    weight: rowNumber(row, 'weight') ?? 1, dueMs: rowNumber(row, 'due_ms'), owner: rowNumber(row, 'owner'), source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), reason: rowText(row, 'reason'),
    title: rowText(row, 'title'), text: rowText(row, 'text'), value: rowText(row, 'missing'), subject: rowText(row, 'subject'), whoActs: rowText(row, 'who'),
  };
}

const CAUSES = `SELECT c.id AS id, c.externalid AS fingerprint, c.${CAUSE.kind} AS kind, c.${CAUSE.source} AS source, c.${CAUSE.doctype} AS doctype, c.${CAUSE.reason} AS reason, c.${CAUSE.title} AS title, c.${CAUSE.text} AS text,
  c.${CAUSE.who} AS who, c.${CAUSE.subject} AS subject, c.${CAUSE.state} AS state, c.${CAUSE.work} AS work, c.${CAUSE.resolvedTimes} AS times, c.${CAUSE.resolvedMs} AS resolved_ms, c.${CAUSE.closedMs} AS closed_ms, c.${CAUSE.owner} AS owner,
  TRIM(e.firstname || ' ' || e.lastname) AS owner_name, c.${CAUSE.dueMs} AS due_ms, c.${CAUSE.snoozedMs} AS snoozed_ms, c.${CAUSE.openedMs} AS opened_ms, c.${CAUSE.notes} AS notes, c.${CAUSE.value} AS value,
  TO_CHAR(c.lastmodified, 'YYYY-MM-DD HH24:MI:SS') AS version
FROM ${CAUSE_RECORD} c LEFT JOIN employee e ON e.id = c.${CAUSE.owner}`;

function causeRow(row: QueryRow, { nowMs, endOfTodayMs }: Times): StoredCauseRow {
  const kind = rowText(row, 'kind');
  const who = rowText(row, 'who');
  const dueMs = rowNumber(row, 'due_ms');
  const snoozedUntilMs = rowNumber(row, 'snoozed_ms');
  const open = rowText(row, 'state') === 'open';
  return {
    internalId: rowNumber(row, 'id') ?? 0, fingerprint: rowText(row, 'fingerprint'), kind: CAUSE_KINDS.find((one) => one === kind) ?? 'failure', source: rowText(row, 'source'), documentType: rowText(row, 'doctype'),
    reason: rowText(row, 'reason'), title: rowText(row, 'title'), text: rowText(row, 'text'), whoActs: REASON_ACTORS.find((one) => one === who) ?? 'admin', subject: rowText(row, 'subject'),
    state: workState(row, open && (snoozedUntilMs ?? 0) > nowMs), cameBack: open && (rowNumber(row, 'times') ?? 0) > 0, resolvedTimes: rowNumber(row, 'times') ?? 0,
    resolvedMs: open ? rowNumber(row, 'resolved_ms') : rowNumber(row, 'closed_ms'), owner: rowNumber(row, 'owner'), ownerName: rowText(row, 'owner_name'),
    due: { dueMs, state: dueState(dueMs, nowMs, endOfTodayMs) }, snoozedUntilMs: open ? snoozedUntilMs : undefined, openedMs: rowNumber(row, 'opened_ms') ?? 0, notes: rowText(row, 'notes'),
    missingValue: rowText(row, 'value'), version: rowText(row, 'version'),
  };
}

function workState(row: QueryRow, snoozed: boolean): CauseRow['state'] {
  if (rowText(row, 'state') !== 'open') return 'resolved';
  if (snoozed) return 'snoozed';
  const work = rowText(row, 'work');
  return work === 'acknowledged' || work === 'in_work' ? work : 'new';
}

function operationRow(row: QueryRow, { nowMs, endOfTodayMs }: Times): OperationRow {
  const state = STATES.find((one) => one === rowText(row, 'state')) ?? 'needs_review';
  const amount = rowText(row, 'amount_text');
  const atRisk = rowNumber(row, 'at_risk');
  const targetId = rowNumber(row, 'target_id');
  const dueMs = rowNumber(row, 'cause_due_ms');
  const snoozed = rowNumber(row, 'snoozed_ms') ?? 0;
  return {
    internalId: rowNumber(row, 'id') ?? 0, operationId: rowText(row, 'operation'), source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), state, documentNumber: rowText(row, 'number'),
    documentDate: rowText(row, 'doc_date'), party: rowText(row, 'party'), money: amount === '' ? undefined : { amount, currency: rowText(row, 'currency') }, atRisk: atRisk?.toFixed(2),
    subsidiary: rowNumber(row, 'subsidiary'), subsidiaryName: rowText(row, 'subsidiary_name'), reason: rowText(row, 'reason'), reasonClass: classOf(rowText(row, 'reason')), reasonTitle: rowText(row, 'reason_title'),
    waitsFor: rowText(row, 'waits_for'), cause: rowText(row, 'cause'), owner: rowNumber(row, 'owner'), ownerName: rowText(row, 'owner_name'), receivedMs: rowNumber(row, 'received_ms') ?? 0, settledMs: rowNumber(row, 'settled_ms'),
    due: { dueMs, state: dueState(dueMs, nowMs, endOfTodayMs) }, snoozedUntilMs: snoozed > nowMs ? snoozed : undefined, attempts: rowNumber(row, 'attempts') ?? 0, mostAttempts: ATTEMPT_LIMIT,
    nextAttemptMs: isMachineDue(state) ? rowNumber(row, 'due_ms') : undefined,
    target: targetId === undefined ? undefined : { recordType: rowText(row, 'target_type'), internalId: targetId, number: rowText(row, 'target_number') }, head: rowNumber(row, 'head') ?? 0,
  };
}

function classOf(reason: string): ReasonClass | undefined {
  return reason in REASONS ? REASONS[reason as keyof typeof REASONS].class : undefined;
}

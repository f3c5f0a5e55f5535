import type { CauseGroup, CauseRow, CurrencyTotals, OperationRow, QueueHead, QueueQuestion, ReviewRows, RowRange, Scope, StoredCauseRow, ToldCause } from '../application/review/review-rows-port';
import { CAUSE_KINDS } from '../application/machine-ports';
import type { CauseKind } from '../application/machine-ports';
import { REASON_ACTORS } from '../domain/reason-entry';
import { dueState } from '../domain/review/due';
import { WITHOUT_CAUSE } from '../domain/review/queue-filter';
import type { QueueTab } from '../domain/review/queue-filter';
import { REASONS } from '../domain/reasons';
import type { ReasonClass } from '../domain/reasons';
import { ATTEMPT_LIMIT } from '../domain/lease';
import { isMachineDue, STATES } from '../domain/states';
import { boundList, boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { CAUSE, CAUSE_RECORD, OPERATION, OPERATION_RECORD } from './record-ids';
import { IS_LATEST, MACHINE_DUE, NEEDS_A_PERSON, openRows, orderOf, questionRows, scopeOf, shownRows } from './review-statements';
import type { Piece } from './review-statements';

const HOUR_MS = 3_600_000;

/** Operations that are read by id in one statement: Oracle takes 1,000 in a list. */
const MOST_BY_ID = 512;

interface Times {
  readonly nowMs: number;
  readonly endOfTodayMs: number;
}

/** The queue's rows on `customrecord_dkt_operation` and `customrecord_dkt_cause`. */
export class ReviewGateway implements ReviewRows {
  constructor(private readonly accountId: string) {}

  groups(question: QueueQuestion): readonly CauseGroup[] {
    const name = HAVE_A_CAUSE.includes(question.filter.tab) ? 'r.cause' : `COALESCE(r.cause, '${WITHOUT_CAUSE}' || r.source || ' ' || r.doctype || ' ' || COALESCE(r.reason, r.state))`;
    const { sql, parameters } = questionRows(question, this.accountId, ['reason']);
    return runStatement(`SELECT ${name} AS cause, ${GROUP_COLUMNS} ${sql} AND ${name} IS NOT NULL GROUP BY ${name}`, parameters).map(groupOf);
  }

  told(firstIds: readonly number[]): ReadonlyMap<number, ToldCause> {
    if (firstIds.length === 0) return new Map();
    const ids = boundNumbers(firstIds);
    return new Map(runStatement(`${TOLD} WHERE o.id IN (${ids.sql})`, ids.parameters).map((row) => [rowNumber(row, 'id') ?? 0, toldOf(row)]));
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

  operations(question: QueueQuestion, { from, most }: RowRange): readonly OperationRow[] {
    const rows = questionRows(question, this.accountId);
    const order = orderOf(question);
    // The order needs little of each row; what is shown is read of those that are on the page.
    const found = runStatement(`SELECT p.id AS id FROM (SELECT r.id AS id ${rows.sql} ORDER BY ${order.sql} FETCH FIRST ${String(from + most)} ROWS ONLY) p`, [...rows.parameters, ...order.parameters]);
    const ids = found.slice(from).map((row) => rowNumber(row, 'id') ?? 0);
    const shown = new Map<number, OperationRow>();
    for (let at = 0; at < ids.length; at += MOST_BY_ID) for (const row of this.byInternalId(ids.slice(at, at + MOST_BY_ID), question)) shown.set(row.internalId, row);
    return ids.flatMap((id) => shown.get(id) ?? []);
  }

  private byInternalId(internalIds: readonly number[], question: QueueQuestion): readonly OperationRow[] {
    const ids = boundNumbers(internalIds);
    return this.shown({ sql: `o.id IN (${ids.sql})`, parameters: ids.parameters }, question);
  }

  private shown(which: Piece, question: QueueQuestion): readonly OperationRow[] {
    const { sql, parameters } = shownRows(which, question, this.accountId);
    return runStatement(`SELECT r.* ${sql}`, parameters).map((row) => operationRow(row, question));
  }

  totals(question: QueueQuestion): readonly CurrencyTotals[] {
    const { sql, parameters } = questionRows(question, this.accountId);
    return runStatement(`SELECT r.currency AS currency, COUNT(*) AS n, SUM(ABS(r.amount)) AS amount, ${RISK_SUMS} ${sql} GROUP BY r.currency`, parameters).map((row) => ({
      currency: rowText(row, 'currency'), count: rowNumber(row, 'n') ?? 0, amount: rowNumber(row, 'amount') ?? 0, atRisk: rowNumber(row, 'at_risk') ?? 0, unknown: rowNumber(row, 'unknown') ?? 0,
    }));
  }

  byId(operationIds: readonly string[], question: QueueQuestion): readonly OperationRow[] {
    if (operationIds.length === 0) return [];
    const ids = boundList(operationIds);
    return this.shown({ sql: `o.externalid IN (${ids.sql})`, parameters: ids.parameters }, question);
  }

  head(question: QueueQuestion): QueueHead {
    const { nowMs } = question;
    const { sql, parameters } = openRows(question, this.accountId);
    const asked: Condition = [`(r.account IS NULL OR r.account = ?) AND ${NEEDS_A_PERSON} AND r.request IS NULL`, this.accountId];
    const shown = both(asked, ['r.snoozed_ms <= ?', nowMs]);
    const due: Condition = [`(r.account IS NULL OR r.account = ?) AND r.state IN (${MACHINE_DUE})`, this.accountId];
    const sums = {
      open: counted(shown), retrying: counted(due), soon: counted(both(due, ['r.due_ms <= ?', nowMs + HOUR_MS])), waiting: counted(['(r.account IS NULL OR r.account = ?) AND r.request IS NOT NULL', this.accountId]),
      snoozed: counted(both(asked, ['r.snoozed_ms > ?', nowMs])), late: counted(both(shown, ['r.cause_due_ms < ?', nowMs])), at_risk: of('SUM', 'r.at_risk', shown), unknown: counted(both(shown, ['r.at_risk IS NULL'])),
      oldest: of('MIN', 'r.received_ms', shown), foreign_n: counted(['r.account <> ?', this.accountId]), foreign_account: of('MIN', 'r.account', ['r.account <> ?', this.accountId]),
    } as const satisfies Readonly<Record<string, Piece>>;
    const columns = Object.entries(sums).map(([name, piece]) => `${piece.sql} AS ${name}`).join(', ');
    const [row = {}] = runStatement(`SELECT ${columns} ${sql}`, [...Object.values(sums).flatMap((piece) => piece.parameters), ...parameters]);
    const number = (column: keyof typeof sums) => rowNumber(row, column) ?? 0;
    return {
      open: number('open'), retrying: number('retrying'), waitingApproval: number('waiting'), snoozed: number('snoozed'), late: number('late'), atRisk: number('at_risk').toFixed(2), atRiskUnknown: number('unknown'),
      oldestMs: rowNumber(row, 'oldest'), retriesDueInHour: number('soon'), foreign: { account: rowText(row, 'foreign_account'), count: number('foreign_n') },
    };
  }

  today(scope: Scope, sinceMs: number): { readonly applied: number; readonly duplicates: number } {
    const own = scopeOf(scope, this.accountId);
    const applied = `o.${OPERATION.state} IN ('applied', 'partly_applied') AND o.${OPERATION.settledMs} >= ?`;
    const [row = {}] = runStatement(
      `SELECT SUM(CASE WHEN ${applied} THEN 1 ELSE 0 END) AS applied, SUM(CASE WHEN o.${OPERATION.receivedMs} >= ? THEN COALESCE(o.${OPERATION.seenAgain}, 0) + CASE WHEN o.${OPERATION.state} = 'duplicate' THEN 1 ELSE 0 END ELSE 0 END) AS duplicates
FROM ${OPERATION_RECORD} o WHERE ${IS_LATEST} AND ${own.sql}`,
      [sinceMs, sinceMs, ...own.parameters],
    );
    return { applied: rowNumber(row, 'applied') ?? 0, duplicates: rowNumber(row, 'duplicates') ?? 0 };
  }

  baseCurrency(): string {
    const [row = {}] = runStatement("SELECT u.symbol AS symbol FROM currency u WHERE u.isbasecurrency = 'T' ORDER BY u.id FETCH FIRST 1 ROWS ONLY", []);
    return rowText(row, 'symbol');
  }
}

/** A condition on rows `r`, with what is bound in it. */
type Condition = readonly [sql: string, ...parameters: (string | number)[]];

function both([first, ...bound]: Condition, [second, ...more]: Condition): Condition {
  return [`${first} AND ${second}`, ...bound, ...more];
}

function of(what: 'SUM' | 'MIN', value: string, [condition, ...parameters]: Condition): Piece {
  return { sql: `${what}(CASE WHEN ${condition} THEN ${value} END)`, parameters };
}

function counted(condition: Condition): Piece {
  return of('SUM', '1', condition);
}

const RISK_SUMS = 'SUM(r.at_risk) AS at_risk, SUM(CASE WHEN r.at_risk IS NULL THEN 1 ELSE 0 END) AS unknown';

/** Tabs whose operations all carry a cause. */
const HAVE_A_CAUSE: readonly QueueTab[] = ['needs_review', 'snoozed'];

const GROUP_COLUMNS = `COUNT(*) AS n, ${RISK_SUMS}, MIN(r.received_ms) AS oldest, MAX(r.received_ms) AS newest, MAX(r.weight) AS weight, MIN(r.cause_due_ms) AS due_ms, MIN(r.owner) AS owner, MIN(r.id) AS first_id,
  MIN(CASE WHEN r.state IN (${MACHINE_DUE}) THEN r.due_ms END) AS next_ms`;

function groupOf(row: QueryRow): CauseGroup {
  return {
    fingerprint: rowText(row, 'cause'), items: rowNumber(row, 'n') ?? 0, atRisk: rowNumber(row, 'at_risk') ?? 0, unknown: rowNumber(row, 'unknown') ?? 0, oldestMs: rowNumber(row, 'oldest') ?? 0, newestMs: rowNumber(row, 'newest') ?? 0,
    weight: rowNumber(row, 'weight') ?? 1, dueMs: rowNumber(row, 'due_ms'), owner: rowNumber(row, 'owner'), firstId: rowNumber(row, 'first_id') ?? 0, nextAttemptMs: rowNumber(row, 'next_ms'),
  };
}

const TOLD = `SELECT o.id AS id, o.externalid AS subject, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.reason} AS reason, o.${OPERATION.reasonTitle} AS title, o.${OPERATION.whatToDo} AS text,
  o.${OPERATION.reasonValue} AS missing, o.${OPERATION.whoActs} AS who FROM ${OPERATION_RECORD} o`;

function toldOf(row: QueryRow): ToldCause {
  return {
    source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), reason: rowText(row, 'reason'), title: rowText(row, 'title'), text: rowText(row, 'text'), value: rowText(row, 'missing'), subject: rowText(row, 'subject'),
    whoActs: rowText(row, 'who'),
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
    subsidiary: rowNumber(row, 'subsidiary'), subsidiaryName: rowText(row, 'subsidiary_name'), reason: rowText(row, 'reason'), reasonClass: classOf(rowText(row, 'reason')), reasonTitle: rowText(row, 'reason_title'), missingValue: rowText(row, 'missing'),
    waitsFor: rowText(row, 'waits_for'), cause: rowText(row, 'cause'), owner: rowNumber(row, 'owner'), ownerName: rowText(row, 'owner_name'), receivedMs: rowNumber(row, 'received_ms') ?? 0, settledMs: rowNumber(row, 'settled_ms'),
    due: { dueMs, state: dueState(dueMs, nowMs, endOfTodayMs) }, snoozedUntilMs: snoozed > nowMs ? snoozed : undefined, attempts: rowNumber(row, 'attempts') ?? 0, mostAttempts: ATTEMPT_LIMIT,
    nextAttemptMs: isMachineDue(state) ? rowNumber(row, 'due_ms') : undefined,
    target: targetId === undefined ? undefined : { recordType: rowText(row, 'target_type'), internalId: targetId, number: rowText(row, 'target_number') }, head: rowNumber(row, 'head') ?? 0,
  };
}

function classOf(reason: string): ReasonClass | undefined {
  return reason in REASONS ? REASONS[reason as keyof typeof REASONS].class : undefined;
}

import * as record from 'N/record';
import type { DamagedRow, FailureFacts, LogFindings, ReceivedVolume, FindingsPort } from '../application/findings-port';
import { overrideOf } from '../domain/reason-override';
import { rowDamage } from '../domain/row-damage';
import type { RowFacts } from '../domain/row-damage';
import { farthest, HEAD_THERE, IS_DAMAGED, IS_TOLD, MACHINE_DUE } from './damaged-rows';
import { amongOpen, IS_OPEN, IS_OWN, twice } from './open-operations';
import { loadedFacts } from './operation-row';
import { boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { CAUSE, CAUSE_RECORD, EVENT_RECORD, OPERATION, OPERATION_RECORD, OVERRIDE, OVERRIDE_RECORD } from './record-ids';
import { observeError } from './suitescript-error';

/** Most findings of one kind that a sweep is told of; the rest are found in the next. */
const MOST_FOUND = 100;

/** Errors that say a row is not there any more. */
const GONE = ['RCRD_DSNT_EXIST', 'THAT_RECORD_DOES_NOT_EXIST', 'INVALID_RCRD_TYPE'];

/** What stands in the operation log on `customrecord_dkt_operation`, read from the low-water mark up. */
export class FindingsGateway implements FindingsPort {
  constructor(private readonly accountId: string) {}

  inLog(nowMs: number): LogFindings {
    const rows = runStatement(PARTS.map(({ sql }) => sql).join('\nUNION ALL\n'), PARTS.flatMap(({ parameters }) => parameters(this.accountId, nowMs)));
    const of = (kind: string) => rows.filter((row) => rowText(row, 'kind') === kind);
    const [due] = of('due');
    return {
      untold: of('untold').map((row) => ({ fingerprint: rowText(row, 'a'), count: rowNumber(row, 'n') ?? 0, internalId: rowNumber(row, 'id') ?? 0 })),
      ended: of('ended').map((row) => rowNumber(row, 'id') ?? 0),
      damaged: of('damaged').flatMap((row) => damagedRow(row, nowMs)),
      foreign: of('foreign').map((row) => ({ account: rowText(row, 'a'), count: rowNumber(row, 'n') ?? 0 })),
      awaitingSettings: of('settings').map((row) => ({ source: rowText(row, 'a'), count: rowNumber(row, 'n') ?? 0, words: rowText(row, 'b') })),
      overrides: of('override').map((row) => {
        const [attempts = '', firstWait = '', longestWait = ''] = rowText(row, 'b').split('|');
        return { internalId: rowNumber(row, 'id') ?? 0, override: overrideOf({ code: rowText(row, 'a'), title: '', cause: '', whatToDo: '', who: '', attempts, firstWait, longestWait }) };
      }),
      stillDue: due === undefined ? 0 : (rowNumber(due, 'n') ?? 0),
      nextDueMs: due === undefined ? undefined : rowNumber(due, 'id'),
      lastId: of('last').map((row) => rowNumber(row, 'id') ?? 0)[0] ?? 0,
    };
  }

  failures(internalIds: readonly number[]): readonly FailureFacts[] {
    if (internalIds.length === 0) return [];
    const list = boundNumbers(internalIds);
    return runStatement(`${FAILURES} WHERE o.id IN (${list.sql})`, list.parameters).map((row) => ({
      internalId: rowNumber(row, 'id') ?? 0,
      operationId: rowText(row, 'operation'),
      source: rowText(row, 'source'),
      documentType: rowText(row, 'doctype'),
      reason: rowText(row, 'reason'),
      title: rowText(row, 'title'),
      whoActs: rowText(row, 'who'),
      pointer: rowText(row, 'pointer'),
      observed: rowText(row, 'observed'),
      value: rowText(row, 'missing'),
      text: rowText(row, 'text'),
      open: rowText(row, 'state') === 'needs_review',
    }));
  }

  received(afterId: number, untilId: number): readonly ReceivedVolume[] {
    return runStatement(RECEIVED, [this.accountId, afterId, untilId]).map((row) => ({
      source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), hour: rowNumber(row, 'hour') ?? 0, count: rowNumber(row, 'n') ?? 0,
    }));
  }

  damageOf(internalId: number, nowMs: number): string | undefined {
    try {
      const facts = loadedFacts(record.load({ type: OPERATION_RECORD, id: internalId, isDynamic: false }));
      return rowDamage(facts, nowMs) ?? rowDamage({ ...facts, headThere: isEventThere(facts) }, nowMs);
    } catch (error) {
      if (GONE.includes(observeError(error).name)) return undefined;
      throw error;
    }
  }
}

function isEventThere({ operationId, head = 0 }: RowFacts): boolean {
  return head === 0 || runStatement(`SELECT e.id AS id FROM ${EVENT_RECORD} e WHERE e.externalid = ?`, [`${operationId}_${String(head)}`]).length > 0;
}

interface FindingsPart {
  readonly sql: string;
  readonly parameters: (account: string, nowMs: number) => readonly (string | number)[];
}

/** Failures without an open cause. One that stands in a settled operation is told once: a cause that a person closed after it stays closed. */
const UNTOLD: FindingsPart = {
  sql: `SELECT 'untold' AS kind, u.id AS id, u.n AS n, u.fingerprint AS a, NULL AS b FROM (
  SELECT MIN(f.id) AS id, COUNT(*) AS n, f.fingerprint AS fingerprint FROM (
    ${amongOpen(`o.id AS id, o.${OPERATION.cause} AS fingerprint`, `o.${OPERATION.cause} IS NOT NULL AND ${IS_OWN} AND NOT EXISTS (SELECT c.id FROM ${CAUSE_RECORD} c
      WHERE c.externalid = o.${OPERATION.cause} AND (c.${CAUSE.state} = 'open' OR (o.${OPERATION.state} <> 'needs_review' AND c.${CAUSE.closedMs} >= o.${OPERATION.settledMs})))`)}
  ) f GROUP BY f.fingerprint ORDER BY MIN(f.id) FETCH FIRST ${String(MOST_FOUND)} ROWS ONLY) u`,
  parameters: (account) => [account, account],
};

/** Open causes of failures that nobody carries any more. A difference in a record that stands ends by a person alone. */
const ENDED: FindingsPart = {
  sql: `SELECT 'ended' AS kind, x.id AS id, 0 AS n, NULL AS a, NULL AS b FROM (
  SELECT c.id AS id FROM ${CAUSE_RECORD} c WHERE c.${CAUSE.state} = 'open' AND c.${CAUSE.kind} = 'failure' AND c.externalid NOT IN (
    ${amongOpen(`o.${OPERATION.cause}`, `o.${OPERATION.cause} IS NOT NULL AND o.${OPERATION.state} = 'needs_review' AND ${IS_OWN}`)})
  ORDER BY c.id FETCH FIRST ${String(MOST_FOUND)} ROWS ONLY) x`,
  parameters: (account) => [account, account],
};

/** A field that `rowDamage` reads, as text behind a bar. */
const packed = (field: string): string => `TO_CHAR(o.${field}) || '|'`;

const NUMBERS = [OPERATION.dueMs, OPERATION.leaseMs, OPERATION.attempts, OPERATION.receivedMs, OPERATION.docChars, OPERATION.head].map(packed).join(' || ');

/** Rows that are damaged, with what `rowDamage` needs to say how: first those that no cause tells of. */
const DAMAGED: FindingsPart = {
  sql: `SELECT 'damaged' AS kind, d.id AS id, d.there AS n, d.operation AS a, d.facts AS b FROM (
  SELECT w.id AS id, w.there AS there, w.operation AS operation, w.facts AS facts FROM (
    ${amongOpen(`o.id AS id, CASE WHEN ${IS_TOLD} THEN 1 ELSE 0 END AS told, CASE WHEN ${HEAD_THERE} THEN 1 ELSE 0 END AS there, o.externalid AS operation, ${NUMBERS} || o.${OPERATION.state} AS facts`, `${IS_OPEN} AND ${IS_OWN} AND ${IS_DAMAGED}`)}
  ) w ORDER BY w.told, w.id FETCH FIRST ${String(MOST_FOUND)} ROWS ONLY) d`,
  parameters: (account, nowMs) => twice([account, ...farthest(nowMs)]),
};

const FOREIGN: FindingsPart = {
  sql: `SELECT 'foreign' AS kind, MIN(f.id) AS id, COUNT(*) AS n, f.account AS a, NULL AS b FROM (
  ${amongOpen(`o.id AS id, o.${OPERATION.account} AS account`, `${IS_OPEN} AND o.${OPERATION.account} IS NOT NULL AND o.${OPERATION.account} <> ?`)}
) f GROUP BY f.account`,
  parameters: (account) => [account, account],
};

const AWAITING_SETTINGS: FindingsPart = {
  sql: `SELECT 'settings' AS kind, MIN(s.id) AS id, COUNT(*) AS n, s.source AS a, MIN(s.text) AS b FROM (
  ${amongOpen(`o.id AS id, o.${OPERATION.source} AS source, o.${OPERATION.reasonText} AS text`, `o.${OPERATION.state} IN (${MACHINE_DUE}) AND o.${OPERATION.reason} = 'configuration_unreadable' AND ${IS_OWN}`)}
) s GROUP BY s.source`,
  parameters: (account) => [account, account],
};

const DUE: FindingsPart = {
  sql: `SELECT 'due' AS kind, MIN(CASE WHEN t.due_ms > ? THEN t.due_ms END) AS id, SUM(CASE WHEN t.due_ms <= ? THEN 1 ELSE 0 END) AS n, NULL AS a, NULL AS b FROM (
  ${amongOpen(`o.${OPERATION.dueMs} AS due_ms`, `o.${OPERATION.state} IN (${MACHINE_DUE}) AND ${IS_OWN}`)}
) t`,
  parameters: (account, nowMs) => [nowMs, nowMs, account, account],
};

const LAST: FindingsPart = { sql: `SELECT 'last' AS kind, MAX(o.id) AS id, 0 AS n, NULL AS a, NULL AS b FROM ${OPERATION_RECORD} o`, parameters: () => [] };

const FIGURES = [OVERRIDE.attempts, OVERRIDE.firstWait, OVERRIDE.longestWait].map((field) => `TO_CHAR(v.${field})`).join(" || '|' || ");

/** Overrides, the latest first: as many as there are reasons, or a few more. */
const OVERRIDES: FindingsPart = {
  sql: `SELECT 'override' AS kind, w.id AS id, 0 AS n, w.code AS a, w.figures AS b FROM (
  SELECT v.id AS id, v.${OVERRIDE.code} AS code, ${FIGURES} AS figures FROM ${OVERRIDE_RECORD} v WHERE v.isinactive = 'F' ORDER BY v.id DESC FETCH FIRST ${String(MOST_FOUND)} ROWS ONLY) w`,
  parameters: () => [],
};

const PARTS = [UNTOLD, ENDED, DAMAGED, FOREIGN, AWAITING_SETTINGS, OVERRIDES, DUE, LAST] as const;

const FAILURES = `SELECT o.id AS id, o.externalid AS operation, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.reason} AS reason,
  o.${OPERATION.reasonTitle} AS title, o.${OPERATION.whoActs} AS who, o.${OPERATION.reasonPath} AS pointer, o.${OPERATION.observed} AS observed, o.${OPERATION.reasonValue} AS missing, o.${OPERATION.whatToDo} AS text, o.${OPERATION.state} AS state
FROM ${OPERATION_RECORD} o`;

const HOUR_MS = 3_600_000;

const RECEIVED = `SELECT o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, FLOOR(o.${OPERATION.receivedMs} / ${String(HOUR_MS)}) AS hour, COUNT(*) AS n
FROM ${OPERATION_RECORD} o WHERE ${IS_OWN} AND o.id > ? AND o.id <= ? AND o.${OPERATION.parent} IS NULL AND (o.${OPERATION.intent} IS NULL OR o.${OPERATION.intent} <> 'rollback')
GROUP BY o.${OPERATION.source}, o.${OPERATION.doctype}, FLOOR(o.${OPERATION.receivedMs} / ${String(HOUR_MS)})`;

function damagedRow(row: QueryRow, nowMs: number): readonly DamagedRow[] {
  const [dueMs, leaseMs, attempts, receivedMs, documentCharacters, head, ...state] = rowText(row, 'b').split('|');
  const number = (text: string | undefined) => (text === undefined || text === '' ? undefined : Number(text));
  const words = rowDamage({
    state: state.join('|'),
    operationId: rowText(row, 'a'),
    dueMs: number(dueMs),
    leaseMs: number(leaseMs),
    attempts: number(attempts),
    receivedMs: number(receivedMs),
    documentCharacters: number(documentCharacters),
    head: number(head),
    headThere: rowNumber(row, 'n') === 1,
  }, nowMs);
  return words === undefined ? [] : [{ internalId: rowNumber(row, 'id') ?? 0, words }];
}

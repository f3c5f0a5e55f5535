import type { HeldWork } from '../application/ports';
import type { EndedAttempts } from '../domain/breaker';
import { REASONS } from '../domain/reasons';
import type { ReasonCode } from '../domain/reasons';
import { STATES } from '../domain/states';
import type { OperationState } from '../domain/states';
import type { DueWork } from '../domain/sweep-plan';
import { amongOpen, IS_OWN } from './open-operations';
import { boundList, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { OPERATION } from './record-ids';

/** Most operations that one sweep chooses from: as many as one statement gives out (platform facts 5.1). */
const MAX_DUE = 5000;

/** Operations due at `nowMs` that nothing holds back. What was never tried comes first, so that no amount of waiting or retried work hides it; then what is due longest. */
export function dueOperations(nowMs: number, held: readonly HeldWork[], accountId: string): readonly DueWork[] {
  const { sql, parameters } = notHeld(held);
  const values = [nowMs, accountId, ...parameters];
  const statement = `${amongOpen(DUE_COLUMNS, `o.${OPERATION.dueMs} <= ? AND ${IS_OWN} AND o.${OPERATION.state} IN (${KNOWN_STATES})${sql}`)}\nORDER BY turn, due_ms, id FETCH FIRST ${String(MAX_DUE)} ROWS ONLY`;
  return runStatement(statement, [...values, ...values]).map(dueOf);
}

/** Attempts on targets that ended at `fromMs` or later. An operation counts by its last attempt. */
export function endedAttempts(fromMs: number): readonly EndedAttempts[] {
  return runStatement(ENDED, [fromMs, fromMs]).map((row) => ({
    source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), state: stateOf(row), reason: reasonOf(rowText(row, 'reason')),
    count: rowNumber(row, 'n') ?? 0, lastMs: rowNumber(row, 'last_ms') ?? 0,
  }));
}

/** A row in a state that nobody knows is damaged: the sweep tells of it and does not touch it. */
const KNOWN_STATES = STATES.map((state) => `'${state}'`).join(', ');

const DUE_COLUMNS = `o.id AS id, o.${OPERATION.object} AS lane, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.state} AS state,
  o.${OPERATION.deaths} AS deaths, o.${OPERATION.dueMs} AS due_ms, CASE WHEN o.${OPERATION.state} = 'accepted' THEN 0 ELSE 1 END AS turn`;

const ENDED_COLUMNS = `o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.state} AS state, o.${OPERATION.reason} AS reason, o.${OPERATION.attemptedMs} AS attempted_ms`;

/** By the minute, so that a breaker counts from about when it moved last. */
const ENDED = `SELECT q.source AS source, q.doctype AS doctype, q.state AS state, q.reason AS reason, COUNT(*) AS n, MAX(q.attempted_ms) AS last_ms FROM (
${amongOpen(ENDED_COLUMNS, `o.${OPERATION.attemptedMs} >= ?`)}
) q GROUP BY q.source, q.doctype, q.state, q.reason, FLOOR(q.attempted_ms / 60000)`;

/** Leaves out what is held back, by source and document type, as long as its deadline is not over. */
function notHeld(held: readonly HeldWork[]): { readonly sql: string; readonly parameters: readonly (string | number)[] } {
  const deadlines = [...new Set(held.map(({ pastMs }) => pastMs))].sort((a, b) => a - b);
  const parts = deadlines.map((pastMs) => {
    const kinds = boundList(held.filter((one) => one.pastMs === pastMs).map(({ source, documentType }) => `${source}:${documentType}`));
    return {
      sql: `\nAND (o.${OPERATION.source} || ':' || o.${OPERATION.doctype} NOT IN (${kinds.sql}) OR o.${OPERATION.receivedMs} <= ?)`, parameters: [...kinds.parameters, pastMs],
    };
  });
  return { sql: parts.map(({ sql }) => sql).join(''), parameters: parts.flatMap(({ parameters }) => parameters) };
}

function dueOf(row: QueryRow): DueWork {
  return {
    internalId: rowNumber(row, 'id') ?? 0, lane: rowText(row, 'lane'), source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), state: stateOf(row),
    deaths: rowNumber(row, 'deaths') ?? 0, dueMs: rowNumber(row, 'due_ms') ?? 0,
  };
}

function stateOf(row: QueryRow): OperationState {
  return STATES.find((state) => state === rowText(row, 'state')) ?? 'accepted';
}

function reasonOf(text: string): ReasonCode | undefined {
  return text in REASONS ? (text as ReasonCode) : undefined;
}

import type { HeldWork } from '../application/ports';
import type { EndedAttempts } from '../domain/breaker';
import { REASONS } from '../domain/reasons';
import type { ReasonCode } from '../domain/reasons';
import { STATES } from '../domain/states';
import type { OperationState } from '../domain/states';
import type { DueWork } from '../domain/sweep-plan';
import { farthest, IS_SOUND, listed } from './damaged-rows';
import { amongOpen, IS_OWN, twice } from './open-operations';
import { boundList, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { OPERATION } from './record-ids';

/** Most operations of each kind that one sweep chooses from. Together as many as one statement gives out (platform facts 5.1). */
const MOST_DUE = { fresh: 4000, retried: 1000 } as const;

/**
 * Operations due at `nowMs` that nothing holds back and that are not known to be damaged: new and released ones, and retries, each
 * with a bound of its own, so that neither hides the other. What was never tried comes first; then what is due longest.
 */
export function dueOperations(nowMs: number, held: readonly HeldWork[], accountId: string): readonly DueWork[] {
  const { sql, parameters } = notHeld(held);
  const values = twice([nowMs, accountId, ...farthest(nowMs), ...parameters]);
  const isDue = `o.${OPERATION.dueMs} <= ? AND ${IS_OWN} AND o.${OPERATION.state} IN (${KNOWN_STATES}) AND ${IS_SOUND}${sql}`;
  const part = (name: string, condition: string, most: number) => `SELECT * FROM (
${amongOpen(DUE_COLUMNS, `${isDue} AND ${condition}`)}
ORDER BY turn, due_ms, id FETCH FIRST ${String(most)} ROWS ONLY) ${name}`;
  return runStatement(`${part('f', `NOT ${IS_RETRY}`, MOST_DUE.fresh)}\nUNION ALL\n${part('r', IS_RETRY, MOST_DUE.retried)}`, [...values, ...values]).map(dueOf);
}

/** Attempts on targets that ended at `fromMs` or later. An operation counts by its last attempt. */
export function endedAttempts(fromMs: number): readonly EndedAttempts[] {
  return runStatement(ENDED, [fromMs, fromMs]).map((row) => ({
    source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), state: stateOf(row), reason: reasonOf(rowText(row, 'reason')),
    count: rowNumber(row, 'n') ?? 0, lastMs: rowNumber(row, 'last_ms') ?? 0,
  }));
}

/** A row in a state that nobody knows is damaged: the sweep tells of it and does not touch it. */
const KNOWN_STATES = listed(STATES);

/** `isRetry`, as a condition. */
const IS_RETRY = `(o.${OPERATION.state} IN ('retry_scheduled', 'unknown') OR (o.${OPERATION.state} = 'accepted' AND COALESCE(o.${OPERATION.deaths}, 0) > 0))`;

/** True where an effect may stand that nobody has looked for: the outcome is unknown, or a run left the operation as it held it. */
const MAY_STAND = `(o.${OPERATION.state} = 'unknown' OR (o.${OPERATION.leaseBy} IS NOT NULL AND o.${OPERATION.dueMs} = o.${OPERATION.leaseMs}))`;

const BUDGET_FROM = `COALESCE(o.${OPERATION.redrivenMs}, o.${OPERATION.receivedMs})`;

const DUE_COLUMNS = `o.id AS id, o.${OPERATION.object} AS lane, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.state} AS state,
  o.${OPERATION.deaths} AS deaths, o.${OPERATION.dueMs} AS due_ms, ${BUDGET_FROM} AS budget_ms, CASE WHEN ${MAY_STAND} THEN 1 ELSE 0 END AS may_stand, CASE WHEN o.${OPERATION.state} = 'accepted' THEN 0 ELSE 1 END AS turn`;

const ENDED_COLUMNS = `o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.state} AS state, o.${OPERATION.reason} AS reason, o.${OPERATION.attemptedMs} AS attempted_ms`;

/** By the minute, so that a breaker counts from about when it moved last. */
const ENDED = `SELECT q.source AS source, q.doctype AS doctype, q.state AS state, q.reason AS reason, COUNT(*) AS n, MAX(q.attempted_ms) AS last_ms FROM (
${amongOpen(ENDED_COLUMNS, `o.${OPERATION.attemptedMs} >= ?`)}
) q GROUP BY q.source, q.doctype, q.state, q.reason, FLOOR(q.attempted_ms / 60000)`;

/** Leaves out what is held back, by source and document type, as long as its deadline is not over and no effect has to be looked for. */
function notHeld(held: readonly HeldWork[]): { readonly sql: string; readonly parameters: readonly (string | number)[] } {
  const deadlines = [...new Set(held.map(({ pastMs }) => pastMs))].sort((a, b) => a - b);
  const parts = deadlines.map((pastMs) => {
    const kinds = boundList(held.filter((one) => one.pastMs === pastMs).map(({ source, documentType }) => `${source}:${documentType}`));
    return {
      sql: `\nAND (o.${OPERATION.source} || ':' || o.${OPERATION.doctype} NOT IN (${kinds.sql}) OR ${BUDGET_FROM} <= ? OR ${MAY_STAND})`, parameters: [...kinds.parameters, pastMs],
    };
  });
  return { sql: parts.map(({ sql }) => sql).join(''), parameters: parts.flatMap(({ parameters }) => parameters) };
}

function dueOf(row: QueryRow): DueWork {
  return {
    internalId: rowNumber(row, 'id') ?? 0, lane: rowText(row, 'lane'), source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), state: stateOf(row),
    deaths: rowNumber(row, 'deaths') ?? 0, dueMs: rowNumber(row, 'due_ms') ?? 0, budgetFromMs: rowNumber(row, 'budget_ms') ?? 0, mayStand: rowNumber(row, 'may_stand') === 1,
  };
}

function stateOf(row: QueryRow): OperationState {
  return STATES.find((state) => state === rowText(row, 'state')) ?? 'accepted';
}

function reasonOf(text: string): ReasonCode | undefined {
  return text in REASONS ? (text as ReasonCode) : undefined;
}

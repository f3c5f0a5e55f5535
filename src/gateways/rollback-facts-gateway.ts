import * as record from 'N/record';
import type { ConfigurationPort } from '../application/ports';
import type { RollbackFacts, ScopedOperation, ScopePart } from '../application/rollback/rollback-ports';
import { eventExternalIds } from '../domain/identity';
import type { Outcome, TargetRecord } from '../domain/outcome';
import type { RollbackScope } from '../domain/rollback/plan';
import { recordKey } from '../domain/rollback/subject';
import type { RollbackAccount, RollbackPolicy, RollbackSubject } from '../domain/rollback/subject';
import { stateNamed } from '../domain/row-damage';
import type { OperationState } from '../domain/states';
import { reversalVoiding } from './accounting-preferences';
import { dateText } from './field-values';
import { BASE_PERIOD } from './period-look';
import { boundList, boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { EVENT, EVENT_RECORD, OPERATION, OPERATION_RECORD } from './record-ids';
import { textOf } from './record-fields';
import { StandingRecords } from './standing-records';

/** Most operations that `subjects` reads at once. */
const MOST_SUBJECTS = 100;

/** Values of one statement's list; a statement takes no more than 1,000 (platform facts 5.1). */
const MOST_LISTED = 512;

/** Events of a chain that are looked over for its latest outcome: behind it stand notes of reused keys and what people did. */
const EVENTS_LOOKED_OVER = 32;

/** The facts of rollback from the operation log, its events, and the records themselves. */
export class RollbackFactsGateway implements RollbackFacts {
  constructor(private readonly configuration: Pick<ConfigurationPort, 'load'>) {}

  inScope(scope: RollbackScope, { after, most }: ScopePart): readonly ScopedOperation[] {
    const { sql, value, more } = scopeOf(scope);
    const rows = runStatement(`SELECT o.id AS id, o.externalid AS operation FROM ${OPERATION_RECORD} o
WHERE o.id > ? AND o.${OPERATION.state} IN ('applied', 'partly_applied', 'rolled_back') AND ${sql} ORDER BY o.id FETCH FIRST 1000 ROWS ONLY`, [after, value, ...more]);
    return rows.slice(0, most).map((row) => ({ internalId: rowNumber(row, 'id') ?? 0, operationId: rowText(row, 'operation') }));
  }

  subjects(operationIds: readonly string[]): readonly RollbackSubject[] {
    const asked = operationIds.slice(0, MOST_SUBJECTS);
    const rows = asked.length === 0 ? [] : readRows(asked);
    const outcomes = outcomesOf(rows);
    const targets = [...new Map(rows.flatMap(({ target }) => (target === null ? [] : [[recordKey(target), target] as const]))).values()];
    const wanted = new Map(targets.map((target) => [recordKey(target), [...new Set(rows.filter((row) => row.target !== null && recordKey(row.target) === recordKey(target)).flatMap(({ operationId }) => outcomes.get(operationId)?.effect?.fields ?? []).map((field) => field.target))]]));
    const standing = new StandingRecords(targets, wanted);
    const others = othersOf(targets);
    return rows.map((row): RollbackSubject => {
      const effect = outcomes.get(row.operationId)?.effect;
      const later = row.target === null ? [] : (others.get(recordKey(row.target)) ?? []).filter((other) => other.settledMs > row.settledMs || (other.settledMs === row.settledMs && other.internalId > row.internalId));
      const blocks = later.filter(({ intent, state }) => intent !== 'rollback' && state !== 'rolled_back');
      return {
        operationId: row.operationId, state: row.state, head: row.head, settledMs: row.settledMs, verb: effect?.verb, target: row.target, fields: effect?.fields ?? [], lines: effect?.lines ?? [],
        later: blocks.map(({ operationId }) => operationId), settled: later.filter((other) => !blocks.includes(other)).map(({ operationId }) => operationId),
        policy: this.policyOf(row), now: row.target === null ? { kind: 'gone' } : standing.of(row.target),
      };
    });
  }

  /** Twelve statements, the maps of two sources, and of each operation its outcome and its record. */
  unitsToRead(operations: number): number {
    return 150 + Math.min(operations, MOST_SUBJECTS) * 12;
  }

  account(atMs: number): RollbackAccount {
    const today = dateText(new Date(atMs));
    const [row] = runStatement(OPEN_PERIOD, [today]);
    const start = row === undefined ? '' : rowText(row, 'start');
    return {
      reversalVoiding: reversalVoiding(),
      openPeriod: row === undefined ? undefined : { name: rowText(row, 'name'), date: start > today ? start : today },
    };
  }

  private policyOf({ source, documentType }: OperationRow): RollbackPolicy {
    const { rollback } = this.configuration.load(source).maps.find(({ rule }) => rule.documentType === documentType)?.rule.parts ?? {};
    return { mayDelete: rollback?.delete === true, decision: rollback?.decision ?? '' };
  }
}

/** A condition on operations. What a person sent is theirs to take back; what a rollback did is taken back by naming it. */
function scopeOf(scope: RollbackScope): { readonly sql: string; readonly value: string; readonly more: readonly number[] } {
  const notRollback = `AND o.${OPERATION.intent} <> 'rollback'`;
  switch (scope.kind) {
    case 'operation':
      return { sql: 'o.externalid = ?', value: scope.operationId, more: [] };
    case 'cause':
      return { sql: `o.${OPERATION.cause} = ? ${notRollback}`, value: scope.fingerprint, more: [] };
    case 'batch':
      return { sql: `o.${OPERATION.correlation} = ? ${notRollback}`, value: scope.batch, more: [] };
    case 'source':
      return { sql: `o.${OPERATION.source} = ? ${notRollback} AND o.${OPERATION.settledMs} >= ?`, value: scope.source, more: [scope.sinceMs] };
  }
}

/** The first period that ends on or after a day and is open to everything. */
const OPEN_PERIOD = `SELECT p.periodname AS name, TO_CHAR(p.startdate, 'YYYY-MM-DD') AS start FROM accountingperiod p
WHERE ${BASE_PERIOD} AND p.enddate >= TO_DATE(?, 'YYYY-MM-DD') AND p.closed = 'F' AND p.alllocked = 'F' AND p.arlocked = 'F' AND p.aplocked = 'F' ORDER BY p.startdate FETCH FIRST 1 ROWS ONLY`;

interface OperationRow {
  readonly internalId: number;
  readonly operationId: string;
  readonly source: string;
  readonly documentType: string;
  readonly intent: string;
  readonly state: OperationState;
  readonly head: string;
  readonly headNumber: number;
  readonly settledMs: number;
  readonly target: TargetRecord | null;
}

const COLUMNS = `SELECT o.id AS id, o.externalid AS operation, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.intent} AS intent, o.${OPERATION.state} AS state, o.${OPERATION.headHash} AS head,
  o.${OPERATION.head} AS head_number, o.${OPERATION.settledMs} AS settled_ms, o.${OPERATION.targetType} AS target_type, o.${OPERATION.targetId} AS target_id, o.${OPERATION.targetExtid} AS target_extid, o.${OPERATION.targetNumber} AS target_number
FROM ${OPERATION_RECORD} o`;

/** In the order of their internal ids. 10 units. */
function readRows(operationIds: readonly string[]): readonly OperationRow[] {
  const { sql, parameters } = boundList(operationIds);
  return runStatement(`${COLUMNS} WHERE o.externalid IN (${sql}) ORDER BY o.id`, parameters).map(operationRow);
}

function operationRow(row: QueryRow): OperationRow {
  const targetId = rowNumber(row, 'target_id');
  return {
    internalId: rowNumber(row, 'id') ?? 0, operationId: rowText(row, 'operation'), source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), intent: rowText(row, 'intent'), state: stateNamed(rowText(row, 'state')) ?? 'unknown',
    head: rowText(row, 'head'), headNumber: rowNumber(row, 'head_number') ?? 0, settledMs: rowNumber(row, 'settled_ms') ?? 0,
    target: targetId === undefined ? null : { recordType: rowText(row, 'target_type'), internalId: targetId, externalId: rowText(row, 'target_extid'), documentNumber: rowText(row, 'target_number') },
  };
}

/** Other operations that had an effect on the same records, by record. 10 units. */
function othersOf(targets: readonly TargetRecord[]): ReadonlyMap<string, readonly OperationRow[]> {
  const byRecord = new Map<string, OperationRow[]>();
  if (targets.length === 0) return byRecord;
  const { sql, parameters } = boundNumbers(targets.map(({ internalId }) => internalId));
  for (const row of runStatement(`${COLUMNS} WHERE o.${OPERATION.targetId} IN (${sql}) AND o.${OPERATION.state} IN ('applied', 'partly_applied', 'rolled_back') ORDER BY o.id`, parameters).map(operationRow)) {
    if (row.target === null) continue;
    const key = recordKey(row.target);
    byRecord.set(key, [...byRecord.get(key) ?? [], row]);
  }
  return byRecord;
}

/** What each operation came to. 10 units for every 512 events looked over, 2 for each outcome. */
function outcomesOf(rows: readonly OperationRow[]): ReadonlyMap<string, Outcome> {
  const names = rows.flatMap(({ operationId, headNumber }) => eventExternalIds(operationId, Math.max(1, headNumber - EVENTS_LOOKED_OVER + 1), Math.min(headNumber, EVENTS_LOOKED_OVER)));
  const latest = new Map<string, { readonly number: number; readonly id: number }>();
  for (let from = 0; from < names.length; from += MOST_LISTED) {
    const { sql, parameters } = boundList(names.slice(from, from + MOST_LISTED));
    const statement = `SELECT e.id AS id, e.${EVENT.chain} AS chain, e.${EVENT.number} AS number FROM ${EVENT_RECORD} e WHERE e.externalid IN (${sql}) AND e.${EVENT.kind} = 'outcome'`;
    for (const row of runStatement(statement, parameters)) {
      const [chain, number] = [rowText(row, 'chain'), rowNumber(row, 'number') ?? 0];
      if (number > (latest.get(chain)?.number ?? 0)) latest.set(chain, { number, id: rowNumber(row, 'id') ?? 0 });
    }
  }
  return new Map([...latest].flatMap(([chain, { id }]) => {
    const outcome = storedOutcome(textOf(record.load({ type: EVENT_RECORD, id, isDynamic: false }), EVENT.values));
    return outcome === undefined ? [] : [[chain, outcome] as const];
  }));
}

/** Undefined: erased, or changed by hand, so that what was done is not known. */
function storedOutcome(values: string): Outcome | undefined {
  try {
    return JSON.parse(values) as Outcome;
  } catch {
    return undefined;
  }
}

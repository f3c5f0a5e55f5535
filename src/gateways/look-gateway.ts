import type { LaneHolder, LookFacts, LookPort, LookRequest, TargetSighting } from '../application/ports';
import { queryKey } from '../domain/references';
import type { ReferenceMatch, ReferenceQuery } from '../domain/references';
import { LANE_HOLDING_STATES } from '../domain/states';
import { EVENT, EVENT_RECORD, OBJECT, OBJECT_RECORD, OBJECT_RULE, OBJECT_RULE_RECORD, OPERATION, OPERATION_RECORD } from './record-ids';
import { boundList, placeholders, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { referenceTable, targetKind } from './target-kinds';

/** Reads all that is known of an object, and the records its document names, in one statement (design 5, step 2). */
export class LookGateway implements LookPort {
  look(request: LookRequest): LookFacts {
    const parts = [holders(request), knownObject(request), target(request), mapInForce(request), ...outcomes(request), ...references(request.references)];
    const rows = runStatement(parts.map(({ sql }) => sql).join('\nUNION ALL\n'), parts.flatMap(({ parameters }) => parameters));
    const of = (kind: string) => rows.filter((row) => rowText(row, 'kind') === kind);
    return {
      holders: of('holder').map(holderOf),
      object: of('object').map(objectOf)[0],
      target: of('target').map((row) => sightingOf(row, request.target.recordType))[0],
      references: matchesOf(request.references, rows),
      mapInForce: of('map').map((row) => `${rowText(row, 'a')}:${rowText(row, 'b')}`)[0] ?? '',
      outcomeEventId: of('outcome').map((row) => rowNumber(row, 'id'))[0],
    };
  }
}

interface Part {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

function holders({ lane, operationId }: LookRequest): Part {
  return {
    sql: `SELECT 'holder' AS kind, o.id AS id, o.externalid AS a, NULL AS b, NULL AS n FROM ${OPERATION_RECORD} o
WHERE o.${OPERATION.object} = ? AND o.externalid <> ? AND o.${OPERATION.state} IN (${placeholders(LANE_HOLDING_STATES.length)})`,
    parameters: [lane, operationId, ...LANE_HOLDING_STATES],
  };
}

function knownObject({ lane }: LookRequest): Part {
  return {
    sql: `SELECT 'object' AS kind, b.id AS id, b.${OBJECT.operation} AS a, NULL AS b, b.${OBJECT.versionN} AS n FROM ${OBJECT_RECORD} b WHERE b.externalid = ?`,
    parameters: [lane],
  };
}

function target(request: LookRequest): Part {
  const kind = targetKind(request.target.recordType);
  const type = kind.typeColumn === undefined ? 'NULL' : `t.${kind.typeColumn}`;
  return {
    sql: `SELECT 'target' AS kind, t.id AS id, t.${kind.stampField} AS a, ${type} AS b, NULL AS n FROM ${kind.table} t WHERE t.externalid = ?`,
    parameters: [request.target.externalId],
  };
}

function mapInForce({ ruleCode }: LookRequest): Part {
  return {
    sql: `SELECT 'map' AS kind, r.id AS id, r.${OBJECT_RULE.mapVersion} AS a, r.${OBJECT_RULE.rowsHash} AS b, NULL AS n FROM ${OBJECT_RULE_RECORD} r
WHERE r.${OBJECT_RULE.code} = ? AND r.isinactive = 'F'`,
    parameters: [ruleCode],
  };
}

/** Only a run that died can have left an outcome behind, so a fresh document does not ask. */
function outcomes({ operationId, outcomesAfter }: LookRequest): readonly Part[] {
  if (outcomesAfter === undefined) return [];
  return [{
    sql: `SELECT 'outcome' AS kind, e.id AS id, NULL AS a, NULL AS b, NULL AS n FROM ${EVENT_RECORD} e
WHERE e.${EVENT.chain} = ? AND e.${EVENT.kind} = 'outcome' AND e.${EVENT.number} > ?`,
    parameters: [operationId, outcomesAfter],
  }];
}

/** One part for each pair of table and column that the document's references need. */
function references(queries: readonly ReferenceQuery[]): readonly Part[] {
  const values = new Map<string, { readonly query: ReferenceQuery; readonly values: Set<string> }>();
  for (const query of queries) {
    const name = `${query.record}.${query.field}`;
    const group = values.get(name) ?? { query, values: new Set<string>() };
    group.values.add(query.value);
    values.set(name, group);
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => {
    const list = boundList([...group.values]);
    return {
      sql: `SELECT 'reference:${name}' AS kind, f.id AS id, f.${group.query.field} AS a, f.isinactive AS b, NULL AS n
FROM ${referenceTable(group.query.record, group.query.field)} f WHERE f.${group.query.field} IN (${list.sql})`,
      parameters: list.parameters,
    };
  });
}

function holderOf(row: QueryRow): LaneHolder {
  return { operationId: rowText(row, 'a'), internalId: rowNumber(row, 'id') ?? 0 };
}

function objectOf(row: QueryRow): NonNullable<LookFacts['object']> {
  return { internalId: rowNumber(row, 'id') ?? 0, operationId: rowText(row, 'a'), versionNumber: rowNumber(row, 'n') };
}

/** A record of another type with this external id is not ours, whatever is stamped on it. */
function sightingOf(row: QueryRow, recordType: string): TargetSighting {
  const type = rowText(row, 'b');
  return { internalId: rowNumber(row, 'id') ?? 0, stamp: type === '' || type === recordType ? rowText(row, 'a') : '' };
}

function matchesOf(queries: readonly ReferenceQuery[], rows: readonly QueryRow[]): ReadonlyMap<string, readonly ReferenceMatch[]> {
  return new Map(
    queries.map((query) => {
      const kind = `reference:${query.record}.${query.field}`;
      const matches = rows.filter((row) => rowText(row, 'kind') === kind && sameReference(query, rowText(row, 'a')));
      return [queryKey(query), matches.map((row) => ({ internalId: rowNumber(row, 'id') ?? 0, inactive: rowText(row, 'b') === 'T' }))];
    }),
  );
}

/** External ids are compared without regard to case, as NetSuite compares them (platform facts 4.1). */
function sameReference(query: ReferenceQuery, found: string): boolean {
  return query.field === 'externalid' ? query.value.toLowerCase() === found.toLowerCase() : query.value === found;
}

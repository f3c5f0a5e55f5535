import type { LookFacts, LookPort, LookRequest, TargetSighting } from '../application/ports';
import { NUMBERS_AHEAD } from '../domain/event-chain';
import { eventExternalIds } from '../domain/identity';
import { queryKey, VALUE_MAP_RECORD } from '../domain/references';
import type { ReferenceMatch, ReferenceQuery } from '../domain/references';
import { LANE_HOLDING_STATES } from '../domain/states';
import { EVENT, EVENT_RECORD, KEY, KEY_RECORD, OBJECT, OBJECT_RECORD, OBJECT_RULE, OBJECT_RULE_RECORD, OPERATION, OPERATION_RECORD, VALUE_MAP } from './record-ids';
import { heldFacts, heldParts } from './held-look';
import { amongOpen, IS_OWN } from './open-operations';
import { boundList, placeholders, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { ticketFacts, ticketParts } from './ticket-look';
import { PERIOD_OF_TRANSACTION, periodFor, periodOfRow, periodParts } from './period-look';
import { referenceTable, targetKind } from './target-kinds';
import type { PostingPeriod } from '../domain/posting-date';

/** Values that one IN list may hold, with room below SuiteQL's limit of 1,000 (platform facts 5.1). */
const MAX_LIST = 512;

/** Reads all that is known of objects, and the records their documents name, in one statement (design 5, step 2). */
export class LookGateway implements LookPort {
  constructor(private readonly accountId: string) {}

  look(request: LookRequest): LookFacts {
    const [facts] = this.lookMany([request]);
    if (facts === undefined) throw new Error('A look-up answered nothing: this is a defect.');
    return facts;
  }

  lookMany(requests: readonly LookRequest[]): readonly LookFacts[] {
    return inStatements(requests).flatMap((group) => {
      const parts = partsOf(group, this.accountId);
      const rows = runStatement(parts.map(({ sql }) => sql).join('\nUNION ALL\n'), parts.flatMap(({ parameters }) => parameters));
      return group.map((request) => factsOf(request, rows));
    });
  }

  periodOf(recordType: string, internalId: number): PostingPeriod | undefined {
    const [row] = runStatement(PERIOD_OF_TRANSACTION, [internalId]);
    return row === undefined ? undefined : periodOfRow(row, recordType);
  }
}

/** Splits requests so that a statement stays of a size; one that is large by itself goes alone. */
function inStatements(requests: readonly LookRequest[]): readonly (readonly LookRequest[])[] {
  const groups: LookRequest[][] = [];
  let values = 0;
  for (const request of requests) {
    const needed = 1 + request.references.length + (request.outcomesAfter === undefined ? 0 : NUMBERS_AHEAD);
    const last = groups.at(-1);
    if (last === undefined || values + needed > MAX_LIST) {
      groups.push([request]);
      values = needed;
    } else {
      last.push(request);
      values += needed;
    }
  }
  return groups;
}

interface Part {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

function partsOf(requests: readonly LookRequest[], accountId: string): readonly Part[] {
  return [
    holders(requests, accountId),
    knownObjects(requests),
    ...targets(requests),
    mapsInForce(requests),
    ...periodParts(requests),
    ...outcomes(requests),
    ...heldParts(requests),
    ...ticketParts(requests),
    ...requests.flatMap(lookAlikes),
    ...valueMaps(requests.flatMap((request) => request.references)),
    ...references(requests.flatMap((request) => request.references)),
  ];
}

/** A document of very many lines asks in several lists, none of which passes the limit. */
function chunks(values: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(values.length / MAX_LIST) }, (_, index) => values.slice(index * MAX_LIST, (index + 1) * MAX_LIST));
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** Operations that another account took hold no lane: nothing here will ever settle them (D-0071). */
function holders(requests: readonly LookRequest[], accountId: string): Part {
  const lanes = boundList(distinct(requests.map(({ lane }) => lane)));
  const parameters = [...lanes.parameters, ...LANE_HOLDING_STATES, accountId];
  return {
    sql: amongOpen(
      `'holder' AS kind, o.id AS id, o.externalid AS a, o.${OPERATION.object} AS b, CASE WHEN o.${OPERATION.dueMs} = o.${OPERATION.leaseMs} THEN o.${OPERATION.leaseMs} ELSE NULL END AS n`,
      `o.${OPERATION.object} IN (${lanes.sql}) AND o.${OPERATION.state} IN (${placeholders(LANE_HOLDING_STATES.length)}) AND ${IS_OWN}`,
    ),
    parameters: [...parameters, ...parameters],
  };
}

function knownObjects(requests: readonly LookRequest[]): Part {
  const lanes = boundList(distinct(requests.map(({ lane }) => lane)));
  return {
    sql: `SELECT 'object' AS kind, b.id AS id, b.${OBJECT.operation} || ' ' || b.${OBJECT.fingerprint} || ' ' || b.${OBJECT.targetType} AS a, b.externalid AS b, b.${OBJECT.versionN} AS n FROM ${OBJECT_RECORD} b
WHERE b.externalid IN (${lanes.sql})`,
    parameters: lanes.parameters,
  };
}

/** One part for each table that targets of the requests live in. The row's `b` is `recordtype externalid`. */
function targets(requests: readonly LookRequest[]): readonly Part[] {
  const byTable = new Map<string, LookRequest[]>();
  for (const request of requests) {
    const { table } = targetKind(request.target.recordType);
    byTable.set(table, [...(byTable.get(table) ?? []), request]);
  }
  return [...byTable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([table, group]) => {
    const kind = targetKind(group[0]?.target.recordType ?? '');
    const ids = boundList(distinct(group.map(({ target }) => target.externalId)));
    const type = kind.typeColumn === undefined ? "''" : `t.${kind.typeColumn}`;
    const voided = kind.hasMainLine ? "CASE WHEN t.voided = 'T' THEN 1 ELSE 0 END" : 'NULL';
    return {
      sql: `SELECT 'target:${table}' AS kind, t.id AS id, t.${kind.stampField} AS a, ${type} || ' ' || t.externalid AS b, ${voided} AS n FROM ${table} t
WHERE t.externalid IN (${ids.sql})`,
      parameters: ids.parameters,
    };
  });
}

function mapsInForce(requests: readonly LookRequest[]): Part {
  const codes = boundList(distinct(requests.map(({ ruleCode }) => ruleCode)));
  return {
    sql: `SELECT 'map' AS kind, r.id AS id, r.${OBJECT_RULE.mapVersion} || ':' || r.${OBJECT_RULE.rowsHash} AS a, r.${OBJECT_RULE.code} AS b, NULL AS n FROM ${OBJECT_RULE_RECORD} r
WHERE r.${OBJECT_RULE.code} IN (${codes.sql}) AND r.isinactive = 'F'`,
    parameters: codes.parameters,
  };
}

/** Only a run that died can have left an outcome behind, so a fresh document does not ask. */
function outcomes(requests: readonly LookRequest[]): readonly Part[] {
  const tried = requests.filter(({ outcomesAfter }) => outcomesAfter !== undefined);
  if (tried.length === 0) return [];
  const ids = boundList(tried.flatMap(({ operationId, outcomesAfter = 0 }) => eventExternalIds(operationId, outcomesAfter + 1, NUMBERS_AHEAD)));
  return [{
    sql: `SELECT 'outcome' AS kind, e.id AS id, NULL AS a, e.${EVENT.chain} AS b, e.${EVENT.number} AS n FROM ${EVENT_RECORD} e
WHERE e.externalid IN (${ids.sql}) AND e.${EVENT.kind} = 'outcome'`,
    parameters: ids.parameters,
  }];
}

/** Rows of the value map. The row's `b` is `inactive|record|value`, its `n` the record's internal id. */
function valueMaps(queries: readonly ReferenceQuery[]): readonly Part[] {
  const wanted = distinct(queries.filter(({ record }) => record === VALUE_MAP_RECORD).map(({ value }) => value));
  if (wanted.length === 0) return [];
  return chunks(wanted).map(boundList).map((ids) => ({
    sql: `SELECT 'value_map' AS kind, v.id AS id, v.externalid AS a, v.isinactive || '|' || v.${VALUE_MAP.targetRecord} || '|' || v.${VALUE_MAP.targetValue} AS b,
v.${VALUE_MAP.targetId} AS n FROM ${VALUE_MAP_RECORD} v WHERE v.externalid IN (${ids.sql})`,
    parameters: ids.parameters,
  }));
}

/** One part for each pair of table and column that the documents' references need. */
function references(queries: readonly ReferenceQuery[]): readonly Part[] {
  const groups = new Map<string, { readonly query: ReferenceQuery; readonly values: Set<string> }>();
  for (const query of queries.filter(({ record }) => record !== VALUE_MAP_RECORD)) {
    const name = referenceName(query);
    const group = groups.get(name) ?? { query, values: new Set<string>() };
    group.values.add(query.value);
    groups.set(name, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, { query, values }]) => {
    const { table, inactiveColumn, typeColumn } = referenceTable(query.record, query.field, query.take);
    const taken = query.take === undefined ? 'NULL' : `f.${query.take}`;
    const ofType = typeColumn === undefined ? '' : ` AND f.${typeColumn} = '${query.record}'`;
    return chunks([...values]).map(boundList).map((list) => ({
      sql: `SELECT 'reference:${name}' AS kind, f.id AS id, f.${query.field} AS a, f.${inactiveColumn} AS b, ${taken} AS n
FROM ${table} f WHERE f.${query.field} IN (${list.sql})${ofType}`,
      parameters: list.parameters,
    }));
  });
}

function referenceName({ record, field, take }: ReferenceQuery): string {
  return take === undefined ? `${record}.${field}` : `${record}.${field}.${take}`;
}

/** Applied documents of the same party and amount about the same day, of other objects. */
function lookAlikes({ lane, lookAlike }: LookRequest): readonly Part[] {
  if (lookAlike === undefined) return [];
  return chunks(lookAlike.ids).map(boundList).map((ids) => ({
    sql: `SELECT 'alike' AS kind, o.id AS id, o.externalid AS a, ? AS b, NULL AS n FROM ${KEY_RECORD} k INNER JOIN ${OPERATION_RECORD} o ON o.externalid = k.${KEY.operation}
WHERE k.externalid IN (${ids.sql}) AND o.${OPERATION.object} <> ? AND o.${OPERATION.state} IN ('applied', 'partly_applied', 'unchanged')`,
    parameters: [lane, ...ids.parameters, lane],
  }));
}

function lookAlikesOf({ lane }: LookRequest, rows: readonly QueryRow[]): readonly string[] {
  return rows.filter((row) => rowText(row, 'b') === lane).map((row) => rowText(row, 'a'));
}

function objectOf(row: QueryRow): NonNullable<LookFacts['object']> {
  const [operationId = '', fingerprint = '', targetType = ''] = rowText(row, 'a').split(' ');
  return { internalId: rowNumber(row, 'id') ?? 0, hasRecord: targetType !== '', operationId, fingerprint, versionNumber: rowNumber(row, 'n') };
}

function factsOf(request: LookRequest, rows: readonly QueryRow[]): LookFacts {
  const { lane, operationId, ruleCode, outcomesAfter } = request;
  const of = (kind: string) => rows.filter((row) => rowText(row, 'kind') === kind);
  const found = of('object').find((row) => rowText(row, 'b') === lane);
  return {
    holders: of('holder')
      .filter((row) => rowText(row, 'b') === lane && rowText(row, 'a') !== operationId)
      .map((row) => ({ operationId: rowText(row, 'a'), internalId: rowNumber(row, 'id') ?? 0, heldUntilMs: rowNumber(row, 'n') })),
    object: found === undefined ? undefined : objectOf(found),
    target: of(`target:${targetKind(request.target.recordType).table}`).flatMap((row) => sightingOf(row, request.target))[0],
    references: matchesOf(request.references, rows),
    lookAlikes: lookAlikesOf(request, of('alike')),
    ...heldFacts(request, rows),
    ...ticketFacts(request, rows),
    period: periodFor(request, of('period')),
    mapInForce: of('map').filter((row) => rowText(row, 'b') === ruleCode).map((row) => rowText(row, 'a'))[0] ?? '',
    outcomeEventId: outcomesAfter === undefined ? undefined : of('outcome')
      .filter((row) => rowText(row, 'b') === operationId && (rowNumber(row, 'n') ?? 0) > outcomesAfter)
      .sort((a, b) => (rowNumber(a, 'n') ?? 0) - (rowNumber(b, 'n') ?? 0)).map((row) => rowNumber(row, 'id')).at(-1),
  };
}

/** A record of another type with this external id is not ours, whatever is stamped on it. */
function sightingOf(row: QueryRow, target: LookRequest['target']): readonly TargetSighting[] {
  const [type = '', externalId = ''] = rowText(row, 'b').split(' ');
  if (externalId.toLowerCase() !== target.externalId.toLowerCase()) return [];
  const ours = type === '' || type === target.recordType;
  const sighting = { internalId: rowNumber(row, 'id') ?? 0, stamp: ours ? rowText(row, 'a') : '' };
  const voided = rowNumber(row, 'n');
  return [voided === undefined ? sighting : { ...sighting, voided: voided === 1 }];
}

function matchesOf(queries: readonly ReferenceQuery[], rows: readonly QueryRow[]): ReadonlyMap<string, readonly ReferenceMatch[]> {
  return new Map(
    queries.map((query) => {
      if (query.record === VALUE_MAP_RECORD) return [queryKey(query), mappedMatches(query, rows)];
      const kind = `reference:${referenceName(query)}`;
      const matches = rows.filter((row) => rowText(row, 'kind') === kind && sameReference(query, rowText(row, 'a')));
      return [queryKey(query), matches.map((row) => ({
        internalId: rowNumber(row, 'id') ?? 0, inactive: rowText(row, 'b') === 'T', ...(query.take === undefined ? {} : { taken: rowNumber(row, 'n') }),
      }))];
    }),
  );
}

function mappedMatches(query: ReferenceQuery, rows: readonly QueryRow[]): readonly ReferenceMatch[] {
  return rows.filter((row) => rowText(row, 'kind') === 'value_map' && sameReference(query, rowText(row, 'a'))).map((row) => {
    const [inactive, record = '', ...value] = rowText(row, 'b').split('|');
    return { internalId: rowNumber(row, 'id') ?? 0, inactive: inactive === 'T', mapped: { record, id: rowNumber(row, 'n'), value: value.join('|') } };
  });
}

/** External ids are compared without regard to case, as NetSuite compares them (platform facts 4.1). */
function sameReference(query: ReferenceQuery, found: string): boolean {
  return query.field === 'externalid' ? query.value.toLowerCase() === found.toLowerCase() : query.value === found;
}

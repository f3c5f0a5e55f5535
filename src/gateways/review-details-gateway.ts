import * as record from 'N/record';
import type { ChainStep, OperationDossier, RelatedOperation, RelationQuestion, ReviewDetails } from '../application/review/review-details-port';
import type { Scope } from '../application/review/review-rows-port';
import { NUMBERS_AHEAD } from '../domain/event-chain';
import { eventExternalIds } from '../domain/identity';
import { STATES } from '../domain/states';
import { amongOpen, twice } from './open-operations';
import { operationOf } from './operation-row';
import { boundList, boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { integerOf, textOf } from './record-fields';
import { DECISION, DECISION_RECORD, EVENT, EVENT_RECORD, OBJECT, OBJECT_RECORD, OPERATION, OPERATION_RECORD } from './record-ids';
import { IS_LATEST, scopeOf } from './review-statements';

/** Events of a chain that are read at once. */
const MOST_STEPS = 64;

/** What stands around one operation, over the operation log and its events. */
export class ReviewDetailsGateway implements ReviewDetails {
  constructor(private readonly accountId: string) {}

  dossier(internalId: number): OperationDossier {
    const row = record.load({ type: OPERATION_RECORD, id: internalId, isDynamic: false });
    const text = (field: string) => textOf(row, field);
    const state = STATES.find((one) => one === text(OPERATION.state)) ?? 'needs_review';
    const lease = { holder: text(OPERATION.leaseBy), untilMs: integerOf(row, OPERATION.leaseMs) ?? 0 };
    return {
      operation: operationOf(row, { internalId, state, attempts: integerOf(row, OPERATION.attempts) ?? 0, lease }), waitsFor: text(OPERATION.waitsFor), reasonText: text(OPERATION.reasonText),
      probableCause: text(OPERATION.probableCause), whatToDo: text(OPERATION.whatToDo), whoActs: text(OPERATION.whoActs), causeFingerprint: text(OPERATION.cause), mapVersion: text(OPERATION.mapVersion),
    };
  }

  steps(operationId: string, head: number): readonly ChainStep[] {
    const from = Math.max(1, head + NUMBERS_AHEAD - MOST_STEPS + 1);
    const ids = boundList(eventExternalIds(operationId, from, MOST_STEPS));
    return runStatement(`SELECT e.id AS id, e.${EVENT.number} AS number, e.${EVENT.kind} AS kind, e.${EVENT.atMs} AS at_ms, e.${EVENT.actor} AS actor, e.${EVENT.facts} AS facts FROM ${EVENT_RECORD} e
WHERE e.externalid IN (${ids.sql}) ORDER BY e.${EVENT.number} DESC`, ids.parameters).map((row) => ({
      internalId: rowNumber(row, 'id') ?? 0, number: rowNumber(row, 'number') ?? 0, kind: rowText(row, 'kind'), atMs: rowNumber(row, 'at_ms') ?? 0, actor: rowText(row, 'actor'), facts: rowText(row, 'facts'),
    }));
  }

  values(eventId: number): string {
    return textOf(record.load({ type: EVENT_RECORD, id: eventId, isDynamic: false }), EVENT.values);
  }

  namesOf(userIds: readonly number[]): ReadonlyMap<number, string> {
    if (userIds.length === 0) return new Map();
    const list = boundNumbers(userIds);
    return new Map(runStatement(`SELECT e.id AS id, e.firstname AS first, e.lastname AS last FROM employee e WHERE e.id IN (${list.sql})`, list.parameters)
      .map((row) => [rowNumber(row, 'id') ?? 0, `${rowText(row, 'first')} ${rowText(row, 'last')}`.trim()]));
  }

  related({ operationId, lane, parent, supersedes, waitsFor }: RelationQuestion, scope: Scope): readonly RelatedOperation[] {
    const own = scopeOf(scope, this.accountId);
    const columns = `o.id AS id, o.externalid AS operation, o.${OPERATION.state} AS state, o.${OPERATION.docNumber} AS number, o.${OPERATION.receivedMs} AS received_ms, o.${OPERATION.object} AS lane, o.${OPERATION.parent} AS parent, o.${OPERATION.waitsFor} AS waits_for, o.${OPERATION.supersedes} AS supersedes`;
    const open = amongOpen(columns, `o.externalid <> ? AND (o.${OPERATION.object} = ? OR o.${OPERATION.waitsFor} = ? OR o.${OPERATION.parent} = ? OR o.${OPERATION.supersedes} = ?) AND ${own.sql}`);
    const named = boundList([parent, supersedes, waitsFor].filter((id) => id !== ''));
    // Settled ones of the object: those among the latest, and the one that wrote its record last, however old it is.
    const latest = `SELECT ${columns} FROM ${OPERATION_RECORD} o WHERE ${IS_LATEST} AND o.externalid <> ? AND o.${OPERATION.object} = ? AND ${own.sql}`;
    const last = `SELECT b.${OBJECT.operation} FROM ${OBJECT_RECORD} b WHERE b.externalid = ?`;
    const rows = runStatement(
      `${open}\nUNION ALL\n${latest}\nUNION ALL\nSELECT ${columns} FROM ${OPERATION_RECORD} o WHERE o.externalid IN (${named.sql}) AND ${own.sql}\nUNION ALL\nSELECT ${columns} FROM ${OPERATION_RECORD} o WHERE o.externalid IN (${last}) AND o.externalid <> ? AND ${own.sql}`,
      [...twice([operationId, lane, operationId, operationId, operationId, ...own.parameters]), operationId, lane, ...own.parameters, ...named.parameters, ...own.parameters, lane, operationId, ...own.parameters],
    );
    const unique = new Map(rows.map((row) => [rowText(row, 'operation'), row]));
    return [...unique.values()].map((row) => relatedOf(row, { operationId, lane, parent, supersedes, waitsFor })).sort((a, b) => b.receivedMs - a.receivedMs).slice(0, MOST_STEPS);
  }

  objectOf(lane: string): number | undefined {
    const [row] = runStatement(`SELECT b.id AS id FROM ${OBJECT_RECORD} b WHERE b.externalid = ?`, [lane]);
    return row === undefined ? undefined : rowNumber(row, 'id');
  }

  decisions(codes: readonly string[]): ReadonlyMap<string, string> {
    if (codes.length === 0) return new Map();
    const list = boundList(codes);
    return new Map(runStatement(`SELECT d.${DECISION.code} AS code, d.${DECISION.title} AS title FROM ${DECISION_RECORD} d WHERE d.${DECISION.code} IN (${list.sql})`, list.parameters).map((row) => [rowText(row, 'code'), rowText(row, 'title')]));
  }
}

function relatedOf(row: QueryRow, { operationId, parent, supersedes, waitsFor }: RelationQuestion): RelatedOperation {
  const id = rowText(row, 'operation');
  const relation = (): RelatedOperation['relation'] => {
    if (id === parent) return 'parent';
    if (id === waitsFor) return 'blocked_by';
    if (id === supersedes) return 'supersedes';
    if (rowText(row, 'waits_for') === operationId) return 'blocks';
    if (rowText(row, 'parent') === operationId) return 'brought';
    return rowText(row, 'supersedes') === operationId ? 'superseded_by' : 'same_object';
  };
  return {
    operationId: id, relation: relation(), state: STATES.find((state) => state === rowText(row, 'state')) ?? 'needs_review',
    documentNumber: rowText(row, 'number'), receivedMs: rowNumber(row, 'received_ms') ?? 0,
  };
}

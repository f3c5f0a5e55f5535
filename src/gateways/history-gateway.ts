import * as record from 'N/record';
import type { HistoryRows } from '../application/audit/audit-ports';
import type { PlaceOf, ToldHead, VerifiedRow } from '../domain/audit/chain-verify';
import type { IdRange, SealedRow } from '../domain/audit/seal';
import { SIGN_OFF_CHAIN } from '../domain/close/sign-off';
import { eventExternalId, eventExternalIds } from '../domain/identity';
import { requestOfRun } from '../domain/retention/retention-rule';
import { storedEvent } from './event-gateway';
import { boundList, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { CAUSE, CAUSE_RECORD, EVENT, EVENT_RECORD, OPERATION, OPERATION_RECORD, REQUEST, REQUEST_RECORD, SIGNOFF, SIGNOFF_RECORD } from './record-ids';

/** Values of one statement's list; a statement takes no more than 1,000 (platform facts 5.1). */
const MOST_LISTED = 500;

/** Chain of a cause: see `causeChain`. */
const CAUSE_CHAIN = 'cause-';

/** Reads `customrecord_dkt_event` by runs of internal ids. */
export class HistoryGateway implements HistoryRows {
  newestId(fromId: number, beforeMs: number): number {
    const [row = {}] = runStatement(`SELECT MAX(e.id) AS id FROM ${EVENT_RECORD} e WHERE e.id > ? AND e.${EVENT.atMs} <= ?`, [fromId, beforeMs]);
    return rowNumber(row, 'id') ?? fromId;
  }

  sealedRows({ fromId, toId }: IdRange): readonly SealedRow[] {
    const sql = `SELECT e.id AS id, e.${EVENT.chain} AS chain, e.${EVENT.number} AS number, e.${EVENT.atMs} AS at_ms, e.${EVENT.hash} AS hash FROM ${EVENT_RECORD} e WHERE e.id > ? AND e.id <= ? ORDER BY e.id`;
    return runStatement(sql, [fromId, toId]).map((row) => ({ internalId: rowNumber(row, 'id') ?? 0, chain: rowText(row, 'chain'), number: rowNumber(row, 'number') ?? 0, atMs: rowNumber(row, 'at_ms') ?? 0, hash: rowText(row, 'hash') }));
  }

  rows({ fromId, toId }: IdRange, deep: boolean): readonly VerifiedRow[] {
    return runStatement(ROWS, [fromId, toId]).map((row) => {
      const read = verifiedRow(row);
      const isTouched = rowText(row, 'is_touched') === 'T';
      return deep || isTouched || read.valuesHash === '' ? { ...read, content: contentOf(read.internalId) } : read;
    });
  }

  places(externalIds: readonly string[]): ReadonlyMap<string, PlaceOf> {
    const places = new Map<string, PlaceOf>();
    for (const row of listed(externalIds, (ids) => `SELECT e.externalid AS place, e.id AS id, e.${EVENT.number} AS number, e.${EVENT.hash} AS hash FROM ${EVENT_RECORD} e WHERE e.externalid IN (${ids})`)) {
      places.set(rowText(row, 'place'), { internalId: rowNumber(row, 'id') ?? 0, number: rowNumber(row, 'number') ?? 0, hash: rowText(row, 'hash') });
    }
    return places;
  }

  heads(chains: readonly string[]): readonly ToldHead[] {
    const ofCauses = chains.filter((chain) => chain.startsWith(CAUSE_CHAIN));
    const ofSignOffs = chains.filter((chain) => chain.startsWith(SIGN_OFF_CHAIN));
    const others = chains.filter((chain) => !chain.startsWith(CAUSE_CHAIN) && !chain.startsWith(SIGN_OFF_CHAIN));
    const told = headsIn(OPERATION_RECORD, OPERATION, others);
    const known = new Set(told.map(({ chain }) => chain));
    return [
      ...told, ...headsIn(REQUEST_RECORD, REQUEST, others.filter((chain) => !known.has(chain))),
      ...headsIn(CAUSE_RECORD, CAUSE, ofCauses.map((chain) => chain.slice(CAUSE_CHAIN.length))).map((head) => ({ ...head, chain: `${CAUSE_CHAIN}${head.chain}` })),
      ...signedPlaces(ofSignOffs),
    ];
  }

  erasures(requests: readonly string[]): ReadonlySet<string> {
    const rows = listed(requests, (ids) => `SELECT r.externalid AS number FROM ${REQUEST_RECORD} r WHERE r.${REQUEST.kind} = 'erasure' AND r.${REQUEST.state} IN ('approved', 'in_work', 'carried_out') AND r.externalid IN (${ids})`);
    return new Set(rows.map((row) => rowText(row, 'number')));
  }

  ended(chains: readonly string[]): ReadonlySet<string> {
    const told = new Map(listed(chains, (ids) => `SELECT o.externalid AS chain, o.${OPERATION.endedBy} AS ended_by FROM ${OPERATION_RECORD} o WHERE o.${OPERATION.endedBy} IS NOT NULL AND o.externalid IN (${ids})`).map((row) => [rowText(row, 'chain'), rowText(row, 'ended_by')]));
    const runs = [...new Set(told.values())];
    const requests = new Set(listed([...new Set(runs.map(requestOfRun))], (ids) => `SELECT r.externalid AS number FROM ${REQUEST_RECORD} r WHERE r.${REQUEST.kind} = 'retention' AND r.${REQUEST.state} IN ('in_work', 'carried_out') AND r.externalid IN (${ids})`).map((row) => rowText(row, 'number')));
    const named = new Map(rowsAt(runs.map((run) => eventExternalId(run, 1))).map(({ chain, facts }) => [chain, new Set((JSON.parse(facts) as { readonly ends?: readonly string[] }).ends ?? [])]));
    return new Set([...told].filter(([chain, run]) => requests.has(requestOfRun(run)) && named.get(run)?.has(chain) === true).map(([chain]) => chain));
  }
}

const COLUMNS = `SELECT e.id AS id, e.externalid AS place, e.${EVENT.chain} AS chain, e.${EVENT.number} AS number, e.${EVENT.kind} AS kind, e.${EVENT.atMs} AS at_ms, e.${EVENT.actor} AS actor, e.${EVENT.prevHash} AS previous,
  e.${EVENT.hash} AS hash, e.${EVENT.facts} AS facts, e.${EVENT.valuesHash} AS values_hash, e.${EVENT.erasedBy} AS erased_by, CASE WHEN e.lastmodified > e.created THEN 'T' ELSE 'F' END AS is_touched
FROM ${EVENT_RECORD} e`;

const ROWS = `${COLUMNS} WHERE e.id > ? AND e.id <= ? ORDER BY e.id`;

/** Events of a chain from the first up to a number, in order, as far as they are there. 10 units for every 500. */
export function chainRows(chain: string, upTo: number): readonly VerifiedRow[] {
  return rowsAt(eventExternalIds(chain, 1, Math.max(1, upTo)));
}

/** Events by the external ids of their places, in order of their numbers within each 500, as far as they are there. 10 units for every 500. */
export function rowsAt(externalIds: readonly string[]): readonly VerifiedRow[] {
  return listed(externalIds, (ids) => `${COLUMNS} WHERE e.externalid IN (${ids}) ORDER BY e.${EVENT.number}`).map(verifiedRow);
}

function verifiedRow(row: QueryRow): VerifiedRow {
  const text = (column: string) => rowText(row, column);
  return {
    internalId: rowNumber(row, 'id') ?? 0, externalId: text('place'), chain: text('chain'), number: rowNumber(row, 'number') ?? 0, kind: text('kind'), atMs: rowNumber(row, 'at_ms') ?? 0, actor: text('actor'),
    previousHash: text('previous'), hash: text('hash'), facts: text('facts'), valuesHash: text('values_hash'), erasedBy: text('erased_by'),
  };
}

function contentOf(internalId: number): { readonly salt: string; readonly values: string } {
  const { salt, values } = storedEvent(record.load({ type: EVENT_RECORD, id: internalId, isDynamic: false }));
  return { salt, values };
}

/** Every sign-off tells its own place. */
function signedPlaces(chains: readonly string[]): readonly ToldHead[] {
  const rows = listed(chains, (ids) => `SELECT s.${SIGNOFF.chain} AS chain, s.${SIGNOFF.number} AS number, s.${SIGNOFF.hash} AS hash FROM ${SIGNOFF_RECORD} s WHERE s.${SIGNOFF.chain} IN (${ids})`);
  return rows.map((row) => ({ chain: rowText(row, 'chain'), number: rowNumber(row, 'number') ?? 0, hash: rowText(row, 'hash') }));
}

function headsIn(type: string, fields: { readonly head: string; readonly headHash: string }, names: readonly string[]): readonly ToldHead[] {
  const rows = listed(names, (ids) => `SELECT o.externalid AS chain, o.${fields.head} AS number, o.${fields.headHash} AS hash FROM ${type} o WHERE o.externalid IN (${ids})`);
  return rows.map((row) => ({ chain: rowText(row, 'chain'), number: rowNumber(row, 'number') ?? 0, hash: rowText(row, 'hash') }));
}

/** Runs a statement for every 500 values of a list. */
export function listed(values: readonly string[], statement: (ids: string) => string): readonly QueryRow[] {
  const rows: QueryRow[] = [];
  for (let from = 0; from < values.length; from += MOST_LISTED) {
    const ids = boundList(values.slice(from, from + MOST_LISTED));
    rows.push(...runStatement(statement(ids.sql), ids.parameters));
  }
  return rows;
}

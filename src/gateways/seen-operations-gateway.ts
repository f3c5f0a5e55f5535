import * as record from 'N/record';
import * as search from 'N/search';
import type { ActedOn, SeenOperations } from '../application/actions/review-ports';
import type { Operation } from '../application/ports';
import { parseDecimal } from '../domain/decimal';
import type { LinkedRecord } from '../domain/review/linked-record';
import type { Viewer } from '../domain/review/capability';
import { STATES } from '../domain/states';
import { amongOpen, IS_OWN, twice } from './open-operations';
import { operationOf } from './operation-row';
import { boundList, boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { OPERATION, OPERATION_RECORD } from './record-ids';
import { integerOf, textOf } from './record-fields';
import { TARGET_TYPES } from './target-kinds';

/** Operations as actions judge them: those of this account that a person sees. */
export class SeenOperationsGateway implements SeenOperations {
  constructor(private readonly accountId: string) {}

  of(operationIds: readonly string[], viewer: Viewer): readonly ActedOn[] {
    if (operationIds.length === 0) return [];
    const ids = boundList(operationIds);
    const seen = seenBy(viewer);
    return runStatement(`SELECT ${COLUMNS} FROM ${OPERATION_RECORD} o WHERE o.externalid IN (${ids.sql}) AND ${IS_OWN}${seen.sql} ORDER BY o.id`, [...ids.parameters, this.accountId, ...seen.parameters]).map(actedOn);
  }

  matching(filter: string, viewer: Viewer, { after, most }: { readonly after: number; readonly most: number }): readonly ActedOn[] {
    const seen = seenBy(viewer);
    const wanted = conditionsOf(filter);
    const condition = `o.id > ? AND ${IS_OWN}${wanted.sql}${seen.sql}`;
    const statement = `SELECT * FROM (\n${amongOpen(COLUMNS, condition)}\n) q ORDER BY q.id FETCH FIRST ${String(most)} ROWS ONLY`;
    return runStatement(statement, twice([after, this.accountId, ...wanted.parameters, ...seen.parameters])).map(actedOn);
  }

  load(internalId: number): Operation {
    const row = record.load({ type: OPERATION_RECORD, id: internalId, isDynamic: false });
    const state = STATES.find((candidate) => candidate === textOf(row, OPERATION.state)) ?? 'accepted';
    return operationOf(row, { internalId, state, attempts: integerOf(row, OPERATION.attempts) ?? 0, lease: { holder: '', untilMs: 0 } });
  }

  nameRequest(internalId: number, number: string): void {
    record.submitFields({ type: OPERATION_RECORD, id: internalId, values: { [OPERATION.request]: number } });
  }

  linked(recordType: string, internalId: number): LinkedRecord | undefined {
    if (!TARGET_TYPES.includes(recordType)) return undefined;
    try {
      return PARTIES.includes(recordType) ? partyRecord(recordType, internalId) : transactionRecord(recordType, internalId);
    } catch {
      // What cannot be looked at is not compared: whether it is there is asked apart from this.
      return undefined;
    }
  }
}

const COLUMNS = `o.id AS id, o.externalid AS operation, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.state} AS state, o.${OPERATION.owner} AS owner,
  o.${OPERATION.baseAmount} AS base_amount, o.${OPERATION.amount} AS amount, o.${OPERATION.amountText} AS amount_text, o.${OPERATION.currency} AS currency, o.${OPERATION.party} AS party, o.${OPERATION.subsidiary} AS subsidiary,
  o.${OPERATION.cause} AS cause, o.${OPERATION.head} AS head`;

function actedOn(row: QueryRow): ActedOn {
  const amount = rowText(row, 'base_amount') || rowText(row, 'amount');
  return {
    internalId: rowNumber(row, 'id') ?? 0, operationId: rowText(row, 'operation'), source: rowText(row, 'source'), documentType: rowText(row, 'doctype'),
    state: STATES.find((state) => state === rowText(row, 'state')) ?? 'accepted', owner: rowNumber(row, 'owner'),
    atRisk: parseDecimal(amount)?.replace(/^-/, ''), amount: rowText(row, 'amount_text'), currency: rowText(row, 'currency'), party: rowText(row, 'party'),
    subsidiary: rowNumber(row, 'subsidiary'), cause: rowText(row, 'cause'), head: rowNumber(row, 'head') ?? 0,
  };
}

interface Bound {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** Somebody of some subsidiaries sees no operation of none. */
function seenBy({ subsidiaries }: Viewer): Bound {
  if (subsidiaries === 'all') return { sql: '', parameters: [] };
  const ids = boundNumbers(subsidiaries);
  return { sql: ` AND o.${OPERATION.subsidiary} IN (${ids.sql})`, parameters: ids.parameters };
}

/** States of the tabs that a bulk action may be over. */
const TAB_STATES: Readonly<Record<string, string>> = { needs_review: 'needs_review', snoozed: 'needs_review', retrying: 'retry_scheduled' };

/** The members of a filter that name operations; what only orders or pages a list is left out. */
function conditionsOf(filter: string): Bound {
  const members = JSON.parse(filter) as Readonly<Record<string, unknown>>;
  const text = (name: string) => {
    const value = members[name];
    return typeof value === 'string' ? value : '';
  };
  const parts = [
    [`o.${OPERATION.state} = ?`, TAB_STATES[text('tab')] ?? 'needs_review'], [`o.${OPERATION.source} = ?`, text('source')], [`o.${OPERATION.doctype} = ?`, text('documentType')],
    [`o.${OPERATION.cause} = ?`, text('cause')], [`o.${OPERATION.docDate} LIKE ?`, text('period') === '' ? '' : `${text('period')}%`],
  ].filter(([, value]) => value !== '');
  return { sql: parts.map(([sql]) => ` AND ${sql ?? ''}`).join(''), parameters: parts.map(([, value]) => value ?? '') };
}

const PARTIES: readonly string[] = ['customer', 'vendor'];

type Looked = Readonly<Record<string, unknown>>;

function transactionRecord(type: string, id: number): LinkedRecord {
  const found = search.lookupFields({ type, id, columns: ['total', 'subsidiary', 'entity'] }) as Looked;
  const [party] = optionsOf(found['entity']);
  return {
    total: parseDecimal(plain(found['total'])), subsidiary: optionsOf(found['subsidiary'])[0]?.id,
    party: party === undefined ? [] : [party.text, ...partyNames(party.id)],
  };
}

function partyRecord(type: string, id: number): LinkedRecord {
  const found = search.lookupFields({ type, id, columns: ['subsidiary'] }) as Looked;
  return { total: undefined, subsidiary: optionsOf(found['subsidiary'])[0]?.id, party: partyNames(id) };
}

function partyNames(id: number): readonly string[] {
  const [row] = runStatement('SELECT e.entityid AS entityid, e.externalid AS externalid, e.email AS email, e.companyname AS companyname FROM customer e WHERE e.id = ?', [id]);
  return row === undefined ? [] : ['entityid', 'externalid', 'email', 'companyname'].map((name) => rowText(row, name)).filter((name) => name !== '');
}

function optionsOf(value: unknown): readonly { readonly id: number; readonly text: string }[] {
  return Array.isArray(value) ? (value as readonly { readonly value: string; readonly text: string }[]).map(({ value: id, text }) => ({ id: Number(id), text })) : [];
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

import * as record from 'N/record';
import * as search from 'N/search';
import type { ActedOn, RowPart, SeenOperations } from '../application/actions/review-ports';
import type { Operation } from '../application/ports';
import type { QueueQuestion, Scope } from '../application/review/review-rows-port';
import { parseDecimal } from '../domain/decimal';
import type { DecimalText } from '../domain/decimal';
import type { LinkedRecord } from '../domain/review/linked-record';
import { STATES } from '../domain/states';
import { operationOf } from './operation-row';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { OPERATION, OPERATION_RECORD } from './record-ids';
import { integerOf, textOf } from './record-fields';
import { actedById, actedOfCause, questionRows } from './review-statements';
import { TARGET_TYPES, targetKind } from './target-kinds';

/** Operations as actions judge them: those of this account that a person sees. */
export class SeenOperationsGateway implements SeenOperations {
  constructor(private readonly accountId: string) {}

  of(operationIds: readonly string[], scope: Scope): readonly ActedOn[] {
    if (operationIds.length === 0) return [];
    const { sql, parameters } = actedById(operationIds, scope, this.accountId);
    return runStatement(`SELECT ${SHOWN_COLUMNS} ${sql} ORDER BY r.id`, parameters).map(actedOn);
  }

  matching(question: QueueQuestion, { after, most }: RowPart): readonly ActedOn[] {
    const { sql, parameters } = questionRows(question, this.accountId, ['operation', 'amount_text', 'party', 'head']);
    const statement = `SELECT * FROM (SELECT ${SHOWN_COLUMNS} ${sql} AND r.id > ? ORDER BY r.id FETCH FIRST ${String(most)} ROWS ONLY) p ORDER BY p.id`;
    return runStatement(statement, [...parameters, after]).map(actedOn);
  }

  measure(question: QueueQuestion): { readonly rows: number; readonly amount: DecimalText | undefined } {
    const { sql, parameters } = questionRows(question, this.accountId, ['amount_text']);
    const [row = {}] = runStatement(`SELECT COUNT(*) AS n, SUM(r.at_risk) AS at_risk, SUM(CASE WHEN r.at_risk IS NULL AND r.amount_text IS NOT NULL THEN 1 ELSE 0 END) AS untold ${sql}`, parameters);
    return { rows: rowNumber(row, 'n') ?? 0, amount: (rowNumber(row, 'untold') ?? 0) > 0 ? undefined : (rowNumber(row, 'at_risk') ?? 0).toFixed(2) };
  }

  ofCause(cause: string, scope: Scope, { after, most }: RowPart): readonly ActedOn[] {
    const { sql, parameters } = actedOfCause(cause, { scope, after }, this.accountId);
    return runStatement(`SELECT ${SHOWN_COLUMNS} ${sql} ORDER BY r.id FETCH FIRST ${String(most)} ROWS ONLY`, parameters).map(actedOn);
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

/** Columns of the rows `r`. The owner is the operation's own, not its cause's. */
const SHOWN_COLUMNS = ['id', 'operation', 'source', 'doctype', 'number', 'state', 'at_risk', 'amount_text', 'currency', 'party', 'subsidiary', 'cause', 'head'].map((name) => `r.${name} AS ${name}`).concat('r.own_owner AS owner').join(', ');

function actedOn(row: QueryRow): ActedOn {
  return {
    internalId: rowNumber(row, 'id') ?? 0, operationId: rowText(row, 'operation'), source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), documentNumber: rowText(row, 'number'),
    state: STATES.find((state) => state === rowText(row, 'state')) ?? 'accepted', owner: rowNumber(row, 'owner'),
    atRisk: rowNumber(row, 'at_risk')?.toFixed(2), priced: rowText(row, 'amount_text') !== '', amount: rowText(row, 'amount_text'), currency: rowText(row, 'currency'), party: rowText(row, 'party'),
    subsidiary: rowNumber(row, 'subsidiary'), cause: rowText(row, 'cause'), head: rowNumber(row, 'head') ?? 0,
  };
}

const PARTIES: readonly string[] = ['customer', 'vendor'];

/** Names of a customer or a vendor: their ids are of one sequence. */
const PARTY_NAMES = PARTIES.map((table) => `SELECT e.entityid AS entityid, e.externalid AS externalid, e.email AS email, e.companyname AS companyname FROM ${table} e WHERE e.id = ?`).join('\nUNION ALL\n');

type Looked = Readonly<Record<string, unknown>>;

function transactionRecord(type: string, id: number): LinkedRecord {
  // A search shows `total` in base currency, and `fxamount` in the record's own.
  const { hasBaseAmount } = targetKind(type);
  const found = search.lookupFields({ type, id, columns: ['subsidiary', 'entity', 'currency', ...(hasBaseAmount ? ['fxamount'] : [])] }) as Looked;
  const [party] = optionsOf(found['entity']);
  const [currency] = optionsOf(found['currency']);
  return {
    recordType: type, total: parseDecimal(plain(found['fxamount'])), currency: currency === undefined ? '' : symbolOf(currency.id), subsidiary: optionsOf(found['subsidiary'])[0]?.id,
    party: party === undefined ? [] : [party.text, ...partyNames(party.id)],
  };
}

function partyRecord(type: string, id: number): LinkedRecord {
  const found = search.lookupFields({ type, id, columns: ['subsidiary'] }) as Looked;
  return { recordType: type, total: undefined, currency: '', subsidiary: optionsOf(found['subsidiary'])[0]?.id, party: partyNames(id) };
}

function symbolOf(currency: number): string {
  const [row = {}] = runStatement('SELECT u.symbol AS symbol FROM currency u WHERE u.id = ?', [currency]);
  return rowText(row, 'symbol');
}

function partyNames(id: number): readonly string[] {
  const [row] = runStatement(PARTY_NAMES, [id, id]);
  return row === undefined ? [] : ['entityid', 'externalid', 'email', 'companyname'].map((name) => rowText(row, name)).filter((name) => name !== '');
}

function optionsOf(value: unknown): readonly { readonly id: number; readonly text: string }[] {
  return Array.isArray(value) ? (value as readonly { readonly value: string; readonly text: string }[]).map(({ value: id, text }) => ({ id: Number(id), text })) : [];
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

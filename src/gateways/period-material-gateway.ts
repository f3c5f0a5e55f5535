import type { DecisionTell, PeriodMaterial, SystemNote, WrittenRecord } from '../application/close/evidence-job-port';
import type { EventPlace } from '../application/close/event-place-port';
import type { VerifiedRow } from '../domain/audit/chain-verify';
import { eventExternalIds } from '../domain/identity';
import { approvalRow, ledgerLine, LEDGER_LINES, REQUEST_COLUMNS } from './evidence-gateway';
import { listed, rowsAt } from './history-gateway';
import { boundList, boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import { DECISION, DECISION_RECORD, REQUEST, REQUEST_RECORD } from './record-ids';

/** Kinds of records that system notes know by one id each (platform facts 9). */
const NOTED_AS = { transaction: -30, entity: -9 } as const;

const ENTITIES = ['customer', 'vendor', 'employee', 'contact', 'partner'];

/** Values of one statement's list. */
const MOST_LISTED = 500;

/** What the evidence of many operations is made of. */
export class PeriodMaterialGateway implements PeriodMaterial {
  events(places: readonly EventPlace[]): readonly VerifiedRow[] {
    const order = new Map(places.map(({ chain }, at) => [chain, at]));
    return [...rowsAt(places.flatMap(({ chain, upTo }) => eventExternalIds(chain, 1, Math.max(1, upTo))))].sort((a, b) => (order.get(a.chain) ?? 0) - (order.get(b.chain) ?? 0) || a.number - b.number);
  }

  requestsOf(operationIds: readonly string[]): ReturnType<PeriodMaterial['requestsOf']> {
    return listed(operationIds, (ids) => `SELECT ${REQUEST_COLUMNS}, r.${REQUEST.subject} AS subject FROM ${REQUEST_RECORD} r WHERE r.${REQUEST.subject} IN (${ids}) ORDER BY r.id`).map((row) => ({ ...approvalRow(row), subject: rowText(row, 'subject') }));
  }

  ledgerOf(transactions: readonly number[]): ReturnType<PeriodMaterial['ledgerOf']> {
    return parted(transactions).flatMap((part) => {
      const ids = boundNumbers(part);
      return runStatement(`${LEDGER_LINES} WHERE l.transaction IN (${ids.sql}) AND l.posting = 'T' ORDER BY l.transaction, l.transactionline`, ids.parameters).map((row) => ({ ...ledgerLine(row), internalId: rowNumber(row, 'transaction') ?? 0 }));
    });
  }

  notesOf(records: readonly WrittenRecord[]): readonly SystemNote[] {
    const kinds = ['transaction', 'entity'] as const;
    return kinds.flatMap((kind) => {
      const own = records.filter(({ recordType }) => ENTITIES.includes(recordType) === (kind === 'entity'));
      const types = new Map(own.map(({ internalId, recordType }) => [internalId, recordType]));
      return parted([...types.keys()]).flatMap((part) => {
        const ids = boundNumbers(part);
        return runStatement(NOTES_OF(ids.sql), [NOTED_AS[kind], ...ids.parameters]).map((row) => noteOf(row, types));
      });
    });
  }

  decisions(codes: readonly string[]): readonly DecisionTell[] {
    if (codes.length === 0) return [];
    const list = boundList(codes.slice(0, MOST_LISTED));
    return runStatement(`SELECT d.${DECISION.code} AS code, d.${DECISION.title} AS title, d.${DECISION.status} AS status, d.${DECISION.date} AS decided FROM ${DECISION_RECORD} d WHERE d.${DECISION.code} IN (${list.sql}) ORDER BY d.${DECISION.code}, d.id`, list.parameters)
      .map((row) => ({ code: rowText(row, 'code'), title: rowText(row, 'title'), status: rowText(row, 'status'), date: rowText(row, 'decided') }));
  }
}

const NOTES_OF = (ids: string): string => `SELECT n.id AS id, TO_CHAR(n.date, 'YYYY-MM-DD HH24:MI:SS') AS noted, n.name AS who, n.role AS role, n.context AS context, n.recordid AS recordid, n.field AS field, n.type AS type, n.oldvalue AS before, n.newvalue AS after
FROM systemnote n WHERE n.recordtypeid = ? AND n.recordid IN (${ids}) ORDER BY n.id FETCH FIRST 5000 ROWS ONLY`;

function noteOf(row: ReturnType<typeof runStatement>[number], types: ReadonlyMap<number, string>): SystemNote {
  const text = (column: string) => rowText(row, column);
  const internalId = rowNumber(row, 'recordid') ?? 0;
  return { recordType: types.get(internalId) ?? '', internalId, at: text('noted'), user: text('who'), role: text('role'), context: text('context'), field: text('field'), type: text('type'), before: text('before'), after: text('after') };
}

function parted(ids: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(ids.length / MOST_LISTED) }, (_, at) => ids.slice(at * MOST_LISTED, (at + 1) * MOST_LISTED));
}

import * as record from 'N/record';
import type { SignOffRows, SignOffText, StoredSignOff } from '../application/close/close-port';
import type { CloseSubject } from '../domain/close/close-period';
import { signOffChain } from '../domain/close/sign-off';
import { eventExternalId } from '../domain/identity';
import { fitText, fitTextArea } from './fit-field';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { EVENT_RECORD, SIGNOFF, SIGNOFF_RECORD } from './record-ids';
import { setFields, textOf } from './record-fields';

const SIGNOFFS = `SELECT s.id AS id, s.${SIGNOFF.number} AS number, s.${SIGNOFF.period} AS period, s.${SIGNOFF.periodName} AS period_name, s.${SIGNOFF.start} AS first_day, s.${SIGNOFF.end} AS last_day, s.${SIGNOFF.subsidiary} AS subsidiary,
s.${SIGNOFF.upToId} AS up_to_id, s.${SIGNOFF.statementHash} AS statement_hash, s.${SIGNOFF.acceptedCount} AS accepted, s.${SIGNOFF.by} AS signer, s.${SIGNOFF.role} AS role, s.${SIGNOFF.signedMs} AS signed_ms, s.${SIGNOFF.hash} AS hash,
s.${SIGNOFF.click} AS click, e.entityid AS signer_name FROM ${SIGNOFF_RECORD} s LEFT JOIN employee e ON e.id = s.${SIGNOFF.by} WHERE s.isinactive = 'F'`;

/** Sign-offs on `customrecord_dkt_signoff`, unique by chain and number. */
export class SignOffGateway implements SignOffRows {
  latest(): readonly StoredSignOff[] {
    const rows = runStatement(`${SIGNOFFS} ORDER BY s.${SIGNOFF.number} DESC, s.id DESC FETCH FIRST 5000 ROWS ONLY`, []).map(signOffOf);
    const first = new Map<string, StoredSignOff>();
    for (const row of rows) if (!first.has(signOffChain(row))) first.set(signOffChain(row), row);
    return [...first.values()];
  }

  of(subject: CloseSubject): readonly StoredSignOff[] {
    return runStatement(`${SIGNOFFS} AND s.${SIGNOFF.chain} = ? ORDER BY s.${SIGNOFF.number}, s.id`, [signOffChain(subject)]).map(signOffOf);
  }

  text(internalId: number): SignOffText {
    const row = record.load({ type: SIGNOFF_RECORD, id: internalId, isDynamic: false });
    return { statement: textOf(row, SIGNOFF.statement), note: textOf(row, SIGNOFF.note), accepted: listIn(textOf(row, SIGNOFF.accepted)) };
  }

  eventAt(chain: string, number: number): number | undefined {
    const [row] = runStatement(`SELECT e.id AS id FROM ${EVENT_RECORD} e WHERE e.externalid = ?`, [eventExternalId(chain, number)]);
    return row === undefined ? undefined : rowNumber(row, 'id');
  }

  add(signOff: Parameters<SignOffRows['add']>[0]): void {
    const chain = signOffChain(signOff);
    const externalid = eventExternalId(chain, signOff.number);
    const row = record.create({ type: SIGNOFF_RECORD, isDynamic: false });
    setFields(row, {
      externalid, [SIGNOFF.chain]: chain, [SIGNOFF.number]: signOff.number, [SIGNOFF.period]: signOff.period, [SIGNOFF.periodName]: fitText(signOff.periodName), [SIGNOFF.start]: signOff.start, [SIGNOFF.end]: signOff.end,
      [SIGNOFF.subsidiary]: signOff.subsidiary, [SIGNOFF.upToId]: signOff.upToId, [SIGNOFF.statement]: signOff.statement, [SIGNOFF.statementHash]: signOff.statementHash, [SIGNOFF.accepted]: JSON.stringify(signOff.accepted),
      [SIGNOFF.acceptedCount]: signOff.accepted.length, [SIGNOFF.by]: signOff.by, [SIGNOFF.role]: signOff.role, [SIGNOFF.note]: fitTextArea(signOff.note), [SIGNOFF.signedMs]: signOff.signedMs, [SIGNOFF.signedAt]: new Date(signOff.signedMs),
      [SIGNOFF.hash]: signOff.hash, [SIGNOFF.click]: signOff.click,
    });
    try {
      row.save();
    } catch (error) {
      // Any of four names may mean "exists already" (platform facts 4.2): the row that is there is believed.
      if (runStatement(`SELECT s.id AS id FROM ${SIGNOFF_RECORD} s WHERE s.externalid = ?`, [externalid]).length === 0) throw error;
    }
  }
}

function signOffOf(row: QueryRow): StoredSignOff {
  const count = (column: string) => rowNumber(row, column) ?? 0;
  const text = (column: string) => rowText(row, column);
  return {
    internalId: count('id'), number: count('number'), period: count('period'), periodName: text('period_name'), start: text('first_day'), end: text('last_day'), subsidiary: count('subsidiary'), upToId: count('up_to_id'),
    statementHash: text('statement_hash'), acceptedCount: count('accepted'), by: count('signer'), byName: text('signer_name'), role: text('role'), signedMs: count('signed_ms'), hash: text('hash'), click: text('click'),
  };
}

function listIn(json: string): readonly string[] {
  const parsed: unknown = JSON.parse(json === '' ? '[]' : json);
  return Array.isArray(parsed) ? parsed.filter((one): one is string => typeof one === 'string') : [];
}

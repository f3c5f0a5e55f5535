import * as record from 'N/record';
import type { SealRows, StoredPage } from '../application/audit/audit-ports';
import type { Seal, SealPage } from '../domain/audit/seal';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { SEAL, SEAL_RECORD } from './record-ids';
import { setFields, textOf } from './record-fields';
import type { CustomFieldValue } from './record-fields';

/** Seals and their pages on `customrecord_dkt_seal`, unique by number. */
export class SealGateway implements SealRows {
  all(): readonly Seal[] {
    return runStatement(`${SEALS} ORDER BY s.${SEAL.number}, s.id`, []).map(sealOf);
  }

  last(): Seal | undefined {
    return runStatement(`${SEALS} ORDER BY s.${SEAL.number} DESC, s.id DESC FETCH FIRST 1 ROWS ONLY`, []).map(sealOf)[0];
  }

  pages(fromSeal: number, toSeal: number): readonly StoredPage[] {
    const rows = runStatement(`SELECT s.id AS id, s.${SEAL.number} AS number, s.${SEAL.page} AS page, s.${SEAL.fromId} AS from_id, s.${SEAL.toId} AS to_id, s.${SEAL.events} AS events, s.${SEAL.hash} AS hash
FROM ${SEAL_RECORD} s WHERE s.${SEAL.kind} = 'page' AND s.${SEAL.number} >= ? AND s.${SEAL.number} <= ? ORDER BY s.${SEAL.number}, s.${SEAL.page} FETCH FIRST 5000 ROWS ONLY`, [fromSeal, toSeal]);
    return rows.map((row) => ({
      internalId: count(row, 'id'), seal: count(row, 'number'), page: count(row, 'page'), fromId: count(row, 'from_id'), toId: count(row, 'to_id'), rows: count(row, 'events'), hash: rowText(row, 'hash'),
    }));
  }

  text(pageId: number): string {
    return textOf(record.load({ type: SEAL_RECORD, id: pageId, isDynamic: false }), SEAL.text);
  }

  addPage({ seal, page, fromId, toId, rows, hash }: SealPage, text: string): void {
    saveOnce(`seal-${String(seal)}-page-${String(page)}`, { [SEAL.kind]: 'page', [SEAL.number]: seal, [SEAL.page]: page, [SEAL.fromId]: fromId, [SEAL.toId]: toId, [SEAL.events]: rows, [SEAL.hash]: hash, [SEAL.text]: text });
  }

  add(seal: Seal): void {
    saveOnce(`seal-${String(seal.number)}`, {
      [SEAL.kind]: 'seal', [SEAL.number]: seal.number, [SEAL.fromId]: seal.fromId, [SEAL.toId]: seal.toId, [SEAL.atMs]: seal.atMs, [SEAL.at]: new Date(seal.atMs), [SEAL.events]: seal.events, [SEAL.pages]: seal.pages,
      [SEAL.root]: seal.root, [SEAL.prevHash]: seal.previousHash, [SEAL.hash]: seal.hash,
    });
  }
}

const SEALS = `SELECT s.${SEAL.number} AS number, s.${SEAL.fromId} AS from_id, s.${SEAL.toId} AS to_id, s.${SEAL.atMs} AS at_ms, s.${SEAL.events} AS events, s.${SEAL.pages} AS pages, s.${SEAL.root} AS root, s.${SEAL.prevHash} AS previous, s.${SEAL.hash} AS hash
FROM ${SEAL_RECORD} s WHERE s.${SEAL.kind} = 'seal'`;

function sealOf(row: QueryRow): Seal {
  return {
    number: count(row, 'number'), fromId: count(row, 'from_id'), toId: count(row, 'to_id'), atMs: count(row, 'at_ms'), events: count(row, 'events'), pages: count(row, 'pages'), root: rowText(row, 'root'),
    previousHash: rowText(row, 'previous'), hash: rowText(row, 'hash'),
  };
}

function count(row: QueryRow, column: string): number {
  return rowNumber(row, column) ?? 0;
}

/** Saves a row under a unique external id. Any of four error names may mean "exists already" (platform facts 4.2), so only a row that is there is believed. */
function saveOnce(externalid: string, values: Readonly<Record<string, CustomFieldValue>>): void {
  const row = record.create({ type: SEAL_RECORD, isDynamic: false });
  setFields(row, { externalid, ...values });
  try {
    row.save();
  } catch (error) {
    if (runStatement(`SELECT s.id AS id FROM ${SEAL_RECORD} s WHERE s.externalid = ?`, [externalid]).length === 0) throw error;
  }
}

import * as record from 'N/record';
import type { CloseEvidence, KeptEvidence } from '../application/close/close-view-port';
import type { EvidenceParts } from '../application/close/evidence-job-port';
import { piecesOf } from '../domain/audit/evidence';
import type { EvidencePart } from '../domain/audit/evidence';
import { closeSubjectText } from '../domain/close/close-period';
import type { CloseSubject } from '../domain/close/close-period';
import { rowNumber, rowText, runStatement } from './query-rows';
import { EVIDENCE, EVIDENCE_RECORD, REQUEST, REQUEST_RECORD } from './record-ids';
import { setFields, textOf } from './record-fields';

/** Parts of evidence on `customrecord_dkt_evidence`, in pieces that a Long Text field holds, unique by request, part and piece. */
export class EvidencePartsGateway implements EvidenceParts, CloseEvidence {
  done(request: string): readonly EvidencePart[] {
    const sql = `SELECT v.${EVIDENCE.part} AS part, v.${EVIDENCE.sha256} AS sha256, v.${EVIDENCE.characters} AS characters, v.${EVIDENCE.operations} AS operations FROM ${EVIDENCE_RECORD} v
WHERE v.${EVIDENCE.request} = ? AND v.${EVIDENCE.piece} = 0 ORDER BY v.${EVIDENCE.part} FETCH FIRST 5000 ROWS ONLY`;
    return runStatement(sql, [request]).map((row) => ({ part: rowNumber(row, 'part') ?? 0, sha256: rowText(row, 'sha256'), characters: rowNumber(row, 'characters') ?? 0, operations: rowNumber(row, 'operations') ?? 0 }));
  }

  of(subject: CloseSubject): readonly KeptEvidence[] {
    const sql = `SELECT r.externalid AS number, r.${REQUEST.askedMs} AS asked_ms, r.${REQUEST.state} AS state FROM ${REQUEST_RECORD} r WHERE r.${REQUEST.kind} = 'evidence' AND r.${REQUEST.subject} = ? ORDER BY r.id DESC FETCH FIRST 5 ROWS ONLY`;
    return runStatement(sql, [closeSubjectText(subject)]).map((row) => {
      const number = rowText(row, 'number');
      return { number, askedMs: rowNumber(row, 'asked_ms') ?? 0, isDone: rowText(row, 'state') === 'carried_out', parts: this.done(number) };
    });
  }

  save(request: string, { part, text, sha256, characters, operations, madeMs }: Parameters<EvidenceParts['save']>[1]): void {
    const pieces = piecesOf(text);
    const told = { [EVIDENCE.request]: request, [EVIDENCE.part]: part, [EVIDENCE.pieces]: pieces.length, [EVIDENCE.sha256]: sha256, [EVIDENCE.characters]: characters, [EVIDENCE.operations]: operations, [EVIDENCE.madeMs]: madeMs };
    // The first piece comes last: it says that the part is whole. Pieces of a run that died name another hash, and are written over.
    for (const [piece, content] of [...pieces.entries()].reverse()) savePiece(`evidence-${request}-${String(part)}-${String(piece)}`, { ...told, [EVIDENCE.piece]: piece, [EVIDENCE.text]: content });
  }

  text(request: string, part: number): string | undefined {
    const rows = runStatement(`SELECT v.id AS id, v.${EVIDENCE.pieces} AS pieces FROM ${EVIDENCE_RECORD} v WHERE v.${EVIDENCE.request} = ? AND v.${EVIDENCE.part} = ? ORDER BY v.${EVIDENCE.piece}`, [request, part]);
    const [first] = rows;
    if (first === undefined || rows.length < (rowNumber(first, 'pieces') ?? 0)) return undefined;
    return rows.slice(0, rowNumber(first, 'pieces')).map((row) => textOf(record.load({ type: EVIDENCE_RECORD, id: rowNumber(row, 'id') ?? 0, isDynamic: false }), EVIDENCE.text)).join('');
  }
}

function savePiece(externalid: string, values: Parameters<typeof setFields>[1]): void {
  const row = record.create({ type: EVIDENCE_RECORD, isDynamic: false });
  setFields(row, { externalid, ...values });
  try {
    row.save();
  } catch (error) {
    const [there] = runStatement(`SELECT v.id AS id FROM ${EVIDENCE_RECORD} v WHERE v.externalid = ?`, [externalid]);
    if (there === undefined) throw error;
    const known = record.load({ type: EVIDENCE_RECORD, id: rowNumber(there, 'id') ?? 0, isDynamic: false });
    setFields(known, values);
    known.save();
  }
}

import * as record from 'N/record';
import type { DecisionLine, DecisionReader, DecisionTell } from '../application/review/decision-reader-port';
import { decisionStatusOf } from '../domain/decision/decision';
import { decisionOf } from './decision-gateway';
import { rowNumber, rowText, runStatement } from './query-rows';
import { DECISION, DECISION_RECORD, REQUEST, REQUEST_RECORD } from './record-ids';
import { textOf } from './record-fields';

const COLUMNS = `d.id AS id, d.${DECISION.code} AS code, d.${DECISION.title} AS title, d.${DECISION.status} AS status, d.${DECISION.date} AS date_text, d.${DECISION.who} AS who, d.${DECISION.supersededBy} AS superseded_by`;

/** Decisions as people read them: those of the project and those of the account, open to whoever sees the queue. */
export class DecisionReaderGateway implements DecisionReader {
  list(): readonly DecisionLine[] {
    return runStatement(`SELECT ${COLUMNS} FROM ${DECISION_RECORD} d WHERE d.isinactive = 'F' ORDER BY CASE WHEN d.externalid IS NULL THEN 1 ELSE 0 END, d.id DESC FETCH FIRST 400 ROWS ONLY`, []).map((row) => ({
      code: rowText(row, 'code'), title: rowText(row, 'title'), status: decisionStatusOf(rowText(row, 'status')) ?? 'proposed', date: rowText(row, 'date_text'), who: rowText(row, 'who'), supersededBy: rowText(row, 'superseded_by'),
    }));
  }

  one(code: string): DecisionTell | undefined {
    if (!/^[AD]-[0-9a-f]{1,20}$/.test(code)) return undefined;
    const [row] = runStatement(`SELECT d.id AS id, r.${REQUEST.state} AS request_state, p.entityid AS proposer_name, a.entityid AS approver_name FROM ${DECISION_RECORD} d LEFT JOIN ${REQUEST_RECORD} r ON r.externalid = d.${DECISION.request}
LEFT JOIN employee p ON p.id = d.${DECISION.proposer} LEFT JOIN employee a ON a.id = d.${DECISION.approver} WHERE d.${DECISION.code} = ? AND d.isinactive = 'F'`, [code]);
    const id = row === undefined ? undefined : rowNumber(row, 'id');
    if (row === undefined || id === undefined) return undefined;
    // Long Text is read by a load alone.
    const loaded = record.load({ type: DECISION_RECORD, id, isDynamic: false });
    const [next] = runStatement(`SELECT d.${DECISION.code} AS code FROM ${DECISION_RECORD} d WHERE d.${DECISION.supersedes} = ? AND d.${DECISION.status} = 'accepted' AND d.isinactive = 'F' ORDER BY d.id FETCH FIRST 1 ROWS ONLY`, [code]);
    return {
      ...decisionOf(loaded), request: textOf(loaded, DECISION.request), requestState: rowText(row, 'request_state'), proposerName: rowText(row, 'proposer_name'), approverName: rowText(row, 'approver_name'),
      replay: textOf(loaded, DECISION.replay), report: textOf(loaded, DECISION.report), successor: next === undefined ? '' : rowText(next, 'code'),
    };
  }
}

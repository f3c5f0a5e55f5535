import * as record from 'N/record';
import type { ApprovalRow, DecisionInForce, EvidenceRows, LedgerLine } from '../application/audit/evidence-port';
import type { VerifiedRow } from '../domain/audit/chain-verify';
import { decisionsInForce } from './decision-gateway';
import { chainRows } from './history-gateway';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { OPERATION, OPERATION_RECORD, REQUEST, REQUEST_RECORD } from './record-ids';
import { textOf } from './record-fields';

/** Events of one chain that a pack holds. */
const MOST_EVENTS = 1000;

/** What evidence of one operation is made of. */
export class EvidenceGateway implements EvidenceRows {
  chain(chain: string, upTo: number): readonly VerifiedRow[] {
    return chainRows(chain, Math.min(upTo, MOST_EVENTS));
  }

  requestsOf(operationId: string): readonly ApprovalRow[] {
    return runStatement(`SELECT ${REQUEST_COLUMNS} FROM ${REQUEST_RECORD} r WHERE r.${REQUEST.subject} = ? ORDER BY r.id FETCH FIRST 100 ROWS ONLY`, [operationId]).map(approvalRow);
  }

  ledgerOf(internalId: number): readonly LedgerLine[] {
    return runStatement(`${LEDGER_LINES} WHERE l.transaction = ? AND l.posting = 'T' ORDER BY l.transactionline FETCH FIRST 1000 ROWS ONLY`, [internalId]).map(ledgerLine);
  }

  decisions(codes: readonly string[]): readonly DecisionInForce[] {
    return decisionsInForce(codes);
  }

  hashesOf(operationInternalId: number): { readonly received: string; readonly fingerprint: string } {
    const row = record.load({ type: OPERATION_RECORD, id: operationInternalId, isDynamic: false });
    return { received: textOf(row, OPERATION.docSha256), fingerprint: textOf(row, OPERATION.fingerprint) };
  }
}

/** Columns of an `ApprovalRow` on a request `r`. */
export const REQUEST_COLUMNS = `r.externalid AS number, r.${REQUEST.kind} AS kind, r.${REQUEST.state} AS state, r.${REQUEST.asker} AS asker, r.${REQUEST.askerRole} AS asker_role, r.${REQUEST.approver} AS approver, r.${REQUEST.approverRole} AS approver_role,
r.${REQUEST.planHash} AS plan_hash, r.${REQUEST.askedMs} AS asked_ms, r.${REQUEST.decidedMs} AS decided_ms, r.${REQUEST.closedMs} AS closed_ms`;

/** Ledger lines `l`, up to `WHERE`. */
export const LEDGER_LINES = `SELECT l.transaction AS transaction, l.transactionline AS line, a.acctnumber AS number, a.accountsearchdisplaynamecopy AS name, p.periodname AS period, l.debit AS debit, l.credit AS credit FROM transactionaccountingline l
INNER JOIN transaction t ON t.id = l.transaction INNER JOIN account a ON a.id = l.account LEFT JOIN accountingperiod p ON p.id = t.postingperiod`;

export function approvalRow(row: QueryRow): ApprovalRow {
  return {
    number: rowText(row, 'number'), kind: rowText(row, 'kind'), state: rowText(row, 'state'), asker: rowNumber(row, 'asker') ?? 0, askerRole: rowText(row, 'asker_role'), approver: rowNumber(row, 'approver') ?? 0, approverRole: rowText(row, 'approver_role'),
    planHash: rowText(row, 'plan_hash'), askedMs: rowNumber(row, 'asked_ms') ?? 0, decidedMs: rowNumber(row, 'decided_ms') ?? 0, closedMs: rowNumber(row, 'closed_ms') ?? 0,
  };
}

export function ledgerLine(row: QueryRow): LedgerLine {
  return { line: rowNumber(row, 'line') ?? 0, account: `${rowText(row, 'number')} ${rowText(row, 'name')}`.trim(), period: rowText(row, 'period'), debit: rowText(row, 'debit'), credit: rowText(row, 'credit') };
}

import type { VerifiedRow } from '../../domain/audit/chain-verify';
import { evidencePack, jsonFile, tableFiles } from '../../domain/audit/evidence';
import type { EvidenceText } from '../../domain/audit/evidence';
import { closeLineOf } from '../../domain/close/close-count';
import { NUMBERS_AHEAD } from '../../domain/event-chain';
import { isoTime } from '../../domain/outcome';
import type { Outcome } from '../../domain/outcome';
import type { Verdict } from '../../domain/ownership';
import type { CsvCell } from '../../domain/review/csv';
import { eventOf, proofOf } from '../audit/read-evidence';
import { VERSION } from '../product-version';
import type { CloseRow } from './close-port';
import type { EvidenceJobPorts, SystemNote, WrittenRecord } from './evidence-job-port';

/** Events behind a row's head that a part looks for: what a run did not live to tell the row. */
const AHEAD = 4;

const at = (epochMs: number | undefined): string => (epochMs === undefined || epochMs === 0 ? '' : isoTime(epochMs));
const number = (value: string | number): CsvCell => ({ number: String(value) });

/** The evidence of some operations: what a single operation's holds, for all of them in one file, and the system notes of their records. At most 500 units. */
export function evidencePart(rows: readonly CloseRow[], by: { readonly subject: string; readonly userId: number; readonly role: string }, ports: EvidenceJobPorts): string {
  const { material, platform, seals } = ports;
  const requests = material.requestsOf(rows.map(({ operationId }) => operationId));
  const events = material.events([...rows.map(({ operationId, head }) => ({ chain: operationId, upTo: head + AHEAD })), ...requests.map((one) => ({ chain: one.number, upTo: NUMBERS_AHEAD }))]);
  const verdicts = rows.flatMap((row) => verdictsOf(row, events, ports).map((one) => ({ row, one })));
  const records = rows.flatMap(({ target }) => (target === undefined ? [] : [target]));
  const texts: readonly EvidenceText[] = [
    ...tableFiles('operations', OPERATIONS, rows.map(operationCells)),
    jsonFile('heads', rows.map(({ operationId, head }) => ({ operationId, head }))),
    ...tableFiles('verdicts', ['operation', 'path', 'field', 'line', 'verdict', 'owner', 'decision', 'note'], verdicts.map(({ row, one }) => [row.operationId, one.path, one.field, one.line ?? '', one.verdict, one.owner, one.decision, one.note ?? ''])),
    ...tableFiles('approvals', APPROVALS, requests.map((one) => [one.subject, one.number, one.kind, one.state, String(one.asker), one.askerRole, at(one.askedMs), one.approver === 0 ? '' : String(one.approver), one.approverRole, at(one.decidedMs), at(one.closedMs), one.planHash])),
    ...tableFiles('decisions', ['code', 'title', 'status', 'date'], material.decisions([...new Set(verdicts.map(({ one }) => one.decision).filter((code) => code !== ''))]).map(({ code, title, status, date }) => [code, title, status, date])),
    ...tableFiles('ledger', ['internal id', 'line', 'account', 'period', 'debit', 'credit'], ledgerCells(records, ports)),
    ...tableFiles('systemnotes', NOTES, material.notesOf(records).map(noteCells)),
    jsonFile('events', events.map(eventOf)),
    jsonFile('seals', proofOf(events, seals)),
  ];
  return evidencePack({ account: platform.accountId, subject: by.subject, madeBy: `user ${String(by.userId)} as ${by.role}`, made: isoTime(platform.nowMs()), product: VERSION }, texts, platform.sha256);
}

const OPERATIONS = ['operation', 'source', 'document type', 'document number', 'document date', 'amount', 'currency', 'amount in base currency', 'line', 'state', 'reason', 'received at', 'settled at', 'attempts', 'record type', 'internal id', 'record number', 'document sha256', 'fingerprint'];
const APPROVALS = ['operation', 'number', 'kind', 'state', 'asked by', 'in role', 'asked at', 'decided by', 'in role of decider', 'decided at', 'closed at', 'sha256 of the plan'];
const NOTES = ['record type', 'internal id', 'at', 'user', 'role', 'context', 'type', 'field', 'before', 'after'];

function operationCells(row: CloseRow): readonly CsvCell[] {
  const { target } = row;
  return [
    row.operationId, row.source, row.documentType, row.documentNumber, row.documentDate, number(row.amount), row.currency, number(row.baseAmount), closeLineOf(row) ?? 'none', row.state, row.reason, at(row.receivedMs), at(row.settledMs), number(row.attempts),
    target?.recordType ?? '', number(target?.internalId ?? ''), target === undefined || OF_PEOPLE.includes(target.recordType) ? '' : target.number, row.documentSha256, row.fingerprint,
  ];
}

/** Verdicts of the latest outcome, as they were stored. Where its values were erased there are none. 2 units. */
function verdictsOf({ operationId }: CloseRow, events: readonly VerifiedRow[], ports: EvidenceJobPorts): readonly Verdict[] {
  const outcome = events.filter(({ chain, kind }) => chain === operationId && kind === 'outcome').at(-1);
  const values = outcome === undefined ? '' : ports.events.load(outcome.internalId).values;
  return values === '' ? [] : (JSON.parse(values) as Partial<Pick<Outcome, 'verdicts'>>).verdicts ?? [];
}

function ledgerCells(records: readonly WrittenRecord[], { material }: EvidenceJobPorts): readonly (readonly CsvCell[])[] {
  return material.ledgerOf([...new Set(records.map(({ internalId }) => internalId))]).map((line) => [number(line.internalId), number(line.line), line.account, line.period, number(line.debit), number(line.credit)]);
}

/** Records of people: their names, and what a note says of their fields, stay out. */
const OF_PEOPLE = ['customer', 'vendor', 'employee', 'contact', 'partner'];

function noteCells(note: SystemNote): readonly CsvCell[] {
  const hidden = OF_PEOPLE.includes(note.recordType);
  return [note.recordType, number(note.internalId), note.at, note.user, note.role, note.context, note.type, note.field, hidden ? '' : note.before, hidden ? '' : note.after];
}

import type { CloseView, MarkedCloseRow } from '../application/close/close-view-port';
import { jsonFile, tableFiles } from '../domain/audit/evidence';
import { closeLineOf } from '../domain/close/close-count';
import { statementText } from '../domain/close/sign-off';
import { csvText } from '../domain/review/csv';
import type { CsvCell } from '../domain/review/csv';
import type { ExportFile } from './export-rows';
import { afterWords, CLOSE_WORDS, stateWords } from './labels';
import type { PageContext } from './page-context';

const iso = (epochMs: number | undefined): string => (epochMs === undefined || epochMs === 0 ? '' : new Date(epochMs).toISOString());
const number = (value: string): CsvCell => ({ number: value });

/** Columns of the operations of a close. */
const CLOSE_HEADER = [
  'Operation', 'Source', 'Document type', 'Document number', 'Document date', 'Party', 'Amount', 'Currency', 'Amount in base currency', 'Line', 'State', 'Reason code', 'Reason', 'Received (UTC)', 'Settled (UTC)', 'Days open', 'Tries',
  'Record type', 'Internal ID', 'Record number', 'After the sign-off', 'Events', 'SHA-256 of the document',
];

const DAY_MS = 86_400_000;

/** One operation of a close, in the order of `CLOSE_HEADER`. */
function closeCells(row: MarkedCloseRow, nowMs: number): readonly CsvCell[] {
  const line = closeLineOf(row);
  return [
    row.operationId, row.source, row.documentType, row.documentNumber, row.documentDate, row.party, number(row.amount), row.currency, number(row.baseAmount), line === undefined ? 'none' : CLOSE_WORDS[line], stateWords(row.state), row.reason, row.reasonTitle,
    iso(row.receivedMs), iso(row.settledMs), number(String(Math.floor(Math.max(0, (row.settledMs ?? nowMs) - row.receivedMs) / DAY_MS))), number(String(row.attempts)), row.target?.recordType ?? '',
    number(row.target === undefined ? '' : String(row.target.internalId)), row.target?.number ?? '', afterWords(row.after), number(String(row.head)), row.documentSha256,
  ];
}

const TOTALS_HEADER = ['Currency', 'Line', 'Operations', 'Amount', 'Without an amount'];

function totalCells(view: CloseView): readonly (readonly CsvCell[])[] {
  return view.totals.map(({ currency, line, count, amount, withoutAmount }) => [currency, CLOSE_WORDS[line], number(String(count)), number(amount), number(String(withoutAmount))]);
}

/** A close as one CSV file, operations then control total, or as a JSON file of evidence whose manifest `examples/verify-evidence` checks. */
export function closeFile(view: CloseView, format: string, { closePack, viewer, nowMs }: PageContext): ExportFile {
  const name = `docket-close-${view.period.name.replace(/[^A-Za-z0-9]+/g, '-')}-${String(view.subject.subsidiary)}`;
  const rows = view.rows.map((row) => closeCells(row, nowMs));
  if (format !== 'json') {
    const statement = statementText({ ...view, subsidiary: view.subject.subsidiary, open: view.open.map(({ operationId }) => operationId).sort() });
    return { name: `${name}.csv`, missing: 0, content: `${csvText(CLOSE_HEADER, rows)}\r\n${csvText(TOTALS_HEADER, totalCells(view))}\r\n${csvText(['Statement', 'SHA-256'], [[statement, view.statementHash]])}` };
  }
  const { period, subject, upToId, statementHash, signOffs, totals } = view;
  const texts = [
    ...tableFiles('operations', CLOSE_HEADER, rows), ...tableFiles('totals', TOTALS_HEADER, totalCells(view)),
    jsonFile('close', { period, subsidiary: subject.subsidiary, upToId, statementHash, totals }),
    jsonFile('signoffs', signOffs.map(({ internalId: _id, click: _click, ...one }) => one)),
  ];
  return { name: `${name}.json`, missing: 0, type: 'application/json', content: closePack(`close of ${period.name}, subsidiary ${String(subject.subsidiary)}`, viewer, texts) };
}

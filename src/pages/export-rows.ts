import type { CauseRow, OperationRow } from '../application/review/review-port';
import { csvText } from '../domain/review/csv';
import type { CsvCell } from '../domain/review/csv';
import type { QueueFilter } from '../domain/review/queue-filter';
import { afterWords, STATE_WORDS } from './labels';
import type { PageContext } from './page-context';
import { causeState } from './queue-page';

/** A file that is handed out. */
export interface ExportFile {
  readonly name: string;
  readonly content: string;
  /** Rows that the filter has beyond those in the file; 0: all are in it. */
  readonly missing: number;
  /** CSV where it says nothing. */
  readonly type?: 'application/json';
}

const iso = (epochMs: number | undefined): string => (epochMs === undefined ? '' : new Date(epochMs).toISOString());
const amount = (value: string | undefined): CsvCell => ({ number: value ?? '' });

/** The rows of a filter as CSV, in the order of the list: times in UTC, amounts as plain numbers, texts that no spreadsheet runs. A call cannot hold any number of them: its last line says what is missing. */
export function exportFile(filter: QueueFilter, context: PageContext): ExportFile {
  const { rows, baseCurrency, count } = filter.view === 'causes' ? causesOf(filter, context) : operationsOf(filter, context);
  const header = filter.view === 'causes' ? CAUSE_HEADER : OPERATION_HEADER;
  const missing = Math.max(0, count - rows.length);
  const last = missing === 0 ? [] : [[`${String(missing)} more rows match and are not in this file: a file holds the first ${String(rows.length)}. Narrow the filters, for example by source, subsidiary or posting period, and export each part.`]];
  return { name: `integration-review-${filter.view}-${filter.tab}.csv`, content: csvText(header(baseCurrency), [...rows, ...last]), missing };
}

interface Listed {
  readonly rows: readonly (readonly CsvCell[])[];
  readonly count: number;
  readonly baseCurrency: string;
}

function causesOf(filter: QueueFilter, { queue, viewer }: PageContext): Listed {
  const { rows, totals, baseCurrency } = queue.allCauses(filter, viewer);
  return { rows: rows.map(causeCells), count: totals.count, baseCurrency };
}

function operationsOf(filter: QueueFilter, { queue, viewer, link, close }: PageContext): Listed {
  const { rows, totals, baseCurrency } = queue.allOperations(filter, viewer);
  return { rows: rows.map((row) => operationCells(row, (operation) => link('operation', { operation }), afterWords(close.after(row)))), count: totals.count, baseCurrency };
}

const CAUSE_HEADER = (currency: string): readonly string[] => [
  'Cause', 'What to do', 'Source', 'Document type', 'Reason code', 'State', 'Owner', 'Open operations', `At risk (${currency})`, 'At risk not known', 'Oldest (UTC)', 'Due (UTC)', 'Opened (UTC)', 'Fingerprint',
];

function causeCells(row: CauseRow): readonly CsvCell[] {
  return [
    row.title, row.text, row.source, row.documentType, row.reason, causeState(row), row.ownerName, { number: String(row.items) }, amount(row.atRisk), { number: String(row.atRiskUnknown) },
    iso(row.oldestMs), iso(row.due.dueMs), iso(row.openedMs), row.fingerprint,
  ];
}

const OPERATION_HEADER = (currency: string): readonly string[] => [
  'Operation', 'Source', 'Document type', 'Document number', 'Document date', 'Party', 'State', 'Reason', 'Reason code', 'Amount', 'Currency', `At risk (${currency})`, 'Subsidiary', 'Owner', 'Received (UTC)', 'Due (UTC)',
  'Next try (UTC)', 'Tries', 'Record type', 'Internal ID', 'Record number', 'Signed period', 'Link',
];

function operationCells(row: OperationRow, linkOf: (operationId: string) => string, after: string): readonly CsvCell[] {
  return [
    row.operationId, row.source, row.documentType, row.documentNumber, row.documentDate, row.party, STATE_WORDS[row.state], row.reasonTitle, row.reason, amount(row.money?.amount), row.money?.currency ?? '',
    amount(row.atRisk), row.subsidiaryName, row.ownerName, iso(row.receivedMs), iso(row.due.dueMs), iso(row.nextAttemptMs), { number: String(row.attempts) },
    row.target?.recordType ?? '', { number: row.target === undefined ? '' : String(row.target.internalId) }, row.target?.number ?? '', after, linkOf(row.operationId),
  ];
}

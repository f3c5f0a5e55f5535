import type { CauseRow, OperationRow } from '../application/review/review-port';
import { csvText } from '../domain/review/csv';
import type { CsvCell } from '../domain/review/csv';
import type { QueueFilter } from '../domain/review/queue-filter';
import { STATE_WORDS } from './labels';
import type { PageContext } from './page-context';
import { causeState } from './queue-page';

/** A file that is handed out. */
export interface ExportFile {
  readonly name: string;
  readonly content: string;
  /** Rows that the filter has beyond those in the file; 0: all are in it. */
  readonly missing: number;
}

/** Pages of 50 of one file: each costs 40 units, and a call has 1,000. */
const MOST_PAGES = 15;

const iso = (epochMs: number | undefined): string => (epochMs === undefined ? '' : new Date(epochMs).toISOString());
const amount = (value: string | undefined): CsvCell => ({ number: value ?? '' });

/** The rows of a filter as CSV: times in UTC, amounts as plain numbers, texts that no spreadsheet runs. At most 750 rows; it says what is missing. */
export function exportFile(filter: QueueFilter, context: PageContext): ExportFile {
  const { queue, viewer } = context;
  const read = filter.view === 'causes'
    ? collected((page) => queue.causes({ ...filter, page }, viewer), (row) => causeCells(row))
    : collected((page) => queue.operations({ ...filter, page }, viewer), (row) => operationCells(row, (id) => context.link('operation', { operation: id })));
  const header = filter.view === 'causes' ? CAUSE_HEADER : OPERATION_HEADER;
  const last = read.missing === 0 ? [] : [[`${String(read.missing)} more rows match and are not in this file: narrow the filter.`]];
  return { name: `integration-review-${filter.view}-${filter.tab}.csv`, content: csvText(header(read.baseCurrency), [...read.cells, ...last]), missing: read.missing };
}

interface Listed<T> {
  readonly rows: readonly T[];
  readonly pages: number;
  readonly totals: { readonly count: number };
  readonly baseCurrency: string;
}

interface Collected {
  readonly cells: readonly (readonly CsvCell[])[];
  readonly missing: number;
  readonly baseCurrency: string;
}

function collected<T>(read: (page: number) => Listed<T>, cellsOf: (row: T) => readonly CsvCell[]): Collected {
  const first = read(1);
  const cells = first.rows.map(cellsOf);
  for (let page = 2; page <= Math.min(first.pages, MOST_PAGES); page += 1) cells.push(...read(page).rows.map(cellsOf));
  return { cells, missing: Math.max(0, first.totals.count - cells.length), baseCurrency: first.baseCurrency };
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
  'Next try (UTC)', 'Tries', 'Record type', 'Internal ID', 'Record number', 'Link',
];

function operationCells(row: OperationRow, linkOf: (operationId: string) => string): readonly CsvCell[] {
  return [
    row.operationId, row.source, row.documentType, row.documentNumber, row.documentDate, row.party, STATE_WORDS[row.state], row.reasonTitle, row.reason, amount(row.money?.amount), row.money?.currency ?? '',
    amount(row.atRisk), row.subsidiaryName, row.ownerName, iso(row.receivedMs), iso(row.due.dueMs), iso(row.nextAttemptMs), { number: String(row.attempts) },
    row.target?.recordType ?? '', { number: row.target === undefined ? '' : String(row.target.internalId) }, row.target?.number ?? '', linkOf(row.operationId),
  ];
}

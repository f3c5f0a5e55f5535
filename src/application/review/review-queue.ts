import { REASON_ACTORS } from '../../domain/reason-entry';
import { dueState } from '../../domain/review/due';
import { LAST_PAGE, NO_FILTER, PAGE_ROWS } from '../../domain/review/queue-filter';
import type { QueueFilter } from '../../domain/review/queue-filter';
import { urgencyOf } from '../../domain/review/urgency';
import type { Viewer } from '../../domain/review/capability';
import type { CauseKind } from '../machine-ports';
import type { Ports } from '../ports';
import { readHealthView } from './read-health';
import { readOperationDetail } from './read-operation';
import { readOwnership } from './read-ownership';
import { questionAt } from './queue-question';
import type { ReviewQueue } from './review-port';
import type { CauseRow, OperationRow, Page, PageTotals } from './queue-rows';
import type { ReviewDetails } from './review-details-port';
import type { CauseGroup, CurrencyTotals, QueueQuestion, ReviewRows, StoredCauseRow } from './review-rows-port';

/** What the read side of the queue works with. */
export interface ReviewPorts extends Pick<Ports, 'configuration' | 'ledger' | 'lookup' | 'machine' | 'objects' | 'platform'> {
  readonly rows: ReviewRows;
  readonly details: ReviewDetails;
}

/** Causes that no operation carries: an administrator looks at them, and they concern the whole account. */
const CONDITIONS: readonly CauseKind[] = ['row_damaged', 'foreign_account', 'platform_failure', 'absence', 'quarantine', 'settings', 'stray'];

/** The read side of the review queue over the account's rows. */
export function reviewQueue(ports: ReviewPorts): ReviewQueue {
  const { rows } = ports;
  const ask = (filter: QueueFilter, viewer: Viewer) => questionAt(filter, viewer, { machine: ports.machine, nowMs: ports.platform.nowMs() });
  return {
    counts: (viewer) => ({ ...rows.counts(ask(NO_FILTER, viewer)), baseCurrency: rows.baseCurrency() }),
    causes: (filter, viewer) => causePage(ask(filter, viewer), viewer, rows),
    cause: (fingerprint, viewer) => oneCause(ask({ ...NO_FILTER, cause: fingerprint }, viewer), viewer, rows),
    operations: (filter, viewer) => operationPage(ask(filter, viewer), rows),
    totals: (filter, viewer) => totalsOf(rows.totals(ask(filter, viewer))),
    idsMatching: (filter, viewer, most) => rows.operations(ask({ ...filter, sort: 'oldest' }, viewer), most).map(({ operationId }) => operationId),
    rowsOf: (operationIds, viewer) => rows.byId(operationIds, ask(NO_FILTER, viewer)),
    operation: (operationId, viewer) => readOperationDetail(operationId, viewer, { ...ports, question: ask(NO_FILTER, viewer), causeOf: (cause) => oneCause(ask({ ...NO_FILTER, cause }, viewer), viewer, rows) }),
    ownership: (question, viewer) => readOwnership(question, viewer, { ...ports, question: ask(NO_FILTER, viewer) }),
    health: (viewer) => readHealthView(ask(NO_FILTER, viewer), ports),
  };
}

function operationPage(question: QueueQuestion, rows: ReviewRows): Page<OperationRow> {
  const totals = totalsOf(rows.totals(question));
  const { page, pages } = pageOf(question.filter.page, totals.count);
  const shown = totals.count === 0 ? [] : rows.operations(question, page * PAGE_ROWS).slice((page - 1) * PAGE_ROWS);
  return { rows: shown, page, pages, totals, pageTotals: totalsOfRows(shown), baseCurrency: rows.baseCurrency() };
}

/** A page that there is. */
function pageOf(page: number, count: number): { readonly page: number; readonly pages: number } {
  const pages = Math.min(LAST_PAGE, Math.max(1, Math.ceil(count / PAGE_ROWS)));
  return { page: Math.min(page, pages), pages };
}

function totalsOf(currencies: readonly CurrencyTotals[]): PageTotals {
  return {
    count: sum(currencies.map(({ count }) => count)), atRisk: sum(currencies.map(({ atRisk }) => atRisk)).toFixed(2), unknown: sum(currencies.map(({ unknown }) => unknown)),
    byCurrency: currencies.filter(({ currency }) => currency !== '').map(({ currency, amount }) => ({ currency, amount: amount.toFixed(2) })).sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}

function totalsOfRows(rows: readonly OperationRow[]): PageTotals {
  const currencies = [...new Set(rows.flatMap(({ money }) => money?.currency ?? []))].filter((currency) => currency !== '').sort();
  const amountOf = (row: OperationRow, currency: string) => (row.money?.currency === currency ? Math.abs(Number(row.money.amount)) || 0 : 0);
  return {
    count: rows.length, atRisk: sum(rows.map(({ atRisk }) => Number(atRisk ?? 0))).toFixed(2), unknown: rows.filter(({ atRisk }) => atRisk === undefined).length,
    byCurrency: currencies.map((currency) => ({ currency, amount: sum(rows.map((row) => amountOf(row, currency))).toFixed(2) })),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A cause as it is listed, with what orders it. */
interface Listed {
  readonly row: CauseRow;
  readonly weight: number;
}

function causePage(question: QueueQuestion, viewer: Viewer, rows: ReviewRows): Page<CauseRow> {
  const listed = question.filter.tab === 'resolved' ? resolvedCauses(question, viewer, rows) : openCauses(question, viewer, rows);
  const ordered = [...listed].sort((a, b) => compareCauses(a, b, question));
  const { page, pages } = pageOf(question.filter.page, ordered.length);
  const onPage = ordered.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS).map(({ row }) => row);
  return { rows: onPage, page, pages, totals: causeTotals(ordered.map(({ row }) => row)), pageTotals: causeTotals(onPage), baseCurrency: rows.baseCurrency() };
}

function causeTotals(rows: readonly CauseRow[]): PageTotals {
  return { count: rows.length, atRisk: sum(rows.map(({ atRisk }) => Number(atRisk ?? 0))).toFixed(2), unknown: sum(rows.map(({ atRiskUnknown }) => atRiskUnknown)), byCurrency: [] };
}

/** Groups of operations with the rows of their causes, and, for who sees the whole account, what concerns it. */
function openCauses(question: QueueQuestion, viewer: Viewer, rows: ReviewRows): readonly Listed[] {
  const groups = rows.groups(question);
  const known = new Map<string, StoredCauseRow>();
  // What stands on further pages is ordered by its group; its row is read when it is turned to.
  const read = mostUrgent(groups, question).slice(0, Math.min(LAST_READ, question.filter.page * PAGE_ROWS));
  for (let from = 0; from < read.length; from += MOST_ROWS) {
    for (const row of rows.causes(read.slice(from, from + MOST_ROWS).map(({ fingerprint }) => fingerprint), question.nowMs, question.endOfTodayMs)) known.set(row.fingerprint, row);
  }
  const listed = groups.map((group) => ({ row: rowOf(group, known.get(group.fingerprint), question), weight: group.weight }));
  return [...listed, ...conditions(question, viewer, rows).map((row) => ({ row: withoutOperations(row), weight: 1 }))];
}

/** Causes by fingerprint in one statement, and at most so many in all: two statements. */
const MOST_ROWS = 64;
const LAST_READ = 2 * MOST_ROWS;

function mostUrgent(groups: readonly CauseGroup[], question: QueueQuestion): readonly CauseGroup[] {
  const listed = groups.map((group) => ({ group, row: rowOf(group, undefined, question), weight: group.weight }));
  return listed.sort((a, b) => compareCauses(a, b, question)).slice((question.filter.page - 1) * PAGE_ROWS).map(({ group }) => group);
}

function conditions({ filter, nowMs, endOfTodayMs }: QueueQuestion, viewer: Viewer, rows: ReviewRows): readonly StoredCauseRow[] {
  const narrowed = filter.subsidiary !== undefined || filter.amountAtLeast !== '' || filter.period !== '' || filter.cause !== '' || filter.due !== 'any' || filter.age !== 'any' || filter.owner !== 'anyone';
  if (viewer.subsidiaries !== 'all' || narrowed || (filter.tab !== 'needs_review' && filter.tab !== 'snoozed')) return [];
  return rows.causesOf(CONDITIONS, 'open', { nowMs, endOfTodayMs })
    .filter((row) => (row.state === 'snoozed') === (filter.tab === 'snoozed'))
    .filter(({ source, documentType }) => (filter.source === '' || source === filter.source) && (filter.documentType === '' || documentType === filter.documentType));
}

/** Closed causes. Who sees some subsidiaries alone sees those of sources that post nowhere else. */
function resolvedCauses({ filter, nowMs, endOfTodayMs, scope }: QueueQuestion, viewer: Viewer, rows: ReviewRows): readonly Listed[] {
  return rows.causesOf(['failure', 'difference', ...CONDITIONS], 'closed', { nowMs, endOfTodayMs })
    .filter(({ source }) => viewer.subsidiaries === 'all' || scope.sources.includes(source))
    .filter(({ source, documentType, fingerprint }) => (filter.source === '' || source === filter.source) && (filter.documentType === '' || documentType === filter.documentType) && (filter.cause === '' || fingerprint === filter.cause))
    .map((row) => ({ row: withoutOperations(row), weight: 1 }));
}

function withoutOperations(row: StoredCauseRow): CauseRow {
  return { ...row, items: 0, atRisk: undefined, atRiskUnknown: 0, oldestMs: undefined, nextAttemptMs: undefined };
}

/** A group as a row; one whose cause the sweep has not made yet is told by its first operation. */
function rowOf(group: CauseGroup, known: StoredCauseRow | undefined, { nowMs, endOfTodayMs }: QueueQuestion): CauseRow {
  const { fingerprint, items, unknown, atRisk, oldestMs, source, documentType, reason, title, text, value, subject, whoActs, dueMs, owner } = group;
  const told: StoredCauseRow = known ?? {
    internalId: 0, fingerprint, kind: 'failure', source, documentType, reason, title: value === '' ? title : `${title}: "${value}"`, text, whoActs: REASON_ACTORS.find((actor) => actor === whoActs) ?? 'finance', subject,
    state: 'new', cameBack: false, resolvedTimes: 0, resolvedMs: undefined, owner, ownerName: '', due: { dueMs, state: dueState(dueMs, nowMs, endOfTodayMs) }, snoozedUntilMs: undefined, openedMs: oldestMs, notes: '',
    missingValue: value, version: '',
  };
  return { ...told, items, atRisk: unknown === items ? undefined : atRisk.toFixed(2), atRiskUnknown: unknown, oldestMs, nextAttemptMs: undefined };
}

function compareCauses(a: Listed, b: Listed, { filter: { sort, tab }, nowMs }: QueueQuestion): number {
  const byName = a.row.fingerprint < b.row.fingerprint ? -1 : 1;
  const number = (value: number | undefined, none: number) => value ?? none;
  const since = ({ row }: Listed) => row.oldestMs ?? row.openedMs;
  switch (sort) {
    case 'urgency': {
      if (tab === 'resolved') return number(b.row.resolvedMs, 0) - number(a.row.resolvedMs, 0) || byName;
      const urgency = ({ row, weight }: Listed) => urgencyOf({ atRisk: row.atRisk === undefined ? undefined : Number(row.atRisk), sinceMs: row.oldestMs ?? row.openedMs, weight }, nowMs);
      return urgency(b) - urgency(a) || byName;
    }
    case 'at_risk':
      return Number(b.row.atRisk ?? -1) - Number(a.row.atRisk ?? -1) || byName;
    case 'oldest':
      return since(a) - since(b) || byName;
    case 'newest':
      return since(b) - since(a) || byName;
    case 'due':
      return number(a.row.due.dueMs, Infinity) - number(b.row.due.dueMs, Infinity) || byName;
    case 'document':
      return a.row.title < b.row.title ? -1 : a.row.title > b.row.title ? 1 : byName;
  }
}

function oneCause(question: QueueQuestion, viewer: Viewer, rows: ReviewRows): CauseRow | undefined {
  const [known] = rows.causes([question.filter.cause], question.nowMs, question.endOfTodayMs);
  const groups = [...rows.groups(question), ...(known?.state === 'snoozed' ? rows.groups({ ...question, filter: { ...question.filter, tab: 'snoozed' } }) : [])];
  const [group] = groups;
  if (group !== undefined) return rowOf(group, known, question);
  if (known === undefined) return undefined;
  const sees = viewer.subsidiaries === 'all' || question.scope.sources.includes(known.source);
  return sees ? withoutOperations(known) : undefined;
}

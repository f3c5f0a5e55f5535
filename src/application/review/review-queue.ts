import { REASON_ACTORS } from '../../domain/reason-entry';
import { dueState } from '../../domain/review/due';
import { LAST_PAGE, MOST_LISTED, NO_FILTER, PAGE_ROWS } from '../../domain/review/queue-filter';
import type { QueueFilter } from '../../domain/review/queue-filter';
import { urgencyOf } from '../../domain/review/urgency';
import type { Viewer } from '../../domain/review/capability';
import type { CauseKind } from '../machine-ports';
import type { Ports } from '../ports';
import { readHealthView } from './read-health';
import { readOperationDetail } from './read-operation';
import { readOwnership } from './read-ownership';
import { questionAt } from './queue-question';
import type { ReviewQueue, WholeList } from './review-port';
import type { CauseRow, OperationRow, Page, PageTotals, QueueCounts } from './queue-rows';
import type { ReviewDetails } from './review-details-port';
import type { CauseGroup, CurrencyTotals, QueueHead, QueueQuestion, ReviewRows, RowRange, StoredCauseRow, ToldCause } from './review-rows-port';

/** What the read side of the queue works with. */
export interface ReviewPorts extends Pick<Ports, 'configuration' | 'ledger' | 'lookup' | 'machine' | 'objects' | 'platform'> {
  readonly rows: ReviewRows;
  readonly details: ReviewDetails;
}

/** Causes that no operation carries: an administrator looks at them, and they concern the whole account. */
const CONDITIONS: readonly CauseKind[] = ['row_damaged', 'foreign_account', 'platform_failure', 'absence', 'quarantine', 'settings', 'stray', 'history', 'foreign_change'];

/** The read side of the review queue over the account's rows, for one call: what several parts of a page tell of is read once. */
export function reviewQueue(given: ReviewPorts): ReviewQueue {
  const ports = { ...given, rows: readOnce(given.rows) };
  const { rows } = ports;
  const machine = { read: once((prefixes: readonly string[]) => given.machine.read(prefixes), (prefixes) => prefixes.join()) };
  const nowMs = ports.platform.nowMs();
  const ask = (filter: QueueFilter, viewer: Viewer) => questionAt(filter, viewer, { machine, nowMs });
  return {
    counts: (viewer) => countsOf(rows.head(ask(NO_FILTER, viewer)), rows.baseCurrency()),
    causes: (filter, viewer) => causePage(ask(filter, viewer), viewer, rows),
    cause: (fingerprint, viewer) => oneCause(ask({ ...NO_FILTER, cause: fingerprint }, viewer), viewer, rows),
    operations: (filter, viewer) => operationPage(ask(filter, viewer), rows),
    allCauses: (filter, viewer) => allCauses(ask(filter, viewer), viewer, rows),
    allOperations: (filter, viewer) => allOperations(ask(filter, viewer), rows),
    totals: (filter, viewer) => totalsOf(rows.totals(ask(filter, viewer))),
    idsMatching: (filter, viewer, most) => rows.operations(ask({ ...filter, sort: 'oldest' }, viewer), { from: 0, most }).map(({ operationId }) => operationId),
    rowsOf: (operationIds, viewer) => rows.byId(operationIds, ask(NO_FILTER, viewer)),
    operation: (operationId, viewer) => readOperationDetail(operationId, viewer, { ...ports, question: ask(NO_FILTER, viewer), causeOf: (cause) => oneCause(ask({ ...NO_FILTER, cause }, viewer), viewer, rows) }),
    ownership: (question, viewer) => readOwnership(question, { ...ports, question: ask(NO_FILTER, viewer) }),
    health: (viewer) => readHealthView(ask(NO_FILTER, viewer), ports),
  };
}

/** Rows of which nothing is read twice that costs a pass over all open work. */
function readOnce(rows: ReviewRows): ReviewRows {
  const currency = once(() => rows.baseCurrency(), () => '');
  const listed = once(({ question, range }: { readonly question: QueueQuestion; readonly range: RowRange }) => rows.operations(question, range), (asked) => JSON.stringify(asked));
  const totals = once((question: QueueQuestion) => rows.totals(question), (question) => JSON.stringify(question));
  const head = once((question: QueueQuestion) => rows.head(question), ({ scope, userId }) => JSON.stringify([scope, userId]));
  return {
    groups: (question) => rows.groups(question), told: (firstIds) => rows.told(firstIds), causes: (fingerprints, nowMs, endOfTodayMs) => rows.causes(fingerprints, nowMs, endOfTodayMs), causesOf: (kinds, state, times) => rows.causesOf(kinds, state, times), operations: (question, range) => listed({ question, range }),
    totals, byId: (ids, question) => rows.byId(ids, question), today: (scope, sinceMs) => rows.today(scope, sinceMs), head, baseCurrency: () => currency(undefined),
  };
}

/** A function that is asked once for everything that has the same name. */
function once<T, R>(ask: (asked: T) => R, nameOf: (asked: T) => string): (asked: T) => R {
  const known = new Map<string, R>();
  return (asked) => {
    const name = nameOf(asked);
    const answer = known.get(name) ?? ask(asked);
    known.set(name, answer);
    return answer;
  };
}

function countsOf({ retriesDueInHour: _soon, foreign: _foreign, ...counts }: QueueHead, baseCurrency: string): QueueCounts {
  return { ...counts, baseCurrency };
}

function operationPage(question: QueueQuestion, rows: ReviewRows): Page<OperationRow> {
  const totals = totalsOf(rows.totals(question));
  const { page, pages } = pageOf(question.filter.page, totals.count);
  const shown = totals.count === 0 ? [] : rows.operations(question, { from: (page - 1) * PAGE_ROWS, most: PAGE_ROWS });
  return { rows: shown, page, pages, totals, pageTotals: totalsOfRows(shown), baseCurrency: rows.baseCurrency() };
}

function allOperations(question: QueueQuestion, rows: ReviewRows): WholeList<OperationRow> {
  const totals = totalsOf(rows.totals(question));
  return { rows: totals.count === 0 ? [] : rows.operations(question, { from: 0, most: MOST_LISTED }), totals, baseCurrency: rows.baseCurrency() };
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
  /** Its operations, while its own row is not read; undefined: the row is whole. */
  readonly group: CauseGroup | undefined;
}

function causePage(question: QueueQuestion, viewer: Viewer, rows: ReviewRows): Page<CauseRow> {
  const ordered = orderedCauses(question, viewer, rows);
  const { page, pages } = pageOf(question.filter.page, ordered.length);
  const onPage = read(ordered.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS), question, rows).map(({ row }) => row);
  return { rows: onPage, page, pages, totals: causeTotals(ordered.map(({ row }) => row)), pageTotals: causeTotals(onPage), baseCurrency: rows.baseCurrency() };
}

function allCauses(question: QueueQuestion, viewer: Viewer, rows: ReviewRows): WholeList<CauseRow> {
  const ordered = orderedCauses(question, viewer, rows);
  return { rows: read(ordered.slice(0, MOST_IN_FILE), question, rows).map(({ row }) => row), totals: causeTotals(ordered.map(({ row }) => row)), baseCurrency: rows.baseCurrency() };
}

/** All causes in order. What orders them stands in their operations, so rows are read of those alone that are shown; an order by name needs the names. */
function orderedCauses(question: QueueQuestion, viewer: Viewer, rows: ReviewRows): readonly Listed[] {
  const { tab, sort } = question.filter;
  const found = tab === 'resolved' ? resolvedCauses(question, viewer, rows) : openCauses(question, viewer, rows);
  const listed = sort === 'document' ? [...read(found.slice(0, MOST_NAMED), question, rows), ...found.slice(MOST_NAMED)] : [...found];
  return listed.sort((a, b) => compareCauses(a, b, question));
}

function causeTotals(rows: readonly CauseRow[]): PageTotals {
  return { count: rows.length, atRisk: sum(rows.map(({ atRisk }) => Number(atRisk ?? 0))).toFixed(2), unknown: sum(rows.map(({ atRiskUnknown }) => atRiskUnknown)), byCurrency: [] };
}

/** Groups of operations, and, for who sees the whole account, what concerns it. */
function openCauses(question: QueueQuestion, viewer: Viewer, rows: ReviewRows): readonly Listed[] {
  return [
    ...rows.groups(question).map((group) => ({ row: rowOf(group, undefined, question), weight: group.weight, group })),
    ...conditions(question, viewer, rows).map((row) => ({ row: withoutOperations(row), weight: 1, group: undefined })),
  ];
}

/** Causes by fingerprint, and operations by id, that are read in one statement. */
const MOST_ROWS = 64;
const MOST_TOLD = 512;

/** Causes of one file: 320 units. */
const MOST_IN_FILE = 32 * MOST_ROWS;

/** Causes that are ordered by name: 80 units. What is behind them stands last. */
const MOST_NAMED = 8 * MOST_ROWS;

/** The same with the rows of the causes; one that the sweep has not made yet is told by its first operation. */
function read(listed: readonly Listed[], question: QueueQuestion, rows: ReviewRows): readonly Listed[] {
  const groups = listed.flatMap(({ group }) => group ?? []);
  const known = new Map(inPortions(groups, MOST_ROWS).flatMap((portion) => rows.causes(portion.map(({ fingerprint }) => fingerprint), question.nowMs, question.endOfTodayMs)).map((row) => [row.fingerprint, row]));
  const unmade = groups.filter(({ fingerprint }) => !known.has(fingerprint)).map(({ firstId }) => firstId);
  const told = new Map(inPortions(unmade, MOST_TOLD).flatMap((portion) => [...rows.told(portion)]));
  return listed.map((one) => {
    const { group, weight } = one;
    return group === undefined ? one : { row: rowOf(group, known.get(group.fingerprint), question, told.get(group.firstId)), weight, group: undefined };
  });
}

function inPortions<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) => all.slice(index * most, (index + 1) * most));
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
    .map((row) => ({ row: withoutOperations(row), weight: 1, group: undefined }));
}

function withoutOperations(row: StoredCauseRow): CauseRow {
  return { ...row, items: 0, atRisk: undefined, atRiskUnknown: 0, oldestMs: undefined, nextAttemptMs: undefined };
}

const UNTOLD: ToldCause = { source: '', documentType: '', reason: '', title: '', text: '', value: '', subject: '', whoActs: '' };

/** A group as a row; one whose cause the sweep has not made yet is told by its first operation. */
function rowOf(group: CauseGroup, known: StoredCauseRow | undefined, { nowMs, endOfTodayMs }: QueueQuestion, told: ToldCause = UNTOLD): CauseRow {
  const { fingerprint, items, unknown, atRisk, oldestMs, dueMs, owner, nextAttemptMs } = group;
  const stored: StoredCauseRow = known ?? {
    internalId: 0, fingerprint, kind: 'failure', source: told.source, documentType: told.documentType, reason: told.reason, title: told.value === '' ? told.title : `${told.title}: "${told.value}"`, text: told.text,
    whoActs: REASON_ACTORS.find((actor) => actor === told.whoActs) ?? 'finance', subject: told.subject,
    state: 'new', cameBack: false, resolvedTimes: 0, resolvedMs: undefined, owner, ownerName: '', due: { dueMs, state: dueState(dueMs, nowMs, endOfTodayMs) }, snoozedUntilMs: undefined, openedMs: oldestMs, notes: '',
    missingValue: told.value, version: '',
  };
  return { ...stored, items, atRisk: unknown === items ? undefined : atRisk.toFixed(2), atRiskUnknown: unknown, oldestMs, nextAttemptMs };
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
  if (group !== undefined) return rowOf(group, known, question, known === undefined ? rows.told([group.firstId]).get(group.firstId) : undefined);
  if (known === undefined) return undefined;
  const sees = viewer.subsidiaries === 'all' || question.scope.sources.includes(known.source);
  return sees ? withoutOperations(known) : undefined;
}

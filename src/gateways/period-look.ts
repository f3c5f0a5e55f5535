import type { LookRequest } from '../application/ports';
import type { PostingPeriod } from '../domain/posting-date';
import { rowNumber, rowText } from './query-rows';
import type { QueryRow } from './query-rows';
import { targetKind } from './target-kinds';

/** A part of a union with its bound values. */
interface Part {
  readonly sql: string;
  readonly parameters: readonly string[];
}

/** `a`: name; `b`: first day, last day and four flags, as `2008-01-01 2008-01-31 FFFF`. */
export const PERIOD_COLUMNS = `p.id AS id, p.periodname AS a,
TO_CHAR(p.startdate, 'YYYY-MM-DD') || ' ' || TO_CHAR(p.enddate, 'YYYY-MM-DD') || ' ' || p.closed || p.alllocked || p.arlocked || p.aplocked AS b, NULL AS n`;

/** Quarters, years and adjustment periods take no posting of themselves. */
export const BASE_PERIOD = `p.isinactive = 'F' AND p.isquarter = 'F' AND p.isyear = 'F' AND p.isadjust = 'F'`;

/** The periods that the requests' dates fall in and, where one may be moved, the open ones after them. */
export function periodParts(requests: readonly LookRequest[]): readonly Part[] {
  const questions = requests.flatMap(({ posting }) => posting ?? []);
  const dates = questions.map(({ date }) => date).sort();
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return [];
  const within = `p.enddate >= TO_DATE(?, 'YYYY-MM-DD') AND p.startdate <= TO_DATE(?, 'YYYY-MM-DD')`;
  const later = `p.startdate > TO_DATE(?, 'YYYY-MM-DD') AND p.closed = 'F' AND p.alllocked = 'F'`;
  const moves = questions.some(({ firstOpenDay }) => firstOpenDay);
  return [{
    sql: `SELECT 'period' AS kind, ${PERIOD_COLUMNS} FROM accountingperiod p WHERE ${BASE_PERIOD} AND (${moves ? `(${within}) OR (${later})` : within})`,
    parameters: moves ? [first, last, first] : [first, last],
  }];
}

/** The statement for the period that one transaction is posted in. */
export const PERIOD_OF_TRANSACTION = `SELECT 'period' AS kind, ${PERIOD_COLUMNS} FROM transaction t INNER JOIN accountingperiod p ON p.id = t.postingperiod WHERE t.id = ?`;

interface PeriodRow {
  readonly internalId: number | undefined;
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly state: 'open' | 'closed' | 'locked';
}

/** Closed stops everyone; a lock stops those who may not override it, and the product never uses that right (design 5). */
function periodRow(row: QueryRow, recordType: string): PeriodRow {
  const [start = '', end = '', flags = ''] = rowText(row, 'b').split(' ');
  const lock = targetKind(recordType).posting?.lock;
  const [closed, all, receivables, payables] = [...flags].map((flag) => flag === 'T');
  const locked = all === true || (lock === 'arlocked' && receivables === true) || (lock === 'aplocked' && payables === true);
  return { internalId: rowNumber(row, 'id'), name: rowText(row, 'a'), start, end, state: closed === true ? 'closed' : locked ? 'locked' : 'open' };
}

/** The period of a date among the rows of a look-up. */
export function periodFor({ posting, target }: LookRequest, rows: readonly QueryRow[]): PostingPeriod | undefined {
  if (posting === undefined) return undefined;
  const { date } = posting;
  const periods = rows.filter((row) => rowText(row, 'kind') === 'period').map((row) => periodRow(row, target.recordType));
  const found = periods.find(({ start, end }) => start <= date && date <= end);
  const [next] = posting.firstOpenDay ? periods.filter(({ start, state }) => start > date && state === 'open').sort((a, b) => (a.start < b.start ? -1 : 1)) : [];
  return { state: found?.state ?? 'missing', name: found?.name ?? '', internalId: found?.internalId, firstOpenDay: next?.start, firstOpenId: next?.internalId };
}

/** The period of a transaction that stands. */
export function periodOfRow(row: QueryRow, recordType: string): PostingPeriod {
  const { internalId, name, state } = periodRow(row, recordType);
  return { internalId, name, state, firstOpenDay: undefined };
}

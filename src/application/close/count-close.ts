import { dayNumber } from '../../domain/calendar';
import { addCounts, countOperations, NOTHING_COUNTED } from '../../domain/close/close-count';
import type { CloseCount } from '../../domain/close/close-count';
import { isInPeriod, LEAD_DAYS } from '../../domain/close/close-period';
import type { ClosePeriod } from '../../domain/close/close-period';
import { MOST_CLOSE_ROWS } from './close-port';
import type { CloseRange, CloseRow, CloseRows } from './close-port';

const DAY_MS = 86_400_000;

/** Ids need not be committed in the order of receipt: nothing is further out of order than this, in milliseconds. */
const OUT_OF_ORDER_MS = DAY_MS;

/** Ids within which a period's first operation is not looked for any closer. */
const CLOSE_ENOUGH = MOST_CLOSE_ROWS;

/**
 * An internal id that no operation of the period lies at or before: whoever counts for it was received at most `LEAD_DAYS` before it began. Found by
 * halving, so what lies before the period is not read. 10 units for every doubling of the log beyond 5,000.
 */
export function idBefore({ start }: Pick<ClosePeriod, 'start'>, lastId: number, close: Pick<CloseRows, 'receivedFrom'>): number {
  const sinceMs = (dayNumber(start) - LEAD_DAYS) * DAY_MS - OUT_OF_ORDER_MS;
  let [low, high] = [0, lastId];
  while (high - low > CLOSE_ENOUGH) {
    const middle = Math.floor((low + high) / 2);
    const receivedMs = close.receivedFrom(middle);
    if (receivedMs !== undefined && receivedMs < sinceMs) low = middle;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Operations of one statement that count in the period, and where the next statement goes on; undefined: that was all. */
export function closePart(range: CloseRange, close: Pick<CloseRows, 'rows'>): { readonly rows: readonly CloseRow[]; readonly nextFromId: number | undefined } {
  const read = close.rows(range);
  return { rows: read.filter((row) => isInPeriod(range.period, row)), nextFromId: read.length < MOST_CLOSE_ROWS ? undefined : read.at(-1)?.internalId };
}

export type Counted =
  | { readonly kind: 'counted'; readonly count: CloseCount }
  /** There is more than this run may read. */
  | { readonly kind: 'too_many' };

/** Counts a period. `goesOn`: asked before each further statement. 10 units for every 5,000 operations. */
export function countClose(range: CloseRange, close: Pick<CloseRows, 'rows'>, goesOn: () => boolean): Counted {
  let count = NOTHING_COUNTED;
  for (let fromId: number | undefined = range.fromId; fromId !== undefined;) {
    if (!goesOn()) return { kind: 'too_many' };
    const part = closePart({ ...range, fromId }, close);
    count = addCounts(count, countOperations(part.rows));
    fromId = part.nextFromId;
  }
  return { kind: 'counted', count };
}

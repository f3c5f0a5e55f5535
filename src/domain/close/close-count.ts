import { add, formatMoney, isZero, parseDecimal, subtract } from '../decimal';
import type { DecimalText } from '../decimal';
import { isSettled, STATES } from '../states';
import type { OperationState } from '../states';

/** Lines of the control total: what became of what was received. `differs`: its record stands, and a person must still look at a difference. */
export const CLOSE_LINES = [
  'applied', 'differs', 'unchanged', 'duplicate', 'superseded', 'discarded', 'refused', 'withdrawn', 'resolved_elsewhere', 'rolled_back', 'open',
] as const;

export type CloseLine = (typeof CLOSE_LINES)[number];

/** Lines that a sign-off has to name one by one. */
const OPEN_LINES: readonly CloseLine[] = ['differs', 'open'];

/** An operation as the control total judges it. */
export interface CountedOperation {
  readonly operationId: string;
  /** As its row says it; a row that was changed by hand may say anything. */
  readonly state: string;
  /** True where somebody is about to open it again. */
  readonly held: boolean;
  /** True where the cause of a difference that it stands with is open. */
  readonly causeOpen: boolean;
  /** Plain decimal; empty: it says none. */
  readonly amount: string;
  readonly currency: string;
}

/** A number of operations, and what their documents come to. */
export interface CloseSum {
  readonly count: number;
  readonly amount: DecimalText;
  /** Of these, operations whose document says no amount. */
  readonly withoutAmount: number;
}

/** Open operations that a count names; a close with more is not signed. */
export const MOST_OPEN = 200;

/** What was received and what became of it, by currency: additive, so that parts can be counted apart. */
export interface CloseCount {
  readonly currencies: Readonly<Record<string, Readonly<Partial<Record<CloseLine | 'received', CloseSum>>>>>;
  /** The first open operations, by id. */
  readonly open: readonly string[];
}

export const NOTHING_COUNTED: CloseCount = { currencies: {}, open: [] };

const NO_SUM: CloseSum = { count: 0, amount: '0', withoutAmount: 0 };

/** The line that an operation counts in; undefined: its state is none, which the control total shows as a difference. */
export function closeLineOf({ state: told, held, causeOpen }: Pick<CountedOperation, 'state' | 'held' | 'causeOpen'>): CloseLine | undefined {
  const state = STATES.find((one) => one === told);
  if (state === undefined) return undefined;
  return !isSettled(state) || held ? 'open' : settledLine(state, causeOpen);
}

function settledLine(state: OperationState, causeOpen: boolean): CloseLine {
  switch (state) {
    case 'applied':
    case 'partly_applied':
      return causeOpen ? 'differs' : 'applied';
    case 'unchanged':
      return causeOpen ? 'differs' : 'unchanged';
    case 'duplicate':
    case 'superseded':
    case 'discarded':
    case 'refused':
    case 'withdrawn':
    case 'resolved_elsewhere':
    case 'rolled_back':
      return state;
    case 'accepted':
    case 'retry_scheduled':
    case 'parked':
    case 'unknown':
    case 'needs_review':
      return 'open';
  }
}

/** True for a line that a person still has to do something about. */
export function isOpenLine(line: CloseLine | undefined): boolean {
  return line !== undefined && OPEN_LINES.includes(line);
}

/** Counts operations. What was received is counted of all of them, whatever their state says. */
export function countOperations(rows: readonly CountedOperation[]): CloseCount {
  const currencies: Record<string, Partial<Record<CloseLine | 'received', CloseSum>>> = {};
  const open: string[] = [];
  for (const row of rows) {
    const line = closeLineOf(row);
    const sums = (currencies[row.currency.toUpperCase()] ??= {});
    for (const name of line === undefined ? ['received'] as const : ['received', line] as const) sums[name] = plus(sums[name] ?? NO_SUM, sumOf(row));
    if (isOpenLine(line)) open.push(row.operationId);
  }
  return { currencies, open: firstOf(open) };
}

function sumOf({ amount }: CountedOperation): CloseSum {
  const read = parseDecimal(amount);
  return { count: 1, amount: read ?? '0', withoutAmount: read === undefined ? 1 : 0 };
}

function plus(a: CloseSum, b: CloseSum): CloseSum {
  return { count: a.count + b.count, amount: add(a.amount, b.amount), withoutAmount: a.withoutAmount + b.withoutAmount };
}

function firstOf(ids: readonly string[]): readonly string[] {
  return [...ids].sort().slice(0, MOST_OPEN + 1);
}

/** Adds two counts of operations that have none in common. */
export function addCounts(a: CloseCount, b: CloseCount): CloseCount {
  const names = ['received', ...CLOSE_LINES] as const;
  const currencies = [...new Set([...Object.keys(a.currencies), ...Object.keys(b.currencies)])].map((currency) => {
    const [left = {}, right = {}] = [a.currencies[currency], b.currencies[currency]];
    return [currency, Object.fromEntries(names.flatMap((name) => (left[name] === undefined && right[name] === undefined ? [] : [[name, plus(left[name] ?? NO_SUM, right[name] ?? NO_SUM)]])))] as const;
  });
  return { currencies: Object.fromEntries(currencies), open: firstOf([...a.open, ...b.open]) };
}

/** One row of the control total. */
export interface CloseTotal extends CloseSum {
  /** ISO code; empty: the documents name none. */
  readonly currency: string;
  /** `difference`: what was received less all lines. */
  readonly line: CloseLine | 'received' | 'difference';
}

/** Received, each line and the difference, currency by currency. A line that nothing is in is left out; the difference never is. */
export function controlTotals({ currencies }: CloseCount): readonly CloseTotal[] {
  return Object.keys(currencies).sort().flatMap((currency) => {
    const sums = currencies[currency] ?? {};
    const received = sums.received ?? NO_SUM;
    const lines = CLOSE_LINES.flatMap((line) => (sums[line] === undefined ? [] : [{ currency, line, ...sums[line] }]));
    const all = lines.reduce<CloseSum>(plus, NO_SUM);
    const difference = { count: received.count - all.count, amount: subtract(received.amount, all.amount), withoutAmount: received.withoutAmount - all.withoutAmount };
    return [{ currency, line: 'received', ...received }, ...lines, { currency, line: 'difference', ...difference }] as const;
  }).map((total) => ({ ...total, amount: formatMoney(total.amount) }));
}

/** True where what was received is what its lines come to. */
export function isBalanced(totals: readonly CloseTotal[]): boolean {
  return totals.filter(({ line }) => line === 'difference').every(({ count, amount }) => count === 0 && isZero(amount));
}

/** What changed between two counts of the same: rows of the second that the first has otherwise, or not. */
export function changedTotals(before: readonly CloseTotal[], now: readonly CloseTotal[]): readonly { readonly before: CloseTotal | undefined; readonly now: CloseTotal | undefined }[] {
  const keyOf = ({ currency, line }: CloseTotal) => `${currency} ${line}`;
  const [was, is] = [new Map(before.map((one) => [keyOf(one), one])), new Map(now.map((one) => [keyOf(one), one]))];
  return [...new Set([...was.keys(), ...is.keys()])].map((key) => ({ before: was.get(key), now: is.get(key) }))
    .filter(({ before: old, now: young }) => old?.count !== young?.count || old?.amount !== young?.amount);
}

import { isWithin, isZero, multiply, negate, subtract } from '../decimal';
import type { DecimalText } from '../decimal';

/** What one line of a transaction posts; amounts with debits positive. */
export interface PostingLine {
  readonly account: number;
  /** In the transaction's currency, and in base currency. */
  readonly foreign: DecimalText;
  readonly base: DecimalText;
  /** Who and what it is booked to, by field of a journal line; internal ids. */
  readonly segments: Readonly<Record<string, number>>;
}

/** A line of the journal that reverses it. */
export interface ReversingLine {
  readonly account: number;
  readonly side: 'debit' | 'credit';
  readonly amount: DecimalText;
  readonly segments: Readonly<Record<string, number>>;
}

/** Half a cent: what rounding to two decimals may leave. */
const ROUNDING = '0.005';

/**
 * The lines of the journal that takes a transaction out of the ledger, in its currency and at its rate. Undefined: a line's base amount is not
 * what that rate makes of it (an exchange gain or loss was realized), so no one journal is its reverse.
 */
export function reversingLines(lines: readonly PostingLine[], rate: DecimalText): readonly ReversingLine[] | undefined {
  if (!lines.every(({ foreign, base }) => isWithin(subtract(multiply(foreign, rate), base), ROUNDING))) return undefined;
  return lines.filter(({ foreign }) => !isZero(foreign)).map(({ account, foreign, segments }) => {
    const isDebit = !foreign.startsWith('-');
    return { account, side: isDebit ? 'credit' : 'debit', amount: isDebit ? foreign : negate(foreign), segments };
  });
}

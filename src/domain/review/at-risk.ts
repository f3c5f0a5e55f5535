import type { OperationState } from '../states';

/** What is known of the worth of a document. */
export interface Worth {
  readonly state: OperationState;
  /** In the document's currency; undefined: it says none, or none that is an amount. */
  readonly amount: number | undefined;
  /** Units of base currency for one of the document's; undefined: the currency is not known. */
  readonly rate: number | undefined;
  /** What the record came to in the currency of its books; undefined: there is none, or it was not read. */
  readonly recordAmount: number | undefined;
  /** True where the document is in the currency of its books, so that the two amounts may be compared. */
  readonly sameCurrency: boolean;
}

/** States of which nothing is at risk any more. */
const AT_REST: readonly OperationState[] = ['refused', 'resolved_elsewhere', 'discarded', 'superseded', 'duplicate', 'withdrawn', 'rolled_back'];

/** States of which a record stands. */
const STANDS: readonly OperationState[] = ['applied', 'unchanged', 'partly_applied'];

/**
 * What of a document is not in the books yet, in base currency, rounded to hundredths: its absolute total, or, where its record stands, what that
 * lacks. Undefined: not known, which is not nothing.
 */
export function amountAtRisk({ state, amount, rate, recordAmount, sameCurrency }: Worth): number | undefined {
  if (AT_REST.includes(state)) return 0;
  if (amount === undefined || rate === undefined) return undefined;
  if (!STANDS.includes(state)) return rounded(Math.abs(amount) * rate);
  return recordAmount === undefined || !sameCurrency ? undefined : rounded(Math.abs(Math.abs(amount) - Math.abs(recordAmount)) * rate);
}

function rounded(amount: number): number {
  return Math.round(amount * 100) / 100;
}

import { add } from '../decimal';
import type { DecimalText } from '../decimal';
import type { RollbackPlan, RollbackStep } from './plan';

/**
 * What a rollback is worth, for the limit of who approves it: what its steps move in the ledger, each by its debits, in base currency. Undefined:
 * not known, because a document that says an amount changes the ledger in a way that is not foretold, or stands outside it as an order does.
 */
export function planAmount({ steps }: RollbackPlan, priced: ReadonlySet<string>): DecimalText | undefined {
  const amounts = steps.filter(({ decision }) => decision.kind === 'way').map((step) => stepAmount(step, priced.has(step.operationId)));
  return amounts.reduce<DecimalText | undefined>((sum, amount) => (sum === undefined || amount === undefined ? undefined : add(sum, amount)), '0');
}

function stepAmount({ ledger }: RollbackStep, isPriced: boolean): DecimalText | undefined {
  if (ledger === 'recalculated' || ledger.length === 0) return isPriced ? undefined : '0';
  return ledger.filter(({ amount }) => !amount.startsWith('-')).reduce<DecimalText>((sum, { amount }) => add(sum, amount), '0');
}

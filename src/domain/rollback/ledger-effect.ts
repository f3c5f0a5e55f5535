import { add, isZero, negate } from '../decimal';
import type { DecimalText } from '../decimal';
import type { Posting, StandingRecord } from './subject';
import type { WayBack } from './way-back';

/** What a rollback changes in the ledger, in base currency; debits positive. */
export interface LedgerEffect {
  readonly account: number;
  readonly accountName: string;
  readonly period: string;
  readonly amount: DecimalText;
}

/**
 * What one way back does to the ledger, by account and period. Undefined: NetSuite computes it anew when a posted record is saved, so it is
 * not known before.
 */
export function ledgerEffect(way: WayBack, { posting }: Pick<StandingRecord, 'posting'>): readonly LedgerEffect[] | undefined {
  if (posting === undefined) return [];
  switch (way.kind) {
    case 'restore':
      return undefined;
    case 'close':
    case 'reopen':
    case 'inactivate':
      return [];
    case 'delete':
    case 'void':
      return reversed(posting, posting.period);
    case 'void_by_journal':
    case 'credit_memo':
    case 'refund':
    case 'reversing_journal':
      return reversed(posting, way.period.name);
  }
}

function reversed({ lines }: Posting, period: string): readonly LedgerEffect[] {
  return summed(lines.map(({ account, accountName, amount }) => ({ account, accountName, period, amount: negate(amount) })));
}

/** Effects added up by account and period, in that order; what comes to nothing is left out. */
export function summed(effects: readonly LedgerEffect[]): readonly LedgerEffect[] {
  const sums = new Map<string, LedgerEffect>();
  for (const effect of effects) {
    const key = `${effect.period} ${String(effect.account)}`;
    const before = sums.get(key);
    sums.set(key, before === undefined ? effect : { ...before, amount: add(before.amount, effect.amount) });
  }
  return [...sums.values()].filter(({ amount }) => !isZero(amount))
    .sort((a, b) => (a.period === b.period ? a.account - b.account : a.period < b.period ? -1 : 1));
}

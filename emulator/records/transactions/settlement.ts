import { fromMinorUnits } from '../money';
import type { SaveStep } from '../type-rules';
import { systemAccount } from './accounts';
import type { Application } from './applications';
import { inBase, precisionsOf } from './currency';
import type { TransactionLine } from './line-store';
import { insertLink, removeLinksTo } from './links';
import { basePart, refreshOpenItem } from './open-items';

/** An application with the base amounts that leave both ends. */
export interface Settlement extends Application {
  /** What leaves the settled document, at its own rate. */
  readonly previousBase: bigint;
  /** What leaves the settling one, at its rate. */
  readonly nextBase: bigint;
}

/**
 * Base amounts of what is applied. `own` is the settling document's base amount, `total` its amount; the last part of either
 * end takes what is left, so nothing remains of a document that is settled in full.
 */
export function settlementsOf(step: SaveStep, applications: readonly Application[], whole: { readonly total: bigint; readonly own: bigint; readonly usedBefore: bigint; readonly usedBaseBefore: bigint }): readonly Settlement[] {
  const { foreign, base } = precisionsOf(step.draft, step.data);
  let used = whole.usedBefore;
  let usedBase = whole.usedBaseBefore;
  return applications.map((application) => {
    const last = used + application.units === whole.total;
    const nextBase = last ? whole.own - usedBase : inBase(step.draft, fromMinorUnits(application.units, foreign), base);
    used += application.units;
    usedBase += nextBase;
    return { ...application, previousBase: basePart(application.item, application.units), nextBase };
  });
}

/**
 * Lines of the exchange gain or loss of settlements: the receivable is relieved at the settled document's own rate, and the
 * difference goes to realized gain or loss. `sign` is the settling document's side of the receivable: 1 where it debits.
 */
export function exchangeLines({ data }: SaveStep, settlements: readonly Settlement[], side: { readonly receivable: number; readonly sign: 1 | -1 }): readonly TransactionLine[] {
  return settlements.flatMap(({ item, previousBase, nextBase }) => {
    const difference = BigInt(side.sign) * (previousBase - nextBase);
    if (difference === 0n) return [];
    const line = (role: string, account: number, base: bigint): TransactionLine => ({ role: `${role}:${String(item.id)}`, foreign: 0, base, account, columns: {} });
    return [line('fxopen', side.receivable, difference), line('fxgain', systemAccount(data, 'RealizedGainLoss'), -difference)];
  });
}

/** Writes what a document settles over what it settled before, and brings every document touched up to it. */
export function writeSettlements({ data, draft }: SaveStep, id: number, settlements: readonly Settlement[]): void {
  const before = removeLinksTo(data, id, 'Payment');
  const { base } = precisionsOf(draft, data);
  for (const { item, units, previousBase, nextBase } of settlements) {
    insertLink(data, {
      type: 'Payment', previous: { doc: item.id, line: 0 }, next: { doc: id, line: 0 }, foreign: fromMinorUnits(units, item.precision),
      previousBase: fromMinorUnits(previousBase, base), nextBase: fromMinorUnits(nextBase, base),
    });
  }
  for (const doc of new Set([...before, ...settlements.map((each) => each.item.id), id])) refreshOpenItem(data, doc);
}

/** Frees what a document settles, before it is deleted. */
export function releaseSettlements(id: number, data: SaveStep['data']): void {
  for (const doc of removeLinksTo(data, id, 'Payment')) refreshOpenItem(data, doc);
}

import type { SaveStep } from '../type-rules';
import { numberOf, textOf } from '../type-rules';
import type { RecordDraft } from '../types';
import type { AccountData } from '../account-data';
import { itemAccount } from './accounts';
import { itemLines, lineFigure, lineText } from './item-amounts';
import { lineColumns, loadLines } from './line-store';
import type { TransactionLine } from './line-store';

/** Columns that SuiteQL shows with the sign of the ledger: on a sale, items are negative and the main line is positive. */
const SIGNED: ReadonlySet<string> = new Set(['quantity', 'amount']);

/** How a sales document stands in the ledger. */
export interface SaleLedger {
  /** 1 where the main line debits (order, invoice), -1 where it credits (credit memo). */
  readonly sign: 1 | -1;
  /** Account of the main line; undefined where the document does not post. */
  readonly mainAccount: number | undefined;
}

/** Main line, item lines, header discount and shipping. A zero line of a posting document still names its account. */
export function saleLines({ draft, data }: SaveStep, { sign, mainAccount }: SaleLedger): readonly TransactionLine[] {
  const account = (item: number | undefined) => (mainAccount === undefined || item === undefined ? {} : { account: itemAccount(data, item, 'sale') });
  const signed = (amount: number) => (sign === 1 ? amount : 0 - amount);
  const header = (role: string, item: number | undefined, [itemtype, amount]: readonly [string, number | undefined]): readonly TransactionLine[] =>
    (amount === undefined ? [] : [{ role, foreign: signed(0 - amount), columns: { item: item ?? null, itemtype, rate: amount }, ...account(item) }]);
  return [
    {
      role: 'main', foreign: signed(numberOf(draft, 'total') ?? 0), columns: { memo: textOf(draft, 'memo') ?? null },
      ...(mainAccount === undefined ? {} : { account: mainAccount }),
    },
    ...itemLines(draft).map((line): TransactionLine => ({
      role: 'item', lineId: lineText(line, 'line'), foreign: signed(0 - (lineFigure(line, 'amount') ?? 0)),
      columns: lineColumns(draft, 'item', line, sign === 1 ? SIGNED : new Set()), ...account(lineFigure(line, 'item')),
    })),
    ...header('discount', numberOf(draft, 'discountitem'), ['Discount', numberOf(draft, 'discountrate')]),
    ...header('shipping', numberOf(draft, 'shipmethod'), ['ShipItem', numberOf(draft, 'shippingcost')]),
  ];
}

/** Reads the item lines back with the signs that scripts see. */
export function loadSaleLines(draft: RecordDraft, data: AccountData, sign: 1 | -1): void {
  loadLines(draft, data, 'item', sign === 1 ? SIGNED : new Set());
}

import { ITEM_TYPE_CODES } from '../../metadata/standard/items';
import { NotEmulated } from '../../runtime/types';
import { userError } from '../failures';
import { fromMinorUnits, productInMinorUnits, roundTo } from '../money';
import { compute, numberOf } from '../type-rules';
import type { SaveStep } from '../type-rules';
import type { LineDraft, RecordDraft } from '../types';
import { precisionsOf } from './currency';
import { foreignUnits } from './line-store';

/** Decimals that a rate is kept with. */
const RATE_DECIMALS = 8;

/** The item lines of a draft. */
export function itemLines(draft: RecordDraft): readonly LineDraft[] {
  return draft.sublists.get('item') ?? [];
}

/**
 * Fixes every line's quantity, rate and amount. An amount that was set stands as it is; else it is quantity × rate, exact,
 * rounded to the currency. A discount has no quantity. No price is sourced: a line with neither rate nor amount is refused.
 */
export function computeLines(step: SaveStep): void {
  const { foreign: precision } = precisionsOf(step.draft, step.data);
  for (const line of itemLines(step.draft)) {
    const found = step.data.referenced('item', Number(line.values.get('item') ?? 0));
    if (found === undefined) continue;
    line.values.set('itemtype', ITEM_TYPE_CODES.get(found.definition.id) ?? null);
    if (lineText(line, 'description') === undefined && line.changed.has('item')) {
      line.values.set('description', found.row['description'] ?? null);
    }
    if (found.definition.id === 'discountitem') computeDiscount(line, precision);
    else computeSale(line, precision);
  }
}

function computeSale(line: LineDraft, precision: number): void {
  if (lineFigure(line, 'quantity') === undefined) line.values.set('quantity', 1);
  const quantity = lineFigure(line, 'quantity') ?? 1;
  const amount = givenAmount(line);
  if (amount !== undefined) {
    line.values.set('amount', roundTo(amount, precision));
    if (!line.changed.has('rate') && quantity !== 0) line.values.set('rate', roundTo(amount / quantity, RATE_DECIMALS));
    return;
  }
  const rate = lineFigure(line, 'rate');
  if (rate === undefined) throw userError('Please enter a value for amount.');
  line.values.set('amount', fromMinorUnits(productInMinorUnits(quantity, rate, precision), precision));
}

function computeDiscount(line: LineDraft, precision: number): void {
  line.values.set('quantity', null);
  const amount = givenAmount(line) ?? lineFigure(line, 'rate');
  if (amount === undefined) throw userError('Please enter a value for amount.');
  if (amount > 0) throw new NotEmulated('a discount line with a positive amount');
  line.values.set('amount', roundTo(amount, precision));
  if (!line.changed.has('rate')) line.values.set('rate', roundTo(amount, precision));
}

/** The amount that stands by itself: set now, or kept because nothing it follows from was set. */
function givenAmount(line: LineDraft): number | undefined {
  const follows = line.changed.has('quantity') || line.changed.has('rate');
  return line.changed.has('amount') || !follows ? lineFigure(line, 'amount') : undefined;
}

/** Subtotal of all lines, header discount, shipping, tax (none) and total, in the transaction's currency. */
export function computeSaleTotals(step: SaveStep): void {
  const { draft, data } = step;
  const { foreign: precision } = precisionsOf(draft, data);
  const subtotal = sumOfAmounts(step, itemLines(draft));
  const discount = foreignUnits(step, numberOf(draft, 'discountrate'));
  compute(draft, 'subtotal', fromMinorUnits(subtotal, precision));
  compute(draft, 'discounttotal', fromMinorUnits(discount, precision));
  compute(draft, 'taxtotal', 0);
  compute(draft, 'total', fromMinorUnits(subtotal + discount + foreignUnits(step, numberOf(draft, 'shippingcost')), precision));
}

/** Sum of lines' amounts, in minor units. */
export function sumOfAmounts(step: SaveStep, lines: readonly LineDraft[]): bigint {
  return lines.reduce((sum, line) => sum + foreignUnits(step, lineFigure(line, 'amount')), 0n);
}

/** Header amounts stand for lines, so each needs the item that its line is of. */
export function checkHeaderAmounts(draft: RecordDraft): void {
  const type = draft.definition.id;
  const discount = numberOf(draft, 'discountrate');
  if (discount !== undefined && discount > 0) throw new NotEmulated(`a positive ${type}.discountrate`);
  if (discount !== undefined && numberOf(draft, 'discountitem') === undefined) throw new NotEmulated(`${type}.discountrate without discountitem`);
  if (numberOf(draft, 'shippingcost') !== undefined && numberOf(draft, 'shipmethod') === undefined) {
    throw new NotEmulated(`${type}.shippingcost without shipmethod`);
  }
}

export function lineFigure(line: LineDraft, id: string): number | undefined {
  const value = line.values.get(id);
  return typeof value === 'number' ? value : undefined;
}

export function lineText(line: LineDraft, id: string): string | undefined {
  const value = line.values.get(id);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

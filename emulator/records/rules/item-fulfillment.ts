import { SuiteScriptFailure } from '../../runtime/types';
import { userError } from '../failures';
import { dateToday, documentColumns, loadDocument, numberDocument, removeDocument } from '../transactions/document';
import { itemLines, lineFigure, lineText } from '../transactions/item-amounts';
import { lineColumns, loadLines, writeTransactionLines } from '../transactions/line-store';
import { insertLink, linksTo, removeLinksTo } from '../transactions/links';
import { leftToFulfill, orderLines, quantityUnits, refreshOrder } from '../transactions/order-progress';
import { checkParty, checkUsableInSubsidiary } from '../transactions/parties';
import { numberOf } from '../type-rules';
import type { SaveStep, TypeRules } from '../type-rules';
import type { LineDraft } from '../types';

/**
 * Fulfillments: made from a sales order, they ship its lines. No ledger line is written: stock is not kept, so every item's
 * cost is 0.
 */
export const ITEM_FULFILLMENT_RULES: TypeRules = {
  defaults: dateToday,
  prepare(step) {
    const { draft } = step;
    if (numberOf(draft, 'createdfrom') === undefined) throw new SuiteScriptFailure('CREATEDFROM_REQD', 'Please enter value(s) for: Created From');
    draft.sublists.set('item', itemLines(draft).filter((line) => line.values.get('itemreceive') !== false));
    numberDocument(step);
  },
  check(step) {
    checkParty(step);
    checkUsableInSubsidiary(step);
    if (itemLines(step.draft).length === 0) throw userError('You must enter at least one line item for this transaction.');
    for (const line of itemLines(step.draft)) checkShipped(step, line);
  },
  columns: (step, id) => documentColumns(step, id, { foreigntotal: 0 }),
  written(step, id) {
    const written = writeTransactionLines(step, id, [
      { role: 'main', foreign: 0, columns: {} },
      ...itemLines(step.draft).map((line) => ({ role: 'item', lineId: lineText(line, 'line'), foreign: 0, columns: lineColumns(step.draft, 'item', line, QUANTITY) })),
    ]);
    writeShipments(step, id, written.slice(1).map((each) => each.id));
  },
  loaded(draft, row, data) {
    loadLines(draft, data, 'item', QUANTITY);
    for (const line of itemLines(draft)) line.values.set('itemreceive', true);
    loadDocument(draft, row, data);
  },
  removing(id, data) {
    for (const order of removeLinksTo(data, id, 'ShipRcpt')) refreshOrder(data, order);
    removeDocument(id, data);
  },
};

const QUANTITY: ReadonlySet<string> = new Set(['quantity']);

/** OVER_FULFILL_DISALLWD for more than is left of the order's line, POSITIVE_QTY_REQD for none. */
function checkShipped({ draft, data }: SaveStep, line: LineDraft): void {
  const known = orderLines(data, lineFigure(line, 'orderdoc') ?? 0).find((each) => each.id === lineFigure(line, 'orderline'));
  if (known === undefined) throw new SuiteScriptFailure('INVALID_LINE_ID', 'The order has no such line.');
  const quantity = quantityUnits(lineFigure(line, 'quantity') ?? 0);
  if (quantity <= 0n) throw new SuiteScriptFailure('POSITIVE_QTY_REQD', 'You must enter a positive quantity.');
  const mine = (draft.id === undefined ? [] : linksTo(data, draft.id, 'ShipRcpt'))
    .filter((link) => link['previousdoc'] === lineFigure(line, 'orderdoc') && link['previousline'] === known.id)
    .reduce((sum, link) => sum + quantityUnits(Number(link['_quantity'] ?? 0)), 0n);
  if (quantity > quantityUnits(leftToFulfill(known)) + mine) {
    throw new SuiteScriptFailure('OVER_FULFILL_DISALLWD', 'You cannot fulfill more than the quantity that is left of the order.');
  }
  // What has been billed is shipped; it cannot be taken back.
  if (quantityUnits(known.fulfilled) - mine + quantity < quantityUnits(known.billed) && mine > quantity) {
    throw new SuiteScriptFailure('CANT_MODIFY_FULFILL_STATUS', 'This fulfillment has been billed.');
  }
}

function writeShipments({ data, draft }: SaveStep, id: number, lineIds: readonly number[]): void {
  const orders = new Set(removeLinksTo(data, id, 'ShipRcpt'));
  for (const [index, line] of itemLines(draft).entries()) {
    const [order, orderLine] = [lineFigure(line, 'orderdoc'), lineFigure(line, 'orderline')];
    if (order === undefined || orderLine === undefined) continue;
    orders.add(order);
    insertLink(data, {
      type: 'ShipRcpt', previous: { doc: order, line: orderLine }, next: { doc: id, line: lineIds[index] ?? 0 }, foreign: 0,
      quantity: lineFigure(line, 'quantity') ?? 0,
    });
  }
  for (const order of orders) refreshOrder(data, order);
}

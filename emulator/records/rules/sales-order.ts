import { NotEmulated, SuiteScriptFailure } from '../../runtime/types';
import { userError } from '../failures';
import { dateToday, documentColumns, loadDocument, numberDocument, removeDocument } from '../transactions/document';
import { checkHeaderAmounts, computeLines, computeSaleTotals, itemLines, lineFigure, lineText } from '../transactions/item-amounts';
import { refuseLinkedChanges } from '../transactions/linked-changes';
import { hasLaterDocuments } from '../transactions/links';
import { orderLines, quantityUnits, refreshOrder, startOrder } from '../transactions/order-progress';
import { checkParty, checkUsableInSubsidiary, sourceFromParty } from '../transactions/parties';
import { loadSaleLines, saleLines } from '../transactions/sale-lines';
import { writeTransactionLines } from '../transactions/line-store';
import { textOf } from '../type-rules';
import type { SaveStep, TypeRules } from '../type-rules';

/** Sources empty fields from the customer, numbers and totals the order, and keeps its status with its lines. */
export const SALES_ORDER_RULES: TypeRules = {
  defaults: dateToday,
  prepare(step) {
    sourceFromParty(step);
    computeLines(step);
    computeSaleTotals(step);
    numberDocument(step);
  },
  check(step) {
    checkParty(step);
    checkHeaderAmounts(step.draft);
    if (itemLines(step.draft).length === 0) throw userError('You must enter at least one line item for this transaction.');
    checkUsableInSubsidiary(step);
    checkStatus(step);
    checkLinkedLines(step);
  },
  columns: (step, id) => documentColumns(step, id),
  written(step, id) {
    writeTransactionLines(step, id, saleLines(step, { sign: 1, mainAccount: undefined }));
    if (step.isNew) startOrder(step.data, id);
    else refreshOrder(step.data, id);
  },
  loaded(draft, row, data) {
    loadSaleLines(draft, data, 1);
    loadDocument(draft, row, data);
  },
  removing: removeDocument,
};

/**
 * A new order is pending approval or fulfillment; a person approves it, takes the approval back, or cancels it while nothing
 * follows it (SO_HAS_CHILD_TRANS). Every other status comes from its lines, so that setting one is refused.
 */
function checkStatus({ draft, data, isNew }: SaveStep): void {
  if (!draft.changed.has('orderstatus')) return;
  const status = textOf(draft, 'orderstatus') ?? '';
  const current = isNew ? 'B' : String(data.database.prepare('SELECT "status" FROM "transaction" WHERE "id" = ?').get(draft.id ?? 0)?.['status']);
  if (status === current) return;
  const allowed = isNew ? ['A'] : current === 'A' ? ['B', 'C'] : current === 'B' || current === 'F' ? ['A', 'C'] : [];
  if (!allowed.includes(status)) throw new NotEmulated(`setting salesorder.orderstatus from ${current} to ${status}`);
  if (draft.id !== undefined && hasLaterDocuments(data, draft.id)) {
    throw new SuiteScriptFailure('SO_HAS_CHILD_TRANS', 'This sales order has transactions that were made from it.');
  }
}

/** Lines that were billed or shipped keep their item and at least that quantity (CANT_UPDATE_LINKED_TRANS_LINES). */
function checkLinkedLines(step: SaveStep): void {
  const { draft, data } = step;
  if (draft.id === undefined) return;
  refuseLinkedChanges(step, ['entity', 'subsidiary', 'currency']);
  for (const known of orderLines(data, draft.id)) {
    const taken = Math.max(known.billed, known.fulfilled);
    if (taken === 0 && known.billedAmount === 0) continue;
    const line = itemLines(draft).find((each) => lineText(each, 'line') === String(known.id));
    const kept = line !== undefined && lineFigure(line, 'item') === known.row['item']
      && quantityUnits(lineFigure(line, 'quantity') ?? 0) >= quantityUnits(taken);
    if (!kept) throw new SuiteScriptFailure('CANT_UPDATE_LINKED_TRANS_LINES', 'This line is linked to another transaction and cannot be changed so.');
  }
}

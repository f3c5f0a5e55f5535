import { NotEmulated, SuiteScriptFailure } from '../../runtime/types';
import { userError } from '../failures';
import { fromMinorUnits, minorUnits } from '../money';
import { checkAccount, defaultAccount, openItemAccount } from '../transactions/accounts';
import { applicationsOf, computeApplied, showApplications } from '../transactions/applications';
import { precisionsOf } from '../transactions/currency';
import { computeDueDate, dateToday, documentColumns, loadDocument, numberDocument, removeDocument } from '../transactions/document';
import { checkHeaderAmounts, computeLines, computeSaleTotals, itemLines, lineFigure } from '../transactions/item-amounts';
import { balancingUnits, foreignUnits, writeTransactionLines } from '../transactions/line-store';
import type { WrittenLines } from '../transactions/line-store';
import { refuseLinkedChanges } from '../transactions/linked-changes';
import { insertLink, linksFrom, linksTo, removeLinksTo } from '../transactions/links';
import { openItem, refreshOpenItem } from '../transactions/open-items';
import { leftToBill, orderLines, quantityUnits, refreshOrder } from '../transactions/order-progress';
import { checkParty, checkUsableInSubsidiary, partyRow, sourceFromParty } from '../transactions/parties';
import { loadSaleLines, saleLines } from '../transactions/sale-lines';
import { exchangeLines, releaseSettlements, settlementsOf, writeSettlements } from '../transactions/settlement';
import { compute, numberOf } from '../type-rules';
import type { SaveStep, TypeRules } from '../type-rules';

/** What later documents of a sales document rest on. */
const FIXED_ONCE_SETTLED = ['entity', 'subsidiary', 'currency', 'exchangerate', 'account'];

/** Invoices: the receivable against the items' income; lines from an order bill it. */
export const INVOICE_RULES: TypeRules = {
  defaults: dateToday,
  prepare(step) {
    prepareSale(step);
    computeDueDate(step);
    computeRemaining(step);
  },
  check(step) {
    checkSale(step);
    checkBilledLines(step);
  },
  columns: (step, id) => documentColumns(step, id, { foreigntotal: numberOf(step.draft, 'total') ?? null }),
  written(step, id) {
    const lines = writeTransactionLines(step, id, saleLines(step, { sign: 1, mainAccount: numberOf(step.draft, 'account') }));
    writeBills(step, id, lines);
    refreshOpenItem(step.data, id);
  },
  loaded(draft, row, data) {
    loadSaleLines(draft, data, 1);
    loadDocument(draft, row, data);
  },
  removing(id, data) {
    for (const order of removeLinksTo(data, id, 'OrdBill')) refreshOrder(data, order);
    removeDocument(id, data);
  },
};

/** Credit memos: the reverse of an invoice, and credit that settles invoices. */
export const CREDIT_MEMO_RULES: TypeRules = {
  defaults: dateToday,
  prepare: prepareSale,
  check(step) {
    checkSale(step);
    const { draft, data } = step;
    const refunded = draft.id === undefined ? 0n : refundedUnits(step, draft.id);
    limitToTotal(step, refunded);
    computeApplied(step, applicationsOf(step), refunded);
    if (draft.id !== undefined && linksFrom(data, draft.id, 'Payment').length > 0) refuseLinkedChanges(step, FIXED_ONCE_SETTLED);
  },
  columns: (step, id) => documentColumns(step, id, { foreigntotal: 0 - (numberOf(step.draft, 'total') ?? 0) }),
  written(step, id) {
    const { draft, data } = step;
    const receivable = numberOf(draft, 'account') ?? 0;
    const lines = saleLines(step, { sign: -1, mainAccount: receivable });
    const refunds = linksFrom(data, id, 'Payment');
    const { base } = precisionsOf(draft, data);
    const settlements = settlementsOf(step, applicationsOf(step), {
      total: foreignUnits(step, numberOf(draft, 'total')), own: -balancingUnits(draft, lines, base), usedBefore: refundedUnits(step, id),
      usedBaseBefore: refunds.reduce((sum, link) => sum + minorUnits(Number(link['_previousbase'] ?? 0), base), 0n),
    });
    writeTransactionLines(step, id, [...lines, ...exchangeLines(step, settlements, { receivable, sign: -1 })]);
    writeSettlements(step, id, settlements);
  },
  loaded(draft, row, data) {
    loadSaleLines(draft, data, -1);
    loadDocument(draft, row, data);
    showApplications(draft, data);
  },
  removing(id, data) {
    releaseSettlements(id, data);
    removeDocument(id, data);
  },
};

function prepareSale(step: SaveStep): void {
  const { draft, data } = step;
  sourceFromParty(step);
  defaultAccount(draft, 'account', () => openItemAccount(data, 'AcctRec', partyRow(draft, data), numberOf(draft, 'subsidiary')));
  computeLines(step);
  computeSaleTotals(step);
  numberDocument(step);
}

function checkSale(step: SaveStep): void {
  const { draft, data } = step;
  checkParty(step);
  checkHeaderAmounts(draft);
  if (itemLines(draft).length === 0) throw userError('You must enter at least one line item for this transaction.');
  checkUsableInSubsidiary(step);
  checkAccount(data, draft, { fieldId: 'account', account: numberOf(draft, 'account') ?? 0 }, ['AcctRec']);
  if ((numberOf(draft, 'total') ?? 0) < 0) throw new NotEmulated(`a ${draft.definition.id} with a negative total`);
}

/** What is left of an invoice after the edit. TRANS_IN_USE where it would be less than what has been paid. */
function computeRemaining(step: SaveStep): void {
  const { draft, data } = step;
  const known = draft.id === undefined ? undefined : openItem(data, draft.id);
  const used = known?.used ?? 0n;
  const { foreign } = precisionsOf(draft, data);
  const total = foreignUnits(step, numberOf(draft, 'total'));
  if (used > 0n) refuseLinkedChanges(step, FIXED_ONCE_SETTLED);
  if (total < used) throw new SuiteScriptFailure('TRANS_IN_USE', 'The total of this transaction cannot be less than what has been applied to it.');
  compute(draft, 'amountpaid', fromMinorUnits(used, foreign));
  compute(draft, 'amountremaining', fromMinorUnits(total - used, foreign));
}

function refundedUnits(step: SaveStep, id: number): bigint {
  return linksFrom(step.data, id, 'Payment').reduce((sum, link) => sum + foreignUnits(step, Number(link['foreignamount'])), 0n);
}

/** An application that a transform proposed follows the credit's total, unless its amount was set. */
function limitToTotal(step: SaveStep, refunded: bigint): void {
  const { draft, data, isNew } = step;
  if (!isNew) return;
  const { foreign } = precisionsOf(draft, data);
  const most = fromMinorUnits(foreignUnits(step, numberOf(draft, 'total')) - refunded, foreign);
  for (const line of (draft.sublists.get('apply') ?? []).filter((each) => each.values.get('apply') === true && !each.changed.has('amount') && !each.changed.has('apply'))) {
    line.values.set('amount', Math.min(most, lineFigure(line, 'due') ?? 0));
  }
}

/** Lines that bill an order bill no more than is left of it; whether NetSuite would is not known, so more is refused by name. */
function checkBilledLines({ draft, data }: SaveStep): void {
  const own = draft.id === undefined ? [] : linksTo(data, draft.id, 'OrdBill');
  for (const line of itemLines(draft)) {
    const order = lineFigure(line, 'orderdoc');
    if (order === undefined) continue;
    const known = orderLines(data, order).find((each) => each.id === lineFigure(line, 'orderline'));
    if (known === undefined) throw new SuiteScriptFailure('INVALID_LINE_ID', 'The order has no such line.');
    const mine = own.filter((link) => link['previousdoc'] === order && link['previousline'] === known.id)
      .reduce((sum, link) => sum + quantityUnits(Number(link['_quantity'] ?? (known.quantity === undefined ? 1 : 0))), 0n);
    const quantity = known.quantity === undefined ? 1 : lineFigure(line, 'quantity') ?? 0;
    if (quantityUnits(quantity) > quantityUnits(leftToBill(data, known)) + mine) throw new NotEmulated('billing more than is left of an order line');
  }
}

function writeBills({ data, draft }: SaveStep, id: number, written: WrittenLines): void {
  const orders = new Set(removeLinksTo(data, id, 'OrdBill'));
  const ids = written.filter(({ line }) => line.role === 'item').map((each) => each.id);
  for (const [index, line] of itemLines(draft).entries()) {
    const [order, orderLine] = [lineFigure(line, 'orderdoc'), lineFigure(line, 'orderline')];
    if (order === undefined || orderLine === undefined) continue;
    orders.add(order);
    const quantity = lineFigure(line, 'quantity');
    insertLink(data, {
      type: 'OrdBill', previous: { doc: order, line: orderLine }, next: { doc: id, line: ids[index] ?? 0 },
      foreign: Math.abs(lineFigure(line, 'amount') ?? 0), ...(quantity === undefined ? {} : { quantity }),
    });
  }
  for (const order of orders) refreshOrder(data, order);
}

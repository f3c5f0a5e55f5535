import { userError } from '../failures';
import { NotEmulated } from '../../runtime/types';
import { fromMinorUnits } from '../money';
import { checkAccount, defaultAccount, itemAccount, openItemAccount } from '../transactions/accounts';
import { precisionsOf } from '../transactions/currency';
import { computeDueDate, dateToday, documentColumns, loadDocument, removeDocument } from '../transactions/document';
import { computeLines, itemLines, lineFigure, lineText, sumOfAmounts } from '../transactions/item-amounts';
import { lineColumns, loadLines, writeTransactionLines } from '../transactions/line-store';
import type { TransactionLine } from '../transactions/line-store';
import { refreshOpenItem } from '../transactions/open-items';
import { checkParty, checkUsableInSubsidiary, partyRow, sourceFromParty } from '../transactions/parties';
import { compute, numberOf, textOf } from '../type-rules';
import type { SaveStep, TypeRules } from '../type-rules';
import type { LineDraft, RecordDraft } from '../types';

/** Bills: items and expenses against the payable. */
export const VENDOR_BILL_RULES: TypeRules = {
  defaults: dateToday,
  prepare(step) {
    const { draft, data } = step;
    sourceFromParty(step);
    defaultAccount(draft, 'account', () => openItemAccount(data, 'AcctPay', partyRow(draft, data), numberOf(draft, 'subsidiary')));
    computeLines(step);
    const total = fromMinorUnits(sumOfAmounts(step, [...itemLines(draft), ...expenseLines(draft)]), precisionsOf(draft, data).foreign);
    for (const fieldId of ['usertotal', 'total', 'amountremaining']) compute(draft, fieldId, total);
    computeDueDate(step);
  },
  check(step) {
    const { draft, data } = step;
    checkParty(step);
    checkUsableInSubsidiary(step);
    if (itemLines(draft).length + expenseLines(draft).length === 0) throw userError('You must enter at least one line item for this transaction.');
    checkAccount(data, draft, { fieldId: 'account', account: numberOf(draft, 'account') ?? 0 }, ['AcctPay']);
    for (const line of expenseLines(draft)) checkAccount(data, draft, { fieldId: 'account', account: lineFigure(line, 'account') ?? 0 }, undefined);
    if ((numberOf(draft, 'total') ?? 0) < 0) throw new NotEmulated('a vendorbill with a negative total');
  },
  columns: (step, id) => documentColumns(step, id, { foreigntotal: 0 - (numberOf(step.draft, 'total') ?? 0), status: 'A' }),
  written(step, id) {
    writeTransactionLines(step, id, ledgerLines(step));
    refreshOpenItem(step.data, id);
  },
  loaded(draft, row, data) {
    loadLines(draft, data, 'item');
    loadLines(draft, data, 'expense');
    loadDocument(draft, row, data);
  },
  removing: removeDocument,
};

function expenseLines(draft: RecordDraft): readonly LineDraft[] {
  return draft.sublists.get('expense') ?? [];
}

function ledgerLines({ draft, data }: SaveStep): readonly TransactionLine[] {
  const line = (role: string, each: LineDraft, account: number): TransactionLine => ({
    role, lineId: lineText(each, 'line'), foreign: lineFigure(each, 'amount') ?? 0, account, columns: lineColumns(draft, role, each),
  });
  return [
    { role: 'main', foreign: 0 - (numberOf(draft, 'total') ?? 0), account: numberOf(draft, 'account') ?? 0, columns: { memo: textOf(draft, 'memo') ?? null } },
    ...itemLines(draft).map((each) => line('item', each, itemAccount(data, lineFigure(each, 'item') ?? 0, 'purchase'))),
    ...expenseLines(draft).map((each) => line('expense', each, lineFigure(each, 'account') ?? 0)),
  ];
}

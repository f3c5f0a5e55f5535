import { NotEmulated, SuiteScriptFailure } from '../../runtime/types';
import { userError } from '../failures';
import { fromMinorUnits, minorUnits } from '../money';
import { posts } from '../posting-period';
import { checkAccount } from '../transactions/accounts';
import { inBase, precisionsOf } from '../transactions/currency';
import { dateToday, documentColumns, loadDocument, numberDocument, removeDocument } from '../transactions/document';
import { lineFigure, lineText } from '../transactions/item-amounts';
import { foreignUnits, lineColumns, loadLines, writeTransactionLines } from '../transactions/line-store';
import type { TransactionLine } from '../transactions/line-store';
import { checkUsableInSubsidiary, sourceRate } from '../transactions/parties';
import type { SaveStep, TypeRules } from '../type-rules';
import type { LineDraft, RecordDraft } from '../types';

/** Journals: what lines say, as long as debits and credits agree (JE_AMOUNTS_MUST_BALANCE). Unapproved ones do not post. */
export const JOURNAL_RULES: TypeRules = {
  defaults: dateToday,
  prepare(step) {
    sourceRate(step);
    roundLines(step);
    numberDocument(step);
  },
  check(step) {
    const { draft, data } = step;
    if (journalLines(draft).length === 0) throw userError('You must enter at least one line item for this transaction.');
    for (const line of journalLines(draft)) checkLine(step, line);
    checkUsableInSubsidiary(step);
    const open = journalLines(draft).reduce((sum, line) => sum + foreignUnits(step, amountOf(line)), 0n);
    if (open !== 0n) {
      const amount = fromMinorUnits(open, precisionsOf(draft, data).foreign);
      throw new SuiteScriptFailure('JE_AMOUNTS_MUST_BALANCE', `The amounts in a journal entry must balance; they are off by ${String(amount)}.`);
    }
  },
  columns(step, id) {
    const debits = journalLines(step.draft).reduce((sum, line) => sum + foreignUnits(step, lineFigure(line, 'debit')), 0n);
    return documentColumns(step, id, {
      foreigntotal: fromMinorUnits(debits, precisionsOf(step.draft, step.data).foreign), status: posts(step.draft) ? 'B' : 'A',
    });
  },
  written: (step, id) => { writeTransactionLines(step, id, ledgerLines(step)); },
  loaded(draft, row, data) {
    loadLines(draft, data, 'line');
    loadDocument(draft, row, data);
  },
  removing: removeDocument,
};

function journalLines(draft: RecordDraft): readonly LineDraft[] {
  return draft.sublists.get('line') ?? [];
}

/** Debits positive. */
function amountOf(line: LineDraft): number {
  return lineFigure(line, 'debit') ?? 0 - (lineFigure(line, 'credit') ?? 0);
}

/** Amounts at the currency's decimals; a zero beside an amount is no amount. */
function roundLines({ draft, data }: SaveStep): void {
  const { foreign } = precisionsOf(draft, data);
  for (const line of journalLines(draft)) {
    for (const side of ['debit', 'credit']) {
      const value = lineFigure(line, side);
      if (value === undefined) continue;
      const rounded = fromMinorUnits(minorUnits(value, foreign), foreign);
      line.values.set(side, rounded === 0 ? null : rounded);
    }
  }
}

function checkLine({ draft, data }: SaveStep, line: LineDraft): void {
  const account = lineFigure(line, 'account');
  const sides = [lineFigure(line, 'debit'), lineFigure(line, 'credit')].filter((value) => value !== undefined);
  if (account === undefined || sides.length === 0) {
    throw new SuiteScriptFailure('JE_LINE_MISSING_REQD_DATA', 'A line of this journal entry has no account or no amount.');
  }
  if (sides.length === 2) throw new NotEmulated('a journal line with a debit and a credit');
  if ((sides[0] ?? 0) < 0) throw new NotEmulated('a journal line with a negative amount');
  checkAccount(data, draft, { fieldId: 'account', account }, undefined);
}

/** The last line takes what rounding to the base currency leaves, so that the ledger balances to the unit. */
function ledgerLines({ draft, data }: SaveStep): readonly TransactionLine[] {
  const { base } = precisionsOf(draft, data);
  const lines = journalLines(draft);
  const units = lines.map((line) => inBase(draft, amountOf(line), base));
  const rest = units.slice(0, -1).reduce((sum, each) => sum + each, 0n);
  return lines.map((line, index) => ({
    role: 'line', lineId: lineText(line, 'line'), foreign: amountOf(line), base: index === lines.length - 1 ? -rest : units[index] ?? 0n,
    ...(posts(draft) ? { account: lineFigure(line, 'account') ?? 0 } : {}), columns: lineColumns(draft, 'line', line),
  }));
}

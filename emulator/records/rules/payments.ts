import { SuiteScriptFailure } from '../../runtime/types';
import { fromMinorUnits } from '../money';
import { checkAccount, defaultAccount, openItemAccount, systemAccount } from '../transactions/accounts';
import { applicationsOf, computeApplied, showApplications } from '../transactions/applications';
import { inBase, precisionsOf } from '../transactions/currency';
import { dateToday, documentColumns, loadDocument, numberDocument, removeDocument } from '../transactions/document';
import { foreignUnits, writeTransactionLines } from '../transactions/line-store';
import { checkParty, checkUsableInSubsidiary, partyRow, sourceFromParty } from '../transactions/parties';
import { exchangeLines, releaseSettlements, settlementsOf, writeSettlements } from '../transactions/settlement';
import { compute, numberOf, textOf } from '../type-rules';
import type { SaveStep, TypeRules } from '../type-rules';

const BANK_TYPES = ['Bank', 'OthCurrAsset', 'CredCard'];

/** Payments: money in, to undeposited funds unless `undepfunds` is F and a bank account is named, against the receivable. */
export const CUSTOMER_PAYMENT_RULES: TypeRules = {
  ...moneyRules(1),
  prepare(step) {
    const { draft, data } = step;
    prepareMoney(step);
    // A payment that was not set is what is applied.
    if (!draft.changed.has('payment') && (step.isNew || numberOf(draft, 'payment') === undefined)) {
      const applied = applicationsOf(step).reduce((sum, each) => sum + each.units, 0n);
      if (applied > 0n) compute(draft, 'payment', fromMinorUnits(applied, precisionsOf(draft, data).foreign));
    }
    compute(draft, 'total', numberOf(draft, 'payment') ?? null);
    if (textOf(draft, 'undepfunds') !== 'F') compute(draft, 'account', systemAccount(data, 'UndepFunds'));
  },
  columns: (step, id) => documentColumns(step, id, {
    foreigntotal: numberOf(step.draft, 'total') ?? null, status: textOf(step.draft, 'undepfunds') === 'F' ? 'C' : 'B',
  }),
};

/** Refunds: money out against credit memos and what is left of payments. Deposits are not refunded here. */
export const CUSTOMER_REFUND_RULES: TypeRules = {
  ...moneyRules(-1),
  prepare(step) {
    prepareMoney(step);
    const applied = applicationsOf(step).reduce((sum, each) => sum + each.units, 0n);
    compute(step.draft, 'total', fromMinorUnits(applied, precisionsOf(step.draft, step.data).foreign));
  },
  columns: (step, id) => documentColumns(step, id, { foreigntotal: 0 - (numberOf(step.draft, 'total') ?? 0) }),
};

function prepareMoney(step: SaveStep): void {
  const { draft, data } = step;
  sourceFromParty(step);
  defaultAccount(draft, 'aracct', () => openItemAccount(data, 'AcctRec', partyRow(draft, data), numberOf(draft, 'subsidiary')));
  numberDocument(step);
}

/** What payments (1) and refunds (-1) have in common; the sign is the bank account's side. */
function moneyRules(sign: 1 | -1): TypeRules {
  return {
    defaults: dateToday,
    check(step) {
      const { draft, data } = step;
      checkParty(step);
      checkUsableInSubsidiary(step);
      if (draft.definition.id === 'customerpayment' && numberOf(draft, 'account') === undefined) {
        throw new SuiteScriptFailure('USER_ERROR', 'Please enter value(s) for: Account');
      }
      checkAccount(data, draft, { fieldId: 'account', account: numberOf(draft, 'account') ?? 0 }, BANK_TYPES);
      checkAccount(data, draft, { fieldId: 'aracct', account: numberOf(draft, 'aracct') ?? 0 }, ['AcctRec']);
      if (sign === -1 && (numberOf(draft, 'total') ?? 0) === 0) throw new SuiteScriptFailure('NONZERO_AMT_REQD', 'You must apply an amount to at least one credit.');
      computeApplied(step, applicationsOf(step), 0n);
    },
    written: (step, id) => { writeMoney(step, id, sign); },
    loaded(draft, row, data) {
      loadDocument(draft, row, data);
      showApplications(draft, data);
    },
    removing(id, data) {
      releaseSettlements(id, data);
      removeDocument(id, data);
    },
  };
}

function writeMoney(step: SaveStep, id: number, sign: 1 | -1): void {
  const { draft, data } = step;
  const total = numberOf(draft, 'total') ?? 0;
  const receivable = numberOf(draft, 'aracct') ?? 0;
  const own = inBase(draft, total, precisionsOf(draft, data).base);
  const settlements = settlementsOf(step, applicationsOf(step), { total: foreignUnits(step, total), own, usedBefore: 0n, usedBaseBefore: 0n });
  const signed = (amount: number) => (sign === 1 ? amount : 0 - amount);
  writeTransactionLines(step, id, [
    { role: 'main', foreign: signed(total), account: numberOf(draft, 'account') ?? 0, columns: { memo: textOf(draft, 'memo') ?? null } },
    { role: 'ar', foreign: signed(0 - total), base: BigInt(-sign) * own, account: receivable, columns: {} },
    ...exchangeLines(step, settlements, { receivable, sign: sign === 1 ? -1 : 1 }),
  ]);
  writeSettlements(step, id, settlements);
}

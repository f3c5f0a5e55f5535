import type { ObjectRule, OwnershipRow } from './map';

/**
 * Rows that a rule's ledger part stands for: the rate that the document itself carries. Set at create alone, as NetSuite keeps
 * the rate of a transaction's own day.
 */
export function ledgerRows(rule: ObjectRule): readonly OwnershipRow[] {
  const { currency } = rule.parts.ledger ?? {};
  if (currency?.exchangeRate === undefined) return [];
  return [{
    code: `${rule.code}.ledger.exchangerate`, lines: '', target: 'exchangerate', owner: rule.source, kind: 'create_only', path: currency.exchangeRate,
    transform: { kind: 'decimal' }, required: false, onConflict: rule.onConflict, onEmpty: 'keep', group: '', decision: currency.decision,
  }];
}

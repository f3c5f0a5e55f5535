import { resolvePointer, scalarText } from './document';
import type { DocumentValue } from './document';
import type { CompiledMap, ObjectRule, OwnershipRow } from './map';
import type { ReferenceNeed } from './transform';

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

/**
 * The currency that a document says, where no row writes it because NetSuite takes it from the party or from the record it makes
 * the target of. Amounts are numbers without a currency: in another one they are other amounts.
 */
export function statedCurrency({ rule, rows }: CompiledMap, object: DocumentValue): ReferenceNeed | undefined {
  const { currency } = rule.parts.ledger ?? {};
  if (currency === undefined || rows.some(({ lines, target }) => lines === '' && target === 'currency')) return undefined;
  const code = scalarText(resolvePointer(object, currency.path))?.trim() ?? '';
  return code === '' ? undefined : { by: 'field', record: 'currency', field: 'symbol', value: code.toUpperCase(), pointer: currency.path };
}

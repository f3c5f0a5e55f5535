import { totalPointer } from './control-total';
import type { TotalCheck } from './control-total';
import type { FieldValue } from './field-value';
import type { LineSource, ObjectRule, OwnershipRow } from './map';
import type { MappedField, MappedLine } from './mapped-document';
import type { Proposal } from './transform';

/** Key of the line, in the document's own terms: no document has it. */
export const ROUNDING_KEY = 'docket-rounding';

/** The line that takes up the difference of a control total, where the rule has one and the difference is within its limit. */
export function roundingLines(rule: ObjectRule, totals: readonly Extract<TotalCheck, { readonly kind: 'agrees' }>[]): readonly MappedLine[] {
  const rounding = rule.parts.ledger?.rounding;
  if (rounding === undefined) return [];
  const check = totals.find(({ total, rounds }) => rounds && total.name === rounding.total);
  if (check === undefined) return [];
  const source: LineSource = { name: 'rounding', sublist: rounding.sublist, key: ROUNDING_KEY };
  const column = (target: string, proposal: Proposal): MappedField => ({ row: rowOf(rule, rounding.decision, target), proposal, pointer: totalPointer(check.total), whenEmpty: 'keep' });
  const value = (one: FieldValue): Proposal => ({ kind: 'value', value: one, note: 'takes up the rounding difference' });
  const item: Proposal = { kind: 'reference', need: { by: 'field', record: 'item', field: 'itemid', value: rounding.item, pointer: totalPointer(check.total) } };
  return [{
    source,
    key: ROUNDING_KEY,
    columns: [column('item', item), column('quantity', value({ kind: 'decimal', decimal: '1' })), column('rate', value({ kind: 'decimal', decimal: check.remainder }))],
  }];
}

function rowOf(rule: ObjectRule, decision: string, target: string): OwnershipRow {
  return {
    code: `${rule.code}.rounding.${target}`, lines: 'rounding', target, owner: rule.source, kind: 'authoritative', path: '', transform: { kind: 'constant', value: '' },
    required: true, onConflict: rule.onConflict, onEmpty: 'keep', group: '', decision,
  };
}

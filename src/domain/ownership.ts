import { equals, parseDecimal } from './decimal';
import type { OwnershipRow } from './map';
import type { FieldValue } from './transform';

/** What ownership says about one field of one document (design 7). */
export const VERDICTS = ['apply', 'unchanged', 'kept', 'conflict', 'blocked_direction', 'cleared', 'unmapped'] as const;

export type VerdictKind = (typeof VERDICTS)[number];

/** A verdict as replies, events and the queue show it. */
export interface Verdict {
  /** Pointer below the document's root; empty for constants. */
  readonly path: string;
  /** Body field, or `sublist.column`. */
  readonly field: string;
  /** Line key, for sublist columns. */
  readonly line?: string;
  readonly verdict: VerdictKind;
  readonly owner: string;
  readonly decision: string;
}

/** A field's present value, as read from the record: dates as `YYYY-MM-DD`, selects by internal id. */
export type CurrentValue = string | number | boolean | null;

/** Decides a field of a record that does not exist yet. */
export function decideOnCreate(row: OwnershipRow, source: string): VerdictKind {
  if (row.kind === 'never_inbound') return 'blocked_direction';
  return row.owner === source ? 'apply' : 'conflict';
}

/**
 * Decides a field of an existing record. `proposed` is null where the document holds nothing for it.
 * A field that another system owns is never written; an equal value there is `kept`, not a conflict.
 */
export function decideOnUpdate(row: OwnershipRow, source: string, proposed: FieldValue | null, current: CurrentValue): VerdictKind | undefined {
  if (row.kind === 'never_inbound') return proposed === null ? undefined : 'blocked_direction';
  if (proposed === null) return row.onEmpty === 'clear' && mayWrite(row, source) && !isEmpty(current) ? 'cleared' : undefined;
  const same = sameValue(proposed, current);
  if (mayWrite(row, source)) return same ? 'unchanged' : 'apply';
  return same ? 'kept' : 'conflict';
}

function mayWrite(row: OwnershipRow, source: string): boolean {
  return row.kind !== 'create_only' && row.owner === source;
}

function isEmpty(value: CurrentValue): boolean {
  return value === null || value === '';
}

/** Compares by exact value, so that 199 and "199.00" are one. */
export function sameValue(proposed: FieldValue, current: CurrentValue): boolean {
  if (isEmpty(current)) return false;
  const text = String(current);
  switch (proposed.kind) {
    case 'text':
      return proposed.text === text;
    case 'date':
      return proposed.date === text;
    case 'boolean':
      return proposed.boolean === (current === true || text === 'T');
    case 'integer':
      return String(proposed.integer) === text;
    case 'record':
      return String(proposed.internalId) === text;
    case 'decimal': {
      const decimal = parseDecimal(text);
      return decimal !== undefined && equals(decimal, proposed.decimal);
    }
  }
}

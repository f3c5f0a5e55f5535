import { equals, parseDecimal } from './decimal';

/** A value ready for a field. Decimals stay text until the gateway sets them; dates are calendar dates `YYYY-MM-DD`. */
export type FieldValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'decimal'; readonly decimal: string }
  | { readonly kind: 'integer'; readonly integer: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'record'; readonly recordType: string; readonly internalId: number };

/** A field's present value, as read from the record: dates as `YYYY-MM-DD`, selects by internal id. */
export type CurrentValue = string | number | boolean | null;

/** A value as a record that holds it is read back. */
export function valueOnRecord(value: FieldValue): Exclude<CurrentValue, null> {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'decimal':
      return value.decimal;
    case 'integer':
      return value.integer;
    case 'boolean':
      return value.boolean;
    case 'date':
      return value.date;
    case 'record':
      return value.internalId;
  }
}

/** True where the record holds nothing. False and 0 are something. */
function isEmpty(value: CurrentValue): boolean {
  return value === null || value === '';
}

/** Compares by exact value, so that 199 and "199.00" are one; null stands for nothing. */
export function sameValue(proposed: FieldValue | null, current: CurrentValue): boolean {
  if (proposed === null || isEmpty(current)) return proposed === null && isEmpty(current);
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

/** A value as people read it. */
export function shownText(value: FieldValue): string {
  switch (value.kind) {
    case 'text': return value.text;
    case 'decimal': return value.decimal;
    case 'integer': return String(value.integer);
    case 'boolean': return value.boolean ? 'yes' : 'no';
    case 'date': return value.date;
    case 'record': return `${value.recordType} ${String(value.internalId)}`;
  }
}

/** A value as text that is kept beside its object: kind, then value. Nothing is the empty text. */
export function appliedText(value: FieldValue | null): string {
  if (value === null) return '';
  switch (value.kind) {
    case 'text':
      return `text:${value.text}`;
    case 'decimal':
      return `decimal:${value.decimal}`;
    case 'integer':
      return `integer:${String(value.integer)}`;
    case 'boolean':
      return `boolean:${value.boolean ? 'T' : 'F'}`;
    case 'date':
      return `date:${value.date}`;
    case 'record':
      return `record:${value.recordType}:${String(value.internalId)}`;
  }
}

/** Reads what `appliedText` wrote. Text of no known kind is taken as text: it then equals nothing it should not. */
export function appliedValue(text: string): FieldValue | null {
  if (text === '') return null;
  const at = text.indexOf(':');
  const rest = text.slice(at + 1);
  switch (text.slice(0, Math.max(0, at))) {
    case 'decimal':
      return { kind: 'decimal', decimal: parseDecimal(rest) ?? '0' };
    case 'integer':
      return { kind: 'integer', integer: Number(rest) };
    case 'boolean':
      return { kind: 'boolean', boolean: rest === 'T' };
    case 'date':
      return { kind: 'date', date: rest };
    case 'record': {
      const colon = rest.lastIndexOf(':');
      return { kind: 'record', recordType: rest.slice(0, Math.max(0, colon)), internalId: Number(rest.slice(colon + 1)) };
    }
    default:
      return { kind: 'text', text: rest };
  }
}

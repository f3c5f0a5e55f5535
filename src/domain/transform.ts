import { isDocumentObject, resolvePointer, scalarText } from './document';
import type { DocumentValue } from './document';
import { negate, parseDecimal } from './decimal';
import type { OwnershipRow, Transform } from './map';
import type { ProblemDetail } from './reasons';

/** A value ready for a field. Decimals stay text until the gateway sets them; dates are calendar dates `YYYY-MM-DD`. */
export type FieldValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'decimal'; readonly decimal: string }
  | { readonly kind: 'integer'; readonly integer: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'record'; readonly recordType: string; readonly internalId: number };

/** A record that the document names and NetSuite must have. */
export type ReferenceNeed =
  | { readonly by: 'field'; readonly record: string; readonly field: string; readonly value: string; readonly pointer: string }
  | { readonly by: 'rule'; readonly record: string; readonly documentType: string; readonly document: DocumentValue; readonly pointer: string };

/** What a row makes of the document. */
export type Proposal =
  | { readonly kind: 'value'; readonly value: FieldValue }
  | { readonly kind: 'reference'; readonly need: ReferenceNeed }
  | { readonly kind: 'empty' }
  | { readonly kind: 'problem'; readonly problem: ProblemDetail };

/** What a row reads from: the document or one line's element, where that stands, and the source's binding. */
export interface RowInput {
  readonly element: DocumentValue;
  /** Pointer of `element` below the document's root. */
  readonly elementPointer: string;
  readonly binding: Readonly<Record<string, string | number>>;
}

/** Evaluates one row of the map. Pure; says what is wrong instead of throwing. */
export function proposeValue(row: OwnershipRow, input: RowInput): Proposal {
  const { transform } = row;
  const pointer = `${input.elementPointer}${row.path}`;
  switch (transform.kind) {
    case 'constant':
      return { kind: 'value', value: constantValue(transform.value) };
    case 'binding':
      return bindingValue(transform.name, input.binding);
    case 'reference':
      return referenceProposal(row, transform, input);
    case 'text':
    case 'decimal':
    case 'integer':
    case 'date': {
      const found = resolvePointer(input.element, row.path) ?? null;
      if (found === null) return { kind: 'empty' };
      const text = scalarText(found)?.trim();
      if (text === undefined) return invalid(pointer, 'A single value is expected here.');
      return text === '' ? { kind: 'empty' } : scalarProposal(transform, text, pointer);
    }
    default:
      return invalid(pointer, `The transform "${transform.kind}" is not carried out yet.`);
  }
}

function constantValue(value: string | number | boolean): FieldValue {
  if (typeof value === 'boolean') return { kind: 'boolean', boolean: value };
  return typeof value === 'number' ? { kind: 'decimal', decimal: String(value) } : { kind: 'text', text: value };
}

function bindingValue(name: string, binding: RowInput['binding']): Proposal {
  const value = Object.prototype.hasOwnProperty.call(binding, name) ? binding[name] : undefined;
  if (value === undefined) {
    return invalid('', `The source's binding in the settings has no "${name}".`);
  }
  if (typeof value === 'number') return { kind: 'value', value: { kind: 'record', recordType: name, internalId: value } };
  return { kind: 'value', value: { kind: 'text', text: value } };
}

function referenceProposal(row: OwnershipRow, transform: Extract<Transform, { readonly kind: 'reference' }>, input: RowInput): Proposal {
  const pointer = `${input.elementPointer}${row.path}`;
  const found = resolvePointer(input.element, row.path) ?? null;
  if (transform.by === 'rule') {
    if (found === null) return { kind: 'empty' };
    if (!isDocumentObject(found)) return invalid(pointer, `An embedded ${transform.documentType} is expected here.`);
    return { kind: 'reference', need: { by: 'rule', record: transform.record, documentType: transform.documentType, document: found, pointer } };
  }
  if (transform.by === 'value_map') return invalid(pointer, 'Value maps are not read yet.');
  const value = transform.value ?? (found === null ? '' : scalarText(found)?.trim());
  if (value === undefined) return invalid(pointer, 'A single value is expected here.');
  if (value === '') return { kind: 'empty' };
  return { kind: 'reference', need: { by: 'field', record: transform.record, field: transform.field, value, pointer } };
}

type ScalarTransform = Extract<OwnershipRow['transform'], { readonly kind: 'text' | 'decimal' | 'integer' | 'date' }>;

function scalarProposal(transform: ScalarTransform, text: string, pointer: string): Proposal {
  switch (transform.kind) {
    case 'text': {
      const max = transform.max ?? 300;
      if (text.length <= max) return { kind: 'value', value: { kind: 'text', text } };
      return { kind: 'problem', problem: { pointer, code: 'value_too_long', message: `The text has ${String(text.length)} characters; the field takes ${String(max)}.` } };
    }
    case 'decimal': {
      const decimal = parseDecimal(text);
      if (decimal === undefined) return invalid(pointer, `"${shown(text)}" is not a decimal.`);
      return { kind: 'value', value: { kind: 'decimal', decimal: transform.negate === true ? negate(decimal) : decimal } };
    }
    case 'integer':
      return integerProposal(text, pointer);
    case 'date': {
      const date = calendarDate(text);
      return date === undefined ? invalid(pointer, `"${shown(text)}" is not a date.`) : { kind: 'value', value: { kind: 'date', date } };
    }
  }
}

function integerProposal(text: string, pointer: string): Proposal {
  const integer = /^-?\d{1,15}$/.test(text) ? Number(text) + 0 : undefined;
  return integer === undefined ? invalid(pointer, `"${shown(text)}" is not an integer.`) : { kind: 'value', value: { kind: 'integer', integer } };
}

function invalid(pointer: string, message: string): Proposal {
  return { kind: 'problem', problem: { pointer, code: 'value_invalid', message } };
}

/** A value as a message may show it: short, and only what was sent. */
function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The calendar date of an ISO date or date-time as its writer saw it, `YYYY-MM-DD`. Undefined where it is none. */
export function calendarDate(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return undefined;
  const date = text.slice(0, 10);
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const days = DAYS_IN_MONTH[month - 1];
  if (days === undefined || day < 1 || day > days) return undefined;
  return month === 2 && day === 29 && !isLeapYear(year) ? undefined : date;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

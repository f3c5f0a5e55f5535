import type { CalendarDateIn } from './calendar';
import { holdsAll } from './condition';
import { currencyExponent, majorUnits } from './currency-exponents';
import type { ExponentOverrides } from './currency-exponents';
import { parseDecimal } from './decimal';
import { isDocumentObject, resolvePointer, scalarText } from './document';
import type { DocumentObject, DocumentValue } from './document';
import type { FieldValue } from './field-value';
import type { Emptiness, OwnershipRow } from './map';
import type { TakenField, Transform } from './map-transform';
import { idText } from './object-id';
import type { ProblemDetail } from './reasons';
import { amountValue, inCase, invalid, scalarValue, shown, textValue } from './scalar-transform';

export type { FieldValue } from './field-value';

/** A record, or a value, that the document names and NetSuite must have. */
export type ReferenceNeed =
  | { readonly by: 'field'; readonly record: string; readonly field: string; readonly value: string; readonly pointer: string }
  /** The document that brings the record, embedded; or only its id. */
  | { readonly by: 'rule'; readonly record: string; readonly documentType: string; readonly document: DocumentObject | string; readonly take?: TakenField; readonly pointer: string }
  /** An entry of a value map; `record` where it must name a record of this type, else its text counts. */
  | { readonly by: 'value_map'; readonly map: string; readonly value: string; readonly record: string | undefined; readonly pointer: string };

/** What a row makes of the document. */
export type Proposal =
  | { readonly kind: 'value'; readonly value: FieldValue; readonly note?: string }
  | { readonly kind: 'reference'; readonly need: ReferenceNeed }
  | { readonly kind: 'empty'; readonly how: Emptiness }
  | { readonly kind: 'problem'; readonly problem: ProblemDetail };

/** What a row reads from: the document or one line's element, where that stands, and what is known around it. */
export interface RowInput {
  readonly element: DocumentValue;
  /** Pointer of `element` below the document's root. */
  readonly elementPointer: string;
  /** The whole object, for conditions and currencies that stand beside the lines. */
  readonly object: DocumentValue;
  readonly binding: Readonly<Record<string, string | number>>;
  readonly exponents: ExponentOverrides;
  readonly calendarDateIn: CalendarDateIn;
}

/** What a row reads in this document: conditionals are followed to the branch that holds. */
export interface ReadPlace {
  readonly path: string;
  /** Undefined: no branch holds. */
  readonly transform: Exclude<Transform, { readonly kind: 'when' }> | undefined;
}

/** Follows a row's conditionals to what is read. */
export function placeOf(row: Pick<OwnershipRow, 'path' | 'transform'>, input: RowInput): ReadPlace {
  const { path, transform } = row;
  if (transform.kind !== 'when') return { path, transform };
  const branch = holdsAll(transform.when, input) ? transform.then : transform.else;
  return branch === undefined ? { path, transform: undefined } : placeOf({ path: branch.path ?? path, transform: branch.transform }, input);
}

/** Evaluates what a row reads. Pure; says what is wrong instead of throwing. */
export function proposeValue({ path, transform }: ReadPlace, input: RowInput): Proposal {
  const pointer = `${input.elementPointer}${path}`;
  if (transform === undefined) return { kind: 'empty', how: 'absent' };
  switch (transform.kind) {
    case 'constant':
      return { kind: 'value', value: constantValue(transform.value) };
    case 'binding':
      return bindingValue(transform.name, input.binding);
    case 'concat':
      return concatenation(transform, input);
    case 'reference':
      if (transform.by === 'rule') return broughtRecord(transform, resolvePointer(input.element, path), pointer);
      if (transform.by === 'field' && transform.value !== undefined) return reference({ ...transform, value: transform.value }, pointer);
      return withText(input, path, (text) => reference({ ...transform, value: text }, pointer));
    case 'value_map':
      return withText(input, path, (text) => ({ kind: 'reference', need: { by: 'value_map', map: transform.map, value: text, record: undefined, pointer } }));
    case 'minor_units':
      return withText(input, path, (text) => minorUnits(transform, text, pointer, input));
    case 'text':
    case 'decimal':
    case 'integer':
    case 'boolean':
    case 'date':
    case 'epoch':
      return withText(input, path, (text) => scalarValue(transform, text, pointer, input.calendarDateIn));
  }
}

/** Reads one text below the element, and says how it is empty where it is. */
function withText(input: RowInput, path: string, read: (text: string) => Proposal): Proposal {
  const found = resolvePointer(input.element, path);
  if (found === undefined) return { kind: 'empty', how: 'absent' };
  if (found === null) return { kind: 'empty', how: 'null' };
  const text = scalarText(found)?.trim();
  if (text === undefined) return invalid(`${input.elementPointer}${path}`, 'A single value is expected here.');
  return text === '' ? { kind: 'empty', how: 'blank' } : read(text);
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

type LookedUp = Extract<Transform, { readonly kind: 'reference'; readonly by: 'field' | 'value_map' }> & { readonly value: string };

function reference(transform: LookedUp, pointer: string): Proposal {
  const { record, value } = transform;
  if (transform.by === 'value_map') return { kind: 'reference', need: { by: 'value_map', map: transform.map, value, record, pointer } };
  return { kind: 'reference', need: { by: 'field', record, field: transform.field, value: inCase(value, transform.case), pointer } };
}

/** The embedded document of another type, or the id that it will carry. */
export function broughtRecord(
  transform: { readonly record: string; readonly documentType: string; readonly take?: TakenField },
  found: DocumentValue | undefined,
  pointer: string,
): Proposal {
  const { record, documentType, take } = transform;
  if (found === undefined) return { kind: 'empty', how: 'absent' };
  if (found === null) return { kind: 'empty', how: 'null' };
  const document = isDocumentObject(found) ? found : idText(found);
  if (document === undefined) return invalid(pointer, `An embedded ${documentType}, or its id, is expected here.`);
  return document === '' ? { kind: 'empty', how: 'blank' } : { kind: 'reference', need: { by: 'rule', record, documentType, document, pointer, ...(take === undefined ? {} : { take }) } };
}

function minorUnits(transform: Extract<Transform, { readonly kind: 'minor_units' }>, text: string, pointer: string, input: RowInput): Proposal {
  const decimal = parseDecimal(text);
  if (decimal === undefined) return invalid(pointer, `"${shown(text)}" is not an amount in smallest units.`);
  const { currency } = transform;
  const code = scalarText(resolvePointer(input.element, currency) ?? resolvePointer(input.object, currency));
  const exponent = code === undefined ? undefined : currencyExponent(code, input.exponents);
  if (exponent === undefined) return invalid(currency, 'A currency code is expected here: it says what the smallest unit is.');
  return amountValue(majorUnits(decimal, exponent), text, pointer, transform);
}

/** Joins its parts; where every path is empty, there is nothing. */
function concatenation(transform: Extract<Transform, { readonly kind: 'concat' }>, input: RowInput): Proposal {
  const texts: string[] = [];
  let filled = false;
  let at = '';
  for (const part of transform.parts) {
    if ('text' in part) {
      texts.push(part.text);
      continue;
    }
    if (at === '') at = `${input.elementPointer}${part.path}`;
    const found = resolvePointer(input.element, part.path) ?? null;
    const text = found === null ? '' : scalarText(found)?.trim();
    if (text === undefined) return invalid(`${input.elementPointer}${part.path}`, 'A single value is expected here.');
    if (text === '') continue;
    filled = true;
    texts.push(text);
  }
  return filled ? textValue(texts.join(transform.separator ?? '').trim(), at, transform) : { kind: 'empty', how: 'absent' };
}

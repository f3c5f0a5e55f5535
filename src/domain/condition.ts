import { equals, isZero, parseDecimal } from './decimal';
import { resolvePointer, scalarText } from './document';
import type { DocumentValue } from './document';

/** A plain value as map files write it. */
export type PlainValue = string | number | boolean;

interface ConditionPlace {
  /** JSON pointer below the line's element where there is one, else below the object. */
  readonly path: string;
  /** In a line: the pointer counts from the object, not from the line's element. */
  readonly of?: 'object';
}

/** A test of one path of a document. Numbers compare by value, everything else as text: `true` and `"true"` are one. */
export type Condition = ConditionPlace &
  (
    | { readonly present: boolean }
    | { readonly equals: PlainValue }
    | { readonly notEquals: PlainValue }
    | { readonly oneOf: readonly PlainValue[] }
    | { readonly sign: 'positive' | 'negative' | 'zero' | 'not_zero' }
  );

/** What conditions are judged on. */
export interface ConditionInput {
  readonly element: DocumentValue;
  readonly object: DocumentValue;
}

/** True where every condition holds; with none, it holds. */
export function holdsAll(conditions: readonly Condition[], input: ConditionInput): boolean {
  return conditions.every((condition) => holds(condition, input));
}

/** Judges one condition. What is absent or null equals nothing, and has no sign. */
export function holds(condition: Condition, input: ConditionInput): boolean {
  const value = resolvePointer(condition.of === 'object' ? input.object : input.element, condition.path) ?? null;
  if ('present' in condition) return (value !== null) === condition.present;
  if ('equals' in condition) return sameAs(value, condition.equals);
  if ('notEquals' in condition) return !sameAs(value, condition.notEquals);
  if ('oneOf' in condition) return condition.oneOf.some((one) => sameAs(value, one));
  return hasSign(value, condition.sign);
}

function sameAs(value: DocumentValue, expected: PlainValue): boolean {
  const text = scalarText(value);
  if (text === undefined) return false;
  if (typeof expected !== 'number') return text === String(expected);
  const [decimal, wanted] = [parseDecimal(text), parseDecimal(String(expected))];
  return decimal !== undefined && wanted !== undefined && equals(decimal, wanted);
}

function hasSign(value: DocumentValue, sign: 'positive' | 'negative' | 'zero' | 'not_zero'): boolean {
  const text = scalarText(value);
  const decimal = text === undefined ? undefined : parseDecimal(text);
  if (decimal === undefined) return false;
  switch (sign) {
    case 'zero':
      return isZero(decimal);
    case 'not_zero':
      return !isZero(decimal);
    case 'positive':
      return !isZero(decimal) && !decimal.startsWith('-');
    case 'negative':
      return !isZero(decimal) && decimal.startsWith('-');
  }
}

import { holdsAll } from './condition';
import { currencyExponent, majorUnits } from './currency-exponents';
import type { ExponentOverrides } from './currency-exponents';
import { add, formatMoney, isWithin, multiply, parseDecimal, subtract } from './decimal';
import type { DecimalText } from './decimal';
import { escapeToken, resolvePointer, scalarText } from './document';
import type { DocumentValue } from './document';
import type { ControlTotal, TotalTerm } from './map';
import type { ProblemDetail } from './reasons';

/** What a control total came to in one document. Amounts in major units of the document's currency. */
export type TotalCheck =
  | {
      readonly kind: 'agrees';
      readonly total: ControlTotal;
      readonly expected: DecimalText;
      /** What the document's total has over the sum of its parts; beyond the tolerance, a rounding line takes it up. */
      readonly remainder: DecimalText;
      readonly rounds: boolean;
    }
  | { readonly kind: 'problem'; readonly problem: ProblemDetail };

/** What decides a check besides the document. */
export interface TotalLimits {
  /** Largest difference that a rounding line takes up; undefined: there is none. */
  readonly rounding: DecimalText | undefined;
  readonly exponents: ExponentOverrides;
}

/** Checks one control total of a document, exactly, before anything is written (design 7). */
export function checkTotal(total: ControlTotal, document: DocumentValue, limits: TotalLimits): TotalCheck {
  const stated = statedTotal(total, document);
  if (typeof stated !== 'string') return { kind: 'problem', problem: stated };
  const plus = sumOf(total.add, document);
  const minus = sumOf(total.subtract, document);
  if (typeof plus !== 'string') return { kind: 'problem', problem: plus };
  if (typeof minus !== 'string') return { kind: 'problem', problem: minus };
  const exponent = exponentOf(total, document, limits.exponents);
  if (typeof exponent !== 'number') return { kind: 'problem', problem: exponent };
  const expected = majorUnits(stated, exponent);
  const computed = majorUnits(subtract(plus, minus), exponent);
  const difference = subtract(expected, computed);
  if (isWithin(difference, total.tolerance ?? '0')) return { kind: 'agrees', total, expected, remainder: difference, rounds: false };
  if (limits.rounding !== undefined && isWithin(difference, limits.rounding)) return { kind: 'agrees', total, expected, remainder: difference, rounds: true };
  const message = `The ${total.name} adds up to ${formatMoney(computed)}, but the document says ${formatMoney(expected)} (difference ${formatMoney(subtract(computed, expected))}).`;
  return { kind: 'problem', problem: { pointer: totalPointer(total), code: 'totals_differ', message } };
}

/** Where the document says its total. */
export function totalPointer({ equals }: ControlTotal): string {
  if (typeof equals === 'string') return equals;
  return 'path' in equals ? equals.path : equals.each;
}

function statedTotal(total: ControlTotal, document: DocumentValue): DecimalText | ProblemDetail {
  const { equals } = total;
  const pointer = totalPointer(total);
  const stated = typeof equals !== 'string' && 'each' in equals && resolvePointer(document, pointer) !== undefined
    ? sumOfProducts(equals, document) : decimalAt(document, pointer);
  return stated ?? { pointer, code: 'required_path_missing', message: `The ${total.name} has no amount here.` };
}

/** 0 where the document's amounts are in major units. */
function exponentOf({ name, minorUnitsOf }: ControlTotal, document: DocumentValue, exponents: ExponentOverrides): number | ProblemDetail {
  if (minorUnitsOf === undefined) return 0;
  const exponent = currencyExponent(scalarText(resolvePointer(document, minorUnitsOf)) ?? '', exponents);
  const message = `The ${name} is in smallest units; a currency code is expected here to say which.`;
  return exponent ?? { pointer: minorUnitsOf, code: 'value_invalid', message };
}

/** Compares the total that NetSuite saved with the document's. Undefined: they agree, or the record has no field for it. */
export function checkSavedTotal(total: ControlTotal, expected: DecimalText, saved: DecimalText | undefined): ProblemDetail | undefined {
  if (total.savedField === undefined) return undefined;
  if (saved !== undefined && isWithin(subtract(saved, expected), total.tolerance ?? '0')) return undefined;
  const found = saved === undefined ? 'no amount' : formatMoney(saved);
  return { pointer: totalPointer(total), code: 'saved_total_differs', message: `The document says ${formatMoney(expected)}, NetSuite saved ${found} in "${total.savedField}".` };
}

function sumOf(terms: readonly TotalTerm[], document: DocumentValue): DecimalText | ProblemDetail {
  let sum: DecimalText = '0';
  for (const term of terms) {
    const value = 'path' in term ? amountAt(document, term) : sumOfProducts(term, document);
    if (typeof value !== 'string') return value;
    sum = add(sum, value);
  }
  return sum;
}

/** An amount that is not there, or does not count here, is nothing; one that cannot be read is never taken for nothing. */
function amountAt(document: DocumentValue, { path: pointer, where }: Extract<TotalTerm, { readonly path: string }>): DecimalText | ProblemDetail {
  if (!holdsAll(where ?? [], { element: document, object: document })) return '0';
  const found = resolvePointer(document, pointer) ?? null;
  if (found === null) return '0';
  return decimalAt(document, pointer) ?? { pointer, code: 'value_invalid', message: 'A decimal is needed here to check the total.' };
}

function sumOfProducts(term: Extract<TotalTerm, { readonly each: string }>, document: DocumentValue): DecimalText | ProblemDetail {
  const elements = resolvePointer(document, term.each);
  if (elements === undefined || elements === null) return '0';
  if (!Array.isArray(elements)) return { pointer: term.each, code: 'value_invalid', message: 'A list of lines is expected here.' };
  let sum: DecimalText = '0';
  for (const [index, element] of (elements as readonly DocumentValue[]).entries()) {
    if (!holdsAll(term.where ?? [], { element, object: document })) continue;
    let product: DecimalText = '1';
    for (const member of term.product) {
      const pointer = `/${escapeToken(member)}`;
      const factor = decimalAt(element, pointer);
      if (factor === undefined) {
        return { pointer: `${term.each}/${String(index)}${pointer}`, code: 'required_path_missing', message: 'A decimal is needed here to check the total.' };
      }
      product = multiply(product, factor);
    }
    sum = add(sum, product);
  }
  return sum;
}

function decimalAt(document: DocumentValue, pointer: string): DecimalText | undefined {
  const text = scalarText(resolvePointer(document, pointer));
  return text === undefined ? undefined : parseDecimal(text);
}

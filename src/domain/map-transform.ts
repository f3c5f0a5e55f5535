import type { Condition, PlainValue } from './condition';

/** What happens to a text that its field cannot hold: refused, or cut with a note in the verdict. Never cut in silence. */
export type TooLong = 'refuse' | 'cut';

/** One piece of a concatenation. */
export type ConcatPart = { readonly path: string } | { readonly text: string };

/** One side of a conditional: its own path where it reads another than the row's. */
export interface TransformBranch {
  readonly path?: string;
  readonly transform: Transform;
}

/**
 * How a value of the document becomes a field value.
 *
 * | Kind | Result |
 * |---|---|
 * | `text` | trimmed, in the case named; longer than `max` characters: `tooLong` decides |
 * | `decimal` | exact; more than `scale` places behind the point are refused, never rounded |
 * | `integer` | exact |
 * | `boolean` | one of the words named; without any: true/false, yes/no, t/f, y/n, 1/0 in either case |
 * | `date` | the calendar date as written, or the date in a named zone of the moment that a time with its offset names |
 * | `epoch` | the calendar date of an epoch time in a named zone |
 * | `minor_units` | an amount in a currency's smallest unit, moved by the ISO 4217 exponent of the currency at `currency` |
 * | `concat` | its parts, empty ones left out, joined |
 * | `when` | what the branch of the condition makes; without an `else`: nothing |
 */
export type Transform =
  | { readonly kind: 'text'; readonly max?: number; readonly case?: 'upper' | 'lower'; readonly tooLong?: TooLong }
  | { readonly kind: 'decimal'; readonly negate?: boolean; readonly absolute?: boolean; readonly scale?: number }
  | { readonly kind: 'integer' }
  | { readonly kind: 'boolean'; readonly true?: readonly string[]; readonly false?: readonly string[] }
  | { readonly kind: 'date'; readonly zone?: string }
  | { readonly kind: 'epoch'; readonly unit: 'seconds' | 'milliseconds'; readonly zone: string }
  | { readonly kind: 'constant'; readonly value: PlainValue }
  /** A value of the source's binding in the settings, such as its subsidiary. */
  | { readonly kind: 'binding'; readonly name: string }
  /** The value that the value map of this name holds for the source's value. */
  | { readonly kind: 'value_map'; readonly map: string }
  /** `currency` is a pointer below the line's element, else below the object. */
  | { readonly kind: 'minor_units'; readonly currency: string; readonly negate?: boolean; readonly absolute?: boolean }
  | { readonly kind: 'concat'; readonly parts: readonly ConcatPart[]; readonly separator?: string; readonly max?: number; readonly tooLong?: TooLong }
  | { readonly kind: 'when'; readonly when: readonly Condition[]; readonly then: TransformBranch; readonly else?: TransformBranch }
  | ReferenceTransform;

/** How a row finds the record that the document names. */
export type ReferenceTransform =
  /**
   * The record of this type whose `field` (`externalid` included) holds the value of the path, or the constant `value`. `case`:
   * what the value is written in before it is looked for, where the source writes `usd` and NetSuite `USD`.
   */
  | { readonly kind: 'reference'; readonly record: string; readonly by: 'field'; readonly field: string; readonly value?: string; readonly case?: 'upper' | 'lower' }
  /** The record that the value map of this name holds for the source's value. */
  | { readonly kind: 'reference'; readonly record: string; readonly by: 'value_map'; readonly map: string }
  /**
   * The record that another document type of the same source brings. The path holds that document, which is brought first,
   * or only its id: then the operation waits until that document has come. With `take` the value is what a field of that record
   * points at: a refund names its order alone, and its customer is the order's.
   */
  | { readonly kind: 'reference'; readonly record: string; readonly by: 'rule'; readonly documentType: string; readonly take?: TakenField };

/** A field of the record that was found, and the type of record it points at. */
export interface TakenField {
  readonly field: string;
  readonly record: string;
}

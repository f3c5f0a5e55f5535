import { REASONS } from './reasons';
import type { ReasonClass, ReasonCode } from './reasons';
import { NO_SIGNAL, SIGNALS } from './signals';
import type { Signal } from './signals';

/** An error as NetSuite named it. */
export interface ObservedError {
  readonly name: string;
  readonly message: string;
}

/** Characters of a text that are read: what it says, it says at its beginning. */
const READ_CHARACTERS = 2_000;

/**
 * Classifies an error of a target's load or save, once it is known to have had no effect (design 5, 8): by the first row of the
 * signals table that fits. Never throws; what fits no row is unclassified.
 */
export function classifyObserved(error: ObservedError): ReasonCode {
  const text = error.message.slice(0, READ_CHARACTERS);
  return SIGNALS.find((signal) => fits(signal, error.name, text))?.reason ?? NO_SIGNAL;
}

function fits(signal: Signal, name: string, text: string): boolean {
  return (signal.names.length === 0 || signal.names.includes(name)) && (signal.text === undefined || signal.text.test(text));
}

/** Classes that heal without anybody (design 8). */
const HEALS: readonly ReasonClass[] = ['transient', 'concurrency'];

/** True where a machine may do the same work again once the effect is proven absent, of what `classifyObserved` gave. */
export function retriesByItself(code: ReasonCode): boolean {
  return HEALS.includes(REASONS[code].class);
}

/** Texts that name fields of the record, by label or by id; several are divided by commas. */
const NAMING_FIELDS: readonly RegExp[] = [
  /please (?:enter|choose|select)(?: a)? value(?:\(s\))? for:? {0,3}([^\s:][^\n]{0,1000})/i,
  /for the following fields?:? {0,3}([\w.]{1,100})/i,
  /the field ([\w.]{1,100}) contained more than/i,
  /invalid ([\w.]{1,100}) reference key/i,
  /field ([\w.]{1,100}) (?:does not exist|is not (?:a valid|defined))/i,
];

/** Most fields that are read out of one text. */
const MOST_FIELDS = 20;

/** The fields that an error names, as it names them: labels or ids. Empty where it names none. */
export function namedFields({ message }: ObservedError): readonly string[] {
  const text = message.slice(0, READ_CHARACTERS);
  for (const pattern of NAMING_FIELDS) {
    const [, listed] = pattern.exec(text) ?? [];
    if (listed !== undefined) return listed.split(',').map((field) => field.trim().replace(/\.$/, '').slice(0, 100)).filter((field) => field !== '').slice(0, MOST_FIELDS);
  }
  return [];
}

/** The internal id that "Invalid x reference key 5" names; undefined where the text names none, or names a subsidiary beside it. */
export function namedReference({ message }: ObservedError): { readonly field: string; readonly internalId: number } | undefined {
  const [, field, id] = /invalid ([\w.]{1,100}) reference key (\d{1,15})\.?$/i.exec(message.slice(0, READ_CHARACTERS).trim()) ?? [];
  return field === undefined || id === undefined ? undefined : { field, internalId: Number(id) };
}

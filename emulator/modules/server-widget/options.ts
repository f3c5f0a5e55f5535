import { NotEmulated, SuiteScriptFailure } from '../../runtime/types';
import { optionsOf, wrongType, type Options } from '../arguments';
import type { GuestMembers } from '../types';

/** The options of a call whose named members have to be given, if only as an empty text. SSS_MISSING_REQD_ARGUMENT. */
export function givenOptions(args: readonly unknown[], call: string, names: readonly string[]): Options {
  const options = optionsOf(args);
  for (const name of names) {
    if (options[name] === undefined || options[name] === null) throw missing(call, name);
  }
  return options;
}

export function missing(call: string, name: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_MISSING_REQD_ARGUMENT', `${call}: Missing a required argument: ${name}`);
}

/** A member of an enumeration, as its key in capitals; samples of the help center write them in lower case too. What another value does is not documented. */
export function chosen<T extends string>(values: readonly T[], given: unknown, what: string): T {
  const found = values.find((value) => value.toLowerCase() === String(given).toLowerCase());
  if (found === undefined) throw new NotEmulated(`${what} ${String(given)}`);
  return found;
}

/** Ids are lower case and have no spaces; on a page that exists already they begin with custpage (section_4337905245). What NetSuite does with others is not documented. */
export function checkedId(id: unknown, what: string, isExistingPage: boolean): string {
  const text = String(id);
  if (text !== text.toLowerCase() || /\s/.test(text)) throw new NotEmulated(`the id "${text}" of a ${what}: it has to be lower case, without spaces`);
  if (isExistingPage && !text.startsWith('custpage')) throw new NotEmulated(`the id "${text}" of a ${what} on an existing page: it has to begin with custpage`);
  return text;
}

/** A text or number that was given; undefined for anything else. */
export function optionalText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Text that a script sets. WRONG_PARAMETER_TYPE for anything but text, a number or nothing. */
export function textOf(value: unknown, call: string, name: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw wrongType(call, name, 'string');
}

export function numberOf(value: unknown, call: string, name: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw wrongType(call, name, 'number');
}

/** A property that a script reads and writes. */
export interface Property {
  readonly get: () => unknown;
  readonly set: (value: unknown) => void;
}

/** Properties as getters and setters of a guest object. */
export function withProperties(properties: Readonly<Record<string, Property>>): Pick<GuestMembers, 'getters' | 'setters'> {
  const entries = Object.entries(properties);
  return {
    getters: Object.fromEntries(entries.map(([name, { get }]) => [name, () => get() ?? null])),
    setters: Object.fromEntries(entries.map(([name, { set }]) => [name, set])),
  };
}

import { SuiteScriptFailure } from '../runtime/types';
import { wrongType } from './arguments';

/** Addresses of people in the account. */
export interface MailAddresses {
  /** Undefined for what is no active employee; empty where they have no address. */
  employeeEmail(id: number): string | undefined;
  /** Address of an entity; undefined where there is none, or it has none. */
  entityEmail(id: number): string | undefined;
}

interface AddressKind {
  readonly call: string;
  readonly name: string;
  /** Error name for an address that is none. */
  readonly error: string;
  readonly word: string;
}

const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/;

/** Recipients as addresses: one or several, each an address or an entity's internal id. */
export function addressesOf(people: MailAddresses, given: unknown, kind: AddressKind): readonly string[] {
  if (given === undefined || given === null) return [];
  const all: readonly unknown[] = Array.isArray(given) ? given : [given];
  return all.map((each) => addressOf(people, each, kind));
}

function addressOf(people: MailAddresses, given: unknown, { call, name, error, word }: AddressKind): string {
  if (typeof given !== 'number' && typeof given !== 'string') throw wrongType(call, name, 'number|string|Array<number|string>');
  const isId = typeof given === 'number' || /^\d+$/.test(given);
  const address = isId ? people.entityEmail(Number(given)) : given.trim();
  if (address === undefined || !ADDRESS.test(address)) throw new SuiteScriptFailure(error, `One or more ${word} emails are not valid.`);
  return address;
}

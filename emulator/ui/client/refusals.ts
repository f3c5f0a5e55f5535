import { showFault } from './banners';

/** Something that NetSuite's browser API has and this one does not: refused by name, and said on the page even where a script swallows it. */
export function notEmulated(subject: string): Error {
  const error = new Error(`The emulator's browser does not emulate ${subject}. It refuses rather than guess.`);
  error.name = 'EMULATOR_NOT_IMPLEMENTED';
  showFault(error);
  return error;
}

/** An error as scripts of the platform get it. */
export function scriptError(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** Members that the loader, promises and debuggers look for on anything they are handed. */
const PROBED: ReadonlySet<string> = new Set(['then', 'toJSON', 'default', '__esModule', 'constructor', 'prototype']);

/** An object of the API that answers what it has and refuses the rest by name. */
export function apiObject<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || PROBED.has(key)) return Reflect.get(target, key, receiver) as unknown;
      throw notEmulated(`${name}.${key}`);
    },
  });
}

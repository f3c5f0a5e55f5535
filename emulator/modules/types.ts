import type { Execution } from '../runtime/types';

/**
 * Makes values inside the script's own realm, so that `instanceof Array` and the like behave there as in NetSuite.
 * Everything handed to a script goes through it.
 */
export interface GuestRealm {
  /** Deep-copies plain data (arrays, plain objects, Date, primitives) into the realm. */
  toGuest(value: unknown): unknown;
  /** A guest Date at this instant. */
  date(epochMs: number): unknown;
  /** True for a Date of this realm; `dateMs` reads it. */
  isDate(value: unknown): boolean;
  dateMs(value: unknown): number;
  /** A SuiteScriptError of the realm (`name`, `message`, `stack`, `cause`, `type`, `id`, `notifyOff`, JSON form). */
  error(name: string, message: string, notifyOff?: boolean): unknown;
  /**
   * Builds a guest object from host functions and getters. Methods appear as guest functions; a write to a property that
   * has no setter throws READ_ONLY_PROPERTY.
   */
  object(members: GuestMembers): object;
}

export interface GuestMembers {
  readonly methods?: Readonly<Record<string, (...args: unknown[]) => unknown>>;
  readonly getters?: Readonly<Record<string, () => unknown>>;
  /** Properties a script may write. Every other write throws READ_ONLY_PROPERTY. */
  readonly setters?: Readonly<Record<string, (value: unknown) => void>>;
  readonly constants?: Readonly<Record<string, unknown>>;
  /** Value of `toString()`. */
  readonly tag?: string;
  /** The published class this is one of (`N/record.Record`): its members not given here refuse by name. */
  readonly published?: string;
}

/** What an emulated N module is built with, anew for every execution. */
export interface ModuleHost<TServices> {
  readonly execution: Execution;
  readonly services: TServices;
  readonly realm: GuestRealm;
  /**
   * The one gate of N/*: charges units, asks the hooks, runs `effect`, and turns a SuiteScriptFailure into an error of the
   * script's realm. A call that costs nothing and touches only a local draft (Record.getValue) need not pass it.
   */
  call<T>(call: { readonly member: string; readonly units: number; readonly detail: string }, effect: () => T): T;
}

/** One emulated module. `build` returns only what it emulates; the loader adds a refusal for every other published member. */
export interface EmulatedModule<TServices> {
  /** `N/record`, `N/crypto/random`. */
  readonly name: string;
  /** Emulated members, as `published-api.json` names them: `create`, `Record.getValue`. Feeds the coverage page. */
  readonly emulated: readonly string[];
  build(host: ModuleHost<TServices>): GuestMembers;
}

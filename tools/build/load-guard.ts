import { createContext, runInContext, Script, type Context } from 'node:vm';

import type { BuiltScript, GuardFinding, GuardRule } from '../build-guards';

/** A script that loops while it loads must fail the build, not hang it. */
const LOAD_TIMEOUT_MS = 5_000;

interface Definition {
  readonly dependencies: readonly string[];
  readonly factory: (...modules: readonly unknown[]) => unknown;
}

/**
 * Runs a built script as NetSuite's loader would, in a context that has the language and `define` alone. Each N/* module
 * is a proxy that refuses every access, so whatever touches one while `define` runs is found with its place.
 */
export function loadFaults({ path, content }: BuiltScript): readonly GuardFinding[] {
  const at = (place: Place, rule: GuardRule, message: string): GuardFinding => ({ file: path, ...place, rule, message });
  if (!/^\/\*\*[^]*?@NApiVersion 2\.1\b[^]*?\*\/\s*define\(/.test(content)) {
    return [at(TOP, 'script-shape', 'the file must be its header comment and then one define call')];
  }
  const touches: GuardFinding[] = [];
  const onTouch = (error: Error): void => { touches.push(at(placeOf(error, path), 'netsuite-touched-while-loading', error.message)); };
  try {
    const fault = load({ path, content, onTouch });
    return fault === undefined ? touches : [at(TOP, 'script-shape', fault)];
  } catch (error) {
    return touches.length > 0 ? touches : [at(placeOf(error, path), 'script-shape', `loading fails: ${String(error)}`)];
  }
}

interface LoadOptions {
  readonly path: string;
  readonly content: string;
  readonly onTouch: (error: Error) => void;
}

/** Runs the file and then its factory; says what is wrong with the call of `define`, and lets through what the script throws. */
function load({ path, content, onTouch }: LoadOptions): string | undefined {
  const definitions: Definition[] = [];
  const context: Context = createContext({ define: collector(definitions) });
  new Script(content, { filename: path }).runInContext(context, { timeout: LOAD_TIMEOUT_MS });
  const [definition, second] = definitions;
  if (definition === undefined || second !== undefined) return `define is called ${definitions.length} times`;
  const foreign = definition.dependencies.filter((name) => name !== 'exports' && !/^N(\/|$)/.test(name));
  if (foreign.length > 0) return `a self-contained script may depend on N/* alone, not on ${foreign.join(', ')}`;
  context['factory'] = definition.factory;
  context['modules'] = definition.dependencies.map((name) => (name === 'exports' ? {} : untouchable(name, onTouch)));
  runInContext('factory(...modules)', context, { timeout: LOAD_TIMEOUT_MS });
  return undefined;
}

/** `define(dependencies, factory)` and `define(factory)`, the two forms a bundle may take. */
function collector(definitions: Definition[]): (...given: readonly unknown[]) => void {
  return (...given) => {
    const factory = given.at(-1);
    if (typeof factory !== 'function') throw new TypeError('define needs a function');
    const dependencies = Array.isArray(given[0]) ? given[0].map(String) : [];
    definitions.push({ dependencies, factory: factory as Definition['factory'] });
  };
}

/** A stand-in for a N/* module that reports and refuses whatever is done to it. */
function untouchable(moduleName: string, onTouch: (error: Error) => void): object {
  const refuse = (what: string) => (_target: object, member?: unknown): never => {
    const place = typeof member === 'string' ? `${moduleName}.${member}` : moduleName;
    const error = new Error(`${place} is ${what} while define runs; NetSuite allows it only inside an entry point`);
    onTouch(error);
    throw error;
  };
  return new Proxy(function module() { /* callable, so that a call is refused as one */ }, {
    get: refuse('read'), set: refuse('written'), has: refuse('read'), deleteProperty: refuse('written'), defineProperty: refuse('written'),
    ownKeys: refuse('read'), getOwnPropertyDescriptor: refuse('read'), getPrototypeOf: refuse('read'), setPrototypeOf: refuse('written'),
    isExtensible: refuse('read'), preventExtensions: refuse('written'), apply: refuse('called'), construct: refuse('called'),
  });
}

interface Place {
  readonly line: number;
  readonly column: number;
}

const TOP: Place = { line: 1, column: 1 };

/** Line and column of the innermost frame that lies in the script. */
function placeOf(error: unknown, path: string): Place {
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : '';
  const at = stack.indexOf(`${path}:`);
  const place = /^(\d+)(?::(\d+))?/.exec(at < 0 ? '' : stack.slice(at + path.length + 1));
  return { line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 1) };
}

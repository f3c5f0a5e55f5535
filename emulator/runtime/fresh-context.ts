import { constants, createContext, type Context } from 'node:vm';

/** Absent before Node 20.18. */
const { DONT_CONTEXTIFY: ordinary } = constants as { readonly DONT_CONTEXTIFY?: typeof constants.DONT_CONTEXTIFY };

/** True where a context's global object is one like any other: only then can it be compared with what it was. */
export const contextsAreOrdinary = ordinary !== undefined;

/**
 * A context with a global object like any other engine's. Where Node can make none, its sandboxed one serves: each use of a
 * global then passes the sandbox, which costs a script that uses many up to eight times as much.
 */
export function freshContext(): Context {
  // No prototype: a host prototype behind a sandboxed global object would lead a script to the host's own constructors.
  return createContext(ordinary ?? Object.create(null) as object);
}

import type { EntryPointOutcome } from '../runtime/script-runtime';

/** Names of JavaScript's own errors: the platform reports these as unexpected. */
const LANGUAGE_ERRORS = new Set(['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'AggregateError', '']);

/** The name and message under which the platform passes on what a script let out. */
export function errorNameOf({ name, message, json }: Extract<EntryPointOutcome, { readonly kind: 'threw' }>): { readonly name: string; readonly message: string } {
  return LANGUAGE_ERRORS.has(name) ? { name: 'UNEXPECTED_ERROR', message: json } : { name, message };
}

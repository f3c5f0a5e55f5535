import * as error from 'N/error';
import type { ObservedError } from '../domain/observed-error';
import type { Refusal } from '../domain/refusal';

/** Reads name and message of whatever SuiteScript threw. Errors come from other realms: never `instanceof`. */
export function observeError(thrown: unknown): ObservedError {
  if (typeof thrown !== 'object' || thrown === null) return { name: 'UNKNOWN', message: String(thrown) };
  const { name, message } = thrown as { readonly name?: unknown; readonly message?: unknown };
  return { name: typeof name === 'string' && name !== '' ? name : 'UNKNOWN', message: typeof message === 'string' ? message : '' };
}

/** A refusal as the RESTlet's caller sees it: status 400, its code, and the place in the call (platform facts 2.2). */
export function refusalError(refusal: Refusal): unknown {
  const place = refusal.pointer === '' ? '' : `${refusal.pointer}: `;
  return error.create({ name: refusal.code, message: `${place}${refusal.message}`, notifyOff: true });
}

import * as error from 'N/error';
import type { Record as NetSuiteRecord } from 'N/record';
import type { Sha256 } from '../domain/identity';
import { requestFault } from '../domain/review/request';
import { isOwnRun } from './action-check';
import { REQUEST } from './record-ids';
import { requestOf } from './request-gateway';
import { textOf } from './record-fields';

/** A request that is about to be saved. */
export interface SavedRequest {
  readonly saved: NetSuiteRecord;
  /** Undefined for a new one. */
  readonly before: NetSuiteRecord | undefined;
  readonly deletes: boolean;
  /** True for an inline edit, which names no more than it changes. */
  readonly inline: boolean;
}

/**
 * Refuses a request that does not follow from what was asked for, in every context: nobody but Docket makes or moves one, and Docket itself
 * moves none past the rules. People ask, approve and return by action rows. Throws DKT_REQUEST_REFUSED.
 */
export function checkRequest({ saved, before, deletes, inline }: SavedRequest, sha256: Sha256): void {
  if (deletes) throw refused('A request stays, with its history.');
  if (!isOwnRun()) throw refused('Requests are made, approved and returned in the review queue.');
  const after = requestOf(inline && before !== undefined ? merged(saved, before) : saved);
  const fault = requestFault(before === undefined ? undefined : requestOf(before), after, sha256);
  if (fault !== undefined) throw refused(fault);
}

/** The record as it will stand after an inline edit, as far as its fields are read. */
function merged(saved: NetSuiteRecord, before: NetSuiteRecord): NetSuiteRecord {
  const changed = new Set(Object.values(REQUEST).filter((fieldId) => textOf(saved, fieldId) !== ''));
  return { getValue: ({ fieldId }: { readonly fieldId: string }) => (changed.has(fieldId as never) ? saved : before).getValue({ fieldId }) } as unknown as NetSuiteRecord;
}

function refused(message: string): unknown {
  return error.create({ name: 'DKT_REQUEST_REFUSED', message, notifyOff: true });
}

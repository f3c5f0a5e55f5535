import type { Record as NetSuiteRecord } from 'N/record';
import * as log from 'N/log';
import type { RecordAppeared } from '../application/machine-ports';
import { textOf } from './record-fields';
import { TARGET_TYPES, targetKind } from './target-kinds';

/** What a saved record says to operations that wait for it. `before`: as it was; undefined for a new one. */
export function recordAppeared(saved: NetSuiteRecord, before: NetSuiteRecord | undefined): RecordAppeared {
  const { type: recordType } = saved;
  const stampField = TARGET_TYPES.includes(recordType) ? targetKind(recordType).stampField : undefined;
  const now = (fieldId: string | undefined) => (fieldId === undefined ? '' : newValue(saved, before, fieldId));
  return { recordType, internalId: Number(saved.id), externalId: now('externalid'), operationId: now(stampField) };
}

/** A value that the record did not have before; empty where it had it. */
function newValue(saved: NetSuiteRecord, before: NetSuiteRecord | undefined, fieldId: string): string {
  const value = textOf(saved, fieldId);
  return before !== undefined && textOf(before, fieldId) === value ? '' : value;
}

/** Says in the execution log what could be recorded nowhere else. Never a document's value. */
export function logUnrecorded(error: unknown): void {
  log.error({ title: 'Release: a failure could not be recorded', details: (error as { readonly name?: string }).name ?? 'UNKNOWN' });
}

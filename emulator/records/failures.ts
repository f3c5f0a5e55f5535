import type { FieldDefinition, RecordTypeDefinition } from '../metadata/types';
import { SuiteScriptFailure } from '../runtime/types';

/** Names and texts of record failures: help, SuiteScript error codes (section_N3539978); platform facts 4.2 to 4.11. */

export function recordDoesNotExist(): SuiteScriptFailure {
  return new SuiteScriptFailure('RCRD_DSNT_EXIST', 'That record does not exist.');
}

export function invalidRecordType(type: string): SuiteScriptFailure {
  return new SuiteScriptFailure('INVALID_RCRD_TYPE', `The record type [${type}] is invalid.`);
}

export function permissionViolation(definition: RecordTypeDefinition): SuiteScriptFailure {
  return new SuiteScriptFailure('INSUFFICIENT_PERMISSION',
    `Permission Violation: You need a higher level of the '${definition.label}' permission to access this page. Please contact your account administrator.`);
}

export function invalidFieldValue(field: FieldDefinition, value: unknown): SuiteScriptFailure {
  return new SuiteScriptFailure('INVALID_FLD_VALUE',
    `You have entered an Invalid Field Value ${display(value)} for the following field: ${field.id}`);
}

export function fieldTooLong(field: FieldDefinition, limit: number): SuiteScriptFailure {
  return new SuiteScriptFailure('EXCEEDED_MAX_FIELD_LENGTH',
    `The field ${field.id} contained more than the maximum number ( ${String(limit)} ) of characters allowed.`);
}

export function missingValues(labels: readonly string[]): SuiteScriptFailure {
  return new SuiteScriptFailure('USER_ERROR', `Please enter value(s) for: ${labels.join(', ')}`);
}

export function userError(message: string): SuiteScriptFailure {
  return new SuiteScriptFailure('USER_ERROR', message);
}

/** A select that points nowhere, or at a row that may not be chosen here; `scope` says for whom (`subsidiary 2`). */
export function invalidReference(fieldId: string, value: number | string, scope?: string): SuiteScriptFailure {
  const where = scope === undefined ? '.' : ` for ${scope}.`;
  return new SuiteScriptFailure('INVALID_KEY_OR_REF', `Invalid ${fieldId} reference key ${String(value)}${where}`);
}

export function recordChanged(definition: RecordTypeDefinition): SuiteScriptFailure {
  return definition.category === 'custom'
    ? new SuiteScriptFailure('CUSTOM_RECORD_COLLISION', 'Record has been changed')
    : new SuiteScriptFailure('RCRD_HAS_BEEN_CHANGED', 'Record has been changed');
}

export function recordDeletedSince(): SuiteScriptFailure {
  return new SuiteScriptFailure('RCRD_DELETED_SINCE_RETRIEVED', 'This record was deleted after you retrieved it.');
}

const DUPLICATE_TEXTS: Readonly<Record<string, string>> = {
  DUP_RCRD: 'This record already exists',
  DUP_CSTM_RCRD_ENTRY: 'There is already a Custom Record Entry with that name',
  DUP_EXTID: 'This external ID already exists',
  UNIQUE_RCRD_ID_REQD: 'A record with this ID already exists. You must enter a unique ID to create or update this record.',
};

/** A taken external id; which name a custom record gets is a switch of the account (platform facts 4.2). */
export function duplicateExternalId(name: string): SuiteScriptFailure {
  return new SuiteScriptFailure(name, DUPLICATE_TEXTS[name] ?? 'This record already exists');
}

const DELETE_NAMES: Readonly<Record<string, string>> = {
  customer: 'CANT_DELETE_CUSTOMER', employee: 'CANT_DELETE_EMPL', vendor: 'CANT_DELETE_VENDOR', account: 'CANT_DELETE_ACCT',
};

/** Other rows point at the record (platform facts 4.11). */
export function cannotDelete(definition: RecordTypeDefinition): SuiteScriptFailure {
  const name = definition.category === 'custom' ? 'CANT_DELETE_CSTM_RCRD_ENTRY'
    : definition.table === 'item' ? 'CANT_DELETE_ITEM'
      : definition.category === 'transaction' ? 'CANT_DELETE_TRANS'
        : DELETE_NAMES[definition.id] ?? 'CANT_DELETE_RCRD';
  return new SuiteScriptFailure(name, 'This record cannot be deleted because it has dependent records.');
}

function display(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value);
}

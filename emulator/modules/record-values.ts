import { isTextual } from '../metadata/field-types';
import type { FieldDefinition, StoredValue } from '../metadata/types';
import { dateInZone, instantInZone, storedInstant, timeInZone } from '../records/company-time';
import { invalidFieldValue } from '../records/failures';
import { NotEmulated } from '../runtime/types';
import type { GuestRealm } from './types';

/** What turns values of a script's realm into values of the record model and back. */
export interface ValueScope {
  readonly realm: GuestRealm;
  /** Company time zone: the zone that dates of records are in. */
  readonly timeZone: string;
  /** Name of the row that a select points at. */
  referenceText(target: string, id: number): string | undefined;
}

/**
 * A script's value for a field, strictly typed (platform facts 4.5): text as string, checkbox as boolean, figures as
 * number, dates as Date, a select by id (number or digits), a multiselect as array. INVALID_FLD_VALUE for anything else,
 * so a label, a `'T'` or a date as text is refused.
 */
export function storedFromGuest(scope: ValueScope, field: FieldDefinition, value: unknown): StoredValue {
  if (value === null || value === '') return null;
  if (field.choices !== undefined || (isTextual(field) && field.type !== 'timeofday')) return typed(field, value, 'string');
  switch (field.type) {
    case 'checkbox': return typed(field, value, 'boolean');
    case 'integer': case 'float': case 'currency': case 'percent': return typed(field, value, 'number');
    case 'select': case 'document': case 'image': return idOf(field, value);
    case 'multiselect': return idsOf(field, value);
    case 'date': return dateInZone(instantOf(scope, field, value), scope.timeZone);
    case 'datetimetz': return storedInstant(instantOf(scope, field, value));
    case 'timeofday': return timeInZone(instantOf(scope, field, value), scope.timeZone);
    default: throw new NotEmulated(`setting a field of type ${field.type}`);
  }
}

function typed(field: FieldDefinition, value: unknown, type: 'string' | 'number' | 'boolean'): StoredValue {
  if (typeof value !== type) throw invalidFieldValue(field, value);
  return value as StoredValue;
}

function idOf(field: FieldDefinition, value: unknown): number {
  const id = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) throw invalidFieldValue(field, value);
  return id;
}

function idsOf(field: FieldDefinition, value: unknown): StoredValue {
  if (!Array.isArray(value)) throw invalidFieldValue(field, value);
  return value.map((each: unknown) => idOf(field, each));
}

function instantOf(scope: ValueScope, field: FieldDefinition, value: unknown): number {
  const epochMs = scope.realm.isDate(value) ? scope.realm.dateMs(value) : NaN;
  if (!Number.isFinite(epochMs)) throw invalidFieldValue(field, value);
  return epochMs;
}

/**
 * A field's value as `getValue` hands it to a script (platform facts 4.5): a select as text of its id, no value as `''`, or
 * null for figures and dates.
 */
export function guestFromStored(scope: ValueScope, field: FieldDefinition, value: StoredValue | undefined): unknown {
  if (field.type === 'checkbox') return value === true;
  if (value === undefined || value === null || value === '') return emptyOf(field);
  switch (field.type) {
    case 'select': case 'document': case 'image': return String(value);
    case 'multiselect': return Array.isArray(value) ? value.map(String) : [];
    case 'date': return scope.realm.date(instantInZone(String(value), scope.timeZone));
    case 'datetimetz': return scope.realm.date(Date.parse(String(value)));
    case 'timeofday': return scope.realm.date(instantInZone('1970-01-01', scope.timeZone, String(value)));
    default: return value;
  }
}

function emptyOf(field: FieldDefinition): unknown {
  switch (field.type) {
    case 'multiselect': return [];
    case 'integer': case 'float': case 'currency': case 'percent': case 'date': case 'datetimetz': case 'timeofday': return null;
    default: return '';
  }
}

/** What `getText` shows of a field: names of the rows it points at, or the text itself. Formatted figures and dates are not emulated. */
export function textFromStored(scope: ValueScope, field: FieldDefinition, value: StoredValue | undefined): unknown {
  const nameOf = (id: number) => scope.referenceText(field.selectRecordType ?? '', id) ?? '';
  if (field.choices !== undefined) return field.choices.get(String(value ?? '')) ?? '';
  if (field.type === 'multiselect') return Array.isArray(value) ? value.map((id: number) => nameOf(id)) : [];
  if (field.type === 'select') return typeof value === 'number' ? nameOf(value) : '';
  if (isTextual(field) && field.type !== 'timeofday') return value ?? '';
  throw new NotEmulated(`getText of a ${field.type} field`);
}

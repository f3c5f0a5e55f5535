import { isTextual, lengthLimit } from '../metadata/field-types';
import type { FieldDefinition, StoredValue } from '../metadata/types';
import type { SqlValue } from '../store/sqlite';
import { fieldTooLong, invalidFieldValue } from './failures';

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * A value as the account keeps it, or null for none (an empty string is none, as in Oracle). INVALID_FLD_VALUE where the
 * type does not fit, EXCEEDED_MAX_FIELD_LENGTH where it is too long (platform facts 4.5, 4.7).
 */
export function checkedValue(field: FieldDefinition, value: StoredValue): StoredValue {
  if (value === null || value === '') return field.type === 'checkbox' && value === null ? false : null;
  if (field.choices !== undefined) return codeOf(field, value);
  if (isTextual(field)) return textOf(field, value);
  switch (field.type) {
    case 'checkbox': return fits(field, value, typeof value === 'boolean');
    case 'date': return fits(field, value, typeof value === 'string' && isDate(value));
    case 'datetimetz': return fits(field, value, typeof value === 'string' && INSTANT.test(value));
    case 'integer': return withinBounds(field, numberOf(field, value, Number.isSafeInteger));
    case 'float': case 'currency': case 'percent': return withinBounds(field, numberOf(field, value, Number.isFinite));
    case 'select': case 'document': case 'image': return numberOf(field, value, Number.isSafeInteger);
    case 'multiselect': return idsOf(field, value);
    default: throw invalidFieldValue(field, value);
  }
}

function isDate(text: string): boolean {
  return DATE.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

function fits(field: FieldDefinition, value: StoredValue, good: boolean): StoredValue {
  if (!good) throw invalidFieldValue(field, value);
  return value;
}

function codeOf(field: FieldDefinition, value: StoredValue): StoredValue {
  return fits(field, value, typeof value === 'string' && field.choices?.has(value) === true);
}

function numberOf(field: FieldDefinition, value: StoredValue, good: (value: number) => boolean): number {
  if (typeof value !== 'number' || !good(value)) throw invalidFieldValue(field, value);
  return value === 0 ? 0 : value;
}

function withinBounds(field: FieldDefinition, value: number): number {
  if (value < (field.minValue ?? -Infinity) || value > (field.maxValue ?? Infinity)) throw invalidFieldValue(field, value);
  return value;
}

function textOf(field: FieldDefinition, value: StoredValue): string {
  if (typeof value !== 'string') throw invalidFieldValue(field, value);
  if (field.type === 'timeofday' && !TIME.test(value)) throw invalidFieldValue(field, value);
  const limit = lengthLimit(field);
  if (limit === undefined) return value;
  const length = limit.unit === 'bytes' ? Buffer.byteLength(value, 'utf8') : value.length;
  if (length > limit.length) throw fieldTooLong(field, limit.length);
  return value;
}

function idsOf(field: FieldDefinition, value: StoredValue): StoredValue {
  if (!Array.isArray(value) || !value.every((each) => Number.isSafeInteger(each))) throw invalidFieldValue(field, value);
  return value.length === 0 ? null : [...new Set<number>(value)];
}

/** A checked value as SQLite keeps it: checkboxes `T` and `F`, multiselects as ids joined by `, `. */
export function toSql(field: FieldDefinition, value: StoredValue | undefined): SqlValue {
  if (field.type === 'checkbox') return value === true ? 'T' : 'F';
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  return typeof value === 'object' ? value.join(', ') : value;
}

/** A column's value as the record model holds it. */
export function fromSql(field: FieldDefinition, value: SqlValue | undefined): StoredValue {
  if (field.type === 'checkbox') return value === 'T';
  if (value === undefined || value === null) return null;
  if (field.type === 'multiselect') return String(value).split(', ').map(Number);
  return isTextual(field) && typeof value === 'number' ? String(value) : value;
}

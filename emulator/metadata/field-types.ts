import type { ColumnType, FieldDefinition, FieldType } from './types';

/** SQLite storage classes that STRICT tables of the account use. */
export type SqlType = 'INTEGER' | 'REAL' | 'TEXT';

interface FieldTypeTraits {
  readonly sql: SqlType;
  readonly column: ColumnType;
  /** Longest value (platform facts 4.7). */
  readonly limit?: { readonly unit: 'characters' | 'bytes'; readonly length: number };
}

const TRAITS: Readonly<Record<FieldType, FieldTypeTraits>> = {
  text: { sql: 'TEXT', column: 'string', limit: { unit: 'characters', length: 300 } },
  textarea: { sql: 'TEXT', column: 'string', limit: { unit: 'bytes', length: 4000 } },
  clobtext: { sql: 'TEXT', column: 'clob', limit: { unit: 'characters', length: 100_000 } },
  richtext: { sql: 'TEXT', column: 'clob', limit: { unit: 'characters', length: 1_000_000 } },
  inlinehtml: { sql: 'TEXT', column: 'string', limit: { unit: 'bytes', length: 4000 } },
  email: { sql: 'TEXT', column: 'string', limit: { unit: 'characters', length: 254 } },
  phone: { sql: 'TEXT', column: 'string', limit: { unit: 'characters', length: 32 } },
  url: { sql: 'TEXT', column: 'string', limit: { unit: 'characters', length: 999 } },
  password: { sql: 'TEXT', column: 'string', limit: { unit: 'characters', length: 15 } },
  help: { sql: 'TEXT', column: 'string', limit: { unit: 'characters', length: 999 } },
  integer: { sql: 'INTEGER', column: 'integer' },
  float: { sql: 'REAL', column: 'float' },
  currency: { sql: 'REAL', column: 'float' },
  percent: { sql: 'REAL', column: 'float' },
  checkbox: { sql: 'TEXT', column: 'boolean' },
  date: { sql: 'TEXT', column: 'date' },
  datetimetz: { sql: 'TEXT', column: 'datetime' },
  timeofday: { sql: 'TEXT', column: 'string' },
  select: { sql: 'INTEGER', column: 'integer' },
  multiselect: { sql: 'TEXT', column: 'string' },
  document: { sql: 'INTEGER', column: 'integer' },
  image: { sql: 'INTEGER', column: 'integer' },
};

/** How SQLite keeps a field: selects over text codes are text, all other selects are internal ids. */
export function sqlTypeOf(field: FieldDefinition): SqlType {
  return field.choices === undefined ? TRAITS[field.type].sql : 'TEXT';
}

/** How SuiteQL types a field's column. */
export function columnTypeOf(field: FieldDefinition): ColumnType {
  return field.choices === undefined ? TRAITS[field.type].column : 'string';
}

/** Longest value of a field: its own figure where it has one, else its type's. Undefined: no limit of length. */
export function lengthLimit(field: FieldDefinition): { readonly unit: 'characters' | 'bytes'; readonly length: number } | undefined {
  const limit = TRAITS[field.type].limit;
  if (field.maxLength === undefined) return limit;
  return { unit: limit?.unit ?? 'characters', length: Math.min(field.maxLength, limit?.length ?? field.maxLength) };
}

/** Do values of the field count as text, so that an empty string means no value. */
export function isTextual(field: FieldDefinition): boolean {
  return TRAITS[field.type].limit !== undefined || field.type === 'timeofday';
}

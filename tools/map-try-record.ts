import { createMetadataRegistry, referencedTypes } from '../emulator/metadata/registry';
import type { FieldDefinition, StoredValue } from '../emulator/metadata/types';
import type { Emulator } from '../emulator/types';
import { table } from './map-try-text';

const REGISTRY = createMetadataRegistry({ recordTypes: [], lists: [], standardFields: [] });

/** A record as it stands: every filled field, its subrecords, and the lines of its sublists. */
export function recordLines(emulator: Emulator, type: string, id: number): readonly string[] {
  const { values, sublists, subrecords } = emulator.readRecord(type, id);
  const definition = REGISTRY.recordType(type);
  const shown = (fields: ReadonlyMap<string, FieldDefinition> | undefined, row: Readonly<Record<string, StoredValue>>): readonly (readonly string[])[] =>
    Object.entries(row).filter(([, value]) => isFilled(value)).map(([field, value]) => [field, fields?.get(field)?.label ?? '', valueText(emulator, fields?.get(field), value)]);
  const body = [...shown(definition?.fields, values), ...Object.entries(subrecords).flatMap(([name, row]) => shown(undefined, row).map(([field = '', ...rest]) => [`${name}.${field}`, ...rest]))];
  const lines = Object.entries(sublists).flatMap(([sublist, rows]) => rows.flatMap((row, index) => {
    const columns = shown(definition?.sublists.get(sublist)?.fields, row);
    return columns.length === 0 ? [] : [`  ${sublist} ${index + 1}: ${columns.map(([field = '', , value = '']) => `${field} ${value}`).join(', ')}`];
  }));
  return ['', ...table([['Field', 'Label', 'Value'], ...body]), ...(lines.length === 0 ? [] : ['', 'Lines', ...lines])];
}

function isFilled(value: StoredValue): boolean {
  return value !== null && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);
}

/** A value as a person reads it: what a select points at by its name, with its id. */
function valueText(emulator: Emulator, field: FieldDefinition | undefined, value: StoredValue): string {
  if (typeof value !== 'number' || field?.selectRecordType === undefined) return Array.isArray(value) ? value.join(', ') : String(value).replace(/\s*\n\s*/g, ' / ');
  for (const { table: from, nameColumn } of referencedTypes(REGISTRY, field.selectRecordType)) {
    const name = emulator.query(`SELECT ${nameColumn} AS name FROM ${from} WHERE id = ?`, [value])[0]?.['name'];
    if (typeof name === 'string' && name !== '') return `${name} (${value})`;
  }
  return String(value);
}

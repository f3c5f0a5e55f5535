import type { MetadataRegistry, QueryColumn } from '../metadata/types';
import { notEmulated } from './failures';
import { categoryOf, quoteName, type Fragment } from './fragments';

/** Where the rows that a select points at are kept, and what shows of them. */
export interface Naming {
  readonly table: string;
  readonly key: string;
  readonly name: string;
}

/** How the rows of a record type, list or group are named; undefined where the account has none of the kind. */
export function namingOf(reference: string, metadata: MetadataRegistry): Naming | undefined {
  const group = metadata.queryTable(reference);
  const definition = metadata.recordType(reference) ?? metadata.recordType(group?.recordTypes[0] ?? '');
  if (definition === undefined) return undefined;
  const table = metadata.recordType(reference)?.table ?? group?.name ?? definition.table;
  return { table, key: 'id', name: definition.nameColumn };
}

/** BUILTIN.DF: the name of the row a select points at, or the label of a code. A plain text stands for itself. */
export function emitDisplay(field: Fragment, metadata: MetadataRegistry): Fragment {
  const { column } = field;
  if (column?.labels !== undefined) {
    if (column.labelsBy === undefined) return { sql: labelCase(field.sql, field.sql, column.labels), type: 'string' };
    if (field.labelKey === undefined) throw notEmulated('BUILTIN.DF of a subselect\'s status');
    return { sql: labelCase(`${field.labelKey} || ':' || ${field.sql}`, field.sql, column.labels), type: 'string' };
  }
  if (column?.references === undefined) {
    if (field.type === 'string') return field;
    throw notEmulated(`BUILTIN.DF of a ${field.type} field`);
  }
  if (column.multiple === true || categoryOf(field.type) !== 'number') throw notEmulated('BUILTIN.DF of a multiple select field');
  const naming = namingOf(column.references, metadata);
  if (naming === undefined) throw notEmulated(`BUILTIN.DF of a field that points at ${column.references}`);
  return { sql: `(${nameLookup(naming, field.sql)})`, type: 'string' };
}

/** A subselect that gives the name of the row with this key. */
export function nameLookup(naming: Naming, key: string): string {
  return `SELECT named.${quoteName(naming.name)} FROM ${quoteName(naming.table)} AS named WHERE named.${quoteName(naming.key)} = ${key}`;
}

/** The label of a code; a code without one shows itself. */
function labelCase(key: string, sql: string, labels: Exclude<QueryColumn['labels'], undefined>): string {
  const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const arms = [...labels].map(([code, label]) => `WHEN ${quote(code)} THEN ${quote(label)}`).join(' ');
  return arms === '' ? sql : `(CASE ${key} ${arms} ELSE ${sql} END)`;
}

import { ROW_TYPE_COLUMN, type FieldDefinition, type MetadataRegistry, type RecordTypeDefinition } from '../metadata/types';
import { permissionViolation } from '../records/failures';
import type { Actor } from '../runtime/types';
import { mayView } from '../suiteql/access';
import type { Fragment } from '../suiteql/fragments';
import { quoteName } from '../suiteql/fragments';
import { notEmulated } from './failures';

/** How a field's values compare and show. */
export type FieldKind = 'text' | 'number' | 'currency' | 'checkbox' | 'date' | 'instant' | 'select' | 'code' | 'multiselect' | 'key' | 'externalid';

/** One field that a search may filter by or show. */
export interface SearchableField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly sql: string;
  /** Record type, list or group a select points at. */
  readonly references?: string;
  readonly labels?: Exclude<Fragment['column'], undefined>['labels'];
}

/** What a search of one type looks through. */
export interface SearchTarget {
  readonly table: string;
  /** Record types whose rows are shown. */
  readonly definitions: readonly RecordTypeDefinition[];
  readonly transaction: boolean;
}

/**
 * The rows a type's search looks through: a record type's, or a group's (`transaction`, `item`).
 * Throws INSUFFICIENT_PERMISSION where the actor may view none of them.
 */
export function targetOf(type: string, metadata: MetadataRegistry, actor: Actor): SearchTarget {
  const single = metadata.recordType(type);
  const group = single === undefined ? metadata.queryTable(type) : undefined;
  const all = single === undefined ? (group?.recordTypes ?? []).flatMap((id) => metadata.recordType(id) ?? []) : [single];
  const [first] = all;
  if (first === undefined || group?.rowType?.kind === 'owner') throw notEmulated(`of type ${type}`);
  const definitions = all.filter((definition) => mayView(definition, actor));
  if (definitions.length === 0) throw permissionViolation(first);
  return { table: single?.table ?? group?.name ?? first.table, definitions, transaction: first.category === 'transaction' };
}

/** The condition that keeps the target's rows. */
export function targetCondition(target: SearchTarget): string {
  return `${quoteName(ROW_TYPE_COLUMN)} IN (${target.definitions.map((definition) => `'${definition.id}'`).join(', ')})`;
}

/** Finds a field by the name a script uses; undefined where the target has none of the name. */
export function fieldOf(name: string, target: SearchTarget, metadata: MetadataRegistry): SearchableField | undefined {
  const externalId = target.definitions.some((definition) => definition.acceptsExternalId);
  switch (name) {
    case 'internalid':
      return { name, kind: 'key', sql: quoteName('id') };
    case 'internalidnumber':
      return { name, kind: 'number', sql: quoteName('id') };
    case 'externalid':
      return externalId ? { name, kind: 'externalid', sql: quoteName('externalid') } : undefined;
    case 'externalidstring':
      return externalId ? { name, kind: 'text', sql: quoteName('externalid') } : undefined;
    // A search column of every transaction, on no record (Records Browser: search columns of Transaction).
    case 'voided':
      return target.transaction ? { name, kind: 'checkbox', sql: quoteName(name) } : undefined;
    // A search shows a transaction's amount in base currency, and `fxamount` in its own, both with the sign of its effect.
    case 'fxamount':
      return hasLedgerTotal(target, metadata) ? { name, kind: 'currency', sql: quoteName('foreigntotal') } : undefined;
    case 'amount':
    case 'total':
      return hasLedgerTotal(target, metadata) ? { name, kind: 'currency', sql: `round(${quoteName('foreigntotal')} * coalesce(${quoteName('exchangerate')}, 1), 2)` } : fieldNamed(name, target, metadata);
    case 'type':
    case 'recordtype':
      return tableField(name, target, metadata);
    default:
      return fieldNamed(name, target, metadata);
  }
}

function hasLedgerTotal(target: SearchTarget, metadata: MetadataRegistry): boolean {
  return target.transaction && metadata.queryTable(target.table)?.columns.has('foreigntotal') === true;
}

function fieldNamed(name: string, target: SearchTarget, metadata: MetadataRegistry): SearchableField | undefined {
  const [definition] = target.definitions.flatMap((each) => each.fields.get(name) ?? []);
  const column = definition?.column;
  if (definition === undefined || column === undefined || !isStored(column, target, metadata)) return undefined;
  return recordField(definition, column);
}

/** A view over several types, such as `entity`, has only what they share. */
function isStored(column: string, target: SearchTarget, metadata: MetadataRegistry): boolean {
  return column.startsWith('_') || metadata.queryTable(target.table)?.columns.has(column) === true;
}

function tableField(name: string, target: SearchTarget, metadata: MetadataRegistry): SearchableField | undefined {
  const column = metadata.queryTable(target.table)?.columns.get(name);
  if (column === undefined) return undefined;
  return { name, kind: 'code', sql: quoteName(name), ...(column.labels === undefined ? {} : { labels: column.labels }) };
}

function recordField(definition: FieldDefinition, column: string): SearchableField {
  return {
    name: definition.id,
    kind: definition.choices === undefined ? kindOf(definition) : 'code',
    sql: quoteName(column),
    ...(definition.selectRecordType === undefined ? {} : { references: definition.selectRecordType }),
    ...(definition.choices === undefined ? {} : { labels: definition.choices }),
  };
}

function kindOf(definition: FieldDefinition): FieldKind {
  switch (definition.type) {
    case 'text': case 'textarea': case 'email': case 'phone': case 'url': case 'help': case 'timeofday':
      return 'text';
    case 'integer': case 'float': case 'percent':
      return 'number';
    case 'currency':
      return 'currency';
    case 'checkbox':
      return 'checkbox';
    case 'date':
      return 'date';
    case 'datetimetz':
      return 'instant';
    case 'select':
      return 'select';
    case 'multiselect':
      return 'multiselect';
    case 'clobtext': case 'richtext': case 'inlinehtml': case 'password': case 'document': case 'image':
      throw notEmulated(`field of type ${definition.type}: ${definition.id}`);
  }
}

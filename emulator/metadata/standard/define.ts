import type { FieldDefinition, FieldType, RecordTypeDefinition, SublistDefinition } from '../types';

type FieldExtras = Partial<Omit<FieldDefinition, 'id' | 'label' | 'type'>>;

/** A field that is its own SuiteQL column, optional and writable unless `extras` say otherwise. */
export function field(id: string, type: FieldType, label: string, extras: FieldExtras = {}): FieldDefinition {
  return { id, type, label, mandatory: false, column: id, ...extras };
}

/** A select over rows of a record type, list or group (`entity`, `item`). */
export function select(id: string, target: string, label: string, extras: FieldExtras = {}): FieldDefinition {
  return field(id, 'select', label, { selectRecordType: target, ...extras });
}

/** A select over fixed text codes. */
export function choice(id: string, label: string, choices: Readonly<Record<string, string>>, extras: FieldExtras = {}): FieldDefinition {
  return field(id, 'select', label, { choices: new Map(Object.entries(choices)), ...extras });
}

export const EXTERNAL_ID = field('externalid', 'text', 'External ID', { submitFields: false });
export const INACTIVE = field('isinactive', 'checkbox', 'Inactive', { defaultValue: false, submitFields: true });

export function fieldMap(fields: readonly FieldDefinition[]): ReadonlyMap<string, FieldDefinition> {
  return new Map(fields.map((each) => [each.id, each]));
}

interface RecordTypeParts {
  readonly id: string;
  readonly label: string;
  readonly permission: string;
  readonly fields: readonly FieldDefinition[];
  readonly sublists?: readonly SublistDefinition[];
  readonly subrecords?: Readonly<Record<string, string>>;
}

/** A standard record type; `rest` overrides what a plain list record has. */
export function recordType(parts: RecordTypeParts, rest: Partial<RecordTypeDefinition> = {}): RecordTypeDefinition {
  return {
    id: parts.id,
    label: parts.label,
    category: 'other',
    table: parts.id,
    access: { kind: 'permission', permission: parts.permission },
    externalIdGroup: parts.id,
    acceptsExternalId: true,
    optimisticLocking: true,
    fields: fieldMap(parts.fields),
    sublists: new Map((parts.sublists ?? []).map((each) => [each.id, each])),
    subrecords: new Map(Object.entries(parts.subrecords ?? {})),
    nameColumn: 'name',
    idSequence: parts.id,
    ...rest,
  };
}

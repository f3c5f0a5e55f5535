import { NotEmulated } from '../runtime/types';
import { field, fieldMap } from './standard/define';
import type { AccessRule, FieldDefinition, FieldType, PermissionLevel, RecordTypeDefinition, StoredValue } from './types';

/**
 * A custom record type as the account keeps it: plain data, so that a type that left the project lives on
 * (a deploy never deletes, research of SDF: what a deploy does).
 */
export interface DeployedRecordType {
  readonly scriptId: string;
  readonly recordName: string;
  readonly accessType: 'CUSTRECORDENTRYPERM' | 'NONENEEDED' | 'USEPERMISSIONLIST';
  readonly includeName: boolean;
  readonly enableNumbering: boolean;
  readonly numberingPrefix: string;
  readonly numberingSuffix: string;
  readonly numberingMinDigits: number;
  /** First number. */
  readonly numberingStart: number;
  readonly allowNumberingOverride: boolean;
  readonly hierarchical: boolean;
  readonly optimisticLocking: boolean;
  /** Absent on types that were deployed before it was kept: then as by default, on. */
  readonly systemNotes?: boolean;
  readonly fields: readonly DeployedField[];
  /** Role script id (standard roles lower case) → level. */
  readonly permissions: Readonly<Record<string, PermissionLevel>>;
}

/** A custom field as the account keeps it. */
export interface DeployedField {
  readonly scriptId: string;
  readonly fieldType: string;
  readonly label: string;
  readonly mandatory: boolean;
  readonly storeValue: boolean;
  readonly selectTarget?: string;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly onParentDelete?: 'SET_NULL' | 'NO_ACTION';
  readonly defaultValue?: string | number | boolean | readonly number[];
}

/** A custom field on standard records. */
export interface DeployedStandardField extends DeployedField {
  readonly kind: 'transactionbodycustomfield' | 'transactioncolumncustomfield' | 'entitycustomfield' | 'itemcustomfield';
  readonly appliesTo: readonly string[];
}

export interface DeployedList {
  readonly scriptId: string;
  readonly name: string;
}

const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  CHECKBOX: 'checkbox', CLOBTEXT: 'clobtext', CURRENCY: 'currency', DATE: 'date', DATETIMETZ: 'datetimetz',
  DOCUMENT: 'document', EMAIL: 'email', FLOAT: 'float', HELP: 'help', IMAGE: 'image', INLINEHTML: 'inlinehtml',
  INTEGER: 'integer', MULTISELECT: 'multiselect', PASSWORD: 'password', PERCENT: 'percent', PHONE: 'phone',
  RICHTEXT: 'richtext', SELECT: 'select', TEXT: 'text', TEXTAREA: 'textarea', TIMEOFDAY: 'timeofday', URL: 'url',
};

/** A deployed custom field as the registry shows it. A field that stores nothing has no column. */
export function customField(deployed: DeployedField): FieldDefinition {
  const type = FIELD_TYPES[deployed.fieldType];
  if (type === undefined) throw new NotEmulated(`field type ${deployed.fieldType} of ${deployed.scriptId}`);
  return {
    id: deployed.scriptId,
    label: deployed.label,
    type,
    mandatory: deployed.mandatory,
    custom: true,
    submitFields: true,
    ...(deployed.storeValue && type !== 'help' ? { column: deployed.scriptId } : {}),
    ...(deployed.selectTarget === undefined ? {} : { selectRecordType: deployed.selectTarget }),
    ...(deployed.maxLength === undefined ? {} : { maxLength: deployed.maxLength }),
    ...(deployed.minValue === undefined ? {} : { minValue: deployed.minValue }),
    ...(deployed.maxValue === undefined ? {} : { maxValue: deployed.maxValue }),
    ...(deployed.onParentDelete === undefined ? {} : { onParentDelete: deployed.onParentDelete }),
    ...defaultOf(deployed, type),
  };
}

function defaultOf(deployed: DeployedField, type: FieldType): { readonly defaultValue?: StoredValue } {
  if (deployed.defaultValue !== undefined) return { defaultValue: deployed.defaultValue };
  return type === 'checkbox' ? { defaultValue: false } : {};
}

/** A deployed custom record type as the registry shows it (standard fields: platform facts 4.6). */
export function customRecordType(deployed: DeployedRecordType): RecordTypeDefinition {
  return {
    id: deployed.scriptId,
    label: deployed.recordName,
    category: 'custom',
    table: deployed.scriptId,
    access: accessRule(deployed),
    externalIdGroup: deployed.scriptId,
    acceptsExternalId: true,
    optimisticLocking: deployed.optimisticLocking,
    systemNotes: deployed.systemNotes ?? true,
    fields: fieldMap([...standardFields(deployed), ...deployed.fields.map(customField)]),
    sublists: new Map(),
    subrecords: new Map(),
    nameColumn: 'name',
    idSequence: deployed.scriptId,
  };
}

function standardFields(deployed: DeployedRecordType): readonly FieldDefinition[] {
  const named = deployed.includeName && !deployed.enableNumbering;
  const numbered = deployed.enableNumbering && !deployed.allowNumberingOverride;
  return [
    field('name', 'text', 'Name', { mandatory: named, submitFields: true, ...(numbered ? { readOnly: true } : {}) }),
    field('altname', 'text', 'Name', { submitFields: true }),
    field('externalid', 'text', 'External ID', { submitFields: false }),
    field('isinactive', 'checkbox', 'Inactive', { defaultValue: false, submitFields: true }),
    field('owner', 'select', 'Owner', { selectRecordType: 'employee', submitFields: true }),
    field('created', 'datetimetz', 'Date Created', { readOnly: true }),
    field('lastmodified', 'datetimetz', 'Last Modified', { readOnly: true }),
    field('lastmodifiedby', 'select', 'Last Modified By', { selectRecordType: 'employee', readOnly: true }),
    ...(deployed.hierarchical ? [field('parent', 'select', 'Parent', { selectRecordType: deployed.scriptId, submitFields: true })] : []),
  ];
}

function accessRule(deployed: DeployedRecordType): AccessRule {
  switch (deployed.accessType) {
    case 'CUSTRECORDENTRYPERM': return { kind: 'entries' };
    case 'NONENEEDED': return { kind: 'open' };
    case 'USEPERMISSIONLIST': return { kind: 'list', levels: new Map(Object.entries(deployed.permissions)) };
  }
}

/** A custom list: its values are rows of a table of its own, which scripts read and only deploys write. */
export function customList(deployed: DeployedList): RecordTypeDefinition {
  return {
    id: deployed.scriptId,
    label: deployed.name,
    category: 'custom',
    table: deployed.scriptId,
    access: { kind: 'open' },
    externalIdGroup: deployed.scriptId,
    acceptsExternalId: false,
    optimisticLocking: false,
    fields: fieldMap([
      field('name', 'text', 'Value', { mandatory: true, readOnly: true }),
      field('scriptid', 'text', 'ID', { readOnly: true }),
      field('isinactive', 'checkbox', 'Inactive', { defaultValue: false, readOnly: true }),
    ]),
    sublists: new Map(),
    subrecords: new Map(),
    nameColumn: 'name',
    idSequence: deployed.scriptId,
  };
}

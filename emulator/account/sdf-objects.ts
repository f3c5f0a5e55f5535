import type { DeployedField, DeployedRecordType, DeployedStandardField } from '../metadata/custom-records';
import type { PermissionLevel } from '../metadata/types';
import type { SdfCustomRecordType, SdfField, SdfPermissionLevel, SdfRole, SdfStandardRecordField } from '../sdf/types';
import type { SqliteDatabase } from '../store/sqlite';
import { DeployRefused, roleKey, selectTarget, storedValueOf } from './sdf-values';
import type { DeployedRole } from './stored-objects';

const LEVELS: Readonly<Record<SdfPermissionLevel, PermissionLevel>> = { NONE: 0, VIEW: 1, CREATE: 2, EDIT: 3, FULL: 4 };

/** A field of the XML as the account keeps it. */
function deployedField(database: SqliteDatabase, field: SdfField): DeployedField {
  const defaultValue = field.defaultValue === undefined ? null : storedValueOf(database, field.fieldType, field.defaultValue);
  return {
    scriptId: field.scriptId, fieldType: field.fieldType, label: field.label, mandatory: field.mandatory, storeValue: field.storeValue,
    ...(field.selectRecordType === undefined ? {} : { selectTarget: selectTarget(field.selectRecordType) }),
    ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
    ...(field.minValue === undefined ? {} : { minValue: field.minValue }),
    ...(field.maxValue === undefined ? {} : { maxValue: field.maxValue }),
    ...(field.onParentDelete === undefined ? {} : { onParentDelete: field.onParentDelete }),
    ...(defaultValue === null ? {} : { defaultValue }),
  };
}

export function deployedStandardField(database: SqliteDatabase, field: SdfStandardRecordField): DeployedStandardField {
  return { ...deployedField(database, field), kind: field.kind, appliesTo: [...field.appliesTo] };
}

/**
 * The record type after a deploy: the XML's own settings over the account's, plus fields and permissions that the account
 * has and the XML does not (a deploy deletes neither). DEPLOY_REFUSED where a field would change its type.
 */
export function mergedRecordType(database: SqliteDatabase, sdf: SdfCustomRecordType, known: DeployedRecordType | undefined): DeployedRecordType {
  const fields = sdf.fields.map((field) => deployedField(database, field));
  refuseTypeChanges(known?.fields ?? [], fields);
  const named = new Set(fields.map((field) => field.scriptId));
  return {
    scriptId: sdf.scriptId, recordName: sdf.recordName, accessType: sdf.accessType, includeName: sdf.includeName,
    enableNumbering: sdf.enableNumbering,
    numberingPrefix: sdf.extra.get('numberingprefix') ?? '', numberingSuffix: sdf.extra.get('numberingsuffix') ?? '',
    numberingMinDigits: Number(sdf.extra.get('numberingmindigits') ?? '0'),
    numberingStart: Number(sdf.extra.get('numberinginit') ?? '1'),
    allowNumberingOverride: sdf.extra.get('allownumberingoverride') === 'T',
    hierarchical: sdf.hierarchical, optimisticLocking: sdf.enableOptimisticLocking, systemNotes: sdf.enableSystemNotes,
    fields: [...fields, ...(known?.fields ?? []).filter((field) => !named.has(field.scriptId))],
    permissions: { ...known?.permissions, ...Object.fromEntries(sdf.permissions.map((each) => [roleKey(each.role), LEVELS[each.level]])) },
  };
}

/** The fieldtype of a field is fixed once it is deployed (platform facts 4.6). */
export function refuseTypeChanges(known: readonly DeployedField[], next: readonly DeployedField[]): void {
  for (const field of next) {
    const before = known.find((each) => each.scriptId === field.scriptId);
    if (before !== undefined && before.fieldType !== field.fieldType) {
      throw new DeployRefused(`The fieldtype field of ${field.scriptId} must not be changed from ${before.fieldType} to ${field.fieldType}.`);
    }
  }
}

/** A role of the XML: standard permissions with the role, levels on custom records apart. */
export function deployedRole(sdf: SdfRole): { readonly role: DeployedRole; readonly recordLevels: ReadonlyMap<string, PermissionLevel> } {
  const permissions: Record<string, PermissionLevel> = {};
  const recordLevels = new Map<string, PermissionLevel>();
  for (const permission of sdf.permissions) {
    if (permission.key.kind === 'standard') permissions[permission.key.id] = LEVELS[permission.level];
    else recordLevels.set(roleKey(permission.key), LEVELS[permission.level]);
  }
  return { role: { scriptId: sdf.scriptId, name: sdf.name, centerType: sdf.centerType, inactive: sdf.isInactive, permissions }, recordLevels };
}

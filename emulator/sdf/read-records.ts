import { readField, readFieldList, readValue } from './read-fields';
import { flagOf, restOf, scriptIdOf, wordOf } from './read-tags';
import { toReference } from './references';
import { childOf, textOf } from './xml';
import type { ProjectIds } from './references';
import type {
  SdfCustomList, SdfCustomRecordType, SdfField, SdfInstance, SdfLink, SdfPermissionLevel, SdfRecordPermission, SdfRole, SdfRolePermission,
} from './types';
import type { XmlElement } from './xml';

const LEVELS: readonly SdfPermissionLevel[] = ['NONE', 'VIEW', 'CREATE', 'EDIT', 'FULL'];

const RECORD_TAGS = new Set([
  'recordname', 'description', 'accesstype', 'includename', 'enablenumbering', 'hierarchical', 'isinactive', 'allowuiaccess', 'allowinlineediting',
  'enableoptimisticlocking', 'enablesystemnotes',
]);

/** A checked custom record type in typed form; defaults as on SDFxml_372451363. */
export function readCustomRecordType(root: XmlElement, ids: ProjectIds): SdfCustomRecordType {
  const fields = readFieldList(root, 'customrecordcustomfields', (element) => readField(element, ids));
  const byId = new Map(fields.map((field) => [field.scriptId, field]));
  return {
    scriptId: scriptIdOf(root),
    recordName: textOf(root, 'recordname') ?? '',
    description: textOf(root, 'description') ?? '',
    accessType: wordOf(root, 'accesstype', ['CUSTRECORDENTRYPERM', 'NONENEEDED', 'USEPERMISSIONLIST'], 'CUSTRECORDENTRYPERM'),
    includeName: flagOf(root, 'includename', true),
    enableNumbering: flagOf(root, 'enablenumbering', false),
    hierarchical: flagOf(root, 'hierarchical', false),
    isInactive: flagOf(root, 'isinactive', false),
    allowUiAccess: flagOf(root, 'allowuiaccess', true),
    allowInlineEditing: flagOf(root, 'allowinlineediting', false),
    enableOptimisticLocking: flagOf(root, 'enableoptimisticlocking', true),
    enableSystemNotes: flagOf(root, 'enablesystemnotes', true),
    fields,
    instances: (childOf(root, 'instances')?.children ?? []).map((row) => readInstance(row, byId, ids)),
    links: readLinks(root),
    permissions: (childOf(root, 'permissions')?.children ?? []).map((element) => readRecordPermission(element, ids)),
    extra: restOf(root, RECORD_TAGS),
    position: root.position,
  };
}

function readInstance(row: XmlElement, fields: ReadonlyMap<string, SdfField>, ids: ProjectIds): SdfInstance {
  const name = textOf(row, 'name');
  const altName = textOf(row, 'altname');
  const parent = textOf(row, 'parent');
  const values = row.children.flatMap((child) => {
    const field = fields.get(child.name);
    return field === undefined || child.text === '' ? [] : [[child.name, readValue(field.fieldType, child.text, ids)] as const];
  });
  return {
    scriptId: scriptIdOf(row),
    ...(name === undefined ? {} : { name }),
    ...(altName === undefined ? {} : { altName }),
    ...(parent === undefined ? {} : { parent: toReference(parent, ids) }),
    isInactive: flagOf(row, 'isinactive', false),
    values: new Map(values),
    position: row.position,
  };
}

function readRecordPermission(element: XmlElement, ids: ProjectIds): SdfRecordPermission {
  return {
    role: toReference(textOf(element, 'permittedrole') ?? '', ids),
    level: wordOf(element, 'permittedlevel', LEVELS, 'NONE'),
    ...readRestriction(element),
    position: element.position,
  };
}

function readRestriction(element: XmlElement): { readonly restriction?: 'EDIT' | 'VIEWANDEDIT' } {
  return textOf(element, 'restriction') === undefined
    ? {}
    : { restriction: wordOf(element, 'restriction', ['EDIT', 'VIEWANDEDIT'], 'VIEWANDEDIT') };
}

/** Menu links of a record type or a deployment. */
export function readLinks(element: XmlElement): readonly SdfLink[] {
  return (childOf(element, 'links')?.children ?? []).map((link) => {
    const label = textOf(link, 'linklabel');
    const taskType = textOf(link, 'linktasktype');
    return {
      category: textOf(link, 'linkcategory') ?? '',
      ...(label === undefined ? {} : { label }),
      ...(taskType === undefined ? {} : { taskType }),
    };
  });
}

/** A checked custom list. */
export function readCustomList(root: XmlElement): SdfCustomList {
  return {
    scriptId: scriptIdOf(root),
    name: textOf(root, 'name') ?? '',
    description: textOf(root, 'description') ?? '',
    isInactive: flagOf(root, 'isinactive', false),
    isOrdered: flagOf(root, 'isordered', true),
    values: (childOf(root, 'customvalues')?.children ?? []).map((value) => ({
      scriptId: scriptIdOf(value),
      value: textOf(value, 'value') ?? '',
      isInactive: flagOf(value, 'isinactive', false),
    })),
    position: root.position,
  };
}

const ROLE_TAGS = new Set(['name', 'centertype', 'isinactive']);

/** A checked role. */
export function readRole(root: XmlElement, ids: ProjectIds): SdfRole {
  return {
    scriptId: scriptIdOf(root),
    name: textOf(root, 'name') ?? '',
    centerType: textOf(root, 'centertype') ?? '',
    isInactive: flagOf(root, 'isinactive', false),
    permissions: (childOf(root, 'permissions')?.children ?? []).map((element) => readRolePermission(element, ids)),
    extra: restOf(root, ROLE_TAGS),
    position: root.position,
  };
}

function readRolePermission(element: XmlElement, ids: ProjectIds): SdfRolePermission {
  return {
    key: toReference(textOf(element, 'permkey') ?? '', ids),
    level: wordOf(element, 'permlevel', LEVELS, 'NONE'),
    ...readRestriction(element),
    position: element.position,
  };
}

import { FIELD_TYPES, isAppliesToTag } from './field-tables';
import { parseReference, toReference } from './references';
import { flagOf, numberOf, restOf, scriptIdOf, wordOf } from './read-tags';
import { childOf, textOf } from './xml';
import type { ProjectIds } from './references';
import type { SdfField, SdfFieldType, SdfParameter, SdfStandardFieldKind, SdfStandardRecordField, SdfValue } from './types';
import type { XmlElement } from './xml';

const READ_TAGS = new Set([
  'fieldtype', 'label', 'description', 'help', 'ismandatory', 'storevalue', 'displaytype', 'selectrecordtype', 'defaultvalue', 'defaultchecked',
  'defaultselection', 'maxlength', 'minvalue', 'maxvalue', 'onparentdelete',
]);

/** A checked field element in typed form, defaults filled in. */
export function readField(element: XmlElement, ids: ProjectIds): SdfField {
  const fieldType = wordOf(element, 'fieldtype', FIELD_TYPES, 'TEXT');
  const list = textOf(element, 'selectrecordtype');
  const defaultValue = readDefault(element, fieldType, ids);
  const maxLength = numberOf(element, 'maxlength');
  const minValue = numberOf(element, 'minvalue');
  const maxValue = numberOf(element, 'maxvalue');
  const onParentDelete = textOf(element, 'onparentdelete');
  return {
    scriptId: scriptIdOf(element),
    fieldType,
    label: textOf(element, 'label') ?? '',
    description: textOf(element, 'description') ?? '',
    help: textOf(element, 'help') ?? '',
    mandatory: flagOf(element, 'ismandatory', false),
    storeValue: flagOf(element, 'storevalue', true),
    displayType: wordOf(element, 'displaytype', ['HIDDEN', 'LOCKED', 'NORMAL', 'SHOWASLIST', 'STATICTEXT'], 'NORMAL'),
    ...(list === undefined ? {} : { selectRecordType: toReference(list, ids) }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(minValue === undefined ? {} : { minValue }),
    ...(maxValue === undefined ? {} : { maxValue }),
    ...(onParentDelete === undefined ? {} : { onParentDelete: onParentDelete === 'SET_NULL' ? 'SET_NULL' as const : 'NO_ACTION' as const }),
    extra: restOf(element, READ_TAGS),
    position: element.position,
  };
}

/** A value of a field or parameter: references for the select types, text as written for the rest. */
export function readValue(fieldType: SdfFieldType, text: string, ids: ProjectIds): SdfValue {
  switch (fieldType) {
    case 'SELECT':
      return { kind: 'references', references: [toReference(text, ids)] };
    case 'MULTISELECT':
      return { kind: 'references', references: text.split('|').map((value) => toReference(value, ids)) };
    default: {
      const parsed = parseReference(text);
      // Brackets alone make no reference: a text field may hold a JSON array.
      return parsed === undefined || parsed.kind === 'other'
        ? { kind: 'text', text }
        : { kind: 'references', references: [toReference(text, ids)] };
    }
  }
}

function readDefault(element: XmlElement, fieldType: SdfFieldType, ids: ProjectIds): SdfValue | undefined {
  switch (fieldType) {
    case 'CHECKBOX':
      return { kind: 'text', text: textOf(element, 'defaultchecked') ?? 'F' };
    case 'SELECT':
    case 'MULTISELECT': {
      const selection = textOf(element, 'defaultselection');
      return selection === undefined ? undefined : readValue(fieldType, selection, ids);
    }
    default: {
      const value = textOf(element, 'defaultvalue');
      return value === undefined ? undefined : { kind: 'text', text: value };
    }
  }
}

/** A checked script parameter. */
export function readParameter(element: XmlElement, ids: ProjectIds): SdfParameter {
  const setting = textOf(element, 'setting');
  return {
    ...readField(element, ids),
    ...(setting === undefined ? {} : { setting: wordOf(element, 'setting', ['COMPANY', 'PORTLET', 'USER'], 'COMPANY') }),
  };
}

/** A checked custom field on standard records. */
export function readStandardField(root: XmlElement, kind: SdfStandardFieldKind, ids: ProjectIds): SdfStandardRecordField {
  const appliesTo = root.children.filter((child) => isAppliesToTag(child.name) && child.text === 'T').map((child) => child.name);
  return { ...readField(root, ids), kind, appliesTo: new Set(appliesTo) };
}

/** The field elements of a list tag, typed. */
export function readFieldList<T>(root: XmlElement, tag: string, read: (element: XmlElement) => T): readonly T[] {
  return (childOf(root, tag)?.children ?? []).map(read);
}

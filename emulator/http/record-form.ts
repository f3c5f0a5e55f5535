import type { FieldDefinition, FieldType as StoredType, RecordTypeDefinition, StoredValue } from '../metadata/types';
import { ADDRESS_FIELDS } from '../metadata/standard/address';
import { formatDate, formatDateTime } from '../modules/date-text';
import type { LineDraft, RecordDraft } from '../records/types';
import type { FieldType, FormPage, PageCell, PageField, PageFieldGroup, PageLine, PageSublist } from '../ui/page-model';
import { recordUrl } from '../ui/record-paths';
import type { PageParts } from './page-parts';

type Reader = Pick<PageParts, 'fieldsOf' | 'referenceText' | 'timeZone'>;

const TYPES: Readonly<Record<StoredType, FieldType>> = {
  text: 'TEXT', textarea: 'TEXTAREA', clobtext: 'LONGTEXT', richtext: 'RICHTEXT', inlinehtml: 'TEXTAREA', email: 'EMAIL', phone: 'PHONE', url: 'URL',
  password: 'PASSWORD', integer: 'INTEGER', float: 'FLOAT', currency: 'CURRENCY', percent: 'PERCENT', checkbox: 'CHECKBOX', date: 'DATE',
  datetimetz: 'DATETIMETZ', timeofday: 'TIMEOFDAY', select: 'SELECT', multiselect: 'SELECT', document: 'TEXT', image: 'TEXT', help: 'TEXT',
};

const PRIMARY = 'main_info';
const CUSTOM_TAB = 'custom';

/** A record as a form to look at: what has a value, the project's own fields on a tab of their own, lists as tabs. */
export function recordForm(draft: RecordDraft, reader: Reader): FormPage {
  const { definition } = draft;
  const own = shownFields(definition.fields, draft.values, reader);
  // A custom record has nothing but custom fields: they are its main part.
  const apart = definition.category !== 'custom' && own.some(({ isCustom }) => isCustom);
  const subrecords = [...draft.subrecords].flatMap(([id, values]) => subrecordGroup({ id, values, definition }, reader));
  return {
    kind: 'form', title: titleOf(draft), hideNavBar: false, clientModule: undefined, submitButton: undefined, resetButton: undefined, buttons: [], links: [], messages: [],
    tabs: apart ? [{ id: CUSTOM_TAB, label: 'Custom', helpText: undefined, parent: undefined }] : [],
    fieldGroups: [group(PRIMARY, 'Primary Information'), ...subrecords.map(({ group: each }) => each)],
    fields: [
      ...own.map(({ field, isCustom }) => ({ ...field, container: apart && isCustom ? CUSTOM_TAB : PRIMARY })),
      ...subrecords.flatMap(({ fields }) => fields),
    ],
    sublists: [...draft.sublists].flatMap(([id, lines]) => (lines.length === 0 ? [] : [sublist({ id, lines, definition }, reader)])),
  };
}

function titleOf({ definition, id, values }: RecordDraft): string {
  const name = values.get(definition.nameColumn) ?? values.get('tranid');
  return `${definition.label} ${typeof name === 'string' && name !== '' ? name : `#${String(id)}`}`;
}

function group(id: string, label: string): PageFieldGroup {
  return { id, label, tab: undefined, isCollapsible: false, isCollapsed: false, isSingleColumn: false, isBorderHidden: false };
}

interface ShownField {
  readonly field: PageField;
  readonly isCustom: boolean;
}

function shownFields(definitions: ReadonlyMap<string, FieldDefinition>, values: ReadonlyMap<string, StoredValue>, reader: Reader): readonly ShownField[] {
  return [...definitions.values()].flatMap((definition) => {
    const cell = cellOf(definition, values.get(definition.id), reader);
    return cell === undefined ? [] : [{ field: pageField(definition, cell), isCustom: definition.custom === true }];
  });
}

function pageField({ id, label, type }: FieldDefinition, { value, text, url }: PageCell): PageField {
  return {
    id, type: TYPES[type], label, container: undefined, displayType: 'INLINE', layoutType: 'NORMAL', breakType: 'NONE', value, valueText: text, valueUrl: url,
    options: [], optionsCut: false, source: undefined, radioValue: undefined, isMandatory: false, helpText: undefined, maxLength: undefined,
    displaySize: undefined, linkText: undefined, alias: undefined, richText: undefined, padding: undefined,
  };
}

/** Undefined: there is nothing to show. */
function cellOf(field: FieldDefinition, value: StoredValue | undefined, reader: Reader): PageCell | undefined {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return undefined;
  if (typeof value === 'boolean') return { value: value ? 'T' : 'F', text: value ? 'T' : 'F', url: undefined };
  if (Array.isArray(value)) return { value: value.join('\u0005'), text: value.map((id: number) => nameOf(field, id, reader)).join(', '), url: undefined };
  const text = String(value);
  const chosen = field.choices?.get(text);
  if (chosen !== undefined) return { value: text, text: chosen, url: undefined };
  switch (field.type) {
    case 'select': return { value: text, text: nameOf(field, Number(value), reader), url: linkOf(field, Number(value), reader) };
    case 'date': return plain(formatDate(new Date(`${text}T12:00:00`).getTime()));
    case 'datetimetz': return plain(formatDateTime(Date.parse(text), reader.timeZone));
    default: return plain(text);
  }
}

function plain(text: string): PageCell {
  return { value: text, text, url: undefined };
}

function nameOf({ selectRecordType }: FieldDefinition, id: number, reader: Reader): string {
  return (selectRecordType === undefined ? undefined : reader.referenceText(selectRecordType, id)) ?? String(id);
}

/** Lists have no pages, and a group of types (`entity`) does not say which one a row is of. */
function linkOf({ selectRecordType }: FieldDefinition, id: number, reader: Reader): string | undefined {
  if (selectRecordType === undefined || selectRecordType.startsWith('customlist') || reader.fieldsOf(selectRecordType) === undefined) return undefined;
  return recordUrl(selectRecordType, id);
}

interface Subrecord {
  readonly id: string;
  readonly values: ReadonlyMap<string, StoredValue>;
  readonly definition: RecordTypeDefinition;
}

function subrecordGroup({ id, values, definition }: Subrecord, reader: Reader): readonly { readonly group: PageFieldGroup; readonly fields: readonly PageField[] }[] {
  const type = definition.subrecords.get(id);
  const fields = (type === undefined ? undefined : reader.fieldsOf(type)) ?? ADDRESS_FIELDS;
  const shown = [...values].flatMap(([fieldId, value]) => {
    const known = fields.get(fieldId) ?? { id: fieldId, label: fieldId, type: 'text' as const, mandatory: false };
    const cell = cellOf(known, value, reader);
    return cell === undefined ? [] : [{ ...pageField(known, cell), id: `${id}_${fieldId}`, container: id }];
  });
  const label = definition.fields.get(id)?.label ?? SUBRECORDS[id] ?? id;
  return shown.length === 0 ? [] : [{ group: group(id, label), fields: shown }];
}

/** What screens call the subrecords that are no fields. */
const SUBRECORDS: Readonly<Record<string, string>> = { shippingaddress: 'Shipping Address', billingaddress: 'Billing Address' };

interface Lines {
  readonly id: string;
  readonly lines: readonly LineDraft[];
  readonly definition: RecordTypeDefinition;
}

/** Columns in which some line has a value. */
function sublist({ id, lines, definition }: Lines, reader: Reader): PageSublist {
  const columns = [...(definition.sublists.get(id)?.fields.values() ?? [])];
  const cells = lines.map(({ values }): PageLine => Object.fromEntries(columns.flatMap((column) => {
    const cell = cellOf(column, values.get(column.id), reader);
    return cell === undefined ? [] : [[column.id, cell]];
  })));
  const used = columns.filter((column) => cells.some((line) => line[column.id] !== undefined));
  return {
    id, type: 'STATICLIST', label: `${id.charAt(0).toUpperCase()}${id.slice(1)}s`, tab: undefined, isHidden: false, helpText: undefined, hasMarkAll: false, hasRefresh: false,
    buttons: [], fields: used.map((column) => pageField(column, plain(''))), lines: cells, totallingField: undefined, uniqueField: undefined,
  };
}

import { NotEmulated } from '../../runtime/types';
import { MULTISELECT_SEPARATOR, type FieldType } from '../../ui/page-model';
import { formatDate, formatDateTime } from '../date-text';
import type { Options } from '../arguments';
import { wrongType } from '../arguments';
import type { FieldDraft } from './drafts';
import { checkedId, chosen, missing, optionalText, textOf } from './options';
import type { WidgetHost } from './widget-host';

const FIELD_TYPES: readonly FieldType[] = [
  'CHECKBOX', 'CURRENCY', 'DATE', 'DATETIME', 'DATETIMETZ', 'EMAIL', 'FILE', 'FLOAT', 'HELP', 'IMAGE', 'INLINEHTML', 'INTEGER', 'LABEL', 'LONGTEXT',
  'MULTISELECT', 'PASSWORD', 'PERCENT', 'PHONE', 'RADIO', 'RICHTEXT', 'SELECT', 'TEXT', 'TEXTAREA', 'TIMEOFDAY', 'URL',
];

/** Where a field is added. */
export type FieldPlace = 'form' | 'existing page' | 'sublist' | 'list';

/** Field types that are not supported there (section_4332671056); what NetSuite does with them then is not documented. */
const UNSUPPORTED: Readonly<Record<FieldPlace, ReadonlySet<FieldType>>> = {
  form: new Set(['DATETIME']),
  'existing page': new Set(['DATETIME', 'FILE']),
  sublist: new Set(['DATETIME', 'FILE', 'HELP', 'INLINEHTML', 'LABEL', 'LONGTEXT', 'MULTISELECT', 'RADIO', 'RICHTEXT']),
  list: new Set(['CHECKBOX', 'DATETIME', 'DATETIMETZ', 'FILE', 'HELP', 'INLINEHTML', 'LABEL', 'MULTISELECT', 'SELECT', 'RADIO']),
};

/** Characters of a long text field made by a script (section_4332671056). */
const LONG_TEXT_LIMIT = 100_000;

export function fieldType(given: unknown, place: FieldPlace): FieldType {
  const type = chosen(FIELD_TYPES, given, 'field type');
  if (UNSUPPORTED[place].has(type)) throw new NotEmulated(`a field of type ${type} on a ${place}: NetSuite does not support it there`);
  return type;
}

/** A new field of a form, an existing page or a sublist, from the options of `addField`. */
export function newField(host: WidgetHost, options: Options, call: string, place: Exclude<FieldPlace, 'list'>): FieldDraft {
  const type = fieldType(options['type'], place);
  const source = optionalText(options['source']);
  if (type === 'RADIO' && source === undefined) throw missing(call, 'source');
  const container = optionalText(options['container']);
  if (type === 'FILE' && container !== undefined) throw new NotEmulated('a field of type FILE in a tab or field group: it stands on the main tab alone');
  const isSelect = type === 'SELECT' || type === 'MULTISELECT';
  if (isSelect && source !== undefined && host.services.sourceRows(source, host.execution.actor, 0) === undefined) throw new NotEmulated(`the select source ${source}`);
  return {
    id: checkedId(options['id'], 'field', place === 'existing page'), type, container, label: textOf(options['label'], call, 'label'), value: '', options: [],
    source: isSelect ? source : undefined, radioValue: type === 'RADIO' ? source : undefined,
    displayType: 'NORMAL', layoutType: 'NORMAL', breakType: 'NONE', isMandatory: false, helpText: undefined, maxLength: undefined, displaySize: undefined,
    linkText: undefined, alias: undefined, richTextHeight: undefined, richTextWidth: undefined, padding: undefined,
  };
}

/**
 * A value as a page carries it: text. A checkbox is `T` or `F`, never a boolean (section_456052185058); a Date becomes text
 * of the type's format. WRONG_PARAMETER_TYPE for what is no text.
 */
export function fieldText(host: WidgetHost, field: Pick<FieldDraft, 'id' | 'type'>, value: unknown, call: string): string {
  if (Array.isArray(value) && field.type === 'MULTISELECT') return value.map((each: unknown) => textOf(each, call, 'value')).join(MULTISELECT_SEPARATOR);
  if (host.realm.isDate(value)) return dateText(host, field, value);
  if (typeof value === 'boolean' || typeof value === 'object') {
    if (value === null) return '';
    throw wrongType(call, field.id, 'string');
  }
  const text = textOf(value, call, field.id);
  if (field.type === 'CHECKBOX' && !['T', 'F', ''].includes(text)) throw new NotEmulated(`the value "${text}" of a checkbox: it has to be T or F`);
  if (field.type === 'LONGTEXT' && text.length > LONG_TEXT_LIMIT) throw new NotEmulated('a long text field of more than 100,000 characters');
  return text;
}

function dateText(host: WidgetHost, field: Pick<FieldDraft, 'id' | 'type'>, value: unknown): string {
  const epochMs = host.realm.dateMs(value);
  if (field.type === 'DATE') return formatDate(epochMs);
  if (field.type === 'DATETIMETZ') return formatDateTime(epochMs, host.services.timeZone);
  throw new NotEmulated(`a Date as the value of a field of type ${field.type}`);
}

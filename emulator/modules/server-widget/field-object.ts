import { NotEmulated, SuiteScriptFailure } from '../../runtime/types';
import { MULTISELECT_SEPARATOR, OPTION_LIMIT, type PageOption } from '../../ui/page-model';
import { optionsOf, requiredOptions, wrongType } from '../arguments';
import type { GuestMembers } from '../types';
import type { FieldDraft } from './drafts';
import { fieldText } from './field-rules';
import { bindHandle } from './handles';
import { chosen, givenOptions, numberOf, optionalText, textOf, withProperties, type Property } from './options';
import type { WidgetHost } from './widget-host';

const DISPLAY_TYPES = ['DISABLED', 'ENTRY', 'HIDDEN', 'INLINE', 'NODISPLAY', 'NORMAL', 'READONLY'] as const;
const LAYOUT_TYPES = ['ENDROW', 'MIDROW', 'NORMAL', 'OUTSIDE', 'OUTSIDEABOVE', 'OUTSIDEBELOW', 'STARTROW'] as const;
const BREAK_TYPES = ['NONE', 'STARTCOL', 'STARTROW'] as const;

/** A serverWidget.Field over its draft. */
export function fieldObject(host: WidgetHost, draft: FieldDraft): object {
  const object: object = host.realm.object({
    published: 'N/ui/serverWidget.Field', tag: 'serverWidget.Field',
    constants: { id: draft.id, type: draft.type.toLowerCase() },
    ...withProperties(properties(host, draft)),
    methods: methods(host, draft, () => object),
  });
  return bindHandle('field', object, draft);
}

function properties(host: WidgetHost, draft: FieldDraft): Readonly<Record<string, Property>> {
  const text = (name: 'linkText' | 'alias' | 'helpText'): Property => ({ get: () => draft[name], set: (value) => { draft[name] = optionalText(value); } });
  const number = (name: 'maxLength' | 'padding' | 'richTextHeight' | 'richTextWidth'): Property => ({
    get: () => draft[name], set: (value) => { draft[name] = numberOf(value, `Field.${name}`, name); },
  });
  return {
    label: { get: () => draft.label, set: (value) => { draft.label = textOf(value, 'Field.label', 'label'); } },
    defaultValue: { get: () => draft.value, set: (value) => { draft.value = fieldText(host, draft, value, 'Field.defaultValue'); } },
    isMandatory: { get: () => draft.isMandatory, set: (value) => { draft.isMandatory = value === true; } },
    alias: { get: () => draft.alias ?? draft.id, set: (value) => { draft.alias = optionalText(value); } },
    linkText: text('linkText'), helpText: text('helpText'),
    maxLength: number('maxLength'), padding: number('padding'), richTextHeight: number('richTextHeight'), richTextWidth: number('richTextWidth'),
  };
}

function methods(host: WidgetHost, draft: FieldDraft, self: () => object): NonNullable<GuestMembers['methods']> {
  return {
    addSelectOption: (...args) => { addOption(draft, args); },
    getSelectOptions: (...args) => selectOptions(host, draft, args),
    setHelpText: (...args) => {
      const { help } = requiredOptions(args, { call: 'Field.setHelpText', names: ['help'] });
      if (typeof help !== 'string') throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', 'You have entered an invalid type argument: help');
      draft.helpText = help;
      return self();
    },
    updateBreakType: (...args) => {
      draft.breakType = chosen(BREAK_TYPES, requiredOptions(args, { call: 'Field.updateBreakType', names: ['breakType'] })['breakType'], 'field break type');
      return self();
    },
    updateLayoutType: (...args) => {
      draft.layoutType = chosen(LAYOUT_TYPES, requiredOptions(args, { call: 'Field.updateLayoutType', names: ['layoutType'] })['layoutType'], 'field layout type');
      return self();
    },
    updateDisplayType: (...args) => {
      draft.displayType = chosen(DISPLAY_TYPES, requiredOptions(args, { call: 'Field.updateDisplayType', names: ['displayType'] })['displayType'], 'field display type');
      return self();
    },
    updateDisplaySize: (...args) => {
      const call = 'Field.updateDisplaySize';
      const { height, width } = requiredOptions(args, { call, names: ['height', 'width'] });
      draft.displaySize = { height: numberOf(height, call, 'height'), width: numberOf(width, call, 'width') };
      return self();
    },
  };
}

/** A field that is sourced takes no further choices (section_4337905245); what NetSuite does when told so is not documented. */
function addOption(draft: FieldDraft, args: readonly unknown[]): void {
  const call = 'Field.addSelectOption';
  const { value, text, isSelected } = givenOptions(args, call, ['value', 'text']);
  if (draft.type !== 'SELECT' && draft.type !== 'MULTISELECT') throw new NotEmulated(`choices of a field of type ${draft.type}`);
  if (draft.source !== undefined) throw new NotEmulated('choices added to a select that has a source');
  const option = { value: textOf(value, call, 'value'), text: textOf(text, call, 'text') };
  draft.options.push(option);
  if (isSelected === true) draft.value = draft.type === 'MULTISELECT' && draft.value !== '' ? `${draft.value}${MULTISELECT_SEPARATOR}${option.value}` : option.value;
}

const OPERATORS: Readonly<Record<string, (text: string, filter: string) => boolean>> = {
  contains: (text, filter) => text.includes(filter), is: (text, filter) => text === filter, startswith: (text, filter) => text.startsWith(filter),
};

/** The first 1,000 choices, filtered without regard to case. */
function selectOptions(host: WidgetHost, draft: FieldDraft, args: readonly unknown[]): readonly PageOption[] {
  const { filter, filteroperator } = optionsOf(args);
  const all = draft.source === undefined ? draft.options : host.services.sourceRows(draft.source, host.execution.actor, OPTION_LIMIT)?.rows ?? [];
  const wanted = optionalText(filter)?.toLowerCase();
  const holds = OPERATORS[optionalText(filteroperator) ?? 'contains'];
  if (holds === undefined) throw wrongType('Field.getSelectOptions', 'filteroperator', 'contains, is or startswith');
  return all.filter(({ text }) => wanted === undefined || holds(text.toLowerCase(), wanted)).slice(0, OPTION_LIMIT);
}

import { NotEmulated } from '../../runtime/types';
import { requiredOptions, wrongType, type Options } from '../arguments';
import type { GuestMembers } from '../types';
import { buttonObject, newButton, ownButton } from './button-object';
import type { FieldDraft, SublistDraft } from './drafts';
import { fieldObject } from './field-object';
import { fieldText, newField } from './field-rules';
import { bindHandle } from './handles';
import { checkedId, chosen, missing, optionalText, textOf, withProperties } from './options';
import type { WidgetHost } from './widget-host';

const SUBLIST_TYPES = ['EDITOR', 'INLINEEDITOR', 'LIST', 'STATICLIST'] as const;
const SUBLIST_DISPLAY_TYPES = ['HIDDEN', 'NORMAL'] as const;

export function newSublist(options: Options, call: string, isExistingPage: boolean): SublistDraft {
  return {
    id: checkedId(options['id'], 'sublist', isExistingPage), type: chosen(SUBLIST_TYPES, options['type'], 'sublist type'), tab: optionalText(options['tab']),
    label: textOf(options['label'], call, 'label'), fields: [], buttons: [], lines: [], isHidden: false, helpText: undefined, hasMarkAll: false, hasRefresh: false,
    totallingField: undefined, uniqueField: undefined,
  };
}

/** A serverWidget.Sublist over its draft. */
export function sublistObject(host: WidgetHost, draft: SublistDraft): object {
  const { getters, setters } = withProperties({
    label: { get: () => draft.label, set: (value) => { draft.label = textOf(value, 'Sublist.label', 'label'); } },
    helpText: { get: () => draft.helpText, set: (value) => { draft.helpText = optionalText(value); } },
    displayType: {
      get: () => (draft.isHidden ? 'HIDDEN' : 'NORMAL'),
      set: (value) => { draft.isHidden = chosen(SUBLIST_DISPLAY_TYPES, value, 'sublist display type') === 'HIDDEN'; },
    },
  });
  const object: object = host.realm.object({
    published: 'N/ui/serverWidget.Sublist', tag: 'serverWidget.Sublist',
    getters: { ...getters, lineCount: () => draft.lines.length }, setters: setters ?? {},
    methods: { ...columnMethods(host, draft, () => object), ...lineMethods(host, draft), ...buttonMethods(host, draft) },
  });
  return bindHandle('sublist', object, draft);
}

function columnMethods(host: WidgetHost, draft: SublistDraft, self: () => object): NonNullable<GuestMembers['methods']> {
  const named = (args: readonly unknown[], member: string) => knownColumn(draft, requiredOptions(args, { call: `Sublist.${member}`, names: ['id'] })['id']).id;
  return {
    addField: (...args) => {
      const call = 'Sublist.addField';
      const field = newField(host, requiredOptions(args, { call, names: ['id', 'label', 'type'] }), call, 'sublist');
      if (draft.fields.some(({ id }) => id === field.id)) throw new NotEmulated(`two columns ${field.id} of the sublist ${draft.id}`);
      draft.fields.push(field);
      return fieldObject(host, field);
    },
    getField: (...args) => {
      const { id } = requiredOptions(args, { call: 'Sublist.getField', names: ['id'] });
      const field = draft.fields.find((each) => each.id === id);
      return field === undefined ? null : fieldObject(host, field);
    },
    updateTotallingFieldId: (...args) => {
      draft.totallingField = named(args, 'updateTotallingFieldId');
      return self();
    },
    updateUniqueFieldId: (...args) => {
      draft.uniqueField = named(args, 'updateUniqueFieldId');
      return self();
    },
  };
}

/**
 * Lines count from 0 and come into being as they are set; one that is skipped is empty. An empty text is no value
 * (SSS_MISSING_REQD_ARGUMENT); null clears the cell.
 */
function lineMethods(host: WidgetHost, draft: SublistDraft): NonNullable<GuestMembers['methods']> {
  return {
    setSublistValue: (...args) => {
      const call = 'Sublist.setSublistValue';
      const options = requiredOptions(args, { call, names: ['id', 'line'] });
      const { value } = options;
      if (value === undefined || value === '') throw missing(call, 'value');
      const column = knownColumn(draft, options['id']);
      if (value !== null && typeof value !== 'string' && typeof value !== 'number') throw wrongType(call, 'value', 'string');
      const line = lineNumber(options['line'], call);
      while (draft.lines.length <= line) draft.lines.push(new Map());
      draft.lines[line]?.set(column.id, fieldText(host, column, value, call));
    },
    getSublistValue: (...args) => {
      const call = 'Sublist.getSublistValue';
      const options = requiredOptions(args, { call, names: ['id', 'line'] });
      const value = draft.lines[lineNumber(options['line'], call)]?.get(knownColumn(draft, options['id']).id);
      return value === undefined || value === '' ? null : value;
    },
  };
}

function buttonMethods(host: WidgetHost, draft: SublistDraft): NonNullable<GuestMembers['methods']> {
  const own = (id: string, label: string) => buttonObject(host, ownButton(id, label));
  const requireList = (member: string) => {
    if (draft.type !== 'LIST') throw new NotEmulated(`Sublist.${member} on a sublist of type ${draft.type}: NetSuite has it for LIST alone`);
  };
  return {
    addButton: (...args) => {
      const call = 'Sublist.addButton';
      const button = newButton(requiredOptions(args, { call, names: ['id', 'label'] }), call, false);
      draft.buttons.push(button);
      return buttonObject(host, button);
    },
    addMarkAllButtons: () => {
      requireList('addMarkAllButtons');
      draft.hasMarkAll = true;
      return [own(`${draft.id}markall`, 'Mark All'), own(`${draft.id}unmarkall`, 'Unmark All')];
    },
    addRefreshButton: () => {
      requireList('addRefreshButton');
      draft.hasRefresh = true;
      return own(`${draft.id}refresh`, 'Refresh');
    },
  };
}

/** A column that the sublist does not have is not documented to be refused by NetSuite; here it is, by name. */
function knownColumn(draft: SublistDraft, id: unknown): FieldDraft {
  const field = draft.fields.find((each) => each.id === id);
  if (field === undefined) throw new NotEmulated(`the column ${String(id)} of the sublist ${draft.id}, which has none by that name`);
  return field;
}

function lineNumber(line: unknown, call: string): number {
  const number = typeof line === 'string' && /^\d+$/.test(line) ? Number(line) : line;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw wrongType(call, 'line', 'number');
  if (number < 0) throw new NotEmulated(`the line ${String(number)} of a sublist`);
  return number;
}

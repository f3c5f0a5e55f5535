import { NotEmulated } from '../../runtime/types';
import { optionsOf, requiredOptions } from '../arguments';
import type { GuestMembers } from '../types';
import { pageMessage } from '../page-message';
import { buttonObject, newButton, ownButton } from './button-object';
import { clientScriptProperties } from './client-script';
import type { FieldDraft, FormDraft } from './drafts';
import { fieldObject } from './field-object';
import { fieldText, newField } from './field-rules';
import { layoutMethods } from './form-layout';
import { bindHandle, draftOf } from './handles';
import { addPageLink } from './page-links';
import { moveBefore } from './moves';
import { optionalText, textOf, withProperties } from './options';
import { newSublist, sublistObject } from './sublist-object';
import type { WidgetHost } from './widget-host';

type Methods = NonNullable<GuestMembers['methods']>;

/** A serverWidget.Form over its draft. */
export function formObject(host: WidgetHost, draft: FormDraft): object {
  const { getters, setters } = withProperties({
    title: { get: () => draft.title, set: (value) => { draft.title = textOf(value, 'Form.title', 'title'); } },
    ...clientScriptProperties(host, draft),
  });
  return bindHandle('page', host.realm.object({
    published: 'N/ui/serverWidget.Form', tag: 'serverWidget.Form', getters: getters ?? {}, setters: setters ?? {},
    methods: {
      ...fieldMethods(host, draft), ...layoutMethods(host, draft), ...sublistMethods(host, draft), ...buttonMethods(host, draft),
      addPageLink: (...args) => { addPageLink(draft.links, args, 'Form.addPageLink'); },
      addPageInitMessage: (...args) => { draft.messages.push(pageMessage(args)); },
    },
  }), draft);
}

function fieldMethods(host: WidgetHost, draft: FormDraft): Methods {
  return {
    addField: (...args) => {
      const call = 'Form.addField';
      const options = requiredOptions(args, { call, names: ['id', 'label', 'type'] });
      const field = newField(host, options, call, draft.isExistingPage ? 'existing page' : 'form');
      requireContainer(draft, field);
      requireFresh(draft, field);
      draft.fields.push(field);
      return fieldObject(host, field);
    },
    getField: (...args) => {
      const field = found(draft, draft.fields, requiredOptions(args, { call: 'Form.getField', names: ['id'] })['id'], 'field');
      return field === undefined ? null : fieldObject(host, field);
    },
    insertField: (...args) => {
      const { field, nextfield } = requiredOptions(args, { call: 'Form.insertField', names: ['field', 'nextfield'] });
      moveBefore(draft.fields, draftOf('field', field), String(nextfield), 'Form.insertField');
    },
    updateDefaultValues: (...args) => { updateDefaults(host, draft, args); },
  };
}

function requireContainer({ tabs, groups }: FormDraft, { container }: FieldDraft): void {
  if (container === undefined || [...tabs, ...groups].some(({ id }) => id === container)) return;
  throw new NotEmulated(`the container ${container} of a field: there is no such tab or field group on the form`);
}

/** Radio buttons share an id; what two other fields of one id come to is not documented. */
function requireFresh(draft: FormDraft, field: FieldDraft): void {
  const same = draft.fields.filter(({ id }) => id === field.id);
  const isAnotherButton = same.every(({ type, radioValue }) => type === 'RADIO' && field.type === 'RADIO' && radioValue !== field.radioValue);
  if (!isAnotherButton) throw new NotEmulated(`two fields ${field.id} on one form`);
}

/** On a record's own page there are fields that no script made; what is not custpage is one of these. */
function found<T extends { readonly id: string }>(draft: FormDraft, parts: readonly T[], id: unknown, what: string): T | undefined {
  const part = parts.find((each) => each.id === id);
  if (part === undefined && draft.isExistingPage && !String(id).startsWith('custpage')) throw new NotEmulated(`the ${what} ${String(id)} of a record's own page`);
  return part;
}

function updateDefaults(host: WidgetHost, draft: FormDraft, args: readonly unknown[]): void {
  const { values } = requiredOptions(args, { call: 'Form.updateDefaultValues', names: ['values'] });
  const maps: readonly unknown[] = Array.isArray(values) ? values : [values];
  for (const [id, value] of maps.flatMap((each) => Object.entries(each as object))) {
    const field = draft.fields.find((each) => each.id === id);
    if (field === undefined) throw new NotEmulated(`a default value of the field ${id}, which the form does not have`);
    field.value = fieldText(host, field, value, 'Form.updateDefaultValues');
  }
}

function sublistMethods(host: WidgetHost, draft: FormDraft): Methods {
  return {
    addSublist: (...args) => {
      const call = 'Form.addSublist';
      const sublist = newSublist(requiredOptions(args, { call, names: ['id', 'label', 'type'] }), call, draft.isExistingPage);
      if (draft.sublists.some(({ id }) => id === sublist.id)) throw new NotEmulated(`two sublists ${sublist.id} on one form`);
      if (sublist.tab !== undefined && !draft.tabs.some(({ id }) => id === sublist.tab)) throw new NotEmulated(`the tab ${sublist.tab} of a sublist: there is none on the form`);
      draft.sublists.push(sublist);
      return sublistObject(host, sublist);
    },
    getSublist: (...args) => {
      const sublist = found(draft, draft.sublists, requiredOptions(args, { call: 'Form.getSublist', names: ['id'] })['id'], 'sublist');
      return sublist === undefined ? null : sublistObject(host, sublist);
    },
    insertSublist: (...args) => {
      const { sublist, nextsublist } = requiredOptions(args, { call: 'Form.insertSublist', names: ['sublist', 'nextsublist'] });
      moveBefore(draft.sublists, draftOf('sublist', sublist), String(nextsublist), 'Form.insertSublist');
    },
  };
}

function buttonMethods(host: WidgetHost, draft: FormDraft): Methods {
  const refuseOnRecord = (member: string) => {
    if (draft.isExistingPage) throw new NotEmulated(`Form.${member} on a record's own page`);
  };
  return {
    addButton: (...args) => {
      const call = 'Form.addButton';
      const button = newButton(requiredOptions(args, { call, names: ['id', 'label'] }), call, draft.isExistingPage);
      if (draft.buttons.some(({ id }) => id === button.id)) throw new NotEmulated(`two buttons ${button.id} on one form`);
      draft.buttons.push(button);
      return buttonObject(host, button);
    },
    addSubmitButton: (...args) => {
      refuseOnRecord('addSubmitButton');
      draft.submitButton = ownButton('submitter', optionalText(optionsOf(args)['label']) ?? 'Save');
      return buttonObject(host, draft.submitButton);
    },
    addResetButton: (...args) => {
      refuseOnRecord('addResetButton');
      draft.resetButton = ownButton('resetter', optionalText(optionsOf(args)['label']) ?? 'Reset');
      return buttonObject(host, draft.resetButton);
    },
    getButton: (...args) => {
      const { id } = requiredOptions(args, { call: 'Form.getButton', names: ['id'] });
      const button = found(draft, [...draft.buttons, ...[draft.submitButton, draft.resetButton].filter((each) => each !== undefined)], id, 'button');
      return button === undefined ? null : buttonObject(host, button);
    },
    removeButton: (...args) => {
      const button = found(draft, draft.buttons, requiredOptions(args, { call: 'Form.removeButton', names: ['id'] })['id'], 'button');
      if (button !== undefined) draft.buttons.splice(draft.buttons.indexOf(button), 1);
    },
  };
}

import type { ClientField } from '../client-data';
import { controlById } from './controls';
import { postedText, scriptValue, shownText } from './field-values';
import { requireSublist } from './page-state';
import { apiObject, scriptError } from './refusals';
import { sublistMembers } from './record-sublists';
import { thisPage } from './this-page';

interface FieldName {
  readonly fieldId: string;
}

interface SetOptions extends FieldName {
  readonly value?: unknown;
  readonly text?: string | readonly string[];
  readonly ignoreFieldChange?: boolean;
}

/** N/currentRecord: the form of this page. */
export function currentRecordModule(): object {
  return apiObject('N/currentRecord', { get: Object.assign(currentRecord, { promise: () => Promise.resolve(currentRecord()) }) });
}

export function currentRecord(): object {
  return apiObject('N/currentRecord.CurrentRecord', {
    id: null, type: undefined, isDynamic: true, isReadOnly: document.getElementById('main_form') === null,
    getValue: (given: FieldName | string) => valueOf(nameOf(given)),
    getText: (given: FieldName | string) => textOf(nameOf(given)),
    setValue: (given: SetOptions | string, value?: unknown) => setValue(typeof given === 'string' ? { fieldId: given, value } : given),
    setText: (given: SetOptions) => setText(given),
    getField: (given: FieldName | string) => fieldObject(nameOf(given)),
    getSublist: ({ sublistId }: { readonly sublistId: string }) => sublistObject(sublistId),
    getSublists: () => [...thisPage().state.sublists.keys()],
    getFields: () => thisPage().state.fields.all().map(({ id }) => id),
    ...sublistMembers(currentRecord),
  });
}

function nameOf(given: FieldName | string): string {
  return typeof given === 'string' ? given : given.fieldId;
}

function known(fieldId: string): ClientField | undefined {
  return thisPage().state.fields.find(fieldId);
}

/** A field that the page does not have has no value. */
function valueOf(fieldId: string): unknown {
  const field = known(fieldId);
  return field === undefined ? undefined : scriptValue(field, thisPage().state.fields.read(fieldId));
}

function textOf(fieldId: string): unknown {
  const field = known(fieldId);
  return field === undefined ? undefined : shownText(field, thisPage().state.fields.read(fieldId));
}

function setValue({ fieldId, value, ignoreFieldChange }: SetOptions): object {
  const field = requireField(fieldId);
  thisPage().events.set(field, postedText(field, value), ignoreFieldChange === true);
  return currentRecord();
}

function setText({ fieldId, text, ignoreFieldChange }: SetOptions): object {
  const field = requireField(fieldId);
  const wanted = typeof text === 'string' ? [text] : text ?? [];
  const values = wanted.map((one) => Object.entries(field.options).find(([, shown]) => shown === one)?.[0] ?? one);
  thisPage().events.set(field, values.join('\u0005'), ignoreFieldChange === true);
  return currentRecord();
}

function requireField(fieldId: string): ClientField {
  const field = known(fieldId);
  if (field === undefined) throw scriptError('SSS_INVALID_FIELD_ID', `The page has no field ${fieldId}.`);
  return field;
}

interface SelectOption {
  readonly value: string | number;
  readonly text: string;
}

/** N/currentRecord.Field; null for one that the page does not have. */
function fieldObject(fieldId: string): object | null {
  const field = known(fieldId);
  if (field === undefined) return null;
  const { fields } = thisPage().state;
  return apiObject('N/currentRecord.Field', {
    id: fieldId, label: field.label, type: field.type.toLowerCase(), sublistId: null,
    get isMandatory() { return fields.isMandatory(fieldId); },
    set isMandatory(value: boolean) { fields.setMandatory(fieldId, value); },
    get isDisabled() { return fields.isDisabled(fieldId); },
    set isDisabled(value: boolean) { fields.setDisabled(fieldId, value); },
    get isDisplay() { return fields.isDisplayed(fieldId); },
    set isDisplay(value: boolean) { fields.setDisplayed(fieldId, value); },
    insertSelectOption({ value, text }: SelectOption) {
      const control = controlById(fieldId);
      if (control instanceof HTMLSelectElement) control.add(new Option(text, String(value)));
    },
    removeSelectOption({ value }: { readonly value: string | number | null }) {
      const control = controlById(fieldId);
      if (!(control instanceof HTMLSelectElement)) return;
      for (const option of [...control.options]) {
        if (value === null || option.value === String(value)) option.remove();
      }
    },
  });
}

function sublistObject(sublistId: string): object {
  const { definition } = requireSublist(thisPage().state, sublistId);
  return apiObject('N/currentRecord.Sublist', { id: sublistId, name: definition.label, type: definition.type.toLowerCase() });
}

import type { ClientField } from '../client-data';

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The element that shows and takes a value: a field of the form, or a cell. */
export function controlById(id: string): Control | undefined {
  const element = document.getElementById(id);
  return isControl(element) ? element : undefined;
}

export function isControl(element: EventTarget | null): element is Control {
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;
}

/** What a control holds, as the form posts it. */
export function readControl(control: Control): string {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') return control.checked ? 'T' : 'F';
  if (control instanceof HTMLSelectElement && control.multiple) return [...control.selectedOptions].map(({ value }) => value).join('\u0005');
  return control.value;
}

export function writeControl(control: Control, text: string): void {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') {
    control.checked = text === 'T';
  } else if (control instanceof HTMLSelectElement && control.multiple) {
    const chosen = new Set(text.split('\u0005'));
    for (const option of control.options) option.selected = chosen.has(option.value);
  } else {
    control.value = text;
  }
}

/** A control for a cell of a line that is being edited. */
export function makeControl(field: ClientField, id: string, label: string): Control {
  const control = makeElement(field);
  control.id = id;
  control.setAttribute('aria-label', label);
  if (field.isMandatory) control.setAttribute('aria-required', 'true');
  control.disabled = field.displayType === 'DISABLED';
  return control;
}

function makeElement(field: ClientField): Control {
  switch (field.type) {
    case 'SELECT': case 'MULTISELECT': return makeSelect(field);
    case 'TEXTAREA': return document.createElement('textarea');
    default: {
      const input = document.createElement('input');
      input.type = field.type === 'CHECKBOX' ? 'checkbox' : 'text';
      return input;
    }
  }
}

function makeSelect({ options, type, isMandatory }: ClientField): HTMLSelectElement {
  const select = document.createElement('select');
  select.multiple = type === 'MULTISELECT';
  if (!isMandatory && !select.multiple && !('' in options)) select.add(new Option('', ''));
  for (const [value, text] of Object.entries(options)) select.add(new Option(text, value));
  return select;
}

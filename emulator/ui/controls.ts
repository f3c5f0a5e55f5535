import { html, type Markup } from '../http/html';
import { asWritten, attributes, isPlainAddress } from './attributes';
import { MULTISELECT_SEPARATOR, type FieldType, type PageField, type PageOption } from './page-model';
import { shownValue } from './shown-values';

/** The input of one field: of the form, or of a cell in a list. */
export interface Control {
  readonly id: string;
  /** What it is posted as; undefined where something else carries the value. */
  readonly name: string | undefined;
  readonly field: PageField;
  readonly value: string;
  /** Ids of what describes it. */
  readonly describedBy?: string | undefined;
  /** Its name where no label element names it. */
  readonly label?: string | undefined;
}

/** A control to key a value in. */
export function renderControl(control: Control): Markup {
  const { field, value } = control;
  switch (field.type) {
    case 'CHECKBOX': return html`<input type="checkbox" value="T"${common(control)}${attributes({ checked: value === 'T' })}>`;
    case 'SELECT': return html`<select${common(control)}>${renderOptions(withBlank(field), [value])}</select>${cutNote(field)}`;
    case 'MULTISELECT': return html`<select multiple${common(control)}>${renderOptions(field.options, value.split(MULTISELECT_SEPARATOR))}</select>${cutNote(field)}`;
    case 'TEXTAREA': case 'LONGTEXT': case 'RICHTEXT': return html`<textarea${common(control)}${area(field)}>
${value}</textarea>`;
    case 'FILE': return html`<input type="file"${common(control)}>`;
    default: return html`<input type="${inputType(field.type)}" value="${value}"${common(control)}${text(field)}>`;
  }
}

function inputType(type: FieldType): string {
  switch (type) {
    case 'EMAIL': return 'email';
    case 'PHONE': return 'tel';
    case 'PASSWORD': return 'password';
    default: return 'text';
  }
}

function common({ id, name, field, describedBy, label }: Control): Markup {
  return attributes({
    id, name, disabled: field.displayType === 'DISABLED', 'aria-required': field.isMandatory ? 'true' : undefined,
    'aria-describedby': describedBy, 'aria-label': label,
  });
}

function text({ type, maxLength, displaySize, displayType }: PageField): Markup {
  const isNumber = type === 'CURRENCY' || type === 'FLOAT' || type === 'INTEGER' || type === 'PERCENT';
  return attributes({
    maxlength: maxLength, size: displaySize === undefined || displaySize.width <= 0 ? undefined : displaySize.width,
    inputmode: isNumber ? 'decimal' : undefined, autocomplete: 'off', readonly: displayType === 'READONLY',
  });
}

function area({ displaySize, richText, maxLength, displayType }: PageField): Markup {
  const rows = displaySize?.height ?? richText?.height ?? 3;
  return attributes({ rows: rows > 0 ? rows : 3, cols: displaySize?.width, maxlength: maxLength, readonly: displayType === 'READONLY' });
}

/** NetSuite puts an empty choice before those of a source; one that the script added itself is not doubled. */
function withBlank({ source, options, isMandatory }: PageField): readonly PageOption[] {
  const first = options[0];
  return source === undefined || isMandatory || first?.value === '' ? options : [{ value: '', text: '' }, ...options];
}

function renderOptions(options: readonly PageOption[], chosen: readonly string[]): readonly Markup[] {
  return options.map(({ value, text: shown }) => html`<option value="${value}"${attributes({ selected: chosen.includes(value) })}>${shown}</option>`);
}

function cutNote({ optionsCut }: PageField): Markup | undefined {
  return optionsCut ? html` <span class="hint">Not all choices are listed.</span>` : undefined;
}

/** A value to read: text, a link, or for rich text the HTML that it is. */
export function renderShown(field: PageField, shown: { readonly value: string; readonly text: string; readonly url: string | undefined }): Markup {
  switch (field.type) {
    case 'RICHTEXT': return asWritten(shown.text);
    case 'TEXTAREA': case 'LONGTEXT': return html`<span class="pre">${shown.text}</span>`;
    case 'CHECKBOX': return checkMark(shown.value === 'T');
    case 'EMAIL': return shown.text === '' ? html`` : html`<a href="mailto:${shown.text}">${shown.text}</a>`;
    case 'IMAGE': return shown.value === '' ? html`` : html`<img src="${shown.value}" alt="${field.label}">`;
    case 'URL': return link(shown.url ?? shown.value, shown.text === shown.value ? field.linkText ?? shown.text : shown.text);
    default: {
      const text = shownValue(field.type, shown.text);
      return shown.url === undefined ? html`${text}` : link(shown.url, text);
    }
  }
}

/** A box that says its state in words too. */
function checkMark(isChecked: boolean): Markup {
  return html`<span class="${isChecked ? 'checkbox_read_ck' : 'checkbox_read_unck'}">${isChecked ? 'Yes' : 'No'}</span>`;
}

export function link(url: string, text: string): Markup {
  if (url === '') return html``;
  return isPlainAddress(url) ? html`<a href="${url}">${text === '' ? url : text}</a>` : html`${text}`;
}

import { html, type Markup } from '../http/html';
import { asWritten, attributes, classes } from './attributes';
import { renderControl, renderShown } from './controls';
import type { PageField } from './page-model';
import { formatHint } from './shown-values';

/** One field of a form with its label, help and control. */
export function renderField(field: PageField): Markup {
  switch (field.type) {
    case 'INLINEHTML': return html`<div id="${field.id}_val" class="uir-field-wrapper wide" data-field-type="inlinehtml" data-walkthrough="Field:${field.id}">${asWritten(field.value)}</div>`;
    case 'LABEL': return wrapper(field, html`<span class="uir-label" id="${field.id}">${field.label}</span>`);
    case 'HELP': return wrapper(field, html`<p id="${field.id}">${field.label}</p>`);
    default: return isHidden(field) ? hiddenInput(field) : labelledField(field);
  }
}

export function isHidden({ displayType }: PageField): boolean {
  return displayType === 'HIDDEN' || displayType === 'NODISPLAY';
}

/** Takes part in the page without a place on it. */
function hiddenInput({ id, value }: PageField): Markup {
  return html`<input type="hidden" id="${id}" name="${id}" value="${value}">`;
}

function wrapper(field: PageField, content: Markup): Markup {
  return html`<div${attributes({
    class: classes('uir-field-wrapper', field.breakType === 'STARTCOL' && 'startcol'), 'data-field-type': field.type.toLowerCase(),
    'data-walkthrough': `Field:${field.id}`, 'data-nsps-label': field.label, 'data-nsps-type': 'field',
    style: field.padding === undefined || field.padding <= 0 ? undefined : `margin-top:${String(field.padding * 1.4)}rem`,
  })}>${content}</div>`;
}

function labelledField(field: PageField): Markup {
  const { id, helpText } = field;
  const isInline = field.displayType === 'INLINE';
  const hint = isInline ? undefined : formatHint(field.type);
  const describedBy = classes(helpText !== undefined && `${id}_help`, hint !== undefined && `${id}_hint`);
  const label = html`<span class="uir-label" id="${id}_fs_lbl_uir_label">${labelText(field, isInline)}${
    hint === undefined ? undefined : html`<span class="hint" id="${id}_hint">${hint}</span>`}${help(field)}</span>`;
  const value = isInline ? inlineValue(field) : entry(field, describedBy === '' ? undefined : describedBy);
  return wrapper(field, html`${label}<span class="uir-field" id="${id}_fs">${value}</span>`);
}

function labelText({ id, label, isMandatory }: PageField, isInline: boolean): Markup {
  if (isInline) return html`<span id="${id}_fs_lbl">${label}</span>`;
  const required = isMandatory ? html`<span class="required" title="Required"><span aria-hidden="true">*</span><span class="visually-hidden"> (required)</span></span>` : undefined;
  return html`<label id="${id}_fs_lbl" for="${id}">${label}${required}</label>`;
}

function help({ id, label, helpText }: PageField): Markup | undefined {
  if (helpText === undefined || helpText === '') return undefined;
  return html`<details class="help"><summary aria-label="Help: ${label}">?</summary><p id="${id}_help">${helpText}</p></details>`;
}

function inlineValue(field: PageField): Markup {
  const shown = renderShown(field, { value: field.value, text: field.valueText, url: field.valueUrl });
  return html`<span class="inputreadonly" id="${field.id}_val" aria-labelledby="${field.id}_fs_lbl" role="group">${shown}</span>${hiddenInput(field)}`;
}

/** A control that posts as NetSuite does: `F` for an empty box, a disabled field's value too, many choices in one. */
function entry(field: PageField, describedBy: string | undefined): Markup {
  const { id, value } = field;
  const control = (name: string | undefined): Markup => renderControl({ id, name, field, value, describedBy });
  if (field.displayType === 'DISABLED' || field.type === 'MULTISELECT') return html`${control(undefined)}<input type="hidden" id="${id}_send" name="${id}" value="${value}">`;
  if (field.type === 'CHECKBOX') return html`<input type="hidden" name="${id}" value="F">${control(id)}`;
  return control(id);
}

/** Buttons of one id are one group. */
export function renderRadioGroup(fields: readonly PageField[]): Markup {
  const [first] = fields;
  if (first === undefined) return html``;
  return wrapper(first, html`<span class="uir-field" id="${first.id}_fs" role="radiogroup" aria-label="${fields.map(({ label }) => label).join(' / ')}">${fields.map((field) => {
    const choice = field.radioValue ?? '';
    return html`<label><input type="radio" id="${field.id}_${choice}" name="${field.id}" value="${choice}"${attributes({
      checked: field.value === choice, disabled: field.displayType === 'DISABLED',
    })}>${field.label}</label> `;
  })}</span>`);
}

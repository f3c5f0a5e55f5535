import { html, type Markup } from '../http/html';
import { attributes, classes } from './attributes';
import { renderButton } from './button-view';
import { postedCells } from './client-data';
import { CELL_SEPARATOR, encodeLines } from './client/line-encoding';
import { renderControl, renderShown } from './controls';
import { isHidden } from './field-view';
import type { PageCell, PageField, PageLine, PageSublist } from './page-model';
import { isNumberType, shownValue } from './shown-values';

const EMPTY: PageCell = { value: '', text: '', url: undefined };

/** A sublist as a table with what may be done to it. */
export function renderSublist(sublist: PageSublist, isTitled: boolean): Markup {
  if (sublist.isHidden) return html`<div hidden>${posted(sublist)}</div>`;
  const columns = sublist.fields.filter((field) => !isHidden(field));
  const isEditor = sublist.type === 'EDITOR' || sublist.type === 'INLINEEDITOR';
  return html`<section class="sublist" id="${sublist.id}_layer" data-sublist="${sublist.id}" data-sublist-type="${sublist.type}" aria-label="${sublist.label}">
${isTitled ? html`<h3 id="${sublist.id}_title">${sublist.label}</h3>` : undefined}${sublist.helpText === undefined ? undefined : html`<p class="hint">${sublist.helpText}</p>`}
${tools(sublist)}<div class="scroll" role="region" tabindex="0" aria-label="${sublist.label}, table">
<table id="${sublist.id}_splits"><caption class="visually-hidden">${sublist.label}</caption>
<thead><tr id="${sublist.id}_headerrow" class="uir-machine-headerrow"><th scope="col" class="number"><span class="visually-hidden">Line</span><span aria-hidden="true">#</span></th>${columns.map(heading)}</tr></thead>
<tbody>${sublist.lines.map((line, index) => renderLine(sublist, columns, { line, index }))}</tbody>${totals(sublist, columns)}</table></div>
${sublist.lines.length === 0 && !isEditor ? html`<p class="empty">No records to show.</p>` : undefined}${isEditor ? editorTools(sublist) : undefined}${posted(sublist)}</section>`;
}

function heading(field: PageField): Markup {
  return html`<th scope="col" class="${classes('listheadertd', isNumberType(field.type) && 'number')}" data-label="${field.label}" data-column="${field.id}">${field.label}${
    field.isMandatory ? html`<span class="required" aria-hidden="true"> *</span><span class="visually-hidden"> (required)</span>` : undefined}</th>`;
}

function tools(sublist: PageSublist): Markup | undefined {
  const buttons = [
    ...sublist.buttons.map((button) => renderButton(button, { id: button.id, isPrimary: false })),
    ...(sublist.hasMarkAll ? [
      html`<button type="button" class="button" id="${sublist.id}markall" data-mark-all="${sublist.id}">Mark All</button>`,
      html`<button type="button" class="button" id="${sublist.id}unmarkall" data-unmark-all="${sublist.id}">Unmark All</button>`,
    ] : []),
    ...(sublist.hasRefresh ? [html`<button type="button" class="button" id="refresh${sublist.id}" data-refresh="${sublist.id}">Refresh</button>`] : []),
  ];
  return buttons.length === 0 ? undefined : html`<div class="tools">${buttons}</div>`;
}

/** What works on the line that is being edited; of use once the page's script runs. */
function editorTools({ id, label }: PageSublist): Markup {
  const button = (name: string, text: string): Markup => html`<button type="button" class="button" id="${id}_${name}">${text}<span class="visually-hidden"> in ${label}</span></button>`;
  return html`<div class="tools">${button('addedit', 'Add')}${button('clear', 'Cancel')}${button('insert', 'Insert')}${button('remove', 'Remove')}</div>`;
}

function renderLine(sublist: PageSublist, columns: readonly PageField[], { line, index }: { readonly line: PageLine; readonly index: number }): Markup {
  const isEditor = sublist.type === 'EDITOR' || sublist.type === 'INLINEEDITOR';
  const kind = isEditor ? classes('uir-machine-row', index % 2 === 0 ? 'uir-machine-row-odd' : 'uir-machine-row-even') : 'uir-list-row-tr';
  return html`<tr id="${sublist.id}row${index}" class="${kind}" data-line="${index}"><td class="number">${index + 1}</td>${columns.map((field) => (
    html`<td class="${classes(isNumberType(field.type) && 'number')}" data-column="${field.id}">${renderCell(sublist, field, { cell: line[field.id] ?? EMPTY, index })}</td>`
  ))}</tr>`;
}

/** Lists take entries in checkboxes and in columns that the script opened; the lines of editors are opened one by one. */
function isEntry(sublist: PageSublist, field: PageField): boolean {
  if (sublist.type !== 'LIST') return false;
  if (field.displayType === 'ENTRY') return true;
  return (field.type === 'CHECKBOX' || field.type === 'RADIO') && field.displayType !== 'INLINE';
}

function renderCell(sublist: PageSublist, field: PageField, { cell, index }: { readonly cell: PageCell; readonly index: number }): Markup {
  if (!isEntry(sublist, field)) return html`<span class="cell-text">${renderShown(field, cell)}</span>`;
  const id = `${field.id}${String(index + 1)}`;
  return renderControl({ id, name: undefined, field, value: cell.value, label: `${field.label}, line ${String(index + 1)}` });
}

function totals(sublist: PageSublist, columns: readonly PageField[]): Markup | undefined {
  const at = columns.findIndex(({ id }) => id === sublist.totallingField);
  if (at < 0) return undefined;
  const rest = columns.length - at - 1;
  return html`<tfoot><tr><th scope="row"${attributes({ colspan: at + 1 })}>Total</th><td class="number" id="${sublist.id}_total" data-total="${sublist.id}">${sumOf(sublist)}</td>${
    rest > 0 ? html`<td${attributes({ colspan: rest })}></td>` : undefined}</tr></tfoot>`;
}

/** What the form posts of it; the page's script writes the lines anew before the form is sent. A static list posts nothing. */
function posted(sublist: PageSublist): Markup | undefined {
  if (sublist.type === 'STATICLIST') return undefined;
  return html`<input type="hidden" name="${sublist.id}fields" value="${sublist.fields.map(({ id }) => id).join(CELL_SEPARATOR)}">
<input type="hidden" id="${sublist.id}data" name="${sublist.id}data" value="${encodeLines(sublist.fields.map(({ id }) => id), sublist.lines.map((line) => postedCells(sublist.fields, line)))}">`;
}

/** The sum of the column as it came; the page's script keeps it up as lines change. Empty cells count as nothing. */
function sumOf({ lines, totallingField = '' }: PageSublist): string {
  const sum = lines.reduce((total, line) => total + (Number(line[totallingField]?.value ?? '') || 0), 0);
  return shownValue('CURRENCY', sum.toFixed(2));
}

import { html, type Markup } from '../http/html';
import { renderButton } from './button-view';
import { link } from './controls';
import { renderTitle } from './form-view';
import type { ListEditColumn, ListPage, ListPageColumn, ListPageRow, PageCell } from './page-model';
import { shownValue } from './shown-values';

const EMPTY: PageCell = { value: '', text: '', url: undefined };

/** A page of rows as a script described it. */
export function renderList(page: ListPage): Markup {
  return html`${renderTitle(page.title, page.links)}
${page.buttons.length === 0 ? undefined : html`<div class="buttons">${page.buttons.map((button, index) => renderButton(button, { id: button.id, isPrimary: index === 0 }))}</div>`}
${renderRows(page.title, page)}`;
}

/** What a table of rows is made from: a page's, or a portlet's. */
export interface RowTable {
  readonly style?: string;
  readonly columns: readonly ListPageColumn[];
  readonly rows: readonly ListPageRow[];
  readonly editColumns: readonly ListEditColumn[];
}

export function renderRows(label: string, { columns, rows, editColumns, style = 'normal' }: RowTable): Markup {
  if (rows.length === 0) return html`<p class="empty">No records to show.</p>`;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}, table"><table class="${style}"><caption class="visually-hidden">${label}</caption>
<thead><tr>${columns.map((column) => html`${editHead(editColumns, column)}<th scope="col" class="${alignClass(column)}">${column.label}</th>`)}</tr></thead>
<tbody>${rows.map((row, index) => html`<tr class="uir-list-row-tr" id="row${index}">${columns.map((column) => html`${editCell(editColumns, column, index)}${cell(row, column)}`)}</tr>
`)}</tbody></table></div>`;
}

function editHead(editColumns: readonly ListEditColumn[], { id }: ListPageColumn): Markup | undefined {
  const edit = editColumns.find(({ column }) => column === id);
  return edit === undefined ? undefined : html`<th scope="col">${edit.showView ? 'Edit | View' : 'Edit'}</th>`;
}

function editCell(editColumns: readonly ListEditColumn[], { id }: ListPageColumn, index: number): Markup | undefined {
  const edit = editColumns.find(({ column }) => column === id);
  if (edit === undefined) return undefined;
  const url = edit.urls[index];
  return html`<td>${url === undefined ? undefined : html`${link(url, 'Edit')}${edit.showView ? html` | ${link(url, 'View')}` : undefined}`}</td>`;
}

function cell(row: ListPageRow, column: ListPageColumn): Markup {
  const { text, url } = row[column.id] ?? EMPTY;
  const shown = shownValue(column.type, text);
  return html`<td class="${alignClass(column)}">${url === undefined ? shown : link(url, shown)}</td>`;
}

function alignClass({ align }: ListPageColumn): string {
  switch (align) {
    case 'LEFT': return '';
    case 'CENTER': return 'center';
    case 'RIGHT': return 'number';
  }
}

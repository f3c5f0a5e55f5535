import { MULTISELECT_SEPARATOR, OPTION_LIMIT, type FormPage, type ListEditColumn, type ListPage, type ListPageColumn, type ListPageRow, type Page, type PageButton, type PageCell, type PageField, type PageLine, type PageSublist } from '../../ui/page-model';
import type { ButtonDraft, ColumnDraft, EditColumnDraft, FieldDraft, FormDraft, ListDraft, PageDraft, SublistDraft } from './drafts';
import type { RowsDraft } from './list-columns';
import type { SourceRows, WidgetHost } from './widget-host';

/** A page as it is now: later changes to its draft do not reach it. */
export function pageSnapshot(host: WidgetHost, draft: PageDraft): Page {
  return draft.kind === 'form' ? formSnapshot(host, draft) : listSnapshot(draft);
}

export function formSnapshot(host: WidgetHost, draft: FormDraft): FormPage {
  const reader = new ChoiceReader(host);
  return {
    kind: 'form', title: draft.title, hideNavBar: draft.hideNavBar, clientModule: draft.clientModule,
    submitButton: labelOf(draft.submitButton), resetButton: labelOf(draft.resetButton), buttons: draft.buttons.map(button), links: [...draft.links],
    messages: [...draft.messages], tabs: draft.tabs.map((tab) => ({ ...tab })), fieldGroups: draft.groups.map((group) => ({ ...group, isCollapsed: group.isCollapsible && group.isCollapsed })),
    fields: fieldsSnapshot(reader, draft.fields), sublists: draft.sublists.map((sublist) => sublistSnapshot(reader, sublist)),
  };
}

function labelOf(draft: ButtonDraft | undefined): { readonly label: string } | undefined {
  return draft === undefined || draft.isHidden ? undefined : { label: draft.label };
}

function button(draft: ButtonDraft): PageButton {
  return { ...draft };
}

/** Fields of a form or a form portlet as they are now. */
export function fieldsSnapshot(reader: ChoiceReader, fields: readonly FieldDraft[]): readonly PageField[] {
  return fields.map((field) => fieldSnapshot(reader, field, field.type === 'RADIO' ? radioValueOf(fields, field.id) : field.value));
}

/** The button of a group that is chosen: the last that was told so. */
function radioValueOf(fields: readonly FieldDraft[], id: string): string {
  return fields.filter((field) => field.id === id && field.value !== '').at(-1)?.value ?? '';
}

function fieldSnapshot(reader: ChoiceReader, draft: FieldDraft, value: string): PageField {
  const choices = reader.choices(draft, value);
  const { richTextHeight: height, richTextWidth: width, options: _given, ...own } = draft;
  return {
    ...own, value, options: choices.rows, optionsCut: choices.more,
    valueText: reader.text(draft, value), valueUrl: draft.displayType === 'INLINE' ? reader.url(draft, value) : undefined,
    richText: height === undefined && width === undefined ? undefined : { height, width },
  };
}

function sublistSnapshot(reader: ChoiceReader, draft: SublistDraft): PageSublist {
  return {
    id: draft.id, type: draft.type, label: draft.label, tab: draft.tab, isHidden: draft.isHidden, helpText: draft.helpText, hasMarkAll: draft.hasMarkAll,
    hasRefresh: draft.hasRefresh, totallingField: draft.totallingField, uniqueField: draft.uniqueField, buttons: draft.buttons.map(button),
    fields: fieldsSnapshot(reader, draft.fields), lines: draft.lines.map((line) => lineSnapshot(reader, draft.fields, line)),
  };
}

function lineSnapshot(reader: ChoiceReader, fields: readonly FieldDraft[], line: ReadonlyMap<string, string>): PageLine {
  return Object.fromEntries(fields.flatMap((field) => {
    const value = line.get(field.id);
    return value === undefined ? [] : [[field.id, cell(reader, field, value)]];
  }));
}

function cell(reader: ChoiceReader, field: FieldDraft, value: string): PageCell {
  if (field.type === 'URL' && value !== '') return { value, text: field.linkText ?? value, url: value };
  return { value, text: reader.text(field, value), url: field.displayType === 'INLINE' ? reader.url(field, value) : undefined };
}

/** Reads what selects may choose and what chosen ids are called, each source once a page. */
export class ChoiceReader {
  private readonly sources = new Map<string, SourceRows>();
  private readonly names = new Map<string, string>();

  constructor(private readonly host: WidgetHost) {}

  choices({ source, options, displayType }: FieldDraft, value: string): SourceRows {
    if (source === undefined) return { rows: [...options], more: false };
    // What is not offered need not be read.
    if (displayType === 'INLINE' || displayType === 'HIDDEN') return { rows: [], more: false };
    const found = this.sourceRows(source);
    const chosen = value === '' || found.rows.some((row) => row.value === value) ? [] : [{ value, text: this.nameOf(source, value) }];
    return { rows: [...found.rows, ...chosen], more: found.more };
  }

  text({ source, options, type }: FieldDraft, value: string): string {
    if (type !== 'SELECT' && type !== 'MULTISELECT') return value;
    const one = (id: string) => (source === undefined ? options.find((option) => option.value === id)?.text ?? id : this.nameOf(source, id));
    return value === '' ? '' : value.split(MULTISELECT_SEPARATOR).map(one).join(', ');
  }

  url({ source, type }: FieldDraft, value: string): string | undefined {
    return type === 'SELECT' && source !== undefined && /^\d+$/.test(value) ? this.host.services.recordUrl(source, Number(value), false) : undefined;
  }

  private nameOf(source: string, id: string): string {
    const key = `${source}\n${id}`;
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const name = /^-?\d+$/.test(id) ? this.host.services.referenceText(source, Number(id)) ?? '' : '';
    this.names.set(key, name);
    return name;
  }

  private sourceRows(source: string): SourceRows {
    const known = this.sources.get(source);
    if (known !== undefined) return known;
    const found = this.host.services.sourceRows(source, this.host.execution.actor, OPTION_LIMIT) ?? { rows: [], more: false };
    this.sources.set(source, found);
    return found;
  }
}

function listSnapshot(draft: ListDraft): ListPage {
  return {
    kind: 'list', title: draft.title, hideNavBar: draft.hideNavBar, clientModule: draft.clientModule, style: draft.style,
    buttons: draft.buttons.map(button), links: [...draft.links], ...rowsSnapshot(draft),
  };
}

/** Columns and rows of a list page or list portlet as they are now. */
export function rowsSnapshot({ columns, rows, editColumns }: RowsDraft): { readonly columns: readonly ListPageColumn[]; readonly rows: readonly ListPageRow[]; readonly editColumns: readonly ListEditColumn[] } {
  return {
    columns: columns.map(({ id, type, label, align }) => ({ id, type, label, align })),
    rows: rows.map((row) => Object.fromEntries(columns.map((column) => [column.id, listCell(column, row)]))),
    editColumns: editColumns.map((column) => ({ column: column.column, showView: column.showView, urls: rows.map((row) => editUrl(column, row)) })),
  };
}

function listCell(column: ColumnDraft, row: ReadonlyMap<string, string>): PageCell {
  const value = row.get(column.id) ?? '';
  return { value, text: value, url: column.url === undefined ? (column.type === 'URL' && value !== '' ? value : undefined) : columnUrl(column, row) };
}

function columnUrl({ url, parameters }: ColumnDraft, row: ReadonlyMap<string, string>): string | undefined {
  const read = (part: { readonly text: string; readonly isDynamic: boolean }) => (part.isDynamic ? row.get(part.text) ?? '' : part.text);
  const base = url === undefined ? '' : read(url);
  if (base === '') return undefined;
  const query = parameters.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(read(value))}`).join('&');
  return query === '' ? base : `${base}${base.includes('?') ? '&' : '?'}${query}`;
}

function editUrl({ link, linkParam, linkParamName, showHrefColumn }: EditColumnDraft, row: ReadonlyMap<string, string>): string | undefined {
  if (link === undefined || (showHrefColumn !== undefined && row.get(showHrefColumn) !== 'T')) return undefined;
  return `${link}${link.includes('?') ? '&' : '?'}${encodeURIComponent(linkParamName)}=${encodeURIComponent(row.get(linkParam) ?? '')}`;
}

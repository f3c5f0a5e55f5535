import * as message from 'N/ui/message';
import * as serverWidget from 'N/ui/serverWidget';
import type { Banner, ColumnDraft, ColumnKind, FieldDraft, GroupDraft, PageDraft, TableDraft } from './draft';

/** File of the pages' browser module, beside the Suitelet's own. */
const CLIENT_MODULE = './review.client.js';

/** Longest text of a cell, in characters: beyond it a sublist line refuses the value. */
const MAX_CELL = 300;
const MAX_AREA = 4000;
const MAX_LONG = 100_000;

/** Draws a page with the form's own widgets: no HTML, no script but the client module. */
export function drawForm(draft: PageDraft): serverWidget.Form {
  const form = serverWidget.createForm({ title: asCharacters(draft.title) });
  form.clientScriptModulePath = CLIENT_MODULE;
  for (const banner of draft.banners) drawBanner(form, banner);
  for (const { kind, title, url } of draft.links) form.addPageLink({ title: asCharacters(title), url, type: kind === 'breadcrumb' ? serverWidget.FormPageLinkType.BREADCRUMB : serverWidget.FormPageLinkType.CROSSLINK });
  for (const { id, label } of draft.tabs ?? []) form.addTab({ id, label });
  for (const group of draft.groups) drawGroup(form, group);
  for (const [id, value] of Object.entries(draft.hidden ?? {})) drawHidden(form, id, value);
  for (const table of draft.tables ?? []) drawTable(form, table);
  if (draft.submit !== undefined) form.addSubmitButton({ label: draft.submit });
  for (const { id, label, url } of draft.buttons ?? []) form.addButton({ id, label, functionName: `openPage(${JSON.stringify(url)})` });
  return form;
}

const MESSAGE_TYPES = {
  confirmation: () => message.Type.CONFIRMATION,
  information: () => message.Type.INFORMATION,
  warning: () => message.Type.WARNING,
  error: () => message.Type.ERROR,
} as const satisfies Readonly<Record<Banner['kind'], () => message.Type>>;

function drawBanner(form: serverWidget.Form, { kind, title, text }: Banner): void {
  form.addPageInitMessage({ type: MESSAGE_TYPES[kind](), title: asCharacters(title), message: asCharacters(text) });
}

function drawGroup(form: serverWidget.Form, { id, label, tab, folds, oneColumn, inRows, fields }: GroupDraft): void {
  const group = form.addFieldGroup({ id, label, ...(tab === undefined ? {} : { tab }) });
  if (folds !== undefined) group.isCollapsible = true;
  if (folds === 'closed') group.isCollapsed = true;
  if (oneColumn === true) group.isSingleColumn = true;
  fields.forEach((draft, index) => {
    const field = drawField(form, id, draft);
    if (inRows === true) field.updateLayoutType({ layoutType: index === 0 ? serverWidget.FieldLayoutType.STARTROW : serverWidget.FieldLayoutType.MIDROW });
  });
}

function drawField(form: serverWidget.Form, container: string, draft: FieldDraft): serverWidget.Field {
  const { id, label, help, mandatory, newColumn } = draft;
  const source = draft.kind === 'record' ? { source: draft.recordType } : {};
  const field = form.addField({ id, label: asCharacters(label), type: fieldType(draft), container, ...source });
  if (help !== undefined) field.setHelpText({ help });
  if (mandatory === true) field.isMandatory = true;
  if (newColumn === true) field.updateBreakType({ breakType: serverWidget.FieldBreakType.STARTCOL });
  fillField(field, draft);
  return field;
}

function fillField(field: serverWidget.Field, draft: FieldDraft): void {
  switch (draft.kind) {
    case 'shown':
      field.updateDisplayType({ displayType: serverWidget.FieldDisplayType.INLINE });
      field.defaultValue = asCharacters(cut(draft.value, draft.long === true ? MAX_LONG : MAX_CELL));
      return;
    case 'link':
      field.updateDisplayType({ displayType: serverWidget.FieldDisplayType.INLINE });
      field.defaultValue = draft.url;
      field.linkText = asCharacters(draft.text);
      return;
    case 'choice':
      for (const { value, text } of draft.choices) field.addSelectOption({ value, text: asCharacters(text), isSelected: value === draft.value });
      field.defaultValue = draft.value;
      return;
    case 'check':
      field.defaultValue = draft.value ? 'T' : 'F';
      return;
    case 'record':
      if (draft.value !== '') field.defaultValue = draft.value;
      return;
    case 'text':
    case 'area':
    case 'date':
    case 'number':
    case 'amount':
      if (draft.most !== undefined) field.maxLength = draft.most;
      if (draft.value !== '') field.defaultValue = draft.value;
  }
}

function fieldType(draft: FieldDraft): serverWidget.FieldType {
  const { FieldType } = serverWidget;
  switch (draft.kind) {
    case 'shown':
      return draft.long === true ? FieldType.LONGTEXT : FieldType.TEXT;
    case 'link':
      return FieldType.URL;
    case 'choice':
    case 'record':
      return FieldType.SELECT;
    case 'check':
      return FieldType.CHECKBOX;
    case 'text':
      return FieldType.TEXT;
    case 'area':
      return FieldType.TEXTAREA;
    case 'date':
      return FieldType.DATE;
    case 'number':
      return FieldType.INTEGER;
    case 'amount':
      return FieldType.CURRENCY;
  }
}

function drawHidden(form: serverWidget.Form, id: string, value: string): void {
  const field = form.addField({ id, label: id, type: serverWidget.FieldType.LONGTEXT });
  field.updateDisplayType({ displayType: serverWidget.FieldDisplayType.HIDDEN });
  field.defaultValue = value;
}

function drawTable(form: serverWidget.Form, { id, label, tab, marks, help, columns, rows, total }: TableDraft): void {
  const sublist = form.addSublist({ id, label: asCharacters(label), type: marks === true ? serverWidget.SublistType.LIST : serverWidget.SublistType.STATICLIST, ...(tab === undefined ? {} : { tab }) });
  if (help !== undefined) sublist.helpText = help;
  if (marks === true) sublist.addMarkAllButtons();
  for (const column of columns) drawColumn(sublist, column);
  rows.forEach((row, line) => {
    for (const { id: column, kind } of columns) {
      const value = cellText(kind, row[column] ?? '');
      if (value !== '') sublist.setSublistValue({ id: column, line, value });
    }
  });
  if (total !== undefined) sublist.updateTotallingFieldId({ id: total });
}

function drawColumn(sublist: serverWidget.Sublist, { id, label, kind, linkText }: ColumnDraft): void {
  const field = sublist.addField({ id, label, type: columnType(kind) });
  if (linkText !== undefined) field.linkText = linkText;
  if (kind === 'key') field.updateDisplayType({ displayType: serverWidget.FieldDisplayType.HIDDEN });
}

function columnType(kind: ColumnKind): serverWidget.FieldType {
  const { FieldType } = serverWidget;
  switch (kind) {
    case 'text':
    case 'key':
      return FieldType.TEXT;
    case 'area':
      return FieldType.TEXTAREA;
    case 'amount':
      return FieldType.CURRENCY;
    case 'count':
      return FieldType.INTEGER;
    case 'link':
      return FieldType.URL;
    case 'check':
      return FieldType.CHECKBOX;
  }
}

/** What travels or leads somewhere stays as it is. */
function cellText(kind: ColumnKind, value: string): string {
  if (kind === 'link' || kind === 'key') return value;
  return asCharacters(cut(value, kind === 'area' ? MAX_AREA : MAX_CELL));
}

/**
 * Text that cannot become markup, wherever NetSuite puts it. Messages are HTML there, and whether an inline field or a cell escapes what it
 * shows is not promised. An invisible word joiner behind the bracket keeps it from opening a tag, and the text reads as it was sent.
 */
export function asCharacters(text: string): string {
  return text.replace(/<(?=[a-z!/?])/gi, '<\u2060');
}

/** Cut on a whole character, with a mark that says so. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 1;
  const splits = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, splits ? end - 1 : end)}…`;
}

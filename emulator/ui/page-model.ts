export type { MailRow, PortletCall, PortletReply, PostedFile, PostedLines, RecordPageCall, RecordPageReply, RedirectKind, SuiteletCall, SuiteletReply, SuiteletRequest } from './page-calls';

/**
 * What a script described with N/ui/serverWidget, as plain data: the page that the browser side draws. Everything is text
 * as the script gave it (never HTML, but for the two places that say so), in the order in which it is shown.
 */
export type Page = FormPage | ListPage;

export interface FormPage {
  readonly kind: 'form';
  readonly title: string;
  /** Shown without NetSuite's navigation bar. */
  readonly hideNavBar: boolean;
  readonly clientModule: ClientModule | undefined;
  /** The submit button comes first, then the script's own, then reset. */
  readonly submitButton: { readonly label: string } | undefined;
  readonly resetButton: { readonly label: string } | undefined;
  readonly buttons: readonly PageButton[];
  readonly links: readonly PageLink[];
  /** Banners that show once the page is there, after `pageInit`. */
  readonly messages: readonly PageMessage[];
  readonly tabs: readonly PageTab[];
  readonly fieldGroups: readonly PageFieldGroup[];
  readonly fields: readonly PageField[];
  readonly sublists: readonly PageSublist[];
}

export interface ListPage {
  readonly kind: 'list';
  readonly title: string;
  readonly hideNavBar: boolean;
  readonly clientModule: ClientModule | undefined;
  readonly style: ListStyle;
  readonly buttons: readonly PageButton[];
  readonly links: readonly PageLink[];
  readonly columns: readonly ListPageColumn[];
  readonly editColumns: readonly ListEditColumn[];
  readonly rows: readonly ListPageRow[];
}

/** The client script of a page: its File Cabinet path (`/SuiteScripts/x.js`, made absolute), or a file's id. */
export type ClientModule = { readonly kind: 'path'; readonly path: string } | { readonly kind: 'file'; readonly fileId: number };

export interface PageButton {
  readonly id: string;
  readonly label: string;
  /** What a click runs: a function of the client module by name, or a statement of script as written. */
  readonly functionName: string | undefined;
  readonly isDisabled: boolean;
  readonly isHidden: boolean;
}

/** A breadcrumb stands above the title, a cross link at the top right. */
export interface PageLink {
  readonly type: 'BREADCRUMB' | 'CROSSLINK';
  readonly title: string;
  readonly url: string;
}

/** A banner of N/ui/message. `title` and `message` may hold HTML in NetSuite; whoever draws them escapes what is not trusted. */
export interface PageMessage {
  readonly type: MessageType;
  readonly title: string;
  readonly message: string;
  /** Milliseconds until it goes; 0: it stays until it is closed. */
  readonly durationMs: number;
}

export type MessageType = 'CONFIRMATION' | 'INFORMATION' | 'WARNING' | 'ERROR';

export interface PageTab {
  readonly id: string;
  readonly label: string;
  readonly helpText: string | undefined;
  /** Undefined for a tab; a subtab's own tab, or `main` where it was given none. */
  readonly parent: string | undefined;
}

export interface PageFieldGroup {
  readonly id: string;
  readonly label: string;
  /** Tab it stands on; undefined: the main part of the page. */
  readonly tab: string | undefined;
  readonly isCollapsible: boolean;
  /** As it first shows; true only where it is collapsible. */
  readonly isCollapsed: boolean;
  readonly isSingleColumn: boolean;
  readonly isBorderHidden: boolean;
}

export type FieldType =
  | 'CHECKBOX' | 'CURRENCY' | 'DATE' | 'DATETIME' | 'DATETIMETZ' | 'EMAIL' | 'FILE' | 'FLOAT' | 'HELP' | 'IMAGE' | 'INLINEHTML'
  | 'INTEGER' | 'LABEL' | 'LONGTEXT' | 'MULTISELECT' | 'PASSWORD' | 'PERCENT' | 'PHONE' | 'RADIO' | 'RICHTEXT' | 'SELECT' | 'TEXT'
  | 'TEXTAREA' | 'TIMEOFDAY' | 'URL';

export type FieldDisplayType = 'DISABLED' | 'ENTRY' | 'HIDDEN' | 'INLINE' | 'NODISPLAY' | 'NORMAL' | 'READONLY';
export type FieldLayoutType = 'ENDROW' | 'MIDROW' | 'NORMAL' | 'OUTSIDE' | 'OUTSIDEABOVE' | 'OUTSIDEBELOW' | 'STARTROW';
export type FieldBreakType = 'NONE' | 'STARTCOL' | 'STARTROW';

export interface PageField {
  readonly id: string;
  readonly type: FieldType;
  readonly label: string;
  /** Id of the tab or field group it stands in; undefined: the main part. */
  readonly container: string | undefined;
  /** NORMAL in a LIST: text, but a checkbox can be ticked; ENTRY makes a cell an input. */
  readonly displayType: FieldDisplayType;
  readonly layoutType: FieldLayoutType;
  readonly breakType: FieldBreakType;
  /**
   * As the form posts it: `T`/`F` for a checkbox, internal ids for selects (several joined by U+0005), dates as the user's format has
   * them, numbers with a decimal point. For INLINEHTML it is HTML to put into the page as it is; for RADIO see `radioValue`.
   */
  readonly value: string;
  /** What a reader sees for `value`: the names behind selected ids; else the value. */
  readonly valueText: string;
  /** Page of the record that an inline select names; undefined where it names none. */
  readonly valueUrl: string | undefined;
  /** Choices of SELECT and MULTISELECT, given or of the `source`; in order. */
  readonly options: readonly PageOption[];
  /** True where the source has more than OPTION_LIMIT rows: the choices are then the first of them, and the chosen. */
  readonly optionsCut: boolean;
  /** Record type or list whose rows the choices are. */
  readonly source: string | undefined;
  /** RADIO: what choosing this button posts; buttons of one id are one group, and `value` of the group is in each. */
  readonly radioValue: string | undefined;
  readonly isMandatory: boolean;
  readonly helpText: string | undefined;
  /** Characters that may be keyed in. */
  readonly maxLength: number | undefined;
  readonly displaySize: { readonly height: number; readonly width: number } | undefined;
  /** Text of an URL field that is shown as a link. */
  readonly linkText: string | undefined;
  readonly alias: string | undefined;
  /** Rows of a rich text field. */
  readonly richText: { readonly height: number | undefined; readonly width: number | undefined } | undefined;
  /** Empty rows above it. */
  readonly padding: number | undefined;
}

/** Rows of a source that become choices; Oracle advises below 100. */
export const OPTION_LIMIT = 1000;

/** Joins the ids of a multiple select. */
export const MULTISELECT_SEPARATOR = '\u0005';

export interface PageOption {
  readonly value: string;
  readonly text: string;
}

export type SublistType = 'EDITOR' | 'INLINEEDITOR' | 'LIST' | 'STATICLIST';

export interface PageSublist {
  readonly id: string;
  readonly type: SublistType;
  readonly label: string;
  /** Tab or subtab it stands on; undefined: below the main part. */
  readonly tab: string | undefined;
  readonly isHidden: boolean;
  readonly helpText: string | undefined;
  readonly hasMarkAll: boolean;
  readonly hasRefresh: boolean;
  readonly buttons: readonly PageButton[];
  /** Its columns. `value` is the default of a new line; `container`, layout and break mean nothing here. */
  readonly fields: readonly PageField[];
  readonly lines: readonly PageLine[];
  /** Column whose sum stands below the list. */
  readonly totallingField: string | undefined;
  /** Column in which no two lines may say the same. */
  readonly uniqueField: string | undefined;
}

/** Cells by column id; a column that is absent is empty. */
export type PageLine = Readonly<Record<string, PageCell>>;

export interface PageCell {
  readonly value: string;
  /** What a reader sees: the name behind a select's id, the link text of an URL; else the value. */
  readonly text: string;
  /** Where the cell leads: an URL's own address, or the record that an inline select names. */
  readonly url: string | undefined;
}

export type ListStyle = 'grid' | 'normal' | 'plain' | 'report';

export interface ListPageColumn {
  readonly id: string;
  readonly type: FieldType;
  readonly label: string;
  readonly align: 'LEFT' | 'CENTER' | 'RIGHT';
}

/** Cells by column id. The url has the column's address with its parameters, values of this row put in. */
export type ListPageRow = PageLine;

/** What a portlet shows. */
export type Portlet = PortletFrame & (
  /** `html` goes into the page as it is. */
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'links'; readonly lines: readonly PortletLine[] }
  | { readonly kind: 'list'; readonly columns: readonly ListPageColumn[]; readonly rows: readonly ListPageRow[]; readonly editColumns: readonly ListEditColumn[] }
  | { readonly kind: 'form'; readonly fields: readonly PageField[]; readonly submit: PortletSubmit | undefined; readonly clientModule: ClientModule | undefined }
);

interface PortletFrame {
  readonly scriptId: string;
  readonly deploymentId: string;
  readonly title: string;
}

export interface PortletLine {
  readonly text: string;
  readonly url: string | undefined;
  /** Spaces by which it is indented. */
  readonly indent: number;
}

/** An Edit/View column to the left of a list's column. */
export interface ListEditColumn {
  readonly column: string;
  /** `Edit | View` instead of `Edit`. */
  readonly showView: boolean;
  /** Where the link of each row leads; undefined: no link in that row. */
  readonly urls: readonly (string | undefined)[];
}

export interface PortletSubmit {
  readonly url: string;
  readonly label: string;
  readonly target: string;
}

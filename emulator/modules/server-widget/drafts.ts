import type {
  ClientModule, FieldBreakType, FieldDisplayType, FieldLayoutType, FieldType, ListStyle, PageLink, PageMessage, PageOption, SublistType,
} from '../../ui/page-model';

/** Pages as a script builds them: changed by it until the page is written. */

export interface ButtonDraft {
  readonly id: string;
  label: string;
  readonly functionName: string | undefined;
  isDisabled: boolean;
  isHidden: boolean;
}

export interface FieldDraft {
  readonly id: string;
  readonly type: FieldType;
  readonly container: string | undefined;
  /** Record type or list that the choices come from. */
  readonly source: string | undefined;
  /** RADIO: what choosing it posts. */
  readonly radioValue: string | undefined;
  readonly options: PageOption[];
  label: string;
  value: string;
  displayType: FieldDisplayType;
  layoutType: FieldLayoutType;
  breakType: FieldBreakType;
  isMandatory: boolean;
  helpText: string | undefined;
  maxLength: number | undefined;
  displaySize: { readonly height: number; readonly width: number } | undefined;
  linkText: string | undefined;
  alias: string | undefined;
  richTextHeight: number | undefined;
  richTextWidth: number | undefined;
  padding: number | undefined;
}

export interface TabDraft {
  readonly id: string;
  readonly parent: string | undefined;
  label: string;
  helpText: string | undefined;
}

export interface GroupDraft {
  readonly id: string;
  readonly tab: string | undefined;
  label: string;
  isCollapsible: boolean;
  isCollapsed: boolean;
  isSingleColumn: boolean;
  isBorderHidden: boolean;
}

export interface SublistDraft {
  readonly id: string;
  readonly type: SublistType;
  readonly tab: string | undefined;
  readonly fields: FieldDraft[];
  readonly buttons: ButtonDraft[];
  /** Values by column; a line that was skipped is empty. */
  readonly lines: Map<string, string>[];
  label: string;
  isHidden: boolean;
  helpText: string | undefined;
  hasMarkAll: boolean;
  hasRefresh: boolean;
  totallingField: string | undefined;
  uniqueField: string | undefined;
}

/** Where a script's client module is, as the script said it. */
export interface ClientScriptDraft {
  clientModule: ClientModule | undefined;
  /** The path as it was set, before it was made absolute. */
  modulePath: string | undefined;
}

export interface FormDraft extends ClientScriptDraft {
  readonly kind: 'form';
  /** A record's own page, which a script may add to; its ids begin with custpage. */
  readonly isExistingPage: boolean;
  readonly hideNavBar: boolean;
  title: string;
  submitButton: ButtonDraft | undefined;
  resetButton: ButtonDraft | undefined;
  readonly buttons: ButtonDraft[];
  readonly links: PageLink[];
  readonly messages: PageMessage[];
  readonly tabs: TabDraft[];
  readonly groups: GroupDraft[];
  readonly fields: FieldDraft[];
  readonly sublists: SublistDraft[];
}

/** A part of an address: fixed, or the name of the row's member that holds it. */
export interface AddressPart {
  readonly text: string;
  readonly isDynamic: boolean;
}

export interface ColumnDraft {
  readonly id: string;
  readonly type: FieldType;
  readonly align: 'LEFT' | 'CENTER' | 'RIGHT';
  label: string;
  url: AddressPart | undefined;
  readonly parameters: { readonly name: string; readonly value: AddressPart }[];
}

export interface EditColumnDraft {
  readonly column: string;
  readonly showView: boolean;
  readonly showHrefColumn: string | undefined;
  readonly link: string | undefined;
  readonly linkParam: string;
  readonly linkParamName: string;
}

export interface ListDraft extends ClientScriptDraft {
  readonly kind: 'list';
  readonly hideNavBar: boolean;
  title: string;
  style: ListStyle;
  readonly buttons: ButtonDraft[];
  readonly links: PageLink[];
  readonly columns: ColumnDraft[];
  readonly editColumns: EditColumnDraft[];
  readonly rows: ReadonlyMap<string, string>[];
}

export type PageDraft = FormDraft | ListDraft;

export function newForm(title: string, given: { readonly hideNavBar: boolean; readonly isExistingPage: boolean }): FormDraft {
  return {
    kind: 'form', ...given, title, clientModule: undefined, modulePath: undefined, submitButton: undefined, resetButton: undefined,
    buttons: [], links: [], messages: [], tabs: [], groups: [], fields: [], sublists: [],
  };
}

export function newList(title: string, hideNavBar: boolean): ListDraft {
  return {
    kind: 'list', hideNavBar, title, style: 'normal', clientModule: undefined, modulePath: undefined,
    buttons: [], links: [], columns: [], editColumns: [], rows: [],
  };
}

/**
 * A page as plain data, before it is drawn with N/ui/serverWidget. Every text is text: nothing here is ever HTML, so nothing of a
 * document can become part of a page's markup.
 */
export interface PageDraft {
  readonly title: string;
  readonly banners: readonly Banner[];
  readonly links: readonly PageLinkDraft[];
  /** Label of the one button that posts; undefined: the page posts nothing. */
  readonly submit?: string | undefined;
  readonly buttons?: readonly ButtonDraft[];
  readonly tabs?: readonly TabDraft[];
  readonly groups: readonly GroupDraft[];
  readonly tables?: readonly TableDraft[];
  /** What travels with the post: hidden fields by id. */
  readonly hidden?: Readonly<Record<string, string>>;
}

/** What stands on top of a page. The title says the kind in words, so that it is told without colour. */
export interface Banner {
  readonly kind: 'confirmation' | 'information' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
}

export interface PageLinkDraft {
  readonly kind: 'breadcrumb' | 'crosslink';
  readonly title: string;
  readonly url: string;
}

/** A button that opens another page, by the client module. It changes nothing itself. */
export interface ButtonDraft {
  readonly id: string;
  readonly label: string;
  readonly url: string;
}

export interface TabDraft {
  readonly id: string;
  readonly label: string;
}

export interface GroupDraft {
  readonly id: string;
  readonly label: string;
  readonly tab?: string;
  /** Folds; `closed` as it first shows. */
  readonly folds?: 'open' | 'closed';
  readonly oneColumn?: boolean;
  /** Its fields stand side by side in rows, not below each other in columns. */
  readonly inRows?: boolean;
  readonly fields: readonly FieldDraft[];
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface FieldFrame {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly mandatory?: boolean;
  readonly newColumn?: boolean;
}

export type FieldDraft = FieldFrame & (
  /** Text that is read, not keyed in. */
  | { readonly kind: 'shown'; readonly value: string; readonly long?: boolean }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'choice'; readonly value: string; readonly choices: readonly Choice[] }
  /** Picks a record of a type. */
  | { readonly kind: 'record'; readonly value: string; readonly recordType: string }
  | { readonly kind: 'text' | 'area' | 'date' | 'number' | 'amount'; readonly value: string; readonly most?: number }
  | { readonly kind: 'check'; readonly value: boolean }
);

export type ColumnKind = 'text' | 'area' | 'amount' | 'count' | 'link' | 'check' | 'key';

export interface ColumnDraft {
  readonly id: string;
  readonly label: string;
  /** `key`: hidden, travels with the line. */
  readonly kind: ColumnKind;
  /** Text of a column of links. */
  readonly linkText?: string;
}

/** Cells by column id; empty ones are left out. */
export type RowDraft = Readonly<Record<string, string>>;

export interface TableDraft {
  readonly id: string;
  readonly label: string;
  readonly tab?: string;
  /** Lines can be marked. */
  readonly marks?: boolean;
  readonly help?: string;
  readonly columns: readonly ColumnDraft[];
  readonly rows: readonly RowDraft[];
  readonly total?: string;
}

/** A field that is read. Empty values are shown as a dash, so that a reader knows that nothing is missing. */
export function shown(id: string, label: string, value: string): FieldDraft {
  return { kind: 'shown', id, label, value: value === '' ? '–' : value };
}

/** Several lines that are read. */
export function shownLong(id: string, label: string, value: string): FieldDraft {
  return { kind: 'shown', id, label, value: value === '' ? '–' : value, long: true };
}

import type { FieldDisplayType, FieldType, FormPage, Page, PageField, PageLine, SublistType } from './page-model';

/** A field as the script in the page knows it. */
export interface ClientField {
  readonly id: string;
  readonly type: FieldType;
  readonly label: string;
  readonly displayType: FieldDisplayType;
  readonly isMandatory: boolean;
  readonly isSourced: boolean;
  /** Choices by value, where it has any. */
  readonly options: Readonly<Record<string, string>>;
  /** What stands there when the page opens; a new line's default in a sublist. */
  readonly value: string;
}

export interface ClientSublist {
  readonly id: string;
  readonly type: SublistType;
  readonly label: string;
  readonly fields: readonly ClientField[];
  readonly lines: readonly Readonly<Record<string, string>>[];
  readonly totallingField: string | undefined;
  readonly uniqueField: string | undefined;
}

export interface ClientScript {
  readonly kind: 'suitelet' | 'restlet';
  readonly scriptId: string;
  readonly scriptNumber: number;
  readonly deploymentId: string;
  readonly deploymentNumber: number;
}

/** What stands around a page and its script may ask for. */
export interface ClientSurroundings {
  readonly accountId: string;
  readonly user: { readonly id: number; readonly name: string; readonly email: string; readonly role: number; readonly roleId: string };
  /** Those that an address can be made of. */
  readonly scripts: readonly ClientScript[];
}

/** What a page tells the script in it. */
export interface ClientData extends ClientSurroundings {
  readonly fields: readonly ClientField[];
  readonly sublists: readonly ClientSublist[];
  /** File Cabinet path of the page's own script; undefined where it has none. */
  readonly clientModule: string | undefined;
  /** What of this page the emulator cannot do. */
  readonly problem: string | undefined;
}

export function clientDataOf(page: Page, surroundings: ClientSurroundings): ClientData {
  const { clientModule } = page;
  return {
    ...surroundings,
    fields: page.kind === 'form' ? page.fields.filter(({ type }) => type !== 'LABEL' && type !== 'HELP').map(clientField) : [],
    sublists: page.kind === 'form' ? clientSublists(page) : [],
    clientModule: clientModule?.kind === 'path' ? clientModule.path : undefined,
    problem: clientModule?.kind === 'file' ? 'a client script that is named by the id of its file' : undefined,
  };
}

function clientSublists({ sublists }: FormPage): readonly ClientSublist[] {
  return sublists.map(({ id, type, label, fields, lines, totallingField, uniqueField }) => ({
    id, type, label, totallingField, uniqueField, fields: fields.map(clientField),
    lines: lines.map((line) => postedCells(fields, line)),
  }));
}

/** A line as the form posts it: an empty box says so. */
export function postedCells(fields: readonly PageField[], line: PageLine): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ id, type }) => [id, line[id]?.value || (type === 'CHECKBOX' ? 'F' : '')]));
}

function clientField({ id, type, label, displayType, isMandatory, source, options, value }: PageField): ClientField {
  return { id, type, label, displayType, isMandatory, isSourced: source !== undefined, value: type === 'INLINEHTML' ? '' : value, options: Object.fromEntries(options.map((option) => [option.value, option.text])) };
}

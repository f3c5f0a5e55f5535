import type { ClientField, ClientSublist } from '../client-data';

export type Line = Record<string, string>;

/** The lines of one sublist, and the one that is being worked on. */
export class SublistState {
  readonly lines: Line[];
  /** Line that is selected; the number of lines: a new one; undefined: none. */
  selected: number | undefined;
  /** The selected line as it is being edited. */
  draft: Line | undefined;
  isDirty = false;

  constructor(readonly definition: ClientSublist) {
    this.lines = definition.lines.map((line) => ({ ...line }));
  }

  get isEditor(): boolean {
    return this.definition.type === 'EDITOR' || this.definition.type === 'INLINEEDITOR';
  }

  field(id: string): ClientField | undefined {
    return this.definition.fields.find((field) => field.id === id);
  }

  select(index: number): void {
    this.selected = index;
    this.draft = { ...(this.lines[index] ?? this.emptyLine()) };
    this.isDirty = false;
  }

  write(fieldId: string, text: string): void {
    if (this.draft === undefined) return;
    this.draft[fieldId] = text;
    this.isDirty = true;
  }

  commit(): void {
    if (this.draft === undefined || this.selected === undefined) return;
    this.lines[this.selected] = this.draft;
    this.draft = { ...this.draft };
    this.isDirty = false;
  }

  insert(index: number): void {
    this.lines.splice(index, 0, this.emptyLine());
  }

  remove(index: number): void {
    this.lines.splice(index, 1);
  }

  private emptyLine(): Line {
    return Object.fromEntries(this.definition.fields.map(({ id, value, type }) => [id, value === '' && type === 'CHECKBOX' ? 'F' : value]));
  }
}

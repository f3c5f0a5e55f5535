import type { ClientField } from '../client-data';
import { readControl, writeControl, type Control } from './controls';
import type { ClientScript } from './client-script';
import { currentRecord } from './current-record';
import { say } from './dialog';
import { checkKeyed } from './field-values';
import type { PageState } from './page-state';
import type { SublistState } from './sublist-state';
import { showCell, showSublist } from './sublist-view';

/** What happens on a form and whom it is told to, in the platform's order: validateField, fieldChanged, postSourcing; for lines lineInit, validateLine, sublistChanged. */
export class FormEvents {
  constructor(private readonly state: PageState, private readonly script: ClientScript) {}

  /** The page is there: pageInit, then the first line of each editor. */
  start(): void {
    this.script.tell('pageInit', { currentRecord: currentRecord(), mode: 'create' });
    for (const sublist of this.state.sublists.values()) {
      if (sublist.isEditor) this.select(sublist, sublist.lines.length);
    }
  }

  /** Somebody changed a field of the form. */
  keyed(field: ClientField, control: Control): void {
    const { fields } = this.state;
    const checked = checkKeyed(field, readControl(control));
    if (checked.kind === 'wrong') {
      fields.write(field.id, fields.before(field.id));
      void say('Invalid value', checked.message);
      return;
    }
    if (control.type !== 'radio' && control.type !== 'file' && checked.text !== readControl(control)) writeControl(control, checked.text);
    if (!this.script.allows('validateField', this.context({ fieldId: field.id }))) {
      fields.write(field.id, fields.before(field.id));
      return;
    }
    fields.settle(field.id);
    this.changed(field, undefined);
  }

  /** A script set a field of the form. */
  set(field: ClientField, text: string, isQuiet: boolean): void {
    this.state.fields.write(field.id, text);
    if (!isQuiet) this.changed(field, undefined);
  }

  /** Somebody changed a cell. In a list the line takes it at once; in an editor it waits for the line. */
  keyedCell(sublist: SublistState, field: ClientField, { control, line }: { readonly control: Control; readonly line: number }): void {
    if (sublist.selected !== line) sublist.select(line);
    const before = sublist.draft?.[field.id] ?? '';
    const checked = checkKeyed(field, readControl(control));
    if (checked.kind === 'wrong') {
      writeControl(control, before);
      void say('Invalid value', checked.message);
      return;
    }
    sublist.write(field.id, checked.text);
    if (!this.script.allows('validateField', this.context({ sublistId: sublist.definition.id, fieldId: field.id, line }))) {
      sublist.write(field.id, before);
      writeControl(control, before);
      return;
    }
    this.lineTook(sublist, field);
  }

  /** A script set a cell of the selected line. */
  setCell(sublist: SublistState, field: ClientField, { text, isQuiet }: { readonly text: string; readonly isQuiet: boolean }): void {
    sublist.write(field.id, text);
    if (sublist.selected !== undefined) showCell(sublist, field.id, sublist.selected);
    this.lineTook(sublist, field, isQuiet);
  }

  private lineTook(sublist: SublistState, field: ClientField, isQuiet = false): void {
    if (!sublist.isEditor) {
      sublist.commit();
      showSublist(sublist);
    }
    if (!isQuiet) this.changed(field, sublist);
    if (!sublist.isEditor && !isQuiet) this.listChanged(sublist, 'commit');
  }

  select(sublist: SublistState, index: number): void {
    sublist.select(index);
    showSublist(sublist);
    if (sublist.isEditor) this.script.tell('lineInit', this.context({ sublistId: sublist.definition.id, line: index }));
  }

  /** Takes the selected line into the list, where the script allows it. False: it does not. */
  commit(sublist: SublistState): boolean {
    if (sublist.selected === undefined) return true;
    const missing = sublist.definition.fields.filter(({ id, isMandatory }) => isMandatory && (sublist.draft?.[id] ?? '') === '');
    if (missing.length > 0) {
      void say('Missing values', `Please enter value(s) for: ${missing.map(({ label }) => label).join(', ')}`);
      return false;
    }
    const { uniqueField } = sublist.definition;
    if (uniqueField !== undefined && sublist.lines.some((line, index) => index !== sublist.selected && line[uniqueField] === sublist.draft?.[uniqueField])) {
      void say('Duplicate value', `${sublist.field(uniqueField)?.label ?? uniqueField} must be different on every line.`);
      return false;
    }
    if (sublist.isEditor && !this.script.allows('validateLine', this.context({ sublistId: sublist.definition.id }))) return false;
    sublist.commit();
    showSublist(sublist);
    this.listChanged(sublist, 'commit');
    return true;
  }

  cancel(sublist: SublistState): void {
    this.select(sublist, sublist.selected ?? sublist.lines.length);
  }

  insert(sublist: SublistState): void {
    const index = sublist.selected ?? sublist.lines.length;
    if (!this.script.allows('validateInsert', this.context({ sublistId: sublist.definition.id }))) return;
    sublist.insert(index);
    this.select(sublist, index);
    this.listChanged(sublist, 'insert');
  }

  remove(sublist: SublistState): void {
    const index = sublist.selected;
    if (index === undefined || index >= sublist.lines.length) return;
    if (!this.script.allows('validateDelete', this.context({ sublistId: sublist.definition.id, lineCount: 1 }))) return;
    sublist.remove(index);
    this.select(sublist, Math.min(index, sublist.lines.length));
    this.listChanged(sublist, 'remove');
  }

  /** Marks or unmarks the first box of every line that takes entries. Told once, not by line. */
  markAll(sublist: SublistState, isMarked: boolean): void {
    const box = sublist.definition.fields.find(({ type, displayType }) => type === 'CHECKBOX' && displayType !== 'HIDDEN' && displayType !== 'INLINE' && displayType !== 'DISABLED');
    if (box === undefined) return;
    sublist.lines.forEach((line, index) => {
      line[box.id] = isMarked ? 'T' : 'F';
      showCell(sublist, box.id, index);
    });
    sublist.draft = undefined;
    sublist.selected = undefined;
    showSublist(sublist);
    this.listChanged(sublist, 'commit');
  }

  /** Whether the form may be sent: lines under way are taken, nothing required is missing, and the script says yes. */
  maySave(): boolean {
    for (const sublist of this.state.sublists.values()) {
      if (sublist.isEditor && sublist.isDirty && !this.commit(sublist)) return false;
    }
    const { fields } = this.state;
    const missing = fields.all().filter(({ id, type, displayType }) => (
      fields.isMandatory(id) && displayType !== 'HIDDEN' && displayType !== 'INLINE' && type !== 'CHECKBOX' && fields.read(id) === ''));
    if (missing.length > 0) {
      void say('Missing values', `Please enter value(s) for: ${missing.map(({ label }) => label).join(', ')}`);
      return false;
    }
    return this.script.allows('saveRecord', { currentRecord: currentRecord() });
  }

  private changed(field: ClientField, sublist: SublistState | undefined): void {
    const place = { sublistId: sublist?.definition.id ?? null, fieldId: field.id, line: sublist?.selected };
    this.script.tell('fieldChanged', this.context(place));
    if (field.isSourced) this.script.tell('postSourcing', this.context(place));
  }

  private listChanged(sublist: SublistState, operation: 'commit' | 'insert' | 'remove'): void {
    this.script.tell('sublistChanged', this.context({ sublistId: sublist.definition.id, operation }));
  }

  private context(place: Readonly<Record<string, unknown>>): object {
    return { currentRecord: currentRecord(), ...place };
  }
}

import type { ClientField } from '../client-data';
import { controlById, readControl, writeControl, type Control } from './controls';

/** Body fields of the page: what they hold, and what shows it. */
export class FormFields {
  private readonly fields: ReadonlyMap<string, ClientField>;
  private readonly mandatory = new Map<string, boolean>();
  /** Values last known to be good, to go back to. */
  private readonly settled = new Map<string, string>();

  constructor(fields: readonly ClientField[]) {
    this.fields = new Map(fields.map((field) => [field.id, field]));
    for (const { id } of fields) this.settled.set(id, this.read(id));
  }

  find(id: string): ClientField | undefined {
    return this.fields.get(id);
  }

  all(): readonly ClientField[] {
    return [...this.fields.values()];
  }

  read(id: string): string {
    const field = this.fields.get(id);
    if (field?.type === 'RADIO') return this.radios(id).find(({ checked }) => checked)?.value ?? '';
    const control = controlById(id);
    return control === undefined ? field?.value ?? '' : readControl(control);
  }

  write(id: string, text: string): void {
    for (const radio of this.radios(id)) radio.checked = radio.value === text;
    const control = controlById(id);
    if (control !== undefined && this.fields.get(id)?.type !== 'RADIO') writeControl(control, text);
    const inline = document.getElementById(`${id}_val`);
    const field = this.fields.get(id);
    if (inline !== null && field !== undefined) {
      if (field.type === 'INLINEHTML') inline.innerHTML = text;
      else inline.textContent = field.options[text] ?? text;
    }
    this.carry(id);
    this.settled.set(id, text);
  }

  /** The value before the change that is being looked at. */
  before(id: string): string {
    return this.settled.get(id) ?? '';
  }

  settle(id: string): void {
    this.settled.set(id, this.read(id));
    this.carry(id);
  }

  isDisabled(id: string): boolean {
    return controlById(id)?.disabled ?? true;
  }

  setDisabled(id: string, isDisabled: boolean): void {
    const control = controlById(id);
    if (control === undefined) return;
    if (isDisabled) this.makeCarrier(id, control);
    control.disabled = isDisabled;
  }

  isMandatory(id: string): boolean {
    return this.mandatory.get(id) ?? this.fields.get(id)?.isMandatory ?? false;
  }

  setMandatory(id: string, isMandatory: boolean): void {
    this.mandatory.set(id, isMandatory);
    controlById(id)?.setAttribute('aria-required', String(isMandatory));
  }

  setDisplayed(id: string, isDisplayed: boolean): void {
    const wrapper = document.getElementById(`${id}_fs`)?.closest<HTMLElement>('.uir-field-wrapper');
    if (wrapper !== null && wrapper !== undefined) wrapper.hidden = !isDisplayed;
  }

  isDisplayed(id: string): boolean {
    return document.getElementById(`${id}_fs`)?.closest<HTMLElement>('.uir-field-wrapper')?.hidden === false;
  }

  private radios(id: string): readonly HTMLInputElement[] {
    return [...document.getElementsByName(id)].filter((element): element is HTMLInputElement => element instanceof HTMLInputElement && element.type === 'radio');
  }

  /** A disabled control posts nothing: a hidden one beside it posts for it. */
  private makeCarrier(id: string, control: Control): void {
    if (document.getElementById(`${id}_send`) !== null || control.name === '') return;
    const carrier = document.createElement('input');
    carrier.type = 'hidden';
    carrier.id = `${id}_send`;
    carrier.name = control.name;
    control.removeAttribute('name');
    control.after(carrier);
    this.carry(id);
  }

  private carry(id: string): void {
    const carrier = controlById(`${id}_send`);
    const control = controlById(id);
    if (carrier !== undefined && control !== undefined) carrier.value = readControl(control);
  }
}

import { isNumberType, shownValue } from '../shown-values';
import { controlById, makeControl, writeControl } from './controls';
import { encodeLines } from './line-encoding';
import type { SublistState } from './sublist-state';

/** Id of the control in a cell. */
function cellId(fieldId: string, line: number): string {
  return `${fieldId}${String(line + 1)}`;
}

/** Shows the lines as they now are, and writes what the form posts of them. */
export function showSublist(state: SublistState): void {
  const { id, fields, totallingField } = state.definition;
  if (state.isEditor) drawEditor(state);
  const carrier = controlById(`${id}data`);
  if (carrier !== undefined) carrier.value = encodeLines(fields.map((field) => field.id), state.lines);
  const total = document.getElementById(`${id}_total`);
  if (total !== null && totallingField !== undefined) {
    const sum = state.lines.reduce((running, line) => running + (Number(line[totallingField] ?? '') || 0), 0);
    total.textContent = shownValue('CURRENCY', sum.toFixed(2));
  }
}

/** A value set by a script, into the cell that shows it. */
export function showCell(state: SublistState, fieldId: string, line: number): void {
  const control = controlById(cellId(fieldId, line));
  const text = (state.selected === line ? state.draft?.[fieldId] : undefined) ?? state.lines[line]?.[fieldId] ?? '';
  if (control !== undefined) writeControl(control, text);
}

function drawEditor(state: SublistState): void {
  const body = document.querySelector(`#${CSS.escape(state.definition.id)}_splits tbody`);
  if (body === null) return;
  const count = state.lines.length + (state.selected === state.lines.length ? 1 : 0);
  body.replaceChildren(...Array.from({ length: count }, (_, index) => drawRow(state, index)));
  const add = document.getElementById(`${state.definition.id}_addedit`)?.firstChild;
  if (add !== null && add !== undefined) add.textContent = state.selected === undefined || state.selected === state.lines.length ? 'Add' : 'OK';
}

function drawRow(state: SublistState, index: number): HTMLTableRowElement {
  const isSelected = state.selected === index;
  const row = document.createElement('tr');
  row.id = `${state.definition.id}row${String(index)}`;
  row.className = `uir-machine-row uir-machine-row-${index % 2 === 0 ? 'odd' : 'even'}${isSelected ? ' uir-machine-row-focused' : ''}`;
  row.dataset['line'] = String(index);
  const number = row.insertCell();
  number.className = 'number';
  if (isSelected) number.textContent = String(index + 1);
  else number.append(editButton(index));
  for (const field of state.definition.fields) {
    if (field.displayType === 'HIDDEN' || field.displayType === 'NODISPLAY') continue;
    const cell = row.insertCell();
    cell.dataset['column'] = field.id;
    if (isNumberType(field.type)) cell.className = 'number';
    if (isSelected && field.displayType !== 'INLINE') {
      const control = makeControl(field, cellId(field.id, index), `${field.label}, line ${String(index + 1)}`);
      writeControl(control, state.draft?.[field.id] ?? '');
      cell.append(control);
    } else {
      const text = state.lines[index]?.[field.id] ?? '';
      cell.textContent = shownValue(field.type, field.options[text] ?? text);
    }
  }
  return row;
}

function editButton(index: number): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.dataset['edit'] = String(index);
  button.textContent = String(index + 1);
  button.setAttribute('aria-label', `Edit line ${String(index + 1)}`);
  return button;
}

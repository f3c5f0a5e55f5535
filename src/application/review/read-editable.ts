import { shownText } from '../../domain/field-value';
import type { MappedField } from '../../domain/mapped-document';
import { referredType } from '../../domain/overlay';
import type { OverlayEdit } from '../../domain/overlay';
import type { Viewer } from '../../domain/review/capability';
import { masked, sensitivityOf } from '../../domain/review/masking';
import type { EditableField } from './desk-port';
import { readMapped } from './read-missing';
import type { FormPorts } from './read-missing';

/** Fields of an operation that the map releases for editing, sensitive values masked (D-0090); empty: none, or it cannot be read. 25 units. */
export function readEditable(operationId: string, viewer: Viewer, ports: FormPorts): readonly EditableField[] {
  const [row] = ports.queue.rowsOf([operationId], viewer);
  const read = row === undefined ? undefined : readMapped(row.internalId, ports);
  if (read === undefined) return [];
  const { body, lines } = read.mapped;
  const standing = read.operation.overlay?.edits ?? [];
  return [...body.flatMap((field) => editableField(field, '', standing)), ...lines.flatMap(({ key, columns }) => columns.flatMap((field) => editableField(field, key, standing)))];
}

function editableField(field: MappedField, line: string, standing: readonly OverlayEdit[]): readonly EditableField[] {
  const { row } = field;
  if (row.editable === undefined) return [];
  const hidden = sensitivityOf(row.path) !== undefined;
  const as = (text: string) => (hidden ? masked(text) : text);
  const corrected = standing.find((edit) => edit.row === row.code && edit.line === line);
  return [{
    row: row.code, line, label: row.target, editor: row.editable.editor, recordType: row.editable.editor === 'reference' ? referredType(row) : '', sent: as(sentText(field)),
    corrected: corrected === undefined ? undefined : as(editText(corrected.value)), masked: hidden,
    needsApproval: row.editable.needsApproval === true, required: row.required,
  }];
}

/** What an edit puts in the place of a value, in words. */
function editText(value: OverlayEdit['value']): string {
  if (value.kind === 'record') return `Record ${String(value.internalId)}`;
  return value.text === '' ? 'nothing' : value.text;
}

/** What the document says, before anything is looked up. */
function sentText({ proposal }: MappedField): string {
  switch (proposal.kind) {
    case 'value':
      return shownText(proposal.value);
    case 'reference':
      return proposal.need.by === 'rule' ? (typeof proposal.need.document === 'string' ? proposal.need.document : '') : proposal.need.value;
    case 'empty':
      return '';
    case 'problem':
      return proposal.problem.message;
  }
}

import { calendarDate } from './calendar';
import { parseDecimal } from './decimal';
import { isDocumentObject } from './document';
import type { DocumentObject, DocumentValue } from './document';
import type { Editor } from './editable';
import type { CompiledMap, OwnershipRow } from './map';
import type { MappedDocument, MappedField } from './mapped-document';
import type { ProblemDetail } from './reasons';

/** Most edits of one overlay. */
export const MAX_EDITS = 40;

/** What stands in the place of a value of the document. */
export type EditValue =
  /** As the document would say it: text, `YYYY-MM-DD`, a plain decimal. Empty: nothing. */
  | { readonly kind: 'text'; readonly text: string }
  /** A record of the type that the row's reference asks for. */
  | { readonly kind: 'record'; readonly internalId: number };

/** One edit: a row of the map, and the line for a column. */
export interface OverlayEdit {
  /** Code of the ownership row. */
  readonly row: string;
  /** Line key; empty for a body field. */
  readonly line: string;
  readonly value: EditValue;
}

/** Edits that lie over a document. The document itself never changes (design 3). */
export interface Overlay {
  /** Request that they were asked for with. */
  readonly request: string;
  readonly edits: readonly OverlayEdit[];
}

/** Why edits cannot be taken, in words; undefined: they can. */
export function overlayFault(edits: readonly OverlayEdit[], map: CompiledMap, mapped: MappedDocument): string | undefined {
  if (new Set(edits.map(editPlace)).size < edits.length) return 'A field is edited twice.';
  for (const edit of edits) {
    const fault = editFault(edit, map, mapped);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function editFault(edit: OverlayEdit, map: CompiledMap, mapped: MappedDocument): string | undefined {
  const row = map.rows.find(({ code }) => code === edit.row);
  const { editable } = row ?? {};
  if (row === undefined || editable === undefined) return `The map does not release "${edit.row}" for editing.`;
  const field = fieldOf(edit, mapped);
  if (field === undefined) return `The document has no line "${edit.line}" with "${row.target}".`;
  if (edit.value.kind === 'record') return editable.editor === 'reference' ? undefined : `"${row.target}" takes no record.`;
  if (editable.editor === 'reference') return `"${row.target}" takes a record.`;
  return field.pointer === '' ? `"${row.target}" does not come from the document.` : textFault(row, edit.value.text, editable.editor);
}

function textFault({ target, required }: OwnershipRow, text: string, editor: Exclude<Editor, 'reference'>): string | undefined {
  if (text.trim() === '') return required ? `"${target}" may not be empty.` : undefined;
  switch (editor) {
    case 'text':
      return undefined;
    case 'date':
      return calendarDate(text) === text ? undefined : `"${target}" takes a date, YYYY-MM-DD.`;
    case 'number':
      return parseDecimal(text) === undefined ? `"${target}" takes a number.` : undefined;
  }
}

/** True where somebody else has to approve one of the edits. */
export function overlayNeedsApproval(edits: readonly OverlayEdit[], { rows }: CompiledMap): boolean {
  return edits.some((edit) => rows.find(({ code }) => code === edit.row)?.editable?.needsApproval === true);
}

function fieldOf({ row, line }: OverlayEdit, { body, lines }: MappedDocument): MappedField | undefined {
  const fields = line === '' ? body : lines.filter(({ key }) => key === line).flatMap(({ columns }) => columns);
  return fields.find((field) => field.row.code === row);
}

/**
 * The object with its texts edited, for the map to read like any other: totals, conditions and verdicts then follow from what the edit says.
 * `mapped`: the object as the map reads it without edits; it tells where each field stands. What is no longer there is left out.
 */
export function overlaidObject(object: DocumentValue, edits: readonly OverlayEdit[], mapped: MappedDocument): DocumentValue {
  return edits.reduce((current, edit) => {
    const field = edit.value.kind === 'text' ? fieldOf(edit, mapped) : undefined;
    if (field === undefined || field.pointer === '' || edit.value.kind !== 'text') return current;
    return withValue(current, field.pointer.slice(1).split('/').map(unescaped), edit.value.text === '' ? null : edit.value.text);
  }, object);
}

function unescaped(token: string): string {
  return token.replace(/~1/g, '/').replace(/~0/g, '~');
}

function withValue(value: DocumentValue | undefined, [member, ...rest]: readonly string[], leaf: DocumentValue): DocumentValue {
  if (member === undefined) return leaf;
  if (Array.isArray(value)) return (value as readonly DocumentValue[]).map((one, index) => (String(index) === member ? withValue(one, rest, leaf) : one));
  const object: DocumentObject = isDocumentObject(value) ? value : {};
  return { ...object, [member]: withValue(object[member], rest, leaf) };
}

/** The mapped document with the records that people chose in the place of those that were looked up. */
export function overlaidReferences(mapped: MappedDocument, edits: readonly OverlayEdit[]): MappedDocument {
  const replaced: MappedField[] = [];
  const field = (key: string) => (one: MappedField): MappedField => {
    const edit = edits.find(({ row, line, value }) => value.kind === 'record' && row === one.row.code && line === key);
    if (edit?.value.kind !== 'record') return one;
    replaced.push(one);
    return { ...one, proposal: { kind: 'value', value: { kind: 'record', recordType: referredType(one.row), internalId: edit.value.internalId } } };
  };
  const body = mapped.body.map(field(''));
  const lines = mapped.lines.map((line) => ({ ...line, columns: line.columns.map(field(line.key)) }));
  const needs = mapped.needs.filter((need) => !replaced.some(({ proposal }) => proposal.kind === 'reference' && proposal.need === need));
  const problems = mapped.problems.filter((problem) => !replaced.some((one) => isProblemOf(one, problem)));
  return { ...mapped, body, lines, needs, problems };
}

/** True for what was wrong with the value of a field: unreadable, or missing. */
function isProblemOf({ proposal, pointer, row }: MappedField, problem: ProblemDetail): boolean {
  return (proposal.kind === 'problem' && proposal.problem === problem) || (problem.pointer === pointer && problem.message.startsWith(`"${row.target}" `));
}

/** Edits that lie over a document once more are made: of a field that is edited anew the later one counts, the others stay. */
export function mergedEdits(before: readonly OverlayEdit[], later: readonly OverlayEdit[]): readonly OverlayEdit[] {
  const anew = new Set(later.map(editPlace));
  return [...before.filter((edit) => !anew.has(editPlace(edit))), ...later];
}

function editPlace({ row, line }: OverlayEdit): string {
  return `${row}\n${line}`;
}

/**
 * Reads an object through `read` under the edits that people laid over it, where there are any. `value`: the object with its texts edited;
 * `mapped`: as the map reads that, with the records that were chosen.
 */
export function readUnder(overlay: Overlay | undefined, object: DocumentValue, read: (value: DocumentValue) => MappedDocument): { readonly value: DocumentValue; readonly mapped: MappedDocument } {
  const sent = read(object);
  if (overlay === undefined) return { value: object, mapped: sent };
  const value = overlaidObject(object, overlay.edits, sent);
  return { value, mapped: overlaidReferences(read(value), overlay.edits) };
}

/** Record type that a row's reference asks for; its field where the row names none. */
export function referredType({ transform, target }: Pick<OwnershipRow, 'transform' | 'target'>): string {
  return transform.kind === 'reference' ? transform.record : target;
}

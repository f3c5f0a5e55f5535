import type { Record as NetSuiteRecord } from 'N/record';
import type { LineWrite } from '../domain/decide';
import type { CurrentLine } from '../domain/decide-update';
import { LINE_KEY_COLUMN } from './record-ids';
import { currentValue, nativeValue } from './field-values';

/** The sublist whose lines carry our line key; lines of others are written once and never matched. */
export const KEYED_SUBLIST = 'item';

/** The sublist that NetSuite fills with what a payment or credit may settle: its lines are marked, never added. */
const MARKED_SUBLIST = 'apply';

/** Column of that sublist that names the document to settle. */
const MARKED_DOCUMENT = 'doc';

/** Numbers of the lines of a sublist. */
export function lineNumbers(target: NetSuiteRecord, sublistId: string): readonly number[] {
  return Array.from({ length: target.getLineCount({ sublistId }) }, (_, line) => line);
}

/** Writes a line of a new record: marks the one that NetSuite lists, changes the one that was copied, or appends one. */
export function placeLine(target: NetSuiteRecord, line: LineWrite, { copied, leaveOutColumn }: { readonly copied: boolean; readonly leaveOutColumn: string | undefined }): void {
  if (line.sublist === MARKED_SUBLIST) {
    markLine(target, line);
    return;
  }
  const at = copied ? lineOf(target, line.sublist, line.key) : -1;
  if (at < 0) {
    appendLine(target, line);
    return;
  }
  // By a preference of the account a copied line may start out left out.
  if (leaveOutColumn !== undefined) target.setSublistValue({ sublistId: line.sublist, fieldId: leaveOutColumn, line: at, value: true });
  writeLine(target, line, at);
}

/** Adds a line at the end; a keyed one with its key. */
export function appendLine(target: NetSuiteRecord, line: LineWrite): void {
  const at = target.getLineCount({ sublistId: line.sublist });
  writeLine(target, line, at);
  if (line.sublist === KEYED_SUBLIST) target.setSublistValue({ sublistId: line.sublist, fieldId: LINE_KEY_COLUMN, line: at, value: line.key });
}

/** Sets the columns of one line. */
export function writeLine(target: NetSuiteRecord, line: LineWrite, at: number): void {
  for (const { target: column, value } of line.columns) {
    const [owner = '', inner] = column.split('.');
    const place = { sublistId: line.sublist, fieldId: owner, line: at };
    if (inner === undefined) target.setSublistValue({ ...place, value: nativeValue(value) });
    else target.getSublistSubrecord(place).setValue({ fieldId: inner, value: nativeValue(value) });
  }
}

/** Thrown before the save, so nothing stands: what the document settles is not among what NetSuite lists as open. */
class ApplyLineMissing extends Error {
  override readonly name = 'DOCKET_APPLY_LINE_MISSING';
}

function markLine(target: NetSuiteRecord, line: LineWrite): void {
  const named = line.columns.find((column) => column.target === MARKED_DOCUMENT)?.value;
  const document = named?.kind === 'record' ? named.internalId : undefined;
  const at = lineNumbers(target, MARKED_SUBLIST).find((number) => Number(target.getSublistValue({ sublistId: MARKED_SUBLIST, fieldId: MARKED_DOCUMENT, line: number })) === document);
  if (at === undefined) throw new ApplyLineMissing(`The transaction ${String(document)} is not open for this party, currency and account.`);
  writeLine(target, { ...line, columns: line.columns.filter((column) => column.target !== MARKED_DOCUMENT) }, at);
}

/** Lines that carry a key of ours. */
export function keyedLines(target: NetSuiteRecord, sublist: string): readonly CurrentLine[] {
  if (sublist !== KEYED_SUBLIST) return [];
  return lineNumbers(target, sublist).map((line) => {
    const column = (fieldId: string) => currentValue(target.getSublistValue({ sublistId: sublist, fieldId, line }));
    const columnText = (fieldId: string) => target.getSublistText({ sublistId: sublist, fieldId, line });
    return { key: String(column(LINE_KEY_COLUMN) ?? ''), column, columnText };
  }).filter(({ key }) => key !== '');
}

/** Number of the line with a key; -1: there is none. */
export function lineOf(target: NetSuiteRecord, sublistId: string, key: string): number {
  return target.findSublistLineWithValue({ sublistId, fieldId: LINE_KEY_COLUMN, value: key });
}

/** Takes away the copied lines that the document does not name: removed, or left out where NetSuite lets no line go. */
export function dropOtherLines(target: NetSuiteRecord, sublist: string, keys: ReadonlySet<string>, leaveOutColumn: string | undefined): void {
  if (sublist !== KEYED_SUBLIST) return;
  // From the end, so that a removal does not move the lines still to be looked at.
  for (const line of [...lineNumbers(target, sublist)].reverse()) {
    const key = currentValue(target.getSublistValue({ sublistId: sublist, fieldId: LINE_KEY_COLUMN, line }));
    if (typeof key === 'string' && keys.has(key)) continue;
    if (leaveOutColumn === undefined) target.removeLine({ sublistId: sublist, line });
    else target.setSublistValue({ sublistId: sublist, fieldId: leaveOutColumn, line, value: false });
  }
}

import { holdsAll } from './condition';
import { isZero, parseDecimal } from './decimal';
import { resolvePointer, scalarText } from './document';
import type { DocumentValue } from './document';
import type { LineSource, ObjectRule } from './map';
import { idText } from './object-id';
import type { ProblemDetail } from './reasons';

/** What one line is read from, where that stands, and what names the line. */
export interface LineElement {
  readonly key: string;
  readonly element: DocumentValue;
  readonly pointer: string;
}

/** The elements that make lines of a source: those of its array, or the object itself, where its conditions hold. */
export function lineElements(source: LineSource, object: DocumentValue, problems: ProblemDetail[]): readonly LineElement[] {
  const { each } = source;
  if (each === undefined) {
    return lineExists(source, object, object) ? [{ key: `${source.keyPrefix ?? ''}${source.key}`, element: object, pointer: '' }] : [];
  }
  const elements = resolvePointer(object, each);
  if (elements === undefined || elements === null) return [];
  if (!Array.isArray(elements)) {
    problems.push({ pointer: each, code: 'value_invalid', message: 'A list of lines is expected here.' });
    return [];
  }
  return (elements as readonly DocumentValue[]).flatMap((element, index) => {
    if (!lineExists(source, element, object)) return [];
    const pointer = `${each}/${String(index)}`;
    const key = keyOf(source, element);
    if (key === '') {
      problems.push({ pointer: `${pointer}${source.key}`, code: 'required_path_missing', message: 'A line needs its own id, so that it is never matched by position.' });
    }
    return [{ key, element, pointer }];
  });
}

function keyOf({ key, keyElse, keyPrefix }: LineSource, element: DocumentValue): string {
  const own = idText(resolvePointer(element, key)) ?? idText(keyElse === undefined ? undefined : resolvePointer(element, keyElse)) ?? '';
  return own === '' ? '' : `${keyPrefix ?? ''}${own}`;
}

/** Judges the conditions of a line on what it is read from: its element, or the object. */
function lineExists(source: LineSource, element: DocumentValue, object: DocumentValue): boolean {
  if (!holdsAll(source.where ?? [], { element, object })) return false;
  if (source.whenPresent !== undefined) {
    const value = resolvePointer(element, source.whenPresent);
    return value !== undefined && value !== null;
  }
  if (source.whenNotZero === undefined) return true;
  const text = scalarText(resolvePointer(element, source.whenNotZero));
  const decimal = text === undefined ? undefined : parseDecimal(text);
  return decimal !== undefined && !isZero(decimal);
}

/** Sublists that say what a transaction is about: without a line it would post nothing, or what NetSuite proposes. */
const SUBJECT_SUBLISTS: readonly string[] = ['item', 'expense', 'line'];

/** A whole document whose rule reads a list of lines and that gives none. A document of changes says nothing by what it leaves out. */
export function refuseWithoutLines({ documents, lines: sources }: ObjectRule, lines: readonly { readonly source: LineSource }[], problems: ProblemDetail[]): void {
  const list = sources.find(({ sublist, each }) => each !== undefined && SUBJECT_SUBLISTS.includes(sublist))?.each;
  if (list === undefined || documents === 'partial' || lines.some(({ source }) => SUBJECT_SUBLISTS.includes(source.sublist))) return;
  if (problems.some(({ pointer }) => pointer === list)) return;
  problems.push({ pointer: list, code: 'required_path_missing', message: 'The document has no line at all, so there is nothing to post.' });
}

/** Two lines of one sublist may not carry one key. */
export function refuseRepeatedKeys(lines: readonly { readonly source: LineSource; readonly key: string }[], problems: ProblemDetail[]): void {
  const seen = new Set<string>();
  for (const line of lines) {
    const name = `${line.source.sublist}\n${line.key}`;
    if (line.key !== '' && seen.has(name)) {
      problems.push({ pointer: line.source.each ?? '', code: 'value_invalid', message: `Two lines carry the id "${line.key}".` });
    }
    seen.add(name);
  }
}

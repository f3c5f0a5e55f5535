import { checkTotal } from './control-total';
import type { TotalCheck } from './control-total';
import { isZero, parseDecimal } from './decimal';
import { resolvePointer, scalarText } from './document';
import type { DocumentValue } from './document';
import type { CompiledMap, LineSource, ObjectRule, OwnershipRow } from './map';
import type { ProblemDetail } from './reasons';
import { proposeValue } from './transform';
import type { Proposal, ReferenceNeed } from './transform';

/** The object inside a document: where it stands, and the id it carries, digit by digit. */
export interface LocatedObject {
  /** Root pointer of the rule that fitted: `""` or `/order`. */
  readonly root: string;
  readonly value: DocumentValue;
  readonly externalId: string;
}

/** Finds the object at the first of the rule's roots that holds an id. Undefined: none does. */
export function locateObject(rule: ObjectRule, document: DocumentValue): LocatedObject | undefined {
  for (const root of rule.roots) {
    const value = resolvePointer(document, root);
    if (value === undefined) continue;
    const externalId = scalarText(resolvePointer(value, rule.paths.externalId))?.trim();
    if (externalId !== undefined && externalId !== '') return { root, value, externalId };
  }
  return undefined;
}

/** What the queue shows of a document: amounts as received, never rounded. */
export interface DocumentFacts {
  readonly amount: string | undefined;
  readonly currency: string | undefined;
  readonly party: string | undefined;
  readonly date: string | undefined;
  readonly number: string | undefined;
  readonly version: string | undefined;
}

export function documentFacts(rule: ObjectRule, object: DocumentValue): DocumentFacts {
  const at = (pointer: string | undefined) => (pointer === undefined ? undefined : scalarText(resolvePointer(object, pointer)));
  const { amount, currency, party, date, number, version } = rule.paths;
  return { amount: at(amount), currency: at(currency), party: at(party), date: at(date), number: at(number), version: at(version) };
}

export interface MappedField {
  readonly row: OwnershipRow;
  readonly proposal: Proposal;
  /** Pointer below the root that the value came from; empty for constants. */
  readonly pointer: string;
}

export interface MappedLine {
  readonly source: LineSource;
  /** Names the line in the document and on the record. */
  readonly key: string;
  readonly columns: readonly MappedField[];
}

/** A document as the map reads it, before anything is known of NetSuite. */
export interface MappedDocument {
  readonly body: readonly MappedField[];
  readonly lines: readonly MappedLine[];
  readonly needs: readonly ReferenceNeed[];
  readonly totals: readonly Extract<TotalCheck, { readonly kind: 'agrees' }>[];
  readonly problems: readonly ProblemDetail[];
}

/** Reads an object through its map. Collects every problem, so that a person sees all of them at once. Pure. */
export function mapObject(map: CompiledMap, object: DocumentValue, binding: Readonly<Record<string, string | number>>): MappedDocument {
  const problems: ProblemDetail[] = [];
  const read = (rows: readonly OwnershipRow[], element: DocumentValue, elementPointer: string): readonly MappedField[] =>
    rows.map((row) => mapField(row, { element, elementPointer, binding }, problems));
  const body = read(map.rows.filter((row) => row.lines === ''), object, '');
  const lines = map.rule.lines.flatMap((source) => {
    const rows = map.rows.filter((row) => row.lines === source.name);
    return lineElements(source, object, problems).map(({ key, element, pointer }) => ({ source, key, columns: read(rows, element, pointer) }));
  });
  refuseRepeatedKeys(lines, problems);
  const checks = map.rule.totals.map((total) => checkTotal(total, object));
  // Totals come first: they are what a person must read before anything else is looked at.
  problems.unshift(...checks.flatMap((check) => (check.kind === 'problem' ? [check.problem] : [])));
  return {
    body,
    lines,
    needs: [...body, ...lines.flatMap((line) => line.columns)].flatMap(({ proposal }) => (proposal.kind === 'reference' ? [proposal.need] : [])),
    totals: checks.filter((check) => check.kind === 'agrees'),
    problems,
  };
}

function mapField(row: OwnershipRow, input: Parameters<typeof proposeValue>[1], problems: ProblemDetail[]): MappedField {
  const proposal = proposeValue(row, input);
  const pointer = row.path === '' ? '' : `${input.elementPointer}${row.path}`;
  if (proposal.kind === 'problem') problems.push(proposal.problem);
  if (proposal.kind === 'empty' && row.required) {
    problems.push({ pointer, code: 'required_path_missing', message: `"${row.target}" needs a value from here.` });
  }
  return { row, proposal, pointer };
}

interface LineElement {
  readonly key: string;
  readonly element: DocumentValue;
  readonly pointer: string;
}

function lineElements(source: LineSource, object: DocumentValue, problems: ProblemDetail[]): readonly LineElement[] {
  const { each } = source;
  if (each === undefined) {
    return lineExists(source, object) ? [{ key: source.key, element: object, pointer: '' }] : [];
  }
  const elements = resolvePointer(object, each);
  if (elements === undefined || elements === null) return [];
  if (!Array.isArray(elements)) {
    problems.push({ pointer: each, code: 'value_invalid', message: 'A list of lines is expected here.' });
    return [];
  }
  return (elements as readonly DocumentValue[]).flatMap((element, index) => {
    if (!lineExists(source, element)) return [];
    const pointer = `${each}/${String(index)}`;
    const key = scalarText(resolvePointer(element, source.key)) ?? scalarText(source.keyElse === undefined ? undefined : resolvePointer(element, source.keyElse));
    if (key === undefined || key === '') {
      problems.push({ pointer: `${pointer}${source.key}`, code: 'required_path_missing', message: 'A line needs its own id, so that it is never matched by position.' });
    }
    return [{ key: key ?? '', element, pointer }];
  });
}

/** Judges the conditions of a line on what it is read from: its element, or the object. */
function lineExists(source: LineSource, object: DocumentValue): boolean {
  if (source.whenPresent !== undefined) {
    const value = resolvePointer(object, source.whenPresent);
    return value !== undefined && value !== null;
  }
  if (source.whenNotZero === undefined) return true;
  const text = scalarText(resolvePointer(object, source.whenNotZero));
  const decimal = text === undefined ? undefined : parseDecimal(text);
  return decimal !== undefined && !isZero(decimal);
}

function refuseRepeatedKeys(lines: readonly MappedLine[], problems: ProblemDetail[]): void {
  const seen = new Set<string>();
  for (const line of lines) {
    const name = `${line.source.sublist}\n${line.key}`;
    if (line.key !== '' && seen.has(name)) {
      problems.push({ pointer: line.source.each ?? '', code: 'value_invalid', message: `Two lines carry the id "${line.key}".` });
    }
    seen.add(name);
  }
}

import { appliedTarget } from './applied-values';
import type { AppliedValues } from './applied-values';
import { equals, parseDecimal } from './decimal';
import type { CurrentRecord } from './decide-update';
import { appliedValue, sameValue } from './field-value';
import type { CurrentValue } from './field-value';
import type { Guard } from './guard';
import type { CompiledMap } from './map';
import { masked, sensitivityOf, sensitivityOfText } from './review/masking';

/** A field of a record that somebody else than NetSuite owns, and what is done where it changes there. */
export interface WatchedField {
  /** As verdicts name it: `memo`, `item.rate`. */
  readonly field: string;
  /** Empty: a field of the body. */
  readonly sublist: string;
  readonly target: string;
  readonly owner: string;
  readonly guard: Guard;
  /** Where its value comes from in the document. */
  readonly path: string;
}

/** Rows that are watched: another system owns them alone, and their row names a guard. Subrecords are not: no user event sees them change. */
export function watchedFields({ rule, rows }: CompiledMap): readonly WatchedField[] {
  return rows.flatMap(({ lines, target, owner, kind, guard, path }) => {
    const owned = (kind === 'authoritative' || kind === 'copy') && owner !== 'netsuite';
    if (guard === undefined || !owned || target.includes('.')) return [];
    const sublist = rule.lines.find(({ name }) => name === lines)?.sublist ?? '';
    return [{ field: sublist === '' ? target : `${sublist}.${target}`, sublist, target, owner, guard, path }];
  });
}

/** A record before or after a save, as far as that save says. */
export interface SeenRecordState extends CurrentRecord {
  /** True where the save says anything of the field; an inline edit names no more than it changes. */
  says(target: string): boolean;
}

/** A watched field that came out of a save with another value. */
export interface TouchedField {
  readonly watched: WatchedField;
  /** Line key; empty: the body. */
  readonly line: string;
  readonly before: CurrentValue;
  readonly after: CurrentValue;
}

/** What a void writes into the memo of the transaction (help section_4407992596): no change of it. */
const VOID_MEMO = 'VOID';

/** Watched fields that a save changes. A line with a key that is not there any more has nothing in its columns; new lines change nothing. */
export function touchedFields(watched: readonly WatchedField[], before: SeenRecordState, after: SeenRecordState, inline: boolean): readonly TouchedField[] {
  const body = watched.filter(({ sublist, target }) => sublist === '' && after.says(target))
    .map((one): TouchedField => ({ watched: one, line: '', before: before.body(one.target), after: after.body(one.target) }));
  const lines = inline ? [] : touchedLines(watched.filter(({ sublist }) => sublist !== ''), before, after);
  return [...body, ...lines].filter((one) => !sameCurrent(one.before, one.after) && !(one.watched.target === 'memo' && one.after === VOID_MEMO));
}

function touchedLines(watched: readonly WatchedField[], before: SeenRecordState, after: SeenRecordState): readonly TouchedField[] {
  return [...new Set(watched.map(({ sublist }) => sublist))].flatMap((sublist) => {
    const now = new Map(after.lines(sublist).map((line) => [line.key, line]));
    const columns = watched.filter((one) => one.sublist === sublist);
    return before.lines(sublist).flatMap((line) => columns.map((one) => ({ watched: one, line: line.key, before: line.column(one.target), after: now.get(line.key)?.column(one.target) ?? null })));
  });
}

function sameCurrent(a: CurrentValue, b: CurrentValue): boolean {
  const [left, right] = [plainText(a), plainText(b)];
  if (left === right) return true;
  const [first, second] = [parseDecimal(left), parseDecimal(right)];
  return first !== undefined && second !== undefined && equals(first, second);
}

function plainText(value: CurrentValue): string {
  if (value === null) return '';
  return typeof value === 'boolean' ? (value ? 'T' : 'F') : String(value);
}

/** Without echoes: a value that the owner's document said last is the owner's, whoever writes it. */
export function withoutEchoes(touched: readonly TouchedField[], applied: AppliedValues): readonly TouchedField[] {
  return touched.filter(({ watched: { target, sublist }, line, after }) => {
    const last = applied.get(appliedTarget(target, sublist === '' ? undefined : { sublist, key: line }));
    return last === undefined || !sameValue(appliedValue(last), after);
  });
}

/** A value as a page may show it: hidden where its place or its form says that it is personal, a bank's or of the tax office. */
export function shownCurrent({ field, path }: WatchedField, value: CurrentValue): string {
  const text = plainText(value);
  if (text === '') return 'nothing';
  const hidden = sensitivityOf(path) ?? sensitivityOf(`/${field.replace('.', '/')}`) ?? sensitivityOfText(text);
  return hidden === undefined ? `"${text.slice(0, 100)}"` : masked(text);
}

/** Source and document type that the external id of a record begins with, as `targetExternalId` wrote it; undefined: it is none of ours. */
export function writtenBy(externalId: string): { readonly source: string; readonly documentType: string } | undefined {
  const named = /^([^_]+)_([^_]+)_/.exec(externalId);
  return named === null ? undefined : { source: String(named[1]), documentType: String(named[2]) };
}

/** True for the name of a source or document type that stands in external ids as `written`: there an underscore is a dash. */
export function isWrittenAs(name: string, written: string): boolean {
  return name.toLowerCase().replace(/_/g, '-') === written.toLowerCase();
}

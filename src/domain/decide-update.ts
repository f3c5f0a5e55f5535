import { verdictOf } from './decide';
import type { FieldWrite, LineWrite, ResolvedDocument, ResolvedField, ResolvedLine } from './decide';
import type { CompiledMap, OwnershipRow } from './map';
import type { MappedLine } from './mapping';
import { decideOnCreate, decideOnUpdate } from './ownership';
import type { CurrentValue, Verdict, VerdictKind } from './ownership';
import type { FieldValue } from './transform';

/** A line of the record as it stands, found by its key. */
export interface CurrentLine {
  readonly key: string;
  column(target: string): CurrentValue;
}

/** The record as loaded; the same copy is saved, so what is decided here is what NetSuite checks (design 5). */
export interface CurrentRecord {
  body(target: string): CurrentValue;
  /** Lines of a sublist that carry a line key of ours. */
  lines(sublist: string): readonly CurrentLine[];
}

/** What changes on an existing record, in one save. */
export interface UpdatePlan {
  readonly body: readonly FieldWrite[];
  readonly changedLines: readonly LineWrite[];
  readonly addedLines: readonly LineWrite[];
  readonly removedLines: readonly { readonly sublist: string; readonly key: string }[];
}

export interface UpdateDecision {
  readonly plan: UpdatePlan;
  readonly verdicts: readonly Verdict[];
  readonly conflicts: readonly Verdict[];
  /** Nothing to save: the record already says what the document says. */
  readonly nothingToDo: boolean;
}

/** Decides every field of an existing record against its present values. Lines are matched by key, never by position. */
export function decideUpdate(map: CompiledMap, document: ResolvedDocument, current: CurrentRecord): UpdateDecision {
  const { source } = map.rule;
  const verdicts: Verdict[] = [];
  const body = judge(verdicts, document.body, undefined, (row, value) => decideOnUpdate(row, source, value, current.body(row.target)));
  const lines = document.lines.filter(({ mapped }) => mapped.source.createOnly !== true);
  const changedLines: LineWrite[] = [];
  const addedLines: LineWrite[] = [];
  const linesOf = byKey(current);
  for (const line of lines) {
    const existing = linesOf(line.mapped.source.sublist).get(line.mapped.key);
    const columns = judge(verdicts, line.columns, line.mapped, (row, value) => {
      if (existing !== undefined) return decideOnUpdate(row, source, value, existing.column(row.target));
      return value === null ? undefined : decideOnCreate(row, source);
    });
    const write = { sublist: line.mapped.source.sublist, key: line.mapped.key, columns };
    if (existing === undefined) addedLines.push(write);
    else if (write.columns.length > 0) changedLines.push(write);
  }
  const removedLines = map.rule.documents === 'full' ? linesToRemove(map, lines, linesOf) : [];
  const plan = { body, changedLines, addedLines, removedLines };
  return {
    plan,
    verdicts,
    conflicts: verdicts.filter(({ verdict }) => verdict === 'conflict'),
    nothingToDo: plan.body.length + changedLines.length + addedLines.length + removedLines.length === 0,
  };
}

/** The present lines of a sublist by key, each sublist read once. */
function byKey(current: CurrentRecord): (sublist: string) => ReadonlyMap<string, CurrentLine> {
  const read = new Map<string, ReadonlyMap<string, CurrentLine>>();
  return (sublist) => {
    const lines = read.get(sublist) ?? new Map(current.lines(sublist).map((line) => [line.key, line]));
    read.set(sublist, lines);
    return lines;
  };
}

/** Judges the fields of the body or of one line; adds their verdicts to those that are there. */
function judge(
  verdicts: Verdict[],
  fields: readonly ResolvedField[],
  line: MappedLine | undefined,
  decide: (row: OwnershipRow, value: FieldValue | null) => VerdictKind | undefined,
): readonly FieldWrite[] {
  const judged = fields.map((field) => ({ ...field, kind: decide(field.mapped.row, field.value) }));
  // Fields of one group move together or not at all: a conflict holds back the others.
  const held = new Set(judged.flatMap(({ mapped, kind }) => (kind === 'conflict' && mapped.row.group !== '' ? [mapped.row.group] : [])));
  return judged.flatMap(({ mapped, value, kind }) => {
    if (kind === undefined) return [];
    const writes = kind === 'apply' || kind === 'cleared';
    const verdict = writes && held.has(mapped.row.group) ? 'conflict' : kind;
    verdicts.push(verdictOf(mapped, verdict, line));
    return verdict === 'apply' || verdict === 'cleared' ? [{ target: mapped.row.target, value }] : [];
  });
}

function linesToRemove(
  map: CompiledMap,
  lines: readonly ResolvedLine[],
  linesOf: (sublist: string) => ReadonlyMap<string, CurrentLine>,
): UpdatePlan['removedLines'] {
  const kept = new Set(lines.map(({ mapped }) => `${mapped.source.sublist}\n${mapped.key}`));
  const sublists = new Set(map.rule.lines.filter(({ createOnly }) => createOnly !== true).map(({ sublist }) => sublist));
  return [...sublists].flatMap((sublist) => [...linesOf(sublist).keys()].flatMap((key) => (kept.has(`${sublist}\n${key}`) ? [] : [{ sublist, key }])));
}

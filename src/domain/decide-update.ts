import { appliedLine, keptValue } from './applied-values';
import type { AppliedValues } from './applied-values';
import { appliedTargetOf, fieldOf, forcedThrough, heldGroups, keep, NOTHING_FORCED, verdictOf } from './decide';
import type { FieldWrite, LineWrite, ResolvedDocument, ResolvedField, ResolvedLine } from './decide';
import type { CurrentValue } from './field-value';
import type { CompiledMap, OwnershipRow } from './map';
import type { MappedLine } from './mapped-document';
import { decideOnCreate, decideOnUpdate, writes } from './ownership';
import type { Judgement, Verdict } from './ownership';
import type { Forced } from './ticket';

/** A line of the record as it stands, found by its key. */
export interface CurrentLine {
  readonly key: string;
  column(target: string): CurrentValue;
  /** As `bodyText`. */
  readonly columnText?: (target: string) => string;
}

/** The record as loaded; the same copy is saved, so what is decided here is what NetSuite checks (design 5). */
export interface CurrentRecord {
  body(target: string): CurrentValue;
  /** What NetSuite's screen shows of a list field. Where it is left out, ids are all that is known. */
  readonly bodyText?: (target: string) => string;
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
  /** Values to keep beside the object once the plan is saved. */
  readonly applied: AppliedValues;
  /** Nothing to save: the record already says what the document says. */
  readonly nothingToDo: boolean;
}

/** Decides every field of an existing record against its present values. Lines are matched by key, never by position. */
export function decideUpdate(map: CompiledMap, document: ResolvedDocument, current: CurrentRecord, lastApplied: AppliedValues = NOTHING_APPLIED): UpdateDecision {
  return decideUpdateUnder(NOTHING_FORCED, { map, document, current, lastApplied });
}

/** What an update is decided on. */
export interface UpdateQuestion {
  readonly map: CompiledMap;
  readonly document: ResolvedDocument;
  readonly current: CurrentRecord;
  /** Values last applied; undefined: none were. */
  readonly lastApplied: AppliedValues | undefined;
}

/** The same where tickets let fields of other owners through. */
export function decideUpdateUnder(forced: Forced, { map, document, current, lastApplied = NOTHING_APPLIED }: UpdateQuestion): UpdateDecision {
  const verdicts: Verdict[] = [];
  const applied = new Map(lastApplied);
  const judging = { source: map.rule.source, verdicts, applied, lastApplied, forced };
  const body = judge(judging, document.body, undefined, (row) => current.body(row.target));
  const lines = document.lines.filter(({ mapped }) => mapped.source.createOnly !== true);
  const changedLines: LineWrite[] = [];
  const addedLines: LineWrite[] = [];
  const linesOf = byKey(current);
  for (const line of lines) {
    const { sublist } = line.mapped.source;
    const { key } = line.mapped;
    const existing = linesOf(sublist).get(key);
    if (existing !== undefined) {
      const columns = judge(judging, line.columns, line.mapped, (row) => existing.column(row.target));
      if (columns.length > 0) changedLines.push({ sublist, key, columns });
      continue;
    }
    const columns = judgeNewLine(judging, line);
    if (columns !== undefined) addedLines.push({ sublist, key, columns });
  }
  const removedLines = map.rule.documents === 'full' ? linesToRemove(map, lines, linesOf) : [];
  for (const { sublist, key } of removedLines) forgetLine(applied, appliedLine(sublist, key));
  return {
    plan: { body, changedLines, addedLines, removedLines },
    verdicts,
    conflicts: verdicts.filter(({ verdict }) => verdict === 'conflict'),
    applied,
    nothingToDo: [body, changedLines, addedLines, removedLines].every(({ length }) => length === 0),
  };
}

const NOTHING_APPLIED: AppliedValues = new Map();

/** What one decision gathers while it looks at field after field. */
interface Judging {
  readonly source: string;
  readonly verdicts: Verdict[];
  readonly applied: Map<string, string>;
  readonly lastApplied: AppliedValues;
  readonly forced: Forced;
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

/** Judges the fields of the body or of one line; adds their verdicts, and what is kept of them, to those that are there. */
function judge(judging: Judging, fields: readonly ResolvedField[], line: MappedLine | undefined, currentOf: (row: OwnershipRow) => CurrentValue): readonly FieldWrite[] {
  const { source, lastApplied, forced } = judging;
  const judged = fields.flatMap((field) => {
    const { mapped, value } = field;
    const { row, whenEmpty } = mapped;
    const before = lastApplied.get(appliedTargetOf(mapped, line));
    const judgement = decideOnUpdate({ row, source, proposed: value, whenEmpty, current: currentOf(row), lastApplied: before });
    return judgement === undefined ? [] : [{ ...field, judgement: forcedThrough(judgement, value, forced.get(fieldOf(mapped, line))) }];
  });
  // Fields of one group move together or not at all: a conflict, or a change made in NetSuite that stays, holds back the others.
  const held = heldGroups(judged.map(({ mapped, judgement }) => ({ group: mapped.row.group, held: judgement.verdict === 'conflict' || judgement.diverged === true })));
  return judged.flatMap(({ mapped, value, judgement }) => {
    const { verdict } = judgement;
    const stays = writes(verdict) && held.has(mapped.row.group);
    return conclude(judging, { mapped, value }, line, stays ? { verdict: 'conflict', note: `its group "${mapped.row.group}" moves together or not at all` } : judgement);
  });
}

/** Notes a verdict and what is kept of the value; returns the write, where there is one. */
function conclude({ verdicts, applied, lastApplied }: Judging, { mapped, value }: ResolvedField, line: MappedLine | undefined, judgement: Judgement): readonly FieldWrite[] {
  const { row } = mapped;
  const target = appliedTargetOf(mapped, line);
  verdicts.push(verdictOf(mapped, judgement, line));
  keep(applied, target, keptValue(judgement.verdict, value, lastApplied.get(target)));
  return writes(judgement.verdict) ? [{ target: row.target, value }] : [];
}

/**
 * A line that the record does not have. Where an earlier document put it there, someone took it away in NetSuite: its owner
 * alone puts it back. Undefined: it stays away.
 */
function judgeNewLine(judging: Judging, { mapped: line, columns }: ResolvedLine): readonly FieldWrite[] | undefined {
  const filled = columns.filter(({ value }) => value !== null);
  const known = [...judging.lastApplied.keys()].some((target) => target.startsWith(appliedLine(line.source.sublist, line.key)));
  const stays = known && filled.some(({ mapped }) => mapped.row.kind === 'shared');
  const judged = filled.map((field) => ({ field, own: forcedThrough({ verdict: decideOnCreate(field.mapped.row, judging.source) }, field.value, judging.forced.get(fieldOf(field.mapped, line))) }));
  const held = heldGroups(judged.map(({ field, own }) => ({ group: field.mapped.row.group, held: own.verdict === 'conflict' })));
  const added = judged.flatMap(({ field, own }) => {
    const judgement: Judgement = writes(own.verdict) && (stays || held.has(field.mapped.row.group)) ? { verdict: 'conflict' } : own;
    const notes = [judgement.note, ...(known ? [stays ? 'its line was removed in NetSuite' : 'puts back a line that was removed in NetSuite'] : [])].filter((note) => note !== undefined);
    return conclude(judging, field, line, { ...judgement, ...(notes.length === 0 ? {} : { note: notes.join('; ') }) });
  });
  return stays ? undefined : added;
}

function forgetLine(applied: Map<string, string>, prefix: string): void {
  for (const target of [...applied.keys()]) if (target.startsWith(prefix)) applied.delete(target);
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

import { appliedLine } from '../applied-values';
import { appliedValue, sameValue } from '../field-value';
import { blocker } from './blockers';
import type { Blocker } from './blockers';
import type { FieldChange, LineChange } from './applied-effect';
import type { StandingRecord } from './subject';
import { periodBlockers } from './take-back-record';
import type { WayDecision } from './take-back-record';
import { heldValue } from './undone';
import type { Undone } from './undone';
import type { RestoredField } from './way-back';

/** A field or line that stays as it is, and why. */
export type Conflict =
  /** Somebody changed it since. `by`: empty where the account does not say. */
  | { readonly kind: 'edited'; readonly target: string; readonly by: string; readonly atMs: number; readonly operationId: string }
  /** What it held before is not known. */
  | { readonly kind: 'value_unknown'; readonly target: string }
  /** Another field of its group stays. */
  | { readonly kind: 'group'; readonly target: string; readonly group: string }
  /** A line that was removed is not made again. */
  | { readonly kind: 'line_removed'; readonly target: string };

export interface Restoration {
  readonly decision: WayDecision;
  readonly conflicts: readonly Conflict[];
}

/** A record that an operation changed, with all that decides what goes back. */
export interface ChangedRecord {
  readonly record: string;
  readonly now: StandingRecord;
  readonly undone: Undone;
  readonly fields: readonly FieldChange[];
  readonly lines: readonly LineChange[];
}

/**
 * What of an update goes back: fields that still hold the value it wrote, all of a group or none, and lines it added that are as it wrote
 * them. All else is a conflict by name and stays.
 */
export function restoreFields(changed: ChangedRecord): Restoration {
  const added = changed.lines.filter(({ change }) => change === 'added').map(({ sublist, key }) => appliedLine(sublist, key));
  const judged = changed.fields.map((field) => ({ field, conflict: conflictOf(changed, field, added) }));
  const held = new Set(judged.flatMap(({ field, conflict }) => (conflict === undefined ? [] : [unitOf(field, added)])));
  const isHeld = (field: FieldChange) => { const unit = unitOf(field, added); return unit !== '' && held.has(unit); };
  const fields = judged.flatMap(({ field, conflict }): readonly RestoredField[] => {
    if (conflict !== undefined || isHeld(field) || lineOf(field, added) !== '' || field.before === undefined) return [];
    return [{ target: field.target, from: field.written, to: field.before }];
  });
  const removedLines = added.filter((line) => !held.has(line));
  const conflicts = [
    ...judged.flatMap(({ field, conflict }): readonly Conflict[] => {
      if (conflict !== undefined) return [conflict];
      return isHeld(field) ? [{ kind: 'group', target: field.target, group: unitOf(field, added) }] : [];
    }),
    ...changed.lines.filter(({ change }) => change === 'removed').map(({ sublist, key }): Conflict => ({ kind: 'line_removed', target: appliedLine(sublist, key) })),
  ];
  const sorted = byTarget(fields);
  const blockers = restoreBlockers(changed, sorted.length + removedLines.length, conflicts);
  const decision: WayDecision = blockers.length > 0 ? { kind: 'blocked', blockers } : { kind: 'way', way: { kind: 'restore', fields: sorted, removedLines: [...removedLines].sort() } };
  return { decision, conflicts: byTarget(conflicts) };
}

/** An added line goes whole, so its fields are one group; undefined value before is no matter there. */
function conflictOf({ record, now, undone }: ChangedRecord, field: FieldChange, added: readonly string[]): Conflict | undefined {
  const { target } = field;
  const value = heldValue(undone, record, now, target);
  if (value === undefined || !sameValue(appliedValue(field.written), value)) {
    const writer = now.lastWriters.find((each) => each.target === target);
    return { kind: 'edited', target, by: writer?.by ?? '', atMs: writer?.atMs ?? 0, operationId: writer?.operationId ?? '' };
  }
  return field.before === undefined && lineOf(field, added) === '' ? { kind: 'value_unknown', target } : undefined;
}

/** The added line that a field stands on; empty: none. */
function lineOf({ target }: FieldChange, added: readonly string[]): string {
  return added.find((line) => target.startsWith(line)) ?? '';
}

/** What a field goes back with. */
function unitOf(field: FieldChange, added: readonly string[]): string {
  const line = lineOf(field, added);
  return line === '' ? field.group : line;
}

function restoreBlockers({ now }: ChangedRecord, count: number, conflicts: readonly Conflict[]): readonly Blocker[] {
  const edited = conflicts.filter(({ kind }) => kind === 'edited').map(({ target }) => target);
  const nothing = edited.length > 0 ? blocker('edited_since', '', edited)
    : conflicts.length > 0 ? blocker('value_unknown', '', conflicts.map(({ target }) => target))
      : blocker('nothing_left');
  return [
    ...(now.voided ? [blocker('record_void', 'CANT_MODIFY_VOID_TRANS')] : []),
    ...(now.locked ? [blocker('locked_by_workflow', 'RCRD_LOCKED_BY_WF')] : []),
    ...periodBlockers(now),
    ...(count === 0 ? [nothing] : []),
  ];
}

function byTarget<T extends { readonly target: string }>(entries: readonly T[]): readonly T[] {
  return [...entries].sort((a, b) => (a.target < b.target ? -1 : 1));
}

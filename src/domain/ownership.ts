import { appliedValue, sameValue } from './field-value';
import type { CurrentValue, FieldValue } from './field-value';
import type { EmptyRule, OwnershipRow } from './map';

export type { CurrentValue } from './field-value';

/** What ownership says about one field of one document (design 7). */
export const VERDICTS = ['apply', 'unchanged', 'kept', 'conflict', 'blocked_direction', 'cleared', 'unmapped'] as const;

export type VerdictKind = (typeof VERDICTS)[number];

/** A verdict as replies, events and the queue show it. */
export interface Verdict {
  /** Pointer below the document's root; empty for constants. */
  readonly path: string;
  /** Body field, or `sublist.column`; empty for what no row maps. */
  readonly field: string;
  /** Line key, for sublist columns. */
  readonly line?: string;
  readonly verdict: VerdictKind;
  readonly owner: string;
  readonly decision: string;
  /** What else a reader must know: that a text was cut, that a change made in NetSuite is overwritten. Holds no values. */
  readonly note?: string;
  /** Number of the force ticket under which a field of another owner was written; absent: none was needed. */
  readonly ticket?: string;
}

/** What ownership says of one field, before its place is added. */
export interface Judgement {
  readonly verdict: VerdictKind;
  readonly note?: string;
  /** Set where NetSuite's own, differing value stays: the rest of a group may not move past it. */
  readonly diverged?: true;
  /** Number of the force ticket that lets a conflict through. */
  readonly ticket?: string;
}

/** Decides a field of a record that does not exist yet. */
export function decideOnCreate(row: OwnershipRow, source: string): VerdictKind {
  if (row.kind === 'never_inbound') return 'blocked_direction';
  return row.kind === 'shared' || row.owner === source ? 'apply' : 'conflict';
}

/** One field of an existing record, with all that decides it. */
export interface FieldQuestion {
  readonly row: OwnershipRow;
  readonly source: string;
  /** Null where the document holds nothing for the field. */
  readonly proposed: FieldValue | null;
  /** What nothing means here. `refuse` was answered before. */
  readonly whenEmpty: EmptyRule;
  readonly current: CurrentValue;
  /** Value that an earlier document wrote here, as `appliedText` wrote it; undefined: none did. */
  readonly lastApplied: string | undefined;
}

/**
 * Decides a field of an existing record. A field that another system owns is never written; an equal value there is `kept`,
 * not a conflict. Undefined: the document says nothing of it.
 */
export function decideOnUpdate(question: FieldQuestion): Judgement | undefined {
  const { row, source, proposed, whenEmpty } = question;
  if (proposed === null && (whenEmpty !== 'clear' || row.kind === 'never_inbound')) return undefined;
  switch (row.kind) {
    case 'never_inbound':
      return { verdict: 'blocked_direction' };
    case 'shared':
      return mergeThreeWays(question);
    case 'create_only':
      return leftToNetSuite(question);
    case 'authoritative':
    case 'copy':
      return row.owner === source ? writtenByOwner(question) : ownedElsewhere(question);
  }
}

/** The owner's value stands, whatever NetSuite holds. */
function writtenByOwner({ row, proposed, current, lastApplied }: FieldQuestion): Judgement | undefined {
  if (sameValue(proposed, current)) return proposed === null ? undefined : { verdict: 'unchanged' };
  const overwrites = row.kind === 'authoritative' && lastApplied !== undefined && !sameValue(appliedValue(lastApplied), current);
  return { verdict: proposed === null ? 'cleared' : 'apply', ...(overwrites ? { note: 'overwrites a change made in NetSuite' } : {}) };
}

function ownedElsewhere({ proposed, current }: FieldQuestion): Judgement | undefined {
  if (proposed === null) return undefined;
  return { verdict: sameValue(proposed, current) ? 'kept' : 'conflict' };
}

/** Set at create, then NetSuite's: what the document still says of it as it did then is no conflict. */
function leftToNetSuite({ proposed, current, lastApplied }: FieldQuestion): Judgement | undefined {
  if (proposed === null) return undefined;
  if (sameValue(proposed, current)) return { verdict: 'kept' };
  return lastApplied !== undefined && sameApplied(proposed, lastApplied) ? { verdict: 'kept', note: 'changed in NetSuite since it was set' } : { verdict: 'conflict' };
}

/** Whoever changed the field since the value last applied has its way; where both did, it is a conflict. */
function mergeThreeWays({ proposed, current, lastApplied }: FieldQuestion): Judgement | undefined {
  if (sameValue(proposed, current)) return proposed === null ? undefined : { verdict: 'unchanged' };
  const base = lastApplied ?? '';
  if (sameValue(appliedValue(base), current)) return { verdict: proposed === null ? 'cleared' : 'apply' };
  if (sameApplied(proposed, base)) return base === '' ? undefined : { verdict: 'kept', note: 'changed in NetSuite since; the document says what it said before', diverged: true };
  return { verdict: 'conflict', note: lastApplied === undefined ? 'no value was applied before to merge against' : 'changed both in NetSuite and at its source' };
}

/** Compares a proposal with the text that `appliedText` wrote. */
function sameApplied(proposed: FieldValue | null, applied: string): boolean {
  const before = appliedValue(applied);
  if (proposed === null || before === null) return proposed === before;
  switch (before.kind) {
    case 'text':
      return sameValue(proposed, before.text);
    case 'decimal':
      return sameValue(proposed, before.decimal);
    case 'integer':
      return sameValue(proposed, before.integer);
    case 'boolean':
      return sameValue(proposed, before.boolean);
    case 'date':
      return sameValue(proposed, before.date);
    case 'record':
      return sameValue(proposed, before.internalId);
  }
}

/** True where the verdict changes the record. */
export function writes(verdict: VerdictKind): verdict is 'apply' | 'cleared' {
  return verdict === 'apply' || verdict === 'cleared';
}

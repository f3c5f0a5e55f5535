import { appliedLine } from '../domain/applied-values';
import type { AppliedValues } from '../domain/applied-values';
import { appliedTargetOf, decideCreate, resolveDocument } from '../domain/decide';
import type { ResolvedDocument, ResolvedField } from '../domain/decide';
import { decideUpdateUnder } from '../domain/decide-update';
import type { CurrentRecord } from '../domain/decide-update';
import { sameValue } from '../domain/field-value';
import type { CurrentValue } from '../domain/field-value';
import { nextSweepMs } from '../domain/lease';
import type { CompiledMap, OwnershipRow } from '../domain/map';
import type { MappedLine } from '../domain/mapped-document';
import type { Verdict } from '../domain/ownership';
import { problemOf } from '../domain/reasons';
import type { ReferencePlan } from '../domain/references';
import type { Forced } from '../domain/ticket';
import { wholeEffect } from '../domain/rollback/applied-effect';
import type { AppliedEffect } from '../domain/rollback/applied-effect';
import { decideWrite } from './decide-write';
import { usedTickets } from './force-tickets';
import { wait } from './progress';
import type { Advanced, Reading } from './progress';
import { UNITS_TO_SETTLE } from './settle';
import { finishWritten } from './write-target';

/** Most usage units from here on: the record is loaded (10), the values last applied (2) and the saved record (1) are read, and it is settled. */
const UNITS_NEEDED = 13 + UNITS_TO_SETTLE;

/** What the fields of a record come to that an earlier run wrote. */
interface Found {
  readonly verdicts: readonly Verdict[];
  readonly conflicts: readonly Verdict[];
  readonly applied: AppliedValues;
  /** Accounting period that it was meant for; undefined: any. */
  readonly period?: number | undefined;
  /** Known of a record that was made; what an update found is gone. */
  readonly effect?: AppliedEffect;
}

/** Said of a field that holds what the document says, or did once it was saved. */
const NOTE = 'found written by an earlier run';

/**
 * Settles on a record that carries the operation's stamp: the run that saved it died before it could say what it had decided. That
 * is decided again from the record as it stands, so that what was left to other owners is told, and the next merge has the values
 * that this document applied. Nothing is written. Where it cannot be decided any more, the bare fact is settled.
 */
export function settleFoundWritten(reading: Reading, planned: ReferencePlan, internalId: number): Advanced {
  const { operation, context: { ports, map } } = reading;
  // Left at `unknown`: its sender must not withdraw what had its effect.
  if (ports.platform.remainingUnits() < UNITS_NEEDED) {
    const problem = problemOf('effect_unknown', `The ${map.rule.target} ${String(internalId)} carries this operation. Too few usage units were left in this run to settle it.`);
    return wait(operation, reading.context, { state: 'unknown', problem, waitsFor: 'probe', dueMs: nextSweepMs(ports.platform.nowMs()), observed: operation.observed });
  }
  const found = judgeFound(reading, planned, internalId);
  if (found === undefined) return finishWritten(reading, { verdicts: [] }, internalId, 'applied');
  return finishWritten(reading, found, internalId, found.conflicts.length > 0 ? 'partly_applied' : 'applied');
}

/** Undefined where the document's references cannot be resolved any more, or NetSuite does not give the record out. */
function judgeFound(reading: Reading, planned: ReferencePlan, internalId: number): Found | undefined {
  const { operation, context: { ports, map }, mapped, facts } = reading;
  const resolution = resolveDocument(mapped, planned, facts.references);
  if (resolution.kind !== 'resolved') return undefined;
  // No object row tells of a record before this operation's: it made the record.
  if (facts.object?.hasRecord !== true && operation.intent !== 'update') return judgeCreated(reading, resolution.document);
  const loaded = ports.ledger.load(map.rule.target, internalId);
  if (loaded.kind === 'refused') return undefined;
  const before = facts.object === undefined ? undefined : ports.objects.lastApplied(facts.object.internalId);
  const forced = usedTickets(reading);
  const decided = decideUpdateUnder(forced, { map, document: resolution.document, current: loaded.target, lastApplied: before });
  const verdicts = [...decided.verdicts.map((verdict) => asItStands(underTicket(verdict, forced))), ...mapped.unmapped];
  return { verdicts, conflicts: decided.conflicts, applied: withoutTaken(decided.applied, map, resolution.document, loaded.target) };
}

/** What was decided before there was a record. Where a creation is not allowed any more, as in a period that was closed since, its fields alone. */
function judgeCreated(reading: Reading, document: ResolvedDocument): Found {
  const forced = usedTickets(reading);
  const decision = decideWrite({ ...reading, forced, facts: { ...reading.facts, target: undefined } }, document);
  if (decision.kind === 'create') return { ...decision, verdicts: decision.verdicts.map(asMade), effect: wholeEffect(decision.plan.from === undefined ? 'create' : 'transform') };
  const { verdicts, conflicts, applied } = decideCreate(reading.context.map, document, forced);
  return { verdicts: [...verdicts.map(asMade), ...reading.mapped.unmapped], conflicts, applied, effect: wholeEffect(document.from === undefined ? 'create' : 'transform') };
}

/**
 * The values to keep, without what the earlier run emptied or took away: a decision on the record as it stands does not see that,
 * and would merge the next document against values that are gone.
 */
function withoutTaken(applied: AppliedValues, map: CompiledMap, document: ResolvedDocument, record: CurrentRecord): AppliedValues {
  const kept = new Map(applied);
  const empty = (fields: readonly ResolvedField[], line: MappedLine | undefined, currentOf: (target: string) => CurrentValue): void => {
    for (const { mapped, value } of fields) {
      const target = appliedTargetOf(mapped, line);
      if (value === null && mapped.whenEmpty === 'clear' && mayEmpty(mapped.row, map.rule.source) && kept.has(target) && sameValue(null, currentOf(mapped.row.target))) kept.set(target, '');
    }
  };
  empty(document.body, undefined, (target) => record.body(target));
  for (const { mapped, columns } of document.lines) {
    const line = record.lines(mapped.source.sublist).find(({ key }) => key === mapped.key);
    if (line !== undefined) empty(columns, mapped, (target) => line.column(target));
  }
  for (const target of kept.keys()) if (isOfGoneLine(target, map, document)) kept.delete(target);
  return kept;
}

/** True where a source may empty the field. */
function mayEmpty({ kind, owner }: OwnershipRow, source: string): boolean {
  return kind === 'shared' || ((kind === 'authoritative' || kind === 'copy') && owner === source);
}

/** True for a value of a line that a full document does not name: its removal took the line away. */
function isOfGoneLine(target: string, { rule }: CompiledMap, { lines }: ResolvedDocument): boolean {
  if (rule.documents !== 'full') return false;
  const inSublist = rule.lines.some(({ sublist, createOnly }) => createOnly !== true && target.startsWith(`${sublist}:`));
  return inSublist && !lines.some(({ mapped }) => target.startsWith(appliedLine(mapped.source.sublist, mapped.key)));
}

function asMade(verdict: Verdict): Verdict {
  return verdict.verdict === 'apply' ? withNote(verdict, NOTE) : verdict;
}

/** A field of another owner that agrees by now was written under the ticket that this operation used. */
function underTicket(verdict: Verdict, forced: Forced): Verdict {
  const ticket = forced.get(verdict.field);
  return ticket === undefined || verdict.verdict !== 'kept' ? verdict : { ...verdict, verdict: 'unchanged', ticket };
}

/** A verdict on the record as it stands now, after the save. */
function asItStands(verdict: Verdict): Verdict {
  switch (verdict.verdict) {
    case 'unchanged':
      return withNote(verdict, NOTE);
    case 'apply':
    case 'cleared':
      // It was written, for the stamp proves the save. The own note of such a verdict speaks of a write to come: there is none.
      return { ...verdict, note: `${NOTE}, and changed since` };
    case 'kept':
    case 'conflict':
    case 'blocked_direction':
    case 'unmapped':
      return verdict;
  }
}

function withNote(verdict: Verdict, note: string): Verdict {
  return { ...verdict, note: verdict.note === undefined ? note : `${note}; ${verdict.note}` };
}

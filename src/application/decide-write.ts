import type { AppliedValues } from '../domain/applied-values';
import { decideCreate, NOTHING_FORCED } from '../domain/decide';
import type { CreateDecision, FieldWrite, ResolvedDocument } from '../domain/decide';
import { decideUpdateUnder } from '../domain/decide-update';
import type { UpdateDecision } from '../domain/decide-update';
import type { ConflictPolicy } from '../domain/map';
import type { ObservedError } from '../domain/observed-error';
import type { Outcome } from '../domain/outcome';
import type { Verdict } from '../domain/ownership';
import { judgePeriod, postedOn } from '../domain/posting-date';
import type { PostingVerdict } from '../domain/posting-date';
import { problemOf } from '../domain/reasons';
import type { Problem, ReasonCode } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import type { Forced } from '../domain/ticket';
import { standingTickets } from './force-tickets';
import type { Standing } from './force-tickets';
import type { LoadedTarget, TargetSighting } from './ports';
import type { Reading } from './progress';

/** What is to be done with the record, decided before anything is written; validate shows it, apply does it. */
export type WriteDecision =
  /** Nothing may be written: the operation comes to rest. */
  | { readonly kind: 'rest'; readonly outcome: Outcome }
  /** NetSuite does not give the record out: nothing could be decided. */
  | { readonly kind: 'refused'; readonly error: ObservedError }
  /** Nothing may be written yet: the operation waits for something named. */
  | { readonly kind: 'wait'; readonly problem: Problem; readonly waitsFor: string }
  /** Nothing is left to write: the record says it already. */
  | { readonly kind: 'leave'; readonly internalId: number; readonly verdicts: readonly Verdict[]; readonly applied: AppliedValues; readonly state: 'unchanged' | 'partly_applied' }
  | (CreateDecision & { readonly kind: 'create'; readonly period: number | undefined })
  | (UpdateDecision & { readonly kind: 'update'; readonly target: LoadedTarget });

/** Decides what a resolved document does to its record. Reads the record where it exists; writes nothing. */
export function decideWrite(reading: Reading, document: ResolvedDocument): WriteDecision {
  const { target } = reading.facts;
  return target === undefined ? decideNew(reading, document) : decideExisting(reading, document, target);
}

function decideNew(reading: Reading, document: ResolvedDocument): WriteDecision {
  const { operation, context, facts, targetId } = reading;
  const { rule } = context.map;
  if (facts.object?.hasRecord === true || operation.intent === 'update') {
    return rest(reading, 'needs_review', problemOf('target_missing', `There is no ${rule.target} with external id "${targetId}".`));
  }
  if (!rule.mayCreate) return refused(reading, 'create_not_allowed');
  const foreign = foreignSubsidiary(reading, document);
  if (foreign !== undefined) return rest(reading, 'needs_review', foreign);
  const posting = judgePosting(reading);
  switch (posting.kind) {
    case 'review':
      return rest(reading, 'needs_review', posting.problem);
    case 'park':
      return { kind: 'wait', problem: posting.problem, waitsFor: posting.waitsFor };
    case 'open':
      return decidedCreate(reading, document, posting.period);
    case 'moved':
      return decidedCreate(reading, postedOn(document, posting), posting.period);
  }
}

/** `period`: the accounting period that it is posted in; NetSuite might take another by a preference of its own. */
function decidedCreate(reading: Reading, document: ResolvedDocument, period: number | undefined): WriteDecision {
  const { rule } = reading.context.map;
  const { decision, over } = underTickets(reading, (forced) => decideCreate(reading.context.map, document, forced));
  const verdicts = withUnmapped(reading, decision.verdicts);
  const held = heldByConflict(reading, { conflicts: decision.conflicts, verdicts, over });
  if (held !== undefined) return held;
  const expects = { currency: document.currency, subsidiaries: sourceSubsidiaries(reading) };
  const placed: readonly FieldWrite[] = [
    // NetSuite makes a record of another in that one's currency; by itself, in the currency that is written.
    ...(document.currency === undefined || document.from !== undefined ? [] : [recordWrite('currency', 'currency', document.currency)]),
    ...(period === undefined ? [] : [recordWrite('postingperiod', 'accountingperiod', period)]),
  ];
  const plan = { ...decision.plan, body: [...decision.plan.body, ...placed], expects };
  const periodVerdict: readonly Verdict[] = period === undefined ? []
    : [{ path: '', field: 'postingperiod', verdict: 'apply', owner: rule.source, decision: rule.parts.ledger?.postingDate?.decision ?? rule.decision }];
  return { kind: 'create', ...decision, plan, period, verdicts: [...periodVerdict, ...verdicts] };
}

function recordWrite(target: string, recordType: string, internalId: number): FieldWrite {
  return { target, value: { kind: 'record', recordType, internalId } };
}

/** Subsidiaries that the source may post to, where its rule has a word on them. Undefined: any. */
export function sourceSubsidiaries({ context }: Reading): readonly number[] | undefined {
  const { binding } = context.configuration;
  if (context.map.rule.parts.ledger?.subsidiary === undefined || binding === undefined) return undefined;
  const own = binding.values['subsidiary'];
  const all = [...(typeof own === 'number' ? [own] : []), ...(binding.subsidiaries ?? [])];
  return all.length === 0 ? undefined : all;
}

/** What nobody decided about stands behind what was decided. */
function withUnmapped({ mapped }: Reading, verdicts: readonly Verdict[]): readonly Verdict[] {
  return [...verdicts, ...mapped.unmapped];
}

/** The sweep may post into a locked period, so the rules look, not the platform alone (design 5). */
function judgePosting({ context: { map: { rule } }, facts, posting }: Reading): PostingVerdict {
  if (posting === undefined || facts.period === undefined) return { kind: 'open', period: undefined };
  return judgePeriod(rule.parts.ledger?.postingDate, posting.date, facts.period);
}

/** A source posts to the subsidiaries of its binding alone (design 5). Undefined: the document names none other. */
function foreignSubsidiary(reading: Reading, document: ResolvedDocument): Problem | undefined {
  const { rule } = reading.context.map;
  if (rule.parts.ledger?.subsidiary === undefined) return undefined;
  const value = document.body.find(({ mapped }) => mapped.row.target === 'subsidiary')?.value;
  if (value?.kind !== 'record') return undefined;
  if (sourceSubsidiaries(reading)?.includes(value.internalId) !== false) return undefined;
  return problemOf('subsidiary_not_the_sources', `${rule.source} may not post to the subsidiary ${String(value.internalId)}. Decision ${rule.parts.ledger.subsidiary.decision}.`);
}

function decideExisting(reading: Reading, document: ResolvedDocument, sighting: TargetSighting): WriteDecision {
  const { operation, context, facts, targetId } = reading;
  const { rule } = context.map;
  const named = `The ${rule.target} ${String(sighting.internalId)}`;
  if (sighting.stamp === '' && facts.object === undefined) {
    return rest(reading, 'needs_review', problemOf('target_not_ours', `${named} has external id "${targetId}".`));
  }
  if (operation.intent === 'create') return rest(reading, 'refused', problemOf('target_exists', `${named} stands for this object.`));
  if (!rule.mayUpdate) return refused(reading, 'update_not_allowed');
  // NetSuite would refuse the save, and what a save refuses is unknown first: the lane would stand still for nothing.
  if (sighting.voided === true) return rest(reading, 'needs_review', problemOf('netsuite_locked', `${named} is void.`));
  const locked = postedInClosedPeriod(reading, sighting);
  if (locked !== undefined) return rest(reading, 'needs_review', locked);
  const loaded = context.ports.ledger.load(rule.target, sighting.internalId);
  if (loaded.kind === 'refused') return loaded;
  const { target } = loaded;
  const question = { map: context.map, document, current: target, lastApplied: lastApplied(reading) };
  const { decision: decided, over } = underTickets(reading, (forced) => decideUpdateUnder(forced, question));
  const decision = { ...decided, verdicts: withUnmapped(reading, decided.verdicts) };
  const held = heldByConflict(reading, { ...decision, over });
  if (held !== undefined) return held;
  if (!decision.nothingToDo) return { kind: 'update', target, ...decision };
  const state = decision.conflicts.length > 0 ? 'partly_applied' : 'unchanged';
  return { kind: 'leave', internalId: sighting.internalId, verdicts: decision.verdicts, applied: decision.applied, state };
}

/** A record that is posted in a closed or locked period is changed by nobody but a person who reopens it. 10 units for types that post. */
function postedInClosedPeriod({ context }: Reading, { internalId }: TargetSighting): Problem | undefined {
  const { ports, map: { rule } } = context;
  const period = ports.ledger.posts(rule.target) ? ports.lookup.periodOf(rule.target, internalId) : undefined;
  if (period === undefined || period.state === 'open') return undefined;
  return problemOf('period_closed', `The ${rule.target} ${String(internalId)} is posted in the period ${period.name}, which is ${period.state}.`);
}

/**
 * Values last applied: a shared field merges against them, one that was set at create is no conflict while its document says what it
 * said then, and a change made in NetSuite is told by them. 2 units.
 */
function lastApplied({ context, facts }: Reading): AppliedValues | undefined {
  return facts.object === undefined ? undefined : context.ports.objects.lastApplied(facts.object.internalId);
}

/** A rule says no: settled without an effect. */
function refused(reading: Reading, code: ReasonCode): WriteDecision {
  const { rule } = reading.context.map;
  return rest(reading, 'refused', problemOf(code, `Rule ${rule.code}, decision ${rule.decision}.`));
}

function rest(reading: Reading, state: OperationState, problem: Problem, verdicts: readonly Verdict[] = []): WriteDecision {
  return { kind: 'rest', outcome: { state, result: null, verdicts, problem, mapVersion: reading.context.map.rule.mapVersion } };
}

/** Decides, and once more under the tickets of the record where a field of another owner stands in the way. */
function underTickets<T extends { readonly conflicts: readonly Verdict[] }>(reading: Reading, decide: (forced: Forced) => T): { readonly decision: T; readonly over: Standing['over'] } {
  if (reading.forced !== undefined) return { decision: decide(reading.forced), over: [] };
  const first = decide(NOTHING_FORCED);
  if (first.conflicts.length === 0 || reading.facts.tickets === undefined) return { decision: first, over: [] };
  const { forced, over } = standingTickets(reading);
  return { decision: forced.size === 0 ? first : decide(forced), over };
}

interface Conflicting {
  readonly conflicts: readonly Verdict[];
  readonly verdicts: readonly Verdict[];
  /** Tickets that name the record and do not count. */
  readonly over: Standing['over'];
}

/** The strictest policy among the conflicting fields decides; `drop` lets the rest through. */
function heldByConflict(reading: Reading, { conflicts, verdicts, over }: Conflicting): WriteDecision | undefined {
  const problem = ticketProblem(conflicts, over) ?? conflictProblem(conflicts);
  if (problem === null) return undefined;
  const policies = conflicts.map((conflict) => policyOf(reading, conflict));
  if (policies.includes('review')) return rest(reading, 'needs_review', problem, verdicts);
  return policies.includes('refuse') ? rest(reading, 'refused', problem, verdicts) : undefined;
}

function policyOf(reading: Reading, conflict: Verdict): ConflictPolicy {
  const { map } = reading.context;
  const target = conflict.line === undefined ? conflict.field : conflict.field.slice(conflict.field.indexOf('.') + 1);
  const inLine = conflict.line !== undefined;
  return map.rows.find((row) => row.target === target && (row.lines !== '') === inLine)?.onConflict ?? map.rule.onConflict;
}

/** Whoever asked for a ticket learns why it did not help. Undefined: none names a field that is in conflict. */
function ticketProblem(conflicts: readonly Verdict[], over: Standing['over']): Problem | undefined {
  const named = over.find(({ fields }) => conflicts.some(({ field }) => fields.includes(field)));
  const conflict = conflictProblem(conflicts);
  return named === undefined || conflict === null ? undefined : problemOf('ticket_over', `Ticket ${named.number} does not count: ${named.why}. ${conflict.detail}`, conflict.errors);
}

function conflictProblem(conflicts: readonly Verdict[]): Problem | null {
  const [first] = conflicts;
  if (first === undefined) return null;
  const named = conflicts.map(({ field, owner, decision }) => `${field} (owner ${owner}, decision ${decision})`).join(', ');
  const errors = conflicts.map(({ path, field, owner }) => ({ pointer: path, code: 'field_conflict' as const, message: `"${field}" belongs to ${owner}.` }));
  return problemOf('field_conflict', `Fields of other owners hold other values: ${named}.`, errors);
}

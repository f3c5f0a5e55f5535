import type { AppliedValues } from '../domain/applied-values';
import { checkSavedTotal } from '../domain/control-total';
import type { ResolvedDocument } from '../domain/decide';
import { cancelEffect } from '../domain/judge-document';
import { retriesByItself } from '../domain/observed-error';
import type { ObservedError } from '../domain/observed-error';
import type { Outcome } from '../domain/outcome';
import type { Verdict } from '../domain/ownership';
import { problemOf } from '../domain/reasons';
import { voidEffect, wholeEffect } from '../domain/rollback/applied-effect';
import type { AppliedEffect } from '../domain/rollback/applied-effect';
import { updateEffect } from '../domain/rollback/update-effect';
import type { ProblemDetail } from '../domain/reasons';
import { nextSweepMs } from '../domain/lease';
import { fractionOf, nextAttempt, policyWith, retryPolicyOf } from '../domain/retry-policy';
import type { RetryPolicy } from '../domain/retry-policy';
import { decideCancel } from './cancel-target';
import { decideWrite, sourceSubsidiaries } from './decide-write';
import { suspectedDuplicate } from './duplicates';
import { ticketsIn, UNITS_TO_USE_TICKET, useTicket } from './force-tickets';
import { observedProblem } from './observed-problem';
import { probeTarget } from './probe';
import { park, review, settled, wait } from './progress';
import type { Advanced, Reading } from './progress';
import type { ReadBack, SaveResult } from './ports';
import { UNITS_TO_SETTLE } from './settle';

/** Usage units that must remain beside the target's own: a natural key and a likeness that are held (32 each), a probe (10), the read-back (1), and to settle. */
export const UNITS_TO_FINISH = 75 + UNITS_TO_SETTLE;

/** What was decided of a record that is written. */
export interface Written {
  readonly verdicts: readonly Verdict[];
  /** Values to keep for the next merge; undefined: not known, those kept before stay. */
  readonly applied?: AppliedValues;
  /** Accounting period that it was meant for; undefined: any. */
  readonly period?: number | undefined;
  /** What was done to the record; undefined: nothing, or it is not known. */
  readonly effect?: AppliedEffect | undefined;
}

/** Carries out a cancellation: closes the record in one load and one save, or voids it. */
export function cancelTarget(reading: Reading): Advanced {
  const { operation, context } = reading;
  const needed = context.ports.ledger.unitsToWrite(context.map.rule.target) + UNITS_TO_FINISH;
  if (context.ports.platform.remainingUnits() < needed) return outOfUnits(reading, needed);
  const decision = decideCancel(reading);
  const cancelled = withoutTotals(reading);
  switch (decision.kind) {
    case 'rest':
      return settled(cancelled, decision.outcome);
    case 'refused':
      return afterRefusal(cancelled, decision.error);
    case 'leave':
      return finishWritten(cancelled, { verdicts: [] }, decision.internalId, 'unchanged');
    case 'close':
      return afterSave(cancelled, decision.target.close(operation.operationId), { verdicts: [], conflicts: [], effect: wholeEffect('close') });
    case 'void':
      return afterVoid(cancelled, context.ports.ledger.void(context.map.rule.target, decision.internalId), decision.internalId);
  }
}

/** A void by a reversing journal returns the journal; the operation settles on the record that it voids. */
function afterVoid(reading: Reading, returned: SaveResult, voided: number): Advanced {
  const saved: SaveResult = returned.kind === 'saved' ? { kind: 'saved', internalId: voided } : returned;
  const effect = returned.kind === 'saved' ? voidEffect(voided, returned.internalId) : wholeEffect('void');
  return afterSave(reading, saved, { verdicts: [], conflicts: [], effect });
}

/** A cancelled document may no longer add up; what was saved is not compared with it. */
export function withoutTotals(reading: Reading): Reading {
  return { ...reading, mapped: { ...reading.mapped, totals: [] } };
}

/** Applies a resolved document to its record: creates it, or updates it in one load, one decision, one save. */
export function writeTarget(reading: Reading, document: ResolvedDocument): Advanced {
  const { operation, context, facts, targetId } = reading;
  const { rule } = context.map;
  const needed = context.ports.ledger.unitsToWrite(rule.target) + UNITS_TO_FINISH;
  if (context.ports.platform.remainingUnits() < needed) return outOfUnits(reading, needed);
  const decision = decideWrite(reading, document);
  switch (decision.kind) {
    case 'rest':
      return settled(reading, decision.outcome);
    case 'refused':
      return afterRefusal(reading, decision.error);
    case 'wait':
      return park(operation, context, decision);
    case 'leave':
      return finishWritten(reading, decision, decision.internalId, decision.state);
    case 'create': {
      const duplicate = suspectedDuplicate(reading, reading.object);
      if (duplicate !== undefined) return review(operation, context, facts, duplicate);
      const unused = useTickets(reading, document, decision.verdicts);
      if (unused !== undefined) return unused;
      const saved = context.ports.ledger.create({ recordType: rule.target, externalId: targetId, operationId: operation.operationId }, decision.plan);
      return afterSave(reading, saved, { ...decision, effect: wholeEffect(decision.plan.from === undefined ? 'create' : 'transform') });
    }
    case 'update': {
      const unused = useTickets(reading, document, decision.verdicts);
      if (unused !== undefined) return unused;
      const effect = updateEffect(decision.plan, decision.target, context.map.rows);
      return afterSave(reading, decision.target.save(decision.plan, operation.operationId), { ...decision, effect });
    }
  }
}

/**
 * Uses up what the decision was made under, before the save. Undefined: it may be saved. Where a ticket was used up or ended meanwhile, all is
 * decided again: its chain, which only grows, says so by then.
 */
function useTickets(reading: Reading, document: ResolvedDocument, verdicts: readonly Verdict[]): Advanced | undefined {
  const { context: { ports: { ledger, platform }, map: { rule } } } = reading;
  const numbers = ticketsIn(verdicts);
  const needed = ledger.unitsToWrite(rule.target) + UNITS_TO_FINISH + numbers.length * UNITS_TO_USE_TICKET;
  if (numbers.length > 0 && platform.remainingUnits() < needed) return outOfUnits(reading, needed);
  for (const number of numbers) {
    const use = useTicket(number, reading);
    if (use === 'contended') return busy(reading, `Others used ticket ${number} at the same moment.`);
    if (use === 'over') return writeTarget(reading, document);
  }
  return undefined;
}

function outOfUnits(reading: Reading, needed: number): Advanced {
  return busy(reading, `Fewer than ${String(needed)} usage units were left in this run.`);
}

function busy({ operation, context }: Reading, why: string): Advanced {
  const problem = problemOf('netsuite_busy', why);
  return wait(operation, context, { state: 'retry_scheduled', problem, waitsFor: '', dueMs: nextSweepMs(context.ports.platform.nowMs()) });
}

type Decided = Written & { readonly conflicts: readonly Verdict[] };

function writtenState({ conflicts }: Decided): 'applied' | 'partly_applied' {
  return conflicts.length > 0 ? 'partly_applied' : 'applied';
}

function afterSave(reading: Reading, saved: SaveResult, decision: Decided): Advanced {
  switch (saved.kind) {
    case 'saved':
      return finishWritten(reading, decision, saved.internalId, writtenState(decision));
    case 'refused':
      return afterRefusal(reading, saved.error);
    case 'threw':
      return afterThrow(reading, saved.error, decision);
  }
}

/** NetSuite refused before the save, so there is no effect: what heals by itself is tried again, the rest goes to a person. */
function afterRefusal(reading: Reading, error: ObservedError): Advanced {
  const nowMs = reading.context.ports.platform.nowMs();
  const after = afterFailure(reading, error, { attempts: reading.operation.attempts, endedMs: nowMs });
  return after.kind === 'ends' ? after.advanced : retryAt(reading, error, { dueMs: after.dueMs, attemptedMs: nowMs });
}

/**
 * What becomes of an attempt that is known to have had no effect: what heals by itself is tried again by the policy of its class, until
 * that is used up; the rest goes to a person. `endedMs`: when the attempt ended, epoch milliseconds.
 */
export function afterFailure(reading: Reading, error: ObservedError, { attempts, endedMs }: { readonly attempts: number; readonly endedMs: number }): AfterFailure {
  const { operation, context, facts } = reading;
  const problem = observedProblem(reading, error);
  const shipped = retryPolicyOf(problem.class);
  const policy = shipped === undefined ? undefined : policyWith(shipped, context.configuration.overrides.find(({ code }) => code === problem.code)?.figures ?? {});
  if (!retriesByItself(problem.code) || policy === undefined) return { kind: 'ends', advanced: review(operation, context, facts, problem) };
  const next = nextAttempt(policy, { attempts, receivedMs: operation.budgetFromMs, nowMs: endedMs, random: fractionOf(context.ports.platform.randomHex(6)) });
  switch (next.kind) {
    case 'retry':
      return next;
    case 'exhausted':
      return { kind: 'ends', advanced: review(operation, context, facts, problemOf('attempts_exhausted', `${usedUp(next.why, policy)} ${problem.detail}`, problem.errors, error)) };
  }
}

/** `retry`: when the next attempt is due, epoch milliseconds. */
export type AfterFailure = { readonly kind: 'retry'; readonly dueMs: number } | { readonly kind: 'ends'; readonly advanced: Advanced };

/** Leaves an operation whose attempt failed without an effect to a later one. */
export function retryAt(reading: Reading, error: ObservedError, { dueMs, ...counted }: { readonly dueMs: number; readonly attempts?: number; readonly attemptedMs?: number }): Advanced {
  return wait(reading.operation, reading.context, { state: 'retry_scheduled', problem: observedProblem(reading, error), waitsFor: '', dueMs: nextSweepMs(dueMs), observed: error, ...counted });
}

function usedUp(why: 'attempts' | 'age', { attempts, ageHours }: RetryPolicy): string {
  return why === 'attempts' ? `${String(attempts)} attempts were made.` : `It was received more than ${String(ageHours)} hours ago.`;
}

/**
 * A save that threw may have committed: another script's afterSubmit runs after the commit (platform facts 4.4). What is
 * found with our stamp is the effect. What is not found proves nothing here; the sweep looks again once the lease is over.
 */
function afterThrow(reading: Reading, error: ObservedError, decision: Decided): Advanced {
  const { operation, context, targetId } = reading;
  const { ports, map } = context;
  const probed = probeTarget(context, targetId);
  const sighting = probed.kind === 'seen' ? probed.sighting : undefined;
  const voided = operation.intent === 'cancel' && cancelEffect(map.rule) === 'void' && sighting?.voided === true;
  if (sighting !== undefined && (voided || sighting.stamp === operation.operationId)) return finishWritten(reading, decision, sighting.internalId, writtenState(decision));
  const stampBefore = reading.facts.target?.stamp ?? '';
  if (sighting !== undefined && sighting.stamp !== '' && sighting.stamp !== stampBefore) {
    return park(operation, context, { problem: problemOf('lane_busy', `Operation ${sighting.stamp} wrote the record meanwhile.`), waitsFor: sighting.stamp });
  }
  return wait(operation, context, {
    state: 'unknown',
    problem: problemOf('effect_unknown', `${error.name}: ${error.message}`, [], error),
    waitsFor: 'probe',
    dueMs: nextSweepMs(Math.max(operation.lease.untilMs, ports.platform.nowMs())),
    observed: error,
    attemptedMs: ports.platform.nowMs(),
  });
}

/** The record is written: reads back what NetSuite made of it, compares the control totals, settles. */
export function finishWritten(
  reading: Reading,
  { verdicts, applied, period, effect }: Written,
  internalId: number,
  state: 'applied' | 'unchanged' | 'partly_applied',
): Advanced {
  const { context, mapped, targetId } = reading;
  const { ports, map } = context;
  const compared = mapped.totals.flatMap(({ total, expected }) => (total.savedField === undefined ? [] : [{ total, expected, field: total.savedField }]));
  const saved = ports.ledger.readBack(map.rule.target, internalId, compared.map(({ field }) => field));
  const differences = [
    ...compared.flatMap(({ total, expected, field }) => checkSavedTotal(total, expected, saved.amounts[field]) ?? []),
    ...savedElsewhere(reading, saved, period),
  ];
  const [first] = differences;
  const outcome: Outcome = {
    state,
    result: { recordType: map.rule.target, internalId, externalId: targetId, documentNumber: saved.documentNumber },
    verdicts,
    problem: first === undefined ? null : problemOf(first.code, first.message, differences),
    mapVersion: map.rule.mapVersion,
    ...(effect === undefined ? {} : { effect }),
  };
  return settled(reading, outcome, { applied, baseAmount: saved.baseAmount });
}

/** Where NetSuite saved the record in another subsidiary or period than was meant: the record stands, and a person is told. */
function savedElsewhere(reading: Reading, saved: ReadBack, period: number | undefined): readonly ProblemDetail[] {
  const subsidiaries = sourceSubsidiaries(reading);
  const told = (message: string): readonly ProblemDetail[] => [{ pointer: '', code: 'saved_elsewhere', message }];
  return [
    ...(subsidiaries === undefined || saved.subsidiary === undefined || subsidiaries.includes(saved.subsidiary) ? []
      : told(`NetSuite saved it in the subsidiary ${String(saved.subsidiary)}; the source posts to ${subsidiaries.join(', ')}.`)),
    ...(period === undefined || saved.postingPeriod === undefined || saved.postingPeriod === period ? []
      : told(`NetSuite saved it in the accounting period ${String(saved.postingPeriod)}; it was meant for ${String(period)}.`)),
  ];
}

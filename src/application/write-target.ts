import { checkSavedTotal } from '../domain/control-total';
import { decideCreate } from '../domain/decide';
import type { ResolvedDocument } from '../domain/decide';
import { decideUpdate } from '../domain/decide-update';
import type { ConflictPolicy } from '../domain/map';
import { classifyObserved, retriesByItself } from '../domain/observed-error';
import type { ObservedError } from '../domain/observed-error';
import type { Outcome } from '../domain/outcome';
import type { Verdict } from '../domain/ownership';
import { problemOf } from '../domain/reasons';
import type { Problem, ReasonCode } from '../domain/reasons';
import { SWEEP_FLOOR_MS } from '../domain/lease';
import { park, review, settled, wait } from './progress';
import type { Advanced, Reading } from './progress';
import type { SaveResult, TargetSighting } from './ports';

/** Usage units that must remain beside the target's own: a probe, the read-back, the outcome event, the object row and the operation. */
const UNITS_TO_FINISH = 25;

/** Applies a resolved document to its record: creates it, or updates it in one load, one decision, one save. */
export function writeTarget(reading: Reading, document: ResolvedDocument): Advanced {
  const { operation, context, facts } = reading;
  const { rule } = context.map;
  if (operation.intent === 'cancel') {
    return refuse(reading, 'intent_not_supported', `Rule ${rule.code} cancels nothing.`);
  }
  const needed = context.ports.ledger.unitsToWrite(rule.target) + UNITS_TO_FINISH;
  if (context.ports.platform.remainingUnits() < needed) return outOfUnits(reading, needed);
  return facts.target === undefined ? createTarget(reading, document) : updateTarget(reading, document, facts.target);
}

function outOfUnits(reading: Reading, needed: number): Advanced {
  const { operation, context } = reading;
  const problem = problemOf('netsuite_busy', `Fewer than ${String(needed)} usage units were left in this run.`);
  return wait(operation, context, { state: 'retry_scheduled', problem, waitsFor: '', dueMs: context.ports.platform.nowMs() + SWEEP_FLOOR_MS });
}

function createTarget(reading: Reading, document: ResolvedDocument): Advanced {
  const { operation, context, facts, targetId } = reading;
  const { rule } = context.map;
  if (facts.object !== undefined || operation.intent === 'update') {
    return review(operation, context, facts, problemOf('target_missing', `There is no ${rule.target} with external id "${targetId}".`));
  }
  if (!rule.mayCreate) return refuse(reading, 'create_not_allowed', `Rule ${rule.code}, decision ${rule.decision}.`);
  const decision = decideCreate(context.map, document);
  const held = heldByConflict(reading, decision.conflicts, decision.verdicts);
  if (held !== undefined) return held;
  const saved = context.ports.ledger.create({ recordType: rule.target, externalId: targetId, operationId: operation.operationId }, decision.plan);
  return afterSave(reading, saved, decision.verdicts, decision.conflicts);
}

function updateTarget(reading: Reading, document: ResolvedDocument, target: TargetSighting): Advanced {
  const { operation, context, facts, targetId } = reading;
  const { rule } = context.map;
  if (target.stamp === '' && facts.object === undefined) {
    return review(operation, context, facts, problemOf('target_not_ours', `The ${rule.target} ${String(target.internalId)} has external id "${targetId}".`));
  }
  if (operation.intent === 'create') return refuse(reading, 'target_exists', `The ${rule.target} ${String(target.internalId)} stands for this object.`);
  if (!rule.mayUpdate) return refuse(reading, 'update_not_allowed', `Rule ${rule.code}, decision ${rule.decision}.`);
  const current = context.ports.ledger.load(rule.target, target.internalId);
  const decision = decideUpdate(context.map, document, current);
  const held = heldByConflict(reading, decision.conflicts, decision.verdicts);
  if (held !== undefined) return held;
  if (decision.nothingToDo) {
    return finishWritten(reading, target.internalId, decision.verdicts, decision.conflicts.length > 0 ? 'partly_applied' : 'unchanged');
  }
  return afterSave(reading, current.save(decision.plan, operation.operationId), decision.verdicts, decision.conflicts);
}

/** A rule says no: settled without an effect. */
function refuse(reading: Reading, code: ReasonCode, detail: string): Advanced {
  return settled(reading, { state: 'refused', result: null, verdicts: [], problem: problemOf(code, detail), mapVersion: reading.context.map.rule.mapVersion });
}

/** The strictest policy among the conflicting fields decides; `drop` lets the rest through. */
function heldByConflict(reading: Reading, conflicts: readonly Verdict[], verdicts: readonly Verdict[]): Advanced | undefined {
  const policies = conflicts.map((conflict) => policyOf(reading, conflict));
  const problem = conflictProblem(conflicts);
  if (problem === null) return undefined;
  const state = policies.includes('review') ? 'needs_review' : policies.includes('refuse') ? 'refused' : undefined;
  return state === undefined ? undefined : settled(reading, { state, result: null, verdicts, problem, mapVersion: reading.context.map.rule.mapVersion });
}

function policyOf(reading: Reading, conflict: Verdict): ConflictPolicy {
  const { map } = reading.context;
  const target = conflict.line === undefined ? conflict.field : conflict.field.slice(conflict.field.indexOf('.') + 1);
  const inLine = conflict.line !== undefined;
  return map.rows.find((row) => row.target === target && (row.lines !== '') === inLine)?.onConflict ?? map.rule.onConflict;
}

function conflictProblem(conflicts: readonly Verdict[]): Problem | null {
  const [first] = conflicts;
  if (first === undefined) return null;
  const named = conflicts.map(({ field, owner, decision }) => `${field} (owner ${owner}, decision ${decision})`).join(', ');
  const errors = conflicts.map(({ path, field, owner }) => ({ pointer: path, code: 'field_conflict' as const, message: `"${field}" belongs to ${owner}.` }));
  return problemOf('field_conflict', `Fields of other owners hold other values: ${named}.`, errors);
}

function afterSave(reading: Reading, saved: SaveResult, verdicts: readonly Verdict[], conflicts: readonly Verdict[]): Advanced {
  switch (saved.kind) {
    case 'saved':
      return finishWritten(reading, saved.internalId, verdicts, conflicts.length > 0 ? 'partly_applied' : 'applied');
    case 'refused':
      return afterRefusal(reading, saved.error);
    case 'threw':
      return afterThrow(reading, saved.error, verdicts);
  }
}

/** NetSuite refused before the save, so there is no effect: what heals by itself is tried again, the rest goes to a person. */
function afterRefusal(reading: Reading, error: ObservedError): Advanced {
  const { operation, context, facts } = reading;
  const code = classifyObserved(error);
  const problem = problemOf(code, `${error.name}: ${error.message}`);
  if (!retriesByItself(code)) return review(operation, context, facts, problem);
  const dueMs = context.ports.platform.nowMs() + SWEEP_FLOOR_MS;
  return wait(operation, context, { state: 'retry_scheduled', problem, waitsFor: '', dueMs, observed: error });
}

/**
 * A save that threw may have committed: another script's afterSubmit runs after the commit (platform facts 4.4). What is
 * found with our stamp is the effect. What is not found proves nothing here; the sweep looks again once the lease is over.
 */
function afterThrow(reading: Reading, error: ObservedError, verdicts: readonly Verdict[]): Advanced {
  const { operation, context, targetId } = reading;
  const { ports, map } = context;
  const sighting = ports.ledger.probe(map.rule.target, targetId);
  if (sighting?.stamp === operation.operationId) return finishWritten(reading, sighting.internalId, verdicts, 'applied');
  const stampBefore = reading.facts.target?.stamp ?? '';
  if (sighting !== undefined && sighting.stamp !== '' && sighting.stamp !== stampBefore) {
    return park(operation, context, problemOf('lane_busy', `Operation ${sighting.stamp} wrote the record meanwhile.`), sighting.stamp);
  }
  return wait(operation, context, {
    state: 'unknown',
    problem: problemOf('effect_unknown', `${error.name}: ${error.message}`),
    waitsFor: 'probe',
    dueMs: Math.max(operation.lease.untilMs, ports.platform.nowMs() + SWEEP_FLOOR_MS),
    observed: error,
  });
}

/** The record is written: reads back what NetSuite made of it, compares the control totals, settles. */
export function finishWritten(
  reading: Reading,
  internalId: number,
  verdicts: readonly Verdict[],
  state: 'applied' | 'unchanged' | 'partly_applied',
): Advanced {
  const { context, mapped, targetId } = reading;
  const { ports, map } = context;
  const saved = ports.ledger.readBack(map.rule.target, internalId, mapped.totals.map(({ total }) => total.savedField));
  const differences = mapped.totals.flatMap(({ total, expected }) => checkSavedTotal(total, expected, saved.amounts[total.savedField]) ?? []);
  const [first] = differences;
  const outcome: Outcome = {
    state,
    result: { recordType: map.rule.target, internalId, externalId: targetId, documentNumber: saved.documentNumber },
    verdicts,
    problem: first === undefined ? null : problemOf('saved_total_differs', first.message, differences),
    mapVersion: map.rule.mapVersion,
  };
  return settled(reading, outcome);
}

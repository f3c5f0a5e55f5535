import { advance } from './advance';
import { targetExternalId } from '../domain/identity';
import { ATTEMPT_LIMIT, LEASE_MS, PARKED_LIMIT_MS } from '../domain/lease';
import { problemOf } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import { canonicalText, parseDocument } from '../domain/document';
import { advanceContext } from './receive';
import { review } from './progress';
import type { AdvanceContext } from './progress';
import { settle } from './settle';
import { supersedeFirst } from './supersede';
import { isRefusal } from '../domain/refusal';
import type { DueOperation, Operation, Ports, SourceConfiguration } from './ports';

/** Usage units that must be left before another operation of a lane is begun: a dear one with an embedded document. */
const UNITS_PER_OPERATION = 250;

/** Operations that a machine should look at now: due for another attempt, or left behind by a run that died. */
export function selectDue(ports: Ports): readonly DueOperation[] {
  return ports.operations.due(ports.platform.nowMs());
}

/** What became of one operation of a lane. */
export interface Swept {
  readonly internalId: number;
  readonly state: OperationState | 'not_due' | 'left_for_next_run' | 'waits_for_configuration';
}

/** Carries on the operations of one lane in order of receipt. Leaves the rest, unharmed, when units run low. */
export function workLane(internalIds: readonly number[], ports: Ports): readonly Swept[] {
  return [...internalIds].sort((a, b) => a - b).map((internalId) => {
    if (ports.platform.remainingUnits() < UNITS_PER_OPERATION) return { internalId, state: 'left_for_next_run' };
    return { internalId, state: carryOn(internalId, ports) };
  });
}

function carryOn(internalId: number, ports: Ports): Swept['state'] {
  const { platform } = ports;
  const nowMs = platform.nowMs();
  const taken = ports.operations.takeOver(internalId, { holder: platform.randomHex(8), untilMs: nowMs + LEASE_MS }, nowMs);
  if (taken.kind === 'not_due') return 'not_due';
  const { operation, triedBefore } = taken;
  const configuration = configurationOf(operation, ports);
  if (configuration === undefined) return 'waits_for_configuration';
  const map = configuration.maps.find(({ rule }) => rule.documentType === operation.documentType);
  if (map === undefined) return withoutRule(operation, ports);
  const context = advanceContext(map, { ports, configuration, ordersLane: true }, triedBefore);
  const damage = storedDamage(operation, ports);
  if (damage !== undefined) return review(operation, context, undefined, problemOf('document_unreadable', damage)).outcome.state;
  try {
    return (supersedeFirst(operation, context) ?? advance(operation, context)).outcome.state;
  } catch (error) {
    if (!isWornOut(operation, nowMs)) throw error;
    return giveUp(operation, context, error);
  }
}

/**
 * What is in force for the operation's source. Undefined where that cannot be read: then the operation waits as it stands, by its
 * lease, and no attempt is counted. Nothing was tried, an effect of an earlier run may stand, and one keyed setting must not put a
 * whole backlog in front of people. The sweep reports it every time until the setting is corrected.
 */
function configurationOf(operation: Operation, ports: Ports): SourceConfiguration | undefined {
  try {
    return ports.configuration.load(operation.source);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    ports.operations.update(operation.internalId, {
      state: operation.state,
      waitsFor: 'configuration',
      dueMs: operation.lease.untilMs,
      problem: problemOf('configuration_unreadable', error.message),
      observed: operation.observed ?? null,
      target: null,
      mapVersion: '',
      head: operation.head,
      settledMs: null,
      attempts: operation.attempts - (operation.state === 'parked' ? 0 : 1),
    });
    return undefined;
  }
}

/** True where a machine has tried long enough: by attempts, or by age for work that only waited. */
function isWornOut(operation: Operation, nowMs: number): boolean {
  return operation.attempts > ATTEMPT_LIMIT || nowMs - operation.receivedMs > PARKED_LIMIT_MS;
}

/**
 * What fails before anything is decided would fail in every sweep for ever: past the limits a person looks at it. Where the effect
 * stands all the same, the operation stays unknown and is thrown on, for a person must not take it for one without.
 */
function giveUp(operation: Operation, context: AdvanceContext, error: unknown): OperationState {
  const { platform, ledger } = context.ports;
  const targetId = targetExternalId(operation.source, operation.documentType, operation.externalId, platform.sha256);
  if (context.triedBefore && ledger.probe(context.map.rule.target, targetId)?.stamp === operation.operationId) throw error;
  const { name, message } = error as { readonly name?: string; readonly message?: string };
  return review(operation, context, undefined, problemOf('attempts_exhausted', `${name ?? 'UNKNOWN'}: ${message ?? ''}`, [], { name: name ?? 'UNKNOWN', message: message ?? '' })).outcome.state;
}

/** The rule left the account: nothing can be decided, and a machine would find the same for ever. */
function withoutRule(operation: Operation, ports: Ports): OperationState {
  const problem = problemOf('map_inconsistent', `There is no rule for ${operation.source} ${operation.documentType} any more.`);
  return settle(operation, { known: undefined }, { state: 'needs_review', result: null, verdicts: [], problem, mapVersion: '' }, ports).state;
}

/** Says how a stored document differs from the one that was received; undefined where it is the same. */
function storedDamage(operation: Operation, ports: Ports): string | undefined {
  try {
    const fingerprint = ports.platform.sha256(canonicalText(parseDocument(operation.keptText, '')));
    return fingerprint === operation.fingerprint ? undefined : 'The stored document has another fingerprint than the one received.';
  } catch (error) {
    return (error as Error).message;
  }
}

import { advance } from './advance';
import { ATTEMPT_LIMIT, LEASE_MS, PARKED_LIMIT_MS } from '../domain/lease';
import { problemOf } from '../domain/reasons';
import { isMachineDue } from '../domain/states';
import { canonicalText, parseDocument } from '../domain/document';
import { advanceContext } from './receive';
import { agedUnlooked } from './hold-back';
import { isPoison, quarantine } from './quarantine';
import { exhausted, setAside } from './set-aside';
import { adopt } from './settle';
import { supersedeFirst } from './supersede';
import { isRefusal } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import type { Operation, Ports, SourceConfiguration, TakeOver } from './ports';
import type { Swept } from './sweep-run-port';

/** Usage units that must be left before another operation of a lane is begun: a dear one with an embedded document. */
const UNITS_PER_OPERATION = 250;

/** How long a run works on one lane before it leaves the rest: it may live 15 minutes (platform facts 1.3), and a slow save must end within. */
const LANE_LIMIT_MS = 10 * 60 * 1000;

export { selectDue } from './select-due';
export type { Swept } from './sweep-run-port';

/** Carries on the operations of one lane in order of receipt. Leaves the rest, unharmed, when units or time run low. */
export function workLane(internalIds: readonly number[], ports: Ports): readonly Swept[] {
  const { platform } = ports;
  const startedMs = platform.nowMs();
  return [...internalIds].sort((a, b) => a - b).map((internalId) => {
    if (platform.remainingUnits() < UNITS_PER_OPERATION || platform.nowMs() - startedMs > LANE_LIMIT_MS) return { internalId, state: 'left_for_next_run' };
    return carryOn(internalId, ports);
  });
}

/** An operation that this run took over. */
type Taken = Extract<TakeOver, { readonly kind: 'taken' }>;

function carryOn(internalId: number, ports: Ports): Swept {
  const { platform } = ports;
  const nowMs = platform.nowMs();
  const taken = ports.operations.takeOver(internalId, { holder: platform.randomHex(8), untilMs: nowMs + LEASE_MS }, nowMs);
  switch (taken.kind) {
    case 'not_due':
      return { internalId, state: 'not_due' };
    case 'damaged':
      return { internalId, state: 'damaged', words: taken.words };
    case 'taken':
      return { internalId, ...carryTaken(taken, nowMs, ports) };
  }
}

/** What became of an operation, without its row. */
type Carried = Omit<Swept, 'internalId'>;

function carryTaken(taken: Taken, nowMs: number, ports: Ports): Carried {
  return isMachineDue(taken.operation.state) ? { state: advanceTaken(taken, nowMs, ports) } : letGo(taken.operation, ports);
}

function advanceTaken(taken: Taken, nowMs: number, ports: Ports): Swept['state'] {
  const { operation, triedBefore } = taken;
  const configuration = configurationOf(operation, ports);
  if (isRefusal(configuration)) return awaitConfiguration(taken, configuration, ports);
  const map = configuration.maps.find(({ rule }) => rule.documentType === operation.documentType);
  if (map === undefined) {
    // The rule left the account: nothing can be decided, and a machine would find the same for ever.
    const problem = problemOf('map_inconsistent', `There is no rule for ${operation.source} ${operation.documentType} any more.`);
    return setAside({ operation, problem, targets: ports.ledger.targetTypes(), mapVersion: '', triedBefore }, ports).state;
  }
  const stuck = { operation, targets: [map.rule.target], mapVersion: map.rule.mapVersion, triedBefore };
  if (isPoison(operation)) return quarantine(stuck, ports).state;
  const damage = storedDamage(operation, ports);
  if (damage !== undefined) return setAside({ ...stuck, problem: problemOf('document_unreadable', damage) }, ports).state;
  const context = advanceContext(map, { ports, configuration, ordersLane: true }, triedBefore);
  try {
    return (supersedeFirst(operation, context) ?? advance(operation, context)).outcome.state;
  } catch (error) {
    // What fails before anything is decided would fail in every sweep for ever: past the limits a person looks at it.
    if (!isWornOut(operation, nowMs, ports)) {
      leaveWord(operation, map.rule.mapVersion, { error, ports });
      throw error;
    }
    return setAside({ ...stuck, problem: exhausted(error) }, ports).state;
  }
}

/** What a run waits for that failed and says so: it did not die on the operation, and the next run goes on from there. */
const NEXT_RUN = 'next_run';

/**
 * Says on an operation that the run which held it failed, so that it is not taken for one that died on it. Whether the effect stands is
 * not known, so the lease stays. What cannot be written is left: the failure itself is thrown on, and the operation is due all the same.
 * Past the lease nothing is written: another run may have settled it since.
 */
function leaveWord(operation: Operation, mapVersion: string, { error, ports }: { readonly error: unknown; readonly ports: Ports }): void {
  const { name, message } = error as { readonly name?: string; readonly message?: string };
  const problem = problemOf('netsuite_unexpected', `${name ?? 'UNKNOWN'}: ${message ?? ''}`, [], operation.observed ?? null);
  const { state, head, lease: { untilMs: dueMs } } = operation;
  if (ports.platform.nowMs() >= dueMs) return;
  try {
    ports.operations.update(operation.internalId, { state, waitsFor: NEXT_RUN, dueMs, problem, observed: operation.observed ?? null, target: null, mapVersion, head, settledMs: null });
  } catch {
    return;
  }
}

/**
 * Completes an operation at rest that was held, by its sender or for a person's action, by a run that died: from the outcome it
 * left, or back to where it was.
 */
function letGo(operation: Operation, ports: Ports): Carried {
  const outcomeEventId = ports.operations.find(operation.operationId)?.outcomeEventId;
  if (outcomeEventId === undefined) return { state: 'damaged', words: 'It is at rest, and no outcome says why.' };
  return { state: adopt(operation, undefined, outcomeEventId, ports).state };
}

/** What is in force for the operation's source, or the Refusal that says why it cannot be read. */
function configurationOf(operation: Operation, ports: Ports): SourceConfiguration | Refusal {
  try {
    return ports.configuration.load(operation.source);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error;
  }
}

/**
 * Settings of the source cannot be read: the operation waits as it stands, by its lease, and no attempt is counted. Nothing was
 * tried, an effect of an earlier run may stand, and one keyed setting must not put a whole backlog in front of people at once. The
 * sweep reports it every time until the setting is corrected; what is older than any wait may be goes to a person all the same
 * (design 11, rule 4), with the record that stands. Without its settings no rule says which type that is of, so all are looked at.
 */
function awaitConfiguration({ operation, triedBefore }: Taken, { message }: Refusal, ports: Ports): Swept['state'] {
  if (ports.platform.nowMs() - agedUnlooked(operation, ports).budgetFromMs > PARKED_LIMIT_MS) {
    const problem = problemOf('parked_too_long', `The settings of "${operation.source}" cannot be read. ${message}`);
    return setAside({ operation, problem, targets: ports.ledger.targetTypes(), mapVersion: '', triedBefore }, ports).state;
  }
  ports.operations.update(operation.internalId, {
    state: operation.state,
    waitsFor: 'configuration',
    dueMs: operation.lease.untilMs,
    problem: problemOf('configuration_unreadable', message),
    observed: operation.observed ?? null,
    target: null,
    mapVersion: '',
    head: operation.head,
    settledMs: null,
    attempts: operation.attempts - (operation.state === 'parked' ? 0 : 1),
  });
  return 'waits_for_configuration';
}

/** True where a machine has tried long enough: by attempts, or by age for work that only waited. */
function isWornOut(operation: Operation, nowMs: number, ports: Ports): boolean {
  return operation.attempts > ATTEMPT_LIMIT || nowMs - agedUnlooked(operation, ports).budgetFromMs > PARKED_LIMIT_MS;
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

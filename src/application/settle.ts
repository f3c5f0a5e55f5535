import type { AppliedValues } from '../domain/applied-values';
import { asciiJson } from '../domain/ascii-json';
import { failureFingerprint, failureOf } from '../domain/cause';
import { chainEvent } from '../domain/event-chain';
import type { ChainEvent, ChainHead } from '../domain/event-chain';
import { fitOutcome } from '../domain/outcome';
import type { ActionTaken, Care, Outcome } from '../domain/outcome';
import { problemAsStored } from '../domain/reasons';
import type { StoredProblem } from '../domain/reasons';
import { assertMove, isMachineDue, isSettled } from '../domain/states';
import { ticketsIn } from './force-tickets';
import { releaseContent } from './content-quarantine';
import { objectAfterRollback } from './rollback/object-after-rollback';
import type { KnownObject, ObjectEntry, Operation, Ports } from './ports';

/** Times an outcome is appended: at the head that is known, at the end that the chain turned out to have, and once more behind a note written meanwhile. */
const MAX_APPENDS = 3;

/** Most usage units that settling takes: three refused appends, the outcome to adopt, an object row that another run made, the operation. */
export const UNITS_TO_SETTLE = MAX_APPENDS * 16 + 2 + 22 + 2;

/** The object's row as it is known, and the values to keep on it for the next merge. */
export interface ObjectAtHand {
  readonly known: KnownObject | undefined;
  readonly applied?: AppliedValues | undefined;
  /** What the record came to in base currency, decimal text. */
  readonly baseAmount?: string | undefined;
}

/**
 * Brings an operation to rest. The outcome event is appended first, with the chain's next number: that append is the fence
 * (design 5). Where another run was faster, its outcome is what stands, and this one's is dropped. The event carries the whole
 * outcome, so whoever comes after a crash completes the object row and the operation from it.
 * Returns the outcome that stands. 14 units, 8 without an effect; at most `UNITS_TO_SETTLE`, however many notes stand in the chain.
 */
export function settle(operation: Operation, object: ObjectAtHand, decided: Outcome, ports: Ports): Outcome {
  assertMove(operation.state, decided.state);
  const outcome = fitOutcome(decided, (candidate) => asciiJson(candidate).length);
  const { event, stands } = appendOutcome(operation, outcome, ports);
  // Another run's outcome is its own to complete, or, should it have died, the sweep's once the lease is over: a row that was
  // brought forward since must not be put back.
  if (stands === outcome) complete({ operation, object, event, stands }, ports);
  return stands;
}

/**
 * Completes what a run that died after its outcome event left undone: only for who holds the operation. Returns that outcome.
 * 14 units, 4 without an effect.
 */
export function adopt(operation: Operation, known: KnownObject | undefined, outcomeEventId: number, ports: Ports): Outcome {
  const event = ports.events.load(outcomeEventId);
  const stands = outcomeOf(event);
  if (stands.state !== operation.state) assertMove(operation.state, stands.state);
  complete({ operation, object: { known }, event, stands }, ports);
  return stands;
}

interface Completion {
  readonly operation: Operation;
  readonly object: ObjectAtHand;
  readonly event: ChainEvent;
  readonly stands: Outcome;
}

/**
 * What lies beside the operation first, then its row: a crash between them leaves the operation due, and is completed again. A row that
 * knows of the outcome was only held since, by somebody who died: what lies beside it may belong to a later operation by now.
 */
function complete(completion: Completion, ports: Ports): void {
  const { operation, object, event, stands } = completion;
  const told = event.number <= operation.head.number;
  if (!told) completeBeside(completion, ports);
  const redriven = isMachineDue(stands.state);
  ports.operations.update(operation.internalId, {
    state: stands.state,
    waitsFor: '',
    dueMs: redriven ? event.atMs : null,
    problem: stands.problem,
    // What was observed before is not what a redriven operation will meet.
    observed: redriven ? null : stands.problem?.observed ?? operation.observed ?? null,
    target: stands.result,
    baseAmount: object.baseAmount,
    mapVersion: stands.mapVersion,
    head: told ? operation.head : { number: event.number, hash: event.hash },
    settledMs: isSettled(stands.state) ? event.atMs : null,
    cause: causeOf(operation, stands, ports),
    subsidiary: operation.subsidiary,
    care: stands.action === undefined ? undefined : { ...(stands.state === 'needs_review' ? {} : AWAKE), ...stands.action.care },
    overlay: stands.action?.overlay,
    ...(redriven ? { attempts: 0, deaths: 0, redrivenMs: event.atMs } : {}),
    // Breakers count what NetSuite did or refused, not what was decided without it.
    attemptedMs: hasEffect(stands) || isObserved(stands) ? event.atMs : undefined,
  });
}

/** What no longer rests with people does not sleep either. */
const AWAKE: Care = { snoozedMs: null, snoozedFor: '' };

/** The object row, and what an action ties, unties or lets through. */
function completeBeside({ operation, object, event, stands }: Completion, ports: Ports): void {
  if (stands.rollback !== undefined) {
    objectAfterRollback(operation, object.known, stands, ports);
    return;
  }
  const { result, action } = stands;
  const entry = { ...objectEntry(operation, stands, event.atMs), applied: object.applied };
  if (hasEffect(stands) || remembersCancel(object.known, stands)) ports.objects.record(object.known, entry);
  // An operation that was applied since is not put aside for a record that a person made.
  if (action?.ties === true && result !== null) ports.objects.tie(entry);
  if (action?.ties === true && result === null) ports.objects.forget(operation.lane, operation.operationId);
  if (action?.releases === true) releaseContent(operation, ports);
}

/** The cause that an operation carries from now on. The sweep makes its row (D-0070). */
function causeOf({ source, documentType, observed }: Operation, stands: Outcome, { platform }: Ports): string | undefined {
  const failure = failureOf(source, documentType, stands);
  return failure === undefined ? undefined : failureFingerprint({ ...failure, observed: failure.observed || (observed?.name ?? '') }, platform.sha256);
}

function appendOutcome(operation: Operation, outcome: Outcome, ports: Ports): { readonly event: ChainEvent; readonly stands: Outcome } {
  let head: ChainHead = operation.head;
  for (let attempt = 1; attempt <= MAX_APPENDS; attempt += 1) {
    const event = outcomeEvent(operation, outcome, head, ports);
    const appended = ports.events.append(event);
    if (appended.kind === 'appended') return { event, stands: outcome };
    if (appended.outcomeEventId !== undefined) {
      const faster = ports.events.load(appended.outcomeEventId);
      return { event: faster, stands: outcomeOf(faster) };
    }
    head = appended.end;
  }
  throw new Error(`The chain of operation ${operation.operationId} grew during each of ${String(MAX_APPENDS)} appends.`);
}

function outcomeEvent(operation: Operation, outcome: Outcome, head: ChainHead, ports: Ports): ChainEvent {
  const { platform } = ports;
  const tickets = ticketsIn(outcome.verdicts);
  const facts = {
    state: outcome.state,
    attempt: operation.attempts,
    fingerprint: operation.fingerprint,
    mapVersion: outcome.mapVersion,
    reason: outcome.problem?.code ?? null,
    target: outcome.result === null ? null : { recordType: outcome.result.recordType, internalId: outcome.result.internalId },
    ...(tickets.length === 0 ? {} : { tickets }),
    ...(operation.overlay === undefined ? {} : { overlay: operation.overlay.request }),
    ...(outcome.rollback === undefined ? {} : { rollback: outcome.rollback }),
    ...(outcome.action === undefined ? {} : actionFacts(outcome.action)),
  };
  return chainEvent(
    {
      chain: operation.operationId,
      kind: 'outcome',
      atMs: platform.nowMs(),
      actor: `user ${String(platform.caller.userId)} as ${platform.caller.role}`,
      salt: platform.randomHex(16),
      facts: asciiJson(facts),
      values: asciiJson(outcome),
    },
    head,
    platform.sha256,
  );
}

/** What stays for ever of an action. Its note may name people, so it stands among the values. */
function actionFacts({ action, by, from, key, reason, overlay }: ActionTaken): object {
  return { action, by, from, actionKey: key, ...(reason === undefined ? {} : { actionReason: reason }), ...(overlay === undefined ? {} : { overlay: overlay.request }) };
}

/** Reads the outcome back from its event. */
export function outcomeOf(event: ChainEvent): Outcome {
  const { problem, ...outcome } = JSON.parse(event.values) as Omit<Outcome, 'problem'> & { readonly problem: StoredProblem | null };
  return { ...outcome, problem: problem === null ? null : problemAsStored(problem) };
}

/**
 * A cancellation that came before its object is refused, and kept in mind all the same, with its version where it has one: a
 * document that comes after it must not make the record that its source has taken back (design 11, rule 10). What a person does with it
 * later only carries its problem along.
 */
function remembersCancel(known: KnownObject | undefined, outcome: Outcome): boolean {
  return outcome.state === 'refused' && outcome.problem?.code === 'nothing_to_cancel' && known?.hasRecord !== true;
}

function isObserved({ problem }: Outcome): boolean {
  return problem !== null && problem.observed !== null;
}

function hasEffect(outcome: Outcome): boolean {
  return outcome.result !== null && (outcome.state === 'applied' || outcome.state === 'unchanged' || outcome.state === 'partly_applied');
}

function objectEntry(operation: Operation, outcome: Outcome, appliedMs: number): Omit<ObjectEntry, 'applied'> {
  return {
    source: operation.source,
    documentType: operation.documentType,
    externalId: operation.externalId,
    lane: operation.lane,
    target: outcome.result,
    version: operation.version,
    versionNumber: operation.versionNumber,
    operationId: operation.operationId,
    fingerprint: operation.fingerprint,
    appliedMs,
  };
}

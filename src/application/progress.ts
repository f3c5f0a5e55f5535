import type { AppliedValues } from '../domain/applied-values';
import type { DocumentValue } from '../domain/document';
import type { CompiledMap } from '../domain/map';
import type { MappedDocument } from '../domain/mapping';
import { PARKED_LIMIT_MS, nextSweepMs } from '../domain/lease';
import type { Outcome } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import type { Problem } from '../domain/reasons';
import { worded } from '../domain/reason-override';
import type { PlannedReference } from '../domain/references';
import { isMachineDue } from '../domain/states';
import type { Forced } from '../domain/ticket';
import type { LookFacts, LookRequest, Operation, Ports, SourceConfiguration } from './ports';
import { presentOutcome } from './repeat';
import { settle } from './settle';

/** What `advance` needs besides the operation. */
export interface AdvanceContext {
  readonly ports: Ports;
  readonly configuration: SourceConfiguration;
  readonly map: CompiledMap;
  /** True where an earlier run may have had an effect: its proof is looked for before anything is done (design 5). */
  readonly triedBefore: boolean;
  /** True in the sweep, which orders a lane; elsewhere another unsettled operation makes this one step back. */
  readonly ordersLane: boolean;
  /** Operations that this same run holds: they are not in each other's way. Absent: it holds no other. */
  readonly ours?: ReadonlySet<string>;
  /** Has another document type of the same source bring a record that this document embeds. */
  readonly bring: (reference: PlannedReference, operation: Operation) => Brought;
}

export type Brought =
  | { readonly kind: 'ready'; readonly internalId: number }
  /** Somebody is still going to act on the operation that brings it: a machine, or a person. `why` says how it stands. */
  | { readonly kind: 'waiting'; readonly operationId: string; readonly why: string }
  /** It will not come from there any more. */
  | { readonly kind: 'review'; readonly problem: Problem };

/** Where an operation stands after a step forward. */
export interface Advanced {
  readonly outcome: Outcome;
  /** Epoch milliseconds of the next look by machine; null: none. */
  readonly dueMs: number | null;
  readonly waitsFor: string;
  /** Attempts that count, where this run tried nothing; undefined: as the operation tells. */
  readonly attempts?: number | undefined;
}

/** An operation with its document read through the map: what every later step works on. */
export interface Reading {
  readonly operation: Operation;
  readonly context: AdvanceContext;
  /** The object inside the document. */
  readonly object: DocumentValue;
  readonly mapped: MappedDocument;
  readonly targetId: string;
  /** What was asked of the accounting periods; undefined: the target does not post. */
  readonly posting?: LookRequest['posting'];
  readonly facts: LookFacts;
  /** What tickets let through, where that is known; absent: it is looked at where a field is in conflict. */
  readonly forced?: Forced;
}

/** What is kept beside an outcome: the values for the next merge, and what the record came to in base currency. */
export interface Kept {
  readonly applied?: AppliedValues | undefined;
  /** Decimal text. */
  readonly baseAmount?: string | undefined;
}

/** Settles with an outcome that is already known. */
export function settled(reading: Reading, outcome: Outcome, kept: Kept = {}): Advanced {
  const stands = settle(reading.operation, { known: reading.facts.object, ...kept }, inOwnWords(outcome, reading.context), reading.context.ports);
  return { outcome: stands, dueMs: null, waitsFor: '' };
}

/** Puts the operation in front of a person: nothing was written. */
export function review(operation: Operation, context: AdvanceContext, facts: LookFacts | undefined, problem: Problem): Advanced {
  const outcome: Outcome = { state: 'needs_review', result: null, verdicts: [], problem, mapVersion: context.map.rule.mapVersion };
  return { outcome: settle(operation, { known: facts?.object }, inOwnWords(outcome, context), context.ports), dueMs: null, waitsFor: '' };
}

/** An outcome in the customer's own words, where there are any. */
export function inOwnWords(outcome: Outcome, { configuration }: Pick<AdvanceContext, 'configuration'>): Outcome {
  return { ...outcome, problem: worded(outcome.problem, configuration.overrides) };
}

/** What an operation waits for, and for how long at most from its receipt or its last redrive, in milliseconds. */
interface Parking {
  readonly problem: Problem;
  readonly waitsFor: string;
  readonly limitMs?: number;
  /** When a machine looks again, epoch milliseconds; undefined: when the sweep comes round. */
  readonly dueMs?: number;
  /** Attempts as they were before this run; undefined: they stay as counted. */
  readonly attempts?: number;
}

/** Lets the operation wait for something named; past the limit a person looks at it (design 8). */
export function park(operation: Operation, context: AdvanceContext, { limitMs = PARKED_LIMIT_MS, ...parking }: Parking): Advanced {
  const nowMs = context.ports.platform.nowMs();
  if (nowMs - operation.budgetFromMs > limitMs) {
    return review(operation, context, undefined, problemOf('parked_too_long', parking.problem.detail));
  }
  return wait(operation, context, { dueMs: nextSweepMs(nowMs), ...parking, state: 'parked' });
}

interface Waiting {
  readonly state: 'parked' | 'unknown' | 'retry_scheduled';
  readonly problem: Problem;
  readonly waitsFor: string;
  readonly dueMs: number;
  readonly observed?: Operation['observed'];
  readonly attempts?: number | undefined;
  /** When an attempt on the target ended, epoch milliseconds; undefined: none did. */
  readonly attemptedMs?: number | undefined;
}

/**
 * Leaves the operation to the sweep at a known time. 2 units. A run that comes after its lease writes nothing and tells what stands, for
 * 12 units: whoever took the operation over may have settled it, and only outcomes pass the fence.
 */
export function wait(operation: Operation, context: AdvanceContext, waiting: Waiting): Advanced {
  const { ports, map } = context;
  const late = ports.platform.nowMs() >= operation.lease.untilMs ? asItStands(operation, ports) : undefined;
  if (late !== undefined) return late;
  const problem = worded(waiting.problem, context.configuration.overrides);
  ports.operations.update(operation.internalId, {
    state: waiting.state,
    waitsFor: waiting.waitsFor,
    dueMs: waiting.dueMs,
    problem,
    observed: waiting.observed ?? waiting.problem.observed,
    target: null,
    mapVersion: map.rule.mapVersion,
    head: operation.head,
    settledMs: null,
    attempts: waiting.attempts,
    attemptedMs: waiting.attemptedMs,
    subsidiary: operation.subsidiary,
  });
  const outcome: Outcome = { state: waiting.state, result: null, verdicts: [], problem, mapVersion: map.rule.mapVersion };
  return { outcome, dueMs: waiting.dueMs, waitsFor: waiting.waitsFor, attempts: waiting.attempts };
}

function asItStands({ operationId }: Operation, ports: Ports): Advanced | undefined {
  const found = ports.operations.find(operationId);
  if (found === undefined) return undefined;
  const outcome = presentOutcome(found, ports);
  const told = outcome.state === found.state && isMachineDue(found.state);
  return { outcome, dueMs: told ? found.dueMs : null, waitsFor: told ? found.waitsFor : '', attempts: found.attempts };
}

import { agesFromMs, agesFromNowMs, holdOf } from '../domain/holds';
import { PARKED_LIMIT_MS } from '../domain/lease';
import { problemOf } from '../domain/reasons';
import { isMachineDue } from '../domain/states';
import type { LookFacts, LookRequest, Operation, Ports } from './ports';
import { park, review } from './progress';
import type { AdvanceContext, Advanced } from './progress';

/** What was looked up of holds, and what it was asked for. */
interface Looked {
  readonly work: LookRequest['work'];
  readonly facts: LookFacts;
}

/**
 * Holds an operation back that a pause or a breaker stands before, or whose content is quarantined. No attempt is counted: nothing was
 * tried. Undefined: nothing stands before it.
 */
export function holdBack(operation: Operation, context: AdvanceContext, { work, facts }: Looked): Advanced | undefined {
  const nowMs = context.ports.platform.nowMs();
  const held = holdOf(facts.held, work, operation.internalId, nowMs);
  if (held !== undefined) {
    const { problem, kind, dueMs, limitMs } = held;
    return park(operation, context, { problem, waitsFor: kind, dueMs, limitMs, attempts: attemptsBefore(operation) });
  }
  if (facts.quarantinedBy === undefined) return undefined;
  return review(operation, context, facts, problemOf('quarantined', `Runs that worked on operation ${facts.quarantinedBy}, which has the same content, died on it.`));
}

/** Attempts as they were before this run: to wait for something named is none. */
export function attemptsBefore({ attempts, state }: Operation): number {
  return attempts - (state === 'parked' || !isMachineDue(state) ? 0 : 1);
}

/** The operation with the time from which its age counts: also the end of the last pause over it, where that is later. */
export function withAge(operation: Operation, { work, facts }: Looked): Operation {
  return { ...operation, budgetFromMs: agesFromMs(facts.held, work, operation.budgetFromMs) };
}

/**
 * The same where nothing was looked up. What was paused must not end in front of a person for having waited. 10 units, for an
 * operation older than anything may wait; else none.
 */
export function agedUnlooked(operation: Operation, { machine, platform }: Pick<Ports, 'machine' | 'platform'>): Operation {
  const nowMs = platform.nowMs();
  const receivedMs = operation.budgetFromMs;
  if (nowMs - receivedMs <= PARKED_LIMIT_MS) return operation;
  return { ...operation, budgetFromMs: agesFromNowMs(machine.read(PAUSE_PREFIXES), operation, { receivedMs, nowMs }) };
}

/** Prefixes of the names of the switches, and of what the sweep noted of them. */
const PAUSE_PREFIXES = ['intake', 'pause'] as const;

import { LEASE_MS } from '../../domain/lease';
import type { Outcome, RollbackTrace } from '../../domain/outcome';
import type { OperationState } from '../../domain/states';
import type { Ports } from '../ports';
import { presentOutcome } from '../repeat';
import { settle, UNITS_TO_SETTLE } from '../settle';

/** Most usage units of one mark: finding 10, its outcome 2, the hold 12, and to settle. */
const UNITS_TO_MARK = 24 + UNITS_TO_SETTLE;

/** The same for a step: what it takes back, and what that had taken back itself. */
export const UNITS_TO_MARK_ALL = UNITS_TO_MARK * 2;

/** A step that has taken its operation back. */
interface Marking {
  /** The step's operation. */
  readonly step: string;
  readonly request: string;
}

export type Marked = 'marked' | /** Somebody holds it; the next run marks it. */ 'held';

/**
 * Says on an operation that its effect is gone. Where it was a step of a rollback itself, what that had taken back stands again, and so on
 * down. The same step again marks nothing twice.
 */
export function markTakenBack(operationId: string, marking: Marking, ports: Ports): Marked {
  return mark(operationId, marking, { role: 'taken_back', ports });
}

interface Way {
  readonly role: 'taken_back' | 'stands_again';
  readonly ports: Ports;
}

function mark(operationId: string, marking: Marking, { role, ports }: Way): Marked {
  const found = ports.operations.find(operationId);
  if (found === undefined) return 'marked';
  const present = presentOutcome(found, ports);
  const subject = present.rollback?.role === 'takes_back' ? present.rollback.operation : present.rollback?.subject;
  if (present.rollback?.role !== role || present.rollback.operation !== marking.step) {
    const outcome = markedOutcome(present, { role, operation: marking.step, request: marking.request, ...(subject === undefined ? {} : { subject }) });
    if (outcome === undefined) return 'marked';
    const nowMs = ports.platform.nowMs();
    const held = ports.operations.holdForAction({ internalId: found.internalId, lease: { holder: ports.platform.randomHex(8), untilMs: nowMs + LEASE_MS }, nowMs, from: [present.state], headNumber: found.head.number });
    if (held.kind !== 'held') return 'held';
    settle(held.operation, { known: undefined }, outcome, ports);
  }
  return subject === undefined ? 'marked' : mark(subject, marking, { role: role === 'taken_back' ? 'stands_again' : 'taken_back', ports });
}

/** Undefined: it is in no state that this mark is for, so somebody was there before. */
function markedOutcome({ action: _action, ...present }: Outcome, trace: RollbackTrace): Outcome | undefined {
  if (trace.role === 'taken_back') {
    return hasEffect(present.state) ? { ...present, state: 'rolled_back', problem: null, rollback: { ...trace, from: present.state } } : undefined;
  }
  return present.state === 'rolled_back' ? { ...present, state: present.rollback?.from ?? 'applied', rollback: trace } : undefined;
}

function hasEffect(state: OperationState): state is 'applied' | 'partly_applied' {
  return state === 'applied' || state === 'partly_applied';
}

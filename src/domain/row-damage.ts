import { LEASE_MS, SWEEP_EVERY_MS } from './lease';
import { isMachineDue, isSettled, STATES } from './states';
import type { OperationState } from './states';

const HOUR_MS = 3_600_000;

/** Longest wait that any policy of retry sets (design 8). */
const LONGEST_WAIT_MS = 8 * HOUR_MS;

/** How far ahead a lease or a due time may lie: the longest wait, the lease it may start from and the sweep that ends it. */
export const FARTHEST_MS = LONGEST_WAIT_MS + LEASE_MS + SWEEP_EVERY_MS;

/** More attempts than any policy allows, by far. */
export const MOST_ATTEMPTS = 1000;

/** What a row of the operation log says of itself. Undefined numbers: the field is empty; other undefined values: not looked at. */
export interface RowFacts {
  readonly state: string;
  readonly operationId: string;
  readonly dueMs: number | undefined;
  readonly leaseMs: number | undefined;
  readonly attempts: number | undefined;
  readonly receivedMs: number | undefined;
  readonly documentCharacters: number | undefined;
  /** True where the row holds its document. */
  readonly documentKept?: boolean | undefined;
  /** Number of the last event of its chain that the row knows of. */
  readonly head: number | undefined;
  /** True where that event is there. */
  readonly headThere?: boolean | undefined;
}

/** The state that a row names; undefined: it is none. */
export function stateNamed(text: string): OperationState | undefined {
  return STATES.find((state) => state === text);
}

/**
 * Says what is wrong with the row of an operation that is not settled, in words; undefined: nothing is. Docket never writes such a
 * row, so it was changed by hand or by another program, and no machine may guess what it meant. A settled row is the chain's to prove.
 */
export function rowDamage(row: RowFacts, nowMs: number): string | undefined {
  const state = stateNamed(row.state);
  if (state === undefined) return row.state === '' ? 'It has no state.' : `Its state "${row.state.slice(0, 60)}" is none.`;
  if (isSettled(state)) return undefined;
  if (row.operationId === '') return 'It has no operation id.';
  if (row.documentKept === false || !isCount(row.documentCharacters) || row.documentCharacters === 0) return 'It has no document.';
  return timeDamage(row, state, nowMs) ?? numberDamage(row, nowMs);
}

function timeDamage({ dueMs, leaseMs }: RowFacts, state: OperationState, nowMs: number): string | undefined {
  if (dueMs === undefined && isMachineDue(state)) return `It is ${state}, and no time says when a machine looks at it again.`;
  if (isFar(dueMs, nowMs)) return 'Its due time lies farther ahead than any policy allows.';
  return isFar(leaseMs, nowMs) ? 'Its lease ends farther ahead than any run may work.' : undefined;
}

function isFar(epochMs: number | undefined, nowMs: number): boolean {
  return epochMs !== undefined && epochMs > nowMs + FARTHEST_MS;
}

function numberDamage({ dueMs, leaseMs, attempts, receivedMs, head, headThere }: RowFacts, nowMs: number): string | undefined {
  if (!isCount(attempts) || attempts > MOST_ATTEMPTS) return `Its number of attempts, ${told(attempts)}, is none.`;
  if (!isCount(receivedMs) || receivedMs > nowMs + FARTHEST_MS) return `Its time of receipt, ${told(receivedMs)}, is none.`;
  if ((dueMs !== undefined && !isCount(dueMs)) || (leaseMs !== undefined && !isCount(leaseMs))) return 'Its due time or lease is no time.';
  if (!isCount(head)) return `The number of its last event, ${told(head)}, is none.`;
  return headThere === false && head > 0 ? `Event ${String(head)} of its chain, which it names as its last, is not there.` : undefined;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}

function told(value: number | undefined): string {
  return value === undefined ? 'empty' : String(value);
}

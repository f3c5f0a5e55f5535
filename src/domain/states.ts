/** Where an operation stands (design 4). */
export const STATES = [
  'accepted', 'applied', 'unchanged', 'partly_applied', 'retry_scheduled', 'parked', 'unknown', 'needs_review', 'refused',
  'resolved_elsewhere', 'discarded', 'superseded', 'duplicate', 'withdrawn', 'rolled_back',
] as const;

export type OperationState = (typeof STATES)[number];

const SETTLED: readonly OperationState[] = [
  'applied', 'unchanged', 'partly_applied', 'refused', 'resolved_elsewhere', 'discarded', 'superseded', 'duplicate', 'withdrawn', 'rolled_back',
];

/** States in which a later operation of the same object has to wait: a machine is still going to do something. */
export const LANE_HOLDING_STATES: readonly OperationState[] = ['accepted', 'retry_scheduled', 'parked', 'unknown'];

/** Settled: nothing will happen to it by itself, and its effect is known. */
export function isSettled(state: OperationState): boolean {
  return SETTLED.includes(state);
}

/** States in which nothing was written: the sender may still take the document back. */
export const WITHDRAWABLE_STATES: readonly OperationState[] = ['accepted', 'retry_scheduled', 'parked', 'needs_review'];

/** True where a machine, not a person, is the next to act. */
export function isMachineDue(state: OperationState): boolean {
  return LANE_HOLDING_STATES.includes(state);
}

const FROM_WORK: readonly OperationState[] = [
  'applied', 'unchanged', 'partly_applied', 'retry_scheduled', 'parked', 'unknown', 'needs_review', 'refused', 'superseded', 'duplicate',
];

/** The one table of moves. A settled operation is left only by rollback and by reopening it. */
const MOVES: Readonly<Record<OperationState, readonly OperationState[]>> = {
  accepted: [...FROM_WORK, 'withdrawn'],
  retry_scheduled: [...FROM_WORK, 'accepted', 'withdrawn'],
  parked: [...FROM_WORK, 'accepted', 'withdrawn'],
  unknown: [...FROM_WORK, 'accepted'],
  needs_review: ['accepted', 'applied', 'unchanged', 'refused', 'resolved_elsewhere', 'discarded', 'superseded', 'withdrawn'],
  applied: ['rolled_back'],
  unchanged: [],
  partly_applied: ['rolled_back'],
  refused: [],
  resolved_elsewhere: ['needs_review'],
  discarded: ['needs_review'],
  superseded: [],
  duplicate: [],
  withdrawn: [],
  rolled_back: [],
};

/** Checks a move against the table; a move that is not in it is a defect. */
export function assertMove(from: OperationState, to: OperationState): void {
  if (MOVES[from].includes(to)) return;
  throw new Error(`An operation does not move from ${from} to ${to}: this is a defect in the caller.`);
}

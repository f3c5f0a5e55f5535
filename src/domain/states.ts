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

/** What a person makes of an operation that had no effect. */
const CLOSED_BY_PERSON: readonly OperationState[] = ['resolved_elsewhere', 'discarded'];

/** The one table of moves. A settled operation is left only by rollback, by the rollback of that, and by reopening it. */
const MOVES: Readonly<Record<OperationState, readonly OperationState[]>> = {
  accepted: [...FROM_WORK, 'withdrawn'],
  retry_scheduled: [...FROM_WORK, ...CLOSED_BY_PERSON, 'accepted', 'withdrawn'],
  parked: [...FROM_WORK, ...CLOSED_BY_PERSON, 'accepted', 'withdrawn'],
  unknown: [...FROM_WORK, 'accepted'],
  needs_review: ['needs_review', 'accepted', 'applied', 'unchanged', 'refused', 'resolved_elsewhere', 'discarded', 'superseded', 'withdrawn'],
  applied: ['rolled_back'],
  unchanged: [],
  partly_applied: ['rolled_back'],
  refused: ['needs_review'],
  resolved_elsewhere: ['needs_review'],
  discarded: ['needs_review'],
  superseded: [],
  duplicate: [],
  withdrawn: [],
  rolled_back: ['applied', 'partly_applied'],
};

/** What a person does with an operation that moves it. */
export const OPERATION_ACTIONS = ['redrive', 'discard', 'resolve_elsewhere', 'reopen', 'cancel_retry'] as const;

/** What a person does with an operation that rests with people: it stays there, and says whose it is and when it is looked at again. */
export const CARE_ACTIONS = ['assign', 'note', 'snooze', 'wake', 'escalate'] as const;

export type CareAction = (typeof CARE_ACTIONS)[number];

export type MovingAction = (typeof OPERATION_ACTIONS)[number];

export type OperationAction = MovingAction | CareAction;

/** A move that an action makes, and the states that it makes it from. */
export interface ActionMove {
  readonly from: readonly OperationState[];
  readonly to: OperationState;
}

const CARED_FOR: ActionMove = { from: ['needs_review'], to: 'needs_review' };

const OPEN_WITHOUT_EFFECT: readonly OperationState[] = ['needs_review', 'parked', 'retry_scheduled'];

/**
 * The moves of people. An unknown effect is probed first, whoever asks. Only what people or a rule closed is reopened: what its sender
 * withdrew or replaced, and what was applied, is not theirs to bring back.
 */
export const ACTION_MOVES: Readonly<Record<OperationAction, ActionMove>> = {
  redrive: { from: OPEN_WITHOUT_EFFECT, to: 'accepted' },
  discard: { from: OPEN_WITHOUT_EFFECT, to: 'discarded' },
  resolve_elsewhere: { from: OPEN_WITHOUT_EFFECT, to: 'resolved_elsewhere' },
  reopen: { from: ['discarded', 'resolved_elsewhere', 'refused'], to: 'needs_review' },
  cancel_retry: { from: ['parked', 'retry_scheduled'], to: 'needs_review' },
  assign: CARED_FOR,
  note: CARED_FOR,
  snooze: CARED_FOR,
  wake: CARED_FOR,
  escalate: CARED_FOR,
};

/** True for what leaves an operation where it rests. */
export function isCare(action: OperationAction): action is CareAction {
  return (CARE_ACTIONS as readonly string[]).includes(action);
}

/** Checks a move against the table; a move that is not in it is a defect. */
export function assertMove(from: OperationState, to: OperationState): void {
  if (MOVES[from].includes(to)) return;
  throw new Error(`An operation does not move from ${from} to ${to}: this is a defect in the caller.`);
}

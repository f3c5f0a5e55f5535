import { ACTION_MOVES, assertMove, CARE_ACTIONS, isCare, isMachineDue, isSettled, LANE_HOLDING_STATES, OPERATION_ACTIONS, STATES, WITHDRAWABLE_STATES } from '../../../src/domain/states';
import type { OperationState } from '../../../src/domain/states';
import { ATTEMPT_LIMIT, HOLD_PREFIX, LEASE_MS, PARKED_LIMIT_MS, nextSweepMs, SWEEP_EVERY_MS } from '../../../src/domain/lease';

const WORK = 'applied unchanged partly_applied retry_scheduled parked unknown needs_review refused superseded duplicate';

/** From: every state it may move to. Whatever is not named here is refused. */
const MOVES: Readonly<Record<OperationState, string>> = {
  accepted: `${WORK} withdrawn`,
  retry_scheduled: `${WORK} resolved_elsewhere discarded accepted withdrawn`,
  parked: `${WORK} resolved_elsewhere discarded accepted withdrawn`,
  unknown: `${WORK} accepted`,
  needs_review: 'needs_review accepted applied unchanged refused resolved_elsewhere discarded superseded withdrawn',
  applied: 'rolled_back',
  unchanged: '',
  partly_applied: 'rolled_back',
  refused: 'needs_review',
  resolved_elsewhere: 'needs_review',
  discarded: 'needs_review',
  superseded: '',
  duplicate: '',
  withdrawn: '',
  rolled_back: 'applied partly_applied',
};

const PAIRS = STATES.flatMap((from) => STATES.map((to): [OperationState, OperationState, boolean] => [from, to, MOVES[from].split(' ').includes(to)]));

it.each(PAIRS)('from %s to %s: allowed is %p', (from, to, allowed) => {
  const move = () => {
    assertMove(from, to);
  };
  if (allowed) expect(move).not.toThrow();
  else expect(move).toThrow(`An operation does not move from ${from} to ${to}`);
});

it.each(OPERATION_ACTIONS)('%s makes only moves of the table, of nothing that was applied or whose effect is not known', (action) => {
  const { from, to } = ACTION_MOVES[action];
  for (const state of from) expect([state, MOVES[state].split(' ').includes(to)]).toEqual([state, true]);
  expect(from.filter((state) => ['applied', 'unchanged', 'partly_applied', 'unknown', 'superseded', 'withdrawn', 'rolled_back', 'duplicate'].includes(state))).toEqual([]);
});

it('care leaves an operation where it rests, and exactly what leaves it there is care', () => {
  expect(CARE_ACTIONS.filter(isCare)).toEqual(['assign', 'note', 'snooze', 'wake', 'escalate']);
  expect(OPERATION_ACTIONS.filter(isCare)).toEqual([]);
  for (const action of [...OPERATION_ACTIONS, ...CARE_ACTIONS]) expect([action, ACTION_MOVES[action].from.includes(ACTION_MOVES[action].to)]).toEqual([action, isCare(action)]);
});

it('a state is settled, or a machine acts next, or a person does', () => {
  const person = STATES.filter((state) => !isSettled(state) && !isMachineDue(state));
  expect(person).toEqual(['needs_review']);
  expect(STATES.filter((state) => isSettled(state) && isMachineDue(state))).toEqual([]);
  expect(STATES.filter(isMachineDue)).toEqual(['accepted', 'retry_scheduled', 'parked', 'unknown']);
  expect([...LANE_HOLDING_STATES].sort()).toEqual(STATES.filter(isMachineDue).sort());
});

it('a document may be taken back in exactly the states from which an operation may become withdrawn', () => {
  expect([...WITHDRAWABLE_STATES].sort()).toEqual(STATES.filter((from) => MOVES[from].split(' ').includes('withdrawn')).sort());
  expect(WITHDRAWABLE_STATES).toHaveLength(4);
});

it('a lease outlives a RESTlet, and no operation waits longer than three days or is tried more than nine times', () => {
  expect([LEASE_MS, SWEEP_EVERY_MS, PARKED_LIMIT_MS, ATTEMPT_LIMIT]).toEqual([1_200_000, 900_000, 259_200_000, 9]);
});

it.each([
  ['2026-01-05T12:00:00.000Z', '2026-01-05T12:15:00.000Z'], ['2026-01-05T12:00:00.001Z', '2026-01-05T12:15:00.000Z'], ['2026-01-05T12:14:59.999Z', '2026-01-05T12:15:00.000Z'],
  ['2026-01-05T23:50:00.000Z', '2026-01-06T00:00:00.000Z'],
])('after %s the sweep comes round at %s', (now, next) => {
  expect(new Date(nextSweepMs(Date.parse(now))).toISOString()).toBe(next);
});

it('the name of a holder that works, sixteen hex digits or the like, never begins as that of one who only holds', () => {
  expect(HOLD_PREFIX).toBe('hold ');
  expect(/^[0-9a-f]/.test(HOLD_PREFIX)).toBe(false);
});

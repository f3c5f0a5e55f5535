import fc from 'fast-check';
import { isRetry, planSweep, RETRY_SHARE } from '../../../src/domain/sweep-plan';
import type { DueWork, SweepLimits } from '../../../src/domain/sweep-plan';

const work = (internalId: number, changes: Partial<DueWork> = {}): DueWork => ({
  internalId, lane: `lane ${String(internalId)}`, source: 'shop', documentType: 'order', state: 'accepted', deaths: 0, dueMs: 0, budgetFromMs: 0, mayStand: false, ...changes,
});

const limits = (changes: Partial<SweepLimits> = {}): SweepLimits => ({ capacity: 10, trialOf: () => undefined, lastTrial: () => 0, ...changes });

const ids = (taken: readonly DueWork[]): readonly number[] => taken.map(({ internalId }) => internalId);

const anyWork: fc.Arbitrary<readonly DueWork[]> = fc.array(
  fc.record({ lane: fc.integer({ min: 1, max: 8 }), state: fc.constantFrom('accepted', 'parked', 'retry_scheduled', 'unknown', 'needs_review' as const), deaths: fc.integer({ min: 0, max: 2 }), dueMs: fc.integer({ min: 0, max: 5 }), documentType: fc.constantFrom('order', 'customer') }),
  { maxLength: 40 },
).map((rows) => rows.map(({ lane, documentType, ...rest }, index) => work(index + 1, { ...rest, documentType, lane: `${documentType} ${String(lane)}` })));

describe('the plan of a sweep', () => {
  it.each([
    [{ state: 'accepted', deaths: 0 }, false], [{ state: 'accepted', deaths: 1 }, true], [{ state: 'parked', deaths: 2 }, false], [{ state: 'retry_scheduled', deaths: 0 }, true], [{ state: 'unknown', deaths: 0 }, true],
  ] as const)('%j is a retry: %p', (one, expected) => {
    expect(isRetry(one)).toBe(expected);
  });

  it('takes what is new first, then what was released, then what is tried again', () => {
    const due = [work(1, { state: 'retry_scheduled' }), work(2, { state: 'parked' }), work(3, { dueMs: 2 }), work(4, { dueMs: 1 })];
    expect(ids(planSweep(due, limits()).taken)).toEqual([4, 3, 2, 1]);
  });

  it('gives retries a fifth of the room, and new work the rest', () => {
    const due = [...Array.from({ length: 20 }, (_, index) => work(index + 1, { state: 'unknown' })), ...Array.from({ length: 20 }, (_, index) => work(index + 21))];
    const { taken, leftOver } = planSweep(due, limits());
    expect(ids(taken)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 1, 2]);
    expect(leftOver).toBe(12);
  });

  it('counts retries that had no room for none that another run at once should take', () => {
    expect(planSweep(Array.from({ length: 20 }, (_, index) => work(index + 1, { state: 'retry_scheduled' })), limits())).toMatchObject({ leftOver: 0, taken: { length: 2 } });
  });

  it('an operation behind a retry of its lane goes with it, not before it', () => {
    const due = [work(1, { lane: 'a', state: 'retry_scheduled' }), work(2, { lane: 'a' }), work(3, { state: 'retry_scheduled' })];
    expect(ids(planSweep(due, limits()).taken)).toEqual([1, 2]);
  });

  it('a retry behind new work of its lane that had no room waits as well', () => {
    const due = [work(1), work(2, { lane: 'a', dueMs: 9 }), work(3, { lane: 'a', state: 'retry_scheduled' })];
    expect(ids(planSweep(due, limits({ capacity: 1 })).taken)).toEqual([1]);
    expect(ids(planSweep([...Array.from({ length: 9 }, (_, index) => work(index + 10)), ...due], limits()).taken)).not.toContain(3);
  });

  it.each([[0, 1], [1, 4], [4, 1], [99, 1]])('of a half-open breaker one operation goes, another one after trial %i: %i', (lastTrial, expected) => {
    const due = [work(1), work(4, { lane: 'a' }), work(5, { lane: 'a' }), work(9, { documentType: 'customer' })];
    const plan = planSweep(due, limits({ trialOf: ({ documentType }) => (documentType === 'order' ? 'breaker' : undefined), lastTrial: () => lastTrial }));
    expect(plan.trials).toEqual(new Map([['breaker', expected]]));
    expect([...ids(plan.taken)].sort()).toEqual([expected, 9].sort());
  });

  it('never takes an operation without the earlier ones of its lane, nor more than its room', () => {
    fc.assert(fc.property(anyWork, fc.integer({ min: 0, max: 30 }), fc.boolean(), (due, capacity, halfOpen) => {
      const trialOf: SweepLimits['trialOf'] = ({ documentType }) => (halfOpen && documentType === 'order' ? 'breaker' : undefined);
      const { taken, trials, leftOver } = planSweep(due, limits({ capacity, trialOf }));
      const chosen = new Set(ids(taken));
      const free = due.filter((one) => trialOf(one) === undefined || trials.get('breaker') === one.internalId);
      for (const one of taken) expect(due.filter(({ lane, internalId }) => lane === one.lane && internalId < one.internalId && !chosen.has(internalId))).toEqual([]);
      expect(taken.length).toBeLessThanOrEqual(capacity);
      expect(chosen.size).toBe(taken.length);
      expect(taken.filter(isRetry).length).toBeLessThanOrEqual(capacity * RETRY_SHARE);
      expect(taken.filter(({ documentType }) => halfOpen && documentType === 'order').length).toBeLessThanOrEqual(1);
      expect(leftOver > 0 && taken.length < capacity - Math.floor(capacity * RETRY_SHARE)).toBe(false);
      expect(free.length - taken.length).toBeGreaterThanOrEqual(leftOver);
    }));
  });

  it('does not depend on the order in which the rows come', () => {
    fc.assert(fc.property(anyWork.chain((due) => fc.tuple(fc.constant(due), fc.shuffledSubarray([...due], { minLength: due.length }))), fc.integer({ min: 0, max: 30 }), ([due, shuffled], capacity) => {
      expect(planSweep(shuffled, limits({ capacity }))).toEqual(planSweep(due, limits({ capacity })));
    }));
  });
});

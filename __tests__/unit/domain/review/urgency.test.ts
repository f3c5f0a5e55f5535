import fc from 'fast-check';
import { closenessOn, UNKNOWN_WORTH, urgencyOf, weightOf } from '../../../../src/domain/review/urgency';
import { ageBounds, dueState } from '../../../../src/domain/review/due';
import { amountAtRisk } from '../../../../src/domain/review/at-risk';
import type { Worth } from '../../../../src/domain/review/at-risk';
import { AGES } from '../../../../src/domain/review/queue-filter';
import { STATES } from '../../../../src/domain/states';

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;

describe('urgency', () => {
  const urgent = fc.record({ atRisk: fc.double({ min: 0, max: 1e9, noNaN: true }), sinceMs: fc.integer({ min: NOW - 1e11, max: NOW }), weight: fc.double({ min: 1, max: 4, noNaN: true }) });

  it('never falls where one of money, age and closeness grows', () => {
    fc.assert(fc.property(urgent, urgent, (a, b) => {
      const both = { atRisk: Math.max(a.atRisk, b.atRisk), sinceMs: Math.min(a.sinceMs, b.sinceMs), weight: Math.max(a.weight, b.weight) };
      expect(urgencyOf(both, NOW)).toBeGreaterThanOrEqual(Math.max(urgencyOf(a, NOW), urgencyOf(b, NOW)));
    }));
  });

  it('is never nothing: what just came and what is worth nothing are ordered too', () => {
    expect(urgencyOf({ atRisk: 0, sinceMs: NOW + 1000, weight: 1 }, NOW)).toBe(1);
    expect(urgencyOf({ atRisk: 200, sinceMs: NOW - HOUR, weight: 4 }, NOW)).toBe(200 * 2 * 4);
  });

  it('takes unknown money for a little, not for nothing', () => {
    expect(urgencyOf({ atRisk: undefined, sinceMs: NOW, weight: 1 }, NOW)).toBe(UNKNOWN_WORTH);
  });
});

describe('closeness to period close', () => {
  it.each([
    ['2026-11-01', '2026-11-15', 1], ['2026-11-16', '2026-11-15', 2.5], ['2026-11-30', '2026-11-01', 3.9], ['2026-12-31', '2026-12-01', 1 + (3 * 30) / 31], ['2028-02-29', '2028-02-01', 1 + (3 * 28) / 29],
    ['2026-11-16', '2026-10-31', 4], ['2026-11-16', '2026-12-01', 1], ['2026-11-16', '', 1], ['2026-11-16', '16/11/2026', 1],
  ])('on %s a document of "%s" weighs %d', (today, date, weight) => {
    expect(weightOf(date, closenessOn(today))).toBeCloseTo(weight);
  });
});

describe('ageing', () => {
  it('puts each age into one step', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 400 * HOUR }), (age) => {
      const receivedMs = NOW - age;
      const steps = AGES.filter((one) => one !== 'any').filter((one) => {
        const { fromMs, toMs } = ageBounds(one, NOW);
        return (fromMs === undefined || receivedMs > fromMs) && (toMs === undefined || receivedMs <= toMs);
      });
      expect(steps).toHaveLength(1);
    }));
    expect(ageBounds('any', NOW)).toEqual({ fromMs: undefined, toMs: undefined });
  });

  it.each([[undefined, 'none'], [NOW - 1, 'late'], [NOW, 'today'], [NOW + 12 * HOUR - 1, 'today'], [NOW + 12 * HOUR, 'later']] as const)('a due time of %p is %s', (dueMs, state) => {
    expect(dueState(dueMs, NOW, NOW + 12 * HOUR)).toBe(state);
  });
});

describe('the amount at risk', () => {
  const worth = (changes: Partial<Worth>): Worth => ({ state: 'needs_review', amount: -100, rate: 0.735, recordAmount: undefined, sameCurrency: true, ...changes });

  it.each<[string, Partial<Worth>, number | undefined]>([
    ['is the absolute total in base currency', {}, 73.5], ['is not known without an amount', { amount: undefined }, undefined], ['is not known without a rate', { rate: undefined }, undefined],
    ['is nothing where the operation is at rest', { state: 'discarded', amount: undefined }, 0], ['is what the record lacks', { state: 'applied', recordAmount: 90, rate: 2 }, 20],
    ['is not known where the record was not read', { state: 'partly_applied' }, undefined], ['is not known where the amounts cannot be compared', { state: 'partly_applied', recordAmount: 90, sameCurrency: false }, undefined],
  ])('%s', (_name, changes, expected) => {
    expect(amountAtRisk(worth(changes))).toBe(expected);
  });

  it('is never less than nothing', () => {
    fc.assert(fc.property(fc.constantFrom(...STATES), fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: -1e9, max: 1e9, noNaN: true }), (state, amount, recordAmount) => {
      expect(amountAtRisk(worth({ state, amount, recordAmount }))).toBeGreaterThanOrEqual(0);
    }));
  });
});

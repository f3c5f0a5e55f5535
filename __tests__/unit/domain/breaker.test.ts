import fc from 'fast-check';
import { BREAKER_POLICY, CLOSED, failedForAll, jsonOf, judgedFromMs, moveBreaker, readBreaker } from '../../../src/domain/breaker';
import type { Breaker, EndedAttempts } from '../../../src/domain/breaker';
import { SWEEP_EVERY_MS } from '../../../src/domain/lease';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 5, 12) + 40;

const ended = (count: number, changes: Partial<EndedAttempts> = {}): EndedAttempts => ({ source: 'shop', documentType: 'order', state: 'applied', reason: undefined, count, lastMs: NOW - MINUTE, ...changes });
const failed = (count: number, changes: Partial<EndedAttempts> = {}) => ended(count, { state: 'retry_scheduled', reason: 'netsuite_busy', ...changes });
const halfOpen: Breaker = { state: 'half_open', sinceMs: NOW - 20 * MINUTE, trips: 2, trial: 7 };

describe('what counts as failed for all', () => {
  it.each([
    ['applied', undefined, false], ['unknown', 'effect_unknown', true], ['retry_scheduled', 'netsuite_busy', true], ['retry_scheduled', 'record_changed', true],
    ['needs_review', 'zone_unknown', true], ['needs_review', 'attempts_exhausted', true], ['needs_review', 'netsuite_value_missing', false], ['needs_review', 'netsuite_permission', false],
  ] as const)('%s with %s: %p', (state, reason, expected) => {
    expect(failedForAll({ state, reason })).toBe(expected);
  });
});

describe('a closed breaker', () => {
  it.each([
    [[failed(9)], false], [[failed(10)], true], [[failed(7), ended(3)], true], [[failed(6), ended(4)], false],
    [[failed(7, { state: 'unknown', reason: 'effect_unknown' }), ended(3, { state: 'needs_review', reason: 'netsuite_value_missing' })], true],
    [[failed(5), failed(5, { lastMs: NOW - 15 * MINUTE - 1 })], false], [[failed(5), failed(5, { lastMs: NOW - 15 * MINUTE })], true],
  ])('after %j opens: %p', (attempts, opens) => {
    expect(moveBreaker(CLOSED, attempts, NOW).state).toBe(opens ? 'open' : 'closed');
  });

  it('stays the same where nothing moves it', () => {
    const breaker: Breaker = { state: 'closed', sinceMs: 5 };
    expect(moveBreaker(breaker, [], NOW)).toBe(breaker);
  });

  it('does not count what failed before it closed', () => {
    expect(moveBreaker({ state: 'closed', sinceMs: NOW - MINUTE + 1 }, [failed(50)], NOW).state).toBe('closed');
  });

  it('opens until the quarter hour nearest to its pause', () => {
    expect(moveBreaker(CLOSED, [failed(10)], NOW)).toEqual({ state: 'open', sinceMs: NOW, untilMs: NOW - 40 + 15 * MINUTE, trips: 1 });
  });
});

describe('an open breaker', () => {
  const open: Breaker = { state: 'open', sinceMs: NOW, untilMs: NOW + 5, trips: 3 };

  it('stays open through its pause, whatever ends meanwhile, and then is half-open', () => {
    expect(moveBreaker(open, [ended(99)], NOW + 4)).toBe(open);
    expect(moveBreaker(open, [failed(99)], NOW + 5)).toEqual({ state: 'half_open', sinceMs: NOW + 5, trips: 3, trial: 0 });
  });
});

describe('a half-open breaker', () => {
  it('waits for its trial', () => {
    expect(moveBreaker(halfOpen, [failed(9, { lastMs: halfOpen.sinceMs - 1 })], NOW)).toBe(halfOpen);
  });

  it('closes when the trial succeeds, or fails for a reason of its own document', () => {
    for (const attempt of [ended(1), ended(1, { state: 'needs_review', reason: 'netsuite_value_missing' })]) expect(moveBreaker(halfOpen, [attempt], NOW)).toEqual({ state: 'closed', sinceMs: NOW });
  });

  it('opens for twice as long when it fails', () => {
    expect(moveBreaker(halfOpen, [failed(1)], NOW)).toEqual({ state: 'open', sinceMs: NOW, untilMs: NOW - 40 + 60 * MINUTE, trips: 3 });
  });

  it('is judged from when it became so, a closed one from its window or its last change', () => {
    expect(judgedFromMs(halfOpen, NOW)).toBe(halfOpen.sinceMs);
    expect(judgedFromMs(CLOSED, NOW)).toBe(NOW - BREAKER_POLICY.windowMs);
    expect(judgedFromMs({ state: 'closed', sinceMs: NOW - 5 }, NOW)).toBe(NOW - 5);
  });
});

describe('pauses', () => {
  it('double with every opening in a row up to four hours, and end at a quarter hour', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 0, max: 1e12 }), (trips, nowMs) => {
      const moved = moveBreaker({ ...halfOpen, trips, sinceMs: nowMs }, [failed(1, { lastMs: nowMs })], nowMs);
      if (moved.state !== 'open') throw new Error(moved.state);
      expect(moved.untilMs % SWEEP_EVERY_MS).toBe(0);
      const pause = Math.min(240, 15 * 2 ** trips) * MINUTE;
      expect(Math.abs(moved.untilMs - nowMs - pause)).toBeLessThanOrEqual(SWEEP_EVERY_MS / 2);
    }));
  });
});

describe('a breaker as it is kept', () => {
  it.each<Breaker>([CLOSED, { state: 'closed', sinceMs: 9 }, { state: 'open', sinceMs: 1, untilMs: 2, trips: 3 }, halfOpen])('%j is read as it was written', (breaker) => {
    expect(readBreaker(JSON.stringify({ ...breaker, head: { number: 1, hash: 'x' } }))).toEqual(breaker);
  });

  it.each([
    ['', CLOSED], ['null', CLOSED], ['7', CLOSED], ['{"state":"open"}', CLOSED], ['{"state":"open","sinceMs":4}', { state: 'closed', sinceMs: 4 }], ['{"state":"open","sinceMs":4,"trips":1}', { state: 'closed', sinceMs: 4 }],
    ['{"state":"half_open","sinceMs":4}', { state: 'closed', sinceMs: 4 }], ['{"state":"half_open","sinceMs":4,"trips":1}', { state: 'half_open', sinceMs: 4, trips: 1, trial: 0 }],
  ] as const)('%s counts as %j', (text, breaker) => {
    expect(readBreaker(text)).toEqual(breaker);
  });

  it.each([['{', {}], ['null', {}], ['[1]', { 0: 1 }], ['{"a":1}', { a: 1 }]])('members of %s: %j', (text, members) => {
    expect({ ...jsonOf(text) }).toEqual(members);
  });
});

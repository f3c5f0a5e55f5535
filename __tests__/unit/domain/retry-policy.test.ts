import fc from 'fast-check';
import { REASONS } from '../../../src/domain/reasons';
import { fractionOf, nextAttempt, retryPolicyOf, nextProbeMs, policyWith, unsafeFigures } from '../../../src/domain/retry-policy';
import type { RetryPolicy } from '../../../src/domain/retry-policy';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const POLICY: RetryPolicy = { waits: [1, 5, 15], attempts: 5, ageHours: 2 };

const at = (changes: Partial<Parameters<typeof nextAttempt>[1]>) => ({ attempts: 1, receivedMs: 0, nowMs: 0, random: 0.5, ...changes });

it('only transient and concurrency failures are tried again by a machine', () => {
  const classes = [...new Set(Object.values(REASONS).map((reason) => reason.class))];
  expect(classes.filter((one) => retryPolicyOf(one) !== undefined).sort()).toEqual(['concurrency', 'transient']);
});

it('the shipped policies are those that were decided', () => {
  expect(retryPolicyOf('transient')).toEqual({ waits: [1, 5, 15, 30, 60, 120, 240, 480], attempts: 9, ageHours: 72 });
  expect(retryPolicyOf('concurrency')).toEqual({ waits: [1, 2, 5, 10], attempts: 5, ageHours: 72 });
});

it.each([[1, 0.5 * MINUTE], [2, 2.5 * MINUTE], [3, 7.5 * MINUTE], [4, 7.5 * MINUTE]])('after %d attempts it waits a part of that attempt\'s longest wait', (attempts, waited) => {
  expect(nextAttempt(POLICY, at({ attempts, nowMs: 10 }))).toEqual({ kind: 'retry', dueMs: 10 + waited });
});

it.each([[4, 'retry'], [5, 'exhausted'], [6, 'exhausted']])('%d attempts of 5: %s', (attempts, kind) => {
  expect(nextAttempt(POLICY, at({ attempts })).kind).toBe(kind);
});

it('no attempt is due beyond the age, and one that ends with it is', () => {
  expect(nextAttempt(POLICY, at({ nowMs: 2 * HOUR, random: 0 }))).toEqual({ kind: 'retry', dueMs: 2 * HOUR });
  expect(nextAttempt(POLICY, at({ nowMs: 2 * HOUR, random: 0.001 }))).toEqual({ kind: 'exhausted', why: 'age' });
});

it('a wait lies between now and its longest, and every part of that is reached', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: HOUR }), fc.double({ min: 0, max: 0.999999, noNaN: true }), (attempts, nowMs, random) => {
    const next = nextAttempt({ ...POLICY, ageHours: 100 }, { attempts, receivedMs: 0, nowMs, random });
    const longest = [1, 5, 15, 15][attempts - 1]! * MINUTE;
    return next.kind === 'retry' && next.dueMs >= nowMs && next.dueMs <= nowMs + longest && Math.abs(next.dueMs - nowMs - random * longest) <= 1;
  }));
});

it.each([['000000', 0], ['800000', 0.5], ['ffffff', 1 - 1 / 16 ** 6], ['4', 0.25]])('the random hex %s is the part %d', (hex, part) => {
  expect(fractionOf(hex)).toBe(part);
});

describe('the probes of an unknown effect', () => {
  it('are six within two hours of the save that threw', () => {
    const times: number[] = [];
    for (let at = nextProbeMs(0, 0); at !== undefined; at = nextProbeMs(0, at)) times.push(at / 60_000);
    expect(times).toEqual([15, 30, 45, 60, 90, 120]);
  });
});

describe("an account's own retry figures", () => {
  const policy = { waits: [1, 5, 15, 30, 60, 120, 240, 480], attempts: 9, ageHours: 72 };

  it.each([
    [{}, policy], [{ attempts: 3 }, { ...policy, attempts: 3 }], [{ firstWait: 30 }, { ...policy, waits: [30, 30, 30, 30, 60, 120, 240, 480] }], [{ longestWait: 20 }, { ...policy, waits: [1, 5, 15, 20, 20, 20, 20, 20] }],
    [{ attempts: 0 }, policy], [{ attempts: 10 }, policy], [{ attempts: 2.5 }, policy], [{ attempts: 3, firstWait: 61 }, policy], [{ longestWait: 481 }, policy], [{ firstWait: 30, longestWait: 20 }, policy], [{ attempts: Number.NaN }, policy],
  ])('%j make of the policy %j', (figures, expected) => {
    expect(policyWith(policy, figures)).toEqual(expected);
  });

  it('that are not safe are told by field and range', () => {
    expect(unsafeFigures({ attempts: 99, firstWait: 60, longestWait: 30 })).toEqual(['Most Attempts is 99: a whole number from 1 to 9 is safe.', 'First Wait (minutes) is longer than Longest Wait (minutes).']);
  });

  it('never make more attempts than nine, nor a wait longer than eight hours', () => {
    const figure = fc.option(fc.oneof(fc.integer({ min: -5, max: 600 }), fc.double()), { nil: undefined });
    fc.assert(fc.property(figure, figure, figure, (attempts, firstWait, longestWait) => {
      const made = policyWith(policy, { ...(attempts === undefined ? {} : { attempts }), ...(firstWait === undefined ? {} : { firstWait }), ...(longestWait === undefined ? {} : { longestWait }) });
      expect(made.attempts).toBeLessThanOrEqual(9);
      expect(made.attempts).toBeGreaterThanOrEqual(1);
      expect(Math.max(...made.waits)).toBeLessThanOrEqual(480);
      expect(Math.min(...made.waits)).toBeGreaterThanOrEqual(1);
    }));
  });
});

it.each([[[], 0], [[7], 7]])('the first wait of %j stands for an attempt that was not counted: at most %i minutes', (waits, minutes) => {
  expect(nextAttempt({ waits, attempts: 2, ageHours: 72 }, { attempts: 0, receivedMs: 0, nowMs: 0, random: 1 })).toEqual({ kind: 'retry', dueMs: minutes * 60_000 });
});

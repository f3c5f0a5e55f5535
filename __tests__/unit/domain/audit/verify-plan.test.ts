import { IDS_PER_PAGE } from '../../../../src/domain/audit/seal';
import { modeOf, MOST_SLICES, planVerification, readProgress, readResult } from '../../../../src/domain/audit/verify-plan';
import type { VerifyProgress, VerifyResult } from '../../../../src/domain/audit/verify-plan';

const NOW = 1_790_000_000_000;
const HOUR = 3_600_000;
const BEGUN: VerifyProgress = { mode: 'new', startedMs: NOW - HOUR, doneId: 500, rows: 500, findings: 0 };
const LAST: VerifyResult = { mode: 'new', finishedMs: NOW - 21 * HOUR, sealedId: 900, rows: 5, findings: 0, allMs: NOW - 48 * HOUR };
const FRESH = { startedMs: NOW, rows: 0, findings: 0 };

const plan = (given: Partial<Parameters<typeof planVerification>[0]>) => planVerification({ progress: undefined, last: undefined, asked: undefined, nowMs: NOW, ...given });

it('what was begun goes on, whatever else is asked', () => {
  expect(plan({ progress: BEGUN, last: LAST, asked: 'deep' })).toBe(BEGUN);
});

it('the first looks at everything, later ones at what is new, once a day, and at everything once a week', () => {
  expect(plan({})).toEqual({ ...FRESH, mode: 'all', doneId: 0 });
  expect(plan({ last: LAST })).toEqual({ ...FRESH, mode: 'new', doneId: 900 });
  expect(plan({ last: { ...LAST, finishedMs: NOW - 19 * HOUR } })).toBeUndefined();
  expect(plan({ last: { ...LAST, allMs: NOW - 7 * 24 * HOUR } })).toEqual({ ...FRESH, mode: 'all', doneId: 0 });
});

it('what somebody asks for is done at once', () => {
  expect(plan({ last: { ...LAST, finishedMs: NOW }, asked: 'deep' })).toEqual({ ...FRESH, mode: 'deep', doneId: 0 });
  expect(plan({ last: { ...LAST, finishedMs: NOW }, asked: 'new' })).toEqual({ ...FRESH, mode: 'new', doneId: 900 });
  expect(plan({ asked: 'new' })).toEqual({ ...FRESH, mode: 'new', doneId: 0 });
});

it('state is read as it was written', () => {
  expect([readProgress(JSON.stringify(BEGUN)), readResult(JSON.stringify(LAST)), modeOf('all'), modeOf('else')]).toEqual([BEGUN, LAST, 'all', undefined]);
});

it.each(['', 'x', '1', 'null', '{}', '{"mode":"none"}'])('state that is none counts as none: %j', (text) => {
  expect([readProgress(text), readResult(text)]).toEqual([undefined, undefined]);
});

it.each(Object.keys(BEGUN))('a verification that does not say its %s has not begun', (name) => {
  expect(readProgress(JSON.stringify({ ...BEGUN, [name]: -1 }))).toBeUndefined();
});

it.each(Object.keys(LAST))('a verification that does not say its %s was not done', (name) => {
  expect(readResult(JSON.stringify({ ...LAST, [name]: 'x' }))).toBeUndefined();
});

it('one run verifies a million rows', () => {
  expect(MOST_SLICES * IDS_PER_PAGE).toBe(1_000_000);
});

import { agesFromMs, agesFromNowMs, holdNames, holdOf, isOpen, isProcessing, isSwitchName, PAUSE_LIMIT_MS, pastDeadlineMs, readPauseNote } from '../../../src/domain/holds';
import type { SwitchRow } from '../../../src/domain/holds';
import { nextSweepMs, PARKED_LIMIT_MS } from '../../../src/domain/lease';

const KIND = { source: 'shop', documentType: 'order', target: 'salesorder' };
const NOW = Date.UTC(2026, 0, 5, 12) + 40;
const HOUR = 3_600_000;
const OFF = '{"processing": false}';
const row = (name: string, value: object | string): SwitchRow => ({ name, value: typeof value === 'string' ? value : JSON.stringify(value) });
const held = (rows: readonly SwitchRow[], internalId = 5) => holdOf(rows, KIND, internalId, NOW);

describe('what holds an operation back', () => {
  it.each(['intake', 'pause', 'pause:shop', 'pause:shop:order'])('the switch %s, where it says so', (name) => {
    expect(held([row(name, OFF)])).toMatchObject({ kind: 'pause', dueMs: nextSweepMs(NOW), limitMs: PAUSE_LIMIT_MS, problem: { code: 'held_by_pause', detail: `The setting "${name}" pauses the work.` } });
    expect(held([row(name, '{"open": false}')])).toBeUndefined();
  });

  it.each(['pause:other', 'pause:shop:customer', 'pause:shop:order:x', 'paused:pause:shop'])('%s does not', (name) => {
    expect(held([row(name, OFF)])).toBeUndefined();
  });

  it('an open breaker until its pause is over, and until a sweep has seen that', () => {
    const open = (untilMs: number) => held([row('breaker:shop:salesorder', { state: 'open', sinceMs: 1, untilMs, trips: 1 })]);
    expect(open(NOW + HOUR)).toMatchObject({ kind: 'breaker', dueMs: NOW + HOUR, limitMs: PARKED_LIMIT_MS, problem: { code: 'held_by_breaker' } });
    expect(open(NOW - HOUR)).toMatchObject({ kind: 'breaker', dueMs: nextSweepMs(NOW) });
  });

  it('a half-open breaker, unless the operation is its trial', () => {
    const halfOpen = (trial: number) => [row('breaker:shop:salesorder', { state: 'half_open', sinceMs: 1, trips: 1, trial })];
    expect(held(halfOpen(4))).toMatchObject({ kind: 'breaker', dueMs: nextSweepMs(NOW) });
    expect(held(halfOpen(5))).toBeUndefined();
    expect(held(halfOpen(0), 0)).toMatchObject({ kind: 'breaker' });
  });

  it('neither a closed breaker nor that of another record type', () => {
    expect(held([row('breaker:shop:salesorder', { state: 'closed', sinceMs: 1 }), row('breaker:shop:customer', { state: 'open', sinceMs: 1, untilMs: NOW + 1, trips: 1 })])).toBeUndefined();
  });

  it('and all of it is read by name', () => {
    expect(holdNames(KIND)).toEqual([
      'intake', 'pause', 'pause:shop', 'pause:shop:order', 'paused:intake', 'paused:pause', 'paused:pause:shop', 'paused:pause:shop:order', 'breaker:shop:salesorder',
    ]);
  });
});

describe('a switch', () => {
  it.each([[undefined, true, true], ['', true, true], ['{"open":false}', false, true], ['{"processing" : false}', true, false], ['{"open":false,"processing":false}', false, false], ['{"open":true,"processing":true}', true, true]])(
    '%p: open %p, processing %p', (value, open, processing) => {
      expect([isOpen(value), isProcessing(value)]).toEqual([open, processing]);
    });
});

describe('the age of an operation', () => {
  const lifted = (name: string, sinceMs: number) => row(`paused:${name}`, { state: 'lifted', sinceMs });

  it.each<[string, readonly SwitchRow[], number]>([
    ['its receipt where nothing was paused', [], 0],
    ['the end of the last pause over it', [lifted('pause:shop', 5), lifted('pause', 9), lifted('pause:shop:order', 7)], 9],
    ['its receipt where the pause was lifted before', [lifted('pause', -9)], 0],
    ['its receipt while a pause lasts', [row('paused:pause', { state: 'paused', sinceMs: 9 })], 0],
    ['its receipt, whatever else was paused', [lifted('pause:other', 9)], 0],
    ['no later than a pause may hold it', [lifted('pause', PAUSE_LIMIT_MS + 9)], PAUSE_LIMIT_MS],
  ])('counts from %s', (_what, rows, expected) => {
    expect(agesFromMs(rows, KIND, 0)).toBe(expected);
  });
});

it.each([0, 100, PAUSE_LIMIT_MS + 100, PAUSE_LIMIT_MS + 101, PAUSE_LIMIT_MS + 120])('with a pause lifted at %i, past its deadline is what has waited longer, and nothing younger', (liftedMs) => {
  const rows = [row('paused:pause', { state: 'lifted', sinceMs: liftedMs })];
  const times = { limitMs: 50, nowMs: PAUSE_LIMIT_MS + 151 };
  const past = pastDeadlineMs(rows, KIND, times);
  const waited = (receivedMs: number) => times.nowMs - agesFromMs(rows, KIND, receivedMs);
  expect([waited(past) > times.limitMs, waited(past + 1) > times.limitMs]).toEqual([true, false]);
});

it('work does not age while a pause is over it, for as long as a pause may last', () => {
  expect(agesFromNowMs([row('pause', OFF)], KIND, { receivedMs: 5, nowMs: 99 })).toBe(99);
  expect(agesFromNowMs([row('pause', OFF)], KIND, { receivedMs: 5, nowMs: PAUSE_LIMIT_MS + 99 })).toBe(PAUSE_LIMIT_MS + 5);
  expect(agesFromNowMs([], KIND, { receivedMs: 5, nowMs: 99 })).toBe(5);
});

describe('the note of a pause', () => {
  it.each([['', undefined], ['{"state":"open","sinceMs":1}', undefined], ['{"state":"paused"}', undefined], ['{"state":"paused","sinceMs":1}', { state: 'paused', sinceMs: 1 }]])('%s is %j', (text, note) => {
    expect(readPauseNote(text)).toEqual(note);
  });
});

it.each([['intake', true], ['pause', true], ['pause:shop', true], ['paused:pause', false], ['breaker:shop:customer', false], ['binding:shop', false]])('%s is a switch of a person: %p', (name, expected) => {
  expect(isSwitchName(name)).toBe(expected);
});

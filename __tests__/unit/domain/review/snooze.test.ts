import * as fc from 'fast-check';
import { lastSnoozeMs, snoozeFault } from '../../../../src/domain/review/snooze';

const MINUTE_MS = 60_000;
const at = (text: string): number => Date.parse(text);

it.each([
  ['2026-11-23T12:00:00Z', '2026-11-30T23:59:59.999Z'], ['2026-11-30T23:59:59.999Z', '2026-11-30T23:59:59.999Z'], ['2026-12-01T00:00:00Z', '2026-12-31T23:59:59.999Z'],
  ['2028-02-01T00:00:00Z', '2028-02-29T23:59:59.999Z'], ['2026-02-28T10:00:00Z', '2026-02-28T23:59:59.999Z'],
])('what falls asleep at %s sleeps until %s at most', (now, last) => {
  expect(new Date(lastSnoozeMs(at(now))).toISOString()).toBe(new Date(at(last)).toISOString());
});

it('the last moment is the last of the UTC month, as the calendar of the machine has it', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: at('2100-01-01T00:00:00Z') }), (now) => {
    const date = new Date(now);
    expect(lastSnoozeMs(now)).toBe(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) - 1);
  }));
});

it.each<[string, number, string | undefined]>([
  ['a moment ago', -1, 'That time is over, or nearly so.'],
  ['just under five minutes', 5 * MINUTE_MS - 1, 'That time is over, or nearly so.'],
  ['five minutes', 5 * MINUTE_MS, undefined],
  ['the last moment of the month', at('2026-11-30T23:59:59.999Z') - at('2026-11-23T12:00:00Z'), undefined],
  ['the month that follows', at('2026-12-01T00:00:00Z') - at('2026-11-23T12:00:00Z'), 'It may sleep until the end of 2026-11-30 at most: the month closes then.'],
])('a sleep until %s is judged', (_what, forMs, fault) => {
  const now = at('2026-11-23T12:00:00Z');
  expect(snoozeFault(now + forMs, now)).toBe(fault);
});

import type { SdfRecurrence } from '../../../emulator/sdf/types';
import { nextOccurrence } from '../../../emulator/scripts/recurrence';

const ZONE = 'America/Los_Angeles';
const utc = (text: string) => Date.parse(text);
const span = { startDate: '2026-01-01', startTime: '00:00' };

function next(recurrence: SdfRecurrence, after: string, zone = ZONE): string | undefined {
  const ms = nextOccurrence(recurrence, zone, utc(after));
  return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16);
}

function series(recurrence: SdfRecurrence, after: string, count: number): readonly string[] {
  const found: string[] = [];
  let at = utc(after);
  for (let index = 0; index < count; index += 1) {
    const ms = nextOccurrence(recurrence, ZONE, at);
    if (ms === undefined) break;
    found.push(new Date(ms).toISOString().slice(0, 16));
    at = ms;
  }
  return found;
}

describe('a daily schedule', () => {
  const quarterly: SdfRecurrence = { kind: 'daily', everyDays: 1, repeatMinutes: 15, ...span };

  it('repeating every 15 minutes is due at the next quarter', () => {
    expect(next(quarterly, '2026-06-01T10:07:00Z')).toBe('2026-06-01T10:15');
  });

  it('that is due exactly now is due again a quarter later', () => {
    expect(next(quarterly, '2026-06-01T10:15:00Z')).toBe('2026-06-01T10:30');
  });

  it('goes on over midnight of the company', () => {
    expect(next(quarterly, '2026-06-02T06:45:00Z')).toBe('2026-06-02T07:00');
  });

  it('without a repeat is due once a day at its time in the company zone, summer and winter', () => {
    const once: SdfRecurrence = { kind: 'daily', everyDays: 1, startDate: '2026-01-01', startTime: '08:30' };
    expect(next(once, '2026-01-10T20:00:00Z')).toBe('2026-01-11T16:30');
    expect(next(once, '2026-07-10T20:00:00Z')).toBe('2026-07-11T15:30');
  });

  it('that starts late in the day stops repeating at midnight', () => {
    const late: SdfRecurrence = { kind: 'daily', everyDays: 1, repeatMinutes: 240, startDate: '2026-01-01', startTime: '18:00' };
    expect(series(late, '2026-01-05T00:00:00Z', 4)).toEqual(['2026-01-05T02:00', '2026-01-05T06:00', '2026-01-06T02:00', '2026-01-06T06:00']);
  });

  it('every third day counts from its start date', () => {
    const third: SdfRecurrence = { kind: 'daily', everyDays: 3, startDate: '2026-01-01', startTime: '12:00' };
    expect(series(third, '2026-01-01T21:00:00Z', 2)).toEqual(['2026-01-04T20:00', '2026-01-07T20:00']);
  });

  it('with an end date is never due after it', () => {
    expect(next({ ...quarterly, endDate: '2026-02-01' }, '2026-02-02T07:59:00Z')).toBeUndefined();
  });

  it('before its start date is due on it', () => {
    expect(next({ ...quarterly, startDate: '2027-03-01' }, '2026-02-02T07:59:00Z')).toBe('2027-03-01T08:00');
  });

  it('never gives one instant twice on the day the clocks go forward', () => {
    const found = series(quarterly, '2026-03-08T09:30:00Z', 4);
    expect(found).toEqual(['2026-03-08T09:45', '2026-03-08T10:00', '2026-03-08T10:15', '2026-03-08T10:30']);
  });
});

describe('other schedules', () => {
  it.each<[string, SdfRecurrence, string, string | undefined]>([
    ['single, ahead', { kind: 'single', startDate: '2026-05-05', startTime: '10:00' }, '2026-01-01T00:00:00Z', '2026-05-05T17:00'],
    ['single, past', { kind: 'single', startDate: '2026-05-05', startTime: '10:00' }, '2026-05-06T00:00:00Z', undefined],
    ['every weekday, on a Friday evening', { kind: 'everyweekday', startDate: '2026-01-01', startTime: '09:00' }, '2026-11-28T01:00:00Z', '2026-11-30T17:00'],
    ['weekly on Sunday', { kind: 'weekly', everyWeeks: 1, weekdays: ['SUNDAY'], startDate: '2026-01-04', startTime: '03:00' }, '2026-01-05T00:00:00Z', '2026-01-11T11:00'],
    ['every second week', { kind: 'weekly', everyWeeks: 2, weekdays: ['SUNDAY'], startDate: '2026-01-04', startTime: '03:00' }, '2026-01-05T00:00:00Z', '2026-01-18T11:00'],
    ['monthly', { kind: 'monthly', everyMonths: 1, startDate: '2026-01-15', startTime: '00:00' }, '2026-01-16T00:00:00Z', '2026-02-15T08:00'],
    ['second Tuesday of the month', { kind: 'monthlydayofweek', everyMonths: 1, weekOfMonth: 'SECOND', weekday: 'TUESDAY', ...span }, '2026-11-12T00:00:00Z', '2026-12-08T08:00'],
    ['last Friday of the month', { kind: 'monthlydayofweek', everyMonths: 1, weekOfMonth: 'LAST', weekday: 'FRIDAY', ...span }, '2026-11-12T00:00:00Z', '2026-11-27T08:00'],
    ['yearly', { kind: 'yearly', startDate: '2026-02-28', startTime: '00:00' }, '2026-03-01T12:00:00Z', '2027-02-28T08:00'],
    ['yearly on a leap day', { kind: 'yearly', startDate: '2024-02-29', startTime: '00:00' }, '2024-03-01T12:00:00Z', '2028-02-29T08:00'],
    ['first Monday of September', { kind: 'yearlydayofweek', weekOfMonth: 'FIRST', weekday: 'MONDAY', startDate: '2026-09-01', startTime: '00:00' }, '2026-09-10T00:00:00Z', '2027-09-06T07:00'],
  ])('%s', (_title, recurrence, after, due) => {
    expect(next(recurrence, after)).toBe(due);
  });

  it('follow the company zone, east of Greenwich too', () => {
    expect(next({ kind: 'daily', everyDays: 1, startDate: '2026-01-01', startTime: '01:00' }, '2026-01-10T00:00:00Z', 'Asia/Tokyo')).toBe('2026-01-10T16:00');
  });
});

import { dateInZone, instantInZone, storedInstant, timeInZone } from '../../../emulator/records/company-time';

const ZONE = 'America/Los_Angeles';

describe('company time', () => {
  test.each([
    ['2026-03-01T07:59:59Z', '2026-02-28', '23:59'],
    ['2026-03-01T08:00:00Z', '2026-03-01', '00:00'],
    ['2026-07-01T06:59:59Z', '2026-06-30', '23:59'],
    ['2026-07-01T07:00:00Z', '2026-07-01', '00:00'],
  ])('%s is %s %s in Los Angeles', (instant, date, time) => {
    expect([dateInZone(Date.parse(instant), ZONE), timeInZone(Date.parse(instant), ZONE)]).toEqual([date, time]);
  });

  test.each(['2026-01-15', '2026-03-08', '2026-03-09', '2026-11-01', '2026-11-02'])('midnight of %s is that date, also when clocks change', (date) => {
    const midnight = instantInZone(date, ZONE);
    expect([dateInZone(midnight, ZONE), timeInZone(midnight, ZONE)]).toEqual([date, '00:00']);
    expect(dateInZone(midnight - 1000, ZONE) < date).toBe(true);
  });

  test('an instant is stored in UTC to the second', () => {
    expect(storedInstant(Date.parse('2026-03-01T07:59:59.999Z'))).toBe('2026-03-01T07:59:59Z');
  });
});

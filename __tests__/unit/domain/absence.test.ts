import fc from 'fast-check';
import { absenceOf, counted, expectationOf, volumeOf, volumeText } from '../../../src/domain/absence';
import type { Expectation, HourlyVolume, Volume } from '../../../src/domain/absence';
import { localHourByIntl } from '../../support/builders';

const HOUR = 3_600_000;
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);
const at = (hour: number, day = 0): number => MONDAY + day * 24 * HOUR + hour * HOUR;

const hourly = (changes: Partial<Expectation> = {}): Expectation => ({ name: 'shop', source: 'shop', documentType: undefined, least: 10, per: 'hour', zone: 'UTC', hours: [0, 24], days: [1, 2, 3, 4, 5, 6, 7], ...changes });
const volume = (counts: Readonly<Record<number, number>>, sinceMs = at(-100)): Volume => ({ sinceMs, hours: Object.fromEntries(Object.entries(counts).map(([atMs, count]) => [String(Number(atMs) / HOUR), count])) });
const judge = (expectation: Expectation, counts: Volume, nowMs: number) => absenceOf(expectation, counts, nowMs, localHourByIntl);

describe('an expectation', () => {
  it('is read as it was keyed, with what was left out', () => {
    expect(expectationOf('shop', '{"least":5,"per":"hour"}')).toEqual(hourly({ least: 5 }));
    expect(expectationOf('shop:order', '{"least":1,"per":"day","zone":"America/New_York","hours":[8,18],"days":[1,2,3,4,5]}'))
      .toEqual({ name: 'shop:order', source: 'shop', documentType: 'order', least: 1, per: 'day', zone: 'America/New_York', hours: [8, 18], days: [1, 2, 3, 4, 5] });
  });

  it.each([
    '', 'no JSON', '[]', '{}', '{"least":0,"per":"hour"}', '{"least":1.5,"per":"hour"}', '{"least":"5","per":"hour"}', '{"least":5,"per":"week"}', '{"least":5,"per":"hour","zone":1}', '{"least":5,"per":"hour","hours":[8]}',
    '{"least":5,"per":"hour","hours":"8-18"}', '{"least":5,"per":"hour","hours":[18,8]}', '{"least":5,"per":"hour","hours":[0,25]}', '{"least":5,"per":"hour","hours":[-1,5]}', '{"least":5,"per":"hour","days":[]}', '{"least":5,"per":"hour","days":[0]}',
    '{"least":5,"per":"hour","days":1}', '{"least":5,"per":"hour","day":[1]}',
  ])('of %j is none', (text) => {
    expect(expectationOf('shop', text)).toBeUndefined();
  });

  it.each(['', ':order', 'shop:', 'shop:order:more'])('for %j is none', (name) => {
    expect(expectationOf(name, '{"least":5,"per":"hour"}')).toBeUndefined();
  });
});

describe('counted volume', () => {
  it('comes back as it was written, and is none where it was changed into something else', () => {
    const written = volume({ [at(9)]: 3 });
    expect(volumeOf(volumeText(written))).toEqual(written);
    for (const text of ['', '{}', '{"sinceMs":1}', '{"sinceMs":1,"hours":null}', '{"sinceMs":"1","hours":{}}']) expect(volumeOf(text)).toBeUndefined();
    expect(volumeOf('{"sinceMs":1,"hours":{"5":"many","6":2}}')).toEqual({ sinceMs: 1, hours: { 6: 2 } });
  });

  it('is that of the source, and of its type where one is named', () => {
    const received = [['shop', 'order', 2], ['shop', 'refund', 3], ['other', 'order', 5]] as const;
    const rows = received.map(([source, documentType, count]): HourlyVolume => ({ source, documentType, count, hour: at(9) / HOUR }));
    expect(counted(volume({}), hourly(), rows, at(10)).hours).toEqual({ [at(9) / HOUR]: 5 });
    expect(counted(volume({ [at(9)]: 1 }), hourly({ documentType: 'order' }), rows, at(10)).hours).toEqual({ [at(9) / HOUR]: 3 });
  });

  it('comes to the same however its rows are divided between sweeps, and stays small', () => {
    const row = fc.record({ source: fc.constantFrom('shop', 'other'), documentType: fc.constant('order'), hour: fc.integer({ min: at(-80) / HOUR, max: at(10) / HOUR }), count: fc.nat(100) });
    fc.assert(fc.property(fc.array(row), fc.nat(), (rows, cut) => {
      const middle = rows.length === 0 ? 0 : cut % (rows.length + 1);
      const parts = [rows.slice(0, middle), rows.slice(middle)];
      const whole = counted(volume({}), hourly(), rows, at(10));
      expect(parts.reduce((before, part) => counted(before, hourly(), part, at(10)), volume({}))).toEqual(whole);
      expect(Object.keys(whole.hours).length).toBeLessThanOrEqual(50);
      expect(volumeText(whole).length).toBeLessThan(4000);
    }));
  });
});

describe('silence', () => {
  it('of an hour is found when it is over, and ends as soon as the next has enough', () => {
    const counts = { [at(8)]: 10, [at(9)]: 9 };
    expect(judge(hourly(), volume(counts), at(9.99))).toEqual({ kind: 'present' });
    expect(judge(hourly(), volume(counts), at(10))).toEqual({ kind: 'absent', count: 9, fromMs: at(9), toMs: at(10) });
    expect(judge(hourly(), volume({ ...counts, [at(10)]: 10 }), at(10.2))).toEqual({ kind: 'present' });
    expect(judge(hourly(), volume({}), at(10))).toMatchObject({ kind: 'absent', count: 0 });
  });

  it('outside the hours and days that count is none', () => {
    const office = hourly({ hours: [8, 18], days: [1, 2, 3, 4, 5] });
    const monday = volume({ [at(17)]: 10 });
    expect(judge(office, monday, at(23))).toEqual({ kind: 'present' });
    expect(judge(office, monday, at(8.5, 1))).toEqual({ kind: 'present' });
    expect(judge(office, monday, at(9, 1))).toMatchObject({ kind: 'absent', fromMs: at(8, 1) });
    const friday = volume({ [at(17, 4)]: 2 });
    expect(judge(office, friday, at(12, 5))).toMatchObject({ kind: 'absent', fromMs: at(17, 4) });
    // Friday's last hour is too long ago to be judged again: what was found then stands.
    expect(judge(office, friday, at(7, 7))).toEqual({ kind: 'unknown' });
  });

  it('of a day is found when it is over in its zone', () => {
    const daily = hourly({ per: 'day', zone: 'America/New_York' });
    const counts = volume({ [at(12)]: 4, [at(20)]: 5 });
    expect(judge(daily, counts, at(4.5, 1))).toMatchObject({ kind: 'absent', toMs: at(5) });
    expect(judge(daily, counts, at(5, 1))).toEqual({ kind: 'absent', count: 9, fromMs: at(5), toMs: at(5, 1) });
    expect(judge({ ...daily, least: 9 }, counts, at(5, 1))).toEqual({ kind: 'present' });
    expect(judge(daily, volume({ [at(12)]: 4, [at(20)]: 5, [at(15, 1)]: 10 }), at(16, 1))).toEqual({ kind: 'present' });
  });

  it('is not told of a time that was not counted from its beginning', () => {
    expect(judge(hourly(), volume({}, at(9) + 1), at(10))).toEqual({ kind: 'unknown' });
    expect(judge(hourly(), volume({}, at(9)), at(10))).toMatchObject({ kind: 'absent' });
    expect(judge(hourly({ per: 'day' }), volume({}, at(3)), at(10, 1))).toEqual({ kind: 'unknown' });
  });

  it('of a zone that nobody knows cannot be judged', () => {
    expect(judge(hourly({ zone: 'Nowhere' }), volume({}), at(10))).toEqual({ kind: 'unknown' });
  });

  it('is never told where every hour has enough, and always where none has any and one is over', () => {
    const expectation = fc.record({
      name: fc.constant('shop'), source: fc.constant('shop'), documentType: fc.constant(undefined), least: fc.integer({ min: 1, max: 20 }), per: fc.constantFrom('hour', 'day'),
      zone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'), hours: fc.constant([0, 24] as const), days: fc.constant([1, 2, 3, 4, 5, 6, 7]),
    }) as fc.Arbitrary<Expectation>;
    fc.assert(fc.property(expectation, fc.integer({ min: 0, max: 364 * 24 * 60 }), (wanted, minutes) => {
      const nowMs = MONDAY + minutes * 60_000;
      const hours = Array.from({ length: 60 }, (_, back) => Math.floor(nowMs / HOUR) - back);
      const full: Volume = { sinceMs: 0, hours: Object.fromEntries(hours.map((hour) => [String(hour), wanted.least])) };
      expect(judge(wanted, full, nowMs)).toEqual({ kind: 'present' });
      expect(judge(wanted, { sinceMs: 0, hours: {} }, nowMs)).toMatchObject({ kind: 'absent', count: 0 });
    }), { numRuns: 200 });
  });
});

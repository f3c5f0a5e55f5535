import fc from 'fast-check';
import { isoTime } from '../../../src/domain/outcome';
import { calendarDate } from '../../../src/domain/calendar';
import { isOlder, versionNumber } from '../../../src/domain/version-order';

const YEAR_0 = Date.parse('0000-01-01T00:00:00.000Z');
const YEAR_9999 = Date.parse('9999-12-31T23:59:59.999Z');
const anyTime = fc.integer({ min: YEAR_0, max: YEAR_9999 });
const version = (text: string) => versionNumber(text, 'timestamp');

it('epoch milliseconds are written as Date writes them, from year 0 to 9999', () => {
  fc.assert(fc.property(anyTime, (ms) => {
    expect(isoTime(ms)).toBe(new Date(ms).toISOString());
  }), { numRuns: 2000 });
});

it.each([0, -1, 1, 951_782_400_000, 951_868_799_999, -62_162_208_000_001, YEAR_0, YEAR_9999, Date.parse('1900-02-28T23:59:59.999Z'), Date.parse('2000-02-29T00:00:00Z')])(
  'epoch milliseconds %i are written as Date writes them',
  (ms) => {
    expect(isoTime(ms)).toBe(new Date(ms).toISOString());
  },
);

describe('the version of a timestamp', () => {
  const offset = fc.record({ hours: fc.integer({ min: 0, max: 14 }), minutes: fc.constantFrom(0, 15, 30, 45), sign: fc.constantFrom('+', '-') })
    .map(({ hours, minutes, sign }) => `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);

  it('is the moment that Date reads, whatever the offset', () => {
    const zone = fc.oneof(fc.constant('Z'), offset);
    fc.assert(fc.property(fc.integer({ min: YEAR_0 + 1e9, max: YEAR_9999 - 1e9 }), zone, fc.boolean(), (ms, written, withFraction) => {
      const local = new Date(ms).toISOString().slice(0, withFraction ? 23 : 19);
      expect(version(`${local}${written}`)).toBe(Date.parse(`${local}${written}`));
    }), { numRuns: 2000 });
  });

  it.each([
    ['2024-06-26T12:33:21-0400', '2024-06-26T12:33:21-04:00'], ['2024-06-26T12:33:21.5Z', '2024-06-26T12:33:21.500Z'],
    ['2024-06-26T12:33:21.123999Z', '2024-06-26T12:33:21.123Z'], ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is that of %s', (text, same) => {
    expect(version(text)).toBe(Date.parse(same));
  });

  it.each([
    '', '2024-06-26', '2024-06-26T12:33:21', '2024-06-26T12:33Z', '2024-13-01T00:00:00Z', '2023-02-29T00:00:00Z', '2024-04-31T00:00:00Z', '2024-00-10T00:00:00Z',
    '2024-01-00T00:00:00Z', '2024-01-01T24:00:01Z', '2024-01-01T25:00:00Z', '2024-01-01T00:60:00Z', '2024-01-01T00:00:60Z', ' 2024-01-01T00:00:00Z', 'yesterday', '1704067200',
  ])('"%s" has none', (text) => {
    expect(version(text)).toBeUndefined();
  });
});

it.each([['0', 0], ['17', 17], ['999999999999999', 999_999_999_999_999], ['0017', 17]])('the version number %s is %i', (text, number) => {
  expect(versionNumber(text, 'number')).toBe(number);
});

it.each(['', '-1', '1.5', '1e3', '1234567890123456', 'v1', ' 1'])('"%s" is no version number', (text) => {
  expect(versionNumber(text, 'number')).toBeUndefined();
});

it('without a version, or a rule that names its kind, no order is told', () => {
  expect(versionNumber(undefined, 'number')).toBeUndefined();
  expect(versionNumber('1', undefined)).toBeUndefined();
});

it.each([[1, 2, true], [2, 2, false], [3, 2, false], [undefined, 2, false], [1, undefined, false], [undefined, undefined, false]])(
  'version %p is older than the applied %p: %p',
  (incoming, applied, older) => {
    expect(isOlder(incoming, applied)).toBe(older);
  },
);

describe('the calendar date of a text', () => {
  it('is the date as its writer saw it, whatever the offset', () => {
    fc.assert(fc.property(anyTime, fc.constantFrom('Z', '+09:00', '-04:00', '-0330', ''), (ms, zone) => {
      const iso = new Date(ms).toISOString();
      expect(calendarDate(`${iso.slice(0, 19)}${zone}`)).toBe(iso.slice(0, 10));
      expect(calendarDate(iso.slice(0, 10))).toBe(iso.slice(0, 10));
    }));
  });

  it('is told for exactly the days that exist', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), (year, month, day) => {
      const pad = (value: number, width: number) => String(value).padStart(width, '0');
      const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
      const date = new Date(`${text}T00:00:00Z`);
      const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
      expect(calendarDate(text)).toBe(exists ? text : undefined);
    }), { numRuns: 2000 });
    for (const [year, leap] of [[1900, false], [2000, true], [2023, false], [2024, true]] as const) {
      expect(calendarDate(`${year}-02-29`)).toBe(leap ? `${year}-02-29` : undefined);
    }
  });

  it.each(['', '2024', '2024-1-1', '20240101', '2024-01-01 00:00:00', '01/02/2024', '2024-01-01T', '2024-01-01T1:00', '2024-01-01Z', 'x2024-01-01', '2024-01-01x', '2024-01-012024-01-01', '2024-01-01T00:00:00Z2024-01-01'])('"%s" has none', (text) => {
    expect(calendarDate(text)).toBeUndefined();
  });
});

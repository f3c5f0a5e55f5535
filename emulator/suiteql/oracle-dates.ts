import { invalidStatement, notEmulated } from './failures';

const dayMs = 86_400_000;
const months = ['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'];
const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** Milliseconds of a wall time `YYYY-MM-DD[ HH:MM:SS]`, counted as if it were UTC. */
function wallMs(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d))?$/.exec(text);
  if (match === null) throw invalidStatement(`'${text}' is no date.`);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The wall time of `wallMs`, without its time where that is midnight: one text per instant, in the order of time. */
export function wallText(ms: number): string {
  const text = new Date(Math.round(ms / 1000) * 1000).toISOString();
  const time = text.slice(11, 19);
  return time === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`;
}

/** The date as SuiteQL hands it out in the default US format. Its time is not shown; TO_CHAR shows it. */
export function usDate(text: string): string {
  const [year = '', month = '', day = ''] = text.slice(0, 10).split('-');
  return `${String(Number(month))}/${String(Number(day))}/${year}`;
}

/** Adds a number of days, which may have a fraction, to the second. */
export function addDays(text: string, count: number): string {
  return wallText(wallMs(text) + Math.round(count * 86_400) * 1000);
}

/** Days from `right` to `left`. */
export function daysBetween(left: string, right: string): number {
  return (wallMs(left) - wallMs(right)) / dayMs;
}

/** ADD_MONTHS: the last day of a month stays the last day. */
export function addMonths(text: string, count: number): string {
  const date = new Date(wallMs(text));
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + Math.trunc(count), date.getUTCDate()];
  const last = lastOf(year, month);
  const target = day === lastOf(year, date.getUTCMonth()) ? last : Math.min(day, last);
  return wallText(Date.UTC(year, month, target, date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()));
}

/** LAST_DAY: the last day of the month, at the same time of day. */
export function lastDay(text: string): string {
  const date = new Date(wallMs(text));
  date.setUTCDate(lastOf(date.getUTCFullYear(), date.getUTCMonth()));
  return wallText(date.getTime());
}

function lastOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

/** TRUNC of a date to a unit of Oracle's. */
export function truncateDate(text: string, unit: string): string {
  const date = new Date(wallMs(text));
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit.toUpperCase()) {
    case 'DD': case 'DDD': case 'J':
      return wallText(Date.UTC(year, month, day));
    case 'MM': case 'MON': case 'MONTH':
      return wallText(Date.UTC(year, month, 1));
    case 'YYYY': case 'YEAR': case 'YY': case 'Y':
      return wallText(Date.UTC(year, 0, 1));
    case 'Q':
      return wallText(Date.UTC(year, month - (month % 3), 1));
    case 'HH': case 'HH24': case 'HH12':
      return wallText(Date.UTC(year, month, day, date.getUTCHours()));
    case 'MI':
      return wallText(Date.UTC(year, month, day, date.getUTCHours(), date.getUTCMinutes()));
    case 'IW':
      return wallText(Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7)));
    default:
      throw notEmulated(`TRUNC to ${unit}`);
  }
}

const formatTokens = /FM|"[^"]*"|YYYY|YY|MONTH|MON|MM|MI|DDD|DD|DAY|DY|D|HH24|HH12|HH|SSSSS|SS|AM|PM|A\.M\.|P\.M\.|Q|[^A-Za-z0-9"]|./gi;

/** TO_CHAR of a date. A format element that is not known is refused by name. */
export function formatDate(text: string, format: string): string {
  const date = new Date(wallMs(text));
  let padded = true;
  let result = '';
  for (const token of format.match(formatTokens) ?? []) {
    if (token.toUpperCase() === 'FM') padded = !padded;
    else result += formatToken(date, token, padded);
  }
  return result;
}

function formatToken(date: Date, token: string, padded: boolean): string {
  const number = (value: number, width: number): string => (padded ? String(value).padStart(width, '0') : String(value));
  const hour12 = date.getUTCHours() % 12 === 0 ? 12 : date.getUTCHours() % 12;
  const word = (text: string, width: number): string => asWritten(padded ? text.padEnd(width) : text, token);
  if (token.startsWith('"')) return token.slice(1, -1);
  switch (token.toUpperCase()) {
    case 'YYYY': return number(date.getUTCFullYear(), 4);
    case 'YY': return number(date.getUTCFullYear() % 100, 2);
    case 'MM': return number(date.getUTCMonth() + 1, 2);
    case 'MONTH': return word(months[date.getUTCMonth()] ?? '', 9);
    case 'MON': return word((months[date.getUTCMonth()] ?? '').slice(0, 3), 3);
    case 'DDD': return number(Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / dayMs) + 1, 3);
    case 'DD': return number(date.getUTCDate(), 2);
    case 'D': return String(date.getUTCDay() + 1);
    case 'DAY': return word(days[date.getUTCDay()] ?? '', 9);
    case 'DY': return word((days[date.getUTCDay()] ?? '').slice(0, 3), 3);
    case 'HH24': return number(date.getUTCHours(), 2);
    case 'HH': case 'HH12': return number(hour12, 2);
    case 'MI': return number(date.getUTCMinutes(), 2);
    case 'SS': return number(date.getUTCSeconds(), 2);
    case 'AM': case 'PM': return asWritten(date.getUTCHours() < 12 ? 'AM' : 'PM', token);
    case 'Q': return String(Math.floor(date.getUTCMonth() / 3) + 1);
    default:
      if (/^[^A-Za-z0-9]$/.test(token)) return token;
      throw notEmulated(`date format element ${token} in TO_CHAR`);
  }
}

/** `Mon` gives `Jan`, `mon` gives `jan`, `MON` gives `JAN`. */
function asWritten(text: string, token: string): string {
  if (token === token.toUpperCase()) return text;
  const lower = text.toLowerCase();
  return token[0] === token[0]?.toUpperCase() ? lower.charAt(0).toUpperCase() + lower.slice(1) : lower;
}

/** TO_DATE. A text that does not fit its format, or is no day of the calendar, is refused. */
export function parseDate(text: string, format: string): string {
  const parts = { year: undefined as number | undefined, month: 1, day: 1, hour: 0, minute: 0, second: 0, afternoon: undefined as boolean | undefined };
  let rest = text.trim();
  const take = (pattern: RegExp, token: string): string => {
    const match = pattern.exec(rest);
    if (match === null) throw invalidStatement(`'${text}' does not fit the date format '${format}' at ${token}.`);
    rest = rest.slice(match[0].length);
    return match[0];
  };
  for (const token of format.match(formatTokens) ?? []) {
    switch (token.toUpperCase()) {
      case 'FM': break;
      case 'YYYY': parts.year = Number(take(/^\d{4}/, token)); break;
      case 'MM': parts.month = Number(take(/^\d{1,2}/, token)); break;
      case 'MON': parts.month = monthNumber(take(/^[A-Za-z]{3}/, token), text); break;
      case 'DD': parts.day = Number(take(/^\d{1,2}/, token)); break;
      case 'HH24': case 'HH12': case 'HH': parts.hour = Number(take(/^\d{1,2}/, token)); break;
      case 'MI': parts.minute = Number(take(/^\d{1,2}/, token)); break;
      case 'SS': parts.second = Number(take(/^\d{1,2}/, token)); break;
      case 'AM': case 'PM': parts.afternoon = take(/^[AaPp][Mm]/, token).toUpperCase() === 'PM'; break;
      default: {
        const literal = token.startsWith('"') ? token.slice(1, -1) : token;
        if (/^[A-Za-z0-9]$/.test(token)) throw notEmulated(`date format element ${token} in TO_DATE`);
        if (!rest.startsWith(literal)) throw invalidStatement(`'${text}' does not fit the date format '${format}'.`);
        rest = rest.slice(literal.length);
      }
    }
  }
  if (rest !== '' || parts.year === undefined) throw invalidStatement(`'${text}' does not fit the date format '${format}'.`);
  const hour = parts.afternoon === undefined ? parts.hour : (parts.hour % 12) + (parts.afternoon ? 12 : 0);
  return checkedDate([parts.year, parts.month, parts.day, hour, parts.minute, parts.second], text);
}

function monthNumber(name: string, text: string): number {
  const index = months.findIndex((month) => month.startsWith(name.toUpperCase()));
  if (index < 0) throw invalidStatement(`'${text}' names no month.`);
  return index + 1;
}

function checkedDate(parts: readonly [number, number, number, number, number, number], text: string): string {
  const [year, month, day, hour, minute, second] = parts;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour
    && date.getUTCMinutes() === minute && date.getUTCSeconds() === second;
  if (!same) throw invalidStatement(`'${text}' is no day and time of the calendar.`);
  return wallText(date.getTime());
}

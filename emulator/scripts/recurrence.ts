import type { SdfRecurrence, SdfWeekOfMonth, SdfWeekday } from '../sdf/types';
import { calendarDay, dayNumberOf, instantOf, wallTimeAt } from './time-zone';

const MINUTES_PER_DAY = 1440;
/** Leap days come at most eight years apart, so a yearly rule that ever fires again does so within this many days. */
const SEARCH_DAYS = 9 * 366;

const WEEKDAYS: readonly SdfWeekday[] = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const WEEKS: readonly SdfWeekOfMonth[] = ['FIRST', 'SECOND', 'THIRD', 'FOURTH'];

/**
 * The first instant after `afterMs` at which a deployment with this recurrence is due, or undefined when it never is again.
 * Dates and times are the company's; a repeat ends at midnight and starts anew on the next due day (platform facts 3.5).
 */
export function nextOccurrence(recurrence: SdfRecurrence, timeZone: string, afterMs: number): number | undefined {
  const firstDay = dayNumberOf(recurrence.startDate);
  const lastDay = recurrence.endDate === undefined ? Infinity : dayNumberOf(recurrence.endDate);
  // One day earlier: a wall-clock day may begin before the day of `afterMs` does.
  const from = Math.max(firstDay, wallTimeAt(afterMs, timeZone).dayNumber - 1);
  const minutes = dueMinutes(recurrence);
  for (let day = from; day <= Math.min(lastDay, from + SEARCH_DAYS); day += 1) {
    if (!isDueDay(recurrence, day, firstDay)) continue;
    for (const minuteOfDay of minutes) {
      const instant = instantOf({ dayNumber: day, minuteOfDay }, timeZone);
      if (instant > afterMs) return instant;
    }
  }
  return undefined;
}

function dueMinutes(recurrence: SdfRecurrence): readonly number[] {
  const [hour = 0, minute = 0] = recurrence.startTime.split(':').map(Number);
  const start = hour * 60 + minute;
  const step = recurrence.repeatMinutes;
  if (step === undefined) return [start];
  const minutes: number[] = [];
  for (let at = start; at < MINUTES_PER_DAY; at += step) minutes.push(at);
  return minutes;
}

function isDueDay(recurrence: SdfRecurrence, day: number, firstDay: number): boolean {
  const date = calendarDay(day);
  const first = calendarDay(firstDay);
  const monthsOn = (date.year - first.year) * 12 + date.month - first.month;
  switch (recurrence.kind) {
    case 'single': return day === firstDay;
    case 'daily': return (day - firstDay) % recurrence.everyDays === 0;
    case 'everyweekday': return date.weekday >= 1 && date.weekday <= 5;
    case 'weekly': {
      const weeksOn = Math.floor((day - (firstDay - first.weekday)) / 7);
      return weeksOn % recurrence.everyWeeks === 0 && recurrence.weekdays.some((weekday) => isWeekday(date.weekday, weekday));
    }
    case 'monthly': return monthsOn % recurrence.everyMonths === 0 && date.day === first.day;
    case 'monthlydayofweek':
      return monthsOn % recurrence.everyMonths === 0 && isWeekday(date.weekday, recurrence.weekday) && isWeekOfMonth(day, recurrence.weekOfMonth);
    case 'yearly': return date.month === first.month && date.day === first.day;
    case 'yearlydayofweek':
      return date.month === first.month && isWeekday(date.weekday, recurrence.weekday) && isWeekOfMonth(day, recurrence.weekOfMonth);
  }
}

function isWeekday(weekday: number, name: SdfWeekday): boolean {
  return WEEKDAYS[weekday] === name;
}

function isWeekOfMonth(day: number, week: SdfWeekOfMonth): boolean {
  const date = calendarDay(day);
  if (week === 'LAST') return calendarDay(day + 7).month !== date.month;
  return WEEKS[Math.floor((date.day - 1) / 7)] === week;
}

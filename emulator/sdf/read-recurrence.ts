import { flagOf, numberOf, wordOf } from './read-tags';
import { REPEAT_MINUTES } from './script-tables';
import { textOf } from './xml';
import type { SdfRecurrence, SdfRecurrenceSpan, SdfWeekday, SdfWeekOfMonth } from './types';
import type { XmlElement } from './xml';

const WEEKDAYS: readonly SdfWeekday[] = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const WEEKS: readonly SdfWeekOfMonth[] = ['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'LAST'];

/** A checked `recurrence`. Throws where it holds no schedule that is known: the checks refuse that before. */
export function readRecurrence(element: XmlElement): SdfRecurrence {
  const schedule = element.children[0];
  const kind = schedule?.name;
  if (schedule === undefined) {
    throw new Error('a recurrence without a schedule passed the checks');
  }
  const span = readSpan(schedule);
  switch (kind) {
    case 'single':
    case 'everyweekday':
    case 'yearly':
      return { kind, ...span };
    case 'daily':
      return { kind, ...span, everyDays: numberOf(schedule, 'everyxdays') ?? 1 };
    case 'weekly':
      return {
        kind,
        ...span,
        everyWeeks: numberOf(schedule, 'everyxweeks') ?? 1,
        weekdays: WEEKDAYS.filter((day) => flagOf(schedule, day.toLowerCase(), false)),
      };
    case 'monthly':
      return { kind, ...span, everyMonths: numberOf(schedule, 'everyxmonths') ?? 1 };
    case 'monthlydayofweek':
      return { kind, ...span, everyMonths: numberOf(schedule, 'everyxmonths') ?? 1, ...readDayOfWeek(schedule) };
    case 'yearlydayofweek':
      return { kind, ...span, ...readDayOfWeek(schedule) };
    default:
      throw new Error(`a recurrence <${kind}> passed the checks`);
  }
}

function readSpan(schedule: XmlElement): SdfRecurrenceSpan {
  const endDate = textOf(schedule, 'enddate')?.slice(0, 10);
  const repeatMinutes = REPEAT_MINUTES.get(textOf(schedule, 'repeat') ?? '');
  return {
    startDate: (textOf(schedule, 'startdate') ?? '').slice(0, 10),
    startTime: (textOf(schedule, 'starttime') ?? '').slice(0, 5),
    ...(endDate === undefined ? {} : { endDate }),
    ...(repeatMinutes === undefined ? {} : { repeatMinutes }),
  };
}

function readDayOfWeek(schedule: XmlElement): { readonly weekOfMonth: SdfWeekOfMonth; readonly weekday: SdfWeekday } {
  return {
    weekOfMonth: wordOf(schedule, 'orderofweek', WEEKS, 'FIRST'),
    weekday: wordOf(schedule, 'dayofweek', WEEKDAYS, 'SUNDAY'),
  };
}

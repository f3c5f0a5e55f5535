import type { DemoRecord } from './demo-record';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Years whose months have periods: from that of the oldest example document to the next. */
const YEARS: readonly number[] = Array.from({ length: 20 }, (_, index) => 2008 + index);

/** Months before 2026 that are open all the same: those of the example documents. */
const OPEN_PAST: readonly string[] = ['2008-01', '2021-12'];

/** Calendar years and their months; the years before 2026 are closed but for two months. */
export function demoPeriods(): readonly DemoRecord[] {
  return YEARS.flatMap((year) => [yearPeriod(year), ...MONTHS.map((_name, index) => monthPeriod(year, index))]);
}

function yearPeriod(year: number): DemoRecord {
  return period(`FY ${year}`, { startdate: `${year}-01-01`, enddate: `${year}-12-31`, isyear: true });
}

function monthPeriod(year: number, index: number): DemoRecord {
  const month = `${year}-${String(index + 1).padStart(2, '0')}`;
  const lastDay = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  const closed = year < 2026 && !OPEN_PAST.includes(month);
  const dates = { startdate: `${month}-01`, enddate: `${month}-${lastDay}`, closed, alllocked: closed, arlocked: closed, aplocked: closed };
  return period(`${MONTHS[index] ?? ''} ${year}`, { ...dates, parent: { ref: periodKey(`FY ${year}`) } });
}

function period(periodname: string, values: DemoRecord['values']): DemoRecord {
  return {
    key: periodKey(periodname), type: 'accountingperiod', values: { periodname, ...values },
    foundBy: { table: 'accountingperiod', column: 'periodname', value: periodname },
  };
}

function periodKey(periodname: string): string {
  return `demo_period_${periodname.toLowerCase().replace(' ', '_')}`;
}

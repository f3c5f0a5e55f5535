/** Parts of a wall-clock time in some zone. */
interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const DATE_TIME = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))? ?(am|pm)$/i;

/** `11/23/2026`, in the process's zone, which the runtime pins to the server's. */
export function formatDate(epochMs: number): string {
  const date = new Date(epochMs);
  return `${String(date.getMonth() + 1)}/${String(date.getDate())}/${String(date.getFullYear())}`;
}

/** `11/23/2026 5:04:09 pm`, in `zone`. */
export function formatDateTime(epochMs: number, zone: string): string {
  const { year, month, day, hour, minute, second } = wallTime(epochMs, zone);
  const clock = `${String(hour % 12 === 0 ? 12 : hour % 12)}:${two(minute)}:${two(second)} ${hour < 12 ? 'am' : 'pm'}`;
  return `${String(month)}/${String(day)}/${String(year)} ${clock}`;
}

/** Midnight of a date in the process's zone; undefined for what is no date. */
export function parseDate(text: string): number | undefined {
  const match = DATE.exec(text.trim());
  if (match === null) return undefined;
  const [, month = '', day = '', year = ''] = match;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day) ? date.getTime() : undefined;
}

/** The instant of a wall-clock time in `zone`; undefined for what is none, the hour that daylight saving skips included. */
export function parseDateTime(text: string, zone: string): number | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (match === null) return undefined;
  const [, month, day, year, hour, minute, second, half] = match;
  const hours = (Number(hour) % 12) + (half?.toLowerCase() === 'pm' ? 12 : 0);
  const wanted: WallTime = {
    year: Number(year), month: Number(month), day: Number(day), hour: hours, minute: Number(minute), second: Number(second ?? '0'),
  };
  if (Number(hour) < 1 || Number(hour) > 12) return undefined;
  const asUtc = utcOf(wanted);
  const first = asUtc - offsetMs(asUtc, zone);
  return [first, asUtc - offsetMs(first, zone)].find((epochMs) => utcOf(wallTime(epochMs, zone)) === asUtc && sameDay(wanted, epochMs, zone));
}

function sameDay(wanted: WallTime, epochMs: number, zone: string): boolean {
  const found = wallTime(epochMs, zone);
  return found.day === wanted.day && found.month === wanted.month && found.minute === wanted.minute && found.second === wanted.second;
}

function offsetMs(epochMs: number, zone: string): number {
  return utcOf(wallTime(epochMs, zone)) - Math.floor(epochMs / 1_000) * 1_000;
}

function utcOf({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function wallTime(epochMs: number, zone: string): WallTime {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(epochMs);
  const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute'), second: read('second') };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

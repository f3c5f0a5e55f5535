const FORMATS = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  FORMATS.set(timeZone, made);
  return made;
}

/** What was shown lately, by zone and second: the same instants come up many times within one save. */
const SHOWN = new Map<string, ReadonlyMap<string, string>>();
const MOST_SHOWN = 1_000;

function wallClock(epochMs: number, timeZone: string): ReadonlyMap<string, string> {
  const key = `${timeZone} ${String(Math.floor(epochMs / 1000))}`;
  const known = SHOWN.get(key);
  if (known !== undefined) return known;
  if (SHOWN.size >= MOST_SHOWN) SHOWN.clear();
  const shown = new Map(format(timeZone).formatToParts(epochMs).map((part) => [part.type, part.value]));
  SHOWN.set(key, shown);
  return shown;
}

/** The date, `YYYY-MM-DD`, that a wall clock in the zone shows at an instant. */
export function dateInZone(epochMs: number, timeZone: string): string {
  const parts = wallClock(epochMs, timeZone);
  return `${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
}

/** The time of day, `HH:MM`, that a wall clock in the zone shows at an instant. */
export function timeInZone(epochMs: number, timeZone: string): string {
  const parts = wallClock(epochMs, timeZone);
  return `${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}`;
}

/** The instant, epoch milliseconds, at which a wall clock in the zone shows this date and time (`HH:MM`, default midnight). */
export function instantInZone(date: string, timeZone: string, time = '00:00'): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const first = asUtc - offsetMs(asUtc, timeZone);
  return asUtc - offsetMs(first, timeZone);
}

function offsetMs(epochMs: number, timeZone: string): number {
  const parts = wallClock(epochMs, timeZone);
  const part = (name: string) => Number(parts.get(name));
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(epochMs / 1000) * 1000;
}

/** An instant as the account stores it: ISO UTC to the second (platform facts 4.7, Date/Time). */
export function storedInstant(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

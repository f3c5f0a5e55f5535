/** Moments, dates and amounts as the person who looks has set them. */
export interface Words {
  /** Date and time of epoch milliseconds. */
  readonly moment: (epochMs: number) => string;
  /** The day of `YYYY-MM-DD`, also where a time follows; anything else as it came. */
  readonly date: (date: string) => string;
  /** A plain decimal with the currency's code before it. */
  readonly money: (amount: string, currency: string) => string;
  /** `YYYY-MM-DD` of a date as this person writes it; undefined: it is none. */
  readonly dateFrom: (text: string) => string | undefined;
  /** The first moment of a day `YYYY-MM-DD` where the script's clock stands, epoch milliseconds. */
  readonly startOf: (date: string) => number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long something lasts, in the two largest units: `3 d 4 h`, `2 h 5 min`, `4 min`. */
export function lasting(ms: number): string {
  const positive = Math.max(0, ms);
  const days = Math.floor(positive / DAY_MS);
  const hours = Math.floor((positive % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((positive % HOUR_MS) / MINUTE_MS);
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  return minutes > 0 ? `${minutes} min` : 'less than a minute';
}

/** The same for a column, in the largest unit alone: `3 d`, `2 h`, `4 min`. A space that does not break keeps it on one line. */
export function lastingBriefly(ms: number): string {
  if (ms >= DAY_MS) return `${Math.floor(ms / DAY_MS)}\u00a0d`;
  return ms >= HOUR_MS ? `${Math.floor(ms / HOUR_MS)}\u00a0h` : `${Math.max(0, Math.floor(ms / MINUTE_MS))}\u00a0min`;
}

/** A count with its noun: `1 operation`, `31 operations`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A sum whose rows are not all known: what is known, and of how many it is not. */
export function sumWords({ money }: Pick<Words, 'money'>, sum: { readonly atRisk: string | undefined; readonly unknown: number; readonly currency: string }): string {
  const known = sum.atRisk === undefined ? '' : money(sum.atRisk, sum.currency);
  if (sum.unknown === 0) return known;
  return known === '' ? 'not known' : `${known}, and ${sum.unknown} not known`;
}

import * as format from 'N/format';
import * as runtime from 'N/runtime';
import type { Words } from './words';

/** Formats and zone as the current user has set them, by N/format. A script of the server is told the zone, or it takes its own (platform facts 4.8). */
export function userWords(): Words {
  const zone: unknown = runtime.getCurrentUser().getPreference({ name: 'TIMEZONE' });
  const timezone = typeof zone === 'string' && zone !== '' ? zone : 'GMT';
  return {
    // The types number the zones; NetSuite's own values are their names.
    moment: (epochMs) => withoutSeconds(String(format.format({ value: new Date(epochMs), type: format.Type.DATETIME, timezone: timezone as unknown as format.Timezone }))),
    date: (date) => (/^\d{4}-\d{2}-\d{2}(?:T|$)/.test(date) ? String(format.format({ value: localDate(date), type: format.Type.DATE })) : date),
    money: (amount, currency) => `${currency} ${amountText(amount)}`.trim(),
    dateFrom,
    startOf: (date) => new Date(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))).getTime(),
  };
}

/** People plan by minutes, as NetSuite's own lists show them. */
function withoutSeconds(moment: string): string {
  return moment.replace(/(\d:\d{2}):\d{2}\b/, '$1');
}

/** Noon, so that no change of the clocks makes it another day. */
function localDate(date: string): Date {
  return new Date(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)), 12);
}

/** An amount that a number cannot hold to the cent stands as it is. */
function amountText(amount: string): string {
  const value = Number(amount);
  if (!Number.isFinite(value) || Math.abs(value) > 90_000_000_000_000) return amount;
  return String(format.format({ value, type: format.Type.CURRENCY }));
}

function dateFrom(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const parsed: unknown = parsedDate(text);
  if (Object.prototype.toString.call(parsed) !== '[object Date]') return undefined;
  const day = parsed as Date;
  if (Number.isNaN(day.getTime())) return undefined;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** A text that is no date in the user's format is refused by N/format. */
function parsedDate(text: string): unknown {
  try {
    return format.parse({ value: text, type: format.Type.DATE });
  } catch {
    return undefined;
  }
}

import { fitsNumber } from '../domain/decimal';
import type { CurrentValue } from '../domain/ownership';
import type { FieldValue } from '../domain/transform';

/** A field value as N/record takes it: numbers for decimals, Dates for dates, ids for selects (platform facts 4.5). */
export function nativeValue(value: FieldValue | null): string | number | boolean | Date {
  if (value === null) return '';
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'integer':
      return value.integer;
    case 'boolean':
      return value.boolean;
    case 'record':
      return value.internalId;
    case 'decimal':
      return exactNumber(value.decimal);
    case 'date':
      return localDate(value.date);
  }
}

/** The last moment of a decimal: it becomes a number only where that number stands for exactly the same amount. */
function exactNumber(decimal: string): number {
  if (fitsNumber(decimal)) return Number(decimal);
  throw new RangeError(`The amount ${decimal} has more digits than a number field can hold exactly.`);
}

/** Midnight of a calendar date in the script's own zone, which is how N/record means a date field. */
function localDate(date: string): Date {
  return new Date(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
}

/** A field's value as the rules compare it: dates as `YYYY-MM-DD`, nothing as null. */
export function currentValue(value: unknown): CurrentValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Object.prototype.toString.call(value) === '[object Date]') return dateText(value as Date);
  return null;
}

/** `YYYY-MM-DD` in the zone of the script. */
export function dateText(value: Date): string {
  const pad = (part: number, width: number) => String(part).padStart(width, '0');
  return `${pad(value.getFullYear(), 4)}-${pad(value.getMonth() + 1, 2)}-${pad(value.getDate(), 2)}`;
}

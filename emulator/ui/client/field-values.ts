import type { ClientField } from '../client-data';

/** Joins the ids of a multiple select. */
const SEPARATOR = '\u0005';

const NUMBERS: ReadonlySet<string> = new Set(['CURRENCY', 'FLOAT', 'INTEGER', 'PERCENT']);

/** A posted text as a script reads it: boxes as booleans, figures as numbers, dates as dates, many choices as an array. */
export function scriptValue({ type }: ClientField, text: string): unknown {
  if (NUMBERS.has(type)) return text === '' ? '' : Number(text);
  switch (type) {
    case 'CHECKBOX': return text === 'T';
    case 'DATE': return text === '' ? '' : parseDate(text) ?? text;
    case 'MULTISELECT': return text === '' ? [] : text.split(SEPARATOR);
    default: return text;
  }
}

/** A script's value as the form posts it. */
export function postedText({ type }: ClientField, value: unknown): string {
  if (value === null || value === undefined) return type === 'CHECKBOX' ? 'F' : '';
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (value instanceof Date) return formatDate(value);
  if (Array.isArray(value)) return value.join(SEPARATOR);
  return plainText(value);
}

/** Text of a plain value; anything else as JSON. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The names behind chosen ids; else the text itself. */
export function shownText({ options, type }: ClientField, text: string): string {
  if (type === 'MULTISELECT') return text.split(SEPARATOR).map((id) => options[id] ?? id).join(SEPARATOR);
  return options[text] ?? text;
}

/** What is wrong with what was keyed in, or its plain form: figures without their grouping. */
export type Keyed = { readonly kind: 'fits'; readonly text: string } | { readonly kind: 'wrong'; readonly message: string };

export function checkKeyed({ type }: ClientField, keyed: string): Keyed {
  const text = keyed.trim();
  if (text === '') return { kind: 'fits', text: type === 'TEXT' || type === 'TEXTAREA' || type === 'LONGTEXT' ? keyed : '' };
  if (NUMBERS.has(type)) {
    const plain = text.replaceAll(',', '').replace(/%$/, '');
    const fits = type === 'INTEGER' ? /^-?\d+$/.test(plain) : /^-?(\d+\.?\d*|\.\d+)$/.test(plain);
    return fits ? { kind: 'fits', text: plain } : { kind: 'wrong', message: `Invalid ${type.toLowerCase()} value: ${text}` };
  }
  if (type === 'DATE' && parseDate(text) === undefined) return { kind: 'wrong', message: 'Invalid date value (must be M/D/YYYY)' };
  return { kind: 'fits', text: keyed };
}

export function formatDate(date: Date): string {
  return `${String(date.getMonth() + 1)}/${String(date.getDate())}/${String(date.getFullYear())}`;
}

export function parseDate(text: string): Date | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  if (match === null) return undefined;
  const [, month = '', day = '', year = ''] = match;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day) ? date : undefined;
}

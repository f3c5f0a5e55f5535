import type { FieldType } from './page-model';

/** Types whose values stand to the right. */
const NUMBERS: ReadonlySet<FieldType> = new Set(['CURRENCY', 'FLOAT', 'INTEGER', 'PERCENT']);

export function isNumberType(type: FieldType): boolean {
  return NUMBERS.has(type);
}

/** A value as a reader sees it: amounts with two decimals and groups of three, percents with their sign, checkboxes as words. */
export function shownValue(type: FieldType, text: string): string {
  switch (type) {
    case 'CURRENCY': return grouped(text, 2);
    case 'FLOAT': case 'INTEGER': return grouped(text);
    case 'PERCENT': return /^-?[\d.]+$/.test(text) ? `${text}%` : text;
    case 'CHECKBOX': return text === 'T' ? 'Yes' : 'No';
    case 'PASSWORD': return text === '' ? '' : '••••••';
    default: return text;
  }
}

/** `1234.5` → `1,234.50`; what is no plain number stays as it is. Digits are moved as text: nothing is rounded but by what stands there. */
function grouped(text: string, leastDecimals = 0): string {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', decimals = ''] = match;
  const fraction = decimals.padEnd(leastDecimals, '0');
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === '' ? '' : `.${fraction}`}`;
}

/** What is keyed in, by type; shown beside the label, as the platform's own date picker is not drawn. */
export function formatHint(type: FieldType): string | undefined {
  switch (type) {
    case 'DATE': return 'M/D/YYYY';
    case 'DATETIME': case 'DATETIMETZ': return 'M/D/YYYY h:mm am/pm';
    case 'TIMEOFDAY': return 'h:mm am/pm';
    default: return undefined;
  }
}

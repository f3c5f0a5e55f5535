import { formatDate, parseDate } from './field-values';
import { apiObject, notEmulated } from './refusals';
import { shownValue } from '../shown-values';

interface FormatOptions {
  readonly value: unknown;
  readonly type: string;
}

const TYPES = { DATE: 'date', CURRENCY: 'currency', INTEGER: 'integer', FLOAT: 'float', PERCENT: 'percent', CHECKBOX: 'checkbox', TEXT: 'text' } as const;

/** N/format in the browser: dates, figures and boxes. */
export const formatModule = apiObject('N/format', {
  Type: apiObject('N/format.Type', TYPES),
  format({ value, type }: FormatOptions): unknown {
    switch (type) {
      case TYPES.DATE: return value instanceof Date ? formatDate(value) : value;
      case TYPES.CURRENCY: return shownValue('CURRENCY', String(value));
      case TYPES.PERCENT: return shownValue('PERCENT', String(value));
      case TYPES.INTEGER: case TYPES.FLOAT: case TYPES.TEXT: return String(value);
      case TYPES.CHECKBOX: return value === true ? 'T' : 'F';
      default: throw notEmulated(`N/format.format of ${type} in the browser`);
    }
  },
  parse({ value, type }: FormatOptions): unknown {
    switch (type) {
      case TYPES.DATE: return parseDate(String(value)) ?? value;
      case TYPES.CURRENCY: case TYPES.INTEGER: case TYPES.FLOAT: return Number(String(value).replaceAll(',', ''));
      case TYPES.CHECKBOX: return value === 'T';
      default: throw notEmulated(`N/format.parse of ${type} in the browser`);
    }
  },
});

import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { RuntimeServices } from '../runtime/services';
import { requiredOptions, wrongType, type Options } from './arguments';
import type { EmulatedModule, GuestRealm } from './types';
import { formatDate, formatDateTime, parseDate, parseDateTime } from './date-text';

/**
 * N/format for the account's default date format (M/D/YYYY, h:mm:ss am/pm) and number format (1,234.50). Dates are read and
 * written in the server's zone; a date with a time needs its zone named. What cannot be read comes back unchanged, as
 * documented (platform facts 4.8).
 */
export const formatModule: EmulatedModule<RuntimeServices> = {
  name: 'N/format',
  emulated: ['format', 'parse', 'Type', 'Timezone'],
  build: ({ realm }) => ({
    methods: {
      format: (...args) => format(realm, requiredOptions(args, { call: 'format.format', names: ['value', 'type'] })),
      parse: (...args) => parse(realm, requiredOptions(args, { call: 'format.parse', names: ['value', 'type'] })),
    },
  }),
};

function format(realm: GuestRealm, options: Options): unknown {
  const { value } = options;
  if (options['type'] === 'currency') return amountText(value);
  const kind = kindOf(options['type']);
  if (!realm.isDate(value)) return value;
  return kind === 'date' ? formatDate(realm.dateMs(value)) : formatDateTime(realm.dateMs(value), zoneOf(options));
}

function parse(realm: GuestRealm, options: Options): unknown {
  const { value } = options;
  const kind = kindOf(options['type']);
  if (typeof value !== 'string') return value;
  const epochMs = kind === 'date' ? parseDate(value) : parseDateTime(value, zoneOf(options));
  return epochMs === undefined ? value : realm.date(epochMs);
}

/** Two decimals and groups of three; what is no number stays as it is. */
function amountText(value: unknown): unknown {
  if (typeof value !== 'number' || !Number.isFinite(value)) return value;
  const [whole = '', decimals = ''] = Math.abs(value).toFixed(2).split('.');
  const isNegative = value < 0 && (Number(whole) > 0 || Number(decimals) > 0);
  return `${isNegative ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals}`;
}

function kindOf(type: unknown): 'date' | 'datetime' {
  switch (type) {
    case 'date': return 'date';
    case 'datetime':
    case 'datetimetz': return 'datetime';
    default: throw new NotEmulated(`N/format for type ${String(type)}`);
  }
}

function zoneOf(options: Options): string {
  const { timezone } = options;
  if (timezone === undefined || timezone === null) throw new NotEmulated("N/format of a time without a timezone: the user's preference is not emulated");
  if (typeof timezone !== 'string') throw wrongType('format', 'timezone', 'string');
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', `format: ${timezone} is no time zone.`);
  }
}

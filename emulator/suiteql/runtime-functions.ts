import type { SqliteDatabase, SqlValue } from '../store/sqlite';
import { invalidStatement } from './failures';
import { addDays, addMonths, daysBetween, formatDate, lastDay, parseDate, truncateDate } from './oracle-dates';
import { formatNumber, numberText, parseNumber, roundNumber, truncateNumber } from './oracle-numbers';
import { initialCapitals, isLike, orNull, pad, position, substring, trimLeft, trimRight } from './oracle-texts';
import type { WallClock } from './wall-time';

type Body = (...values: SqlValue[]) => SqlValue;

/** A function that is NULL where any of its arguments is. */
function strict(body: (...values: (string | number | undefined)[]) => SqlValue): Body {
  return (...values) => {
    const given: (string | number)[] = [];
    for (const value of values) {
      if (value === null) return null;
      given.push(value);
    }
    return body(...given);
  };
}

const text = (value: SqlValue | undefined): string => String(value);
const number = (value: SqlValue | undefined): number => Number(value);

const dateFunctions: Readonly<Record<string, Body>> = {
  nsq_add_days: strict((date, count) => addDays(text(date), number(count))),
  nsq_days_between: strict((left, right) => daysBetween(text(left), text(right))),
  nsq_add_months: strict((date, count) => addMonths(text(date), number(count))),
  nsq_last_day: strict((date) => lastDay(text(date))),
  nsq_trunc_date: strict((date, unit) => truncateDate(text(date), text(unit))),
  nsq_round_date: () => { throw invalidStatement('ROUND of a date is not supported.'); },
  nsq_format_date: strict((date, format) => orNull(formatDate(text(date), text(format)))),
  nsq_parse_date: strict((value, format) => parseDate(text(value), text(format))),
};

const numberFunctions: Readonly<Record<string, Body>> = {
  nsq_text: strict((value) => (typeof value === 'number' ? numberText(value) : text(value))),
  nsq_number: strict((value) => (typeof value === 'number' ? value : parseNumber(text(value)))),
  nsq_divide: strict((left, right) => {
    if (number(right) === 0) throw invalidStatement('Division by zero.');
    return number(left) / number(right);
  }),
  nsq_mod: strict((left, right) => (number(right) === 0 ? number(left) : Number((number(left) % number(right)).toPrecision(15)))),
  nsq_power: strict((base, exponent) => number(base) ** number(exponent)),
  nsq_ceil: strict((value) => Math.ceil(number(value))),
  nsq_floor: strict((value) => Math.floor(number(value))),
  nsq_round: strict((value, places) => roundNumber(number(value), number(places))),
  nsq_trunc: strict((value, places) => truncateNumber(number(value), number(places))),
  nsq_format_number: strict((value, format) => formatNumber(number(value), text(format))),
};

const textFunctions: Readonly<Record<string, Body>> = {
  nsq_concat: (left, right) => orNull(`${text(left ?? '')}${text(right ?? '')}`),
  nsq_upper: strict((value) => text(value).toUpperCase()),
  nsq_lower: strict((value) => text(value).toLowerCase()),
  nsq_initcap: strict((value) => initialCapitals(text(value))),
  nsq_substr: strict((value, from, length) => substring(text(value), number(from), length === undefined ? undefined : number(length))),
  nsq_instr: strict((value, part, from, occurrence) => position(text(value), text(part), from === undefined ? 1 : number(from), occurrence === undefined ? 1 : number(occurrence))),
  nsq_replace: (value = null, search = null, replacement = null) => {
    if (value === null) return null;
    return search === null ? value : orNull(text(value).replaceAll(text(search), text(replacement ?? '')));
  },
  nsq_ltrim: strict((value, characters) => trimLeft(text(value), characters === undefined ? ' ' : text(characters))),
  nsq_rtrim: strict((value, characters) => trimRight(text(value), characters === undefined ? ' ' : text(characters))),
  nsq_lpad: strict((value, length, filler) => pad('left', text(value), number(length), filler === undefined ? ' ' : text(filler))),
  nsq_rpad: strict((value, length, filler) => pad('right', text(value), number(length), filler === undefined ? ' ' : text(filler))),
  nsq_like: (value, pattern, escape) => {
    if (value === null || pattern === null) return null;
    return isLike(text(value), text(pattern), escape === null ? undefined : text(escape)) ? 1 : 0;
  },
  nsq_single: strict((rows) => {
    const values = JSON.parse(text(rows)) as SqlValue[];
    if (values.length > 1) throw invalidStatement('A subselect used as a value gave more than one row.');
    return values[0] ?? null;
  }),
};

/** What went wrong inside a function: drivers keep the message of an error and lose its name. */
export interface RuntimeFailure {
  take(): unknown;
}

/** What functions ask that their arguments do not say. */
interface RuntimeFacts {
  readonly nowMs: () => number;
  readonly wallClock: WallClock;
  /** User whose statement runs. */
  readonly viewer: () => number;
}

/** Gives the database the functions that translated statements call. */
export function defineRuntimeFunctions(database: SqliteDatabase, { nowMs, wallClock, viewer }: RuntimeFacts): RuntimeFailure {
  let failure: unknown;
  const define = (name: string, deterministic: boolean, body: Body): void => {
    database.define(name, { deterministic }, (...values) => {
      try {
        return body(...values);
      } catch (error) {
        failure = error;
        throw error;
      }
    });
  };
  for (const [name, body] of Object.entries({ ...dateFunctions, ...numberFunctions, ...textFunctions })) define(name, true, body);
  define('nsq_local', true, strict((instant) => wallClock(instantMs(text(instant)))));
  define('nsq_now', false, () => wallClock(nowMs()));
  define('nsq_viewer', false, () => viewer());
  return {
    take: () => {
      const taken = failure;
      failure = undefined;
      return taken;
    },
  };
}

function instantMs(instant: string): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new Error(`The store holds '${instant}' where an instant belongs.`);
  return ms;
}

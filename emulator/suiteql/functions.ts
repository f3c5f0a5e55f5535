import { invalidStatement } from './failures';
import { asDate, asNumber, asText, categoryOf, comparable, unifyStrictly, unifyToFirst, type Fragment, type SqlType } from './fragments';

/** How one function is called and what it becomes. */
export interface FunctionRule {
  readonly least: number;
  readonly most: number;
  emit(args: readonly Fragment[]): Fragment;
}

const absent: Fragment = { sql: 'NULL', type: 'unknown' };
const at = (args: readonly Fragment[], index: number): Fragment => args[index] ?? absent;
const many = Number.POSITIVE_INFINITY;

type Converter = (fragment: Fragment) => string;

/** A function whose arguments have fixed types, done by a function of the runtime or of SQLite. */
function fixed(target: string, type: SqlType, converters: readonly Converter[], least = converters.length): FunctionRule {
  return {
    least,
    most: converters.length,
    emit: (args) => ({ sql: `${target}(${args.map((arg, index) => (converters[index] ?? asText)(arg)).join(', ')})`, type }),
  };
}

/** A part of fixed place and length is cut by the database itself, which is faster than a function of ours and gives the same. */
function emitSubstring(args: readonly Fragment[]): Fragment {
  const [from, length] = [asNumber(at(args, 1)), args.length === 3 ? asNumber(at(args, 2)) : ''];
  if ([from, length].every((place) => /^[1-9]\d{0,5}$/.test(place))) return { sql: `nullif(substr(${asText(at(args, 0))}, ${from}, ${length}), '')`, type: 'string' };
  return { sql: `nsq_substr(${[asText(at(args, 0)), from, length].filter((part) => part !== '').join(', ')})`, type: 'string' };
}

const round = (target: 'round' | 'trunc'): FunctionRule => ({
  least: 1,
  most: 2,
  emit: (args) => {
    const value = at(args, 0);
    if (categoryOf(value.type) !== 'date') {
      const places = args.length === 2 ? asNumber(at(args, 1)) : '0';
      return { sql: `nsq_${target}(${asNumber(value)}, ${places})`, type: args.length === 2 ? 'float' : 'integer' };
    }
    const unit = args.length === 2 ? asText(at(args, 1)) : "'DD'";
    return { sql: `nsq_${target}_date(${value.sql}, ${unit})`, type: 'datetime' };
  },
});

const extreme = (target: 'max' | 'min'): FunctionRule => ({
  least: 1,
  most: many,
  emit: (args) => {
    const { sql, type } = unifyToFirst(args);
    const [first = 'NULL', ...rest] = sql;
    return { sql: rest.length === 0 ? first : `${target}(${sql.join(', ')})`, type };
  },
});

function emitDecode(args: readonly Fragment[]): Fragment {
  const value = at(args, 0);
  const rest = args.slice(1);
  const fallback = rest.length % 2 === 1 ? rest.at(-1) : undefined;
  const pairs = Array.from({ length: Math.floor(rest.length / 2) }, (_, index) => [at(rest, index * 2), at(rest, index * 2 + 1)] as const);
  const unified = unifyToFirst([...pairs.map(([, result]) => result), ...(fallback === undefined ? [] : [fallback])]);
  const arms = pairs.map(([search], index) => {
    // IS, not =: DECODE alone takes two NULLs for equal.
    const [left, right] = comparable(value, search);
    return `WHEN ${left} IS ${right} THEN ${unified.sql[index] ?? 'NULL'}`;
  });
  const otherwise = fallback === undefined ? 'NULL' : (unified.sql.at(-1) ?? 'NULL');
  return { sql: `(CASE ${arms.join(' ')} ELSE ${otherwise} END)`, type: unified.type };
}

function emitToChar(args: readonly Fragment[]): Fragment {
  const value = at(args, 0);
  switch (categoryOf(value.type)) {
    case 'date':
      if (args.length === 1) throw invalidStatement('TO_CHAR of a date needs a format.');
      return { sql: `nsq_format_date(${value.sql}, ${asText(at(args, 1))})`, type: 'string' };
    case 'number':
      if (args.length === 1) return { sql: asText(value), type: 'string' };
      return { sql: `nsq_format_number(${value.sql}, ${asText(at(args, 1))})`, type: 'string' };
    case 'text':
    case 'unknown':
      return { sql: value.sql, type: 'string' };
  }
}

/** Functions this engine emulates, by Oracle's name. */
export const functionRules: ReadonlyMap<string, FunctionRule> = new Map<string, FunctionRule>([
  ['ABS', fixed('abs', 'float', [asNumber])],
  ['CEIL', fixed('nsq_ceil', 'integer', [asNumber])],
  ['FLOOR', fixed('nsq_floor', 'integer', [asNumber])],
  ['MOD', fixed('nsq_mod', 'float', [asNumber, asNumber])],
  ['POWER', fixed('nsq_power', 'float', [asNumber, asNumber])],
  ['SIGN', fixed('sign', 'integer', [asNumber])],
  ['ROUND', round('round')],
  ['TRUNC', round('trunc')],
  ['UPPER', fixed('nsq_upper', 'string', [asText])],
  ['LOWER', fixed('nsq_lower', 'string', [asText])],
  ['INITCAP', fixed('nsq_initcap', 'string', [asText])],
  ['LENGTH', fixed('length', 'integer', [asText])],
  ['SUBSTR', { least: 2, most: 3, emit: emitSubstring }],
  ['INSTR', fixed('nsq_instr', 'integer', [asText, asText, asNumber, asNumber], 2)],
  ['REPLACE', fixed('nsq_replace', 'string', [asText, asText, asText], 2)],
  ['LTRIM', fixed('nsq_ltrim', 'string', [asText, asText], 1)],
  ['RTRIM', fixed('nsq_rtrim', 'string', [asText, asText], 1)],
  ['LPAD', fixed('nsq_lpad', 'string', [asText, asNumber, asText], 2)],
  ['RPAD', fixed('nsq_rpad', 'string', [asText, asNumber, asText], 2)],
  ['CONCAT', fixed('nsq_concat', 'string', [asText, asText])],
  ['TO_NUMBER', fixed('nsq_number', 'float', [(fragment) => asText(fragment)])],
  ['TO_CHAR', { least: 1, most: 2, emit: emitToChar }],
  ['TO_DATE', fixed('nsq_parse_date', 'datetime', [asText, asText])],
  ['ADD_MONTHS', fixed('nsq_add_months', 'datetime', [asDate, asNumber])],
  ['LAST_DAY', fixed('nsq_last_day', 'datetime', [asDate])],
  ['CURRENT_DATE', { least: 0, most: 0, emit: () => ({ sql: 'nsq_now()', type: 'datetime' }) }],
  ['DECODE', { least: 3, most: 255, emit: emitDecode }],
  ['GREATEST', extreme('max')],
  ['LEAST', extreme('min')],
  ['NVL', { least: 2, most: 2, emit: (args) => join('coalesce', unifyToFirst(args)) }],
  ['COALESCE', { least: 2, most: many, emit: (args) => join('coalesce', unifyStrictly(args, 'COALESCE')) }],
  ['NVL2', {
    least: 3,
    most: 3,
    emit: (args) => {
      const { sql, type } = unifyToFirst(args.slice(1));
      return { sql: `(CASE WHEN ${at(args, 0).sql} IS NOT NULL THEN ${sql[0] ?? 'NULL'} ELSE ${sql[1] ?? 'NULL'} END)`, type };
    },
  }],
  ['NULLIF', {
    least: 2,
    most: 2,
    emit: (args) => {
      const { sql, type } = unifyStrictly(args, 'NULLIF');
      return { sql: `nullif(${sql.join(', ')})`, type };
    },
  }],
]);

function join(target: string, unified: { readonly sql: readonly string[]; readonly type: SqlType }): Fragment {
  return { sql: `${target}(${unified.sql.join(', ')})`, type: unified.type };
}

/** Aggregates, with the type of their result given that of their argument. */
export const aggregates: ReadonlyMap<string, (argument: SqlType) => SqlType> = new Map<string, (argument: SqlType) => SqlType>([
  ['COUNT', () => 'integer'],
  ['SUM', (argument) => (argument === 'integer' ? 'integer' : 'float')],
  ['AVG', () => 'float'],
  ['MIN', (argument) => argument],
  ['MAX', (argument) => argument],
]);

/** Functions of a window alone. */
export const rankings: ReadonlySet<string> = new Set(['ROW_NUMBER', 'RANK', 'DENSE_RANK']);

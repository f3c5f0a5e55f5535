import Big from 'big.js';
import { add, parseDecimal } from '../decimal';
import type { DecimalText } from '../decimal';
import type { Capability } from './capability';

/** Setting that holds the limits of an account: `{"small": "5000", "medium": "50000", "bulkRows": 50, "bulkAmount": "100000"}`. */
export const REVIEW_LIMITS_SETTING = 'review:limits';

/** Amounts in base currency, and rows, up to which something may be done without somebody more. */
export interface ReviewLimits {
  readonly small: DecimalText;
  readonly medium: DecimalText;
  /** Rows of one bulk action. */
  readonly bulkRows: number;
  readonly bulkAmount: DecimalText;
}

export const DEFAULT_LIMITS: ReviewLimits = { small: '5000', medium: '50000', bulkRows: 50, bulkAmount: '100000' };

/** Reads the setting. What is missing or cannot be read has its default: a slip never widens a limit. */
export function limitsOf(setting: string): ReviewLimits {
  const given = membersOf(setting);
  const amount = (name: 'small' | 'medium' | 'bulkAmount') => {
    const value = given[name];
    const decimal = typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value)) : undefined;
    return decimal === undefined || decimal.startsWith('-') ? DEFAULT_LIMITS[name] : decimal;
  };
  const rows = given['bulkRows'];
  return {
    small: amount('small'), medium: amount('medium'), bulkAmount: amount('bulkAmount'),
    bulkRows: typeof rows === 'number' && Number.isSafeInteger(rows) && rows >= 0 ? rows : DEFAULT_LIMITS.bulkRows,
  };
}

function membersOf(setting: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(setting === '' ? '{}' : setting);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

/** True where an amount is above a limit; one that is not known is above every limit but none. */
export function isAbove(amount: DecimalText | undefined, limit: DecimalText): boolean {
  return amount === undefined || new Big(amount).abs().gt(new Big(limit));
}

/** What is at stake in an operation. */
export interface Stake {
  /** In base currency, without sign; undefined: not known. */
  readonly atRisk: DecimalText | undefined;
  /** True where its document says an amount: then not to know what it is worth is to know no rate for its currency, or no amount that can be read. */
  readonly priced: boolean;
}

/**
 * True where somebody may close what is worth this much: without a record, or with one made by hand. A document without an amount counts as
 * medium; an amount that cannot be told in base currency is above every limit.
 */
export function mayClose({ atRisk, priced }: Stake, capabilities: ReadonlySet<Capability>, limits: ReviewLimits): boolean {
  if (capabilities.has('close_any')) return true;
  if (atRisk === undefined) return !priced && capabilities.has('close_medium');
  if (capabilities.has('close_medium') && !isAbove(atRisk, limits.medium)) return true;
  return capabilities.has('close_small') && !isAbove(atRisk, limits.small);
}

/** Sum of what is at stake, in base currency; undefined: one of the amounts cannot be told. A document without an amount adds nothing. */
export function sumAtStake(stakes: readonly Stake[]): DecimalText | undefined {
  if (stakes.some(({ atRisk, priced }) => priced && atRisk === undefined)) return undefined;
  return stakes.reduce<DecimalText>((sum, { atRisk }) => (atRisk === undefined ? sum : add(sum, atRisk)), '0');
}

/** True where somebody may organize what belongs to this owner; undefined: nobody. */
export function mayOrganize(owner: number | undefined, userId: number, capabilities: ReadonlySet<Capability>): boolean {
  return capabilities.has('organize_any') || (capabilities.has('organize_own') && (owner === undefined || owner === userId));
}

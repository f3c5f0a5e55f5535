import { parseDecimal } from '../decimal';
import type { DecimalText } from '../decimal';

/**
 * Setting of the mails: `{"sender": 12, "unowned": [12, 13], "highAmount": "10000", "digestHour": 7}`. Internal ids are of employees.
 * Without a sender no mail is sent: NetSuite sends none without an author.
 */
export const REVIEW_MAIL_SETTING = 'review:mail';

export interface MailSettings {
  readonly sender: number;
  /** Who is written to about what belongs to nobody. */
  readonly unowned: readonly number[];
  /** In base currency: from here on a document is told at once. */
  readonly highAmount: DecimalText;
  /** Hour of the day, UTC, from which the digest of a day is sent. */
  readonly digestHour: number;
}

/** Reads the setting; undefined: it names no sender, or cannot be read. What else is missing has its default. */
export function mailSettingsOf(setting: string): MailSettings | undefined {
  const given = membersOf(setting);
  const sender = idIn(given['sender']);
  if (sender === undefined) return undefined;
  const unowned: readonly unknown[] = Array.isArray(given['unowned']) ? given['unowned'] : [];
  const high = typeof given['highAmount'] === 'string' || typeof given['highAmount'] === 'number' ? parseDecimal(String(given['highAmount'])) : undefined;
  const hour = given['digestHour'];
  return {
    sender, unowned: unowned.flatMap((one) => idIn(one) ?? []),
    highAmount: high === undefined || high.startsWith('-') ? '10000' : high,
    digestHour: typeof hour === 'number' && Number.isInteger(hour) && hour >= 0 && hour < 24 ? hour : 7,
  };
}

function idIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function membersOf(setting: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(setting === '' ? '{}' : setting);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

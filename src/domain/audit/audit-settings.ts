/**
 * Setting of the mail that carries each seal out of the account: `{"sender": 12, "to": ["auditor@example.com"]}`. The sender is an employee's
 * internal id. Without it seals are made and go nowhere, and the health page says so.
 */
export const SEAL_MAIL_SETTING = 'seal:mail';

/** Number of the last seal that was sent out. */
export const SEAL_SENT = 'seal:sent';

/** The seal that is being made. */
export const SEAL_PLAN = 'seal:plan';

/** The last seal: its number as value, its moment as number. */
export const SEAL_LAST = 'seal:last';

/** How far a verification that has begun is. */
export const VERIFY_PROGRESS = 'verify:progress';

/** What the last verification came to. */
export const VERIFY_LAST = 'verify:last';

/** Asks for a verification: its value is `all` or `deep`. */
export const VERIFY_ASKED = 'verify:ask';

export interface SealMailSettings {
  readonly sender: number;
  readonly to: readonly string[];
}

/** Recipients of one mail. */
const MOST_RECIPIENTS = 10;

/** Reads the setting; undefined: it names no sender or nobody to write to. */
export function sealMailSettingsOf(setting: string): SealMailSettings | undefined {
  const { sender, to } = membersOf(setting);
  const addresses = Array.isArray(to) ? to.filter((one): one is string => typeof one === 'string' && one.includes('@')).slice(0, MOST_RECIPIENTS) : [];
  return typeof sender === 'number' && Number.isSafeInteger(sender) && sender > 0 && addresses.length > 0 ? { sender, to: addresses } : undefined;
}

function membersOf(setting: string): { readonly sender?: unknown; readonly to?: unknown } {
  try {
    const parsed: unknown = JSON.parse(setting);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

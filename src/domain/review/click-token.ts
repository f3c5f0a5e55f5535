import type { Sha256 } from '../identity';

/** What a page's form is bound to: who was shown it, in which role, and what it was about as it then stood. */
export interface ClickBinding {
  readonly userId: number;
  readonly role: string;
  readonly page: string;
  /** Kind of action and what it is about. */
  readonly subject: string;
  /** Version of what was shown. */
  readonly version: string;
}

/** A form that is kept open longer is shown anew. */
export const TOKEN_LIFE_MS = 12 * 60 * 60 * 1000;

const CLICK_DIGITS = 32;

/** When it was shown, epoch milliseconds, and the click. */
const HEAD = /^\d{1,15}\.[0-9a-f]{32}$/;

/**
 * The token of one form: when it was shown, the click that it stands for, and a seal over both and the binding. Only who holds the
 * session's secret makes one; the click's own row is what makes it good for one time (D-0084). `click`: 32 random hex digits.
 */
export function clickToken(binding: ClickBinding, shown: { readonly click: string; readonly nowMs: number }, key: TokenKey): string {
  const head = `${String(shown.nowMs)}.${shown.click}`;
  return `${head}.${seal(head, binding, key)}`;
}

/** Secret of the session, and the hash that seals. */
export interface TokenKey {
  readonly secret: string;
  readonly sha256: Sha256;
}

export type TokenVerdict =
  | { readonly kind: 'valid'; readonly click: string }
  /** Not made for this session, person, role, page, subject or version. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'too_old' };

/** Judges a posted token. */
export function judgeToken(token: string, binding: ClickBinding, nowMs: number, key: TokenKey): TokenVerdict {
  const end = token.lastIndexOf('.');
  const head = token.slice(0, end);
  if (!HEAD.test(head) || !isSame(token.slice(end + 1), seal(head, binding, key))) return { kind: 'foreign' };
  const [shownMs, click] = [Number(head.slice(0, -CLICK_DIGITS - 1)), head.slice(-CLICK_DIGITS)];
  return nowMs - shownMs > TOKEN_LIFE_MS ? { kind: 'too_old' } : { kind: 'valid', click };
}

/** Hashed twice with the secret, as HMAC does, so that nothing can be appended. Lengths keep one member from running into the next. */
function seal(head: string, { userId, role, page, subject, version }: ClickBinding, { secret, sha256 }: TokenKey): string {
  const members = [head, String(userId), role, page, subject, version].map((member) => `${String(member.length)}:${member}`).join('');
  return sha256(`${secret}/outer/${sha256(`${secret}/inner/${members}`)}`);
}

/** Compares in the same time wherever they differ. */
function isSame(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  return difference === 0;
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signature covers: the request as its sender saw it. */
export interface SignedTarget {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** Host with its port, where that is not the scheme's own. */
  readonly host: string;
  readonly path: string;
  /** Everything after `?`, as it came. */
  readonly rawQuery: string;
}

/** Parameters of an `Authorization: OAuth …` header. */
export interface OAuth1Parameters {
  readonly realm: string;
  /** `oauth_*` parameters by name, decoded. */
  readonly protocol: ReadonlyMap<string, string>;
}

/** Reason a signature is refused, as `WWW-Authenticate` names it (subsect_156935170194). */
export type OAuth1Problem =
  | 'parameter_absent' | 'parameter_rejected' | 'signature_method_rejected' | 'version_rejected' | 'timestamp_refused'
  | 'nonce_used' | 'consumer_key_unknown' | 'token_rejected' | 'signature_invalid';

/** What a verifier looks keys and nonces up in. */
export interface OAuth1Keys {
  findToken(consumerKey: string, tokenId: string): { readonly consumerSecret: string; readonly tokenSecret: string } | undefined;
  /** False where the nonce was used before. */
  useNonce(nonce: string, hostMs: number, keepUntilMs: number): boolean;
}

/** Seconds that a signature's timestamp may lie from the host clock, either way. */
const TIMESTAMP_WINDOW_S = 300;

const REQUIRED = ['oauth_consumer_key', 'oauth_token', 'oauth_signature_method', 'oauth_timestamp', 'oauth_nonce', 'oauth_signature'] as const;

/** Reads an `Authorization` header of scheme OAuth; undefined where it is malformed or names a parameter twice. */
export function parseOAuth1Header(header: string): OAuth1Parameters | undefined {
  const match = /^OAuth\s+(.*)$/is.exec(header.trim());
  if (match?.[1] === undefined) return undefined;
  const parameters = new Map<string, string>();
  for (const part of match[1].split(',')) {
    const pair = /^\s*([\w.~-]+)\s*=\s*"([^"]*)"\s*$/.exec(part);
    const name = pair?.[1];
    const value = pair?.[2] === undefined ? undefined : decodeSafely(pair[2]);
    if (name === undefined || value === undefined || parameters.has(name)) return undefined;
    parameters.set(name, value);
  }
  const realm = parameters.get('realm') ?? '';
  parameters.delete('realm');
  return { realm, protocol: parameters };
}

/**
 * Judges a token-based signature: HMAC-SHA256 over the RFC 5849 base string, realm, timestamp window on the host clock, and
 * a nonce used once. The nonce is spent only by a valid signature, so nobody else can spend it. Undefined: it holds.
 */
export function judgeOAuth1(
  request: { readonly target: SignedTarget; readonly parameters: OAuth1Parameters },
  account: { readonly accountId: string; readonly hostMs: number; readonly keys: OAuth1Keys },
): OAuth1Problem | undefined {
  const { protocol, realm } = request.parameters;
  if (REQUIRED.some((name) => (protocol.get(name) ?? '') === '')) return 'parameter_absent';
  const read = (name: (typeof REQUIRED)[number]) => protocol.get(name) ?? '';
  if (realm.toUpperCase() !== account.accountId.toUpperCase()) return 'parameter_rejected';
  if (read('oauth_signature_method') !== 'HMAC-SHA256') return 'signature_method_rejected';
  if ((protocol.get('oauth_version') ?? '1.0') !== '1.0') return 'version_rejected';
  const timestampMs = /^\d{1,12}$/.test(read('oauth_timestamp')) ? Number(read('oauth_timestamp')) * 1000 : NaN;
  if (!(Math.abs(timestampMs - account.hostMs) <= TIMESTAMP_WINDOW_S * 1000)) return 'timestamp_refused';
  const token = account.keys.findToken(read('oauth_consumer_key'), read('oauth_token'));
  if (token === undefined) return 'token_rejected';
  const expected = signOAuth1(baseString(request.target, protocol), token.consumerSecret, token.tokenSecret);
  if (!equalInConstantTime(expected, read('oauth_signature'))) return 'signature_invalid';
  const nonce = [read('oauth_consumer_key'), read('oauth_token'), read('oauth_nonce')].map(encodeRfc3986).join('&');
  return account.keys.useNonce(nonce, account.hostMs, timestampMs + TIMESTAMP_WINDOW_S * 1000) ? undefined : 'nonce_used';
}

/** The signature base string of RFC 5849 3.4.1: method, base URL, and every query and protocol parameter, sorted. */
export function baseString(target: SignedTarget, protocol: ReadonlyMap<string, string>): string {
  const pairs: (readonly [string, string])[] = [];
  for (const [name, value] of protocol) {
    if (name !== 'oauth_signature') pairs.push([encodeRfc3986(name), encodeRfc3986(value)]);
  }
  for (const [name, value] of new URLSearchParams(target.rawQuery)) pairs.push([encodeRfc3986(name), encodeRfc3986(value)]);
  pairs.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  const normalized = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  const defaultPort = target.scheme === 'https' ? ':443' : ':80';
  const host = target.host.toLowerCase().endsWith(defaultPort) ? target.host.slice(0, -defaultPort.length) : target.host;
  const url = `${target.scheme}://${host.toLowerCase()}${target.path}`;
  return [target.method.toUpperCase(), url, normalized].map(encodeRfc3986).join('&');
}

/** Base64 of HMAC-SHA256 under both secrets. */
function signOAuth1(base: string, consumerSecret: string, tokenSecret: string): string {
  return createHmac('sha256', `${encodeRfc3986(consumerSecret)}&${encodeRfc3986(tokenSecret)}`).update(base).digest('base64');
}

/** RFC 3986 percent-encoding: everything but letters, digits and `-._~`. */
function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Compares two texts without telling by its duration where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function decodeSafely(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';

/** Signing algorithms that NetSuite's client credentials flow takes (section_162790605110). */
const ALGORITHMS = {
  PS256: { hash: 'sha256', key: 'rsa', saltLength: 32 },
  PS384: { hash: 'sha384', key: 'rsa', saltLength: 48 },
  PS512: { hash: 'sha512', key: 'rsa', saltLength: 64 },
  ES256: { hash: 'sha256', key: 'ec', curve: 'prime256v1' },
  ES384: { hash: 'sha384', key: 'ec', curve: 'secp384r1' },
  ES512: { hash: 'sha512', key: 'ec', curve: 'secp521r1' },
} as const;

type Algorithm = keyof typeof ALGORITHMS;

const MINIMUM_RSA_BITS = 2048;
const LONGEST_LIFE_S = 3600;

/** Scopes that a token may carry. */
export type TokenScope = 'restlets' | 'rest_webservices' | 'suite_analytics';

const SCOPES: readonly TokenScope[] = ['restlets', 'rest_webservices', 'suite_analytics'];

/** What a valid assertion grants. */
export interface Assertion {
  readonly clientId: string;
  readonly certificateId: string;
  readonly scopes: readonly TokenScope[];
}

export interface AssertionRules {
  /** Epoch milliseconds on the host clock. */
  readonly hostMs: number;
  /** Token URLs at which this account answers; `aud` names one. */
  readonly audiences: readonly string[];
  findPublicKey(clientId: string, certificateId: string): string | undefined;
}

/**
 * Verifies a signed JWT of the client credentials flow: header alg and kid, claims iss, aud, scope, iat and exp (at most 60
 * minutes apart), and the signature under the certificate that was registered. Undefined: refused.
 */
export function verifyAssertion(token: string, rules: AssertionRules): Assertion | undefined {
  const parts = token.split('.');
  const [head, payload, signature] = parts;
  if (parts.length !== 3 || head === undefined || payload === undefined || signature === undefined) return undefined;
  const header = decodeJson(head);
  const claims = decodeJson(payload);
  if (header === undefined || claims === undefined) return undefined;
  const clientId = claims['iss'];
  const certificateId = header['kid'];
  if (typeof clientId !== 'string' || typeof certificateId !== 'string') return undefined;
  const scopes = readScopes(claims['scope']);
  if (scopes.length === 0 || !audienceHolds(claims['aud'], rules.audiences) || !timesHold(claims, rules.hostMs)) return undefined;
  const pem = rules.findPublicKey(clientId, certificateId);
  if (pem === undefined || !signatureHolds(header['alg'], pem, { data: `${head}.${payload}`, signature })) return undefined;
  return { clientId, certificateId, scopes };
}

function signatureHolds(alg: unknown, pem: string, signed: { readonly data: string; readonly signature: string }): boolean {
  if (typeof alg !== 'string' || !Object.hasOwn(ALGORITHMS, alg)) return false;
  const algorithm = ALGORITHMS[alg as Algorithm];
  const key = createPublicKey(pem);
  if (!keyFits(key, algorithm)) return false;
  const options = algorithm.key === 'rsa'
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength }
    : { key, dsaEncoding: 'ieee-p1363' as const };
  return verify(algorithm.hash, Buffer.from(signed.data), options, Buffer.from(signed.signature, 'base64url'));
}

function keyFits(key: KeyObject, algorithm: (typeof ALGORITHMS)[Algorithm]): boolean {
  const details = key.asymmetricKeyDetails;
  if (algorithm.key === 'ec') return key.asymmetricKeyType === 'ec' && details?.namedCurve === algorithm.curve;
  return (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') && (details?.modulusLength ?? 0) >= MINIMUM_RSA_BITS;
}

function timesHold(claims: Readonly<Record<string, unknown>>, hostMs: number): boolean {
  const issued = claims['iat'];
  const expires = claims['exp'];
  if (typeof issued !== 'number' || typeof expires !== 'number') return false;
  const nowS = hostMs / 1000;
  return issued <= nowS + 60 && expires > nowS && expires > issued && expires <= issued + LONGEST_LIFE_S;
}

function audienceHolds(audience: unknown, accepted: readonly string[]): boolean {
  const named: readonly unknown[] = Array.isArray(audience) ? audience : [audience];
  return named.some((value) => typeof value === 'string' && accepted.includes(value));
}

/** Scopes come as a list or as one text, by spaces or commas. An unknown one spoils them all. */
function readScopes(scope: unknown): readonly TokenScope[] {
  const named: readonly unknown[] = Array.isArray(scope) ? scope : typeof scope === 'string' ? scope.split(/[\s,]+/).filter(Boolean) : [];
  const known = SCOPES.filter((value) => named.includes(value));
  return known.length === new Set(named).size ? known : [];
}

function decodeJson(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

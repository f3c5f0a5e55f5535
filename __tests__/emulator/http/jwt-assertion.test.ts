import { createHmac, generateKeyPairSync } from 'node:crypto';
import { verifyAssertion, type AssertionRules } from '../../../emulator/http/jwt-assertion';
import { signAssertions, type AssertionSpec } from '../../support/jose-signer';

const NOW_S = Date.UTC(2026, 10, 23, 12) / 1000;
const AUDIENCE = 'https://1234567.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = {
  PS256: rsa, PS384: rsa, PS512: rsa,
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
};
type Alg = keyof typeof keys;

interface Faults {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly kid?: string;
}

function spec(alg: Alg, { claims = {}, kid = 'cert1' }: Faults = {}): AssertionSpec {
  const payload = { iss: 'client1', aud: AUDIENCE, scope: ['restlets', 'rest_webservices'], iat: NOW_S, exp: NOW_S + 3600, ...claims };
  return { alg, kid, payload, privateKeyPem: keys[alg].privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function rules(alg: Alg): AssertionRules {
  return {
    hostMs: NOW_S * 1000 + 5_000,
    audiences: [AUDIENCE],
    findPublicKey: (clientId, certificateId) => (
      clientId === 'client1' && certificateId === 'cert1' ? keys[alg].publicKey.export({ type: 'spki', format: 'pem' }).toString() : undefined),
  };
}

const ALGORITHMS = Object.keys(keys) as Alg[];

const FAULTS: readonly (readonly [string, Faults])[] = [
  ['for another token URL', { claims: { aud: 'https://example.com/token' } }],
  ['of another client', { claims: { iss: 'client2' } }],
  ['under another certificate', { kid: 'cert2' }],
  ['that lives longer than an hour', { claims: { exp: NOW_S + 3601 } }],
  ['that has expired', { claims: { iat: NOW_S - 3600, exp: NOW_S } }],
  ['from the future', { claims: { iat: NOW_S + 120, exp: NOW_S + 600 } }],
  ['without a scope', { claims: { scope: [] } }],
  ['with an unknown scope', { claims: { scope: ['restlets', 'everything'] } }],
  ['without times', { claims: { iat: undefined, exp: undefined } }],
];

const signed = signAssertions([...ALGORITHMS.map((alg) => spec(alg)), ...FAULTS.map(([, faults]) => spec('ES256', faults))]);
const sound = new Map(ALGORITHMS.map((alg, index) => [alg, signed[index] ?? '']));

describe('a signed assertion', () => {
  it.each(ALGORITHMS)('by an independent signer with %s is taken', (alg) => {
    expect(verifyAssertion(sound.get(alg) ?? '', rules(alg))).toEqual({ clientId: 'client1', certificateId: 'cert1', scopes: ['restlets', 'rest_webservices'] });
  });

  it.each(FAULTS.map(([title], index) => [title, signed[ALGORITHMS.length + index] ?? '']))('%s is refused', (_title, token) => {
    expect(verifyAssertion(token, rules('ES256'))).toBeUndefined();
  });

  it('whose payload was changed is refused', () => {
    const [head, , signature] = (sound.get('PS256') ?? '').split('.');
    const payload = Buffer.from(JSON.stringify({ iss: 'client1', aud: AUDIENCE, scope: 'restlets', iat: NOW_S, exp: NOW_S + 3600 })).toString('base64url');
    expect(verifyAssertion([head, payload, signature].join('.'), rules('PS256'))).toBeUndefined();
  });

  it('signed for another curve is refused', () => {
    expect(verifyAssertion(sound.get('ES256') ?? '', rules('ES384'))).toBeUndefined();
  });

  it.each(['none', 'HS256', 'RS256'])('that claims algorithm %s is refused', (alg) => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const data = `${part({ alg, typ: 'JWT', kid: 'cert1' })}.${part({ iss: 'client1', aud: AUDIENCE, scope: 'restlets', iat: NOW_S, exp: NOW_S + 60 })}`;
    const publicKey = rules('PS256').findPublicKey('client1', 'cert1') ?? '';
    expect(verifyAssertion(`${data}.${createHmac('sha256', publicKey).update(data).digest('base64url')}`, rules('PS256'))).toBeUndefined();
  });

  it.each(['', 'a.b', 'a.b.c', '...', 'e30.e30.'])('written as %j is refused', (text) => {
    expect(verifyAssertion(text, rules('ES256'))).toBeUndefined();
  });
});

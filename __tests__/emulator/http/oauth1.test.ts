import { judgeOAuth1, parseOAuth1Header, baseString, type OAuth1Keys, type SignedTarget } from '../../../emulator/http/oauth1';
import { authorization } from '../../support/oauth1-client';

const NOW = Date.UTC(2026, 10, 23, 12);
const CREDENTIALS = { consumerKey: 'ck', consumerSecret: 'c&s ecret', tokenId: 'ti', tokenSecret: "t'secret(1)!" };
const URL_TEXT = 'http://127.0.0.1:8080/app/site/hosting/restlet.nl?script=customscript_a&deploy=1&note=%C3%BC%20%2B&note=a*b';

function memoryKeys(): OAuth1Keys {
  const used = new Set<string>();
  return {
    findToken: (consumerKey, tokenId) => (consumerKey === 'ck' && tokenId === 'ti' ? CREDENTIALS : undefined),
    useNonce(nonce) {
      if (used.has(nonce)) return false;
      used.add(nonce);
      return true;
    },
  };
}

function judge(forced: Readonly<Record<string, string>> = {}, keys = memoryKeys(), changes: Partial<SignedTarget> = {}): string | undefined {
  const url = new URL(URL_TEXT);
  const header = authorization('POST', url, { baseUrl: url.origin, accountId: '1234567_SB1', credentials: CREDENTIALS, nowMs: () => NOW, forced });
  const parameters = parseOAuth1Header(header);
  if (parameters === undefined) return 'unreadable';
  const target = { method: 'POST', scheme: 'http' as const, host: url.host, path: url.pathname, rawQuery: url.search.slice(1), ...changes };
  return judgeOAuth1({ target, parameters }, { accountId: '1234567_SB1', hostMs: NOW, keys });
}

describe('token-based signatures', () => {
  it('a right signature holds, with every character of the query and the secrets encoded', () => {
    expect(judge()).toBeUndefined();
  });

  it.each([
    ['another signature', { oauth_signature: 'AAAA' }, 'signature_invalid'],
    ['another account as realm', { realm: '7654321' }, 'parameter_rejected'],
    ['HMAC-SHA1', { oauth_signature_method: 'HMAC-SHA1' }, 'signature_method_rejected'],
    ['version 2.0', { oauth_version: '2.0' }, 'version_rejected'],
    ['a timestamp 301 seconds old', { oauth_timestamp: String(NOW / 1000 - 301) }, 'timestamp_refused'],
    ['a timestamp 301 seconds ahead', { oauth_timestamp: String(NOW / 1000 + 301) }, 'timestamp_refused'],
    ['a timestamp that is no number', { oauth_timestamp: '1e9' }, 'timestamp_refused'],
    ['an empty nonce', { oauth_nonce: '' }, 'parameter_absent'],
    ['an unknown token', { oauth_token: 'other' }, 'token_rejected'],
    ['an unknown consumer', { oauth_consumer_key: 'other' }, 'token_rejected'],
  ])('%s is refused', (_title, forced, problem) => {
    expect(judge(forced)).toBe(problem);
  });

  it('a timestamp at the edge of the window holds', () => {
    expect(judge({ oauth_timestamp: String(NOW / 1000 - 300) })).toBeUndefined();
  });

  it('a nonce is taken once', () => {
    const keys = memoryKeys();
    expect(judge({ oauth_nonce: 'n1' }, keys)).toBeUndefined();
    expect(judge({ oauth_nonce: 'n1' }, keys)).toBe('nonce_used');
  });

  it('a wrong signature does not spend the nonce', () => {
    const keys = memoryKeys();
    expect(judge({ oauth_nonce: 'n1', oauth_signature: 'AAAA' }, keys)).toBe('signature_invalid');
    expect(judge({ oauth_nonce: 'n1' }, keys)).toBeUndefined();
  });

  it.each([
    ['method', { method: 'PUT' }], ['path', { path: '/app/site/hosting/other.nl' }], ['query', { rawQuery: 'script=customscript_b&deploy=1' }],
    ['host', { host: 'localhost:8080' }], ['scheme', { scheme: 'https' as const }],
  ])('a changed %s breaks the signature', (_title, changes) => {
    expect(judge({}, memoryKeys(), changes)).toBe('signature_invalid');
  });
});

describe('the signature base string', () => {
  it('is the one of RFC 5849 3.4.1.1, body parameters apart', () => {
    const protocol = new Map([
      ['oauth_consumer_key', '9djdj82h48djs9d2'], ['oauth_token', 'kkk9d7dh3k39sjv7'], ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'], ['oauth_nonce', '7d8f3e4a'], ['oauth_signature', 'ignored'],
    ]);
    const target = { method: 'post', scheme: 'http' as const, host: 'EXAMPLE.com:80', path: '/request', rawQuery: 'b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2=&a3=2+q' };
    expect(baseString(target, protocol)).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26'
      + 'oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26'
      + 'oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7');
  });
});

describe('the Authorization header', () => {
  it.each(['', 'Basic abc', 'OAuth', 'OAuth realm=x', 'OAuth a="1", a="2"', 'OAuth a="%zz"'])('%j is not read', (header) => {
    expect(parseOAuth1Header(header)).toBeUndefined();
  });

  it('takes the realm at the end and no spaces', () => {
    expect(parseOAuth1Header('OAuth oauth_token="a%20b",realm="1234567"')).toEqual({ realm: '1234567', protocol: new Map([['oauth_token', 'a b']]) });
  });
});

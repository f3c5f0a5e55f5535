import { createHmac, randomBytes } from 'node:crypto';

/**
 * OAuth 1.0a as NetSuite's token-based authentication takes it: HMAC-SHA256, the account as realm, a nonce and a timestamp
 * for each request. The query takes part in the signature; a JSON body does not.
 */

/** The `Authorization` header for one request. A header is good once: make another for each try. */
export function authorizationHeader(credentials, { method, url, nonce, timestampSeconds }) {
  const protocol = {
    oauth_consumer_key: credentials.consumerKey,
    oauth_nonce: nonce ?? randomBytes(16).toString('hex'),
    oauth_signature_method: 'HMAC-SHA256',
    oauth_timestamp: String(timestampSeconds ?? Math.floor(Date.now() / 1000)),
    oauth_token: credentials.tokenId,
    oauth_version: '1.0',
  };
  const signature = sign(signatureBase(method, new URL(url), protocol), credentials);
  const members = { realm: credentials.accountId, ...protocol, oauth_signature: signature };
  return `OAuth ${Object.entries(members).map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`;
}

function signatureBase(method, url, protocol) {
  const pairs = [...url.searchParams, ...Object.entries(protocol)].map(([name, value]) => [encode(name), encode(value)]);
  pairs.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  const parameters = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  return [method.toUpperCase(), `${url.protocol}//${url.host}${url.pathname}`, parameters].map(encode).join('&');
}

function sign(base, { consumerSecret, tokenSecret }) {
  return createHmac('sha256', `${encode(consumerSecret)}&${encode(tokenSecret)}`).update(base).digest('base64');
}

/** Percent-encoding of RFC 3986: everything but letters, digits and `-._~`. */
function encode(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

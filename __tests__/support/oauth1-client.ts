import { createHmac, randomBytes } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import type { TokenCredentials } from '../../emulator/types';

export interface SignedClientOptions {
  readonly baseUrl: string;
  readonly accountId: string;
  readonly credentials: TokenCredentials;
  /** Epoch milliseconds that signatures carry. */
  readonly nowMs: () => number;
  /** Fixed parts of the signature, to send a wrong one on purpose. */
  readonly forced?: Readonly<Record<string, string>>;
}

export interface ClientCall {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ClientReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; throws where it is none. */
  json(): unknown;
}

export interface SignedClient {
  call(call: ClientCall): Promise<ClientReply>;
  close(): void;
}

/**
 * A client as an outside system would write it, from RFC 5849 and not from the emulator's code, so that both sides of the
 * signature are checked against each other.
 */
export function createSignedClient(options: SignedClientOptions): SignedClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    call(call) {
      const url = new URL(call.path, options.baseUrl);
      return send(url, { ...call, headers: { authorization: authorization(call.method, url, options), ...call.headers } }, agent);
    },
    close() { agent.destroy(); },
  };
}

/** Sends a request as it is, unsigned. */
export function send(url: URL, call: ClientCall, agent?: Agent): Promise<ClientReply> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method: call.method, headers: { ...call.headers }, ...(agent === undefined ? {} : { agent }) }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: () => JSON.parse(text) as unknown });
      });
    });
    outgoing.on('error', reject);
    if (call.body !== undefined) outgoing.setHeader('content-length', Buffer.byteLength(call.body));
    outgoing.end(call.body);
  });
}

/** The Authorization header of one call. */
export function authorization(method: string, url: URL, options: SignedClientOptions): string {
  const { credentials } = options;
  const protocol: Record<string, string> = {
    oauth_consumer_key: credentials.consumerKey, oauth_token: credentials.tokenId, oauth_signature_method: 'HMAC-SHA256',
    oauth_timestamp: String(Math.floor(options.nowMs() / 1000)), oauth_nonce: randomBytes(12).toString('hex'), oauth_version: '1.0',
    ...options.forced,
  };
  const realm = options.forced?.['realm'] ?? options.accountId;
  delete protocol['realm'];
  const pairs = [...Object.entries(protocol), ...url.searchParams].map(([name, value]) => `${percent(name)}=${percent(value)}`).sort();
  const base = [method, `${url.protocol}//${url.host}${url.pathname}`, pairs.join('&')].map(percent).join('&');
  const key = `${percent(credentials.consumerSecret)}&${percent(credentials.tokenSecret)}`;
  const signature = createHmac('sha256', key).update(base).digest('base64');
  const fields = { ...protocol, oauth_signature: options.forced?.['oauth_signature'] ?? signature };
  return `OAuth realm="${realm}", ${Object.entries(fields).map(([name, value]) => `${name}="${percent(value)}"`).join(', ')}`;
}

function percent(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => (/[A-Za-z0-9\-._~]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`))
    .join('');
}

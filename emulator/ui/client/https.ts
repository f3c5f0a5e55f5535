import { plainText } from './field-values';
import { apiObject, notEmulated, scriptError } from './refusals';

interface Request {
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface ClientResponse {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** N/https in the browser: calls to this account, as who is logged in. */
export const httpsModule = apiObject('N/https', { get: caller('GET'), post: caller('POST'), put: caller('PUT'), delete: caller('DELETE') });

/** Waits for the answer as it stands, and by `promise` answers later. */
function caller(method: Method): ((request: Request) => ClientResponse) & { readonly promise: (request: Request) => Promise<ClientResponse> } {
  return Object.assign((request: Request) => callNow(method, request), { promise: (request: Request) => callLater(method, request) });
}

async function callLater(method: Method, request: Request): Promise<ClientResponse> {
  const { body, headers } = prepared(request);
  const response = await fetch(ownAddress(request.url), { method, headers, ...(body === undefined ? {} : { body }), credentials: 'same-origin' });
  return { code: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

function callNow(method: Method, request: Request): ClientResponse {
  const { body, headers } = prepared(request);
  const exchange = new XMLHttpRequest();
  exchange.open(method, ownAddress(request.url), false);
  for (const [name, value] of Object.entries(headers)) exchange.setRequestHeader(name, value);
  exchange.send(body);
  const lines = exchange.getAllResponseHeaders().trim().split(/\r?\n/).map((line) => line.split(': ', 2));
  return { code: exchange.status, headers: Object.fromEntries(lines.map(([name = '', value = '']) => [name, value])), body: exchange.responseText };
}

/** An object is sent as a form is; a text as it is. */
function prepared({ body, headers = {} }: Request): { readonly body: string | undefined; readonly headers: Readonly<Record<string, string>> } {
  if (body === undefined || body === null) return { body: undefined, headers };
  if (typeof body !== 'object') return { body: plainText(body), headers };
  const form = new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)])).toString();
  return { body: form, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } };
}

function ownAddress(url: string): string {
  if (url === '') throw scriptError('SSS_MISSING_REQD_ARGUMENT', 'https: Missing a required argument: url');
  const address = new URL(url, location.href);
  if (address.origin !== location.origin) throw notEmulated(`N/https in the browser to ${address.origin}`);
  return address.href;
}

import type { RestletCall, RestletReply } from '../types';
import { authenticate, type Authenticator } from './authentication';
import { refusedAtTheDoor, whileInFlight, type AdmittedReply, type ConcurrencyGovernor } from './concurrency';
import { mediaType, type HttpReply, type HttpRequest } from './messages';
import { restletAnswer, restletError, type RestletFormat } from './restlet-bodies';

/** What the RESTlet route needs of the account. */
export interface RestletRouteParts {
  readonly authenticator: Authenticator;
  readonly governor: ConcurrencyGovernor;
  readonly call: (call: RestletCall) => Promise<RestletReply>;
}

type RestletMethod = RestletCall['method'];

const METHODS: Readonly<Record<string, RestletMethod>> = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' };

/**
 * Answers `/app/site/hosting/restlet.nl` in the platform's order: content type, log-in, calls in flight, body, script
 * (platform facts 2.1, 2.2, 2.4, 2.5).
 */
export async function answerRestlet(request: HttpRequest, parts: RestletRouteParts): Promise<AdmittedReply> {
  const format = formatOf(request);
  if (format === undefined) {
    return refusedAtTheDoor(restletError('text/plain', { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Unsupported Media Type' }));
  }
  const who = authenticate(request, 'restlets', parts.authenticator);
  if (who.kind === 'refused') {
    const error = { status: 401, code: 'INVALID_LOGIN_ATTEMPT', message: 'Invalid login attempt.' };
    return refusedAtTheDoor(restletError(format, error, { 'www-authenticate': who.challenge }));
  }
  const leave = parts.governor.enter();
  if (leave === undefined) {
    return refusedAtTheDoor(restletError(format, { status: 400, code: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Request Limit Exceeded!' }));
  }
  return whileInFlight(leave, async () => {
    const argument = readArgument(request, format);
    if (argument.kind === 'refused') return argument.reply;
    const script = request.query.get('script') ?? '';
    const deployment = request.query.get('deploy') ?? '';
    const call = { scriptId: script, deploymentId: deployment, method: argument.method, argument: argument.value, actor: who.actor };
    return replyTo(format, await parts.call(call));
  });
}

function replyTo(format: RestletFormat, outcome: RestletReply): HttpReply {
  switch (outcome.kind) {
    case 'returned': return restletAnswer(format, outcome.value);
    case 'failed': return restletError(format, outcome);
    case 'died': return { kind: 'dropped' };
  }
}

/** A call with a body names its content type; one without answers text unless it asks otherwise (section_4619215993). */
function formatOf(request: HttpRequest): RestletFormat | undefined {
  const type = mediaType(request.headers['content-type']);
  if (type === 'application/json' || type === 'text/plain') return type;
  const carriesBody = request.method === 'POST' || request.method === 'PUT';
  return type === undefined && !carriesBody ? 'text/plain' : undefined;
}

type Argument =
  | { readonly kind: 'read'; readonly method: RestletMethod; readonly value: unknown }
  | { readonly kind: 'refused'; readonly reply: HttpReply };

function readArgument(request: HttpRequest, format: RestletFormat): Argument {
  const refuse = (status: number, code: string, message: string): Argument => ({ kind: 'refused', reply: restletError(format, { status, code, message }) });
  const method = METHODS[request.method];
  if (method === undefined) return refuse(405, 'METHOD_NOT_ALLOWED', `A RESTlet does not answer ${request.method}.`);
  if (request.bodyTooLarge) return refuse(413, 'REQUEST_ENTITY_TOO_LARGE', 'The request body is larger than 10 MB.');
  if (method === 'get' || method === 'delete') {
    if (request.body.length > 0) return refuse(400, 'INVALID_REQUEST', `A ${request.method} request carries no body.`);
    return { kind: 'read', method, value: queryArgument(request.query) };
  }
  const text = request.body.toString('utf8');
  if (format === 'text/plain') return { kind: 'read', method, value: text };
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'read', method, value };
  } catch (error) {
    return refuse(400, 'SYNTAX_ERROR', `SyntaxError: ${(error as Error).message}`);
  }
}

/** Query parameters as a script sees them: all texts, without the two that chose the script. */
function queryArgument(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...query].filter(([name]) => name !== 'script' && name !== 'deploy'));
}

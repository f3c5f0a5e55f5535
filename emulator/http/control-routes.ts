import { randomBytes } from 'node:crypto';
import type { ControlData } from './control-data';
import { renderControlPage } from './control-page';
import type { ExecutionQueue } from './execution-queue';
import { answer, answerJson, mediaType, type HttpReply, type HttpRequest } from './messages';
import { equalInConstantTime } from './oauth1';

/** Longest step of the clock in milliseconds: one leap year. */
const LONGEST_STEP_MS = 366 * 86_400_000;

const COOKIE = 'emulator_page';

/** Answers the control page and `/emulator/*`. Undefined: not its path. */
export type ControlRoutes = (request: HttpRequest) => Promise<HttpReply | undefined>;

/**
 * Builds the routes of the control page. State changes only on POST: as JSON (which a foreign page cannot send unasked), or
 * as a form that carries the token of this page both as cookie and as field.
 */
export function createControlRoutes(data: ControlData, queue: ExecutionQueue): ControlRoutes {
  const token = randomBytes(24).toString('base64url');
  return async (request) => {
    if (request.path === '/') return answerPage(request, data, token);
    if (!request.path.startsWith('/emulator/')) return undefined;
    const name = request.path.slice('/emulator/'.length);
    const read = READS[name];
    if (read !== undefined) return request.method === 'GET' ? read(data, request.query) : methodNotAllowed('GET');
    const change = CHANGES[name];
    if (change === undefined) return notFound();
    if (request.method !== 'POST') return methodNotAllowed('POST');
    const order = readOrder(request, token);
    if (order.kind === 'refused') return order.reply;
    const outcome = await queue.run(() => change(data, order.fields));
    return order.form && outcome.status === 200 ? answer(303, 'text/plain', '', { location: '/' }) : answerJson(outcome.status, outcome.body);
  };
}

function answerPage(request: HttpRequest, data: ControlData, token: string): HttpReply {
  if (request.method !== 'GET') return methodNotAllowed('GET');
  const page = renderControlPage(data, { query: request.query, token });
  if (page === undefined) return notFound();
  return answer(200, 'text/html; charset=utf-8', page, {
    'set-cookie': `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'cache-control': 'no-store',
  });
}

type Read = (data: ControlData, query: URLSearchParams) => HttpReply;

const READS: Readonly<Record<string, Read>> = {
  status: (data) => answerJson(200, data.status()),
  deployments: (data) => answerJson(200, { deployments: data.deployments() }),
  log: (data, query) => {
    const script = query.get('script');
    const execution = query.get('execution');
    const limit = Math.min(Math.max(1, Number(query.get('limit') ?? '100') || 100), 1000);
    return answerJson(200, data.log({ limit, ...(script === null ? {} : { scriptId: script }), ...(execution === null ? {} : { executionId: Number(execution) }) }));
  },
  records: (data, query) => {
    const type = query.get('type');
    if (type === null) return answerJson(200, { recordTypes: data.recordTypes() });
    const records = data.records(type, 50);
    return records === undefined ? notFound() : answerJson(200, { type, records });
  },
  record: (data, query) => {
    const record = data.record(query.get('type') ?? '', Number(query.get('id') ?? ''));
    return record === undefined ? notFound() : answerJson(200, record);
  },
};

interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

const CHANGES: Readonly<Record<string, (data: ControlData, fields: Readonly<Record<string, unknown>>) => Outcome>> = {
  advance: (data, fields) => {
    const ms = fields['minutes'] === undefined ? Number(fields['ms']) : Number(fields['minutes']) * 60_000;
    if (!(Number.isSafeInteger(ms) && ms > 0 && ms <= LONGEST_STEP_MS)) return wrong('ms is a whole number of milliseconds, at most one year.');
    const reports = data.advance(ms);
    return { status: 200, body: { netSuiteMs: data.status().netSuiteMs, reports } };
  },
  run: (data, fields) => {
    const { script, deployment } = fields;
    if (typeof script !== 'string' || typeof deployment !== 'string') return wrong('script and deployment name what to run.');
    const report = data.run(script, deployment);
    return report === undefined ? { status: 404, body: { error: 'There is no such Map/Reduce deployment.' } } : { status: 200, body: report };
  },
};

function wrong(error: string): Outcome {
  return { status: 400, body: { error } };
}

type Order =
  | { readonly kind: 'read'; readonly form: boolean; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly reply: HttpReply };

function readOrder(request: HttpRequest, token: string): Order {
  const refuse = (status: number, error: string): Order => ({ kind: 'refused', reply: answerJson(status, { error }) });
  const text = request.body.toString('utf8');
  switch (mediaType(request.headers['content-type'])) {
    case 'application/json': {
      const fields = parseFields(text);
      return fields === undefined ? refuse(400, 'The body is no JSON object.') : { kind: 'read', form: false, fields };
    }
    case 'application/x-www-form-urlencoded': {
      const fields = Object.fromEntries(new URLSearchParams(text));
      const cookie = cookieValue(request.headers.cookie ?? '');
      const held = [fields['page_token'] ?? '', cookie].every((given) => equalInConstantTime(given, token));
      return held ? { kind: 'read', form: true, fields } : refuse(403, 'This form is not from this page. Load the page again.');
    }
    default: return refuse(415, 'Send application/json.');
  }
}

function parseFields(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

function cookieValue(header: string): string {
  const pair = header.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${COOKIE}=`));
  return pair?.slice(COOKIE.length + 1) ?? '';
}

function methodNotAllowed(allow: string): HttpReply {
  return answer(405, 'application/json', JSON.stringify({ error: `Only ${allow} is answered here.` }), { allow });
}

function notFound(): HttpReply {
  return answerJson(404, { error: 'There is nothing here.' });
}

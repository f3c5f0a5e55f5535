import type { Actor } from '../runtime/types';
import type { SqlValue } from '../store/sqlite';
import type { QueryParameter, QueryResult } from '../suiteql/types';
import { authenticate, type Authenticator } from './authentication';
import { refusedAtTheDoor, whileInFlight, type AdmittedReply, type ConcurrencyGovernor } from './concurrency';
import type { ExecutionQueue } from './execution-queue';
import { answer, mediaType, urlOf, type HttpReply, type HttpRequest } from './messages';
import { restError } from './rest-errors';

export const SUITEQL_PATH = '/services/rest/query/v1/suiteql';

/** What the SuiteQL service needs of the account. */
export interface SuiteQlRouteParts {
  readonly authenticator: Authenticator;
  readonly governor: ConcurrencyGovernor;
  readonly queue: ExecutionQueue;
  readonly query: (statement: string, parameters: readonly QueryParameter[], actor: Actor) => QueryResult;
}

/** Rows of one page, at most, and where no limit is given; rows of one query over all pages (section_157909186990). */
const LARGEST_PAGE = 1_000;
const MOST_ROWS = 100_000;

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Answers `POST /services/rest/query/v1/suiteql` as REST web services do. */
export async function answerSuiteQl(request: HttpRequest, parts: SuiteQlRouteParts): Promise<AdmittedReply> {
  if (request.method !== 'POST') return refusedAtTheDoor(restError({ status: 405, code: 'METHOD_NOT_ALLOWED', detail: 'SuiteQL is queried by POST.' }, { allow: 'POST' }));
  const who = authenticate(request, 'rest_webservices', parts.authenticator);
  if (who.kind === 'refused') {
    const detail = 'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.';
    return refusedAtTheDoor(restError({ status: 401, code: 'INVALID_LOGIN', detail }, { 'www-authenticate': who.challenge }));
  }
  const leave = parts.governor.enter();
  if (leave === undefined) {
    return refusedAtTheDoor(restError({ status: 429, code: 'CONCURRENCY_LIMIT_EXCEEDED', detail: 'Concurrent request limit exceeded. Request blocked.' }));
  }
  return whileInFlight(leave, async () => {
    const read = readQuery(request);
    if (read.kind === 'refused') return read.reply;
    if (!mayUseRest(who.actor)) {
      return restError({ status: 403, code: 'INSUFFICIENT_PERMISSION', detail: 'Permission Violation: You need the REST Web Services permission to access this page.' });
    }
    return parts.queue.runOverlapping(() => runQuery(request, { ...read, actor: who.actor }, parts));
  });
}

/** REST services ask for their own permission and for the one to query (sdf 3.9). */
function mayUseRest(actor: Actor): boolean {
  return actor.administrator || ((actor.permissions.get('ADMI_RESTWEBSERVICES') ?? 0) > 0 && (actor.permissions.get('REPO_ANALYTICS') ?? 0) > 0);
}

type ReadQuery =
  | { readonly kind: 'read'; readonly statement: string; readonly parameters: readonly QueryParameter[]; readonly page: Page }
  | { readonly kind: 'refused'; readonly reply: HttpReply };

function readQuery(request: HttpRequest): ReadQuery {
  const refuse = (status: number, code: string, detail: string): ReadQuery => ({ kind: 'refused', reply: restError({ status, code, detail }) });
  const type = mediaType(request.headers['content-type']);
  if (type !== undefined && type !== 'application/json') return refuse(415, 'INVALID_HEADER', `Content-Type ${type} is not supported.`);
  if (request.bodyTooLarge) return refuse(413, 'INVALID_CONTENT', 'The request body is larger than 10 MB.');
  if (!/(^|,)\s*transient\s*($|[,;])/i.test(String(request.headers['prefer'] ?? ''))) {
    return refuse(400, 'INVALID_HEADER', "Invalid value for the header 'Prefer'. The required value is 'transient'.");
  }
  const page = readPage(request.query);
  if (page === undefined) return refuse(400, 'INVALID_PARAMETER', 'limit is 1 to 1000, and offset a multiple of limit below 100000.');
  const body = parseObject(request.body.toString('utf8'));
  const statement = body?.['q'];
  if (typeof statement !== 'string' || statement.trim() === '') return refuse(400, 'INVALID_CONTENT', "Invalid content in the request body: 'q' must be a SuiteQL statement.");
  const parameters = body?.['params'] ?? [];
  if (!Array.isArray(parameters) || !parameters.every(isParameter)) return refuse(400, 'INVALID_CONTENT', "Invalid content in the request body: 'params' must be a list of plain values.");
  return { kind: 'read', statement, parameters, page };
}

function readPage(query: URLSearchParams): Page | undefined {
  const limit = readCount(query.get('limit') ?? String(LARGEST_PAGE));
  const offset = readCount(query.get('offset') ?? '0');
  if (!(limit >= 1 && limit <= LARGEST_PAGE) || !(offset >= 0 && offset < MOST_ROWS) || offset % limit !== 0) return undefined;
  return { limit, offset };
}

function readCount(text: string): number {
  return /^\d{1,7}$/.test(text) ? Number(text) : NaN;
}

function isParameter(value: unknown): value is QueryParameter {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

function runQuery(
  request: HttpRequest, asked: { readonly statement: string; readonly parameters: readonly QueryParameter[]; readonly page: Page; readonly actor: Actor }, parts: SuiteQlRouteParts,
): HttpReply {
  try {
    return pageReply(request, parts.query(asked.statement, asked.parameters, asked.actor), asked.page);
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'EMULATOR_NOT_IMPLEMENTED') return restError({ status: 500, code: name, detail: message });
    if (name === 'SSS_SEARCH_ERROR_OCCURRED') {
      return restError({ status: 400, code: 'INVALID_PARAMETER', detail: `Invalid search query. Detailed unprocessed description follows. ${message}` });
    }
    throw error;
  }
}

function pageReply(request: HttpRequest, result: QueryResult, page: Page): HttpReply {
  const rows = result.rows.slice(0, MOST_ROWS);
  const shown = rows.slice(page.offset, page.offset + page.limit);
  const hasMore = page.offset + page.limit < rows.length;
  const body = {
    links: pageLinks(request, page, rows.length), count: shown.length, hasMore,
    items: shown.map((row) => itemOf(result, row)), offset: page.offset, totalResults: rows.length,
  };
  return answer(200, 'application/vnd.oracle.resource+json; type=collection; charset=UTF-8', JSON.stringify(body));
}

/** Every value is text, and a column without a value is left out, as REST answers show them. */
function itemOf(result: QueryResult, row: readonly SqlValue[]): Readonly<Record<string, unknown>> {
  const columns = result.columns.flatMap((column, index) => {
    const value = row[index] ?? null;
    return value === null ? [] : [[column.name, String(value)] as const];
  });
  return { links: [], ...Object.fromEntries(columns) };
}

function pageLinks(request: HttpRequest, page: Page, total: number): readonly { readonly rel: string; readonly href: string }[] {
  const link = (rel: string, offset: number) => ({ rel, href: urlOf(request, `${SUITEQL_PATH}?limit=${String(page.limit)}&offset=${String(offset)}`) });
  const last = Math.max(0, Math.ceil(total / page.limit) - 1) * page.limit;
  return [
    ...(page.offset > 0 ? [link('first', 0), link('previous', page.offset - page.limit)] : []),
    ...(page.offset + page.limit < total ? [link('next', page.offset + page.limit), link('last', last)] : []),
    link('self', page.offset),
  ];
}

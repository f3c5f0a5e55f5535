import type { PostedLines, SuiteletRequest } from '../ui/page-calls';
import { CELL_SEPARATOR, decodeLines } from '../ui/client/line-encoding';
import { readFormBody, type FormBody } from './form-bodies';
import type { HttpRequest } from './messages';

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'DELETE', 'HEAD']);

/** A request as the script sees it, the form in it decoded; undefined for a method that no Suitelet gets. */
export function suiteletRequest(request: HttpRequest): SuiteletRequest | undefined {
  if (!isMethod(request.method)) return undefined;
  const form = readFormBody(request.headers, request.body);
  const parameters = { ...Object.fromEntries(request.query), ...Object.fromEntries(form?.fields ?? []) };
  return {
    method: request.method, url: request.rawQuery === '' ? request.path : `${request.path}?${request.rawQuery}`,
    headers: headersOf(request), parameters, clientIpAddress: '127.0.0.1',
    body: form === undefined ? request.body.toString('utf8') : '',
    ...(form === undefined ? {} : { sublists: postedLines(form), files: filesOf(form) }),
  };
}

function isMethod(method: string): method is SuiteletRequest['method'] {
  return METHODS.has(method);
}

/** The session's own cookies are the platform's, not the script's. */
function headersOf({ headers }: HttpRequest): Readonly<Record<string, string>> {
  const shown = Object.entries(headers).filter(([name]) => name !== 'cookie');
  return Object.fromEntries(shown.map(([name, value]) => [name, typeof value === 'string' ? value : (value ?? []).join(', ')]));
}

function filesOf({ files }: FormBody): NonNullable<SuiteletRequest['files']> {
  return Object.fromEntries(files.map(({ field, name, contentType, content }) => [field, { name, contentType, bytes: content }]));
}

/** `<sublist>data` has its lines, `<sublist>fields` says what each cell is. */
function postedLines({ fields }: FormBody): PostedLines {
  const values = new Map(fields);
  const groups = [...values].flatMap(([name, columns]) => {
    const group = /^(.+)fields$/.exec(name)?.[1];
    const data = group === undefined ? undefined : values.get(`${group}data`);
    return group === undefined || data === undefined ? [] : [[group, decodeLines(columns.split(CELL_SEPARATOR), data)] as const];
  });
  return Object.fromEntries(groups);
}

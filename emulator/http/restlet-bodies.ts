import { answer, type HttpReply } from './messages';

/** Content types that a RESTlet takes and answers with (section_4619215993). */
export type RestletFormat = 'application/json' | 'text/plain';

/** An error in the form of the answer's content type (section_4634920277). */
export function restletError(
  format: RestletFormat, error: { readonly status: number; readonly code: string; readonly message: string }, headers: Readonly<Record<string, string>> = {},
): HttpReply {
  const { status, code, message } = error;
  const body = format === 'application/json' ? JSON.stringify({ error: { code, message } }) : `error code: ${code}\nerror message: ${message}`;
  return answer(status, `${format};charset=utf-8`, body, headers);
}

/**
 * What a RESTlet returned, in the content type of the call: text as it is, an object only where JSON was asked for.
 * Anything else is INVALID_RETURN_DATA_FORMAT, an answer that callers without a Content-Type header meet first.
 */
export function restletAnswer(format: RestletFormat, value: unknown): HttpReply {
  if (typeof value === 'string') return answer(200, `${format};charset=utf-8`, value);
  const wanted = format === 'application/json' ? 'a JavaScript object' : 'text';
  const isObject = typeof value === 'object' && value !== null;
  if (format === 'application/json' && isObject) return answer(200, `${format};charset=utf-8`, JSON.stringify(value));
  return restletError(format, { status: 400, code: 'INVALID_RETURN_DATA_FORMAT', message: `Invalid data format. You should return ${wanted}.` });
}

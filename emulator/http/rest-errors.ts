import { answer, type HttpReply } from './messages';

const TITLES: Readonly<Record<number, { readonly title: string; readonly section: string }>> = {
  400: { title: 'Bad Request', section: '15.5.1' },
  401: { title: 'Unauthorized', section: '15.5.2' },
  403: { title: 'Forbidden', section: '15.5.4' },
  404: { title: 'Not Found', section: '15.5.5' },
  405: { title: 'Method Not Allowed', section: '15.5.6' },
  413: { title: 'Content Too Large', section: '15.5.14' },
  415: { title: 'Unsupported Media Type', section: '15.5.16' },
  429: { title: 'Too Many Requests', section: '' },
  500: { title: 'Internal Server Error', section: '15.6.1' },
};

/** An error of a REST web service: `o:errorDetails` with one entry (section_156570709583). */
export function restError(
  error: { readonly status: number; readonly code: string; readonly detail: string }, headers: Readonly<Record<string, string>> = {},
): HttpReply {
  const { title, section } = TITLES[error.status] ?? { title: 'Error', section: '' };
  const type = section === '' ? 'about:blank' : `https://www.rfc-editor.org/rfc/rfc9110.html#section-${section}`;
  const body = { type, title, status: error.status, 'o:errorDetails': [{ detail: error.detail, 'o:errorCode': error.code }] };
  return answer(error.status, 'application/vnd.oracle.resource+json; type=error; charset=UTF-8', JSON.stringify(body), headers);
}

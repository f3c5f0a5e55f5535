import type { Markup } from './html';
import { answer, type HttpReply } from './messages';
import { framePage, type FramedPage } from '../ui/page-frame';
import { renderNotice, type Notice } from '../ui/notice-view';

/** Own scripts and styles alone: what a script writes into a page as HTML can look, but not run. */
const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "connect-src 'self'",
  "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
].join('; ');

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY, 'cache-control': 'no-store', 'referrer-policy': 'same-origin',
};

export const HTML = 'text/html; charset=utf-8';

export function answerPage(page: FramedPage, status = 200, headers: Readonly<Record<string, string | readonly string[]>> = {}): HttpReply {
  return answer(status, HTML, framePage(page), { ...PAGE_HEADERS, ...headers });
}

export function answerNotice(notice: Notice, frame: Omit<FramedPage, 'title' | 'content'> & { readonly status: number }): HttpReply {
  const content: Markup = renderNotice(notice);
  return answerPage({ ...frame, title: 'Notice', content }, frame.status);
}

export function redirectTo(location: string, status: 302 | 303 = 303, headers: Readonly<Record<string, string | readonly string[]>> = {}): HttpReply {
  return answer(status, 'text/plain', '', { 'cache-control': 'no-store', ...headers, location });
}

import type { IncomingHttpHeaders } from 'node:http';
import type { SignedTarget } from './oauth1';

/** One request, read whole. */
export interface HttpRequest extends SignedTarget {
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  /** True where the body was longer than the platform takes; `body` is empty then. */
  readonly bodyTooLarge: boolean;
}

/** What is sent back; `dropped` closes the connection without an answer. */
export type HttpReply =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Readonly<Record<string, string | readonly string[]>>; readonly body: string | Uint8Array }
  | { readonly kind: 'dropped' };

/** Largest request body in bytes (platform facts 2.3). */
export const LARGEST_BODY = 10 * 1024 * 1024;

export function answer(status: number, contentType: string, body: string | Uint8Array, headers: Readonly<Record<string, string | readonly string[]>> = {}): HttpReply {
  return { kind: 'answer', status, headers: { 'content-type': contentType, ...headers }, body };
}

export function answerJson(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): HttpReply {
  return answer(status, 'application/json;charset=utf-8', JSON.stringify(value), headers);
}

/** The media type of a Content-Type header, lower case and without parameters; undefined where there is none. */
export function mediaType(header: string | undefined): string | undefined {
  const type = header?.split(';')[0]?.trim().toLowerCase();
  return type === undefined || type === '' ? undefined : type;
}

/** Absolute URL of a path on the host that the caller used. */
export function urlOf(request: SignedTarget, path: string): string {
  return `${request.scheme}://${request.host}${path}`;
}

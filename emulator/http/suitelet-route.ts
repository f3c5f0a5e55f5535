import { clientDataOf, type ClientSurroundings } from '../ui/client-data';
import type { ReplyHeaders, SuiteletReply, SuiteletRequest } from '../ui/page-calls';
import type { Page } from '../ui/page-model';
import { renderForm } from '../ui/form-view';
import { renderList } from '../ui/list-view';
import type { Viewer } from '../ui/page-frame';
import { answer, answerJson, type HttpReply, type HttpRequest } from './messages';
import type { PageParts } from './page-parts';
import { PAGE_HEADERS, answerNotice, answerPage, redirectTo } from './page-replies';
import type { UserSession } from './sessions';
import { suiteletRequest } from './suitelet-request';




export interface SuiteletRoute {
  readonly parts: PageParts;
  readonly session: UserSession;
  readonly viewer: Viewer;
  readonly surroundings: ClientSurroundings;
}

/** Runs the Suitelet that the address names, and answers what it wrote. */
export async function answerSuitelet(request: HttpRequest, route: SuiteletRoute): Promise<HttpReply> {
  const { parts, session, viewer } = route;
  if (request.bodyTooLarge) return answerNotice({ code: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'The request is larger than 10 MB.' }, { viewer, status: 413 });
  const asked = suiteletRequest(request);
  if (asked === undefined) return answerJson(405, { error: `${request.method} is not answered here.` });
  const reply = await parts.queue.run(() => parts.scripts.callSuitelet({
    scriptId: request.query.get('script') ?? '', deploymentId: request.query.get('deploy') ?? '', actor: session.actor, session: session.values, request: asked,
  }));
  return replyTo(reply, asked, route);
}

function replyTo(reply: SuiteletReply, asked: SuiteletRequest, route: SuiteletRoute): HttpReply {
  const { viewer } = route;
  switch (reply.kind) {
    case 'page': return answerScriptPage(reply.page, reply.headers, asked, route);
    case 'written': return written(reply);
    case 'redirect': return redirectTo(reply.url, 302, headersOf(reply.headers));
    case 'failed': return answerNotice(reply, { viewer, status: reply.status });
    case 'died': return { kind: 'dropped' };
  }
}

function answerScriptPage(page: Page, headers: ReplyHeaders, asked: SuiteletRequest, { viewer, surroundings }: SuiteletRoute): HttpReply {
  const content = page.kind === 'form' ? renderForm(page, { action: asked.url }) : renderList(page);
  return answerPage({ title: page.title, content, viewer, hideNavBar: page.hideNavBar, clientData: clientDataOf(page, surroundings) }, 200, headersOf(headers));
}

/** HTML that a script writes itself is held to the same policy as a page's. */
function written(reply: Extract<SuiteletReply, { readonly kind: 'written' }>): HttpReply {
  return answer(reply.status, reply.contentType, reply.content, { ...PAGE_HEADERS, ...headersOf(reply.headers) });
}

function headersOf(headers: ReplyHeaders): Readonly<Record<string, string | readonly string[]>> {
  const joined = new Map<string, string | readonly string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = joined.get(key);
    joined.set(key, before === undefined ? value : [...(typeof before === 'string' ? [before] : before), value]);
  }
  return Object.fromEntries(joined);
}

import { renderMail, renderOutbox } from '../ui/mail-view';
import type { ClientSurroundings } from '../ui/client-data';
import { HOME_PATH, MAIL_PATH, STYLE_PATH, type Viewer } from '../ui/page-frame';
import { PAGE_STYLE } from '../ui/page-style';
import { recordTypeAt } from '../ui/record-paths';
import { accountHosts } from './account-hosts';
import { clientSource } from './client-files';
import { answerHome } from './home-route';
import { answerLogin, askToLogIn, sessionOf } from './login-routes';
import { menuFor } from './menu';
import { answer, answerJson, type HttpReply, type HttpRequest } from './messages';
import type { PageParts } from './page-parts';
import { PAGE_HEADERS, answerNotice, answerPage } from './page-replies';
import { answerRecordPage } from './record-route';
import type { UserSession } from './sessions';
import { SUITELET_PATH } from './suitelet-path';
import { answerSuitelet } from './suitelet-route';

/** Answers the pages that people of the account see. Undefined: not one of their paths. */
export type PageRoutes = (request: HttpRequest) => Promise<HttpReply | undefined>;

export function createPageRoutes(parts: PageParts): PageRoutes {
  return async (request) => {
    const { path } = request;
    if (path === STYLE_PATH) return answer(200, 'text/css; charset=utf-8', PAGE_STYLE, { 'cache-control': 'no-cache' });
    if (path.startsWith('/ui/')) return answerClientFile(path);
    if (!path.startsWith('/app/') && !path.startsWith('/SuiteScripts/')) return undefined;
    const entry = answerLogin(request, parts);
    if (entry !== undefined) return entry;
    const session = sessionOf(request, parts);
    if (session === undefined) return isPage(request) ? askToLogIn(request) : undefined;
    return path.startsWith('/SuiteScripts/') ? answerScriptFile(path, parts) : answerFor(session, request, parts);
  };
}

/** What a person may be sent back to after the log-in. */
function isPage({ path, query }: HttpRequest): boolean {
  return path === SUITELET_PATH || path === HOME_PATH || path === MAIL_PATH || path.startsWith('/SuiteScripts/') || recordTypeAt(path, query) !== undefined;
}

async function answerFor(session: UserSession, request: HttpRequest, parts: PageParts): Promise<HttpReply> {
  const viewer = viewerOf(session, parts);
  const route = { parts, session, viewer, surroundings: surroundingsOf(session, parts) };
  if (request.path === SUITELET_PATH) return answerSuitelet(request, route);
  if (request.method !== 'GET') return answer(405, 'text/plain', 'Only GET is answered here.', { allow: 'GET' });
  if (request.path === HOME_PATH) return answerHome(route);
  if (request.path === MAIL_PATH) return answerMail(request, route);
  const type = recordTypeAt(request.path, request.query);
  if (type !== undefined) return answerRecordPage(request, type, route);
  return answerNotice({ code: 'PAGE_NOT_FOUND', message: `The local NetSuite has no page at ${request.path}.` }, { viewer, status: 404 });
}

function answerMail(request: HttpRequest, { parts, viewer }: { readonly parts: PageParts; readonly viewer: Viewer }): HttpReply {
  const mails = parts.scripts.mails();
  const id = request.query.get('id');
  if (id === null) return answerPage({ title: 'Mail outbox', viewer, content: renderOutbox(mails) });
  const mail = mails.find((one) => String(one.id) === id);
  if (mail === undefined) return answerNotice({ code: 'RCRD_DSNT_EXIST', message: 'There is no such mail.' }, { viewer, status: 404 });
  return answerPage({ title: mail.subject, viewer, content: renderMail(mail, accountHosts(parts.accountId).application) });
}

/** The browser's runtime, its types taken away. */
async function answerClientFile(path: string): Promise<HttpReply> {
  const source = await clientSource(path);
  if (source === undefined) return answerJson(404, { error: 'There is nothing here.' });
  return answer(200, 'text/javascript; charset=utf-8', source, { 'cache-control': 'no-cache' });
}

/** A script of the File Cabinet that a page runs. */
function answerScriptFile(path: string, parts: PageParts): HttpReply {
  const source = path.endsWith('.js') ? parts.readScriptFile(decodeURIComponent(path)) : undefined;
  if (source === undefined) return answerJson(404, { error: 'There is no such script.' });
  return answer(200, 'text/javascript; charset=utf-8', source, { ...PAGE_HEADERS });
}

function viewerOf({ actor }: UserSession, parts: PageParts): Viewer {
  const roles = parts.directory.people().find(({ employeeId }) => employeeId === actor.userId)?.roles ?? [];
  return {
    accountId: parts.accountId, companyName: parts.companyName(), userName: actor.userName, formToken: parts.formToken,
    roleName: roles.find(({ scriptId }) => scriptId === actor.roleScriptId)?.name ?? actor.roleScriptId,
    otherRoles: roles.filter(({ scriptId }) => scriptId !== actor.roleScriptId).map(({ scriptId, name }) => ({ id: scriptId, name })),
    menu: menuFor(actor, parts.deployments()),
  };
}

function surroundingsOf({ actor }: UserSession, parts: PageParts): ClientSurroundings {
  return {
    accountId: parts.accountId,
    user: { id: actor.userId, name: actor.userName, email: actor.userEmail, role: actor.roleId, roleId: actor.roleScriptId },
    scripts: parts.deployments().flatMap(({ script, deployment, scriptNumber, deploymentNumber }) => (
      script.kind === 'suitelet' || script.kind === 'restlet'
        ? [{ kind: script.kind, scriptId: script.scriptId, scriptNumber, deploymentId: deployment.scriptId, deploymentNumber }] : []
    )),
  };
}

import { renderLogin } from '../ui/login-view';
import { HOME_PATH, LOGIN_PATH, LOGOUT_PATH, ROLE_PATH } from '../ui/page-frame';
import { cookieValue, expiredCookie, hostCookie } from './cookies';
import { readFormBody } from './form-bodies';
import { answer, answerJson, type HttpReply, type HttpRequest } from './messages';
import { equalInConstantTime } from './oauth1';
import type { PageParts } from './page-parts';
import { HTML, PAGE_HEADERS, redirectTo } from './page-replies';
import type { UserSession } from './sessions';

const SESSION_COOKIE = 'emulator_session';
const FORM_COOKIE = 'emulator_form';

/** Who a request comes from; undefined: nobody is logged in. */
export function sessionOf(request: HttpRequest, { sessions }: Pick<PageParts, 'sessions'>): UserSession | undefined {
  const id = cookieValue(request.headers.cookie, SESSION_COOKIE);
  return id === '' ? undefined : sessions.find(id);
}

/** The log-in page with the way back to what was asked for; a post is not repeated after it. */
export function askToLogIn(request: HttpRequest): HttpReply {
  const target = request.method === 'GET' && request.rawQuery !== '' ? `${request.path}?${request.rawQuery}` : request.path;
  return redirectTo(`${LOGIN_PATH}?target=${encodeURIComponent(target)}`);
}

/** Log in, change role, log out. Undefined: none of their paths. */
export function answerLogin(request: HttpRequest, parts: PageParts): HttpReply | undefined {
  switch (request.path) {
    case LOGIN_PATH: return request.method === 'POST' ? logIn(request, parts) : loginPage(parts, request.query.get('target') ?? '');
    case ROLE_PATH: return changeRole(request, parts);
    case LOGOUT_PATH: return logOut(request, parts);
    default: return undefined;
  }
}

function loginPage(parts: PageParts, target: string, problem?: string): HttpReply {
  const page = renderLogin({
    accountId: parts.accountId, people: parts.directory.people(), formToken: parts.formToken, target: localPath(target),
    ...(problem === undefined ? {} : { problem }),
  });
  return answer(problem === undefined ? 200 : 401, HTML, page, { ...PAGE_HEADERS, 'set-cookie': hostCookie(FORM_COOKIE, parts.formToken, 'Strict') });
}

function logIn(request: HttpRequest, parts: PageParts): HttpReply {
  const fields = ownForm(request, parts);
  if (fields === undefined) return refused();
  const target = localPath(fields.get('target') ?? '');
  return enter({ employeeId: Number(fields.get('employee')), role: fields.get('role') ?? '', target }, parts);
}

/** The same person in another of their roles: a new session, the old one is over. */
function changeRole(request: HttpRequest, parts: PageParts): HttpReply {
  const fields = request.method === 'POST' ? ownForm(request, parts) : undefined;
  if (fields === undefined) return refused();
  const session = sessionOf(request, parts);
  if (session === undefined) return redirectTo(LOGIN_PATH);
  const reply = enter({ employeeId: session.actor.userId, role: fields.get('role') ?? '', target: HOME_PATH }, parts);
  parts.sessions.close(session.id);
  return reply;
}

function enter(who: { readonly employeeId: number; readonly role: string; readonly target: string }, parts: PageParts): HttpReply {
  try {
    const session = parts.sessions.open(who.employeeId, who.role);
    return redirectTo(who.target, 303, { 'set-cookie': [hostCookie(SESSION_COOKIE, session.id, 'Lax'), hostCookie(FORM_COOKIE, parts.formToken, 'Strict')] });
  } catch (error) {
    const { name } = error as Error;
    if (name !== 'INVALID_LOGIN_CREDENTIALS' && name !== 'INVALID_ROLE') throw error;
    return loginPage(parts, who.target, 'This person does not hold that role, or may no longer log in.');
  }
}

function logOut(request: HttpRequest, parts: PageParts): HttpReply {
  if (request.method !== 'POST' || ownForm(request, parts) === undefined) return refused();
  const session = sessionOf(request, parts);
  if (session !== undefined) parts.sessions.close(session.id);
  return redirectTo(LOGIN_PATH, 303, { 'set-cookie': expiredCookie(SESSION_COOKIE) });
}

/** The fields of a form that this server drew: it carries the token both as field and as cookie. */
function ownForm(request: HttpRequest, { formToken }: PageParts): ReadonlyMap<string, string> | undefined {
  const fields = new Map(readFormBody(request.headers, request.body)?.fields);
  const given = [fields.get('form_token') ?? '', cookieValue(request.headers.cookie, FORM_COOKIE)];
  return given.every((token) => equalInConstantTime(token, formToken)) ? fields : undefined;
}

function refused(): HttpReply {
  return answerJson(403, { error: 'This form is not from this page. Load the page again.' });
}

/** A page of this host; anything else leads home. */
function localPath(target: string): string {
  return /^\/app\/[\w./?=&%~+-]*$/.test(target) && !target.startsWith('/app/login/') ? target : HOME_PATH;
}

import { Markup, html, type MarkupPart } from '../http/html';

/** Where a page's own files are served. */
export const STYLE_PATH = '/ui/style.css';
const CLIENT_PATH = '/ui/client/main';

/** Paths of log in and out; the last part is as NetSuite's. */
export const LOGIN_PATH = '/app/login/secure/login.nl';
export const ROLE_PATH = '/app/login/secure/changerole.nl';
export const LOGOUT_PATH = '/app/login/secure/logout.nl';
export const HOME_PATH = '/app/center/card.nl';
export const MAIL_PATH = '/app/common/mail/outbox.nl';

export interface MenuLink {
  readonly label: string;
  readonly url: string;
}

export interface MenuHeading {
  readonly label: string;
  readonly links: readonly MenuLink[];
}

/** Who looks at a page, and what stands around it. */
export interface Viewer {
  readonly accountId: string;
  readonly companyName: string;
  readonly userName: string;
  readonly roleName: string;
  /** The person's other roles. */
  readonly otherRoles: readonly { readonly id: string; readonly name: string }[];
  readonly menu: readonly MenuHeading[];
  /** Stands in every form of the emulator's own; never in a form of a script. */
  readonly formToken: string;
}

export interface FramedPage {
  readonly title: string;
  readonly content: Markup;
  /** Undefined: nobody is logged in. */
  readonly viewer?: Viewer | undefined;
  readonly hideNavBar?: boolean;
  /** Data of the page for the script in it; undefined where none runs. */
  readonly clientData?: unknown;
}

/** A whole document: header bar, menu, the page's content. */
export function framePage({ title, content, viewer, hideNavBar, clientData }: FramedPage): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="stylesheet" href="${STYLE_PATH}">${clientData === undefined ? undefined : clientScript(clientData)}</head>
<body><a class="skip" href="#div__body">Skip to content</a>
${viewer === undefined ? plainHeader() : userHeader(viewer)}
${viewer === undefined || hideNavBar === true ? undefined : menuBar(viewer.menu)}
<main id="div__body" tabindex="-1">${content}</main></body></html>`.text;
}

function plainHeader(): Markup {
  return html`<header class="ns-header"><p class="brand">Local NetSuite</p></header>`;
}

function userHeader(viewer: Viewer): Markup {
  return html`<header class="ns-header"><p class="brand">Local NetSuite <span>${viewer.companyName === '' ? viewer.accountId : `${viewer.companyName} · ${viewer.accountId}`}</span></p>
<details class="who"><summary><span class="user">${viewer.userName}</span> <span class="role">${viewer.roleName}</span></summary>
<div class="who-menu">${viewer.otherRoles.map((role) => postButton({
    path: ROLE_PATH, token: viewer.formToken, fields: { role: role.id }, label: html`Change role: ${role.name}`,
  }))}${postButton({ path: LOGOUT_PATH, token: viewer.formToken, fields: {}, label: 'Log out' })}</div></details></header>`;
}

interface PostButton {
  readonly path: string;
  readonly token: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly label: MarkupPart;
  readonly primary?: boolean;
}

/** A form of one button. */
export function postButton({ path, token, fields, label, primary }: PostButton): Markup {
  return html`<form method="post" action="${path}"><input type="hidden" name="form_token" value="${token}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="${primary === true ? 'button primary' : 'button'}">${label}</button></form>`;
}

/** Headings open with a click or a key, without a script. */
function menuBar(menu: readonly MenuHeading[]): Markup {
  return html`<nav class="ns-menu" aria-label="Menu"><ul><li><a href="${HOME_PATH}">Home</a></li>${menu.map(({ label, links }) => html`
<li><details name="menu"><summary>${label}</summary><ul>${links.map((link) => html`<li><a href="${link.url}">${link.label}</a></li>`)}</ul></details></li>`)}</ul></nav>`;
}

function clientScript(data: unknown): Markup {
  return html`<script type="application/json" id="page-data">${jsonBlock(data)}</script><script type="module" src="${CLIENT_PATH}"></script>`;
}

/** JSON that cannot end the element it stands in. */
function jsonBlock(data: unknown): Markup {
  return new Markup(JSON.stringify(data).replace(/</g, '\\u003c'));
}

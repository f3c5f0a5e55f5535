import type { AccountPerson } from '../account/types';
import { html, type Markup } from '../http/html';
import { LOGIN_PATH, framePage, postButton } from './page-frame';

export interface LoginPage {
  readonly accountId: string;
  readonly people: readonly AccountPerson[];
  readonly formToken: string;
  /** Page asked for, a path of this host. */
  readonly target: string;
  /** What went wrong with the last try. */
  readonly problem?: string;
}

/** The people of the account, each with a button per role. */
export function renderLogin(page: LoginPage): string {
  const content = html`<h1 class="uir-page-title">Log in to ${page.accountId}</h1>
${page.problem === undefined ? undefined : html`<div class="message error" role="alert"><p><strong>Error</strong> ${page.problem}</p></div>`}
<p>This is a local account on this machine. It has no passwords: choose who you are, and in which role.</p>
${page.people.length === 0 ? html`<p class="empty">Nobody in this account holds a role yet.</p>` : html`<ul class="people">${page.people.map((person) => personView(person, page))}</ul>`}`;
  return framePage({ title: `Log in – ${page.accountId}`, content });
}

function personView(person: AccountPerson, page: LoginPage): Markup {
  return html`<li><h2>${person.name}</h2><p>${[person.title, person.email].filter((text) => text !== '').join(' · ')}</p>
<div class="buttons">${person.roles.map((role) => postButton({
    path: LOGIN_PATH, token: page.formToken, fields: { employee: String(person.employeeId), role: role.scriptId, target: page.target },
    label: html`<span class="visually-hidden">Log in as ${person.name}, </span>${role.name}`, primary: true,
  }))}</div></li>`;
}

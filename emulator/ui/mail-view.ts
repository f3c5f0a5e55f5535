import { html, type Markup } from '../http/html';
import type { MailRow } from './page-calls';
import { MAIL_PATH } from './page-frame';

/** The mails that scripts sent, newest first: none has left this machine. */
export function renderOutbox(mails: readonly MailRow[]): Markup {
  return html`<h1 class="uir-page-title">Mail outbox</h1><p>Mails that scripts of this local account sent. They are kept here; none is delivered.</p>
${mails.length === 0 ? html`<p class="empty">No mail was sent yet.</p>` : html`<div class="scroll" role="region" tabindex="0" aria-label="Mails, table"><table><caption class="visually-hidden">Mails, newest first</caption>
<thead><tr><th scope="col">Sent</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Subject</th><th scope="col">Script</th></tr></thead>
<tbody>${mails.map((mail) => html`<tr><td>${sentAt(mail)}</td><td>${mail.authorEmail}</td><td>${mail.recipients.join(', ')}</td>
<td><a href="${MAIL_PATH}?id=${mail.id}">${mail.subject === '' ? '(no subject)' : mail.subject}</a></td><td><code>${mail.scriptId}</code></td></tr>`)}</tbody></table></div>`}`;
}

/** One mail, its body as text: what a script put into it does nothing here. Addresses of the account lead to its pages on this host. */
export function renderMail(mail: MailRow, accountHost: string): Markup {
  const rows: readonly (readonly [string, string])[] = [
    ['From', mail.authorEmail], ['To', mail.recipients.join(', ')], ['Cc', mail.cc.join(', ')], ['Bcc', mail.bcc.join(', ')],
    ['Reply to', mail.replyTo ?? ''], ['Sent', sentAt(mail)], ['Script', `${mail.scriptId} / ${mail.deploymentId}`],
    ['Attachments', mail.attachments.map(({ name, size }) => `${name} (${String(size)} bytes)`).join(', ')],
    ['Related to', Object.entries(mail.relatedRecords).map(([key, value]) => `${key} ${String(value)}`).join(', ')],
  ];
  return html`<nav aria-label="Breadcrumb"><ul class="crumbs"><li><a href="${MAIL_PATH}">Mail outbox</a></li></ul></nav>
<h1 class="uir-page-title">${mail.subject === '' ? '(no subject)' : mail.subject}</h1>
<dl class="two">${rows.filter(([, value]) => value !== '').map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl><h2>Body</h2><div class="mail-body">${withLinks(mail.body, accountHost)}</div>`;
}

function sentAt({ sentAtMs }: MailRow): string {
  return `${new Date(sentAtMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function withLinks(body: string, accountHost: string): readonly Markup[] {
  const own = `https://${accountHost}`;
  return body.split(/(https:\/\/[^\s"'<>]+)/).map((piece) => (
    piece.startsWith(`${own}/`) ? html`<a href="${piece.slice(own.length).replaceAll('&amp;', '&')}">${piece}</a>` : html`${piece}`
  ));
}

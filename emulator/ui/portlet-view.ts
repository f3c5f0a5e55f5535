import { html, type Markup } from '../http/html';
import { asWritten, attributes, isPlainAddress } from './attributes';
import { link } from './controls';
import { renderFields } from './field-layout';
import { renderRows } from './list-view';
import { renderNoticeText } from './notice-view';
import type { PortletReply } from './page-calls';
import type { Portlet } from './page-model';

/** A portlet and what came of it. */
export interface ShownPortlet {
  readonly id: string;
  /** What its deployment is called: shown where the script gave no title. */
  readonly title: string;
  readonly reply: PortletReply;
}

/** The home page: the portlets that this role may see. */
export function renderDashboard(portlets: readonly ShownPortlet[]): Markup {
  return html`<h1 class="uir-page-title">Home</h1>${portlets.length === 0
    ? html`<p class="empty">No portlet is deployed for this role.</p>` : html`<div class="dashboard">${portlets.map(renderPortlet)}</div>`}`;
}

function renderPortlet({ id, title, reply }: ShownPortlet): Markup {
  const shownTitle = reply.kind === 'portlet' && reply.portlet.title !== '' ? reply.portlet.title : title;
  return html`<section class="portlet" id="${id}" aria-labelledby="${id}_title"><h2 id="${id}_title">${shownTitle}</h2><div class="portlet-body">${body(id, reply)}</div></section>`;
}

function body(id: string, reply: PortletReply): Markup {
  switch (reply.kind) {
    case 'portlet': return content(id, reply.portlet);
    case 'failed': return renderNoticeText(reply);
    case 'died': return renderNoticeText({ code: 'UNEXPECTED_ERROR', message: '' });
  }
}

function content(id: string, portlet: Portlet): Markup {
  switch (portlet.kind) {
    case 'html': return asWritten(portlet.html);
    case 'links': return html`<ul>${portlet.lines.map(({ text, url, indent }) => (
      html`<li${attributes({ style: indent > 0 ? `margin-left:${String(indent * 0.6)}rem` : undefined })}>${url === undefined ? text : link(url, text)}</li>`
    ))}</ul>`;
    case 'list': return renderRows(portlet.title, portlet);
    case 'form': return html`<form method="post"${attributes({
      id: `${id}_form`, action: portlet.submit !== undefined && isPlainAddress(portlet.submit.url) ? portlet.submit.url : undefined,
    })}>${renderFields(portlet.fields, true)}${portlet.submit === undefined ? undefined
      : html`<div class="buttons"><button class="button primary">${portlet.submit.label}</button></div>`}</form>`;
  }
}

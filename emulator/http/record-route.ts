import { clientDataOf } from '../ui/client-data';
import { renderFormBody, renderTitle } from '../ui/form-view';
import { renderMessages } from '../ui/message-view';
import { renderButton } from '../ui/button-view';
import type { FormPage } from '../ui/page-model';
import { html, type Markup } from './html';
import type { HttpReply, HttpRequest } from './messages';
import { answerNotice, answerPage } from './page-replies';
import { recordForm } from './record-form';
import type { SuiteletRoute } from './suitelet-route';
import { suiteletRequest } from './suitelet-request';

/** A record's page to look at: its own fields and lists, and what beforeLoad scripts added. Nothing is edited here. */
export async function answerRecordPage(request: HttpRequest, type: string, route: SuiteletRoute): Promise<HttpReply> {
  const { parts, session, viewer, surroundings } = route;
  const asked = suiteletRequest(request);
  const notice = (status: number, code: string, message: string): HttpReply => answerNotice({ code, message }, { viewer, status });
  const id = Number(request.query.get('id') ?? '');
  if (parts.fieldsOf(type) === undefined || !Number.isSafeInteger(id) || id <= 0 || asked === undefined) return notice(404, 'RCRD_DSNT_EXIST', 'That record does not exist.');
  const opened = await parts.queue.run((): Opened => {
    try {
      const form = recordForm(parts.records.load(type, id, session.actor), parts);
      const reply = parts.scripts.openRecordPage({ type, id, mode: 'view', actor: session.actor, request: asked, session: session.values });
      if (reply.kind === 'page') return { kind: 'page', page: joined(form, reply.additions) };
      return reply.kind === 'failed' ? reply : { kind: 'failed', code: 'UNEXPECTED_ERROR', message: '' };
    } catch (error) {
      const { name, message } = error as Error;
      return { kind: 'failed', code: name, message };
    }
  });
  if (opened.kind === 'failed') return notice(STATUS.get(opened.code) ?? 500, opened.code, opened.message);
  return answerPage({ title: opened.page.title, viewer, content: renderRecord(opened.page), clientData: clientDataOf(opened.page, surroundings) });
}

type Opened = { readonly kind: 'page'; readonly page: FormPage } | { readonly kind: 'failed'; readonly code: string; readonly message: string };

const STATUS: ReadonlyMap<string, number> = new Map([['INSUFFICIENT_PERMISSION', 403], ['RCRD_DSNT_EXIST', 404], ['SSS_RECORD_TYPE_MISMATCH', 404]]);

/** What scripts added stands after the record's own, on its own tabs where they made some. */
function joined(own: FormPage, added: FormPage): FormPage {
  return {
    ...own, clientModule: added.clientModule, buttons: [...own.buttons, ...added.buttons], links: [...own.links, ...added.links],
    messages: [...own.messages, ...added.messages], tabs: [...own.tabs, ...added.tabs], fieldGroups: [...own.fieldGroups, ...added.fieldGroups],
    // A page to look at takes no entries.
    fields: [...own.fields, ...added.fields.map((field) => (field.displayType === 'NORMAL' || field.displayType === 'ENTRY' ? { ...field, displayType: 'INLINE' as const } : field))],
    sublists: [...own.sublists, ...added.sublists.map((sublist) => ({ ...sublist, type: 'STATICLIST' as const, hasMarkAll: false }))],
  };
}

function renderRecord(page: FormPage): Markup {
  return html`${renderTitle(page.title, page.links)}${renderMessages(page.messages)}
${page.buttons.length === 0 ? undefined : html`<div class="buttons">${page.buttons.map((button) => renderButton(button, { id: button.id, isPrimary: false }))}</div>`}
<div id="div__bodytab">${renderFormBody(page)}</div>`;
}

import { html, type Markup } from '../http/html';

/** What went wrong, as a user may know it: nothing of the script. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}

/** The page that NetSuite shows instead of the one that failed. */
export function renderNotice(notice: Notice): Markup {
  return html`<h1 class="uir-page-title">Notice</h1>${renderNoticeText(notice)}<p><a href="/app/center/card.nl">Go to Home</a></p>`;
}

export function renderNoticeText({ code, message }: Notice): Markup {
  return html`<div class="message error" role="alert"><div><p><strong>Error</strong>${message === '' ? 'An unexpected error has occurred.' : message}</p>
<p>Code: <code>${code}</code></p></div></div>`;
}

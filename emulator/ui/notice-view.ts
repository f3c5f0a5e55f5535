import { html, type Markup } from '../http/html';

export interface Notice {
  readonly code: string;
  readonly message: string;
}

/** The page that NetSuite shows instead of the one that failed: what went wrong and its code, nothing of the script. */
export function renderNotice({ code, message }: Notice): Markup {
  return html`<h1 class="uir-page-title">Notice</h1>
<div class="message error" role="alert"><p><strong>Error</strong> ${message === '' ? 'An unexpected error has occurred.' : message}</p>
<p>Code: <code>${code}</code></p></div>
<p><a href="/app/center/card.nl">Go to Home</a></p>`;
}

import { html, type Markup } from '../http/html';
import { asWritten, attributes } from './attributes';
import type { MessageType, PageMessage } from './page-model';

/** Says in a word what the colour says. */
const MESSAGE_WORDS: Readonly<Record<MessageType, string>> = {
  CONFIRMATION: 'Confirmation', INFORMATION: 'Information', WARNING: 'Warning', ERROR: 'Error',
};

/** Banners of a page. As in NetSuite their texts may hold HTML: a script that puts in what it was sent has to escape it. */
export function renderMessages(messages: readonly PageMessage[]): Markup {
  return html`<div id="div__messages">${messages.map(renderMessage)}</div>`;
}

function renderMessage({ type, title, message, durationMs }: PageMessage): Markup {
  const isUrgent = type === 'ERROR' || type === 'WARNING';
  return html`<div${attributes({
    class: `message ${type.toLowerCase()}`, role: isUrgent ? 'alert' : 'status', 'data-duration': durationMs > 0 ? durationMs : undefined,
  })}><div><p><strong>${MESSAGE_WORDS[type]}${title === '' ? '' : ':'}</strong>${title === '' ? undefined : html`<b>${asWritten(title)}</b>`}</p>${
    message === '' ? undefined : html`<p>${asWritten(message)}</p>`}</div></div>`;
}

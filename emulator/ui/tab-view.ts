import { html, type Markup } from '../http/html';

/** One tab of a set: also a section of its own where no script runs. */
export interface TabPanel {
  readonly id: string;
  readonly label: string;
  readonly helpText?: string | undefined;
  readonly content: Markup;
}

/** Tabs as links to sections below; the page's script makes a tab list of them that the keyboard moves in. */
export function renderTabs(panels: readonly TabPanel[], label: string): Markup {
  if (panels.length === 0) return html``;
  return html`<div class="tabs" data-tabs><ul class="tab-list" aria-label="${label}">${panels.map(({ id, label: text }) => (
    html`<li><a id="${id}txt" href="#${id}_panel">${text}</a></li>`
  ))}</ul>${panels.map(({ id, label: text, helpText, content }) => (
    html`<section class="tab-panel" id="${id}_panel" aria-labelledby="${id}txt"><h2 class="tab-title">${text}</h2>${
      helpText === undefined ? undefined : html`<p class="hint">${helpText}</p>`}${content}</section>`
  ))}</div>`;
}

import { html, type Markup } from '../http/html';
import { attributes } from './attributes';
import { renderButton } from './button-view';
import { renderFields, renderGroup } from './field-layout';
import { link } from './controls';
import { renderMessages } from './message-view';
import type { FormPage, PageField, PageLink, PageSublist } from './page-model';
import { renderSublist } from './sublist-view';
import { renderTabs, type TabPanel } from './tab-view';

/** Where the form is sent to. */
export interface FormTarget {
  readonly action: string;
}

/** A form as a script described it. */
export function renderForm(page: FormPage, target: FormTarget): Markup {
  const isUpload = page.fields.some(({ type }) => type === 'FILE');
  return html`${renderTitle(page.title, page.links)}${renderMessages(page.messages)}
<form name="main_form" id="main_form" method="post" novalidate${attributes({ action: target.action, enctype: isUpload ? 'multipart/form-data' : undefined })}>
${renderButtons(page, false)}<div id="div__bodytab">${renderFormBody(page)}</div>${renderButtons(page, true)}</form>`;
}

/** Breadcrumbs, the title, and what leads elsewhere. */
export function renderTitle(title: string, links: readonly PageLink[]): Markup {
  const crumbs = links.filter(({ type }) => type === 'BREADCRUMB');
  const cross = links.filter(({ type }) => type === 'CROSSLINK');
  return html`${crumbs.length === 0 ? undefined : html`<nav aria-label="Breadcrumb"><ul class="crumbs">${crumbs.map(renderLink)}</ul></nav>`}
<div class="title-row"><h1 class="uir-page-title">${title}</h1>${cross.length === 0 ? undefined : html`<ul class="crosslinks" aria-label="Related pages">${cross.map(renderLink)}</ul>`}</div>`;
}

function renderLink({ url, title }: PageLink): Markup {
  return html`<li>${link(url, title)}</li>`;
}

/** The submit button first, then the script's own, reset last; the same again below the form, with ids of their own. */
function renderButtons(page: FormPage, isBelow: boolean): Markup {
  const prefix = isBelow ? 'secondary' : '';
  const submit = page.submitButton === undefined ? undefined
    : html`<button type="submit" class="button primary" id="${prefix}submitter">${page.submitButton.label}</button>`;
  const reset = page.resetButton === undefined ? undefined : html`<button type="reset" class="button" id="${prefix}resetter">${page.resetButton.label}</button>`;
  const own = page.buttons.map((button, index) => renderButton(button, { id: `${prefix}${button.id}`, isPrimary: submit === undefined && index === 0 }));
  if (submit === undefined && reset === undefined && own.length === 0) return html``;
  return html`<div class="buttons" id="${isBelow ? 'tbl_secondary_buttons' : 'tbl_buttons'}">${submit}${own}${reset}</div>`;
}

/** Fields, groups, tabs and sublists, each where the script put it. */
export function renderFormBody(page: FormPage): Markup {
  const groupIds = new Set(page.fieldGroups.map(({ id }) => id));
  const tabIds = new Set(page.tabs.map(({ id }) => id));
  const fieldsOf = (container: string): readonly PageField[] => page.fields.filter((field) => field.container === container);
  const loose = page.fields.filter(({ container }) => container === undefined || !(groupIds.has(container) || tabIds.has(container)));
  const groups = (tab: string | undefined): readonly Markup[] => page.fieldGroups
    .filter((group) => (group.tab !== undefined && tabIds.has(group.tab) ? group.tab : undefined) === tab).map((group) => renderGroup(group, fieldsOf(group.id)));
  const panelOf = (id: string): Markup => {
    const nested = page.tabs.filter(({ parent }) => parent === id).map(({ id: inner, label, helpText }): TabPanel => ({ id: inner, label, helpText, content: panelOf(inner) }));
    const lists = page.sublists.filter(({ tab }) => tab === id);
    return html`${renderFields(fieldsOf(id))}${groups(id)}${lists.map((sublist) => renderSublist(sublist, lists.length > 1))}${renderTabs(nested, 'Subtabs')}`;
  };
  const top = page.tabs.filter(({ parent }) => parent === undefined || !tabIds.has(parent));
  const panels = top.map(({ id, label, helpText }): TabPanel => ({ id, label, helpText, content: panelOf(id) }));
  const untabbed = page.sublists.filter(({ tab }) => tab === undefined || !tabIds.has(tab));
  return html`${renderFields(loose)}${groups(undefined)}${renderLower(panels, untabbed)}`;
}

/** A list alone stands below the fields; several, or one beside tabs, are tabs of their own, as NetSuite has them. */
function renderLower(panels: readonly TabPanel[], untabbed: readonly PageSublist[]): Markup {
  const hidden = untabbed.filter(({ isHidden }) => isHidden).map((sublist) => renderSublist(sublist, false));
  const shown = untabbed.filter(({ isHidden }) => !isHidden);
  if (panels.length === 0 && shown.length <= 1) return html`${shown.map((sublist) => renderSublist(sublist, true))}${hidden}`;
  const lists = shown.map((sublist): TabPanel => ({ id: sublist.id, label: sublist.label, content: renderSublist(sublist, false) }));
  return html`${renderTabs([...panels, ...lists], 'Tabs')}${hidden}`;
}

import { NotEmulated } from '../runtime/types';
import type { Portlet, PortletLine, PortletSubmit } from '../ui/page-model';
import { requiredOptions } from './arguments';
import { buttonObject, ownButton } from './server-widget/button-object';
import { clientScriptProperties } from './server-widget/client-script';
import type { ClientScriptDraft, FieldDraft } from './server-widget/drafts';
import { fieldObject } from './server-widget/field-object';
import { newField } from './server-widget/field-rules';
import { rowMethods, type RowsDraft } from './server-widget/list-columns';
import { numberOf, optionalText, textOf, withProperties } from './server-widget/options';
import { ChoiceReader, fieldsSnapshot, rowsSnapshot } from './server-widget/snapshot';
import type { WidgetHost } from './server-widget/widget-host';
import type { GuestMembers } from './types';

export type PortletKind = 'FORM' | 'HTML' | 'LINKS' | 'LIST';

/** A portlet as its script builds it. */
export interface PortletDraft extends RowsDraft, ClientScriptDraft {
  readonly portletKind: PortletKind;
  readonly fields: FieldDraft[];
  readonly lines: PortletLine[];
  title: string;
  html: string;
  submit: PortletSubmit | undefined;
}

export function newPortlet(portletKind: PortletKind, title: string): PortletDraft {
  return { portletKind, title, html: '', fields: [], lines: [], columns: [], editColumns: [], rows: [], submit: undefined, clientModule: undefined, modulePath: undefined };
}

/** The members that each kind of portlet has beside its title (section_4671201924). */
const MEMBERS: Readonly<Record<PortletKind, readonly string[]>> = {
  FORM: ['addField', 'setSubmitButton', 'clientScriptFileId', 'clientScriptModulePath'],
  HTML: ['html'],
  LINKS: ['addLine'],
  LIST: ['addColumn', 'addEditColumn', 'addRow', 'addRows', 'clientScriptFileId', 'clientScriptModulePath'],
};

/** The `portlet` of `render(params)`. A member of another kind of portlet is refused: what NetSuite does with it is not documented. */
export function portletObject(host: WidgetHost, draft: PortletDraft): object {
  const all = withProperties({
    html: { get: () => draft.html, set: (value) => { draft.html = textOf(value, 'Portlet.html', 'html'); } },
    ...clientScriptProperties(host, draft),
  });
  const title = withProperties({ title: { get: () => draft.title, set: (value) => { draft.title = textOf(value, 'Portlet.title', 'title'); } } });
  const has = (name: string) => MEMBERS[draft.portletKind].includes(name);
  const own = <T>(members: Readonly<Record<string, T>> | undefined, refused: (name: string) => T) =>
    Object.fromEntries(Object.entries(members ?? {}).map(([name, member]) => [name, has(name) ? member : refused(name)]));
  const refuse = (name: string) => { throw new NotEmulated(`Portlet.${name} of a portlet of type ${draft.portletKind}`); };
  return host.realm.object({
    tag: 'portlet.Portlet',
    getters: { ...own(all.getters, (name) => () => refuse(name)), ...title.getters },
    setters: { ...own(all.setters, (name) => () => { refuse(name); }), ...title.setters },
    methods: own(methods(host, draft), (name) => () => refuse(name)),
  });
}

function methods(host: WidgetHost, draft: PortletDraft): NonNullable<GuestMembers['methods']> {
  return {
    ...rowMethods(host, draft, 'Portlet', () => undefined),
    addField: (...args) => {
      const call = 'Portlet.addField';
      const field = newField(host, requiredOptions(args, { call, names: ['id', 'label', 'type'] }), call, 'form');
      draft.fields.push(field);
      return fieldObject(host, field);
    },
    setSubmitButton: (...args) => {
      const { url, label, target } = requiredOptions(args, { call: 'Portlet.setSubmitButton', names: ['url'] });
      draft.submit = { url: String(url), label: optionalText(label) ?? 'Save', target: optionalText(target) ?? '_hidden' };
      return buttonObject(host, ownButton('submitter', draft.submit.label));
    },
    addLine: (...args) => {
      const { text, url, align } = requiredOptions(args, { call: 'Portlet.addLine', names: ['text'] });
      const indent = align === undefined || align === null ? 0 : numberOf(align, 'Portlet.addLine', 'align');
      draft.lines.push({ text: textOf(text, 'Portlet.addLine', 'text'), url: optionalText(url), indent });
    },
  };
}

/** A portlet as it is now. */
export function portletSnapshot(host: WidgetHost, draft: PortletDraft): Portlet {
  const { title, clientModule, submit } = draft;
  const frame = { scriptId: host.execution.scriptId, deploymentId: host.execution.deploymentId, title };
  switch (draft.portletKind) {
    case 'HTML': return { ...frame, kind: 'html', html: draft.html };
    case 'LINKS': return { ...frame, kind: 'links', lines: [...draft.lines] };
    case 'LIST': return { ...frame, kind: 'list', ...rowsSnapshot(draft) };
    case 'FORM': return { ...frame, kind: 'form', fields: fieldsSnapshot(new ChoiceReader(host), draft.fields), submit, clientModule };
  }
}

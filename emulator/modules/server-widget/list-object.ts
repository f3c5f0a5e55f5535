import { requiredOptions } from '../arguments';
import { buttonObject, newButton } from './button-object';
import { clientScriptProperties } from './client-script';
import type { ListDraft } from './drafts';
import { bindHandle } from './handles';
import { rowMethods } from './list-columns';
import { chosen, textOf, withProperties } from './options';
import { addPageLink } from './page-links';
import type { WidgetHost } from './widget-host';

const LIST_STYLES = ['grid', 'normal', 'plain', 'report'] as const;

/** A serverWidget.List over its draft. */
export function listObject(host: WidgetHost, draft: ListDraft): object {
  const { getters, setters } = withProperties({
    title: { get: () => draft.title, set: (value) => { draft.title = textOf(value, 'List.title', 'title'); } },
    style: { get: () => draft.style, set: (value) => { draft.style = chosen(LIST_STYLES, value, 'list style'); } },
    ...clientScriptProperties(host, draft),
  });
  const object: object = host.realm.object({
    published: 'N/ui/serverWidget.List', tag: 'serverWidget.List', getters: getters ?? {}, setters: setters ?? {},
    methods: {
      ...rowMethods(host, draft, 'List', () => object),
      addButton: (...args) => {
        const call = 'List.addButton';
        const button = newButton(requiredOptions(args, { call, names: ['id', 'label'] }), call, false);
        draft.buttons.push(button);
        return buttonObject(host, button);
      },
      addPageLink: (...args) => {
        addPageLink(draft.links, args, 'List.addPageLink');
        return object;
      },
    },
  });
  return bindHandle('page', object, draft);
}

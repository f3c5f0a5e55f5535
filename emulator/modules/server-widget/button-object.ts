import type { Options } from '../arguments';
import type { ButtonDraft } from './drafts';
import { bindHandle } from './handles';
import { checkedId, optionalText, textOf, withProperties } from './options';
import type { WidgetHost } from './widget-host';

/** A button from the options of `addButton`. */
export function newButton(options: Options, call: string, isExistingPage: boolean): ButtonDraft {
  return {
    id: checkedId(options['id'], 'button', isExistingPage), label: textOf(options['label'], call, 'label'),
    functionName: optionalText(options['functionName']), isDisabled: false, isHidden: false,
  };
}

/** Submit, reset and the buttons of sublists, which scripts do not name. */
export function ownButton(id: string, label: string): ButtonDraft {
  return { id, label, functionName: undefined, isDisabled: false, isHidden: false };
}

/** A serverWidget.Button over its draft. */
export function buttonObject(host: WidgetHost, draft: ButtonDraft): object {
  return bindHandle('button', host.realm.object({
    published: 'N/ui/serverWidget.Button', tag: 'serverWidget.Button',
    ...withProperties({
      label: { get: () => draft.label, set: (value) => { draft.label = textOf(value, 'Button.label', 'label'); } },
      isDisabled: { get: () => draft.isDisabled, set: (value) => { draft.isDisabled = value === true; } },
      isHidden: { get: () => draft.isHidden, set: (value) => { draft.isHidden = value === true; } },
    }),
  }), draft);
}

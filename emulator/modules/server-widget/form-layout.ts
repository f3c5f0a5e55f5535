import { NotEmulated } from '../../runtime/types';
import { requiredOptions } from '../arguments';
import type { GuestMembers } from '../types';
import type { FormDraft, GroupDraft, TabDraft } from './drafts';
import { bindHandle, draftOf } from './handles';
import { moveBefore } from './moves';
import { checkedId, optionalText, textOf, withProperties } from './options';
import type { WidgetHost } from './widget-host';

/** The tab of what was given none. */
const MAIN_TAB = 'main';

/** Tabs, subtabs and field groups of a form. */
export function layoutMethods(host: WidgetHost, draft: FormDraft): NonNullable<GuestMembers['methods']> {
  const get = (member: string, isSubtab: boolean) => (...args: unknown[]) => {
    const { id } = requiredOptions(args, { call: `Form.${member}`, names: ['id'] });
    const tab = draft.tabs.find((each) => each.id === id && (each.parent !== undefined) === isSubtab);
    return tab === undefined ? null : tabObject(host, tab);
  };
  return {
    addTab: (...args) => {
      const { id, label } = requiredOptions(args, { call: 'Form.addTab', names: ['id', 'label'] });
      return tabObject(host, added(draft, { id: checkedId(id, 'tab', draft.isExistingPage), parent: undefined, label: textOf(label, 'Form.addTab', 'label'), helpText: undefined }));
    },
    addSubtab: (...args) => {
      const { id, label, tab } = requiredOptions(args, { call: 'Form.addSubtab', names: ['id', 'label'] });
      const parent = optionalText(tab) ?? MAIN_TAB;
      return tabObject(host, added(draft, { id: checkedId(id, 'subtab', draft.isExistingPage), parent, label: textOf(label, 'Form.addSubtab', 'label'), helpText: undefined }));
    },
    getTab: get('getTab', false),
    getSubtab: get('getSubtab', true),
    getTabs: () => draft.tabs.filter(({ parent }) => parent === undefined).map(({ id }) => id),
    insertTab: (...args) => {
      const { tab, nexttab } = requiredOptions(args, { call: 'Form.insertTab', names: ['tab', 'nexttab'] });
      moveBefore(draft.tabs, draftOf('tab', tab), String(nexttab), 'Form.insertTab');
    },
    insertSubtab: (...args) => {
      const { subtab, nextsub } = requiredOptions(args, { call: 'Form.insertSubtab', names: ['subtab', 'nextsub'] });
      moveBefore(draft.tabs, draftOf('tab', subtab), String(nextsub), 'Form.insertSubtab');
    },
    addFieldGroup: (...args) => groupObject(host, newGroup(draft, args)),
  };
}

function added(draft: FormDraft, tab: TabDraft): TabDraft {
  if (draft.tabs.some(({ id }) => id === tab.id)) throw new NotEmulated(`two tabs ${tab.id} on one form`);
  if (tab.parent !== undefined && tab.parent !== MAIN_TAB && !draft.tabs.some(({ id }) => id === tab.parent)) throw new NotEmulated(`the tab ${tab.parent} of a subtab: there is none on the form`);
  draft.tabs.push(tab);
  return tab;
}

/** A serverWidget.Tab over its draft. */
function tabObject(host: WidgetHost, draft: TabDraft): object {
  return bindHandle('tab', host.realm.object({
    published: 'N/ui/serverWidget.Tab', tag: 'serverWidget.Tab',
    ...withProperties({
      label: { get: () => draft.label, set: (value) => { draft.label = textOf(value, 'Tab.label', 'label'); } },
      helpText: { get: () => draft.helpText, set: (value) => { draft.helpText = optionalText(value); } },
    }),
  }), draft);
}

function newGroup(draft: FormDraft, args: readonly unknown[]): GroupDraft {
  const call = 'Form.addFieldGroup';
  const { id, label, tab } = requiredOptions(args, { call, names: ['id', 'label'] });
  const group: GroupDraft = {
    id: checkedId(id, 'field group', draft.isExistingPage), tab: optionalText(tab), label: textOf(label, call, 'label'),
    isCollapsible: false, isCollapsed: false, isSingleColumn: false, isBorderHidden: false,
  };
  if (draft.groups.some((each) => each.id === group.id)) throw new NotEmulated(`two field groups ${group.id} on one form`);
  if (group.tab !== undefined && !draft.tabs.some((each) => each.id === group.tab)) throw new NotEmulated(`the tab ${group.tab} of a field group: there is none on the form`);
  draft.groups.push(group);
  return group;
}

/** A serverWidget.FieldGroup over its draft. */
function groupObject(host: WidgetHost, draft: GroupDraft): object {
  const flag = (name: 'isCollapsible' | 'isCollapsed' | 'isSingleColumn' | 'isBorderHidden') => ({ get: () => draft[name], set: (value: unknown) => { draft[name] = value === true; } });
  return bindHandle('group', host.realm.object({
    published: 'N/ui/serverWidget.FieldGroup', tag: 'serverWidget.FieldGroup',
    ...withProperties({
      label: { get: () => draft.label, set: (value) => { draft.label = textOf(value, 'FieldGroup.label', 'label'); } },
      isCollapsible: flag('isCollapsible'), isCollapsed: flag('isCollapsed'), isSingleColumn: flag('isSingleColumn'), isBorderHidden: flag('isBorderHidden'),
    }),
  }), draft);
}

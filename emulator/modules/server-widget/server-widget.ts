import { requiredOptions } from '../arguments';
import type { EmulatedModule } from '../types';
import { newForm, newList } from './drafts';
import { formObject } from './form-object';
import { listObject } from './list-object';
import { textOf } from './options';
import type { PageServices } from './widget-host';

const FORM = [
  'addButton', 'addField', 'addFieldGroup', 'addPageInitMessage', 'addPageLink', 'addResetButton', 'addSublist', 'addSubmitButton', 'addSubtab', 'addTab',
  'clientScriptFileId', 'clientScriptModulePath', 'getButton', 'getField', 'getSublist', 'getSubtab', 'getTab', 'getTabs', 'insertField', 'insertSublist',
  'insertSubtab', 'insertTab', 'removeButton', 'title', 'toString', 'updateDefaultValues',
];
const FIELD = [
  'addSelectOption', 'alias', 'defaultValue', 'getSelectOptions', 'helpText', 'id', 'isMandatory', 'label', 'linkText', 'maxLength', 'padding', 'richTextHeight',
  'richTextWidth', 'setHelpText', 'toString', 'type', 'updateBreakType', 'updateDisplaySize', 'updateDisplayType', 'updateLayoutType',
];
const SUBLIST = [
  'addButton', 'addField', 'addMarkAllButtons', 'addRefreshButton', 'displayType', 'getField', 'getSublistValue', 'helpText', 'label', 'lineCount',
  'setSublistValue', 'toString', 'updateTotallingFieldId', 'updateUniqueFieldId',
];
const LIST = ['addButton', 'addColumn', 'addEditColumn', 'addPageLink', 'addRow', 'addRows', 'clientScriptFileId', 'clientScriptModulePath', 'style', 'title', 'toString'];
const ENUMERATIONS = [
  'AssistantSubmitAction', 'FieldBreakType', 'FieldDisplayType', 'FieldLayoutType', 'FieldType', 'FormPageLinkType', 'LayoutJustification', 'ListStyle',
  'SublistDisplayType', 'SublistType',
];
const of = (name: string, members: readonly string[]): readonly string[] => members.map((member) => `${name}.${member}`);

/** N/ui/serverWidget: forms and lists. Assistants, credential and secret key fields are refused. Nothing of it costs units. */
export const serverWidgetModule: EmulatedModule<PageServices> = {
  name: 'N/ui/serverWidget',
  emulated: [
    'createForm', 'createList', ...ENUMERATIONS, ...of('Form', FORM), ...of('Field', FIELD), ...of('Sublist', SUBLIST), ...of('List', LIST),
    ...of('ListColumn', ['addParamToURL', 'label', 'setURL', 'toString']), ...of('Button', ['isDisabled', 'isHidden', 'label', 'toString']),
    ...of('FieldGroup', ['isBorderHidden', 'isCollapsed', 'isCollapsible', 'isSingleColumn', 'label', 'toString']), ...of('Tab', ['helpText', 'label', 'toString']),
  ],
  build: (host) => ({
    methods: {
      createForm: (...args) => {
        const call = 'serverWidget.createForm';
        const { title, hideNavBar } = requiredOptions(args, { call, names: ['title'] });
        return formObject(host, newForm(textOf(title, call, 'title'), { hideNavBar: hideNavBar === true, isExistingPage: false }));
      },
      createList: (...args) => {
        const call = 'serverWidget.createList';
        const { title, hideNavBar } = requiredOptions(args, { call, names: ['title'] });
        return listObject(host, newList(textOf(title, call, 'title'), hideNavBar === true));
      },
    },
  }),
};

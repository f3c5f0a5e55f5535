import { sampleProject, scriptFile, writeSdfProject } from '../../support/sdf-project';
import { userEventFiles } from '../../support/user-event-project';

const FORM = scriptFile('Suitelet', `
  const header = (form) => {
    form.addFieldGroup({ id: 'grp_main', label: 'Primary information' });
    form.addFieldGroup({ id: 'grp_more', label: 'Terms' });
    const name = form.addField({ id: 'custpage_name', type: ui_serverWidget.FieldType.TEXT, label: 'Name', container: 'grp_main' });
    name.isMandatory = true;
    name.setHelpText({ help: 'As the customer writes it.' });
    form.addField({ id: 'custpage_amount', type: ui_serverWidget.FieldType.CURRENCY, label: 'Amount', container: 'grp_main' });
    form.addField({ id: 'custpage_due', type: ui_serverWidget.FieldType.DATE, label: 'Due date', container: 'grp_main' });
    const state = form.addField({ id: 'custpage_state', type: ui_serverWidget.FieldType.SELECT, label: 'State', container: 'grp_main' });
    for (const [value, text] of [['', ''], ['a', 'Alpha'], ['b', 'Beta']]) state.addSelectOption({ value, text });
    form.addField({ id: 'custpage_urgent', type: ui_serverWidget.FieldType.CHECKBOX, label: 'Urgent', container: 'grp_more' });
    form.addField({ id: 'custpage_note', type: ui_serverWidget.FieldType.TEXTAREA, label: 'Note', container: 'grp_more' });
    const fixed = form.addField({ id: 'custpage_fixed', type: ui_serverWidget.FieldType.TEXT, label: 'Source', container: 'grp_more' });
    fixed.defaultValue = 'Shop <b>EU</b>';
    fixed.updateDisplayType({ displayType: ui_serverWidget.FieldDisplayType.INLINE });
    const locked = form.addField({ id: 'custpage_locked', type: ui_serverWidget.FieldType.TEXT, label: 'Locked', container: 'grp_more' });
    locked.defaultValue = 'kept';
    locked.updateDisplayType({ displayType: ui_serverWidget.FieldDisplayType.DISABLED });
    const pick = form.addField({ id: 'custpage_pick', type: ui_serverWidget.FieldType.MULTISELECT, label: 'Tags', container: 'grp_more' });
    for (const [value, text] of [['1', 'One'], ['2', 'Two'], ['3', 'Three']]) pick.addSelectOption({ value, text });
    const key = form.addField({ id: 'custpage_token', type: ui_serverWidget.FieldType.TEXT, label: 'Token' });
    key.defaultValue = 'secret-token';
    key.updateDisplayType({ displayType: ui_serverWidget.FieldDisplayType.HIDDEN });
    form.addField({ id: 'custpage_file', type: ui_serverWidget.FieldType.FILE, label: 'Attachment' });
  };
  const lists = (form) => {
    form.addTab({ id: 'custpage_tab_lines', label: 'Lines' });
    form.addTab({ id: 'custpage_tab_html', label: 'Timeline' });
    const list = form.addSublist({ id: 'custpage_lines', type: ui_serverWidget.SublistType.LIST, label: 'Operations', tab: 'custpage_tab_lines' });
    list.addMarkAllButtons();
    list.addField({ id: 'custpage_mark', type: ui_serverWidget.FieldType.CHECKBOX, label: 'Mark' });
    list.addField({ id: 'custpage_doc', type: ui_serverWidget.FieldType.TEXT, label: 'Document' });
    list.addField({ id: 'custpage_sum', type: ui_serverWidget.FieldType.CURRENCY, label: 'At risk' });
    list.addField({ id: 'custpage_memo', type: ui_serverWidget.FieldType.TEXT, label: 'Memo' }).updateDisplayType({ displayType: ui_serverWidget.FieldDisplayType.ENTRY });
    list.addField({ id: 'custpage_id', type: ui_serverWidget.FieldType.TEXT, label: 'Id' }).updateDisplayType({ displayType: ui_serverWidget.FieldDisplayType.HIDDEN });
    ['SO-1', 'SO-2 <script>document.title="hacked"</script>', 'SO-3'].forEach((doc, line) => {
      list.setSublistValue({ id: 'custpage_doc', line, value: doc });
      list.setSublistValue({ id: 'custpage_sum', line, value: String(1000.5 * (line + 1)) });
      list.setSublistValue({ id: 'custpage_id', line, value: String(70 + line) });
    });
    list.updateTotallingFieldId({ id: 'custpage_sum' });
    const edited = form.addSublist({ id: 'custpage_edit', type: ui_serverWidget.SublistType.INLINEEDITOR, label: 'Corrections' });
    edited.addField({ id: 'custpage_field', type: ui_serverWidget.FieldType.TEXT, label: 'Field' }).isMandatory = true;
    edited.addField({ id: 'custpage_value', type: ui_serverWidget.FieldType.INTEGER, label: 'Value' });
    edited.setSublistValue({ id: 'custpage_field', line: 0, value: 'memo' });
    edited.setSublistValue({ id: 'custpage_value', line: 0, value: '5' });
    const html = form.addField({ id: 'custpage_html', type: ui_serverWidget.FieldType.INLINEHTML, label: 'Timeline', container: 'custpage_tab_html' });
    html.defaultValue = '<p id="timeline">Attempt 5 failed</p><script>document.title = "ran inline"</script>';
  };
  const page = (request) => {
    const form = ui_serverWidget.createForm({ title: 'Review OP-901' });
    form.clientScriptModulePath = './lab_client.js';
    form.addPageLink({ type: ui_serverWidget.FormPageLinkType.BREADCRUMB, title: 'Integration review', url: '/app/center/card.nl' });
    form.addPageLink({ type: ui_serverWidget.FormPageLinkType.CROSSLINK, title: 'Health', url: '/app/center/card.nl' });
    form.addPageInitMessage({ type: ui_message.Type.WARNING, title: 'Not applied', message: 'Two operations wait for <b>a customer</b>.' });
    form.addSubmitButton({ label: 'Save' });
    form.addButton({ id: 'custpage_ask', label: 'Ask', functionName: 'ask' });
    form.addButton({ id: 'custpage_lookup', label: 'Look up', functionName: 'lookUp("x")' });
    header(form);
    lists(form);
    return form;
  };
  const posted = (request) => ({
    method: request.method, parameters: request.parameters, lines: Array.from({ length: Math.max(0, request.getLineCount({ group: 'custpage_lines' })) }, (_, line) => ({
      mark: request.getSublistValue({ group: 'custpage_lines', name: 'custpage_mark', line }), memo: request.getSublistValue({ group: 'custpage_lines', name: 'custpage_memo', line }),
      id: request.getSublistValue({ group: 'custpage_lines', name: 'custpage_id', line }),
    })),
    edits: Array.from({ length: Math.max(0, request.getLineCount({ group: 'custpage_edit' })) }, (_, line) => (
      ['custpage_field', 'custpage_value'].map((name) => request.getSublistValue({ group: 'custpage_edit', name, line })))),
    file: request.files.custpage_file ? request.files.custpage_file.getContents() : null,
    user: runtime.getCurrentUser().role,
  });
  return {
    onRequest({ request, response }) {
      const { act } = request.parameters;
      if (act === 'lookup') { response.setHeader({ name: 'Content-Type', value: 'application/json' }); response.write(JSON.stringify({ found: request.parameters.q })); return; }
      if (act === 'fail') throw error.create({ name: 'LAB_FAILED', message: 'The ledger is closed <i>today</i>.' });
      if (act === 'go') { redirect.toSuitelet({ scriptId: 'customscript_lab_sl', deploymentId: 'customdeploy_lab_sl', parameters: { act: 'lookup', q: 'sent on' } }); return; }
      if (request.method === 'POST') { response.setHeader({ name: 'Content-Type', value: 'application/json' }); response.write(JSON.stringify(posted(request))); return; }
      response.writePage(page(request));
    },
  };
`, ['N/ui/serverWidget', 'N/ui/message', 'N/redirect', 'N/runtime', 'N/error']);

const CLIENT = scriptFile('ClientScript', `
  const told = [];
  const seen = (name, more) => told.push([name, ...more].filter((part) => part !== null && part !== undefined).join(' '));
  return {
    pageInit: ({ mode }) => { window.told = told; seen('pageInit', [mode]); },
    validateField: ({ fieldId, sublistId, line, currentRecord }) => {
      seen('validateField', [sublistId, fieldId, line]);
      return !(fieldId === 'custpage_name' && currentRecord.getValue({ fieldId }) === 'forbidden');
    },
    fieldChanged: ({ currentRecord, fieldId, sublistId, line }) => {
      seen('fieldChanged', [sublistId, fieldId, line]);
      if (fieldId === 'custpage_state') {
        currentRecord.setValue({ fieldId: 'custpage_note', value: 'State is ' + currentRecord.getText({ fieldId: 'custpage_state' }), ignoreFieldChange: true });
        currentRecord.getField({ fieldId: 'custpage_amount' }).isDisabled = true;
      }
    },
    postSourcing: ({ fieldId }) => seen('postSourcing', [fieldId]),
    lineInit: ({ sublistId, line }) => seen('lineInit', [sublistId, line]),
    validateLine: ({ sublistId, currentRecord }) => {
      seen('validateLine', [sublistId]);
      return currentRecord.getCurrentSublistValue({ sublistId, fieldId: 'custpage_value' }) !== 13;
    },
    validateInsert: () => { seen('validateInsert', []); return true; },
    validateDelete: () => { seen('validateDelete', []); return true; },
    sublistChanged: ({ sublistId, operation }) => seen('sublistChanged', [sublistId, operation]),
    saveRecord: ({ currentRecord }) => { seen('saveRecord', []); return currentRecord.getValue({ fieldId: 'custpage_note' }) !== 'stop'; },
    ask: () => ui_dialog.confirm({ title: 'Sure?', message: 'Two operations.' }).then((answer) => {
      ui_message.create({ type: ui_message.Type.CONFIRMATION, title: 'Answered', message: String(answer) }).show();
    }),
    lookUp: (q) => {
      const address = url.resolveScript({ scriptId: 'customscript_lab_sl', deploymentId: 'customdeploy_lab_sl', params: { act: 'lookup', q } });
      return https.post.promise({ url: address, body: { q: 'later' } }).then(({ body }) => {
        const now = https.get({ url: address });
        ui_message.create({ type: ui_message.Type.INFORMATION, title: 'Found', message: JSON.parse(body).found + ' ' + JSON.parse(now.body).found + ' ' + runtime.getCurrentUser().name }).show();
      });
    },
  };
`, ['N/currentRecord', 'N/ui/dialog', 'N/ui/message', 'N/url', 'N/https', 'N/runtime', './lab_words']);

const PORTLET = scriptFile('Portlet', `return { render: ({ portlet }) => {
  portlet.title = 'Open operations';
  portlet.html = '<p>Open: <strong>47</strong></p>';
} };`);

const MAILER = scriptFile('Suitelet', `return { onRequest: ({ response }) => {
  email.send({ author: runtime.getCurrentUser().id, recipients: 'lead@example.com', subject: 'Two <b>late</b>', body: 'See https://1234567-sb1.app.netsuite.com/app/center/card.nl <img src=x>' });
  response.write('sent');
} };`, ['N/email', 'N/runtime']);

const LIST = scriptFile('Suitelet', `return { onRequest: ({ response }) => {
  const list = ui_serverWidget.createList({ title: 'Causes' });
  list.addColumn({ id: 'cause', type: ui_serverWidget.FieldType.TEXT, label: 'Cause' });
  list.addColumn({ id: 'amount', type: ui_serverWidget.FieldType.CURRENCY, label: 'At risk', align: ui_serverWidget.LayoutJustification.RIGHT });
  list.addRows({ rows: [{ cause: 'Customer ACME-EU is not mapped', amount: '81220' }, { cause: 'Period closed', amount: '30950.5' }] });
  response.writePage(list);
} };`, ['N/ui/serverWidget']);

function suitelet(name: string, audience: string, links = ''): string {
  return `<suitelet scriptid="customscript_${name}">
  <name>${name}</name>
  <scriptfile>[/SuiteScripts/sample/${name}.js]</scriptfile>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_${name}">
      <status>RELEASED</status> <title>Page ${name}</title> <isdeployed>T</isdeployed> <loglevel>DEBUG</loglevel> ${audience} ${links}
    </scriptdeployment>
  </scriptdeployments>
</suitelet>
`;
}

const CLERKS = '<audslctrole>[scriptid=customrole_clerk]</audslctrole>';

const PORTLET_XML = `<portlet scriptid="customscript_lab_po">
  <name>lab_po</name>
  <portlettype>HTML</portlettype>
  <scriptfile>[/SuiteScripts/sample/lab_po.js]</scriptfile>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_lab_po">
      <status>RELEASED</status> <title>Lab portlet</title> <isdeployed>T</isdeployed> <loglevel>DEBUG</loglevel> ${CLERKS}
    </scriptdeployment>
  </scriptdeployments>
</portlet>
`;

const OUTSIDER_ROLE = `<role scriptid="customrole_outsider">
  <name>Outsider</name>
  <centertype>BASIC</centertype>
</role>
`;

/** A project of pages of its own: a form with everything, a list, a mailer, a portlet, and a record that a script adds to. */
export function writeUiProject(): string {
  return writeSdfProject(sampleProject({
    'FileCabinet/SuiteScripts/sample/lab_sl.js': FORM,
    'FileCabinet/SuiteScripts/sample/lab_client.js': CLIENT,
    'FileCabinet/SuiteScripts/sample/lab_words.js': 'define([], () => ({ hello: "hello" }));\n',
    'FileCabinet/SuiteScripts/sample/lab_po.js': PORTLET,
    'FileCabinet/SuiteScripts/sample/lab_mail.js': MAILER,
    'FileCabinet/SuiteScripts/sample/lab_list.js': LIST,
    'Objects/scripts/customscript_lab_sl.xml': suitelet('lab_sl', CLERKS, '<links><link><linkcategory>TRANCUSTOM</linkcategory><linklabel>Review queue</linklabel></link></links>'),
    'Objects/scripts/customscript_lab_mail.xml': suitelet('lab_mail', CLERKS),
    'Objects/scripts/customscript_lab_list.xml': suitelet('lab_list', CLERKS),
    'Objects/scripts/customscript_lab_po.xml': PORTLET_XML,
    'Objects/customrole_outsider.xml': OUTSIDER_ROLE,
    ...userEventFiles('lab_ue', { body: `return { beforeLoad: ({ form, type }) => {
      if (!form) return;
      form.addTab({ id: 'custpage_tab', label: 'Integration' });
      const field = form.addField({ id: 'custpage_last', type: 'TEXT', label: 'Last operation', container: 'custpage_tab' });
      field.defaultValue = 'OP-901 ' + type;
    } };` }),
  }));
}

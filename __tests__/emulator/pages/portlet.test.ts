import type { Emulator } from '../../../emulator/types';
import type { PortletReply } from '../../../emulator/ui/page-calls';
import { bootTestEmulator, createCaller } from '../../support/emulator';
import { userEventFiles } from '../../support/user-event-project';
import { portletFiles } from '../../support/suitelet-project';

async function render(kind: 'FORM' | 'HTML' | 'LINKS' | 'LIST', code: string): Promise<PortletReply> {
  const emulator = await bootTestEmulator({ files: portletFiles('tile', kind, { body: `return { render: ({ portlet, column }) => { ${code} } };` }) });
  return emulator.renderPortlet({ scriptId: 'customscript_tile', deploymentId: 'customdeploy_tile', actor: emulator.administratorActor(), column: 'center' });
}

describe('a portlet (section_4671201924)', () => {
  it.each([
    ['of HTML', 'HTML' as const, "portlet.title = 'Queue'; portlet.html = '<p>1</p>';", { kind: 'html', title: 'Queue', html: '<p>1</p>' }],
    ['of links', 'LINKS' as const, "portlet.addLine({ text: 'Open', url: '/q', align: 4 }); portlet.addLine({ text: 'None' });", { kind: 'links', title: 'tile', lines: [{ text: 'Open', url: '/q', indent: 4 }, { text: 'None', url: undefined, indent: 0 }] }],
    ['of a list', 'LIST' as const, `const c = portlet.addColumn({ id: 'what', label: 'What', type: 'text', align: 'RIGHT' }); c.setURL({ url: '/q' }).addParamToURL({ param: 'id', value: 'id', dynamic: true });
      portlet.addRow({ row: { what: 'Open', id: '7' } }); portlet.addEditColumn({ column: 'what', showView: true, link: '/r.nl', linkParam: 'id' });`,
    { kind: 'list', columns: [{ id: 'what', type: 'TEXT', align: 'RIGHT' }], rows: [{ what: { text: 'Open', url: '/q?id=7' } }], editColumns: [{ column: 'what', showView: true, urls: ['/r.nl?id=7'] }] }],
    ['of a form', 'FORM' as const, "portlet.addField({ id: 'text', type: 'text', label: 'Text' }).defaultValue = column; portlet.setSubmitButton({ url: '/go', label: 'Go', target: '_top' }); portlet.clientScriptModulePath = './c.js';",
      { kind: 'form', fields: [{ id: 'text', value: '2' }], submit: { url: '/go', label: 'Go', target: '_top' }, clientModule: { kind: 'path', path: '/SuiteScripts/sample/c.js' } }],
  ])('%s shows what its script added', async (_title, kind, code, portlet) => {
    expect(await render(kind, code)).toMatchObject({ kind: 'portlet', portlet, units: 0 });
  });

  it('refuses the members of another kind', async () => {
    expect(await render('LINKS', "portlet.html = '<p>';")).toMatchObject({ kind: 'failed', code: 'EMULATOR_NOT_IMPLEMENTED', message: 'Portlet.html of a portlet of type LINKS' });
  });

  it('runs within 1,000 units', async () => {
    expect(await render('HTML', 'portlet.html = String(runtime.getCurrentScript().getRemainingUsage());')).toMatchObject({ portlet: { html: '1000' } });
  });

  it('is for its audience alone', async () => {
    const emulator = await bootTestEmulator({ files: portletFiles('tile', 'HTML', { body: 'return { render: () => undefined };', tags: '<audslctrole>ADMINISTRATOR</audslctrole>' }) });
    const actor = emulator.actor(createCaller(emulator, 'customrole_clerk').employeeId, 'customrole_clerk');
    expect(emulator.renderPortlet({ scriptId: 'customscript_tile', deploymentId: 'customdeploy_tile', actor, column: 'left' })).toMatchObject({ kind: 'failed', status: 403 });
  });
});

const REQUEST = { method: 'GET' as const, url: '/app/common/custom/custrecordentry.nl?rectype=1&id=1', headers: {}, parameters: { id: '1' }, body: '' };

describe('the page of a record (section_4407991781)', () => {
  const open = async (body: string, call: Partial<Parameters<Emulator['openRecordPage']>[0]> = {}) => {
    const emulator = await bootTestEmulator({ files: userEventFiles('watch', { body: `return { beforeLoad: (context) => { const { form, type, request, newRecord } = context; ${body} } };` }) });
    return emulator.openRecordPage({ type: 'customrecord_ticket', id: 1, mode: 'view', actor: emulator.administratorActor(), request: REQUEST, ...call });
  };

  it('has what beforeLoad adds to it', async () => {
    expect(await open(`form.addTab({ id: 'custpage_docket', label: 'Docket' }); const f = form.addField({ id: 'custpage_state', label: 'State', type: 'text', container: 'custpage_docket' });
      f.defaultValue = [type, newRecord.id, request.parameters.id].join(' '); form.addButton({ id: 'custpage_open', label: 'Open' }); form.addPageInitMessage({ type: 2, title: 'Look' });`))
      .toMatchObject({ kind: 'page', additions: { tabs: [{ id: 'custpage_docket' }], fields: [{ id: 'custpage_state', value: 'view 1 1' }], buttons: [{ id: 'custpage_open' }], messages: [{ type: 'WARNING', title: 'Look' }] } });
  });

  it.each([
    ['ids that are not custpage', "form.addField({ id: 'state', label: 'State', type: 'text' });", 'custpage'],
    ['a submit button', 'form.addSubmitButton();', 'addSubmitButton'],
    ['a file', "form.addField({ id: 'custpage_f', label: 'F', type: 'FILE' });", 'FILE'],
    ['fields of its own', "form.getField({ id: 'name' });", 'own page'],
  ])('is refused %s', async (_title, body, part) => {
    expect(await open(body)).toMatchObject({ kind: 'failed', code: 'EMULATOR_NOT_IMPLEMENTED', message: expect.stringContaining(part) as string });
  });

  it('does not open where its script fails, or where the role may not see it', async () => {
    expect(await open("throw error.create({ name: 'NO', message: 'm' });")).toMatchObject({ kind: 'failed', code: 'NO' });
    const emulator = await bootTestEmulator();
    const nobody = { ...emulator.administratorActor(), administrator: false, permissions: new Map(), roleScriptId: 'customrole_none' };
    expect(emulator.openRecordPage({ type: 'customrecord_ticket', id: 1, mode: 'view', actor: nobody, request: REQUEST })).toMatchObject({ kind: 'failed', code: 'INSUFFICIENT_PERMISSION' });
  });

  it('is bare where nobody adds to it', async () => {
    const emulator = await bootTestEmulator();
    expect(emulator.openRecordPage({ type: 'customrecord_ticket', id: undefined, mode: 'create', actor: emulator.administratorActor(), request: REQUEST })).toMatchObject({ kind: 'page', additions: { fields: [] } });
  });
});

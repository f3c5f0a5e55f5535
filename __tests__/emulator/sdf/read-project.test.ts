import { loadSdfProject } from '../../../emulator/sdf/read-project';
import { PERMISSION_LEVELS } from '../../../emulator/sdf/standard-ids';
import { SWEEP_MAPREDUCE, manifestXml, sampleProject, scriptFile, writeSdfProject } from '../../support/sdf-project';
import type { SdfProject, SdfRecurrence } from '../../../emulator/sdf/types';

function load(overrides: Readonly<Record<string, string | undefined>> = {}): SdfProject {
  return loadSdfProject(writeSdfProject(sampleProject(overrides)));
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a loaded project', () => {
  it('holds its manifest, deploy paths and files', () => {
    const project = load();
    expect(project.manifest).toEqual({
      projectType: 'ACCOUNTCUSTOMIZATION',
      projectName: 'Sample',
      frameworkVersion: '1.0',
      features: new Map([['SERVERSIDESCRIPTING', true], ['CUSTOMRECORDS', true]]),
      accountObjects: [],
      accountFiles: [],
    });
    expect(project.deploy.objects).toEqual(['~/Objects/*']);
    expect(project.files.get('/SuiteScripts/sample/inbound.js')?.header).toEqual({ apiVersion: '2.1', scriptType: 'Restlet', moduleScope: 'SameAccount' });
  });

  it('holds record types with fields, rows, links and permissions, defaults filled in', () => {
    const [ticket] = load().customRecordTypes;
    expect(ticket).toMatchObject({ scriptId: 'customrecord_ticket', accessType: 'USEPERMISSIONLIST', includeName: true, enableOptimisticLocking: true, hierarchical: false });
    expect(ticket?.fields.map(({ scriptId, fieldType, mandatory, storeValue }) => [scriptId, fieldType, mandatory, storeValue])).toEqual([
      ['custrecord_ticket_code', 'TEXT', true, true],
      ['custrecord_ticket_count', 'INTEGER', false, true],
      ['custrecord_ticket_state', 'SELECT', false, true],
    ]);
    expect(ticket?.fields[0]?.maxLength).toBe(20);
    expect(ticket?.fields[2]?.selectRecordType).toEqual({ kind: 'object', scriptId: 'customlist_ticket_state' });
    expect(ticket?.instances[0]).toMatchObject({
      scriptId: 'val_ticket_first',
      name: 'First',
      values: new Map<string, unknown>([
        ['custrecord_ticket_code', { kind: 'text', text: 'A-1' }],
        ['custrecord_ticket_count', { kind: 'text', text: '3' }],
        ['custrecord_ticket_state', { kind: 'references', references: [{ kind: 'member', scriptId: 'customlist_ticket_state', memberId: 'val_open' }] }],
      ]),
    });
    expect(ticket?.links).toEqual([{ category: 'BASICREPORTSCUSTOM', label: 'Tickets', taskType: 'LIST' }]);
    expect(ticket?.permissions[0]).toMatchObject({ role: { kind: 'object', scriptId: 'customrole_clerk' }, level: 'EDIT' });
  });

  it('holds lists, roles and stamp fields', () => {
    const project = load();
    expect(project.customLists[0]?.values).toEqual([
      { scriptId: 'val_open', value: 'Open', isInactive: false },
      { scriptId: 'val_closed', value: 'Closed', isInactive: false },
    ]);
    expect(project.roles[0]?.permissions.map(({ key, level }) => [key, level])).toEqual([
      [{ kind: 'standard', id: 'ADMI_LOGIN_OAUTH' }, 'FULL'],
      [{ kind: 'standard', id: 'TRAN_SALESORD' }, 'EDIT'],
      [{ kind: 'object', scriptId: 'customrecord_ticket' }, 'EDIT'],
    ]);
    expect(project.customFields[0]).toMatchObject({ kind: 'transactionbodycustomfield', scriptId: 'custbody_stamp', appliesTo: new Set(['bodysale']) });
  });

  it('holds scripts with parameters, audience and values of a deployment', () => {
    const restlet = load().scripts.find((script) => script.kind === 'restlet');
    expect(restlet).toMatchObject({ scriptId: 'customscript_inbound', file: '/SuiteScripts/sample/inbound.js', header: { scriptType: 'Restlet' } });
    expect(restlet?.parameters[0]).toMatchObject({ scriptId: 'custscript_inbound_limit', defaultValue: { kind: 'text', text: '5' } });
    expect(restlet?.deployments[0]).toMatchObject({
      status: 'RELEASED',
      isDeployed: true,
      logLevel: 'AUDIT',
      audience: { allRoles: false, allEmployees: false, roles: [{ kind: 'standard', id: 'ADMINISTRATOR' }, { kind: 'object', scriptId: 'customrole_clerk' }] },
      parameterValues: new Map([['custscript_inbound_limit', { kind: 'text', text: '7' }]]),
    });
  });

  it('gives Map/Reduce deployments their settings and no audience', () => {
    const [scheduled, onDemand] = load().scripts.find((script) => script.kind === 'mapreducescript')?.deployments ?? [];
    expect(scheduled).toMatchObject({
      mapReduce: { bufferSize: 1, concurrencyLimit: 2, queueAllStagesAtOnce: true, yieldAfterMinutes: 60 },
      recurrence: { kind: 'daily', everyDays: 1, repeatMinutes: 15, startDate: '2026-01-01', startTime: '00:00' },
    });
    expect(onDemand).toMatchObject({ status: 'NOTSCHEDULED', logLevel: 'DEBUG' });
    expect(onDemand).not.toHaveProperty('recurrence');
    expect(onDemand).not.toHaveProperty('audience');
  });

  it.each<[string, SdfRecurrence]>([
    ['<single>SPAN</single>', { kind: 'single', startDate: '2026-01-04', startTime: '03:30' }],
    ['<everyweekday>SPAN<repeat>PT1H</repeat></everyweekday>', { kind: 'everyweekday', startDate: '2026-01-04', startTime: '03:30', repeatMinutes: 60 }],
    ['<weekly><everyxweeks>2</everyxweeks>SPAN<sunday>T</sunday><monday>F</monday><tuesday>F</tuesday><wednesday>T</wednesday><thursday>F</thursday><friday>F</friday><saturday>F</saturday></weekly>',
      { kind: 'weekly', everyWeeks: 2, weekdays: ['SUNDAY', 'WEDNESDAY'], startDate: '2026-01-04', startTime: '03:30' }],
    ['<monthly><everyxmonths>3</everyxmonths>SPAN<enddate>2027-01-04</enddate></monthly>', { kind: 'monthly', everyMonths: 3, startDate: '2026-01-04', startTime: '03:30', endDate: '2027-01-04' }],
    ['<monthlydayofweek><everyxmonths>1</everyxmonths><orderofweek>LAST</orderofweek><dayofweek>FRIDAY</dayofweek>SPAN</monthlydayofweek>',
      { kind: 'monthlydayofweek', everyMonths: 1, weekOfMonth: 'LAST', weekday: 'FRIDAY', startDate: '2026-01-04', startTime: '03:30' }],
    ['<yearly>SPAN</yearly>', { kind: 'yearly', startDate: '2026-01-04', startTime: '03:30' }],
    ['<yearlydayofweek><orderofweek>FIRST</orderofweek><dayofweek>MONDAY</dayofweek>SPAN</yearlydayofweek>',
      { kind: 'yearlydayofweek', weekOfMonth: 'FIRST', weekday: 'MONDAY', startDate: '2026-01-04', startTime: '03:30' }],
  ])('reads the schedule %s', (xml, expected) => {
    const schedule = xml.replace('SPAN', '<startdate>2026-01-04</startdate><starttime>03:30:00Z</starttime>');
    const sweep = SWEEP_MAPREDUCE.replace(/<daily>[\s\S]*<\/daily>/, schedule);
    const script = load({ 'Objects/scripts/customscript_sweep.xml': sweep }).scripts.find(({ kind }) => kind === 'mapreducescript');
    expect(script?.deployments[0]?.recurrence).toEqual(expected);
  });

  it('holds user event scripts with their record type and contexts', () => {
    const project = load({
      'Objects/customscript_guard.xml': `<usereventscript scriptid="customscript_guard"><name>Guard</name><scriptfile>[/SuiteScripts/sample/guard.js]</scriptfile>
        <scriptdeployments><scriptdeployment scriptid="customdeploy_guard"><status>RELEASED</status><recordtype>[scriptid=customrecord_ticket]</recordtype>
        <allroles>T</allroles><executioncontext>USERINTERFACE|CSVIMPORT</executioncontext></scriptdeployment></scriptdeployments></usereventscript>`,
      'FileCabinet/SuiteScripts/sample/guard.js': scriptFile('UserEventScript', 'return { beforeSubmit: () => undefined };'),
    });
    expect(project.scripts.find(({ kind }) => kind === 'usereventscript')?.deployments[0]).toMatchObject({
      recordType: { kind: 'object', scriptId: 'customrecord_ticket' },
      executionContexts: ['USERINTERFACE', 'CSVIMPORT'],
      audience: { allRoles: true, roles: [] },
    });
  });

  it.each([
    ['suitelet', 'Suitelet', '<isonline>F</isonline><allroles>F</allroles><runasrole>ADMINISTRATOR</runasrole><links><link><linkcategory>BASICREPORTSCUSTOM</linkcategory><linktasktype>SCRIPT</linktasktype></link></links>', true],
    ['scheduledscript', 'ScheduledScript', '', true],
    ['clientscript', 'ClientScript', '<recordtype>SALESORDER</recordtype><eventtype>EDIT</eventtype><allroles>T</allroles>', false],
    ['portlet', 'Portlet', '<allroles>T</allroles>', true],
  ])('holds a %s', (kind, scriptType, tags, titled) => {
    const project = load({
      'manifest.xml': manifestXml(['SERVERSIDESCRIPTING', 'CUSTOMRECORDS', 'CUSTOMCODE']),
      'Objects/customscript_x.xml': `<${kind} scriptid="customscript_x"><name>X</name><scriptfile>[/SuiteScripts/sample/x.js]</scriptfile>
        ${kind === 'portlet' ? '<portlettype>HTML</portlettype>' : ''}
        <scriptdeployments><scriptdeployment scriptid="customdeploy_x"><status>RELEASED</status>${titled ? '<title>X</title>' : ''}${tags}</scriptdeployment></scriptdeployments></${kind}>`,
      'FileCabinet/SuiteScripts/sample/x.js': scriptFile(scriptType, 'return {};'),
    });
    expect(project.scripts.find((script) => script.scriptId === 'customscript_x')).toMatchObject({
      kind, header: { scriptType }, deployments: [{ scriptId: 'customdeploy_x', status: 'RELEASED', isDeployed: true }],
    });
  });

  it.each([
    ['transactioncolumncustomfield', 'custcol_line', 'colsale'],
    ['entitycustomfield', 'custentity_stamp', 'appliestocustomer'],
    ['itemcustomfield', 'custitem_stamp', 'appliestononinventory'],
  ])('holds a %s', (kind, scriptId, applies) => {
    const project = load({
      [`Objects/${scriptId}.xml`]: `<${kind} scriptid="${scriptId}"><fieldtype>TEXT</fieldtype><label>X</label><displaytype>LOCKED</displaytype><${applies}>T</${applies}></${kind}>`,
    });
    expect(project.customFields.find((field) => field.scriptId === scriptId)).toMatchObject({ kind, displayType: 'LOCKED', appliesTo: new Set([applies]) });
  });

  it('takes only what deploy.xml lists', () => {
    const error = thrownBy(() => load({ 'deploy.xml': '<deploy><files><path>~/FileCabinet/SuiteScripts/sample/*</path></files><objects><path>~/Objects/custbody_stamp.xml</path></objects></deploy>' }));
    expect(error).toMatchObject({ name: 'SdfProjectError' });
    expect((error as Error).message).toContain('Objects/customrecord_ticket.xml:1:1 rule 8: no path of deploy.xml matches this file');
  });
});

describe('a project with faults', () => {
  it('does not load, and every problem is told with file, line, column and rule', () => {
    const error = thrownBy(() => load({
      'Objects/customlist_ticket_state.xml': '<customlist scriptid="customlist_ticket_state">\n  <label>States</label>\n</customlist>',
      'Objects/custbody_stamp.xml': '<transactionbodycustomfield>',
    }));
    expect(error).toMatchObject({
      name: 'SdfProjectError',
      problems: expect.arrayContaining([
        expect.objectContaining({ rule: 1, file: 'Objects/custbody_stamp.xml', line: 1 }),
        expect.objectContaining({ rule: 2, file: 'Objects/customlist_ticket_state.xml', line: 2, column: 3, message: 'unknown tag <label> in <customlist>' }),
        expect.objectContaining({ rule: 3, file: 'Objects/customrecord_ticket.xml', line: 29, column: 7 }),
      ]),
    });
    expect((error as Error).message).toContain('Objects/customlist_ticket_state.xml:2:3 rule 2: unknown tag <label> in <customlist>');
  });

  it('is refused by name when its folder is not a project', () => {
    expect(thrownBy(() => loadSdfProject(writeSdfProject({})))).toMatchObject({ name: 'SdfProjectError' });
  });
});

describe('the permission table', () => {
  it.each([
    ['TRAN_SALESORD', ['NONE', 'VIEW', 'CREATE', 'EDIT', 'FULL']],
    ['LIST_CUSTJOB', ['NONE', 'VIEW', 'CREATE', 'EDIT', 'FULL']],
    ['ADMI_ACCTPERIODS', ['NONE', 'VIEW', 'FULL']],
    ['LIST_FIND', ['NONE', 'VIEW', 'FULL']],
    ['ADMI_LOGIN_OAUTH2', ['NONE', 'FULL']],
    ['REPO_ANALYTICS', ['NONE', 'EDIT']],
  ])('allows %s the levels %j', (key, levels) => {
    expect([...(PERMISSION_LEVELS.get(key) ?? [])]).toEqual(levels);
  });
});

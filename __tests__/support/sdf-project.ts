import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const written: string[] = [];

afterAll(() => {
  for (const folder of written.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Writes a project (files by path relative to its folder) into a new temporary folder, removed after the test file. Returns the folder. */
export function writeSdfProject(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sdf-project-'));
  written.push(folder);
  for (const [path, text] of Object.entries(files)) {
    const diskPath = join(folder, path);
    mkdirSync(dirname(diskPath), { recursive: true });
    writeFileSync(diskPath, text);
  }
  return folder;
}

/** manifest.xml that requires the given features. */
export function manifestXml(features: readonly string[] = ['SERVERSIDESCRIPTING', 'CUSTOMRECORDS']): string {
  return `<manifest projecttype="ACCOUNTCUSTOMIZATION">
  <projectname>Sample</projectname>
  <frameworkversion>1.0</frameworkversion>
  <dependencies>
    <features>
${features.map((feature) => `      <feature required="true">${feature}</feature>`).join('\n')}
    </features>
  </dependencies>
</manifest>
`;
}

/** deploy.xml as the template of the command line tool has it, with a narrower files path. */
export const DEPLOY_XML = `<deploy>
  <configuration>
    <path>~/AccountConfiguration/*</path>
  </configuration>
  <files>
    <path>~/FileCabinet/SuiteScripts/sample/*</path>
  </files>
  <objects>
    <path>~/Objects/*</path>
  </objects>
  <translationimports>
    <path>~/Translations/*</path>
  </translationimports>
</deploy>
`;

/** A record type with a text, a number, a list, two shipped rows and a permission list. */
export const TICKET_RECORD = `<customrecordtype scriptid="customrecord_ticket">
  <recordname>Ticket</recordname>
  <accesstype>USEPERMISSIONLIST</accesstype>
  <includename>T</includename>
  <customrecordcustomfields>
    <customrecordcustomfield scriptid="custrecord_ticket_code">
      <fieldtype>TEXT</fieldtype>
      <label>Code</label>
      <ismandatory>T</ismandatory>
      <maxlength>20</maxlength>
    </customrecordcustomfield>
    <customrecordcustomfield scriptid="custrecord_ticket_count">
      <fieldtype>INTEGER</fieldtype>
      <label>Count</label>
      <defaultvalue>0</defaultvalue>
    </customrecordcustomfield>
    <customrecordcustomfield scriptid="custrecord_ticket_state">
      <fieldtype>SELECT</fieldtype>
      <label>State</label>
      <selectrecordtype>[scriptid=customlist_ticket_state]</selectrecordtype>
      <onparentdelete>NO_ACTION</onparentdelete>
    </customrecordcustomfield>
  </customrecordcustomfields>
  <instances>
    <instance scriptid="val_ticket_first">
      <name>First</name>
      <custrecord_ticket_code>A-1</custrecord_ticket_code>
      <custrecord_ticket_count>3</custrecord_ticket_count>
      <custrecord_ticket_state>[scriptid=customlist_ticket_state.val_open]</custrecord_ticket_state>
    </instance>
    <instance scriptid="val_ticket_second">
      <name>Second</name>
      <custrecord_ticket_code>A-2</custrecord_ticket_code>
    </instance>
  </instances>
  <links>
    <link>
      <linkcategory>BASICREPORTSCUSTOM</linkcategory>
      <linklabel>Tickets</linklabel>
      <linktasktype>LIST</linktasktype>
    </link>
  </links>
  <permissions>
    <permission>
      <permittedrole>[scriptid=customrole_clerk]</permittedrole>
      <permittedlevel>EDIT</permittedlevel>
    </permission>
  </permissions>
</customrecordtype>
`;

export const TICKET_STATE_LIST = `<customlist scriptid="customlist_ticket_state">
  <name>Ticket State</name>
  <customvalues>
    <customvalue scriptid="val_open">
      <value>Open</value>
    </customvalue>
    <customvalue scriptid="val_closed">
      <value>Closed</value>
    </customvalue>
  </customvalues>
</customlist>
`;

/** A role that may log in by token, write sales orders and edit tickets. */
export const CLERK_ROLE = `<role scriptid="customrole_clerk">
  <name>Clerk</name>
  <centertype>BASIC</centertype>
  <permissions>
    <permission>
      <permkey>ADMI_LOGIN_OAUTH</permkey>
      <permlevel>FULL</permlevel>
    </permission>
    <permission>
      <permkey>TRAN_SALESORD</permkey>
      <permlevel>EDIT</permlevel>
    </permission>
    <permission>
      <permkey>[scriptid=customrecord_ticket]</permkey>
      <permlevel>EDIT</permlevel>
    </permission>
  </permissions>
</role>
`;

export const INBOUND_RESTLET = `<restlet scriptid="customscript_inbound">
  <name>Inbound</name>
  <scriptfile>[/SuiteScripts/sample/inbound.js]</scriptfile>
  <scriptcustomfields>
    <scriptcustomfield scriptid="custscript_inbound_limit">
      <fieldtype>INTEGER</fieldtype>
      <label>Limit</label>
      <defaultvalue>5</defaultvalue>
    </scriptcustomfield>
  </scriptcustomfields>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_inbound">
      <status>RELEASED</status>
      <title>Inbound</title>
      <isdeployed>T</isdeployed>
      <loglevel>AUDIT</loglevel>
      <allroles>F</allroles>
      <audslctrole>ADMINISTRATOR|[scriptid=customrole_clerk]</audslctrole>
      <custscript_inbound_limit>7</custscript_inbound_limit>
    </scriptdeployment>
  </scriptdeployments>
</restlet>
`;

/** Scheduled every 15 minutes, and a second deployment to run on demand. */
export const SWEEP_MAPREDUCE = `<mapreducescript scriptid="customscript_sweep">
  <name>Sweep</name>
  <scriptfile>[/SuiteScripts/sample/sweep.js]</scriptfile>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_sweep">
      <status>SCHEDULED</status>
      <title>Sweep</title>
      <isdeployed>T</isdeployed>
      <concurrencylimit>2</concurrencylimit>
      <recurrence>
        <daily>
          <everyxdays>1</everyxdays>
          <repeat>PT15M</repeat>
          <startdate>2026-01-01</startdate>
          <starttime>00:00:00Z</starttime>
        </daily>
      </recurrence>
    </scriptdeployment>
    <scriptdeployment scriptid="customdeploy_sweep_now">
      <status>NOTSCHEDULED</status>
      <title>Sweep now</title>
    </scriptdeployment>
  </scriptdeployments>
</mapreducescript>
`;

/** A text stamp on sales transactions. */
export const STAMP_BODY_FIELD = `<transactionbodycustomfield scriptid="custbody_stamp">
  <fieldtype>TEXT</fieldtype>
  <label>Stamp</label>
  <bodysale>T</bodysale>
</transactionbodycustomfield>
`;

/** A script file with its header; `body` stands in the factory and returns the entry points. */
export function scriptFile(scriptType: string, body: string, modules: readonly string[] = []): string {
  const names = modules.map((name) => name.replace(/^N\//, '').replace(/\W/g, '_'));
  return `/**
 * @NApiVersion 2.1
 * @NScriptType ${scriptType}
 * @NModuleScope SameAccount
 */
define(${JSON.stringify(modules)}, (${names.join(', ')}) => {
  ${body}
});
`;
}

export const INBOUND_FILE = scriptFile('Restlet', 'return { get: () => "pong", post: (body) => body };');

export const SWEEP_FILE = scriptFile('MapReduceScript', 'return { getInputData: () => [], reduce: () => undefined };');

/** A sound project with one of each snippet; overrides replace files, undefined removes them. */
export function sampleProject(overrides: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
  const files: Record<string, string | undefined> = {
    'manifest.xml': manifestXml(),
    'deploy.xml': DEPLOY_XML,
    'Objects/customrecord_ticket.xml': TICKET_RECORD,
    'Objects/customlist_ticket_state.xml': TICKET_STATE_LIST,
    'Objects/customrole_clerk.xml': CLERK_ROLE,
    'Objects/scripts/customscript_inbound.xml': INBOUND_RESTLET,
    'Objects/scripts/customscript_sweep.xml': SWEEP_MAPREDUCE,
    'Objects/custbody_stamp.xml': STAMP_BODY_FIELD,
    'FileCabinet/SuiteScripts/sample/inbound.js': INBOUND_FILE,
    'FileCabinet/SuiteScripts/sample/sweep.js': SWEEP_FILE,
    ...overrides,
  };
  return Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

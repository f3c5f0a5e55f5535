import { checkSdfProject } from '../../../emulator/sdf/check-project';
import { describeProblem } from '../../../emulator/sdf/sdf-project-error';
import {
  CLERK_ROLE, DEPLOY_XML, INBOUND_FILE, INBOUND_RESTLET, STAMP_BODY_FIELD, SWEEP_MAPREDUCE, TICKET_RECORD, TICKET_STATE_LIST, manifestXml, sampleProject,
  scriptFile, writeSdfProject,
} from '../../support/sdf-project';

const RECORD = 'Objects/customrecord_ticket.xml';
const LIST = 'Objects/customlist_ticket_state.xml';
const ROLE = 'Objects/customrole_clerk.xml';
const RESTLET = 'Objects/scripts/customscript_inbound.xml';
const SWEEP = 'Objects/scripts/customscript_sweep.xml';
const STAMP = 'Objects/custbody_stamp.xml';
const INBOUND = 'FileCabinet/SuiteScripts/sample/inbound.js';

type Overrides = Readonly<Record<string, string | undefined>>;

/** A change of one text in one file, which must be there to be changed. */
function change(file: string, source: string, from: string, to: string): Overrides {
  if (!source.includes(from)) {
    throw new Error(`nothing to change in ${file}: ${from}`);
  }
  return { [file]: source.replace(from, to) };
}

function problemsOf(overrides: Overrides): readonly string[] {
  return checkSdfProject(writeSdfProject(sampleProject(overrides))).map(describeProblem);
}

const record = (from: string, to: string): Overrides => change(RECORD, TICKET_RECORD, from, to);
const restlet = (from: string, to: string): Overrides => change(RESTLET, INBOUND_RESTLET, from, to);
const sweep = (from: string, to: string): Overrides => change(SWEEP, SWEEP_MAPREDUCE, from, to);
const role = (from: string, to: string): Overrides => change(ROLE, CLERK_ROLE, from, to);
const deploy = (from: string, to: string): Overrides => change('deploy.xml', DEPLOY_XML, from, to);

type Row = readonly [fault: string, overrides: Overrides, expected: string];

const IDS: readonly Row[] = [
  ['a file name that is not the script id', { [LIST]: undefined, 'Objects/list.xml': TICKET_STATE_LIST }, 'Objects/list.xml:1:1 rule 1: the file must be named customlist_ticket_state.xml'],
  ['an upper-case id', change(STAMP, STAMP_BODY_FIELD, 'custbody_stamp', 'custbody_Stamp'), `${STAMP}:1:1 rule 1: script id "custbody_Stamp" may hold`],
  ['a wrong prefix', record('scriptid="custrecord_ticket_count"', 'scriptid="ticket_count"'), `${RECORD}:12:5 rule 1: script id "ticket_count" of <customrecordcustomfield> must start with "custrecord_"`],
  ['an id that is too long', restlet('customdeploy_inbound', `customdeploy_${'x'.repeat(28)}`), `${RESTLET}:12:5 rule 1: script id "customdeploy_${'x'.repeat(28)}" has 41 characters, 40 are allowed`],
  ['a list id past its own limit', change(LIST, TICKET_STATE_LIST, 'customlist_ticket_state', `customlist_${'x'.repeat(28)}`), 'has 39 characters, 38 are allowed'],
  ['an id used twice', sweep('customdeploy_sweep_now', 'customdeploy_inbound'), `${SWEEP}:19:5 rule 1: script id "customdeploy_inbound" is taken already at ${RESTLET}:12`],
  ['two rows of one id', record('val_ticket_second', 'val_ticket_first'), `${RECORD}:31:5 rule 1: script id "val_ticket_first" is taken already`],
  ['XML that is not well-formed', record('<recordname>Ticket</recordname>', '<recordname>Ticket</recordnam>'), `${RECORD}:2:`],
  ['a stray file among the objects', { 'Objects/notes.txt': 'x' }, 'Objects/notes.txt:1:1 rule 1: only .xml files'],
  ['a missing manifest', { 'manifest.xml': undefined }, 'manifest.xml:1:1 rule 1: the file is missing'],
];

const SHAPES: readonly Row[] = [
  ['an object type that is not read', { 'Objects/custsecret_x.xml': '<secret scriptid="custsecret_x"/>' }, 'Objects/custsecret_x.xml:1:1 rule 2: object type <secret> is not read here'],
  ['an unknown tag', record('<includename>T</includename>', '<hierarchy>T</hierarchy>'), `${RECORD}:4:3 rule 2: unknown tag <hierarchy> in <customrecordtype>`],
  ['a tag of another script type', restlet('<allroles>F</allroles>', '<runasrole>ADMINISTRATOR</runasrole>'), `${RESTLET}:17:7 rule 2: unknown tag <runasrole> in <scriptdeployment>`],
  ['a legal tag that is not read', record('<links>', '<subtabs/><links>'), `${RECORD}:36:3 rule 2: <subtabs> is not taken`],
  ['a missing required tag', restlet('<title>Inbound</title>', ''), `${RESTLET}:12:5 rule 2: <scriptdeployment> needs <title>`],
  ['an empty required tag', restlet('<name>Inbound</name>', '<name></name>'), `${RESTLET}:1:1 rule 2: <restlet> needs <name>`],
  ['a tag given twice', record('<includename>T</includename>', '<includename>T</includename><includename>T</includename>'), `${RECORD}:4:31 rule 2: <includename> stands twice`],
  ['a value outside its list', restlet('<loglevel>AUDIT</loglevel>', '<loglevel>INFO</loglevel>'), `${RESTLET}:16:7 rule 2: <loglevel> must be one of AUDIT,`],
  ['a field type that does not exist', record('<fieldtype>TEXT</fieldtype>', '<fieldtype>FREEFORMTEXT</fieldtype>'), `${RECORD}:7:7 rule 2: <fieldtype> must be one of`],
  ['a flag that is not T or F', record('<includename>T</includename>', '<includename>true</includename>'), `${RECORD}:4:3 rule 2: <includename> must be T or F, not "true"`],
  ['a number out of range', sweep('<concurrencylimit>2</concurrencylimit>', '<yieldaftermins>2</yieldaftermins>'), `${SWEEP}:9:7 rule 2: <yieldaftermins> must be from 3 to 60, not 2`],
  ['a text that is too long', record('<recordname>Ticket</recordname>', `<recordname>${'x'.repeat(41)}</recordname>`), `${RECORD}:2:3 rule 2: <recordname> has 41 characters, 40 are allowed`],
  ['a list field without its list', record('<selectrecordtype>[scriptid=customlist_ticket_state]</selectrecordtype>', ''), `${RECORD}:17:5 rule 2: a SELECT field needs <selectrecordtype>`],
  ['a role that Oracle does not list', restlet('ADMINISTRATOR|', 'BOSS|'), `${RESTLET}:18:7 rule 2: <audslctrole> must be a standard id or a reference to role, not "BOSS"`],
  ['an unknown attribute', record('<permissions>', '<permissions scriptid="x">'), `${RECORD}:43:3 rule 2: <permissions> has no attribute "scriptid"`],
  ['an object without a script id', { 'Objects/customlist_x.xml': '<customlist><name>X</name></customlist>' }, 'rule 2: <customlist> needs the attribute "scriptid"'],
  ['a row with a field its type lacks', record('<custrecord_ticket_count>3</custrecord_ticket_count>', '<custrecord_ticket_sum>3</custrecord_ticket_sum>'), `${RECORD}:28:7 rule 2: unknown tag <custrecord_ticket_sum> in <instance>`],
  ['a row whose value does not fit its field', record('<custrecord_ticket_count>3<', '<custrecord_ticket_count>three<'), `${RECORD}:28:7 rule 2: <custrecord_ticket_count> must be a whole number`],
  ['a row whose text is too long', record('>A-2<', `>${'A'.repeat(21)}<`), `${RECORD}:33:7 rule 2: <custrecord_ticket_code> has 21 characters, 20 are allowed`],
  ['a row without a mandatory field', record('<custrecord_ticket_code>A-2</custrecord_ticket_code>', ''), `${RECORD}:31:5 rule 2: <instance> needs <custrecord_ticket_code>`],
  ['a row without its name', record('<name>Second</name>', ''), `${RECORD}:31:5 rule 2: <instance> needs <name>`],
  ['a permission key that is not known', role('TRAN_SALESORD', 'TRAN_SALESORDER'), `${ROLE}:10:7 rule 2: <permkey> must be a standard id`],
  ['a SuiteApp manifest', { 'manifest.xml': manifestXml().replace('ACCOUNTCUSTOMIZATION', 'SUITEAPP') }, 'manifest.xml:1:1 rule 2: projecttype must be ACCOUNTCUSTOMIZATION'],
  ['a feature that does not say whether it is required', { 'manifest.xml': manifestXml().replace(' required="true"', '') }, 'manifest.xml:6:7 rule 2: <feature> needs required='],
  ['account configuration', { 'AccountConfiguration/features.xml': '<x/>' }, 'deploy.xml:3:5 rule 2: <configuration> brings AccountConfiguration/features.xml'],
];

const REFERENCES: readonly Row[] = [
  ['an object that is not there', record('[scriptid=customrole_clerk]', '[scriptid=customrole_boss]'), `${RECORD}:45:7 rule 3: <permittedrole> names [scriptid=customrole_boss], which is not in the project or the manifest`],
  ['a list value that is not there', record('customlist_ticket_state.val_open', 'customlist_ticket_state.val_opened'), `${RECORD}:29:7 rule 3: <custrecord_ticket_state> names`],
  ['a file that is not there', restlet('/SuiteScripts/sample/inbound.js', '/SuiteScripts/sample/inbond.js'), `${RESTLET}:3:3 rule 3: <scriptfile> names [/SuiteScripts/sample/inbond.js]`],
  ['an object of the wrong kind', record('[scriptid=customlist_ticket_state]<', '[scriptid=customrole_clerk]<'), `${RECORD}:20:7 rule 3: <selectrecordtype> names [scriptid=customrole_clerk], a role, but takes`],
];

const SCRIPTS: readonly Row[] = [
  ['a script type that does not fit', { [INBOUND]: scriptFile('Suitelet', 'return {};') }, `${RESTLET}:3:3 rule 4: [/SuiteScripts/sample/inbound.js] says @NScriptType Suitelet, but <restlet> needs Restlet`],
  ['an old API version', { [INBOUND]: INBOUND_FILE.replace('2.1', '2.0') }, 'says @NApiVersion 2.0, but must say 2.1'],
  ['code before the header', { [INBOUND]: `'use strict';\n${INBOUND_FILE}` }, `${INBOUND}:1:1 rule 4: the header comment must be the first token`],
  ['no header', { [INBOUND]: 'define([], () => ({}));' }, `${RESTLET}:3:3 rule 4: [/SuiteScripts/sample/inbound.js] must begin with its header comment`],
  ['an unknown module', { [INBOUND]: scriptFile('Restlet', 'return {};', ['N/records']) }, `${INBOUND}:1:1 rule 4: /SuiteScripts/sample/inbound.js depends on "N/records"`],
  ['a relative file that does not ship', { [INBOUND]: scriptFile('Restlet', 'return {};', ['./missing']) }, 'depends on "./missing", which is no published module and no shipped file'],
  ['a package name', { [INBOUND]: scriptFile('Restlet', 'return {};', ['lodash']) }, 'depends on "lodash"'],
  ['an N/* call while define runs', { [INBOUND]: scriptFile('Restlet', 'const id = runtime.accountId; return { get: () => id };', ['N/runtime']) }, 'N/runtime.accountId is touched while define runs'],
  ['a Node global', { [INBOUND]: scriptFile('Restlet', 'const key = process.env.KEY; return { get: () => key };') }, 'does not load: ReferenceError: process is not defined'],
  ['a syntax error', { [INBOUND]: scriptFile('Restlet', 'return {;') }, 'does not load: SyntaxError'],
  ['no define call', { [INBOUND]: INBOUND_FILE.replace('define(', 'void (') }, 'calls define 0 times'],
];

const FEATURES: readonly Row[] = [
  ['scripts without their feature', { 'manifest.xml': manifestXml(['CUSTOMRECORDS']) }, `${RESTLET}:1:1 rule 5: <restlet> needs the feature SERVERSIDESCRIPTING`],
  ['records without their feature', { 'manifest.xml': manifestXml(['SERVERSIDESCRIPTING']) }, `${RECORD}:1:1 rule 5: <customrecordtype> needs the feature CUSTOMRECORDS`],
  ['a tag without its feature', change(STAMP, STAMP_BODY_FIELD, '<bodysale>T</bodysale>', '<bodypurchase>T</bodypurchase>'), `${STAMP}:4:3 rule 5: <bodypurchase> needs the feature ACCOUNTING`],
  ['a feature that does not exist', { 'manifest.xml': manifestXml(['SERVERSIDESCRIPTING', 'CUSTOMRECORDS', 'RESTLETS']) }, 'manifest.xml:8:7 rule 5: feature "RESTLETS" is not known'],
  ['a feature SDF does not take', { 'manifest.xml': manifestXml(['SERVERSIDESCRIPTING', 'CUSTOMRECORDS', 'BILLINGACCOUNTS']) }, 'rule 5: feature BILLINGACCOUNTS must not be listed'],
];

const PERMISSIONS: readonly Row[] = [
  ['different levels on the two sides', role('<permkey>[scriptid=customrecord_ticket]</permkey>\n      <permlevel>EDIT', '<permkey>[scriptid=customrecord_ticket]</permkey>\n      <permlevel>FULL'), `${ROLE}:13:5 rule 6: the permission of customrole_clerk on customrecord_ticket is FULL here and EDIT at the record type`],
  ['a restriction on one side', record('<permittedlevel>EDIT</permittedlevel>', '<permittedlevel>EDIT</permittedlevel><restriction>VIEWANDEDIT</restriction>'), 'is EDIT VIEWANDEDIT here and EDIT at the role'],
  ['a role that does not name the record', role('[scriptid=customrecord_ticket]', 'TRAN_FIND'), `${RECORD}:44:5 rule 6: the role does not state the permission`],
  ['a record that does not name the role', record('[scriptid=customrole_clerk]', 'ADMINISTRATOR'), `${ROLE}:13:5 rule 6: the record type does not state the permission`],
  ['a level the permission does not have', role('<permkey>ADMI_LOGIN_OAUTH</permkey>\n      <permlevel>FULL', '<permkey>REPO_ANALYTICS</permkey>\n      <permlevel>FULL'), `${ROLE}:5:5 rule 6: REPO_ANALYTICS takes NONE, EDIT, not FULL`],
  ['a permission stated twice', role('ADMI_LOGIN_OAUTH', 'TRAN_SALESORD'), `${ROLE}:9:5 rule 6: permission TRAN_SALESORD is stated twice`],
  ['a permission list that is empty', { ...record(TICKET_RECORD.slice(TICKET_RECORD.indexOf('  <permissions>'), TICKET_RECORD.indexOf('</customrecordtype>')), ''), ...role('[scriptid=customrecord_ticket]', 'TRAN_FIND') }, `${RECORD}:1:1 rule 6: a record type with USEPERMISSIONLIST needs at least one permission`],
];

const DAILY = SWEEP_MAPREDUCE.slice(SWEEP_MAPREDUCE.indexOf('        <daily>'), SWEEP_MAPREDUCE.indexOf('      </recurrence>'));

const SCHEDULES: readonly Row[] = [
  ['two schedules in one recurrence', sweep('</daily>', '</daily><everyweekday><startdate>2026-01-01</startdate><starttime>00:00:00Z</starttime></everyweekday>'), `${SWEEP}:10:7 rule 7: <recurrence> must hold exactly one schedule, not 2`],
  ['an empty recurrence', sweep(DAILY, ''), `${SWEEP}:10:7 rule 7: <recurrence> must hold exactly one schedule, not 0`],
  ['a SCHEDULED deployment without one', sweep('<status>NOTSCHEDULED</status>', '<status>SCHEDULED</status>'), `${SWEEP}:19:5 rule 7: a SCHEDULED deployment needs a <recurrence>`],
  ['a repeat that does not exist', sweep('PT15M', 'PT5M'), `${SWEEP}:13:11 rule 7: <repeat> takes PT15M, `],
  ['an end before the start', sweep('<startdate>', '<enddate>2025-01-01</enddate><startdate>'), `${SWEEP}:14:11 rule 7: <enddate> 2025-01-01 is before`],
  ['a week without a day', sweep(DAILY, `<weekly><everyxweeks>1</everyxweeks><startdate>2026-01-04</startdate><starttime>03:00:00Z</starttime>${['sun', 'mon', 'tues', 'wednes', 'thurs', 'fri', 'satur'].map((day) => `<${day}day>F</${day}day>`).join('')}</weekly>`), 'rule 7: <weekly> names no day'],
];

const DEPLOYS: readonly Row[] = [
  ['a path without ~/', deploy('~/Objects/*', 'Objects/*'), 'deploy.xml:9:5 rule 8: path "Objects/*" must start with ~/'],
  ['a wildcard inside a path', deploy('~/Objects/*', '~/Objects/*.xml'), 'deploy.xml:9:5 rule 8: path "~/Objects/*.xml" may hold no wildcard but a trailing /*'],
  ['a path with ..', deploy('~/Objects/*', '~/FileCabinet/../Objects/*'), 'rule 8: path "~/FileCabinet/../Objects/*" may hold no empty, "." or ".." part'],
  ['a path that matches nothing', deploy('sample/*', 'simple/*'), 'deploy.xml:6:5 rule 8: path "~/FileCabinet/SuiteScripts/simple/*" matches no file'],
  ['a path in the wrong case', deploy('~/Objects/*', '~/Objects/Customrecord_ticket.xml'), 'matches no file'],
  ['a folder as a path', deploy('~/Objects/*', '~/Objects'), 'rule 8: path "~/Objects" matches no file'],
  ['a file that no path matches', { 'FileCabinet/SuiteScripts/other/x.js': '' }, 'FileCabinet/SuiteScripts/other/x.js:1:1 rule 8: no path of deploy.xml matches this file'],
  ['a hidden file', { 'FileCabinet/SuiteScripts/sample/.DS_Store': '' }, '.DS_Store:1:1 rule 8: a hidden file would be deployed'],
  ['a folder outside the ones a project may write', { ...deploy('SuiteScripts/sample/*', '*'), 'FileCabinet/Images/x.png': '' }, 'FileCabinet/Images/x.png:1:1 rule 8: files may go to'],
  ['an unknown section', deploy('<objects>', '<object/><objects>'), 'rule 8: unknown section <object>'],
];

const VALUES: readonly Row[] = [
  ['a value left to the account', restlet('>7<', '>[ACCOUNT_SPECIFIC_VALUE]<'), `${RESTLET}:19:7 rule 10: <custscript_inbound_limit> holds [ACCOUNT_SPECIFIC_VALUE]`],
  ['a value for a parameter the script lacks', restlet('<custscript_inbound_limit>7</custscript_inbound_limit>', '<custscript_inbound_max>7</custscript_inbound_max>'), `${RESTLET}:19:7 rule 10: <custscript_inbound_max> is no parameter of this script`],
  ['a value that does not fit its parameter', restlet('>7<', '>seven<'), `${RESTLET}:19:7 rule 10: <custscript_inbound_limit> must be a whole number`],
];

describe('a sound project', () => {
  it('has no problem', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it('may share files between scripts by relative path', () => {
    expect(problemsOf({
      [INBOUND]: scriptFile('Restlet', 'return { get: () => lib.answer };', ['./lib/answer']).replace('(__lib_answer)', '(lib)'),
      'FileCabinet/SuiteScripts/sample/lib/answer.js': 'define(["exports"], (exports) => { exports.answer = 42; });',
    })).toEqual([]);
  });

  it('may refer to what the manifest says is in the account', () => {
    expect(problemsOf({
      'manifest.xml': manifestXml().replace('<dependencies>', '<dependencies><objects><object>customrole_theirs</object></objects>'),
      ...restlet('ADMINISTRATOR|', '[scriptid=customrole_theirs]|'),
    })).toEqual([]);
  });
});

describe.each([
  ['ids and files (rule 1)', 1, IDS],
  ['tags and values (rule 2)', 2, SHAPES],
  ['references (rule 3)', 3, REFERENCES],
  ['script files (rule 4)', 4, SCRIPTS],
  ['features (rule 5)', 5, FEATURES],
  ['permissions (rule 6)', 6, PERMISSIONS],
  ['schedules (rule 7)', 7, SCHEDULES],
  ['deploy paths (rule 8)', 8, DEPLOYS],
  ['values that are not there (rule 10)', 10, VALUES],
])('%s', (_name, rule, rows) => {
  it.each(rows)('%s is refused', (_fault, overrides, expected) => {
    const problems = problemsOf(overrides).filter((problem) => problem.includes(` rule ${rule}: `));
    expect(problems).toContainEqual(expect.stringContaining(expected));
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JSON_HEADERS, TEST_TIME, bootTestEmulator, closeAfterTest, restletPath, serve } from '../../support/emulator';
import { createSignedClient } from '../../support/oauth1-client';
import { LAB_FILES } from '../../support/restlet-lab';
import { sampleProject, scriptFile, writeSdfProject } from '../../support/sdf-project';

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'account-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const call = { method: 'POST', path: restletPath(), body: '{"act":"text"}', headers: JSON_HEADERS };

it('an account says whether its data existed', async () => {
  const options = { dataFolder: folder, projectFolder: writeSdfProject(sampleProject(LAB_FILES)) };
  const first = await bootTestEmulator(options);
  expect(first.existed).toBe(false);
  first.close();
  expect((await bootTestEmulator(options)).existed).toBe(true);
});

it('tokens, used nonces, numbers of scripts and the log outlive a restart', async () => {
  const options = { dataFolder: folder, projectFolder: writeSdfProject(sampleProject(LAB_FILES)) };
  const first = await bootTestEmulator(options);
  const lab = await serve(first);
  expect((await lab.clientWith({ forced: { oauth_nonce: 'n1' } }).call(call)).status).toBe(200);
  first.close();

  const second = await bootTestEmulator(options);
  const { baseUrl, close } = await second.listen(0);
  closeAfterTest({ close });
  const client = (nonce: string) => closeAfterTest(createSignedClient({
    baseUrl, accountId: second.accountId, credentials: lab.caller.credentials, nowMs: () => TEST_TIME, forced: { oauth_nonce: nonce },
  }));
  expect((await client('n1').call(call)).headers['www-authenticate']).toContain('nonce_used');
  expect((await client('n2').call({ ...call, path: restletPath('101', '1') })).status).toBe(200);
  const log = (await client('n3').call({ method: 'GET', path: '/emulator/log' })).json() as { executions: { id: number }[] };
  expect(log.executions.map((execution) => execution.id)).toEqual([2, 1]);
});

it.each([
  ['a project that SDF would refuse', { 'Objects/customrole_clerk.xml': '<role scriptid="customrole_clerk"><name>Clerk</name>' }],
  ['a script file that is missing', { 'FileCabinet/SuiteScripts/sample/inbound.js': undefined }],
])('%s does not start', async (_title, files) => {
  await expect(bootTestEmulator({ files })).rejects.toThrow();
});

it.each([
  ['a scheduled script on its schedule', 'scheduledscript', 'ScheduledScript', 'return { execute: () => undefined };',
    '<status>SCHEDULED</status> <title>Daily</title> <isdeployed>T</isdeployed> <loglevel>AUDIT</loglevel> <recurrence><daily><everyxdays>1</everyxdays><startdate>2026-01-01</startdate><starttime>00:00:00Z</starttime></daily></recurrence>'],
])('%s is refused by name, as nothing would run it', async (_title, tag, scriptType, body, deployment) => {
  const files = {
    'Objects/scripts/customscript_other.xml': `<${tag} scriptid="customscript_other">
  <name>Other</name>
  <scriptfile>[/SuiteScripts/sample/other.js]</scriptfile>
  <scriptdeployments><scriptdeployment scriptid="customdeploy_other">${deployment}</scriptdeployment></scriptdeployments>
</${tag}>`,
    'FileCabinet/SuiteScripts/sample/other.js': scriptFile(scriptType, body),
  };
  await expect(bootTestEmulator({ files })).rejects.toThrow(/does not emulate .*customscript_other/);
});

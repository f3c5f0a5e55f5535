import type { Emulator, RestletReply } from '../../emulator/types';
import { bootTestEmulator, type TestEmulatorOptions } from './emulator';
import { scriptFile } from './sdf-project';

export interface UserEventDeployment {
  /** Body of the script's factory; returns the entry points. `tell(what)` logs it, `record`, `runtime`, `error`, `log` and `task` are in reach. */
  readonly body: string;
  /** `[scriptid=customrecord_ticket]` by default. */
  readonly recordType?: string;
  /** Further tags of the deployment. */
  readonly tags?: string;
  readonly status?: 'RELEASED' | 'TESTING';
  readonly isDeployed?: boolean;
  /** Tags of the audience; all roles by default. */
  readonly audience?: string;
}

/** Project files of one user event script, named `customscript_<name>`. */
export function userEventFiles(name: string, deployment: UserEventDeployment): Record<string, string> {
  const { body, recordType = '[scriptid=customrecord_ticket]', tags = '', status = 'RELEASED', isDeployed = true, audience = '<allroles>T</allroles>' } = deployment;
  return {
    [`Objects/scripts/customscript_${name}.xml`]: `<usereventscript scriptid="customscript_${name}">
  <name>${name}</name>
  <scriptfile>[/SuiteScripts/sample/${name}.js]</scriptfile>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_${name}">
      <status>${status}</status> <isdeployed>${isDeployed ? 'T' : 'F'}</isdeployed> <loglevel>DEBUG</loglevel> ${audience}
      <recordtype>${recordType}</recordtype> ${tags}
    </scriptdeployment>
  </scriptdeployments>
</usereventscript>
`,
    [`FileCabinet/SuiteScripts/sample/${name}.js`]: scriptFile('UserEventScript', `const tell = (what) => log.audit({ title: 'told', details: JSON.stringify(what) });
  ${body}`, ['N/record', 'N/runtime', 'N/error', 'N/log', 'N/task']),
  };
}

/** A RESTlet whose `post` runs the code it is sent; `record`, `error`, `runtime`, `config`, `transaction` and `task` are in reach. */
const RUN_FILE = scriptFile('Restlet', `return { post: ({ code, ids }) => new Function('record', 'error', 'runtime', 'config', 'transaction', 'task', 'ids', '"use strict";' + code)(record, error, runtime, config, transaction, task, ids) };`,
  ['N/record', 'N/error', 'N/runtime', 'N/config', 'N/transaction', 'N/task']);

/** Boots an account whose RESTlet runs code, with these user event scripts. */
export async function bootWithUserEvents(scripts: Readonly<Record<string, UserEventDeployment>>, options: TestEmulatorOptions = {}): Promise<Emulator> {
  const files = Object.entries(scripts).map(([name, deployment]) => userEventFiles(name, deployment));
  return bootTestEmulator({ ...options, files: Object.assign({ 'FileCabinet/SuiteScripts/sample/inbound.js': RUN_FILE }, ...files, options.files) as Record<string, string> });
}

/** Runs code in the RESTlet, as the administrator or as the actor given. */
export function runCode(emulator: Emulator, code: string, more: { readonly ids?: Readonly<Record<string, unknown>>; readonly actor?: ReturnType<Emulator['actor']> } = {}): RestletReply {
  return emulator.callRestlet({
    scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound', method: 'post',
    argument: { code, ids: more.ids ?? {} }, actor: more.actor ?? emulator.administratorActor(),
  });
}

/** As runCode, and the value; anything else fails the test with the reply's words. */
export function codeValue(emulator: Emulator, code: string, more: Parameters<typeof runCode>[2] = {}): unknown {
  const reply = runCode(emulator, code, more);
  if (reply.kind !== 'returned') throw new Error(`expected a value, got ${JSON.stringify(reply)}`);
  return reply.value;
}

/** What user event scripts told of, oldest first. */
export async function toldBy(emulator: Emulator): Promise<readonly unknown[]> {
  const { baseUrl, close } = await emulator.listen(0);
  const reply = await fetch(`${baseUrl}/emulator/log?limit=500`, { headers: { connection: 'close' } });
  const { lines } = await reply.json() as { readonly lines: readonly { readonly title: string; readonly details: string }[] };
  await close();
  return lines.filter(({ title }) => title === 'told').map(({ details }) => JSON.parse(details) as unknown).reverse();
}

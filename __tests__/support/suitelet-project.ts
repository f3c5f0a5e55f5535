import type { Emulator } from '../../emulator/types';
import type { SuiteletReply, SuiteletRequest } from '../../emulator/ui/page-calls';
import type { FormPage, ListPage } from '../../emulator/ui/page-model';
import { bootTestEmulator, type TestEmulatorOptions } from './emulator';
import { scriptFile } from './sdf-project';

const MODULES = ['N/ui/serverWidget', 'N/ui/message', 'N/record', 'N/runtime', 'N/redirect', 'N/url', 'N/file', 'N/email', 'N/error', 'N/log', 'N/http', 'N/xml'];

/** Modules of N/ui by their last names. */
const ALIASES = 'const serverWidget = ui_serverWidget; const message = ui_message;';

export interface PageScript {
  /** Body of the script's factory; returns the entry points. Modules are in reach by their last name. */
  readonly body: string;
  /** Tags of the deployment after its title; default: all roles. */
  readonly tags?: string;
  readonly status?: 'RELEASED' | 'TESTING';
  readonly isDeployed?: boolean;
}

const deployment = (name: string, { tags = '<allroles>T</allroles>', status = 'RELEASED', isDeployed = true }: PageScript) => `<scriptdeployments>
    <scriptdeployment scriptid="customdeploy_${name}">
      <status>${status}</status> <title>${name}</title> <isdeployed>${isDeployed ? 'T' : 'F'}</isdeployed> <loglevel>DEBUG</loglevel> ${tags}
    </scriptdeployment>
  </scriptdeployments>`;

/** Project files of one Suitelet, named `customscript_<name>`. */
export function suiteletFiles(name: string, script: PageScript): Record<string, string> {
  return {
    [`Objects/scripts/customscript_${name}.xml`]: `<suitelet scriptid="customscript_${name}">
  <name>${name}</name>
  <scriptfile>[/SuiteScripts/sample/${name}.js]</scriptfile>
  <scriptcustomfields>
    <scriptcustomfield scriptid="custscript_${name}_limit"> <fieldtype>INTEGER</fieldtype> <label>Limit</label> <defaultvalue>50</defaultvalue> </scriptcustomfield>
  </scriptcustomfields>
  ${deployment(name, script)}
</suitelet>
`,
    [`FileCabinet/SuiteScripts/sample/${name}.js`]: scriptFile('Suitelet', `${ALIASES} ${script.body}`, MODULES),
  };
}

/** Project files of one portlet of a kind, named `customscript_<name>`. */
export function portletFiles(name: string, kind: 'FORM' | 'HTML' | 'LINKS' | 'LIST', script: PageScript): Record<string, string> {
  return {
    [`Objects/scripts/customscript_${name}.xml`]: `<portlet scriptid="customscript_${name}">
  <name>${name}</name>
  <portlettype>${kind}</portlettype>
  <scriptfile>[/SuiteScripts/sample/${name}.js]</scriptfile>
  ${deployment(name, script)}
</portlet>
`,
    [`FileCabinet/SuiteScripts/sample/${name}.js`]: scriptFile('Portlet', `${ALIASES} ${script.body}`, MODULES),
  };
}

/** Boots an account with one Suitelet, `page`, whose `onRequest` runs the code of its `code` parameter. */
export function bootWithSuitelet(options: TestEmulatorOptions = {}, script: Partial<PageScript> = {}): Promise<Emulator> {
  const body = script.body ?? `return { onRequest: ({ request, response }) => new Function('request', 'response', ${NAMES}, '"use strict";' + request.parameters.code)(request, response, ${NAMES.replaceAll("'", '')}) };`;
  return bootTestEmulator({ ...options, files: { ...suiteletFiles('page', { ...script, body }), ...options.files } });
}

const NAMES = MODULES.map((name) => `'${name.slice(name.lastIndexOf('/') + 1)}'`).join(', ');

export interface OpenOptions {
  readonly request?: Partial<SuiteletRequest>;
  readonly actor?: ReturnType<Emulator['actor']>;
  readonly session?: Map<string, string>;
}

/** Runs code in the Suitelet, as the administrator or as the actor given. */
export function openPage(emulator: Emulator, code: string, { request = {}, actor, session }: OpenOptions = {}): SuiteletReply {
  const { parameters, ...more } = request;
  return emulator.callSuitelet({
    scriptId: 'customscript_page', deploymentId: 'customdeploy_page', actor: actor ?? emulator.administratorActor(), ...(session === undefined ? {} : { session }),
    request: {
      method: 'GET', url: 'https://td123456.app.netsuite.com/app/site/hosting/scriptlet.nl?script=1&deploy=1', headers: {}, body: '', ...more,
      parameters: { script: 'customscript_page', deploy: 'customdeploy_page', ...parameters, code },
    },
  });
}

/** What code in the Suitelet returns, by way of the response. */
export function pageValue(emulator: Emulator, code: string, more: OpenOptions = {}): unknown {
  const reply = openPage(emulator, `const value = (() => { ${code} })(); response.write({ output: JSON.stringify(value === undefined ? null : value) });`, more);
  if (reply.kind !== 'written' || typeof reply.content !== 'string') throw new Error(`expected a value, got ${JSON.stringify(reply)}`);
  return JSON.parse(reply.content) as unknown;
}

/** The form that code makes of `form`, an empty one. */
export function formOf(emulator: Emulator, code: string, more: OpenOptions = {}): FormPage {
  const reply = openPage(emulator, `const form = serverWidget.createForm({ title: 'F' }); ${code} response.writePage({ pageObject: form });`, more);
  if (reply.kind !== 'page' || reply.page.kind !== 'form') throw new Error(`expected a form, got ${JSON.stringify(reply)}`);
  return reply.page;
}

/** The list that code makes of `list`, an empty one. */
export function listOf(emulator: Emulator, code: string): ListPage {
  const reply = openPage(emulator, `const list = serverWidget.createList({ title: 'L' }); ${code} response.writePage({ pageObject: list });`);
  if (reply.kind !== 'page' || reply.page.kind !== 'list') throw new Error(`expected a list, got ${JSON.stringify(reply)}`);
  return reply.page;
}

/** Name of the error that code throws, or what it is refused. */
export function failureOf(emulator: Emulator, code: string, more: OpenOptions = {}): string {
  const reply = openPage(emulator, `const form = serverWidget.createForm({ title: 'F' }); const list = serverWidget.createList({ title: 'L' }); ${code}`, more);
  return reply.kind === 'failed' ? (reply.code === 'EMULATOR_NOT_IMPLEMENTED' ? `refused: ${reply.message}` : reply.code) : reply.kind;
}

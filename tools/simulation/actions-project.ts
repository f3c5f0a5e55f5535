import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Emulator } from '../../emulator/types';
import type { ActionRequest, ActionResult } from '../../src/application/actions/act';
import type { CauseRelease, ReleasedCause } from '../../src/application/actions/release-cause';
import type { MadeByHand } from '../../src/application/actions/resolve-elsewhere';
import { bundleScripts } from '../build/bundle';
import { headerOf } from '../build/entry-points';
import { SCRIPT_FOLDER } from '../build/project';

const ROOT = join(__dirname, '..', '..');
const SCRIPT = 'customscript_lab_actions';
const DEPLOYMENT = 'customdeploy_lab_actions';

/** The script that does what people ask for, while there is no page for it. */
export const ACTIONS = { scriptId: SCRIPT, deploymentId: DEPLOYMENT } as const;

/** An action, as a page would ask for it. */
export type AskedAction =
  | { readonly action: 'redrive' | 'discard' | 'reopen'; readonly request: ActionRequest }
  | { readonly action: 'resolve_elsewhere'; readonly request: ActionRequest; readonly made: MadeByHand }
  | { readonly action: 'release_cause'; readonly release: CauseRelease };

const SCRIPT_XML = `<restlet scriptid="${SCRIPT}">
  <name>Lab Actions</name> <scriptfile>[/SuiteScripts/docket/actions_restlet.js]</scriptfile>
  <scriptdeployments><scriptdeployment scriptid="${DEPLOYMENT}">
    <status>RELEASED</status> <title>Lab Actions</title> <isdeployed>T</isdeployed> <loglevel>AUDIT</loglevel> <allroles>F</allroles> <audslctrole>ADMINISTRATOR</audslctrole>
  </scriptdeployment></scriptdeployments>
</restlet>
`;

/** Adds a script to a project that does the actions of people. */
export async function addActions(folder: string): Promise<void> {
  const source = 'tools/simulation/actions_restlet.ts';
  const header = headerOf(readFileSync(join(ROOT, source), 'utf8'));
  const scripts = await bundleScripts(ROOT, [{ source, target: `${SCRIPT_FOLDER}/actions_restlet.js`, header, client: false }]);
  for (const { path, content } of [...scripts, { path: `Objects/${SCRIPT}.xml`, content: SCRIPT_XML }]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Has an action done in an account whose project has `addActions`. */
export function act(emulator: Emulator, asked: AskedAction): ActionResult | ReleasedCause {
  const reply = emulator.callRestlet({ ...ACTIONS, method: 'post', argument: JSON.parse(JSON.stringify(asked)), actor: emulator.administratorActor() });
  if (reply.kind !== 'returned') throw new Error(JSON.stringify(reply));
  return JSON.parse(JSON.stringify(reply.value)) as ActionResult | ReleasedCause;
}

/** A person's click on an operation. */
export function click(operationId: unknown, key = 'click-1', note = 'because'): ActionRequest {
  return { operationId: String(operationId), asker: { userId: 9, role: 'customrole_finance' }, note, key };
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Emulator } from '../../emulator/types';
import type { ReviewRole } from '../../src/domain/review/capability';
import { bundleScripts } from '../../tools/build/bundle';
import { headerOf } from '../../tools/build/entry-points';
import { SCRIPT_FOLDER } from '../../tools/build/project';
import type { AskedOfReview } from './review_restlet';

const ROOT = join(__dirname, '..', '..');
const SCRIPT = 'customscript_lab_review';
const DEPLOYMENT = 'customdeploy_lab_review';

/** Role that the pages of the queue run as. */
export const PAGES_ROLE = 'customrole_dkt_pages';

const SCRIPT_XML = `<restlet scriptid="${SCRIPT}">
  <name>Lab Review</name> <scriptfile>[/SuiteScripts/docket/review_restlet.js]</scriptfile>
  <scriptdeployments><scriptdeployment scriptid="${DEPLOYMENT}">
    <status>RELEASED</status> <title>Lab Review</title> <isdeployed>T</isdeployed> <loglevel>AUDIT</loglevel> <allroles>T</allroles>
  </scriptdeployment></scriptdeployments>
</restlet>
`;

/** Adds a script to a project that reads the queue as its pages do. */
export async function addReview(folder: string): Promise<void> {
  const source = '__tests__/support/review_restlet.ts';
  const header = headerOf(readFileSync(join(ROOT, source), 'utf8'));
  const scripts = await bundleScripts(ROOT, [{ source, target: `${SCRIPT_FOLDER}/review_restlet.js`, header, client: false }]);
  for (const { path, content } of [...scripts, { path: `Objects/${SCRIPT}.xml`, content: SCRIPT_XML }]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** What the queue answered, to whom, and for how many units. */
export interface Reviewed<T> {
  readonly viewer: { readonly role: ReviewRole; readonly subsidiaries: 'all' | readonly number[] } | null;
  readonly answer: T | null;
  readonly units: number;
}

/** Asks the queue as a person of the demo company, through a page that runs as its own role for one profile. */
export function ask<T>(emulator: Emulator, asked: AskedOfReview, profile: ReviewRole = 'approver', person = 'demo_employee_receivables', role = PAGES_ROLE): Reviewed<T> {
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [person]);
  emulator.grantRole(Number(employee?.['id']), role);
  const actor = emulator.actor(Number(employee?.['id']), role);
  const argument = JSON.parse(JSON.stringify(role === PAGES_ROLE ? { ...asked, profile } : asked));
  const reply = emulator.callRestlet({ scriptId: SCRIPT, deploymentId: DEPLOYMENT, method: 'post', argument, actor });
  if (reply.kind !== 'returned') throw new Error(JSON.stringify(reply));
  return JSON.parse(JSON.stringify(reply.value)) as Reviewed<T>;
}

import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

import { checkSdf } from '../../tools/check-sdf';
import { sampleProject, writeSdfProject } from '../support/sdf-project';

const ROOT = resolve(__dirname, '../..');

/** A sound project with TypeScript beside it. */
function folders(source: string): { readonly project: string; readonly source: string } {
  const project = writeSdfProject({ ...sampleProject(), 'src/record-ids.ts': source });
  return { project, source: join(project, 'src') };
}

const KNOWN = `export const TICKET = {
  type: 'customrecord_ticket', code: 'custrecord_ticket_code', stamp: "custbody_stamp", list: \`customlist_ticket_state\`,
  script: 'customscript_inbound', deployment: 'customdeploy_inbound', limit: 'custscript_inbound_limit', role: 'customrole_clerk',
};
// 'custrecord_in_a_comment' names nothing, and so does 'the custrecord_ticket_code field'.
`;

describe('script ids in TypeScript', () => {
  it('pass when the project defines them', () => {
    expect(checkSdf(folders(KNOWN))).toEqual([]);
  });

  it.each([
    ['custrecord_ticket_cod', "const a = 1;\nexport const CODE = 'custrecord_ticket_cod';", 2, 21],
    ['custbody_stamped', 'export const X = [`custbody_stamped`];', 1, 19],
    ['custscript_inbound_max', "export type Parameter = 'custscript_inbound_max';", 1, 25],
    ['customdeploy_gone', "export const X = { 'customdeploy_gone': 1 };", 1, 20],
  ])('fail when no object defines %s (rule 10)', (id, source, line, column) => {
    expect(checkSdf(folders(source))).toEqual([
      expect.objectContaining({ rule: 10, line, column, message: `no object of the project defines "${id}"` }),
    ]);
  });
});

describe('the command', () => {
  const run = (source: string): { readonly status: number | null; readonly stdout: string } => {
    const { project, source: sourceFolder } = folders(source);
    return spawnSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), join(ROOT, 'tools/check-sdf.ts'), project, sourceFolder], { encoding: 'utf8' });
  };

  it('prints the problems and exits 1', () => {
    const { status, stdout } = run("export const X = 'custitem_gone';");
    expect(status).toBe(1);
    expect(stdout).toMatch(/record-ids\.ts:1:18 rule 10: no object of the project defines "custitem_gone"/);
  });

  it('exits 0 when there is none', () => {
    expect(run(KNOWN)).toMatchObject({ status: 0, stdout: expect.stringMatching(/no problem found/) });
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { guideSteps, type GuideStep } from '../support/guide';

const ROOT = resolve(__dirname, '../..');

/** What a reader has after unpacking the project; node_modules is linked. */
const PARTS = ['src', 'tools', 'emulator', 'demo', 'examples', 'docs', 'manifest.xml', 'deploy.xml', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Builds, two accounts and a server, on a machine that has other things to do. */
jest.setTimeout(300_000);

let folder: string;
let server: ChildProcess | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guide-'));
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});

afterAll(async () => {
  if (server?.pid !== undefined && server.exitCode === null) {
    const gone = new Promise((done) => server?.once('close', done));
    process.kill(-server.pid, 'SIGTERM');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Printed {
  readonly text: string;
  readonly exitCode: number | null;
}

/** Runs a line as a shell would. A server is left running once it says how to stop it. */
function run({ text, serves }: Extract<GuideStep, { kind: 'command' }>): Promise<Printed> {
  return new Promise((done) => {
    const child = spawn('sh', ['-c', text], { cwd: folder, detached: true, env: { ...process.env, CI: '' } });
    let printed = '';
    const take = (part: Buffer): void => {
      printed += part.toString('utf8');
      if (serves && printed.includes('Ctrl-C stops')) done({ text: printed, exitCode: null });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('close', (exitCode) => { done({ text: printed, exitCode }); });
    if (serves) server = child;
  });
}

/** The path of a block is new, or it is there to be edited: a guide that overwrites what it has written is a fault. */
function edit({ path, from, to }: Extract<GuideStep, { kind: 'edit' }>): void {
  const text = readFileSync(join(folder, path), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, path), text.replace(from, () => to));
}

it('the guide "add a source" leads from a sample document to a running map, each file and command as it stands there', async () => {
  const steps = guideSteps(readFileSync(join(ROOT, 'docs/guides/add-a-source.md'), 'utf8'));
  let last: Printed = { text: '', exitCode: 0 };
  for (const [index, step] of steps.entries()) {
    switch (step.kind) {
      case 'file':
        mkdirSync(dirname(join(folder, step.path)), { recursive: true });
        writeFileSync(join(folder, step.path), step.content, { flag: 'wx' });
        break;
      case 'edit':
        edit(step);
        break;
      case 'command':
        last = await run(step);
        // The first check finds what the guide goes on to fix.
        expect([step.text, last.exitCode, last.text]).toEqual([step.text, isFirstCheck(steps, index) ? 1 : step.serves ? null : 0, last.text]);
        break;
      case 'output':
        for (const line of step.lines) expect(last.text).toContain(line);
    }
  }
  expect(steps.filter(({ kind }) => kind === 'command').length).toBeGreaterThan(8);
});

function isFirstCheck(steps: readonly GuideStep[], index: number): boolean {
  return steps.findIndex(({ kind }) => kind === 'command') === index;
}

it('a draft that lies elsewhere is tried with a document that would not be applied: it says why, and fails', async () => {
  cpSync(join(ROOT, 'src/maps/shopify/customer.json'), join(folder, 'draft/customer.json'));
  cpSync(join(ROOT, 'src/maps/shopify/samples'), join(folder, 'draft/samples'), { recursive: true });
  edit({ kind: 'edit', path: 'draft/customer.json', from: '"max": 254 },', to: '"max": 254 }, "required": true,' });
  writeFileSync(join(folder, 'no-email.json'), '{ "id": 2, "updated_at": "2026-11-20T10:00:00Z", "first_name": "Ada", "last_name": "Ames" }');
  const { text, exitCode } = await run({ kind: 'command', text: 'npm run map -- try draft/customer.json --document no-email.json', serves: false });
  expect(text).toContain('  /email  "email" needs a value from here.');
  expect(exitCode).toBe(1);
});

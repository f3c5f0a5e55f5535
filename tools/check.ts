import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

import { codeFolders } from './code-folders';

/**
 * `npm run check`: everything that can be said of the code without running its tests. Every check runs, two at a time,
 * each one's output stands together under its name, and the exit code is 1 when any fails. Words after `--` choose
 * checks by name: `npm run check -- lint types`.
 */
interface Check {
  readonly name: string;
  /** A program below `node_modules`, and its arguments. */
  readonly program: string;
  readonly args: readonly string[];
}

const ROOT = resolve(__dirname, '..');

const TSX = 'tsx/dist/cli.mjs';

/** In order of start: the slow ones first. */
const CHECKS: readonly Check[] = [
  { name: 'lint', program: 'eslint/bin/eslint.js', args: ['.', '--max-warnings', '0'] },
  { name: 'types', program: 'typescript/bin/tsc', args: ['-p', '.', '--noEmit', '--pretty', 'false'] },
  { name: 'types-netsuite', program: 'typescript/bin/tsc', args: ['-p', 'src', '--noEmit', '--pretty', 'false'] },
  { name: 'types-browser', program: 'typescript/bin/tsc', args: ['-p', 'emulator/ui/client', '--noEmit', '--pretty', 'false'] },
  { name: 'imports', program: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', ...codeFolders(ROOT)] },
  { name: 'unused', program: 'knip/bin/knip.js', args: ['--no-config-hints'] },
  { name: 'build', program: TSX, args: ['tools/build.ts'] },
  { name: 'sdf', program: TSX, args: ['tools/check-sdf.ts'] },
  { name: 'schema', program: TSX, args: ['tools/schema-guard.ts'] },
  { name: 'coverage', program: TSX, args: ['tools/coverage.ts', '--check'] },
  { name: 'reasons', program: TSX, args: ['tools/reasons.ts', '--check'] },
  { name: 'decisions', program: TSX, args: ['tools/decisions.ts', '--check'] },
  { name: 'openapi', program: TSX, args: ['tools/openapi.ts', '--check'] },
  { name: 'simulation-pages', program: TSX, args: ['tools/simulate.ts', '--check'] },
  { name: 'map-pages', program: TSX, args: ['tools/map.ts', 'explain', '--all', '--check'] },
];

/** Checks that read `dist`, and so wait for the build. */
const AFTER_BUILD: readonly string[] = ['sdf', 'schema', 'decisions', 'openapi', 'simulation-pages'];

/** Checks whose words are worth reading where they pass: what an upgrade does. */
const TOLD: readonly string[] = ['schema'];

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
}

function run({ name, program, args }: Check): Promise<Outcome> {
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, [resolve(ROOT, 'node_modules', program), ...args], { cwd: ROOT });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => { output.push(chunk); });
    child.stderr.on('data', (chunk: Buffer) => { output.push(chunk); });
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
      if (code !== 0 || TOLD.includes(name)) console.log(Buffer.concat(output).toString('utf8').trimEnd());
      done({ name, passed: code === 0 });
    });
  });
}

/** Runs the checks in order with `width` of them at a time. */
async function runAll(checks: readonly Check[], width: number): Promise<readonly Outcome[]> {
  const waiting = [...checks];
  const outcomes: Outcome[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) outcomes.push(await run(next));
  };
  await Promise.all(Array.from({ length: width }, worker));
  return outcomes;
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
  if (unknown.length > 0) {
    console.error(`There is no check named ${unknown.join(', ')}. Known: ${CHECKS.map(({ name }) => name).join(', ')}.`);
    return 1;
  }
  const chosen = CHECKS.filter(({ name }) => names.length === 0 || names.includes(name));
  console.log(`Running ${chosen.length} checks: ${chosen.map(({ name }) => name).join(', ')}`);
  const first = await runAll(chosen.filter(({ name }) => !AFTER_BUILD.includes(name)), 2);
  const outcomes = [...first, ...await runAll(chosen.filter(({ name }) => AFTER_BUILD.includes(name)), 2)];
  const failed = outcomes.filter(({ passed }) => !passed).map(({ name }) => name);
  console.log(failed.length === 0 ? `All ${outcomes.length} checks passed` : `${failed.length} of ${outcomes.length} checks failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

void main(process.argv.slice(2)).then((code) => { process.exitCode = code; });

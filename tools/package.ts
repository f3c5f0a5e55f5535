import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';

import { describeProblem } from '../emulator/sdf/sdf-project-error';
import { readZipEntries } from './zip-entries';
import type { SdfProblem } from '../emulator/sdf/types';
import type { ZipEntry } from './zip-entries';

const ROOT = resolve(__dirname, '..');
const CLI = join(ROOT, 'node_modules/@oracle/suitecloud-cli/src/suitecloud.js');

/** A package as the SuiteCloud CLI made it, held against what must be in it. */
export interface PackageResult {
  /** Absolute path of the zip. */
  readonly zip: string;
  /** Files in the zip, folders left out, by name. */
  readonly files: readonly ZipEntry[];
  readonly problems: readonly SdfProblem[];
}

/**
 * Rule 9: packages a built project and compares the zip with what must be in it: manifest.xml, deploy.xml and every file
 * under Objects and FileCabinet, each of its size, and nothing else. The CLI drops what a path misses without a word.
 * `workFolder` holds suitecloud.config.js and takes `build/`. Throws when the CLI fails.
 */
export function packageProject(projectFolder: string, workFolder: string): PackageResult {
  const build = join(workFolder, 'build');
  rmSync(build, { recursive: true, force: true });
  const run = spawnSync(process.execPath, [CLI, 'project:package'], { cwd: workFolder, encoding: 'utf8' });
  const [name, ...others] = run.status === 0 ? readdirSync(build).filter((file) => file.endsWith('.zip')) : [];
  if (name === undefined || others.length > 0) {
    throw new Error(`suitecloud project:package ended with ${run.status ?? run.signal} and made no package:\n${run.stdout}${run.stderr}`);
  }
  const zip = join(build, name);
  const files = readZipEntries(readFileSync(zip)).filter((entry) => !entry.path.endsWith('/')).sort(byPath);
  return { zip, files, problems: comparePackage(files, expectedFiles(projectFolder)) };
}

/** Packages a project that is not this one: in a folder of its own, away from this project's config. */
export function packageElsewhere(projectFolder: string): PackageResult {
  const workFolder = mkdtempSync(join(tmpdir(), 'sdf-package-'));
  const config = { defaultProjectFolder: relative(workFolder, resolve(projectFolder)), commands: {} };
  writeFileSync(join(workFolder, 'suitecloud.config.js'), `module.exports = ${JSON.stringify(config)};\n`);
  return packageProject(projectFolder, workFolder);
}

/** Differences between a package and what must be in it. */
export function comparePackage(found: readonly ZipEntry[], expected: readonly ZipEntry[]): readonly SdfProblem[] {
  const inZip = new Map(found.map((entry) => [entry.path, entry.size]));
  const wanted = new Map(expected.map((entry) => [entry.path, entry.size]));
  const problem = (file: string, message: string): SdfProblem => ({ rule: 9, file, line: 1, column: 1, message });
  const missing = expected.filter(({ path }) => !inZip.has(path)).map(({ path }) => problem(path, 'the file is not in the package'));
  const extra = found.filter(({ path }) => !wanted.has(path)).map(({ path }) => problem(path, 'the package holds this file, which must not be in it'));
  const changed = found
    .filter(({ path, size }) => wanted.has(path) && wanted.get(path) !== size)
    .map(({ path, size }) => problem(path, `the file has ${wanted.get(path) ?? 0} bytes, in the package ${size}`));
  return [...missing, ...extra, ...changed];
}

/** Every file that a built project must ship. */
export function expectedFiles(projectFolder: string): readonly ZipEntry[] {
  const below = readdirSync(projectFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => /^(?:manifest\.xml|deploy\.xml|(?:Objects|FileCabinet)\/.*)$/.test(path));
  return below
    .map((path) => ({ path, stat: statSync(join(projectFolder, path)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ path, stat }) => ({ path, size: stat.size }))
    .sort(byPath);
}

function byPath(left: ZipEntry, right: ZipEntry): number {
  return left.path < right.path ? -1 : 1;
}

/**
 * `npm run package -- [PROJECT]`: without PROJECT builds and packages this project into `build/`; prints the list of the
 * zip and every difference; exit code 1 when there is one.
 */
function main(args: readonly string[]): number {
  const project = args[0];
  const { zip, files, problems } = project === undefined ? packageProject(join(ROOT, 'dist'), ROOT) : packageElsewhere(project);
  for (const { path, size } of files) {
    console.log(`${String(size).padStart(9)}  ${path}`);
  }
  console.log(`${files.length} files in ${relative(process.cwd(), zip)}`);
  for (const problem of problems) {
    console.log(describeProblem(problem));
  }
  return problems.length === 0 ? 0 : 1;
}

if (require.main === module) {
  process.exitCode = main(process.argv.slice(2));
}

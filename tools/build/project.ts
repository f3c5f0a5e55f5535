import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';

/** One file of the built project: path inside `dist`, with forward slashes, and its text. */
export interface ProjectFile {
  readonly path: string;
  readonly content: string;
}

/** A build that must not produce a project. `findings` holds one line per fault, each naming its place. */
export class BuildRefused extends Error {
  override readonly name = 'BuildRefused';

  constructor(readonly findings: readonly string[]) {
    super(`The build is refused:\n${findings.map((finding) => `  ${finding}`).join('\n')}`);
  }
}

/** Where the scripts live in the File Cabinet, seen from `dist`. */
export const SCRIPT_FOLDER = 'FileCabinet/SuiteScripts/docket';

/** Every file below a folder, as sorted paths with forward slashes relative to it; none if the folder is absent. */
export function filesBelow(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * The XML part of the project: manifest and deploy list as they stand, objects copied flat.
 * Two objects of one name would hide each other in the flat folder, so they are refused.
 */
export function xmlFiles(root: string): readonly ProjectFile[] {
  const objects = filesBelow(join(root, 'src/objects')).filter((path) => path.endsWith('.xml'));
  const names = objects.map((path) => basename(path));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new BuildRefused(twice.map((name) => `src/objects: two files are named ${name}`));
  return [
    ...['manifest.xml', 'deploy.xml'].map((name) => ({ path: name, content: read(join(root, name)) })),
    ...objects.map((path) => ({ path: `Objects/${basename(path)}`, content: read(join(root, 'src/objects', path)) })),
  ];
}

/**
 * Puts compiled files over copied ones: a record type's XML that carries compiled instances replaces the plain one.
 * A compiled file outside `Objects/`, or two of one path, is refused.
 */
export function withCompiled(copied: readonly ProjectFile[], compiled: readonly ProjectFile[]): readonly ProjectFile[] {
  const faults = compiled.flatMap(({ path }, index) => [
    ...(/^Objects\/[a-z0-9_]+\.xml$/.test(path) ? [] : [`compiled map: ${path} is not a file of Objects/`]),
    ...(compiled.findIndex((other) => other.path === path) === index ? [] : [`compiled map: ${path} comes twice`]),
  ]);
  if (faults.length > 0) throw new BuildRefused(faults);
  const replaced = new Set(compiled.map(({ path }) => path));
  return [...copied.filter(({ path }) => !replaced.has(path)), ...compiled];
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

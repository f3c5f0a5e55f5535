import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describeFinding, guardScript } from '../build-guards';
import { bundleScripts } from './bundle';
import { findEntryPoints, type EntryPoint } from './entry-points';
import { BuildRefused, type ProjectFile, withCompiled, xmlFiles } from './project';

/** Every file of the built project, sorted by path. Throws `BuildRefused` with all findings of the first step that has any. */
export async function makeProject(root: string, say: (line: string) => void): Promise<readonly ProjectFile[]> {
  const entries = findEntryPoints(root);
  say(`Bundling ${entries.length} scripts`);
  const scripts = await bundleScripts(root, entries);
  say(`Guarding ${scripts.length} scripts: globals, syntax, built-ins, loading`);
  refuseFaults(scripts, entries);
  const compiled = await compiledMaps(root);
  const xml = withCompiled(xmlFiles(root), compiled);
  say(`Copying ${xml.length} XML files${compiled.length > 0 ? `, ${compiled.length} of them with compiled maps` : ''}`);
  return [...scripts, ...xml].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function refuseFaults(scripts: readonly ProjectFile[], entries: readonly EntryPoint[]): void {
  const clients = new Set(entries.filter(({ client }) => client).map(({ target }) => target));
  const findings = scripts.flatMap(({ path, content }) => guardScript({ path, content, client: clients.has(path) }));
  if (findings.length > 0) throw new BuildRefused(findings.map(describeFinding));
}

/** What a project's own `tools/compile-maps.ts` exports: object files made from `src/maps`. */
interface MapCompiler {
  readonly compileMaps: () => readonly ProjectFile[] | Promise<readonly ProjectFile[]>;
}

/** A project without a map compiler has no compiled files. */
async function compiledMaps(root: string): Promise<readonly ProjectFile[]> {
  const path = join(root, 'tools/compile-maps.ts');
  if (!existsSync(path)) return [];
  const { compileMaps } = (await import(path)) as MapCompiler;
  return await compileMaps();
}

import { relative, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

import type { ProjectFile } from './build/project';
import { currentFingerprint, matchesLastBuild, rememberBuild, replaceFolder } from './build/output';

/** What a build did. */
export interface BuildResult {
  /** False when sources and output were found unchanged since the last build. */
  readonly built: boolean;
  /** Paths inside `dist`, sorted; empty when nothing was built. */
  readonly written: readonly string[];
}

export interface BuildOptions {
  /** Folder that holds `src`, `manifest.xml` and `deploy.xml`. */
  readonly root: string;
  /** Build even if nothing changed. */
  readonly force?: boolean;
  /** Receives one line per step. */
  readonly say?: (line: string) => void;
}

/**
 * Builds the SDF project into `<root>/dist`: every script as one AMD file that passed the guards, every object, manifest
 * and deploy list. The folder is replaced as a whole, so it is never half old and half new.
 * Throws `BuildRefused` with every finding when a guard refuses.
 */
export async function buildProject({ root, force = false, say = () => undefined }: BuildOptions): Promise<BuildResult> {
  const fingerprint = currentFingerprint(root);
  if (!force && matchesLastBuild(root, fingerprint)) {
    say('dist is up to date');
    return { built: false, written: [] };
  }
  // Loaded only now: an up-to-date start should not wait for a bundler.
  const { makeProject } = await import('./build/make-project');
  const files = await makeProject(root, say);
  replaceFolder(root, files);
  rememberBuild(root, fingerprint);
  return { built: true, written: files.map(({ path }: ProjectFile) => path) };
}

async function main(): Promise<void> {
  const started = performance.now();
  const root = resolve(__dirname, '..');
  try {
    const { built, written } = await buildProject({ root, force: process.argv.includes('--force'), say: (line) => { console.log(line); } });
    for (const path of written) console.log(`  dist/${path}`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(built ? `Built ${written.length} files into ${relative(process.cwd(), resolve(root, 'dist')) || 'dist'} in ${seconds} s` : `Nothing to build (${seconds} s)`);
  } catch (error) {
    console.error(error instanceof Error && error.name === 'BuildRefused' ? error.message : error);
    process.exitCode = 1;
  }
}

if (require.main === module) void main();

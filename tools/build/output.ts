import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { filesBelow, type ProjectFile } from './project';

const SOURCES: readonly string[] = ['src', 'tools', 'docs/decisions', 'manifest.xml', 'deploy.xml', 'package-lock.json'];

/** Kept beside `dist`, never in it: what lies in `dist` deploys. */
const MEMORY = '.tmp/last-build.json';

const SWAP_ATTEMPTS = 20;

/** A hash over everything that the output depends on. */
export function currentFingerprint(root: string): string {
  const files = SOURCES.flatMap((source) => (source.includes('.') ? [source] : filesBelow(join(root, source)).map((path) => `${source}/${path}`)));
  return hashFiles(root, files.filter((path) => existsSync(join(root, path))), process.version);
}

/** True when the sources are those of the last build and its output still lies there untouched. */
export function matchesLastBuild(root: string, fingerprint: string): boolean {
  const path = join(root, MEMORY);
  if (!existsSync(path)) return false;
  return readFileSync(path, 'utf8') === memoryOf(root, fingerprint);
}

/** Notes what was built from what. Called last: a build that died before is not believed. */
export function rememberBuild(root: string, fingerprint: string): void {
  mkdirSync(dirname(join(root, MEMORY)), { recursive: true });
  writeFileSync(join(root, MEMORY), memoryOf(root, fingerprint));
}

/**
 * Puts the files where `dist` is. They are written elsewhere first and moved as one folder, so that a crash leaves the
 * old project or the new one.
 */
export function replaceFolder(root: string, files: readonly ProjectFile[]): void {
  mkdirSync(join(root, '.tmp'), { recursive: true });
  const scratch = mkdtempSync(join(root, '.tmp/dist-'));
  for (const { path, content } of files) {
    const target = join(scratch, 'new', path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  swap(join(scratch, 'new'), join(root, 'dist'), join(scratch, 'old'));
  rmSync(scratch, { recursive: true, force: true });
}

/** Two builds may finish together: whichever finds the other's folder in its place moves that one away and tries again. */
function swap(fresh: string, place: string, aside: string): void {
  for (let attempt = 0; ; attempt += 1) {
    try {
      if (existsSync(place)) renameSync(place, `${aside}-${attempt}`);
      renameSync(fresh, place);
      return;
    } catch (error) {
      if (attempt === SWAP_ATTEMPTS) throw error;
    }
  }
}

function memoryOf(root: string, fingerprint: string): string {
  return JSON.stringify({ sources: fingerprint, dist: hashFiles(join(root, 'dist'), filesBelow(join(root, 'dist')), '') });
}

function hashFiles(folder: string, paths: readonly string[], salt: string): string {
  const hash = createHash('sha256').update(salt);
  for (const path of paths) hash.update(`\0${path}\0`).update(readFileSync(join(folder, path)));
  return hash.digest('hex');
}

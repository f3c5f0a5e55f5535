import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Mutant } from './mutants';
import { openStages, type Part } from './parts';
import type { Finding } from './tally';

const SCRIPTS = join('FileCabinet', 'SuiteScripts', 'docket');

/** Copies a build with a fault planted in each of its scripts that has the place. Returns the folder of the copy. Throws as `planted` does. */
export function plantMutant(projectFolder: string, mutant: Pick<Mutant, 'name' | 'edits'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-mutant-'));
  cpSync(projectFolder, folder, { recursive: true });
  for (const [path, text] of planted(projectFolder, mutant)) writeFileSync(join(folder, path), text);
  return folder;
}

/**
 * The scripts of a build that a mutant changes, as it leaves them, by path. Throws where no script has one of its places, or a script has it
 * twice: the product's text moved on, and what is planted would not be what the mutant says.
 */
export function planted(projectFolder: string, { name, edits }: Pick<Mutant, 'name' | 'edits'>): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  const scripts = readdirSync(join(projectFolder, SCRIPTS)).filter((file) => file.endsWith('.js')).map((file) => join(SCRIPTS, file));
  for (const { find, replace } of edits) {
    const counts = scripts.map((path) => {
      const text = changed.get(path) ?? readFileSync(join(projectFolder, path), 'utf8');
      const count = [...text.matchAll(place(find))].length;
      if (count === 1) changed.set(path, text.replace(place(find), () => replace));
      return count;
    });
    if (counts.every((count) => count === 0)) throw new Error(`The mutant "${name}" has no place to be planted: ${find}`);
    if (counts.some((count) => count > 1)) throw new Error(`The mutant "${name}" has more than one place to be planted in one script: ${find}`);
  }
  return changed;
}

/** Finds a text however it is broken into lines. */
function place(find: string): RegExp {
  return new RegExp(find.split(/\s+/).map((word) => word.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('\\s+'), 'g');
}

/** Histories that a mutant goes through which no part of its own caught. */
const LAST_HUNT: readonly Part[] = Array.from({ length: 10 }, (_, index) => ({ mode: 'd', seed: `mutant-${index + 1}`, rounds: 40 }));

/** Runs the simulation over a planted build until a rule is broken; undefined: it was not caught. */
export async function hunt(plantedFolder: string, { hunt: parts }: Pick<Mutant, 'hunt'>): Promise<Finding | undefined> {
  const stages = await openStages(plantedFolder);
  try {
    for (const part of [...parts, ...LAST_HUNT]) {
      const [first] = stages.run(part).findings;
      if (first !== undefined) return first;
    }
    return undefined;
  } finally {
    stages.close();
  }
}

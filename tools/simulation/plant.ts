import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Mutant } from './mutants';
import { openStages, type Part } from './parts';
import type { Finding } from './tally';

/** Copies a build with a fault planted in each of its scripts that has the place. Throws where no script has it: the product's text moved on. */
export function plantMutant(projectFolder: string, mutant: Pick<Mutant, 'name' | 'edits'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-mutant-'));
  cpSync(projectFolder, folder, { recursive: true });
  const scripts = join(folder, 'FileCabinet', 'SuiteScripts', 'docket');
  for (const { find, replace } of mutant.edits) {
    const planted = readdirSync(scripts).filter((name) => name.endsWith('.js')).filter((name) => {
      const path = join(scripts, name);
      const text = readFileSync(path, 'utf8');
      if (!place(find).test(text)) return false;
      writeFileSync(path, text.replace(place(find), () => replace));
      return true;
    });
    if (planted.length === 0) throw new Error(`The mutant "${mutant.name}" has no place to be planted: ${find}`);
  }
  return folder;
}

/** Finds a text however it is broken into lines. */
function place(find: string): RegExp {
  return new RegExp(find.split(/\s+/).map((word) => word.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('\\s+'));
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

import { rmSync } from 'node:fs';

import { MUTANTS } from './mutants';
import type { Hunted } from './mutants-page';
import { hunt, plantMutant } from './plant';

/** Plants the mutants of its share, one after another, and tells what caught each. Started as a process of its own, with the build, its number and how many there are. */
async function main([projectFolder = '', share = '0', shares = '1']: readonly string[]): Promise<void> {
  for (const mutant of MUTANTS.filter((_each, index) => index % Number(shares) === Number(share))) {
    const folder = plantMutant(projectFolder, mutant);
    const hunted: Hunted = { name: mutant.name, found: await hunt(folder, mutant) };
    rmSync(folder, { recursive: true, force: true });
    process.send?.(hunted);
  }
  process.disconnect();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});

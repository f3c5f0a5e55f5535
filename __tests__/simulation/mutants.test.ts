import { rmSync } from 'node:fs';
import { MUTANTS } from '../../tools/simulation/mutants';
import { hunt, plantMutant } from '../../tools/simulation/plant';
import { BUILT_PROJECT } from './support/opened';

/** Those that are caught soon; `npm run simulate -- --mutants` hunts them all. */
const SOON = ['looks before it logs', 'leaves no stamp', 'does not look for the effect before it tries again', 'tells the row before the chain', 'waits without an end'];

describe('a fault planted in the product', () => {
  it.each(MUTANTS.filter(({ name }) => SOON.includes(name)))('is found by the simulation: it $name', async (mutant) => {
    const folder = plantMutant(BUILT_PROJECT, mutant);
    try {
      expect(await hunt(folder, mutant)).toBeDefined();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each(MUTANTS)('has its place in the build: it $name', (mutant) => {
    rmSync(plantMutant(BUILT_PROJECT, mutant), { recursive: true, force: true });
  });
});

import { rmSync } from 'node:fs';
import { MUTANTS } from '../../tools/simulation/mutants';
import { hunt, planted, plantMutant } from '../../tools/simulation/plant';
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

  it.each(MUTANTS)('has each of its places once in a script of the build: it $name', (mutant) => {
    expect(planted(BUILT_PROJECT, mutant).size).toBeGreaterThan(0);
  });

  it.each([
    ['is nowhere', 'no line of the product says this', /^The mutant "odd" has no place to be planted/],
    ['is there twice', 'return undefined;', /^The mutant "odd" has more than one place to be planted/],
  ])('is refused where its place %s', (_title, find, message) => {
    expect(() => planted(BUILT_PROJECT, { name: 'odd', edits: [{ find, replace: '' }] })).toThrow(message);
  });

  it('has a name of its own', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });
});

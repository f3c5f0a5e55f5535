import { rmSync } from 'node:fs';
import { replayRun } from '../../emulator/simulation/replay-run';
import { openCompany } from '../../tools/simulation/company';
import { MUTANTS } from '../../tools/simulation/mutants';
import { prepareStage } from '../../tools/simulation/parts';
import { hunt, plantMutant } from '../../tools/simulation/plant';
import { readReplay, replay } from '../../tools/simulation/replay';
import { openWorld } from '../../tools/simulation/world';
import { BUILT_PROJECT } from './support/opened';

describe('a run that broke a rule', () => {
  it('breaks it again where it is run again, and its journal replays it exactly', async () => {
    const mutant = MUTANTS.find(({ name }) => name === 'leaves no stamp')!;
    const folder = plantMutant(BUILT_PROJECT, mutant);
    try {
      const found = (await hunt(folder, mutant))!;
      const { broken, journal } = await replay(folder, found.replay);
      expect(broken).toEqual(found.broken);
      const company = await openCompany(folder);
      prepareStage(openWorld(company), readReplay(found.replay).part);
      expect(() => { replayRun(company.emulator, journal); }).not.toThrow();
      company.emulator.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each([
    ['x/fresh', '"x/fresh" names no run: it starts with a/, b/, c/ or d/.'],
    ['a/nothing/never/kill-after/1', /^There is no scenario "nothing"/],
    ['a/fresh/never/flood/1', /^"flood" is no fault/],
  ])('is refused by name where there is none: %s', (name, message) => {
    expect(() => readReplay(name)).toThrow(message);
  });
});

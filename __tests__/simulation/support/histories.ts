import { Stages } from '../../../tools/simulation/parts';
import type { World } from '../../../tools/simulation/world';
import { openSimulatedWorld } from './opened';
import { HISTORIES } from './shares';

/** Rounds of one history, so that three make a test's share; each with faults in several deeds and in what recovers them. */
const ROUNDS = 17;

/** Tests over histories from seeds of their own. */
export function describeHistories(file: number): void {
  describe('random histories with a fault in each deed', () => {
    let world: World;
    let stages: Stages;

    beforeAll(async () => {
      world = await openSimulatedWorld();
      stages = new Stages(world);
    });
    afterAll(() => {
      stages.close();
    });

    it.each(Array.from({ length: HISTORIES.tests }, (_each, index) => index + 1))(`leave every object as the model has it, and no rule broken: seeds ${String(file)}-%i`, (test) => {
      let runs = 0;
      for (let history = 1; runs < HISTORIES.executions; history += 1) {
        const tally = stages.run({ mode: 'd', seed: `test-${String(file)}-${String(test)}-${String(history)}`, rounds: ROUNDS });
        expect(tally.findings).toEqual([]);
        runs += tally.runs;
      }
      expect(runs).toBeGreaterThanOrEqual(HISTORIES.executions);
    });
  });
}

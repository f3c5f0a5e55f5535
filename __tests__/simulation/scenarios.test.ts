import { act, harmed, wrongEnd } from '../../tools/simulation/scenario';
import { SCENARIOS } from '../../tools/simulation/scenarios';
import { broken, settle } from '../../tools/simulation/world';
import type { World } from '../../tools/simulation/world';
import { openSimulatedWorld, projectWithActions } from './support/opened';

describe('without a fault', () => {
  const project = projectWithActions();
  let world: World;

  beforeAll(async () => {
    world = await openSimulatedWorld(project());
  });
  afterAll(() => {
    world.company.emulator.close();
  });

  it.each(SCENARIOS)('the scenario $name comes to its end, and again where its calls are repeated', (scenario) => {
    const point = world.company.emulator.checkpoint();
    const forget = world.client.mark();
    try {
      scenario.prepare(world);
      const found = harmed(world, scenario, () => {
        act(world, scenario);
        const first = settle(world).broken;
        for (const call of scenario.calls) world.client.send(call);
        return [...first, ...settle(world).broken, ...broken(world), ...wrongEnd(world, scenario, true)];
      });
      expect(found).toEqual([]);
    } finally {
      point.restore();
      forget();
    }
  });
});

import { act, wrongEnd } from '../../tools/simulation/scenario';
import { SCENARIOS } from '../../tools/simulation/scenarios';
import { broken, settle } from '../../tools/simulation/world';
import type { World } from '../../tools/simulation/world';
import { openSimulatedWorld } from './support/opened';

describe('without a fault', () => {
  let world: World;

  beforeAll(async () => {
    world = await openSimulatedWorld();
  });
  afterAll(() => {
    world.company.emulator.close();
  });

  it.each(SCENARIOS)('the scenario $name comes to its end, and again where its calls are repeated', (scenario) => {
    const point = world.company.emulator.checkpoint();
    const forget = world.client.mark();
    scenario.prepare(world);
    act(world, scenario);
    const first = settle(world).broken;
    for (const call of scenario.calls) world.client.send(call);
    expect([...first, ...settle(world).broken, ...broken(world), ...wrongEnd(world, scenario, true)]).toEqual([]);
    point.restore();
    forget();
  });
});

import { FAULTS } from '../../tools/simulation/faults';
import type { Part } from '../../tools/simulation/parts';
import { RECOVERIES } from '../../tools/simulation/sweep-run';
import { projectWithActions, runParts } from './support/opened';
import { EVERY_FAULT } from './support/shares';

const partsOf = (scenario: string): readonly Part[] => RECOVERIES.flatMap((recovery) => FAULTS.map((fault) => ({ mode: 'a' as const, scenario, recovery, fault })));

describe('whatever fault hits whichever N/* call', () => {
  const project = projectWithActions();

  it.each(EVERY_FAULT)('the scenario %s comes to its end, whatever sender and time do next', async (scenario, least) => {
    const { runs, findings } = await runParts(partsOf(scenario), project());
    expect(findings).toEqual([]);
    expect(runs).toBeGreaterThanOrEqual(least);
  });
});

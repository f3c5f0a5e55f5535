import { CONTESTS } from '../../tools/simulation/contests';
import { projectWithActions, runParts } from './support/opened';

describe('executions that take turns at every N/* boundary', () => {
  const project = projectWithActions();

  it.each(CONTESTS)('come to one of the ends that a serial order has: $name', async ({ name }) => {
    const { runs, findings } = await runParts([{ mode: 'c', contest: name, explorer: 'bounded', seed: 1, most: 60 }], project());
    expect(findings).toEqual([]);
    expect(runs).toBeGreaterThan(10);
  });
});

import { runParts } from './support/opened';

describe('random histories with a fault in each round', () => {
  it('leave every object as the model has it, and no rule broken', async () => {
    const { runs, findings } = await runParts([{ mode: 'd', seed: 'test-1', rounds: 120 }]);
    expect(findings).toEqual([]);
    expect(runs).toBeGreaterThan(100);
  });
});

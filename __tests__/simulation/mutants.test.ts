import { rmSync } from 'node:fs';
import { openCompany, orderCall } from './support/company';
import { MUTANTS, plantMutant } from './support/mutants';
import { faultSweep, interruptionSweep, oneOrder } from './support/sweeps';

const expected = oneOrder('shopify_order_820982911946154508', 388);

/** What the sweeps of the inbound path find in a build. */
async function findings(projectFolder: string): Promise<readonly string[]> {
  const company = await openCompany(projectFolder);
  try {
    const call = () => company.post(orderCall('webhook-1'));
    const same = interruptionSweep(company, { call, other: call }, expected).broken;
    if (same.length > 0) return same;
    const other = interruptionSweep(company, { call, other: () => company.post(orderCall('webhook-2')) }, expected).broken;
    return other.length > 0 ? other : faultSweep(company, call, expected).broken;
  } finally {
    company.emulator.close();
  }
}

describe('a fault planted in the product', () => {
  it.each(MUTANTS)('is found by the simulation: it $name', async (mutant) => {
    const folder = plantMutant(mutant);
    try {
      expect(await findings(folder)).not.toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

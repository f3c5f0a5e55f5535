import { openCompany, settleOrders, withDataFolder } from './company';

/** What one run of the sweep costs that finds nothing to do. */
export interface IdleSweep {
  readonly settled: number;
  /** Median of the runs, milliseconds. */
  readonly ms: number;
  /** Usage units of all stages. */
  readonly units: number;
}

const RUNS = 5;
const SWEEP = ['customscript_dkt_sweep_mr', 'customdeploy_dkt_sweep_mr_now'] as const;

/** Runs the sweep among settled operations, at each of the given counts (rising). */
export async function measureIdleSweep(counts: readonly number[], say: (line: string) => void): Promise<readonly IdleSweep[]> {
  const figures: IdleSweep[] = [];
  for (const settled of counts) {
    await withDataFolder(async (folder) => {
      say(`settling ${String(settled)} orders`);
      const company = await openCompany(folder);
      settleOrders(company, settled, (done) => { say(`  ${String(done)} settled`); });
      figures.push(sweep(company.emulator, settled));
      company.emulator.close();
    });
  }
  return figures;
}

function sweep(emulator: Awaited<ReturnType<typeof openCompany>>['emulator'], settled: number): IdleSweep {
  const runs = Array.from({ length: RUNS }, () => {
    const began = performance.now();
    const report = emulator.runMapReduce(...SWEEP);
    const ms = performance.now() - began;
    if (report.status !== 'COMPLETE' || report.pairs.reduce > 0) throw new Error(`The sweep was not idle: ${JSON.stringify(report)}`);
    return { ms, units: Object.values(report.units).reduce((sum, units) => sum + units, 0) };
  }).sort((a, b) => a.ms - b.ms);
  const median = runs[Math.floor(RUNS / 2)];
  if (median === undefined) throw new Error('No sweep ran.');
  return { settled, ...median };
}

import { parseArgs } from 'node:util';
import { fuzz } from './fuzz-run';
import { openFuzzSession } from './fuzz-session';

/**
 * One process of `npm run fuzz`: throws `--cases` steps from `--seed` at the built project, at most `--minutes` long.
 * Writes its progress to standard error and its report, as one JSON line, to standard output.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, cases: { type: 'string', default: '1000' }, minutes: { type: 'string', default: '60' } } });
  const session = await openFuzzSession();
  let said = 0;
  const progress = (calls: number): void => {
    if (calls - said < 1_000) return;
    said = calls;
    console.error(`seed ${values.seed}: ${String(calls)} calls`);
  };
  const report = fuzz(session, { seed: Number(values.seed), cases: Number(values.cases), withinMs: Number(values.minutes) * 60_000, progress });
  session.company.emulator.close();
  console.log(JSON.stringify(report));
}

void main();

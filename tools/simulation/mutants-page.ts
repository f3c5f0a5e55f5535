import { MUTANTS, type Mutant } from './mutants';
import type { Finding } from './tally';

/** What became of one mutant. */
export interface Hunted {
  readonly name: string;
  readonly found: Finding | undefined;
}

/** The page docs/simulation-mutants.md. */
export function renderMutants(hunted: readonly Hunted[], date: string): string {
  const caught = hunted.filter(({ found }) => found !== undefined).length;
  return [
    '# Faults planted in the product',
    '',
    'A simulation that finds nothing proves little until it is shown to find something. `npm run simulate -- --mutants` plants each of these faults in a copy of the build and runs',
    'the simulation over it until a rule is broken: first the runs that are most likely to show it, then random histories. No rule was written for one of them: each rule says what',
    'must hold of any account, and all are checked in every run. This page is written by the command with `--date YYYY-MM-DD`.',
    '',
    'A run is named by mode, scenario, what the sender does next, fault and call; by contest and the order of turns; or by the seed of a history and its round.',
    '',
    `Last recorded ${date}: ${caught} of ${hunted.length} caught.`,
    '',
    '| The product … | What it breaks | Caught by the rule | In the run |',
    '|---|---|---|---|',
    ...hunted.map(({ name, found }) => `${mutantRow(MUTANTS.find((each) => each.name === name) ?? { name, breaks: '' })} ${found === undefined ? '**not caught** | ' : `${ruleOf(found)} | \`${found.replay}\``} |`),
    '',
  ].join('\n');
}

/** The beginning of a mutant's row: what does not depend on the hunt. */
export function mutantRow({ name, breaks }: Pick<Mutant, 'name' | 'breaks'>): string {
  return `| ${name} | ${breaks} |`;
}

/** Name of the rule that was broken: what stands before the first colon of a finding. */
export function ruleOf({ broken: [first = ''] }: Finding): string {
  return first.slice(0, Math.max(0, first.indexOf(':')));
}

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
    'the simulation over it until a rule is broken. This page is written by it with `--date YYYY-MM-DD`.',
    '',
    `Last recorded ${date}: ${caught} of ${hunted.length} caught.`,
    '',
    '| The product … | Caught by the rule | In the run |',
    '|---|---|---|',
    ...hunted.map(({ name, found }) => (found === undefined ? `| ${name} | **not caught** | |` : `| ${name} | ${ruleOf(found)} | \`${found.replay}\` |`)),
    '',
  ].join('\n');
}

/** Name of the rule that was broken: what stands before the first colon of a finding. */
export function ruleOf({ broken: [first = ''] }: Finding): string {
  return first.slice(0, Math.max(0, first.indexOf(':')));
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { membersCalled } from './boundaries';
import { MUTANTS } from './mutants';
import { mutantRow } from './mutants-page';
import { staticPart } from './report-static';

/** Says where the pages of the simulation are not what the code and the build say. Figures are as they were recorded. */
export function outdatedPages(docs: string, builtProject: string): readonly string[] {
  return [...outdatedSimulation(join(docs, 'simulation.md'), builtProject), ...outdatedMutants(join(docs, 'simulation-mutants.md'))];
}

function outdatedSimulation(file: string, builtProject: string): readonly string[] {
  // It is written first by a whole simulation.
  if (!existsSync(file)) return [];
  const page = readFileSync(file, 'utf8');
  return [
    ...(page.startsWith(staticPart()) ? [] : ['docs/simulation.md: what it says of modes, faults, rules and scenarios is not what the code has. npm run simulate -- --date YYYY-MM-DD writes it, from what was run before.']),
    ...membersCalled(builtProject).filter((member) => !page.includes(`| ${member} |`)).map((member) => `docs/simulation.md: the scripts call ${member}, and no fault was recorded there.`),
  ];
}

function outdatedMutants(file: string): readonly string[] {
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const rows = page.split('\n').filter((line) => line.startsWith('| ')).length - 1;
  return [
    ...MUTANTS.filter((mutant) => !page.includes(mutantRow(mutant))).map(({ name }) => `docs/simulation-mutants.md: "${name}" is not there as the code has it. npm run simulate -- --mutants --date YYYY-MM-DD writes it.`),
    ...(rows === MUTANTS.length ? [] : [`docs/simulation-mutants.md: it lists ${rows} faults of ${MUTANTS.length}.`]),
    ...(page.includes('**not caught**') ? ['docs/simulation-mutants.md: a fault was not caught.'] : []),
  ];
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { membersCalled } from '../../tools/simulation/boundaries';
import { FAULTS } from '../../tools/simulation/faults';
import { MUTANTS } from '../../tools/simulation/mutants';
import { renderMutants } from '../../tools/simulation/mutants-page';
import { renderSimulation } from '../../tools/simulation/report';
import { outdatedPages } from '../../tools/simulation/report-check';
import { BUILT_PROJECT } from './support/opened';

const reached = Object.fromEntries(membersCalled(BUILT_PROJECT).flatMap((member) => FAULTS.map((fault) => [`map-reduce.reduce ${member} salesorder|${fault}`, 1_000])));
const tally = { runs: 1_234, milliseconds: 60_000, reached, findings: [] };
const run = { projectFolder: BUILT_PROJECT, build: 'abc123', seed: 7, tallies: new Map([['a', tally]]), others: {} };
const simulation = renderSimulation(run, '2026-11-23');
const mutants = renderMutants(MUTANTS.map(({ name }) => ({ name, found: { replay: 'a/fresh/later/kill-after/2', broken: ['probe: of an operation'] } })), '2026-11-23');

describe('the pages of the simulation', () => {
  let docs: string;

  beforeEach(() => {
    docs = mkdtempSync(join(tmpdir(), 'docket-pages-'));
  });
  afterEach(() => {
    rmSync(docs, { recursive: true, force: true });
  });

  function outdated(pages: { readonly simulation?: string; readonly mutants?: string }): string {
    writeFileSync(join(docs, 'simulation.md'), pages.simulation ?? simulation);
    writeFileSync(join(docs, 'simulation-mutants.md'), pages.mutants ?? mutants);
    return outdatedPages(docs, BUILT_PROJECT).join('\n');
  }

  it('tell figures, seed, build and what was reached', () => {
    expect(simulation).toContain('Last recorded 2026-11-23: **1,234 faulted executions**, nothing lost, duplicated, stuck or out of order. Build abc123, seed 7;');
    expect(simulation).toContain(`| N/record.load | ${FAULTS.map(() => '1,000').join(' | ')} |`);
    expect(simulation).toContain('None: every fault hit every member of N/* that the built scripts call.');
  });

  it('tell what was never reached, and what broke a rule', () => {
    const found = renderSimulation({ ...run, tallies: new Map([['a', { ...tally, reached: {}, findings: [{ replay: 'a/fresh/never/outage/3', broken: ['custody: gone'] }] }]]) }, '2026-11-23');
    expect(found).toContain('- N/record.load, restart');
    expect(found).toContain('- `a/fresh/never/outage/3`: custody: gone');
    expect(found).toContain('1 runs broke a rule');
  });

  it('are held to the code and to the build', () => {
    expect(outdated({})).toBe('');
    expect(outdated({ simulation: simulation.replace('redrive-and-sweep', 'redrive') })).toMatch(/^docs\/simulation.md: what it says/);
    expect(outdated({ simulation: simulation.replaceAll('| N/record.load |', '| N/record.copy |') })).toBe('docs/simulation.md: the scripts call N/record.load, and no fault was recorded there.');
    expect(outdated({ mutants: mutants.replace('| leaves no stamp |', '| leaves a stamp |') })).toMatch(/^docs\/simulation-mutants.md: "leaves no stamp" is not there/);
    expect(outdated({ mutants: `${mutants}| one more | |\n` })).toBe(`docs/simulation-mutants.md: it lists ${String(MUTANTS.length + 1)} faults of ${String(MUTANTS.length)}.`);
    expect(outdated({ mutants: mutants.replace(/probe \| .*/, '**not caught** | |') })).toBe('docs/simulation-mutants.md: a fault was not caught.');
  });
});

import { byMember, membersCalled, neverReached } from './boundaries';
import { FAULTS } from './faults';
import { MODES } from './parts';
import { MODE_NAMES, staticPart } from './report-static';
import { add, NO_TALLY, type Tally } from './tally';

/** What a simulation came to, over all its sittings. */
export interface Simulated {
  readonly projectFolder: string;
  readonly build: string;
  readonly seed: number;
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly others: Readonly<Record<string, number>>;
}

export function totalOf({ tallies }: Pick<Simulated, 'tallies'>): Tally {
  return [...tallies.values()].reduce(add, NO_TALLY);
}

/** Faults that never hit a member of N/* which the product calls. */
export function unreached({ projectFolder, tallies }: Simulated): readonly string[] {
  return neverReached(membersCalled(projectFolder), totalOf({ tallies }).reached, FAULTS);
}

/** The page docs/simulation.md. */
export function renderSimulation(run: Simulated, date: string): string {
  const { tallies, build, seed, others } = run;
  const total = totalOf(run);
  return [
    staticPart(),
    '## Figures',
    '',
    `Last recorded ${date}: **${number(total.runs)} faulted executions**, ${verdict(total)}. Build ${build}, seed ${seed}; the build's name is the beginning of the SHA-256 over its files.`,
    '',
    '| Mode | Executions | Faults that fired | Broken rules | Milliseconds each |',
    '|---|---:|---:|---:|---:|',
    ...MODES.flatMap((mode) => {
      const tally = tallies.get(mode);
      return tally === undefined ? [] : [`| ${mode}: ${MODE_NAMES[mode]} | ${number(tally.runs)} | ${number(fired(tally))} | ${tally.findings.length} | ${(tally.milliseconds / Math.max(1, tally.runs)).toFixed(1)} |`];
    }),
    '',
    ...Object.entries(others).flatMap(([other, runs]) => [`Another build, ${other}, had ${number(runs)} executions before; they are not counted.`, '']),
    '## Boundaries reached',
    '',
    'How often each fault hit each member of N/* that the product calls, over every script, entry point and record type.',
    '',
    `| Member | ${FAULTS.join(' | ')} |`,
    `|---|${FAULTS.map(() => '---:').join('|')}|`,
    ...[...byMember(total.reached)].map(([member, counts]) => `| ${member} | ${FAULTS.map((fault) => number(counts[fault] ?? 0)).join(' | ')} |`),
    '',
    `${number(new Set(Object.keys(total.reached).map((name) => name.split('|')[0])).size)} boundaries are told apart by script, entry point, member and what it touches.`,
    '',
    '## Boundaries never reached',
    '',
    ...list(unreached(run), 'None: every fault hit every member of N/* that the built scripts call.'),
    '',
    ...(total.findings.length === 0 ? [] : ['## Broken rules', '', ...total.findings.map(({ replay, broken }) => `- \`${replay}\`: ${broken.join('; ')}`), '']),
  ].join('\n');
}

function verdict({ findings }: Tally): string {
  return findings.length === 0 ? 'nothing lost, duplicated, stuck or out of order' : `${findings.length} runs broke a rule`;
}

function fired({ reached }: Tally): number {
  return Object.values(reached).reduce((sum, count) => sum + count, 0);
}

function list(items: readonly string[], none: string): readonly string[] {
  return items.length === 0 ? [none] : items.map((item) => `- ${item}`);
}

export function number(value: number): string {
  return value.toLocaleString('en-US');
}

import { byMember, membersCalled, neverReached } from './boundaries';
import { FAULTS } from './faults';
import { MODES, type Mode } from './parts';
import { add, NO_TALLY, type Tally } from './tally';

/** What a simulation came to, over all its sittings. */
export interface Simulated {
  readonly projectFolder: string;
  readonly build: string;
  readonly seed: number;
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly others: Readonly<Record<string, number>>;
}

const MODE_NAMES: Readonly<Record<Mode, string>> = {
  a: 'every fault at every call of every scenario',
  b: 'every pair of faults, the second one in the recovery',
  c: 'two and three executions that take turns at every N/* boundary',
  d: 'random long histories against a reference model',
};

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
    ...INTRODUCTION,
    '',
    '## What was run',
    '',
    `Last recorded ${date}: build ${build}, seed ${seed}, ${number(total.runs)} faulted executions, ${verdict(total)}.`,
    '',
    '| Mode | Executions | Faults that fired | Broken rules | Milliseconds each |',
    '|---|---:|---:|---:|---:|',
    ...MODES.flatMap((mode) => {
      const tally = tallies.get(mode);
      return tally === undefined ? [] : [`| ${mode}: ${MODE_NAMES[mode]} | ${number(tally.runs)} | ${number(fired(tally))} | ${tally.findings.length} | ${(tally.milliseconds / Math.max(1, tally.runs)).toFixed(1)} |`];
    }),
    '',
    ...Object.entries(others).map(([other, runs]) => `Another build, ${other}, had ${number(runs)} executions in the same file; they are not counted.`),
    '## Faults by boundary',
    '',
    'How often each fault hit each member of N/* that the product calls, in every script, entry point and record type together.',
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

const INTRODUCTION: readonly string[] = [
  '# The simulation',
  '',
  'Integrations retry, networks fail, webhooks come twice, jobs are restarted. `npm run simulate` does all of that to the built project, in the local NetSuite, and looks',
  'after every step whether what must always hold does. This page is written by `npm run simulate -- --date YYYY-MM-DD`.',
  '',
  'One **faulted execution** is one fault injected at one N/* call, then what a sender and NetSuite would do next until everything is at rest, then all rules. Mode b injects two',
  'and counts them as one; mode c injects none and counts each schedule. In mode d up to eight deeds of a sender, each with a fault of its own, recover together; each counts as one,',
  'and a deed that ended before its fault is not counted.',
  '',
  'Faults: the script dies before the call or after its effect; the call fails before or after its effect, with an error that the script may catch; the usage or the time limit',
  'is hit there; an outage fails it and the nine calls that follow. Counted over everything that runs: RESTlet, Map/Reduce stages, user events.',
  '',
  'Recovery: the sender repeats its calls at once, or later, or never; time moves from one due time to the next, and the sweep runs each time. Within 40 sweeps everything must',
  'be settled, with a person, or parked for what is not there.',
  '',
  'Rules, each checked after each step: what was acknowledged is in the log with the document that was sent, and stays as it was told; one operation per key; one effect per',
  'operation and external id, each explained by an operation; whatever is open has a next attempt within its policy, or a person and a reason; every chain is whole and settles',
  'once; no record is saved again for work in doubt without a look for it; effects on one object come in order; debits equal credits. Mode d compares every object with a model:',
  'of the documents in the log the newest stands.',
  '',
  'A run that breaks a rule is printed with its name; `npm run simulate -- --replay NAME` runs it again, prints each N/* call, and keeps its journal.',
];

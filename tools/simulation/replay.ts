import { recordRun } from '../../emulator/simulation/record-run';
import type { RunJournal } from '../../emulator/simulation/journal';
import { followSchedule } from '../../emulator/simulation/schedules';
import { ACCOUNT_SEED, openCompany } from './company';
import { contestNamed } from './contests';
import { FAULTS, type Fault } from './faults';
import { runHistory } from './mode-history';
import { contestEnd } from './mode-turns';
import { prepareStage, type Part } from './parts';
import { harmed } from './scenario';
import { scenarioNamed } from './scenarios';
import { faultyRun, RECOVERIES, type Recovery } from './sweep-run';
import { openWorld, type World } from './world';

/** One run that was run again. */
export interface Replayed {
  readonly broken: readonly string[];
  /** Every action and N/* call of it: `replayRun` runs it on an account that was prepared in the same way. */
  readonly journal: RunJournal;
}

/** A run by the name that a finding gives: `a/fresh/repeats/kill-after/12`, `c/identical/0110`, `d/7-3/48`. Throws where it is none. */
export async function replay(projectFolder: string, name: string): Promise<Replayed> {
  const run = readReplay(name);
  const company = await openCompany(projectFolder);
  const world = openWorld(company);
  prepareStage(world, run.part);
  let broken: readonly string[] = [];
  const journal = recordRun(company.emulator, ACCOUNT_SEED, (account) => {
    company.account = account;
    broken = run.again(world);
  });
  company.emulator.close();
  return { broken, journal };
}

interface NamedRun {
  readonly part: Part;
  readonly again: (world: World) => readonly string[];
}

/** Reads the name of a run. */
export function readReplay(name: string): NamedRun {
  const [mode, first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = name.split('/');
  switch (mode) {
    case 'a':
    case 'b': {
      const scenario = scenarioNamed(first);
      const planted = { fault: faultOf(third), n: Number(fourth) };
      const run = { recovery: recoveryOf(second), first: planted, ...(mode === 'b' ? { second: { fault: faultOf(fifth), n: Number(sixth) } } : {}) };
      return { part: { mode: 'b', scenario: first, fault: planted.fault, n: planted.n }, again: (world) => harmed(world, scenario, () => faultyRun(world, scenario, run)).broken };
    }
    case 'c': {
      const contest = contestNamed(first);
      const schedule = [...second].map(Number);
      return {
        part: { mode, contest: first, explorer: 'all', seed: 0 },
        again: (world) => contestEnd(world, contest, world.company.account.interleave(contest.executions(world), followSchedule(schedule))),
      };
    }
    case 'd':
      return { part: { mode, seed: first, rounds: Number(second) }, again: (world) => runHistory(world, { seed: first, rounds: Number(second) }).findings.flatMap((found) => found.broken) };
    default:
      throw new Error(`"${name}" names no run: it starts with a/, b/, c/ or d/.`);
  }
}

function faultOf(text: string): Fault {
  const fault = FAULTS.find((each) => each === text);
  if (fault === undefined) throw new Error(`"${text}" is no fault. There are: ${FAULTS.join(', ')}.`);
  return fault;
}

function recoveryOf(text: string): Recovery {
  const recovery = RECOVERIES.find((each) => each === text);
  if (recovery === undefined) throw new Error(`"${text}" is no recovery. There are: ${RECOVERIES.join(', ')}.`);
  return recovery;
}

import { openCompany } from './company';
import { CONTESTS, contestNamed } from './contests';
import { withFault } from './faults';
import { prepareHistories, runHistory, type HistoryPart } from './mode-history';
import { pairParts, runPairs, type PairPart } from './mode-pairs';
import { runSingle, singleParts, type SinglePart } from './mode-single';
import { EXPLORERS, runTurns, type TurnsPart } from './mode-turns';
import { act, harmed } from './scenario';
import { scenarioNamed, SCENARIOS } from './scenarios';
import type { Tally } from './tally';
import { openWorld, type World } from './world';

export const MODES = ['a', 'b', 'c', 'd'] as const;

export type Mode = (typeof MODES)[number];

/** A part of the simulation that one worker runs in one go: seconds, not minutes. */
export type Part =
  | ({ readonly mode: 'a' } & SinglePart)
  | ({ readonly mode: 'b' } & PairPart)
  | ({ readonly mode: 'c' } & TurnsPart)
  | ({ readonly mode: 'd' } & HistoryPart);

/** Names a part: what the state file remembers. */
export function partName(part: Part): string {
  switch (part.mode) {
    case 'a': return `a/${part.scenario}/${part.recovery}/${part.fault}`;
    case 'b': return `b/${part.scenario}/${part.fault}/${part.n}`;
    case 'c': return `c/${part.contest}/${part.explorer}/${part.seed}`;
    case 'd': return `d/${part.seed}/${part.rounds}`;
  }
}

/** Names where the parts begin that share a preparation: a worker keeps it from one to the next. */
function stageName(part: Part): string {
  switch (part.mode) {
    case 'a':
    case 'b':
      return `scenario ${part.scenario}`;
    case 'c': return `contest ${part.contest}`;
    case 'd': return 'histories';
  }
}

/** Brings an account from how it was opened to where the part begins. */
export function prepareStage(world: World, part: Part): void {
  switch (part.mode) {
    case 'a':
    case 'b':
      scenarioNamed(part.scenario).prepare(world);
      return;
    case 'c':
      contestNamed(part.contest).prepare(world);
      return;
    case 'd':
      prepareHistories(world);
  }
}

/** Runs a part on its stage and leaves the account as it found it. */
function runPart(world: World, part: Part): Tally {
  const point = world.company.emulator.checkpoint();
  const forget = world.client.mark();
  try {
    switch (part.mode) {
      case 'a': return runSingle(world, scenarioNamed(part.scenario), part);
      case 'b': return runPairs(world, scenarioNamed(part.scenario), part);
      case 'c': return runTurns(world, contestNamed(part.contest), part);
      case 'd': return runHistory(world, part);
    }
  } finally {
    point.restore();
    forget();
  }
}

/** A worker's account: runs parts one after another, each from its stage. */
export class Stages {
  private leave: (() => void) | undefined;
  private current = '';

  constructor(private readonly world: World) {}

  run(part: Part): Tally {
    this.goTo(part);
    return runPart(this.world, part);
  }

  close(): void {
    this.leave?.();
    this.world.company.emulator.close();
  }

  private goTo(part: Part): void {
    const name = stageName(part);
    if (name === this.current) return;
    this.leave?.();
    const point = this.world.company.emulator.checkpoint();
    const forget = this.world.client.mark();
    prepareStage(this.world, part);
    this.current = name;
    this.leave = () => {
      point.restore();
      forget();
    };
  }
}

export async function openStages(projectFolder: string): Promise<Stages> {
  return new Stages(openWorld(await openCompany(projectFolder)));
}

/** How a scenario goes without a fault. */
export interface DryRun {
  readonly scenario: string;
  /** N/* calls that it makes. */
  readonly calls: number;
}

/** Runs each scenario once without a fault and counts its calls. */
export async function dryRuns(projectFolder: string): Promise<readonly DryRun[]> {
  const world = openWorld(await openCompany(projectFolder));
  const runs = SCENARIOS.map((each) => {
    const point = world.company.emulator.checkpoint();
    each.prepare(world);
    const { calls } = harmed(world, each, () => withFault(world.company.emulator, { n: -1, fault: 'kill-before' }, () => { act(world, each); }));
    point.restore();
    return { scenario: each.name, calls };
  });
  world.company.emulator.close();
  return runs;
}

/** Rounds of one history: long enough to grow, short enough for what grows to stay cheap. */
const ROUNDS = 40;

/** Random schedules of each contest. */
const RANDOM_PARTS = 5;

/** Every part of a mode, in order; mode d goes on for ever. */
export function* partsOf(mode: Mode, { seed, dry, only }: { readonly seed: number; readonly dry: readonly DryRun[]; readonly only: string | undefined }): Generator<Part> {
  const wanted = <T extends { readonly name: string }>(all: readonly T[]) => all.filter(({ name }) => only === undefined || name === only);
  switch (mode) {
    case 'a':
      for (const part of singleParts(wanted(SCENARIOS))) yield { mode, ...part };
      return;
    case 'b':
      for (const { scenario, calls } of dry.filter((each) => (only === undefined || each.scenario === only) && scenarioNamed(each.scenario).harm === undefined)) {
        for (const part of pairParts(scenario, calls)) yield { mode, ...part };
      }
      return;
    case 'c':
      for (const { name, calls, sweeps } of wanted(CONTESTS)) {
        for (const explorer of EXPLORERS) {
          if (explorer === 'all' && calls.length + sweeps > 2) continue;
          const parts = explorer === 'random' ? RANDOM_PARTS : 1;
          for (let part = 0; part < parts; part += 1) yield { mode, contest: name, explorer, seed: seed + part * 1_000 };
        }
      }
      return;
    case 'd':
      for (let history = 1; ; history += 1) yield { mode, seed: `${seed}-${history}`, rounds: ROUNDS };
  }
}

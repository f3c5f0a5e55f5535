import { explore, exploreAtRandom, touchesAccount, type Exploration, type ExploredRun } from '../../emulator/simulation/explore';
import type { Contest } from './contests';
import { Counter, type Tally } from './tally';
import { broken, settle, type World } from './world';

/** How schedules are drawn. `all`: every one. `bounded`: with at most so many preemptions. `random`: from a seed. */
export const EXPLORERS = ['all', 'bounded', 'random'] as const;

export type Explorer = (typeof EXPLORERS)[number];

/** Mode c, one part: executions of one contest that take turns. */
export interface TurnsPart {
  readonly contest: string;
  readonly explorer: Explorer;
  readonly seed: number;
  /** Schedules that it runs at most. Default by explorer. */
  readonly most?: number;
}

/** Schedules that a part runs at most. */
const MOST_SCHEDULES: Readonly<Record<Explorer, number>> = { all: 2_000, bounded: 1_500, random: 200 };
const PREEMPTIONS = 2;
const ENOUGH_FINDINGS = 5;

/** Runs a part over the account that the contest has prepared. */
export function runTurns(world: World, contest: Contest, { explorer, seed, most = MOST_SCHEDULES[explorer] }: TurnsPart): Tally {
  const counter = new Counter();
  const exploration: Exploration = {
    emulator: world.company.emulator,
    executions: contest.executions(world),
    check: (run) => checkRun(world, contest, run, counter),
    mayLeaveAt: touchesAccount,
    alike: contest.alike,
    mostSchedules: most,
    mostFindings: ENOUGH_FINDINGS,
  };
  if (explorer === 'random') exploreAtRandom(exploration, { seed, runs: most, switchRate: 0.3 });
  else explore(exploration, explorer === 'bounded' ? PREEMPTIONS : undefined);
  return counter.tally();
}

function checkRun(world: World, contest: Contest, run: ExploredRun, counter: Counter): readonly string[] {
  const forget = world.client.mark();
  const found = contestEnd(world, contest, run);
  forget();
  counter.count([], `c/${contest.name}/${run.schedule.join('')}`, found);
  return found;
}

/** After the turns: everything at rest, the sender asks again, and the end is that of some order of the calls. */
export function contestEnd(world: World, contest: Contest, run: Pick<ExploredRun, 'replies'>): readonly string[] {
  run.replies.forEach((reply, place) => {
    const call = contest.calls[place];
    if (reply.kind === 'restlet' && call !== undefined) world.client.heard(call, reply.reply);
  });
  const unanswered = run.replies.flatMap((reply) => (reply.kind === 'restlet' && reply.reply.kind !== 'returned' ? [`answer: a call got none: ${JSON.stringify(reply.reply)}`] : []));
  const early = broken(world);
  const first = settle(world).broken;
  for (const call of contest.calls) world.client.send(call);
  return [...unanswered, ...early, ...first, ...settle(world).broken, ...broken(world), ...contest.end(world)];
}

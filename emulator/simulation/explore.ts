import type { Boundary } from '../runtime/steps';
import type { Emulator, TurnTaker, TurnTakerReply } from '../types';
import type { Chooser, Interleaved, TakenTurn, Turn } from './interleave';
import { IN_ORDER, randomSchedule } from './schedules';

/** One schedule that was run, before it is taken back. */
export type ExploredRun = Interleaved<TurnTakerReply>;

export interface Exploration {
  readonly emulator: Pick<Emulator, 'checkpoint' | 'interleave'>;
  readonly executions: readonly TurnTaker[];
  /** Looks at the account after each run; what it says is broken is reported with the schedule. */
  readonly check: (run: ExploredRun) => readonly string[];
  /** Boundaries at which an execution may be left. Default: all. `touchesAccount` leaves those out that make no difference. */
  readonly mayLeaveAt?: (boundary: Boundary) => boolean;
  /** True where all executions are the same: which of them starts makes no difference. */
  readonly alike?: boolean;
  /** Ends the exploration after this many schedules. Default: none. */
  readonly mostSchedules?: number;
  /** Ends it after this many findings. Default 20. */
  readonly mostFindings?: number;
}

export interface Finding {
  readonly broken: readonly string[];
  /** `followSchedule` runs it again. */
  readonly schedule: readonly number[];
}

export interface ExplorationReport {
  readonly schedules: number;
  /** False where a limit ended it. */
  readonly complete: boolean;
  readonly findings: readonly Finding[];
  /** Runs in which an execution was left there, by what it was about to do. */
  readonly leftAt: Readonly<Record<string, number>>;
}

/**
 * Runs every schedule with at most this many preemptions, each once and each from the account as it stands, which is left as
 * it was. Without a bound it runs all there are: for two executions of n boundaries each that is the binomial of 2n over n.
 */
export function explore(exploration: Exploration, preemptions = Number.POSITIVE_INFINITY): ExplorationReport {
  const tally = new Tally(exploration);
  let prefix: readonly number[] | undefined = [];
  while (prefix !== undefined && !tally.full()) {
    const turns: readonly TakenTurn[] = tally.run(upTo(prefix)).turns;
    prefix = nextPrefix(turns, exploration, preemptions);
  }
  return tally.report(prefix === undefined);
}

/** Runs `runs` schedules drawn from a seed: an execution is left at a boundary with probability `switchRate`. */
export function exploreAtRandom(exploration: Exploration, draw: { readonly seed: number; readonly runs: number; readonly switchRate: number }): ExplorationReport {
  const tally = new Tally(exploration);
  for (let run = 0; run < draw.runs && !tally.full(); run += 1) {
    const chooser = randomSchedule(draw.seed + run, draw.switchRate);
    tally.run((turn) => (mayLeave(turn, exploration) ? chooser(turn) : IN_ORDER(turn)));
  }
  return tally.report(true);
}

/** False for calls that neither read what others write nor write what others read: to go before or after one is the same but for the time. */
export function touchesAccount({ member, detail }: Boundary): boolean {
  // A new standard record may come filled from others; a new custom record has its type's defaults alone.
  return !member.startsWith('N/log.') && !(member === 'N/record.create' && detail.startsWith('customrecord'));
}

function upTo(prefix: readonly number[]): Chooser {
  return (turn) => prefix[turn.index] ?? IN_ORDER(turn);
}

function mayLeave({ current, boundary }: Turn, { mayLeaveAt }: Exploration): boolean {
  return current === undefined || boundary === undefined || mayLeaveAt === undefined || mayLeaveAt(boundary);
}

/** The schedule after this one, depth first: the last turn that can be decided otherwise is. */
function nextPrefix(turns: readonly TakenTurn[], exploration: Exploration, bound: number): readonly number[] | undefined {
  const preemptionsBefore: number[] = [];
  let preemptions = 0;
  for (const { current, next } of turns) {
    preemptionsBefore.push(preemptions);
    if (current !== undefined && next !== current) preemptions += 1;
  }
  for (let place = turns.length - 1; place >= (exploration.alike === true ? 1 : 0); place -= 1) {
    const turn = turns[place];
    if (turn === undefined) continue;
    if (turn.current !== undefined && (preemptionsBefore[place] ?? 0) >= bound) continue;
    const other = mayLeave(turn, exploration) ? nextOption(turn) : undefined;
    if (other !== undefined) return [...turns.slice(0, place).map(({ next }) => next), other];
  }
  return undefined;
}

/** Options of a turn: who goes on without being told first, then the others. */
function nextOption(turn: TakenTurn): number | undefined {
  const first = IN_ORDER(turn);
  const options = [first, ...turn.runnable.filter((place) => place !== first)];
  return options[options.indexOf(turn.next) + 1];
}

class Tally {
  private schedules = 0;
  private readonly findings: Finding[] = [];
  private readonly leftAt = new Map<string, number>();

  constructor(private readonly exploration: Exploration) {}

  run(chooser: Chooser): ExploredRun {
    const { emulator, executions, check } = this.exploration;
    const point = emulator.checkpoint();
    try {
      const run = emulator.interleave(executions, chooser);
      const broken = check(run);
      this.schedules += 1;
      if (broken.length > 0) this.findings.push({ broken, schedule: run.schedule });
      for (const member of new Set(run.turns.flatMap(leftBoundary))) this.leftAt.set(member, (this.leftAt.get(member) ?? 0) + 1);
      return run;
    } finally {
      point.restore();
    }
  }

  full(): boolean {
    const { mostSchedules = Number.POSITIVE_INFINITY, mostFindings = 20 } = this.exploration;
    return this.schedules >= mostSchedules || this.findings.length >= mostFindings;
  }

  report(complete: boolean): ExplorationReport {
    return { schedules: this.schedules, complete: complete && !this.cutShort(), findings: this.findings, leftAt: Object.fromEntries(this.leftAt) };
  }

  private cutShort(): boolean {
    return this.findings.length >= (this.exploration.mostFindings ?? 20);
  }
}

function leftBoundary({ current, next, boundary }: TakenTurn): readonly string[] {
  return current !== undefined && next !== current && boundary !== undefined ? [boundary.member] : [];
}

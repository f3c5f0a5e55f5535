import { Abandoned, Track, type AccountSteps, type Boundary } from '../runtime/steps';

/** Whose turn it is to be decided: two or more executions could go on. */
export interface Turn {
  /** Place in the schedule, from 0. */
  readonly index: number;
  /** Executions that have not ended, by their place in the list, ascending. */
  readonly runnable: readonly number[];
  /** The execution at a boundary, which could go on; undefined at the start and where one has just ended. */
  readonly current: number | undefined;
  /** What `current` is about to do. */
  readonly boundary: Boundary | undefined;
}

/** Says at each turn who goes next: one of `runnable`. */
export type Chooser = (turn: Turn) => number;

/** A turn and how it was decided. */
export interface TakenTurn extends Turn {
  readonly next: number;
}

/** What executions came to that took turns. */
export interface Interleaved<T> {
  /** By the executions' place in the list. */
  readonly replies: readonly T[];
  /** Who went next at each turn: the same schedule on the same account is the same run. */
  readonly schedule: readonly number[];
  readonly turns: readonly TakenTurn[];
  /** Turns at which an execution was left that could have gone on. */
  readonly preemptions: number;
  /** How often an execution was run again up to where it had been left: what the run cost beside itself. */
  readonly resumptions: number;
}

export interface InterleaveOptions {
  /** Place of the execution that is never run again, because it is put below the others. Default: the first Map/Reduce, else who starts. It changes the cost alone. */
  readonly neverAgain?: number | undefined;
}

export interface InterleaveParts<T> extends InterleaveOptions {
  readonly steps: AccountSteps;
  readonly nowMs: () => number;
  /** Each runs one execution whole. Runs again from the start where it is taken up again. */
  readonly executions: readonly (() => T)[];
  readonly chooser: Chooser;
}

/**
 * Runs executions in turns: at every boundary of each, the chooser says who goes next. Scripts are synchronous, so the next
 * one runs on top of the one that waits; one that waits in the way of another is left there, and later run again up to that
 * place, with the answers and the times of then and without effect (D-0064).
 */
export function interleave<T>(parts: InterleaveParts<T>): Interleaved<T> {
  return new Interleaving(parts).run();
}

interface Member<T> {
  readonly work: () => T;
  readonly track: Track;
  startedMs: number | undefined;
  ended: { readonly reply: T } | undefined;
}

class Interleaving<T> {
  private readonly members: readonly Member<T>[];
  /** Who is on the stack, the lowest first. */
  private readonly stack: number[] = [];
  private readonly turns: TakenTurn[] = [];
  private resumptions = 0;
  /** Who goes next, once those above are out of the way. */
  private wanted: number | undefined;
  /** What the chooser threw: it ends the whole, even where host code answers every error. */
  private refusal: { readonly error: unknown } | undefined;

  constructor(private readonly parts: InterleaveParts<T>) {
    this.members = parts.executions.map((work, place) => ({
      work, track: new Track(parts.nowMs, (boundary) => { this.pause(place, boundary); }), startedMs: undefined, ended: undefined,
    }));
  }

  run(): Interleaved<T> {
    const first = this.choose(undefined, undefined);
    const lowest = this.parts.neverAgain ?? first;
    if (first !== undefined && lowest !== undefined) {
      this.runMember(lowest, first === lowest ? undefined : first);
      for (let next = this.takeWanted(); next !== undefined; next = this.takeWanted()) this.runMember(next);
    }
    if (this.refusal !== undefined) throw this.refusal.error;
    return {
      replies: this.members.map(({ ended }) => {
        if (ended === undefined) throw new Error('An execution never got its turn.');
        return ended.reply;
      }),
      schedule: this.turns.map(({ next }) => next),
      turns: this.turns,
      preemptions: this.turns.filter(({ current, next }) => current !== undefined && current !== next).length,
      resumptions: this.resumptions,
    };
  }

  /** Runs a member on top of the stack until it ends or is left. `before`: who goes first, while this one has not started. */
  private runMember(place: number, before?: number): void {
    const member = this.member(place);
    const { track } = member;
    this.stack.push(place);
    try {
      if (before !== undefined) this.giveWay(place, before);
      if (member.startedMs === undefined) member.startedMs = this.parts.nowMs();
      else this.resumptions += 1;
      track.rewind(member.startedMs);
      const reply = this.parts.steps.on(track, member.work);
      // Host code that answers every error answers this one too; what it then says is nobody's reply.
      if (!track.abandoned) member.ended = { reply };
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
    } finally {
      this.stack.pop();
    }
    if (member.ended !== undefined) this.wanted = this.choose(undefined, undefined);
  }

  /** A member is at a boundary: it goes on when this returns, and is left where it throws. */
  private pause(place: number, boundary: Boundary): void {
    const next = this.choose(place, boundary);
    if (next !== undefined && next !== place) this.giveWay(place, next);
  }

  private giveWay(place: number, first: number): void {
    for (let next: number | undefined = first; next !== undefined && next !== place; next = this.takeWanted()) {
      if (this.stack.includes(next)) {
        this.wanted = next;
        this.member(place).track.abandoned = true;
        throw new Abandoned();
      }
      this.runMember(next);
    }
  }

  private takeWanted(): number | undefined {
    const { wanted } = this;
    this.wanted = undefined;
    return wanted;
  }

  private choose(current: number | undefined, boundary: Boundary | undefined): number | undefined {
    const runnable = this.members.flatMap(({ ended }, place) => (ended === undefined ? [place] : []));
    if (runnable.length < 2) return runnable[0];
    const turn: Turn = { index: this.turns.length, runnable, current, boundary };
    const next = this.asked(turn);
    this.turns.push({ ...turn, next });
    return next;
  }

  private asked(turn: Turn): number {
    try {
      const next = this.parts.steps.on(undefined, () => this.parts.chooser(turn));
      if (turn.runnable.includes(next)) return next;
      throw new RangeError(`At turn ${String(turn.index)} execution ${String(next)} cannot go on; ${turn.runnable.join(', ')} can.`);
    } catch (error) {
      this.refusal ??= { error };
      throw error;
    }
  }

  private member(place: number): Member<T> {
    const member = this.members[place];
    if (member === undefined) throw new RangeError(`There is no execution ${String(place)}.`);
    return member;
  }
}

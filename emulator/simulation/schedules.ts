import { executionRandom } from '../runtime/random';
import type { Chooser, Turn } from './interleave';

/** Whoever is at a boundary goes on; the others follow in their order. */
export const IN_ORDER: Chooser = ({ current, runnable }) => current ?? runnable[0] ?? 0;

/** Follows a schedule; past its end, whoever is at a boundary goes on. Throws where the run has no such turn. */
export function followSchedule(schedule: readonly number[]): Chooser {
  return (turn) => schedule[turn.index] ?? IN_ORDER(turn);
}

/** Leaves an execution at a boundary with this probability, for any of the others; where one must be chosen, all are alike. */
export function randomSchedule(seed: number, switchRate: number): Chooser {
  const next = executionRandom(seed, 0, 'schedule');
  const pick = (among: readonly number[]): number => among[Math.floor(next() * among.length)] ?? 0;
  return ({ current, runnable }: Turn) => {
    if (current === undefined) return pick(runnable);
    return next() < switchRate ? pick(runnable.filter((place) => place !== current)) : current;
  };
}

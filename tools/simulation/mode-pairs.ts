import { FAULTS, type Fault } from './faults';
import type { Scenario } from './scenario';
import { runOnce } from './sweep-run';
import { Counter, type Tally } from './tally';
import type { World } from './world';

const MOST_CALLS = 400;
const ENOUGH_FINDINGS = 10;

/** First faults beyond this call are not paired: no scenario comes so far in its own calls. */
const MOST_FIRST = 120;

/** Mode b, one part: a first fault at one call of the scenario, and every second fault at every call of its recovery. */
export interface PairPart {
  readonly scenario: string;
  readonly fault: Fault;
  readonly n: number;
}

/** Parts of one scenario that makes so many calls. */
export function pairParts(scenario: string, calls: number): readonly PairPart[] {
  return Array.from({ length: Math.min(calls, MOST_FIRST) }, (_, n) => FAULTS.map((fault) => ({ scenario, fault, n }))).flat();
}

export function runPairs(world: World, scenario: Scenario, { fault, n }: PairPart): Tally {
  const counter = new Counter();
  for (const second of FAULTS) {
    for (let m = 0; m < MOST_CALLS && counter.found < ENOUGH_FINDINGS; m += 1) {
      const { hits, broken } = runOnce(world, scenario, { recovery: 'repeats', first: { n, fault }, second: { n: m, fault: second } });
      if (hits.length < 2) break;
      counter.count(hits, `b/${scenario.name}/repeats/${fault}/${n}/${second}/${m}`, broken);
    }
  }
  return counter.tally();
}

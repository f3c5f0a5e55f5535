import { FAULTS, type Fault } from './faults';
import type { Scenario } from './scenario';
import { RECOVERIES, runOnce, type Recovery } from './sweep-run';
import { Counter, type Tally } from './tally';
import type { World } from './world';

/** Calls beyond which a run is held to be endless. */
const MOST_CALLS = 400;

/** Stops a part at this many findings: enough to see what is wrong. */
const ENOUGH_FINDINGS = 10;

/** Mode a, one part: a scenario with a fault at its n-th N/* call, for n = 0, 1, 2 … until a run ends without coming to it. */
export interface SinglePart {
  readonly scenario: string;
  readonly recovery: Recovery;
  readonly fault: Fault;
}

export function singleParts(scenarios: readonly Scenario[]): readonly SinglePart[] {
  return scenarios.flatMap(({ name }) => RECOVERIES.flatMap((recovery) => FAULTS.map((fault) => ({ scenario: name, recovery, fault }))));
}

/** Runs a part over the prepared scenario. */
export function runSingle(world: World, scenario: Scenario, { recovery, fault }: SinglePart): Tally {
  const counter = new Counter();
  for (let n = 0; n < MOST_CALLS && counter.found < ENOUGH_FINDINGS; n += scenario.stride ?? 1) {
    const { hits, broken } = runOnce(world, scenario, { recovery, first: { n, fault } });
    if (hits.length === 0) break;
    counter.count(hits, `a/${scenario.name}/${recovery}/${fault}/${n}`, broken);
  }
  return counter.tally();
}

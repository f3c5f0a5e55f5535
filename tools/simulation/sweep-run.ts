import { withFault, type Hit, type Planted } from './faults';
import { act, harmed, wrongEnd, type Scenario } from './scenario';
import { broken, settle, type World } from './world';

/** What a sender and time do after a fault. `repeats`: the sender repeats its calls at once. `later`: once everything is at rest. `never`: only time passes. */
export const RECOVERIES = ['repeats', 'later', 'never'] as const;

export type Recovery = (typeof RECOVERIES)[number];

/** One run of a scenario: a fault in what it does, and perhaps a second one in what follows. */
export interface SweepRun {
  readonly recovery: Recovery;
  readonly first: Planted;
  readonly second?: Planted;
}

export interface RunResult {
  /** Faults that were reached, in order. A run that never came to its fault says nothing. */
  readonly hits: readonly Hit[];
  readonly broken: readonly string[];
}

/**
 * Runs a prepared scenario once with its faults, lets sender and time recover, and checks every rule after each step. The
 * account is afterwards as it was before.
 */
export function runOnce(world: World, scenario: Scenario, run: SweepRun): RunResult {
  const point = world.company.emulator.checkpoint();
  const forget = world.client.mark();
  try {
    return harmed(world, scenario, () => faultyRun(world, scenario, run));
  } finally {
    point.restore();
    forget();
  }
}

export function faultyRun(world: World, scenario: Scenario, { recovery, first, second }: SweepRun): RunResult {
  const { emulator } = world.company;
  const acted = withFault(emulator, first, () => { act(world, scenario); });
  if (acted.hit === undefined) return { hits: [], broken: [] };
  const after = broken(world);
  if (second === undefined) {
    const rest = recover(world, scenario, recovery);
    return { hits: [acted.hit], broken: [...after, ...rest, ...ending(world, scenario, recovery)] };
  }
  const recovered = withFault(emulator, second, () => recover(world, scenario, recovery));
  if (recovered.hit === undefined) return { hits: [acted.hit], broken: [] };
  const between = broken(world);
  const rest = recover(world, scenario, recovery);
  return { hits: [acted.hit, recovered.hit], broken: [...after, ...between, ...rest, ...ending(world, scenario, recovery)] };
}

function recover(world: World, scenario: Scenario, recovery: Recovery): readonly string[] {
  const repeat = () => { for (const call of scenario.calls) world.client.send(call); };
  switch (recovery) {
    case 'repeats': {
      repeat();
      const rest = settle(world);
      if (!scenario.calls.some(({ by }) => by === 'person')) return rest.broken;
      // What a click that died holds is free by now: the next one finds it so.
      repeat();
      return [...rest.broken, ...settle(world).broken];
    }
    case 'later': {
      const rest = settle(world);
      repeat();
      return [...rest.broken, ...settle(world).broken];
    }
    case 'never':
      return settle(world).broken;
  }
}

function ending(world: World, scenario: Scenario, recovery: Recovery): readonly string[] {
  return [...broken(world), ...wrongEnd(world, scenario, recovery !== 'never')];
}

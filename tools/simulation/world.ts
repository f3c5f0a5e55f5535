import { openClient, type Client } from './client';
import type { Company } from './company';
import { watchLeases, type LeaseWatch } from './lease-watch';
import { watchProbes, type ProbeWatch } from './probe-watch';
import { brokenBooks, brokenRules, brokenWaits } from './rules';
import { EVERYTHING, type Scope } from './rules-shared';

/** An account, its sender, and what watches both. */
export interface World {
  readonly company: Company;
  readonly client: Client;
  readonly probes: ProbeWatch;
  readonly leases: LeaseWatch;
}

export function openWorld(company: Company): World {
  return { company, client: openClient(company), probes: watchProbes(company), leases: watchLeases(company) };
}

/** Sweeps within which everything must have come to rest after one or two faults: leases, back-offs, and a chain of waits behind them. */
const MOST_TICKS = 40;

export interface Rest {
  readonly ticks: number;
  /** What was still moving after the last one, and what broke a rule after one before. */
  readonly broken: readonly string[];
}

/**
 * Lets time pass, from one due time to the next, until no operation is left that time alone would move: settled, with a person, or
 * parked for what is not there. Says so where that takes too many sweeps.
 */
export function settle({ company, probes }: World, mostTicks: number = MOST_TICKS): Rest {
  let before = '';
  const found = new Set<string>();
  for (let ticks = 0; ; ticks += 1) {
    const due = company.due();
    // A breaker closes as time passes, though nothing changes in between.
    const waiting = due.every(({ state, waitsFor }) => state === 'parked' && waitsFor !== 'breaker');
    const now = JSON.stringify(due.map(({ id, state, waitsFor }) => [id, state, waitsFor]));
    if (due.length === 0 || (waiting && now === before)) return { ticks, broken: [...found] };
    if (ticks >= mostTicks) return { ticks, broken: [...found, `at rest: after ${ticks} sweeps ${due.map(({ id, state }) => `operation ${id} is ${state}`).join(', ')}`] };
    before = now;
    probes.beforeSweep();
    company.sweepAt(due[0]?.dueMs ?? 0);
    probes.afterSweep();
    for (const why of brokenWaits(company)) found.add(why);
  }
}

/** Every rule that holds at any moment: of the account, of what was acknowledged, and of who looked before it wrote again. */
export function broken({ company, client, probes, leases }: World, scope: Scope = EVERYTHING): readonly string[] {
  return [...brokenRules(company, scope), ...client.broken(scope.aboveOperation === 0 ? 'all' : 'recent'), ...probes.broken(), ...leases.broken(), ...brokenBooks(company)];
}

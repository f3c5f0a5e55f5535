import type { GateCall, GateHook } from '../../emulator/runtime/types';
import type { Call } from './company';
import { post, type Sent } from './documents';
import { settle, type World } from './world';

/** One thing that is done to the account while faults hit, with how the account is prepared and how it must end. */
export interface Scenario {
  readonly name: string;
  /** Brings the account to where it begins, without faults. */
  prepare(world: World): void;
  /** Calls that a sender makes while faults hit, and repeats. Empty: the sweep alone is at work. */
  readonly calls: readonly Call[];
  /** States in which an operation may end, by `source key`. */
  readonly ends: Readonly<Record<string, readonly string[]>>;
  /** State in which all may stay, and nothing is done yet, where nobody asks again. */
  readonly untouched?: string;
  /** What the account must hold once every operation named in `ends` is logged. */
  account(world: World): readonly string[];
  /** What else goes wrong all along, at the same calls every time. */
  readonly harm?: GateHook;
  /** Quarter hours that do the work where there are no calls. Default: the sweep that comes when something is due. */
  readonly ticks?: number;
  /** Calls from one fault to the next where not each is worth a run. Default 1. */
  readonly stride?: number;
}

const nothing = (): readonly string[] => [];

/** N/* calls that fail while the account is prepared; then time passes until all is at rest, and they work again. */
export type Failing = (call: GateCall) => boolean;

export const DOWN = { kind: 'error-before', name: 'UNEXPECTED_ERROR', message: 'An unexpected error occurred. Error ID: down' } as const;

/** A scenario over documents. */
export function scenario(name: string, parts: {
  readonly before?: readonly (Sent | Call)[];
  readonly calls: readonly Call[];
  readonly ends: Readonly<Record<string, readonly string[]>>;
  readonly account?: (world: World) => readonly string[];
  readonly failing?: Failing;
  readonly untouched?: string;
}): Scenario {
  const { before = [], account = nothing, failing, calls, ends, untouched } = parts;
  const prepare = (world: World) => {
    if (failing === undefined) sendAll(world, before);
    else whileFailing(world, failing, () => { sendAll(world, before); });
  };
  return { name, calls, ends, account, prepare, ...(untouched === undefined ? {} : { untouched }) };
}

function whileFailing(world: World, failing: Failing, work: () => void): void {
  const up = world.company.emulator.onCall((call) => (failing(call) ? DOWN : undefined));
  work();
  const { broken } = settle(world);
  up();
  if (broken.length > 0) throw new Error(`A scenario could not be prepared: ${broken.join('; ')}`);
}

function sendAll(world: World, sends: readonly (Sent | Call)[]): void {
  for (const each of sends) {
    const reply = world.client.send('method' in each ? each : post(each));
    if (reply.kind !== 'returned') throw new Error(`A scenario could not be prepared: ${JSON.stringify(reply)}`);
  }
}

/** The same documents taken in for the sweep, which does the work while faults hit; the sender asks again later. */
export function bySweep(each: Scenario): Scenario {
  return {
    ...each,
    name: `${each.name}-by-sweep`,
    calls: [],
    prepare(world) {
      each.prepare(world);
      sendAll(world, each.calls.map(({ method, argument }) => ({ method, argument: { ...argument, mode: 'async' } })));
    },
  };
}

/** Does what the scenario is about: its calls, or one sweep. */
export function act(world: World, { calls, ticks }: Scenario): void {
  for (const call of calls) world.client.send(call);
  if (calls.length > 0) return;
  world.probes.beforeSweep();
  if (ticks === undefined) world.company.sweepAt(world.company.due()[0]?.dueMs ?? 0);
  else for (let tick = 0; tick < ticks; tick += 1) world.company.tick();
  world.probes.afterSweep();
}

/** Does `work` while what harms the scenario does. */
export function harmed<T>(world: World, { harm }: Scenario, work: () => T): T {
  const remove = harm === undefined ? undefined : world.company.emulator.onCall(harm);
  try {
    return work();
  } finally {
    remove?.();
  }
}

/** Says how the account differs from the scenario's end. `complete`: the sender has repeated its calls, so that nothing may be missing. */
export function wrongEnd(world: World, each: Scenario, complete: boolean): readonly string[] {
  const rows = world.company.emulator.query("SELECT custrecord_dkt_op_source || ' ' || custrecord_dkt_op_key AS name, custrecord_dkt_op_state AS state FROM customrecord_dkt_operation");
  const states = new Map(rows.map((row) => [String(row['name']), String(row['state'])]));
  const missing = Object.keys(each.ends).filter((name) => !states.has(name));
  const wrong = Object.entries(each.ends).flatMap(([name, allowed]) => {
    const state = states.get(name);
    if (!complete && state === each.untouched) return [];
    return state === undefined || allowed.includes(state) ? [] : [`end: ${name} came to rest as ${state}`];
  });
  // A document that never came in left the rest as it was: the rules alone speak of it.
  if (missing.length > 0) return complete ? missing.map((name) => `end: ${name} is not in the log`) : [];
  const waits = !complete && Object.keys(each.ends).some((name) => states.get(name) === each.untouched);
  return waits ? wrong : [...wrong, ...each.account(world)];
}

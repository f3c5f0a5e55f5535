import type { GateCall, GateHook } from '../runtime/types';

/** Something that N/* calls need is down for a while. */
export interface Outage {
  /** SuiteScript error name that the calls throw, `UNEXPECTED_ERROR`. The script may catch it. */
  readonly name: string;
  readonly message: string;
  /** `before`: the call has no effect. `after`: it has, and the script is told that it failed. */
  readonly effect: 'before' | 'after';
  /** Which calls need it. Default: all. */
  readonly hits?: (call: GateCall) => boolean;
  /** How many of them fail; default: all until `untilMs`. */
  readonly calls?: number;
  /** NetSuite time at which it begins, epoch milliseconds. Default: at once. */
  readonly fromMs?: number;
  /** NetSuite time from which on it is over. Default: never by time. */
  readonly untilMs?: number;
}

/** An outage as a hook for `Emulator.onCall`, and how many calls it has failed so far. */
export interface RunningOutage {
  readonly hook: GateHook;
  failed(): number;
}

/** Starts an outage. It counts for itself: a restored checkpoint does not take its count back. */
export function startOutage(outage: Outage): RunningOutage {
  const { name, message, effect, hits = () => true, calls = Number.POSITIVE_INFINITY, fromMs = 0, untilMs = Number.POSITIVE_INFINITY } = outage;
  let failed = 0;
  return {
    hook: (call) => {
      if (failed >= calls || call.atMs < fromMs || call.atMs >= untilMs || !hits(call)) return undefined;
      failed += 1;
      return { kind: effect === 'before' ? 'error-before' : 'error-after', name, message };
    },
    failed: () => failed,
  };
}

const WRITES: ReadonlySet<string> = new Set(['N/record.Record.save', 'N/record.submitFields', 'N/record.delete', 'N/transaction.void']);

/** Calls that write records of these types. */
export function writesOf(...recordTypes: readonly string[]): (call: GateCall) => boolean {
  return ({ member, detail }) => WRITES.has(member) && recordTypes.includes(detail.split(':')[0] ?? '');
}

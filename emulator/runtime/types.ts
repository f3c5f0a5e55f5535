import type { PermissionLevel } from '../metadata/types';

/** Who a script runs as: the caller's user and role, or the platform's administrator. */
export interface Actor {
  readonly userId: number;
  readonly userName: string;
  readonly userEmail: string;
  readonly roleId: number;
  /** Script id of the role (`customrole_x`) or a standard one (`administrator`). */
  readonly roleScriptId: string;
  /** True for the administrator role: every permission at full. */
  readonly administrator: boolean;
  /** Permission key (`TRAN_SALESORD`, `customrecord_x`) → level. Absent: none. */
  readonly permissions: ReadonlyMap<string, PermissionLevel>;
}

export type ScriptType = 'restlet' | 'mapreduce' | 'suitelet' | 'scheduled' | 'userevent' | 'client' | 'portlet';

/** `N/runtime` execution context values. */
export type ExecutionContext =
  'RESTLET' | 'MAPREDUCE' | 'SUITELET' | 'SCHEDULED' | 'USEREVENT' | 'USERINTERFACE' | 'WEBSERVICES' | 'RESTWEBSERVICES' | 'CSVIMPORT' | 'WORKFLOW';

/** One run of one entry point: its budget, its identity, and whether it is still alive. */
export interface Execution {
  /** Counts up over the account's life: `1`, `2`, … */
  readonly id: number;
  readonly scriptId: string;
  readonly deploymentId: string;
  readonly scriptType: ScriptType;
  /** Exported function that runs: `post`, `reduce`. */
  readonly entryPoint: string;
  readonly context: ExecutionContext;
  readonly actor: Actor;
  /** Usage units it may spend (platform facts 1.2, 1.3). */
  readonly unitLimit: number;
  /** Usage units spent so far. */
  unitsUsed: number;
  /** N/* calls made so far; the next call's index. */
  calls: number;
  /** Set once it was killed or ran out: every later N/* call throws again and has no effect. */
  dead: boolean;
  /** False while `define` runs: every N/* member refuses then. */
  entered: boolean;
  /** NetSuite time at its start, epoch milliseconds. */
  readonly startedMs: number;
  /** NetSuite time after which it is stopped, epoch milliseconds. */
  readonly deadlineMs: number;
}

/** One N/* call as the gate sees it. */
export interface GateCall {
  /** Module, class and member: `N/record.create`, `N/record.Record.save`. */
  readonly member: string;
  /** Usage units it is charged. */
  readonly units: number;
  /** Position in its execution, from 0. */
  readonly index: number;
  readonly execution: Execution;
  /** What it touches, for reports: record type, id, statement. Never payload. */
  readonly detail: string;
  /** NetSuite time of the call, epoch milliseconds. */
  readonly atMs: number;
}

/** What a gate hook may order for one call. Undefined: go on. */
export type GateOrder =
  /** The script dies before the call has any effect. */
  | { readonly kind: 'kill-before' }
  /** The call takes effect, then the script dies and sees no result. */
  | { readonly kind: 'kill-after' }
  /**
   * The application server restarts before the call has an effect: the script dies, and of a Map/Reduce stage under way every
   * job loses the batch it has flagged, not only the one that runs here.
   */
  | { readonly kind: 'restart' }
  /** The call has no effect and throws this error, which the script may catch. */
  | { readonly kind: 'error-before'; readonly name: string; readonly message: string }
  /** The call takes effect and then throws this error, which the script may catch. */
  | { readonly kind: 'error-after'; readonly name: string; readonly message: string }
  /** The usage limit is hit here: the script ends as the platform ends it. */
  | { readonly kind: 'usage-exhausted' }
  /** The time limit is hit here. */
  | { readonly kind: 'time-exceeded' };

/**
 * Called before every N/* call of every execution. It may run another script whole (synchronously) and then return an
 * order for this call. Calls of scripts that a hook runs pass the hooks too; a hook guards itself against that. During a
 * user event's `beforeSubmit` (its entry point) the save is one open transaction: what a hook runs there is rolled back with it.
 */
export type GateHook = (call: GateCall) => GateOrder | undefined;

/** Told of every N/* call that is made, and the order that a hook gave for it, before it is obeyed. */
export type GateWitness = (call: GateCall, order: GateOrder | undefined) => void;

/** A documented SuiteScript failure raised by the emulator; becomes a SuiteScriptError inside the script. */
export class SuiteScriptFailure extends Error {
  constructor(
    /** SuiteScript error name, `RCRD_DSNT_EXIST`. */
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/** Entry points of a user event script. */
export type UserEventEntry = 'beforeLoad' | 'beforeSubmit' | 'afterSubmit';

/** What a user event script let out, and where. */
export interface UserEventFault {
  readonly name: string;
  readonly message: string;
  readonly eventType: UserEventEntry;
  /** The saved record, known to afterSubmit alone. */
  readonly recordId: number | undefined;
}

/** A failure of a user event script, as the script that reads or saves the record gets it: a UserEventError (platform facts 6.2). */
export class UserEventFailure extends SuiteScriptFailure {
  constructor(readonly fault: UserEventFault) {
    super(fault.name, fault.message);
  }
}

/** A user event was killed in the midst: whatever called for it ends with it, without an answer. */
export class ExecutionKilled extends Error {
  override readonly name = 'EMULATOR_KILLED';

  constructor(
    /** By a restart of the application server. */
    readonly restart: boolean,
  ) {
    super('The script was ended at an N/* call; nobody got its answer.');
  }
}

/** Something real NetSuite has and this emulator does not: refused by name, never half done. */
export class NotEmulated extends Error {
  override readonly name = 'EMULATOR_NOT_IMPLEMENTED';

  constructor(
    /** What was asked for: `N/record.attach`, `record type vendor`, `SuiteQL function LISTAGG`. */
    readonly subject: string,
  ) {
    super(`The emulator does not emulate ${subject}. It refuses rather than guess; see docs/emulator-coverage.md.`);
  }
}

/** The two clocks of the account (design 10). */
export interface AccountClock {
  /** The host's clock, epoch milliseconds: judges signatures and nonces. */
  hostMs(): number;
  /** NetSuite time, epoch milliseconds: host clock plus an offset that only moves forward. */
  nowMs(): number;
  /** Moves NetSuite time forward by `ms`, kept over restarts. */
  advance(ms: number): void;
}

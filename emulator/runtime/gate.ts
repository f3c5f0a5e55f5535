import { types } from 'node:util';

import type { ScriptRealm } from './realm';
import { Abandoned, PLAIN_STEPS, type Steps } from './steps';
import { ExecutionKilled, NotEmulated, SuiteScriptFailure, UserEventFailure, type AccountClock, type Execution, type GateCall, type GateHook, type GateOrder, type GateWitness } from './types';

/** How the platform, or a test, ended an execution against its will. */
export type Ending =
  | { readonly kind: 'limit'; readonly name: string; readonly message: string }
  /** `restart`: the application server went down, and everything on it. */
  | { readonly kind: 'died'; readonly restart: boolean };

export interface GateParts {
  readonly execution: Execution;
  readonly clock: AccountClock;
  /** NetSuite milliseconds that each call takes. */
  readonly callCostMs: number;
  /** Read at every call, so that a hook may come and go while a script runs. */
  readonly hooks: readonly GateHook[];
  readonly witnesses?: readonly GateWitness[] | undefined;
  /** What a call does is a step of its execution. Default: just done. */
  readonly steps?: Steps | undefined;
  /** True once the execution has used up its host time: it is then ended at its next call, in good order. */
  hostTimeIsUp(): boolean;
}

export interface MeteredCall {
  readonly member: string;
  readonly units: number;
  readonly detail: string;
}

/** Texts of platform facts 1.6. */
const LIMIT_MESSAGES = {
  SSS_USAGE_LIMIT_EXCEEDED: 'Script Execution Usage Limit Exceeded',
  SSS_TIME_LIMIT_EXCEEDED: 'Script Execution Time Exceeded.',
  SSS_STATEMENT_COUNT_EXCEEDED: 'Script Execution Instruction Count Exceeded',
  SSS_STACK_FRAME_DEPTH_EXCEEDED: 'Script Execution Stack Frame Depth Exceeded',
} as const;

export type LimitName = keyof typeof LIMIT_MESSAGES;

export function limitEnding(name: LimitName): Ending {
  return { kind: 'limit', name, message: LIMIT_MESSAGES[name] };
}

function died(): Ending {
  return { kind: 'died', restart: false };
}

/**
 * The one gate of N/*. Whatever a script does to the account passes `call`; once the execution has ended, every later call
 * throws again and does nothing, so a script's `catch` and `finally` run but leave no trace.
 */
export class Gate {
  /** Set once the execution was ended from outside. */
  ending: Ending | undefined;
  /** What was asked for and is not emulated, in order, each once. */
  readonly refusals: string[] = [];
  /** A fault of the emulator itself, to be thrown at whoever started the execution. */
  defect: { readonly error: unknown } | undefined;
  private realmOfScript: ScriptRealm | undefined;
  private signal: object | undefined;
  private readonly steps: Steps;

  constructor(private readonly parts: GateParts) {
    this.steps = parts.steps ?? PLAIN_STEPS;
  }

  /** The gate and the realm need each other; the realm is made second. */
  attach(realm: ScriptRealm): void {
    this.realmOfScript = realm;
  }

  /**
   * Charges units, asks the hooks, runs `effect`. What it throws is a value of the script's realm. Order: ended already →
   * other executions' turns → time → units → hooks → effect, so a refused call costs nothing and a hook sees only calls that
   * would take effect.
   */
  call<T>(call: MeteredCall, effect: () => T): T {
    this.requireEntered();
    const { execution } = this.parts;
    const { scriptId, entryPoint } = execution;
    this.translated(() => { this.steps.boundary({ member: call.member, detail: call.detail, scriptId, entryPoint }); });
    this.spendTime();
    if (execution.unitsUsed + call.units > execution.unitLimit) throw this.end(limitEnding('SSS_USAGE_LIMIT_EXCEEDED'));
    execution.unitsUsed += call.units;
    const index = execution.calls;
    execution.calls += 1;
    const order = this.translated(() => this.steps.whole('order', () => this.ask({ ...call, index, execution, atMs: this.parts.clock.nowMs() })));
    return this.obey(order, () => this.translated(effect));
  }

  /** Runs a host body on the script's behalf: refused after the end, its failures made values of the realm. */
  guard<T>(body: () => T): T {
    this.requireAlive();
    return this.translated(body);
  }

  /** Throws where N/* may not be used now: ended, or `define` still running (platform facts 7.1). */
  requireEntered(): void {
    this.requireAlive();
    if (this.parts.execution.entered) return;
    throw this.realm.error(
      'SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE',
      'All SuiteScript API Modules are unavailable while executing your define callback.',
    );
  }

  /** Ends the execution; returns what to throw. The first ending counts. Loops that swallow it end at their next turn. */
  end(ending: Ending): object {
    this.ending ??= ending;
    this.parts.execution.dead = true;
    this.realm.exhaust();
    this.signal ??= this.realm.signal('The script has ended; nothing it does now has an effect.');
    return this.signal;
  }

  /** Notes a refusal and returns the error for the script. */
  notEmulated(subject: string): object {
    if (!this.refusals.includes(subject)) this.refusals.push(subject);
    const { name, message } = new NotEmulated(subject);
    return this.realm.error(name, message);
  }

  private get realm(): ScriptRealm {
    if (this.realmOfScript === undefined) throw new Error('The gate was used before its realm was made');
    return this.realmOfScript;
  }

  private requireAlive(): void {
    if (this.parts.execution.dead) throw this.end(died());
  }

  private spendTime(): void {
    const { clock, callCostMs, execution } = this.parts;
    if (callCostMs > 0) this.translated(() => { this.steps.whole('time', () => { clock.advance(callCostMs); }); });
    if (clock.nowMs() > execution.deadlineMs) throw this.end(limitEnding('SSS_TIME_LIMIT_EXCEEDED'));
    if (this.parts.hostTimeIsUp()) throw this.end(limitEnding('SSS_STATEMENT_COUNT_EXCEEDED'));
  }

  private ask(call: GateCall): GateOrder | undefined {
    const order = this.firstOrder(call);
    for (const witness of [...this.parts.witnesses ?? []]) witness(call, order);
    return order;
  }

  /** The first hook with an order decides; every hook before it was asked. */
  private firstOrder(call: GateCall): GateOrder | undefined {
    for (const hook of [...this.parts.hooks]) {
      const order = hook(call);
      if (order !== undefined) return order;
    }
    return undefined;
  }

  private obey<T>(order: GateOrder | undefined, effect: () => T): T {
    if (order === undefined) return effect();
    switch (order.kind) {
      case 'kill-before':
        throw this.end(died());
      case 'restart':
        throw this.end({ kind: 'died', restart: true });
      case 'kill-after':
        throw this.endAfter(effect);
      case 'error-before':
        throw this.realm.error(order.name, order.message);
      case 'error-after':
        effect();
        throw this.realm.error(order.name, order.message);
      case 'usage-exhausted':
        throw this.end(limitEnding('SSS_USAGE_LIMIT_EXCEEDED'));
      case 'time-exceeded':
        throw this.end(limitEnding('SSS_TIME_LIMIT_EXCEEDED'));
    }
  }

  /** The script never learns how the call went, so an error of the call is lost with its result. */
  private endAfter(effect: () => unknown): object {
    try {
      effect();
    } catch (error) {
      if (this.defect !== undefined) throw error;
    }
    return this.end(died());
  }

  private translated<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** Within the host all parts share one realm, so its own two error classes can be told by class. */
  private translate(error: unknown): unknown {
    if (error instanceof ExecutionKilled) return this.end({ kind: 'died', restart: error.restart });
    if (error instanceof Abandoned) return this.end(died());
    if (error instanceof UserEventFailure) return this.realm.userEventError(error.fault);
    if (error instanceof SuiteScriptFailure) return this.realm.error(error.name, error.message);
    if (error instanceof NotEmulated) return this.notEmulated(error.subject);
    if (!types.isNativeError(error) || this.realm.owns(error)) return error;
    if (isStackOverflow(error)) return this.end(limitEnding('SSS_STACK_FRAME_DEPTH_EXCEEDED'));
    this.defect ??= { error };
    return this.end(died());
  }
}

/** V8's error for a stack that is full, of whatever realm. */
export function isStackOverflow(error: unknown): boolean {
  return types.isNativeError(error) && error.name === 'RangeError' && error.message.includes('call stack');
}

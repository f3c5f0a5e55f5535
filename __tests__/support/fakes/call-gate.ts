/** What goes wrong at one call of a port. */
export type CallFault =
  /** The run dies: the call has no effect, and none of its later calls either. */
  | 'dies-before'
  /** The call takes effect, then the run dies and sees no result. */
  | 'dies-after';

/** A run that was killed. No code of the product may catch it: every later call of the same run throws it again. */
export class RunKilled extends Error {
  override readonly name = 'RunKilled';
}

/** One call of a port, counted over the whole life of the account. */
export interface PortCall {
  /** `operations.log`, `ledger.create`. */
  readonly name: string;
  /** From 0. */
  readonly index: number;
}

/** Runs before a call, as another script would, and may order a fault for it. */
export type CallHook = (call: PortCall) => CallFault | undefined;

/** Every call of a fake port passes here: it is counted, noted, and can be made to fail. */
export class CallGate {
  private readonly noted: string[] = [];
  private plan: { readonly at: number; readonly fault: CallFault } | undefined;
  private before: CallHook | undefined;
  private dead = false;
  private entered = 0;

  /** Names of all calls so far. */
  get calls(): readonly string[] {
    return this.noted;
  }

  /** True once the planned fault has struck. */
  get struck(): boolean {
    return this.dead;
  }

  /** Plans a fault at the n-th call from now, counted from 0; undefined: none. Revives a dead run. */
  failAt(n: number | undefined, fault: CallFault = 'dies-before'): void {
    this.dead = false;
    this.plan = n === undefined ? undefined : { at: this.noted.length + n, fault };
  }

  /** Installs a hook; it is not asked about the calls that it makes itself. Undefined: none. */
  onCall(before: CallHook | undefined): void {
    this.before = before;
  }

  /** Makes one call. */
  pass<T>(name: string, effect: () => T): T {
    if (this.dead) throw new RunKilled(`This run is dead; it called ${name}.`);
    const index = this.noted.length;
    this.noted.push(name);
    const fault = this.plan?.at === index ? this.plan.fault : this.interrupt({ name, index });
    if (fault === 'dies-before') this.die(name);
    const result = effect();
    if (fault === 'dies-after') this.die(name);
    return result;
  }

  private interrupt(call: PortCall): CallFault | undefined {
    if (this.entered > 0) return undefined;
    this.entered += 1;
    try {
      return this.before?.(call);
    } finally {
      this.entered -= 1;
    }
  }

  private die(name: string): never {
    this.dead = true;
    this.plan = undefined;
    throw new RunKilled(`Killed at ${name}.`);
  }
}

/** The same port with every method passing the gate. */
export function gated<T extends object>(prefix: string, port: T, gate: CallGate): T {
  return new Proxy(port, {
    get(target, property, receiver): unknown {
      const member: unknown = Reflect.get(target, property, receiver);
      if (typeof member !== 'function' || typeof property !== 'string') return member;
      return (...args: unknown[]) => gate.pass(`${prefix}.${property}`, () => (member as (...values: unknown[]) => unknown).apply(target, args));
    },
  });
}

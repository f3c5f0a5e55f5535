/** A place where an execution may be left for another one: before an N/* call, or before the platform reads what a stage gave. */
export interface Boundary {
  /** `N/record.load`; for the platform's own reading, what it reads. */
  readonly member: string;
  /** What the call touches: record type, id, statement. Never payload. */
  readonly detail: string;
  readonly scriptId: string;
  readonly entryPoint: string;
}

/**
 * Everything a running script does to its account, or reads of it, passes here as a step. Without a track a step is just
 * done. On a track it is kept with what it gave, so that a script can be left at a boundary and later run again up to there
 * with the same answers, without effect.
 */
export interface Steps {
  /** A step as a whole: nobody else runs inside of it. `copy`: for what the script may change in its hands. */
  whole<T>(name: string, work: () => T, copy?: (value: T) => T): T;
  /** Work made of steps, where others may run in between. Once it has ended, it counts as one step. */
  parts<T>(name: string, work: () => T, copy?: (value: T) => T): T;
  /** A place where others may run. Throws Abandoned where this execution is left. */
  boundary(at: Boundary): void;
  /** True while an execution that is left unwinds: nothing it does now is its own doing. */
  readonly abandoned: boolean;
  /** True where others take turns with this execution. */
  readonly tracked: boolean;
}

/** An execution is left in the midst, to be run again up to here. Passes through all of the host's code; nobody may answer it. */
export class Abandoned extends Error {
  override readonly name = 'EMULATOR_ABANDONED';

  constructor() {
    super('The execution was left for another one at a boundary.');
  }
}

/** A run that is taken up again did something else than the first time. */
class NotTheSameRun extends Error {
  override readonly name = 'EMULATOR_NOT_THE_SAME_RUN';

  constructor(expected: string, found: string) {
    super(`An execution that was taken up again made the step "${found}" where it made "${expected}" before: it draws on something that no step gave it.`);
  }
}

type Ended = { readonly kind: 'gave'; readonly value: unknown } | { readonly kind: 'threw'; readonly error: unknown };

/** One step as it was made. Its parts are kept until it ends. */
interface Entry {
  readonly name: string;
  parts: Entry[];
  ended: Ended | undefined;
  /** NetSuite time when it ended. */
  atMs: number;
}

interface Frame {
  readonly entries: Entry[];
  place: number;
}

/** The steps of one execution so far, and how far it has come through them again. */
export class Track {
  private readonly entries: Entry[] = [];
  private frames: Frame[] = [{ entries: this.entries, place: 0 }];
  /** NetSuite time as the execution saw it at the last step it was given again. */
  private seenMs: number;
  /** False while steps made before are given again. */
  live = true;
  /** Steps that are under way as a whole. */
  inside = 0;
  abandoned = false;

  constructor(private readonly nowMs: () => number, private readonly pause: (at: Boundary) => void) {
    this.seenMs = nowMs();
  }

  /** Goes back to the first step; from here on, what was given is given again. */
  rewind(startedMs: number): void {
    this.frames = [{ entries: this.entries, place: 0 }];
    this.live = this.entries.length === 0;
    this.seenMs = startedMs;
    this.abandoned = false;
  }

  time(): number {
    return this.live ? this.nowMs() : this.seenMs;
  }

  step<T>(name: string, work: () => T, copy: ((value: T) => T) | undefined): T {
    if (this.abandoned) throw new Abandoned();
    const { entry, ended } = this.next(name);
    if (ended !== undefined) return this.again<T>(entry, ended, copy);
    this.frames.push({ entries: entry.parts, place: 0 });
    const value = this.made(entry, work);
    if (copy !== undefined) entry.ended = { kind: 'gave', value: copy(value) };
    return value;
  }

  /** Where nobody is kept waiting it is no boundary. */
  boundary(at: Boundary): void {
    if (this.abandoned) throw new Abandoned();
    const { entry, ended } = this.next(`boundary ${at.member}`);
    if (ended === undefined && this.live) this.pause(at);
    this.live ||= ended === undefined;
    if (ended === undefined) this.end(entry, { kind: 'gave', value: undefined });
    else this.seenMs = entry.atMs;
  }

  private next(name: string): { readonly entry: Entry; readonly ended: Ended | undefined } {
    const frame = this.frames.at(-1);
    if (frame === undefined) throw new Error('A track has at least the frame of its execution.');
    const known = frame.entries[frame.place];
    frame.place += 1;
    if (known === undefined) {
      if (!this.live) throw new NotTheSameRun('(left here)', name);
      const entry: Entry = { name, parts: [], ended: undefined, atMs: 0 };
      frame.entries.push(entry);
      return { entry, ended: undefined };
    }
    if (known.name !== name) throw new NotTheSameRun(known.name, name);
    return { entry: known, ended: known.ended };
  }

  private again<T>(entry: Entry, ended: Ended, copy: ((value: T) => T) | undefined): T {
    this.seenMs = entry.atMs;
    if (ended.kind === 'threw') throw ended.error;
    const value = ended.value as T;
    return copy === undefined ? value : copy(value);
  }

  private made<T>(entry: Entry, work: () => T): T {
    try {
      const value = work();
      this.end(entry, { kind: 'gave', value });
      return value;
    } catch (error) {
      if (!this.abandoned) this.end(entry, { kind: 'threw', error });
      throw error;
    } finally {
      this.frames.pop();
    }
  }

  private end(entry: Entry, ended: Ended): void {
    entry.ended = ended;
    entry.parts = [];
    entry.atMs = this.nowMs();
  }
}

/** The steps of one account: of the track that is on, or of none. */
export class AccountSteps implements Steps {
  private track: Track | undefined;

  get abandoned(): boolean {
    return this.track?.abandoned ?? false;
  }

  get tracked(): boolean {
    return this.track !== undefined;
  }

  /** NetSuite time for whoever runs: what the clock says, or what it said then. */
  time(now: () => number): number {
    return this.track === undefined ? now() : this.track.time();
  }

  /** Puts a track on for as long as `work` runs, or none. */
  on<T>(track: Track | undefined, work: () => T): T {
    const before = this.track;
    this.track = track;
    try {
      return work();
    } finally {
      this.track = before;
    }
  }

  whole<T>(name: string, work: () => T, copy?: (value: T) => T): T {
    const { track } = this;
    if (track === undefined || track.inside > 0) return work();
    return track.step(name, () => {
      track.inside += 1;
      try {
        return work();
      } finally {
        track.inside -= 1;
      }
    }, copy);
  }

  parts<T>(name: string, work: () => T, copy?: (value: T) => T): T {
    const { track } = this;
    return track === undefined || track.inside > 0 ? work() : track.step(name, work, copy);
  }

  boundary(at: Boundary): void {
    const { track } = this;
    if (track !== undefined && track.inside === 0) track.boundary(at);
  }
}

/** Steps that are just done: for a runtime whose scripts are never left. */
export const PLAIN_STEPS: Steps = {
  whole: (_name, work) => work(),
  parts: (_name, work) => work(),
  boundary: () => undefined,
  abandoned: false,
  tracked: false,
};

type Method = (...args: readonly unknown[]) => unknown;

/** A service of which these methods are steps; all else of it is as it was. */
export function stepping<T extends object>(
  service: T, steps: Steps, parts: { readonly name: string; readonly methods: readonly (keyof T & string)[]; readonly copy?: (value: never) => unknown },
): T {
  const wrapped = Object.create(service) as T;
  for (const member of parts.methods) {
    const method = service[member] as Method;
    const copy = parts.copy as ((value: unknown) => unknown) | undefined;
    const value: Method = (...args) => steps.whole(`${parts.name}.${member}`, () => method.apply(service, args as unknown[]), copy);
    Object.defineProperty(wrapped, member, { value, enumerable: true });
  }
  return wrapped;
}

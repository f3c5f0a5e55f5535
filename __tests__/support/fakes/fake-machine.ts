import type { Cause, CauseKind, CauseLog, MachineState, MachineValue, Scheduler, StoredCause, StoredMachineValue, WakeUp } from '../../../src/application/machine-ports';

/** Machine state in memory, unique by name. */
export class FakeMachineState implements MachineState {
  readonly rows = new Map<string, StoredMachineValue>();
  /** When a row was last written, by its internal id. */
  readonly changedMs = new Map<number, number>();

  constructor(private readonly nextId: () => number, private readonly nowMs: () => number = () => 0) {}

  read(prefixes: readonly string[]): readonly StoredMachineValue[] {
    return [...this.rows.values()].filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix))).sort((a, b) => a.internalId - b.internalId);
  }

  write(name: string, value: MachineValue): void {
    const internalId = this.rows.get(name)?.internalId ?? this.nextId();
    this.rows.set(name, { internalId, name, ...value });
    this.changedMs.set(internalId, this.nowMs());
  }

  remove({ name }: StoredMachineValue): void {
    this.rows.delete(name);
  }
}

/** A cause as the log gives it out. */
function stored({ internalId, fingerprint, kind, state, source, documentType, reason, subject, resolvedTimes, closedMs }: StoredCause): StoredCause {
  return { internalId, fingerprint, kind, state, source, documentType, reason, subject, resolvedTimes, closedMs };
}

/** Causes in memory, unique by fingerprint. */
export class FakeCauses implements CauseLog {
  readonly rows = new Map<string, StoredCause & { readonly cause: Cause }>();

  constructor(private readonly nextId: () => number) {}

  find(fingerprints: readonly string[]): readonly StoredCause[] {
    return fingerprints.flatMap((fingerprint) => this.rows.get(fingerprint) ?? []).map(stored);
  }

  open(kinds: readonly CauseKind[]): readonly StoredCause[] {
    return [...this.rows.values()].filter(({ state, kind }) => state === 'open' && kinds.includes(kind)).map(stored);
  }

  raise(cause: Cause): void {
    const before = this.rows.get(cause.fingerprint);
    if (before?.state === 'open') return;
    const { fingerprint, kind, source, documentType, reason, subject } = cause;
    this.rows.set(fingerprint, { internalId: before?.internalId ?? this.nextId(), fingerprint, kind, state: 'open', source, documentType, reason, subject, cause, resolvedTimes: before === undefined ? 0 : before.resolvedTimes + 1, closedMs: undefined });
  }

  close(internalId: number, nowMs: number): void {
    for (const [fingerprint, row] of this.rows) if (row.internalId === internalId) this.rows.set(fingerprint, { ...row, state: 'closed', closedMs: nowMs });
  }
}

/** Counts how often the sweep was woken. */
export class FakeScheduler implements Scheduler {
  wakeUps = 0;
  /** What the next calls come to. */
  answer: WakeUp = { kind: 'submitted' };

  wakeSweep(): WakeUp {
    this.wakeUps += 1;
    return this.answer;
  }
}

import type { MarkQuestion, MarkSurvey } from '../domain/low-water-mark';
import type { ObservedError } from '../domain/observed-error';
import type { ReasonActor } from '../domain/reasons';

/** One piece of machine state: a text, or a number that statements compare with. */
export interface MachineValue {
  /** At most 4,000 characters of ASCII; empty: none. */
  readonly value: string;
  readonly number: number | undefined;
}

/** A piece of machine state as it stands. */
export interface StoredMachineValue extends MachineValue {
  readonly internalId: number;
  readonly name: string;
}

/**
 * Machine state on setting rows: low-water mark, carried operations, breakers, heartbeats, counters. Each name has one writer (design 3);
 * a row is unique by its name.
 */
export interface MachineState {
  /** All rows whose name starts with one of the prefixes, by name. One statement, 10 units. */
  read(prefixes: readonly string[]): readonly StoredMachineValue[];
  /** Writes a row, known or new. 2 units for a known one, 6 for a new one; 18 where somebody made it in between. */
  write(name: string, value: MachineValue, known?: StoredMachineValue): void;
  /** Removes a row. 4 units. */
  remove(known: StoredMachineValue): void;
}

/** Kinds of cause: what made the sweep put something in front of people. */
export const CAUSE_KINDS = ['failure', 'difference', 'row_damaged', 'foreign_account', 'platform_failure', 'absence', 'quarantine', 'settings', 'stray', 'history', 'foreign_change'] as const;

export type CauseKind = (typeof CAUSE_KINDS)[number];

/** Open until it is released or closed; a closed one that comes again is opened again. */
export type CauseState = 'open' | 'closed';

/** What stands behind open failures of one fingerprint. */
export interface Cause {
  /** SHA-256 hex: see `causeFingerprint`. */
  readonly fingerprint: string;
  readonly kind: CauseKind;
  readonly source: string;
  readonly documentType: string;
  /** A reason code, or empty. */
  readonly reason: string;
  readonly title: string;
  readonly text: string;
  /** Operation id, row or stage it was first seen on. */
  readonly subject: string;
  readonly whoActs: ReasonActor;
  /** Epoch milliseconds until which somebody should have looked. */
  readonly dueMs: number;
  /** Value that had no match, as lists show it; undefined or empty: it is not about one. */
  readonly value?: string;
}

/** A cause as it stands. */
export interface StoredCause {
  readonly internalId: number;
  readonly fingerprint: string;
  readonly kind: CauseKind;
  readonly state: CauseState;
  readonly source: string;
  readonly documentType: string;
  readonly reason: string;
  /** Operation id, row or stage it was first seen on. */
  readonly subject: string;
  /** How often it came back after it was closed. */
  readonly resolvedTimes: number;
  /** When it was closed last, epoch milliseconds; undefined: it is open, or never was. */
  readonly closedMs: number | undefined;
}

/** The causes, unique by fingerprint. */
export interface CauseLog {
  /** Those of the fingerprints that stand, open or closed. One statement, 10 units. */
  find(fingerprints: readonly string[]): readonly StoredCause[];
  /** Open causes of some kinds. 10 units. */
  open(kinds: readonly CauseKind[]): readonly StoredCause[];
  /** Makes a cause, or opens a closed one again: as new, its owner and notes kept, with one time more that it was resolved. 6 units; 16 where another run was faster. */
  raise(cause: Cause, known: StoredCause | undefined, nowMs: number): void;
  /** 2 units. */
  close(internalId: number, nowMs: number): void;
}

/** What came of waking the sweep. */
export type WakeUp =
  | { readonly kind: 'submitted' }
  /** It runs already, or waits to run: it will find what is due. */
  | { readonly kind: 'under_way' }
  /** Not woken; the schedule brings it round all the same. */
  | { readonly kind: 'refused'; readonly error: ObservedError };

/** Starts scripts. */
export interface Scheduler {
  /** Asks for one run of the sweep beside its schedule. Never throws. 20 units. */
  wakeSweep(): WakeUp;
}

/** What the sweep reads of the operation log to move its low-water mark. Ranges of internal ids alone: see `markQuestion`. */
export interface LogSurvey {
  /** 10 units. */
  aroundMark(question: MarkQuestion): MarkSurvey;
  /** Those of some operations, at most 200, that are open. 10 units. */
  openAmong(internalIds: readonly number[]): readonly number[];
}

/** A record that somebody saved, and that parked operations may wait for. */
export interface RecordAppeared {
  readonly recordType: string;
  readonly internalId: number;
  /** External id that it has now and did not have before; empty: none. */
  readonly externalId: string;
  /** Operation that wrote it; empty: none. */
  readonly operationId: string;
}

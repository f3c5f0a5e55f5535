import type { ReasonOverride } from '../domain/reason-override';

/** Failures of one fingerprint that no open cause stands for. */
export interface UntoldFailures {
  readonly fingerprint: string;
  /** How many operations carry it. */
  readonly count: number;
  /** Row of the first of them. */
  readonly internalId: number;
}

/** A row of an operation that is not settled and that Docket never wrote so. */
export interface DamagedRow {
  readonly internalId: number;
  /** What is wrong with it, as `rowDamage` says it. */
  readonly words: string;
}

/** Open operations that another account took: this one was copied from it. */
export interface ForeignOperations {
  readonly account: string;
  readonly count: number;
}

/** Open operations that wait because the settings of their source cannot be read. */
export interface AwaitingSettings {
  readonly source: string;
  readonly count: number;
  /** What is wrong with the settings. */
  readonly words: string;
}

/** An override as its row holds it. */
export interface StoredOverride {
  readonly internalId: number;
  readonly override: ReasonOverride;
}

/** How the operation log stands, as far as it is open and this account's. */
export interface LogFindings {
  readonly untold: readonly UntoldFailures[];
  /** Open causes of failures that no operation carries any more, by row, at most 100: the rest end with the next sweep. */
  readonly ended: readonly number[];
  /** At most 100, first those that no open cause tells of. */
  readonly damaged: readonly DamagedRow[];
  readonly foreign: readonly ForeignOperations[];
  readonly awaitingSettings: readonly AwaitingSettings[];
  /** Overrides in force, safe or not, at most 100. */
  readonly overrides: readonly StoredOverride[];
  /** Operations that are due and were not carried on. */
  readonly stillDue: number;
  /** The next time that one falls due, epoch milliseconds; undefined: none does. */
  readonly nextDueMs: number | undefined;
  /** The last row of the log; 0: it is empty. */
  readonly lastId: number;
}

/** What the first operation of a cause says of it. */
export interface FailureFacts {
  readonly internalId: number;
  readonly operationId: string;
  readonly source: string;
  readonly documentType: string;
  readonly reason: string;
  readonly title: string;
  readonly whoActs: string;
  readonly pointer: string;
  readonly observed: string;
  /** Value that had no match, as lists show it; empty: the failure is of another kind. */
  readonly value: string;
  readonly text: string;
  /** True where the operation rests with a person; false where its record stands. */
  readonly open: boolean;
}

/** Operations of a source and type received in one hour. */
export interface ReceivedVolume {
  readonly source: string;
  readonly documentType: string;
  /** Hours since 1970-01-01 UTC. */
  readonly hour: number;
  readonly count: number;
}

/** What the sweep sees besides the operations it works on. */
export interface FindingsPort {
  /** One statement, 10 units, whatever the log holds. */
  inLog(nowMs: number): LogFindings;
  /** What the operations of some rows say of their failures. 10 units. */
  failures(internalIds: readonly number[]): readonly FailureFacts[];
  /** Documents that were sent, by hour, in the rows after one up to another. A document brought by another was not sent. 10 units. */
  received(afterId: number, untilId: number): readonly ReceivedVolume[];
  /** Says what is wrong with a row, its document looked at; undefined: nothing is, or it is gone. 2 units; 12 for one that has events. */
  damageOf(internalId: number, nowMs: number): string | undefined;
}

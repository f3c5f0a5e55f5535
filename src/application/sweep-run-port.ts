import type { ReportedFailure } from '../domain/heartbeat';
import type { OperationState } from '../domain/states';
import type { DamagedRow } from './findings-port';

/** What became of one operation of a lane. */
export interface Swept {
  readonly internalId: number;
  readonly state: OperationState | 'not_due' | 'left_for_next_run' | 'waits_for_configuration' | 'damaged';
  /** What is wrong with a row that is damaged. */
  readonly words?: string;
}

/** What the platform says of a sweep whose stages are over. */
export interface SweepRun {
  /** Epoch milliseconds. */
  readonly startedMs: number;
  readonly units: number;
  /** Operations that were selected. */
  readonly selected: number;
  readonly swept: readonly Omit<Swept, 'internalId'>[];
  /** Rows that were found damaged as they were taken over. */
  readonly damaged: readonly DamagedRow[];
  /** Everything that the platform reported, and pairs that it never finished. */
  readonly failures: readonly ReportedFailure[];
}

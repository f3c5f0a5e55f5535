import { MOST_RESTARTS, SOFT_UNITS, restartError, type KeyValue, type MapReduceConfig, type PairState, type StageError, type StagePair } from './map-reduce-model';

/** A pair on its way through a stage. */
export interface PairProgress {
  readonly pair: StagePair;
  state: PairState;
  /** How often its function was called. */
  calls: number;
  /**
   * How often it was handed out to be run, which is its execution number. After a restart nobody knows which pairs of a
   * flagged batch had begun, so the batch counts as handed out whole.
   */
  attempts: number;
  /** Retries used of those that the script allows itself. */
  retries: number;
  restarts: number;
  readonly errors: StageError[];
}

/** Pairs that a job has flagged: no other job takes them, and their results are saved together. */
export interface Batch {
  readonly pairs: readonly PairProgress[];
  /** Position of the pair that is next. */
  next: number;
  /** Replayed after a restart: `isRestarted` of all its pairs. */
  readonly restarted: boolean;
  /** What its complete pairs wrote; dropped with the batch. */
  readonly written: KeyValue[];
  /** Bytes of what they wrote. */
  bytes: number;
}

/** One of the jobs that a stage runs side by side, each on a processor of its own. */
export interface Job {
  readonly processor: number;
  /** When its processor is free, NetSuite time. */
  freeMs: number;
  /** Milliseconds its processor was at work. */
  busyMs: number;
  /** Invocations it ran. */
  ran: number;
  /** Units and milliseconds since it last started or yielded, without those of user events. */
  units: number;
  ms: number;
  batch: Batch | undefined;
  /** Nothing more is run by it. */
  ended: boolean;
}

export function openJob(processor: number, freeMs: number): Job {
  return { processor, freeMs, busyMs: 0, ran: 0, units: 0, ms: 0, batch: undefined, ended: false };
}

export function openProgress(pair: StagePair): PairProgress {
  return { pair, state: 'PENDING', calls: 0, attempts: 0, retries: 0, restarts: 0, errors: [] };
}

/** Flags pairs for a job. */
export function flag(pairs: readonly PairProgress[], restarted: boolean): Batch {
  for (const progress of pairs) {
    progress.attempts += 1;
    progress.state = 'PENDING';
  }
  return { pairs, next: 0, restarted, written: [], bytes: 0 };
}

/** The job whose next invocation starts first; the one that ran least where several could. */
export function firstFree(jobs: readonly Job[]): Job | undefined {
  let first: Job | undefined;
  for (const job of jobs) {
    if (first === undefined || job.freeMs < first.freeMs || (job.freeMs === first.freeMs && job.ran < first.ran)) first = job;
  }
  return first;
}

/** Over one of the soft limits (section_4480364878): passed, not reached. */
export function isOverSoftLimit({ units, ms }: Job, yieldAfterMs: number): boolean {
  return units > SOFT_UNITS || ms > yieldAfterMs;
}

/** A new job in the place of one that yielded or died, on the same processor. */
export function startAfresh(job: Job): void {
  job.units = 0;
  job.ms = 0;
}

/**
 * What is left of a job's flagged batch once the job died: all of it is in doubt, complete pairs too, and is replayed from
 * the beginning unless `retryCount` is 0 or used up (section_1517279626, section_1491509438). Returns the errors to note.
 */
export function replay(job: Job, { retryCount }: MapReduceConfig): readonly StageError[] {
  const { batch } = job;
  startAfresh(job);
  if (batch === undefined) return [];
  const noted = batch.pairs.map((progress) => {
    const error = restartError(progress.pair.key, progress.attempts);
    progress.errors.push(error);
    progress.restarts += 1;
    return error;
  });
  const again = batch.pairs.filter((progress) => mayReplay(progress, retryCount));
  for (const progress of batch.pairs) {
    if (again.includes(progress)) progress.retries += 1;
    else progress.state = 'FAILED';
  }
  job.batch = again.length === 0 ? undefined : flag(again, true);
  return noted;
}

/** Retries for errors and for restarts come out of one count, where the script names one. */
function mayReplay({ retries, restarts }: PairProgress, retryCount: number | undefined): boolean {
  return retryCount === undefined ? restarts <= MOST_RESTARTS : retries < retryCount;
}

import type { ModuleHost } from '../modules/types';
import type { EntryPointOutcome } from '../runtime/script-runtime';
import type { SideBySide, Span } from './clock';
import { invocationContext } from './map-reduce-context';
import { firstFree, flag, isOverSoftLimit, openJob, openProgress, replay, startAfresh, type Batch, type Job, type PairProgress } from './map-reduce-jobs';
import {
  MOST_PERSISTED, PERSISTED_TOO_MUCH, bytesOf, restartError, stageError,
  type JobMoment, type JobOrder, type KeyValue, type MapReduceConfig, type StageError, type StagePair, type StageSummary,
} from './map-reduce-model';

/** Runs one invocation of a stage with the context that `build` makes. */
export type Invoke = (entryPoint: string, build: (host: ModuleHost<unknown>) => object) => EntryPointOutcome;

/** NetSuite time as a run of stages uses it. */
export interface RunTime {
  nowMs(): number;
  /** Moves the account's time on to this time, where it is not there yet. */
  reach(ms: number): void;
  readonly sideBySide: SideBySide;
  /** What user events have taken so far. */
  userEventMs(): number;
}

/** How a deployment's map and reduce stages are run. */
export interface JobSettings {
  /** Jobs that run side by side, 1 or more. */
  readonly jobs: number;
  /** Pairs that a job flags at a time, 1 or more. */
  readonly bufferSize: number;
  readonly yieldAfterMs: number;
}

export interface StageParts {
  readonly stage: 'map' | 'reduce';
  readonly config: MapReduceConfig;
  readonly settings: JobSettings;
  readonly invoke: Invoke;
  readonly time: RunTime;
  /** Whether somebody orders the job's death at this moment. */
  readonly orderAt: (moment: Omit<JobMoment, 'scriptId' | 'deploymentId'>) => JobOrder | undefined;
}

/**
 * Runs map or reduce over its pairs. Its jobs run side by side in NetSuite time and one invocation after another on the host:
 * the next is always that of the processor that is free first. What a failed invocation wrote is dropped; it is run again as
 * `config` allows; the others go on unless `exitOnError` or a hard limit ends the stage (platform facts 3.2, 3.3).
 */
export function runStage(pairs: readonly StagePair[], parts: StageParts): StageSummary {
  return new StageRun(pairs, parts).summary();
}

/** One call of a function. */
interface Invocation {
  readonly outcome: EntryPointOutcome;
  readonly written: readonly KeyValue[];
  /** Bytes of what it wrote, or tried to. */
  readonly bytes: number;
  /** With it, the run would hold more than it may, whether or not the script let the error out. */
  readonly overfull: boolean;
}

class StageRun {
  private readonly startedMs: number;
  private readonly pairs: readonly PairProgress[];
  private readonly jobs: readonly Job[];
  private readonly errors: StageError[] = [];
  private readonly output: KeyValue[] = [];
  private claimed = 0;
  /** Bytes of the pairs in no saved batch and of what saved batches wrote. */
  private persisted: number;
  private units = 0;
  private yields = 0;
  /** The stage was left early: what follows is summarize, and a job that ends is not replaced. */
  private abandoned = false;
  /** No invocation begins at or after this time. */
  private closedMs = Number.POSITIVE_INFINITY;

  constructor(pairs: readonly StagePair[], private readonly parts: StageParts) {
    const startedMs = parts.time.nowMs();
    this.startedMs = startedMs;
    this.pairs = pairs.map(openProgress);
    this.persisted = pairs.reduce((sum, pair) => sum + bytesOf(pair), 0);
    this.jobs = Array.from({ length: Math.max(1, parts.settings.jobs) }, (_, processor) => openJob(processor, startedMs));
  }

  summary(): StageSummary {
    const { time } = this.parts;
    for (let job = this.nextJob(); job !== undefined; job = this.nextJob()) this.step(job);
    for (const job of this.jobs) this.keep(job);
    const worked = this.jobs.filter(({ ran }) => ran > 0);
    time.reach(Math.max(this.startedMs, ...worked.map(({ freeMs }) => freeMs)));
    return {
      startedMs: this.startedMs, seconds: (time.nowMs() - this.startedMs) / 1000, units: this.units, yields: this.yields,
      concurrency: worked.length, processors: this.jobs.map(({ busyMs }) => busyMs / 1000),
      pairs: this.pairs.map(({ pair, calls, state }) => ({ key: pair.key, executions: calls, state })),
      errors: this.errors, output: this.output, abandoned: this.abandoned,
    };
  }

  private nextJob(): Job | undefined {
    const unclaimed = this.claimed < this.pairs.length;
    return firstFree(this.jobs.filter((job) => !job.ended && job.freeMs < this.closedMs && (unclaimed || job.batch !== undefined)));
  }

  /** One invocation, or what comes in its place. */
  private step(job: Job): void {
    if (isOverSoftLimit(job, this.parts.settings.yieldAfterMs)) {
      this.yieldJob(job);
      return;
    }
    const batch = job.batch ?? this.claim();
    const progress = batch.pairs[batch.next];
    if (progress === undefined) throw new Error('A job kept a batch that was done');
    const isNew = job.batch === undefined;
    job.batch = batch;
    if (isNew && this.interruptedAt('claimed', job, progress)) return;
    const run = this.invoke(job, batch, progress);
    const { outcome } = run;
    // A refusal is told even where the script was killed after it.
    if (outcome.kind === 'died' && outcome.refusals.length === 0) {
      this.interrupt(job, outcome.restart ? 'restart' : 'kill');
      return;
    }
    this.settle(job, progress, run);
    if (job.ended || this.interruptedAt('ran', job, progress) || batch.next < batch.pairs.length) return;
    this.keep(job);
    this.interruptedAt('saved', job, progress);
  }

  private claim(): Batch {
    const from = this.claimed;
    this.claimed = Math.min(this.pairs.length, from + Math.max(1, this.parts.settings.bufferSize));
    return flag(this.pairs.slice(from, this.claimed), false);
  }

  private invoke(job: Job, batch: Batch, progress: PairProgress): Invocation {
    const { stage, time } = this.parts;
    const written: KeyValue[] = [];
    let bytes = 0;
    const mayHold = ({ key, value }: KeyValue) => {
      bytes += bytesOf({ key, values: [value] });
      return this.persisted + batch.bytes + bytes <= MOST_PERSISTED;
    };
    const facts = { stage, pair: progress.pair, executionNo: progress.attempts, restarted: batch.restarted, errors: [...progress.errors], mayHold };
    const userEventsMs = time.userEventMs();
    const { value: outcome, span } = this.timed(job, () => this.parts.invoke(stage, (host) => invocationContext(host, facts, written)));
    progress.calls += 1;
    this.units += outcome.units;
    job.ran += 1;
    job.units += outcome.units;
    job.freeMs = span.toMs;
    job.busyMs += span.toMs - span.fromMs;
    job.ms += span.toMs - span.fromMs - (time.userEventMs() - userEventsMs);
    return { outcome, written, bytes, overfull: this.persisted + batch.bytes + bytes > MOST_PERSISTED };
  }

  /** A job that is alone runs in the account's own time, all others each in theirs. */
  private timed<T>(job: Job, work: () => T): { readonly value: T; readonly span: Span } {
    const { time } = this.parts;
    if (this.jobs.length === 1) {
      const fromMs = time.nowMs();
      return { value: work(), span: { fromMs, toMs: time.nowMs() } };
    }
    const ended: { readonly value: T }[] = [];
    const span = time.sideBySide.run(job.freeMs, () => { ended.push({ value: work() }); });
    if (ended[0] === undefined) throw new Error('What ran in a job\'s time ended without a result');
    return { value: ended[0].value, span };
  }

  private settle(job: Job, progress: PairProgress, { outcome, written, bytes, overfull }: Invocation): void {
    const { batch } = job;
    const { config } = this.parts;
    if (batch === undefined) return;
    if (outcome.kind === 'returned' && outcome.refusals.length === 0 && !overfull) {
      progress.state = 'COMPLETE';
      batch.written.push(...written);
      batch.bytes += bytes;
      batch.next += 1;
      return;
    }
    const { key } = progress.pair;
    const error = overfull ? stageError({ key, executionNo: progress.attempts, ...PERSISTED_TOO_MUCH }) : errorOf(key, progress.attempts, outcome);
    progress.errors.push(error);
    this.errors.push(error);
    if (!overfull && progress.retries < (config.retryCount ?? 0)) {
      progress.retries += 1;
      progress.attempts += 1;
      return;
    }
    progress.state = 'FAILED';
    batch.next += 1;
    if (overfull || outcome.refusals.length > 0) this.leave(job, Number.NEGATIVE_INFINITY);
    else if (config.exitOnError) this.leave(job, job.freeMs);
    else if (outcome.kind === 'limit') this.leave(job, Number.POSITIVE_INFINITY);
  }

  /** Other jobs run on until `closedMs`; after a hard limit they run to their end, and none is started in their place. */
  private leave(job: Job, closedMs: number): void {
    this.abandoned = true;
    this.closedMs = Math.min(this.closedMs, closedMs);
    job.ended = true;
    this.keep(job);
  }

  /** Ends a job in good order: what it has done is saved, and a new job goes on with the rest. */
  private yieldJob(job: Job): void {
    if (this.abandoned) {
      job.ended = true;
      return;
    }
    this.yields += 1;
    startAfresh(job);
    const { batch } = job;
    if (batch === undefined) return;
    this.keep(job);
    job.batch = { pairs: batch.pairs.slice(batch.next), next: 0, restarted: batch.restarted, written: [], bytes: 0 };
  }

  /** Saves what a job has done of its batch, and marks the batch finished. */
  private keep(job: Job): void {
    const { batch } = job;
    if (batch === undefined) return;
    this.output.push(...batch.written);
    this.persisted += batch.bytes - batch.pairs.slice(0, batch.next).reduce((sum, { pair }) => sum + bytesOf(pair), 0);
    job.batch = undefined;
  }

  private interruptedAt(point: JobMoment['point'], job: Job, progress: PairProgress): boolean {
    const moment = { stage: this.parts.stage, point, key: progress.pair.key, processor: job.processor };
    const { value: order, span } = this.timed(job, () => this.parts.orderAt(moment));
    job.freeMs = span.toMs;
    if (order === undefined) return false;
    this.interrupt(job, order);
    return true;
  }

  private interrupt(job: Job, order: JobOrder): void {
    const dead = order === 'restart' ? this.jobs : [job];
    for (const one of dead) {
      // Who had nothing flagged lost nothing, and has its time before the restart still to come.
      if (one.batch !== undefined) one.freeMs = Math.max(one.freeMs, job.freeMs);
      this.errors.push(...replay(one, this.parts.config));
    }
  }
}

/** An outcome that is no success, as the errors iterators show it. */
export function errorOf(key: string, executionNo: number, outcome: EntryPointOutcome): StageError {
  const refusal = outcome.refusals[0];
  if (refusal !== undefined) return stageError({ key, executionNo, name: 'EMULATOR_NOT_IMPLEMENTED', message: outcome.refusals.join('; ') });
  switch (outcome.kind) {
    case 'threw': return { key, executionNo, name: outcome.name, message: outcome.message, json: outcome.json };
    case 'limit': return stageError({ key, executionNo, name: outcome.name, message: outcome.message });
    case 'died': return restartError(key, executionNo);
    case 'returned': return stageError({ key, executionNo, name: 'UNEXPECTED_ERROR', message: 'The invocation returned but was not taken.' });
  }
}

import { join as joinPath } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SharedCaches } from '../modules/shared-caches';
import type { AccountClock } from '../runtime/types';
import type { RestletCall, RestletReply, ServedThreads } from '../types';
import { WORKER_STATE, type FromWorker, type ToWorker, type WorkerStart } from './worker-messages';

/** Threads that run RESTlets of one account at the same time, each with a connection of its own to the account's data. */
export interface RestletPool extends ServedThreads {
  /** Starts the threads, one after another so that the first is there soon; again is nothing. */
  start(): void;
  /** True once a call can be run: a thread has joined the account, or none could and `call` says why. */
  isOpen(): boolean;
  /** Runs a call on the next free thread; calls that wait come in the order they were given. A thread that ends in the midst: `died`. */
  call(call: RestletCall): Promise<RestletReply>;
  /** Calls that run or wait. */
  inHand(): number;
  /** Waits until no call is in hand. */
  drained(): Promise<void>;
  /** Ends the threads, after the calls they are running, before it returns; calls that wait are `died`. */
  close(): void;
}

export interface RestletPoolParts {
  /** Threads to keep. */
  readonly size: number;
  readonly start: Omit<WorkerStart, 'state'>;
  readonly clock: Pick<AccountClock, 'nowMs' | 'hostMs'>;
  readonly caches: SharedCaches;
  /** File that each thread runs. Default: restlet-worker.cjs. */
  readonly program?: string;
}

/** Host milliseconds that closing waits for a thread that runs a script, at most. */
const LEAVE_PATIENCE_MS = 10_000;

/** Each execution has a realm of its own, which is garbage at its end: with room for many, few of them are ever moved. */
const YOUNG_MEGABYTES = 64;

interface Job {
  readonly call: RestletCall;
  readonly resolve: (reply: RestletReply) => void;
  readonly reject: (error: Error) => void;
}

interface Member {
  readonly worker: Worker;
  readonly state: Int32Array;
  ready: boolean;
  job: Job | undefined;
}

/** The script was ended with its thread, and nobody knows how far it came. */
const DIED: RestletReply = { kind: 'died', units: 0 };

/** Opens a pool without a thread: `start` and `ready` start them, and their number is kept from then on. */
export function openRestletPool(parts: RestletPoolParts): RestletPool {
  return new WorkerPool(parts);
}

class WorkerPool implements RestletPool {
  private readonly members = new Set<Member>();
  private readonly waiting: Job[] = [];
  private readonly whenDrained: (() => void)[] = [];
  private readonly whenReady: ((fault: Error | undefined) => void)[] = [];
  private answers = 0;
  private fault: Error | undefined;
  private started = false;
  private closed = false;

  constructor(private readonly parts: RestletPoolParts) {
    parts.caches.onChange((change) => { this.tellAll({ kind: 'cache', change }); });
  }

  start(): void {
    this.started = true;
    this.fill();
  }

  isOpen(): boolean {
    return !this.closed && (this.fault !== undefined || [...this.members].some(({ ready }) => ready));
  }

  call(call: RestletCall): Promise<RestletReply> {
    if (this.fault !== undefined) return Promise.reject(this.fault);
    return new Promise((resolve, reject) => {
      this.waiting.push({ call, resolve, reject });
      this.handOut();
    });
  }

  ready(): Promise<void> {
    this.start();
    return new Promise((resolve, reject) => {
      this.whenReady.push((fault) => { if (fault === undefined) resolve(); else reject(fault); });
      this.tellReady();
    });
  }

  answered(): number {
    return this.answers;
  }

  inHand(): number {
    return this.waiting.length + [...this.members].filter(({ job }) => job !== undefined).length;
  }

  async drained(): Promise<void> {
    if (this.inHand() > 0) await new Promise<void>((resolve) => { this.whenDrained.push(resolve); });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const job of this.waiting.splice(0)) job.resolve(DIED);
    this.tellAll({ kind: 'leave' });
    for (const { worker, state } of this.members) {
      // A thread that has not opened the data yet finds here that it need not.
      Atomics.compareExchange(state, 0, WORKER_STATE.starting, WORKER_STATE.left);
      Atomics.wait(state, 0, WORKER_STATE.joined, LEAVE_PATIENCE_MS);
      void worker.terminate();
    }
  }

  /** Starts the next thread that is missing, unless one is on its way. */
  private fill(): void {
    const starting = [...this.members].some(({ ready }) => !ready);
    if (!this.started || this.closed || this.fault !== undefined || starting || this.members.size >= this.parts.size) return;
    this.members.add(this.join());
  }

  private join(): Member {
    const state = new SharedArrayBuffer(4);
    const worker = new Worker(this.parts.program ?? joinPath(__dirname, 'restlet-worker.cjs'), {
      workerData: { ...this.parts.start, state } satisfies WorkerStart, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    const member: Member = { worker, state: new Int32Array(state), ready: false, job: undefined };
    let lost: Error | undefined;
    worker.on('message', (message: FromWorker) => { this.hear(member, message); });
    worker.on('error', (error) => { lost = error; });
    worker.on('exit', () => { this.lose(member, lost); });
    // The account's server keeps the process alive, not its threads.
    worker.unref();
    return member;
  }

  private hear(member: Member, message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        member.ready = true;
        this.fill();
        this.tellReady();
        break;
      case 'reply':
        this.answers += 1;
        this.take(member)?.resolve(message.reply);
        break;
      case 'fault':
        this.take(member)?.reject(Object.assign(new Error(message.message), { name: message.name }));
        break;
      case 'cache':
        this.parts.caches.apply(message.change);
        this.tellAll({ kind: 'cache', change: message.change });
        return;
    }
    this.handOut();
  }

  private take(member: Member): Job | undefined {
    const { job } = member;
    member.job = undefined;
    return job;
  }

  private handOut(): void {
    for (const member of this.members) {
      if (!member.ready || member.job !== undefined) continue;
      const job = this.waiting.shift();
      if (job === undefined) break;
      member.job = job;
      const { clock } = this.parts;
      tell(member, { kind: 'call', call: job.call, nowMs: clock.nowMs(), hostMs: clock.hostMs() });
    }
    if (this.inHand() > 0) return;
    for (const resolve of this.whenDrained.splice(0)) resolve();
  }

  /** A thread that ends is replaced; one that never came up shows that none will. */
  private lose(member: Member, error: Error | undefined): void {
    this.members.delete(member);
    this.take(member)?.resolve(DIED);
    if (this.closed) {
      this.handOut();
      return;
    }
    if (!member.ready) this.giveUp(error);
    this.fill();
    this.handOut();
  }

  private giveUp(cause: Error | undefined): void {
    const fault = new Error(`No thread could be started for this account's RESTlets: ${cause?.message ?? 'it ended by itself'}`, { cause });
    this.fault = fault;
    this.tellReady();
    for (const job of this.waiting.splice(0)) job.reject(fault);
  }

  private tellReady(): void {
    const full = this.members.size >= this.parts.size && [...this.members].every(({ ready }) => ready);
    if (!full && this.fault === undefined) return;
    for (const tellOne of this.whenReady.splice(0)) tellOne(this.fault);
  }

  private tellAll(message: ToWorker): void {
    for (const member of this.members) tell(member, message);
  }
}

function tell({ worker }: Member, message: ToWorker): void {
  worker.postMessage(message);
}

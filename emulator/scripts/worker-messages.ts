import type { CacheChange } from '../modules/shared-caches';
import type { RestletCall, RestletReply } from '../types';

/** What a worker joins the account with. */
export interface WorkerStart {
  readonly projectFolder: string;
  readonly dataFolder: string;
  readonly accountId: string;
  readonly seed: number;
  readonly timeZone: string;
  /** SuiteCloud processors; undefined: the default. */
  readonly processors?: number | undefined;
  /** Marks of the deployments that run (running-deployments.ts). */
  readonly running: SharedArrayBuffer;
  /** Whose turn it is to write (write-turn.ts). */
  readonly turn: SharedArrayBuffer;
  /** One number: how the worker stands to the account's data (WORKER_STATE). */
  readonly state: SharedArrayBuffer;
}

/** The worker opens the data only where it finds itself `starting`; whoever closes the account waits until it has `left`. */
export const WORKER_STATE = { starting: 0, joined: 1, left: 2 } as const;

export type ToWorker =
  /** Run this call now. `nowMs` and `hostMs` are the account's clocks as it is sent. */
  | { readonly kind: 'call'; readonly call: RestletCall; readonly nowMs: number; readonly hostMs: number }
  | { readonly kind: 'cache'; readonly change: CacheChange }
  /** Close the data and end. */
  | { readonly kind: 'leave' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reply'; readonly reply: RestletReply }
  /** A fault of the emulator itself, met while the call ran. */
  | { readonly kind: 'fault'; readonly name: string; readonly message: string }
  | { readonly kind: 'cache'; readonly change: CacheChange };

import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { composeAccountScripts, type AccountScripts } from '../account-scripts';
import { joinAccountStore } from '../account/account-store';
import type { AccountStore } from '../account/types';
import { createCacheStore } from '../modules/cache-store';
import { shareCaches, type SharedCaches } from '../modules/shared-caches';
import { loadSdfProject } from '../sdf/read-project';
import { openWriteTurn } from '../store/write-turn';
import { initSqlParser } from '../suiteql/parse';
import type { RestletCall } from '../types';
import type { RestorableClock } from './clock';
import { WORKER_STATE, type FromWorker, type ToWorker, type WorkerStart } from './worker-messages';

/** A thread that runs RESTlets of an account: joins its data, then runs one call after another until it is told to leave. */
export async function main(): Promise<void> {
  if (parentPort === null) throw new Error('This runs as a worker thread alone.');
  const port = parentPort;
  const start = workerData as WorkerStart;
  await initSqlParser();
  const state = new Int32Array(start.state);
  if (Atomics.compareExchange(state, 0, WORKER_STATE.starting, WORKER_STATE.joined) !== WORKER_STATE.starting) return;
  const clock = followingClock();
  const leave = () => {
    Atomics.store(state, 0, WORKER_STATE.left);
    Atomics.notify(state, 0);
  };
  try {
    serve(port, { ...join(start, clock, port), clock, leave });
  } catch (error) {
    leave();
    throw error;
  }
}

interface Joined {
  readonly store: AccountStore;
  readonly scripts: AccountScripts;
  readonly caches: SharedCaches;
}

function join(start: WorkerStart, clock: RestorableClock, port: MessagePort): Joined {
  const { timeZone } = start;
  const store = joinAccountStore({ dataFolder: start.dataFolder, timeZone, nowMs: () => clock.nowMs(), turn: openWriteTurn(start.turn) });
  const caches = shareCaches(createCacheStore());
  caches.onChange((change) => { port.postMessage({ kind: 'cache', change } satisfies FromWorker); });
  const scripts = composeAccountScripts({
    project: loadSdfProject(start.projectFolder), store, clock, timeZone, accountId: start.accountId, seed: start.seed, callCostMs: 0, processors: start.processors,
    joined: { caches, running: start.running },
  });
  return { store, scripts, caches };
}

interface Serving extends Joined {
  readonly clock: FollowingClock;
  readonly leave: () => void;
}

function serve(port: MessagePort, { store, scripts, caches, clock, leave }: Serving): void {
  port.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'call':
        clock.follow(message);
        port.postMessage(answerTo(scripts, message.call));
        break;
      case 'cache':
        caches.apply(message.change);
        break;
      case 'leave':
        store.close();
        leave();
        port.close();
        break;
    }
  });
  port.postMessage({ kind: 'ready' } satisfies FromWorker);
}

function answerTo(scripts: AccountScripts, call: RestletCall): FromWorker {
  try {
    return { kind: 'reply', reply: scripts.restlets.call(call) };
  } catch (error) {
    const { name, message } = error as Error;
    return { kind: 'fault', name, message };
  }
}

interface FollowingClock extends RestorableClock {
  /** Goes on from what the account's clocks showed when a call was sent. */
  follow(shown: { readonly nowMs: number; readonly hostMs: number }): void;
}

/** The account's clocks on this thread: told with each call, and running on while it runs. */
function followingClock(): FollowingClock {
  let shown = { nowMs: 0, hostMs: 0 };
  let atMs = performance.now();
  const since = () => Math.floor(performance.now() - atMs);
  return {
    follow({ nowMs, hostMs }) {
      shown = { nowMs, hostMs };
      atMs = performance.now();
    },
    nowMs: () => shown.nowMs + since(),
    hostMs: () => shown.hostMs + since(),
    advance: () => { throw new Error('NetSuite time is moved on by the thread that opened the account alone.'); },
    reload: () => undefined,
    sideBySide: {
      run(_fromMs, work) {
        const fromMs = shown.nowMs + since();
        work();
        return { fromMs, toMs: shown.nowMs + since() };
      },
      hold: (work) => work(),
    },
  };
}

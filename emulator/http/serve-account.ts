import { randomBytes } from 'node:crypto';
import type { AccountScripts } from '../account-scripts';
import type { AccountStore } from '../account/types';
import type { AccountClock } from '../runtime/types';
import type { RestletPool } from '../scripts/restlet-pool';
import type { RestletCall, RestletReply } from '../types';
import { createAccountControl } from './account-control';
import { RESTLET_PATH, createAccountRouter } from './account-router';
import { openBearerTokens } from './bearer-tokens';
import { createConcurrencyGovernor } from './concurrency';
import { createControlRoutes } from './control-routes';
import { createExecutionQueue, type ExecutionQueue } from './execution-queue';
import type { PageParts } from './page-parts';
import { createPageRoutes } from './page-routes';
import { createSessions } from './sessions';
import { listenOnLoopback, type ListeningServer } from './server';

export interface ServedAccount {
  readonly accountId: string;
  readonly projectName: string;
  readonly concurrencyLimit: number;
  readonly timeZone: string;
  readonly store: AccountStore;
  readonly clock: AccountClock;
  readonly scripts: AccountScripts;
  /** A file of the project's File Cabinet as text; undefined where there is none. */
  readonly readScriptFile: (path: string) => string | undefined;
  /** Threads to run RESTlets on. */
  readonly pool: RestletPool | undefined;
  /** False while RESTlets have to run on this thread. */
  readonly mayThread: () => boolean;
}

/** Mails that the outbox page lists at most. */
const MAILS_SHOWN = 200;

/** How often due schedules are looked for while serving, host milliseconds. */
const SCHEDULE_POLL_MS = 1_000;

/** Serves one account on loopback and runs its schedules as time passes, until closed. */
export async function serveAccount(port: number, account: ServedAccount): Promise<ListeningServer> {
  const { accountId, store, clock, scripts, concurrencyLimit } = account;
  const queue = createExecutionQueue(() => performance.now());
  const governor = createConcurrencyGovernor(concurrencyLimit);
  const bearers = openBearerTokens(store.database);
  const hostMs = () => clock.hostMs();
  const authenticator = { accountId, hostMs, directory: store.account, bearers };
  const data = createAccountControl({
    accountId, projectName: account.projectName, timeZone: account.timeZone, concurrencyLimit, callsInFlight: () => governor.inFlight(), store, clock,
    scripts: scripts.directory, schedules: scripts.schedules, log: scripts.log, runMapReduce: scripts.runMapReduce, restletPath: RESTLET_PATH,
  });
  const desk = openRestletDesk(account, queue);
  const route = createAccountRouter({
    authenticator, governor, queue,
    call: (call) => desk.call(call),
    query: (statement, parameters, actor) => scripts.queries.run(statement, parameters, actor),
    tokens: authenticator,
    control: createControlRoutes(data, queue),
    pages: createPageRoutes(pageParts(account, queue)),
  });
  const server = await listenOnLoopback(port, { accountId, queue, route });
  const stopSchedules = runSchedules(scripts, queue);
  return {
    port: server.port,
    baseUrl: server.baseUrl,
    async close() {
      stopSchedules();
      await desk.close();
      await server.close();
    },
  };
}

function pageParts({ accountId, timeZone, store, clock, scripts, readScriptFile }: ServedAccount, queue: ExecutionQueue): PageParts {
  return {
    accountId, timeZone, queue, readScriptFile, directory: store.account, records: store.records, fieldsOf: (type) => store.metadata.recordType(type)?.fields,
    companyName: () => String(scripts.preferences.read('companyinformation', 'companyname')),
    deployments: () => scripts.directory.all(),
    referenceText: (target, id) => store.recordServices.referenceText(target, id),
    sessions: createSessions(store.account, () => clock.hostMs()),
    formToken: randomBytes(24).toString('base64url'),
    scripts: {
      callSuitelet: (call) => scripts.suitelets.call(call), renderPortlet: (call) => scripts.portlets.render(call),
      openRecordPage: (call) => scripts.recordPage(call), mails: () => scripts.pages.outbox.list(MAILS_SHOWN),
    },
  };
}

/** Where admitted calls of RESTlets go. */
interface RestletDesk {
  call(call: RestletCall): Promise<RestletReply>;
  /** Takes no further call, and waits until those that threads have in hand are answered. */
  close(): Promise<void>;
}

function openRestletDesk({ pool, mayThread, scripts }: ServedAccount, queue: ExecutionQueue): RestletDesk {
  let closed = false;
  return {
    call(call) {
      if (closed) return Promise.resolve({ kind: 'died', units: 0 });
      if (pool?.isOpen() === true && mayThread()) return pool.call(call);
      // Threads are started behind the first answer, which would come later beside them.
      return queue.runOverlapping(() => scripts.restlets.call(call)).finally(() => { pool?.start(); });
    },
    async close() {
      closed = true;
      if (pool === undefined || pool.inHand() === 0) return;
      await pool.drained();
      // The answers are on their way to their sockets.
      await new Promise((resolve) => { setImmediate(resolve); });
    },
  };
}

/**
 * Looks for due schedules every second; one look at a time. Once stopped, a look that still waits its turn does nothing: the
 * data may be closed by then.
 */
function runSchedules(scripts: AccountScripts, queue: ExecutionQueue): () => void {
  let looking = false;
  let stopped = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void queue.run(() => { if (!stopped) scripts.schedules.runDue(); }).finally(() => { looking = false; });
  }, SCHEDULE_POLL_MS);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

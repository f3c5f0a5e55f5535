import { join } from 'node:path';
import { storedValueOf } from './account/sdf-values';
import { openAccountPages, type AccountPages } from './account-pages';
import { inputQuery, seenClock, steppingMarks, steppingRecords } from './account-steps';
import { openPreferences, type Preferences } from './account/preferences';
import type { AccountStore } from './account/types';
import { emulatedModules } from './modules';
import { createCacheStore } from './modules/cache-store';
import { shareCaches, type SharedCaches } from './modules/shared-caches';
import type { RecordService } from './records/types';
import { startExecution } from './runtime/execution';
import { createScriptRuntime } from './runtime/run-script';
import type { ScriptRuntime } from './runtime/script-runtime';
import type { AccountInfo } from './runtime/services';
import { AccountSteps, stepping } from './runtime/steps';
import { NotEmulated, type Actor } from './runtime/types';
import { openClock, type RestorableClock } from './scripts/clock';
import { openScriptDirectory, type ScriptDirectory } from './scripts/deployments';
import { openExecutionLog, type AccountLog } from './scripts/execution-log';
import { openRunningDeployments, type RunningDeployments } from './scripts/running-deployments';
import type { JobHook, JobWitness } from './scripts/map-reduce-model';
import { createMapReduceRunner, type MapReduceRunner } from './scripts/map-reduce-runner';
import { createPortletRunner, type PortletRunner } from './scripts/portlet';
import { recordPage } from './scripts/record-page';
import { createRestletRunner, type RestletRunner } from './scripts/restlet';
import { openSchedules, type Schedules } from './scripts/schedules';
import { createSuiteletRunner, type SuiteletRunner } from './scripts/suitelet';
import { createUserEventRunner, type UserEventRunner } from './scripts/user-event-runner';
import { withUserEvents } from './scripts/user-events';
import { openTaskQueue, type TaskQueue } from './scripts/task-queue';
import { createScriptRunner } from './scripts/script-runner';
import type { SdfProject } from './sdf/types';
import { createSearchEngine } from './search/engine';
import { createQueryEngine } from './suiteql/engine';
import type { QueryEngine } from './suiteql/types';
import type { RecordPageCall, RecordPageReply } from './ui/page-calls';

export interface AccountScriptsOptions {
  readonly project: SdfProject;
  readonly store: AccountStore;
  readonly clock: RestorableClock;
  readonly accountId: string;
  readonly seed: number;
  readonly timeZone: string;
  readonly callCostMs: number;
  /** SuiteCloud processors; default 2. */
  readonly processors?: number | undefined;
  /** See `EmulatorOptions`. */
  readonly realmComparedEvery?: number | undefined;
  /** What this thread shares with the one that opened the account; absent on that one itself. */
  readonly joined?: SharedParts;
}

/** What threads of one account share beside its data. */
export interface SharedParts {
  readonly caches: SharedCaches;
  /** Marks of the deployments that run. */
  readonly running: SharedArrayBuffer;
}

/** Everything of one account that runs scripts or is asked by them. */
export interface AccountScripts {
  readonly runtime: Pick<ScriptRuntime<never>, 'onCall' | 'onOrder'>;
  readonly directory: ScriptDirectory;
  readonly log: AccountLog;
  readonly caches: SharedCaches;
  readonly running: RunningDeployments;
  /** What executions of this account do, step by step. */
  readonly steps: AccountSteps;
  readonly queries: QueryEngine;
  /** Records with the account's user events about them. */
  readonly records: RecordService;
  readonly preferences: Preferences;
  readonly restlets: RestletRunner;
  readonly suitelets: SuiteletRunner;
  readonly portlets: PortletRunner;
  /** Outbox and page addresses. */
  readonly pages: AccountPages;
  recordPage(call: RecordPageCall): RecordPageReply;
  readonly runMapReduce: MapReduceRunner;
  /** Asked at the moments of Map/Reduce runs; may come and go. */
  readonly jobHooks: JobHook[];
  readonly jobWitnesses: JobWitness[];
  readonly tasks: Pick<TaskQueue, 'runWaiting'>;
  readonly schedules: Schedules;
}

/** Features that every account of the emulator has on, beside those its project requires. */
const FEATURES = [
  'ACCOUNTING', 'ACCOUNTINGPERIODS', 'CLASSES', 'CLIENTSIDESCRIPTING', 'CRM', 'CUSTOMRECORDS', 'DEPARTMENTS', 'LOCATIONS', 'MULTICURRENCY',
  'OAUTH2', 'RESTWEBSERVICES', 'SERVERSIDESCRIPTING', 'SUBSIDIARIES', 'TBA',
];

/** An account without SuiteCloud Plus (section_1503612619). */
const DEFAULT_PROCESSORS = 2;

/** NetSuite's release that the emulator's facts were read from. */
const RELEASE = '2026.2';

/** Wires runtime, modules, queries, log and schedules over an opened account. */
export function composeAccountScripts(options: AccountScriptsOptions): AccountScripts {
  const { project, store, timeZone } = options;
  const { database, metadata } = store;
  refuseUnrun(project);
  const steps = new AccountSteps();
  const clock = seenClock(options.clock, steps);
  const log = stepping(openExecutionLog(database), steps, { name: 'log', methods: ['append', 'countSince', 'recordExecution'] });
  const caches = options.joined?.caches ?? shareCaches(createCacheStore());
  const queries = stepping(createQueryEngine({ database, metadata, clock, timeZone }), steps, { name: 'queries', methods: ['run'] });
  const directory = openScriptDirectory(project, database, (fieldType, value) => storedValueOf(database, fieldType, value));
  const preferences = openPreferences({ state: store.state, database, accountId: options.accountId, timeZone });
  const executions = executionNumbers(store, log);
  const late: { userEvents?: UserEventRunner; runMapReduce?: MapReduceRunner } = {};
  const records = withUserEvents({
    ...steppingRecords(store, steps), steps, transaction: (work) => executions.durably(work),
    runner: () => ready(late.userEvents),
  });
  const running = openRunningDeployments(directory.all(), options.joined?.running);
  const tasks = openTaskQueue({ database, directory, resume: options.joined === undefined, account: store.account, running, run: (target, actor) => ready(late.runMapReduce)(target, actor) });
  const pages = openAccountPages(store, directory, steps);
  const services = {
    ...pages.services, account: accountInfo(options), companyTimeZone: timeZone, clock, seed: options.seed, executionLog: log,
    caches: stepping(caches, steps, { name: 'caches', methods: ['get', 'put', 'remove'] }),
    deployments: stepping(directory, steps, { name: 'deployments', methods: ['logLevel', 'raiseLogLevel', 'parameter'] }),
    ...store.recordServices, records, voids: records,
    referenceText: (target: string, id: number) => steps.whole('reference', () => store.recordServices.referenceText(target, id)),
    preferences: stepping(preferences, steps, { name: 'preferences', methods: ['read', 'write'] }),
    tasks: stepping(tasks, steps, { name: 'tasks', methods: ['submit', 'find'] }), queries,
    searches: stepping(createSearchEngine({ database, metadata, timeZone }), steps, { name: 'searches', methods: ['run', 'lookup'] }),
  };
  const runtime = createScriptRuntime({
    fileCabinetFolder: join(project.folder, 'FileCabinet'), modules: emulatedModules, services, callCostMs: options.callCostMs, steps,
    realmComparedEvery: options.realmComparedEvery,
  });
  const nowMs = () => clock.nowMs();
  const runner = createScriptRunner({ runtime, log, openExecution: startExecution, nextExecutionId: () => steps.whole('execution number', () => executions.next()), nowMs });
  const inRole = (actor: Actor, role: string) => store.account.inRole(actor, role);
  const userEvents = createUserEventRunner({ deployments: directory.all(), runtime, runner, inRole });
  late.userEvents = userEvents;
  const jobHooks: JobHook[] = [];
  const jobWitnesses: JobWitness[] = [];
  const runMapReduce = createMapReduceRunner({
    runner, running: steppingMarks(running, steps), actor: () => store.account.administratorActor(), query: inputQuery(queries, steps), clock,
    jobHooks, jobWitnesses, processors: options.processors ?? DEFAULT_PROCESSORS, steps,
  });
  late.runMapReduce = runMapReduce;
  return {
    runtime, jobHooks, jobWitnesses, tasks, directory, log, caches, running, steps, queries, records, preferences, runMapReduce,
    restlets: createRestletRunner(directory, runner), pages,
    suitelets: createSuiteletRunner({ directory, runner, inRole }), portlets: createPortletRunner({ directory, runner, inRole }),
    recordPage: (call) => recordPage({ records: store.records, runner: userEvents, nowMs }, call),
    schedules: openSchedules({ deployments: directory.all(), state: store.state, clock, timeZone, tasks, run: runMapReduce }),
  };
}

/** What scripts and the records they save need of each other is made last; nothing asks for it before. */
function ready<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The account was used before it was ready');
  return part;
}

/**
 * Numbers executions, and keeps both their numbers and what they logged where a save rolls back that they ran inside of. The
 * numbers are kept in the commit that held the save: no other connection can be given them in between.
 */
function executionNumbers({ state, database }: AccountStore, log: AccountLog): { next(): number; durably<T>(work: () => T): T } {
  let highest = 0;
  return {
    next() {
      highest = state.next('execution');
      return highest;
    },
    durably(work) {
      const ended = database.transaction(() => {
        const outer = highest;
        highest = 0;
        const inner = log.keepThrough(() => attempt(() => database.transaction(work)));
        if (inner.kind === 'threw' && highest > 0) state.raise('execution', highest);
        highest = Math.max(highest, outer);
        return inner;
      });
      if (ended.kind === 'threw') throw ended.error;
      return ended.value;
    },
  };
}

type Attempt<T> = { readonly kind: 'returned'; readonly value: T } | { readonly kind: 'threw'; readonly error: unknown };

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { kind: 'returned', value: work() };
  } catch (error) {
    return { kind: 'threw', error };
  }
}

/** A deployment that NetSuite would run by itself and the emulator would not is refused at the start, not passed over. */
function refuseUnrun(project: SdfProject): void {
  for (const script of project.scripts) {
    if (script.isInactive || !script.deployments.some((deployment) => deployment.isDeployed)) continue;
    const scheduled = script.deployments.some((deployment) => deployment.isDeployed && deployment.status === 'SCHEDULED');
    if (script.kind === 'scheduledscript' && scheduled) throw new NotEmulated(`schedules of scheduled scripts (${script.scriptId})`);
  }
}

function accountInfo({ accountId, project, processors }: AccountScriptsOptions): AccountInfo {
  const required = [...project.manifest.features].filter(([, isRequired]) => isRequired).map(([feature]) => feature.toUpperCase());
  return {
    accountId, envType: accountId.includes('_') ? 'SANDBOX' : 'PRODUCTION', version: RELEASE,
    processorCount: processors ?? DEFAULT_PROCESSORS, features: new Set([...FEATURES, ...required]),
  };
}

/** The account's clock over its stored values. */
export function openAccountClock(store: AccountStore, options: { readonly hostMs: () => number; readonly callCostMs: number | undefined }): RestorableClock {
  return openClock({ hostMs: options.hostMs, state: store.state, standing: options.callCostMs !== undefined });
}

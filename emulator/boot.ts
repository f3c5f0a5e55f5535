import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeAccountScripts, openAccountClock, type AccountScripts } from './account-scripts';
import { accountDigest } from './account/account-digest';
import { openAccountStore } from './account/account-store';
import { saveAs } from './account/save-as';
import { createSeedRecord } from './account/seed-record';
import type { AccountStore } from './account/types';
import type { ListeningServer } from './http/server';
import { serveAccount } from './http/serve-account';
import { install } from './runtime/install';
import { CLOCK_OFFSET, type RestorableClock } from './scripts/clock';
import { openRestletPool, type RestletPool } from './scripts/restlet-pool';
import { noSuchScript } from './scripts/script-runner';
import { loadSdfProject } from './sdf/read-project';
import type { SdfProject } from './sdf/types';
import { interleaveExecutions } from './simulation/turn-takers';
import { openSqlite, type SqlRow, type SqlValue } from './store/sqlite';
import { openWriteTurn, type WriteTurn } from './store/write-turn';
import { initSqlParser } from './suiteql/parse';
import type { Emulator, EmulatorOptions } from './types';

const DEFAULT_TIME_ZONE = 'America/Los_Angeles';
const DEFAULT_CONCURRENCY = 5;

/**
 * Boots one account: reads the project, opens or makes its data, deploys, and wires everything that runs in it. Throws
 * with the name of what is wrong (a project that SDF would refuse, a refused deploy) and leaves the data as it was.
 */
export async function bootEmulator(options: EmulatorOptions): Promise<Emulator> {
  requireWorkable(options);
  await initSqlParser();
  const project = loadSdfProject(options.projectFolder);
  const timeZone = options.timeZone ?? DEFAULT_TIME_ZONE;
  const offsetMs = storedOffsetMs(options.dataFolder);
  // The deploy stamps rows before the clock over the opened account exists.
  let nowMs = () => options.hostMs() + offsetMs;
  const turn = (options.workers ?? 0) === 0 ? undefined : openWriteTurn();
  const store = openAccountStore({ dataFolder: options.dataFolder, project, timeZone, nowMs: () => nowMs(), turn });
  try {
    const clock = openAccountClock(store, { hostMs: options.hostMs, callCostMs: options.callCostMs });
    nowMs = () => clock.nowMs();
    const scripts = composeAccountScripts({
      project, store, clock, timeZone, accountId: options.accountId, seed: options.seed, callCostMs: options.callCostMs ?? 0,
      processors: options.processors, realmComparedEvery: options.realmComparedEvery,
    });
    scripts.log.purge(clock.nowMs());
    return new RunningEmulator({ options, project, store, clock, scripts, timeZone, turn });
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Threads have one database file in common, and each a clock of its own between two calls. */
function requireWorkable({ workers = 0, dataFolder, callCostMs, processors = 1 }: EmulatorOptions): void {
  if (!Number.isInteger(processors) || processors < 1) throw new RangeError(`processors is a whole number from 1, not ${String(processors)}.`);
  if (workers === 0) return;
  if (!Number.isInteger(workers) || workers < 0) throw new RangeError(`workers is a whole number, not ${String(workers)}.`);
  if (dataFolder === ':memory:') throw new RangeError('workers need a data folder; an account in memory belongs to one thread.');
  if (callCostMs !== undefined) throw new RangeError('workers need a clock that runs by itself; callCostMs moves it by hand.');
}

/** The clock's offset in data that already exists, read before the account is opened. */
function storedOffsetMs(dataFolder: string): number {
  const path = join(dataFolder, 'account.db');
  if (dataFolder === ':memory:' || !existsSync(path)) return 0;
  const database = openSqlite(path);
  try {
    const known = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'emulator_state'").get() !== undefined;
    const row = known ? database.prepare('SELECT value FROM emulator_state WHERE name = ?').get(CLOCK_OFFSET) : undefined;
    return Number(row?.['value'] ?? 0);
  } finally {
    database.close();
  }
}

function scriptFileText({ files }: SdfProject, path: string): string | undefined {
  const file = files.get(path);
  return file === undefined ? undefined : readFileSync(file.diskPath, 'utf8');
}

interface RunningParts {
  readonly options: EmulatorOptions;
  readonly project: SdfProject;
  readonly store: AccountStore;
  readonly clock: RestorableClock;
  readonly scripts: AccountScripts;
  readonly timeZone: string;
  readonly turn: WriteTurn | undefined;
}

class RunningEmulator implements Emulator {
  private readonly servers: ListeningServer[] = [];
  private closed = false;
  private pool: RestletPool | undefined;
  /** Hooks and checkpoints in place: they hold for the main thread alone. */
  private ties = 0;
  readonly accountId: string;
  readonly existed: boolean;

  constructor(private readonly parts: RunningParts) {
    this.accountId = parts.options.accountId;
    this.existed = parts.store.existed;
  }

  nowMs(): number {
    return this.parts.scripts.steps.time(() => this.parts.clock.nowMs());
  }

  createRecord(record: Parameters<Emulator['createRecord']>[0]): number {
    return this.outside(() => createSeedRecord(this.parts.scripts.records, record, { actor: this.administratorActor(), context: 'USERINTERFACE', nowMs: this.nowMs() }));
  }

  saveAs(request: Parameters<Emulator['saveAs']>[0]): ReturnType<Emulator['saveAs']> {
    return this.outside(() => saveAs(this.parts.scripts.records, request, this.nowMs()));
  }

  setPreference(...[page, id, value]: Parameters<Emulator['setPreference']>): void {
    this.parts.scripts.preferences.write(page, id, value);
  }

  grantRole(employeeId: number, role: string): void {
    this.parts.store.account.grantRole(employeeId, role);
  }

  issueToken(employeeId: number, role: string, integrationName: string): ReturnType<Emulator['issueToken']> {
    return this.parts.store.account.issueToken(employeeId, role, integrationName);
  }

  registerCertificate(...[employeeId, role, integrationName, publicKeyPem]: Parameters<Emulator['registerCertificate']>): ReturnType<Emulator['registerCertificate']> {
    return this.parts.store.account.registerCertificate({ employeeId, roleScriptId: role, integrationName, publicKeyPem });
  }

  actor(employeeId: number, role: string): ReturnType<Emulator['actor']> {
    return this.parts.store.account.buildActor(employeeId, role);
  }

  administratorActor(): ReturnType<Emulator['administratorActor']> {
    return this.parts.store.account.administratorActor();
  }

  readRecord(type: string, id: number): ReturnType<Emulator['readRecord']> {
    const draft = this.parts.store.records.load(type, id, this.administratorActor());
    return {
      values: Object.fromEntries(draft.values),
      sublists: Object.fromEntries([...draft.sublists].map(([sublist, lines]) => [sublist, lines.map(({ values }) => Object.fromEntries(values))])),
      subrecords: Object.fromEntries([...draft.subrecords].map(([field, values]) => [field, Object.fromEntries(values)])),
    };
  }

  query(sql: string, parameters: readonly SqlValue[] = []): readonly SqlRow[] {
    const result = this.parts.scripts.queries.run(sql, parameters, this.administratorActor());
    return result.rows.map((row) => Object.fromEntries(result.columns.map((column, index) => [column.name, row[index] ?? null])));
  }

  queryPlans(sql: string): ReturnType<Emulator['queryPlans']> {
    return this.parts.scripts.queries.plans(sql);
  }

  callRestlet(call: Parameters<Emulator['callRestlet']>[0]): ReturnType<Emulator['callRestlet']> {
    return this.outside(() => this.parts.scripts.restlets.call(call));
  }

  callSuitelet(call: Parameters<Emulator['callSuitelet']>[0]): ReturnType<Emulator['callSuitelet']> {
    return this.outside(() => this.parts.scripts.suitelets.call(call));
  }

  renderPortlet(call: Parameters<Emulator['renderPortlet']>[0]): ReturnType<Emulator['renderPortlet']> {
    return this.outside(() => this.parts.scripts.portlets.render(call));
  }

  openRecordPage(call: Parameters<Emulator['openRecordPage']>[0]): ReturnType<Emulator['openRecordPage']> {
    return this.outside(() => this.parts.scripts.recordPage(call));
  }

  mails(limit = 100): ReturnType<Emulator['mails']> {
    return this.parts.scripts.pages.outbox.list(limit);
  }

  runMapReduce(scriptId: string, deploymentId: string): ReturnType<Emulator['runMapReduce']> {
    const target = this.parts.scripts.directory.find(scriptId, deploymentId);
    if (target?.script.kind !== 'mapreducescript' || !target.deployment.isDeployed) throw noSuchScript(scriptId, deploymentId);
    return this.outside(() => this.parts.scripts.runMapReduce(target));
  }

  runSubmitted(): ReturnType<Emulator['runSubmitted']> {
    return this.outside(() => this.parts.scripts.tasks.runWaiting());
  }

  interleave(...[executions, chooser, given]: Parameters<Emulator['interleave']>): ReturnType<Emulator['interleave']> {
    const { scripts, options, clock } = this.parts;
    if (options.callCostMs === undefined) throw new RangeError('Executions take turns in time that moves by calls alone: boot with callCostMs.');
    return interleaveExecutions({ emulator: this, steps: scripts.steps, running: scripts.running, clock, ...given }, executions, chooser);
  }

  digest(): string {
    const caches = this.parts.scripts.caches.snapshot();
    return accountDigest(this.parts.store.database, caches);
  }

  nextScheduledMs(): number | undefined {
    return this.parts.scripts.schedules.nextMs();
  }

  advanceTime(ms: number): ReturnType<Emulator['advanceTime']> {
    return this.outside(() => this.parts.scripts.schedules.advance(ms));
  }

  /** A hook may call for this in the midst of a Map/Reduce stage, whose jobs each have a time of their own: for others it only moves forward. */
  private outside<T>(work: () => T): T {
    return this.parts.clock.sideBySide.hold(work);
  }

  passTime(ms: number): void {
    this.parts.clock.advance(ms);
  }

  onCall(hook: Parameters<Emulator['onCall']>[0]): () => void {
    return this.tied(this.parts.scripts.runtime.onCall(hook));
  }

  onOrder(witness: Parameters<Emulator['onOrder']>[0]): () => void {
    return this.tied(this.parts.scripts.runtime.onOrder(witness));
  }

  private tied(remove: () => void): () => void {
    const untie = this.tie();
    return () => {
      untie();
      remove();
    };
  }

  onJob(hook: Parameters<Emulator['onJob']>[0]): () => void {
    return this.tied(install(this.parts.scripts.jobHooks, hook));
  }

  onJobOrder(witness: Parameters<Emulator['onJobOrder']>[0]): () => void {
    return this.tied(install(this.parts.scripts.jobWitnesses, witness));
  }

  checkpoint(): { restore(): void } {
    const { store, scripts, clock } = this.parts;
    if ((this.pool?.inHand() ?? 0) > 0) throw new Error('A checkpoint marks an account at rest; threads of it are running scripts.');
    const untie = this.tie();
    const caches = scripts.caches.snapshot();
    const restoreLevels = scripts.directory.markLogLevels();
    const point = store.database.checkpoint();
    return {
      restore() {
        point.restore();
        scripts.caches.restore(caches);
        restoreLevels();
        clock.reload();
        untie();
      },
    };
  }

  /** Keeps scripts on this thread until it is called off. */
  private tie(): () => void {
    let tied = true;
    this.ties += 1;
    return () => {
      if (tied) this.ties -= 1;
      tied = false;
    };
  }

  private threads(): RestletPool | undefined {
    const { options, scripts, clock, timeZone, turn } = this.parts;
    const { projectFolder, dataFolder, accountId, seed, processors, workers = 0 } = options;
    if (workers === 0 || turn === undefined) return undefined;
    this.pool ??= openRestletPool({
      size: workers, clock, caches: scripts.caches,
      start: { projectFolder, dataFolder, accountId, seed, timeZone, processors, running: scripts.running.memory, turn: turn.memory },
    });
    return this.pool;
  }

  async listen(port: number): ReturnType<Emulator['listen']> {
    const { options, project, store, clock, scripts, timeZone } = this.parts;
    const concurrencyLimit = options.concurrencyLimit ?? DEFAULT_CONCURRENCY;
    const pool = this.threads();
    const server = await serveAccount(port, {
      accountId: this.accountId, projectName: project.manifest.projectName, concurrencyLimit, timeZone, store, clock, scripts,
      readScriptFile: (path) => scriptFileText(project, path), pool, mayThread: () => this.ties === 0,
    });
    this.servers.push(server);
    return { ...server, threads: pool ?? { ready: () => Promise.resolve(), answered: () => 0 } };
  }

  /** Stops serving and closes the data; again is nothing. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const server of this.servers) void server.close();
    this.pool?.close();
    this.parts.store.close();
  }
}

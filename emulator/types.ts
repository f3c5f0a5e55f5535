import type { StoredValue } from './metadata/types';
import type { Actor, ExecutionContext, GateHook, GateWitness } from './runtime/types';
import type { JobHook, JobWitness } from './scripts/map-reduce-model';
import type { Chooser, Interleaved, InterleaveOptions } from './simulation/interleave';
import type { SqlRow, SqlValue } from './store/sqlite';
import type { QueryPlan } from './suiteql/types';
import type { MailRow, PortletCall, PortletReply, RecordPageCall, RecordPageReply, SuiteletCall, SuiteletReply } from './ui/page-calls';

/** How to boot one local account. */
export interface EmulatorOptions {
  /** The built SDF project (`dist/`): manifest.xml, deploy.xml, Objects/, FileCabinet/. */
  readonly projectFolder: string;
  /** Where the account's data is kept, or `:memory:`. */
  readonly dataFolder: string;
  /** `1234567`, `1234567_SB1`. */
  readonly accountId: string;
  /** Seeds every random number inside the account. */
  readonly seed: number;
  /** The host clock, epoch milliseconds. Tests pass a fixed one. */
  readonly hostMs: () => number;
  /**
   * SuiteCloud processors: how many jobs of a Map/Reduce stage run side by side at most. Default 2, an account without
   * SuiteCloud Plus; 5, 15, 30 and 60 with 1, 3, 6 and 12 licences (section_1518131145).
   */
  readonly processors?: number;
  /** Calls in flight the account allows (platform facts 2.5). Default 5. */
  readonly concurrencyLimit?: number;
  /** NetSuite milliseconds that each N/* call takes; default 0 outside tests, where time passes by itself. */
  readonly callCostMs?: number;
  /**
   * Scripts that leave nothing behind share a context, which is compared with a new one before each of the first uses and then before one
   * of so many (decision 0062). What a script leaves behind only later is an error. Default 10; 1: before each.
   */
  readonly realmComparedEvery?: number;
  /** Company time zone, IANA name. Default `America/Los_Angeles`. */
  readonly timeZone?: string;
  /**
   * Threads that run RESTlets called over HTTP at the same time, as NetSuite does. Default 0: all scripts run on the calling
   * thread. A data folder is needed, and a clock that runs by itself (no `callCostMs`). Calls are answered by the main thread
   * until a thread is ready, and while a hook or a checkpoint is in place.
   */
  readonly workers?: number;
}

/** Plain values as a person would key them in: selects by internal id, dates `YYYY-MM-DD`, booleans as booleans. */
export type SeedValue = string | number | boolean | readonly number[] | null;

/** One record to put into the account as its administrator, outside any script. */
export interface SeedRecord {
  readonly type: string;
  readonly values: Readonly<Record<string, SeedValue>>;
  readonly sublists?: Readonly<Record<string, readonly Readonly<Record<string, SeedValue>>[]>>;
  /** Body subrecords by field id (`shippingaddress`). */
  readonly subrecords?: Readonly<Record<string, Readonly<Record<string, SeedValue>>>>;
}

/** A record that a person, or a program in their name, saves: a new one, or the one with this id. */
export interface SaveRequest extends SeedRecord {
  readonly actor: Actor;
  /** Where the save comes from, as user events are told: `USERINTERFACE`, `CSVIMPORT`, `WEBSERVICES`, `WORKFLOW`, … */
  readonly context: ExecutionContext;
  readonly id?: number;
}

/** What a save came to. `died`: a user event was killed, and nobody was told whether the record is saved. */
export type SaveReply =
  | { readonly kind: 'saved'; readonly id: number }
  /** `id`: the record is saved although an afterSubmit script failed. */
  | { readonly kind: 'failed'; readonly name: string; readonly message: string; readonly id: number | undefined }
  | { readonly kind: 'died' };

/** Preference pages of the account (help chapter_N3251359), as N/config names them. */
export type PreferencePage = 'companyinformation' | 'companypreferences' | 'accountingpreferences';

/** Keys a client signs with. */
export interface TokenCredentials {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly tokenId: string;
  readonly tokenSecret: string;
}

export interface RestletCall {
  readonly scriptId: string;
  readonly deploymentId: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** POST and PUT: the parsed JSON body or text. GET and DELETE: the query parameters. */
  readonly argument: unknown;
  readonly actor: Actor;
}

/** What a RESTlet call came to. `died`: the script was killed and the reply lost. */
export type RestletReply =
  | { readonly kind: 'returned'; readonly value: unknown; readonly units: number }
  | { readonly kind: 'failed'; readonly status: number; readonly code: string; readonly message: string; readonly units: number }
  | { readonly kind: 'died'; readonly units: number };

/** What one Map/Reduce run came to. */
export interface MapReduceReport {
  readonly status: 'COMPLETE' | 'FAILED';
  /** Usage units by stage. */
  readonly units: Readonly<Record<'getInputData' | 'map' | 'reduce' | 'summarize', number>>;
  /** NetSuite seconds by stage: of map and reduce until the last of the jobs side by side was done. */
  readonly seconds: Readonly<Record<'getInputData' | 'map' | 'reduce' | 'summarize', number>>;
  /** NetSuite seconds that each processor was at work; none where the stage was not run. */
  readonly processorSeconds: { readonly map: readonly number[]; readonly reduce: readonly number[] };
  readonly yields: number;
  readonly pairs: { readonly map: number; readonly reduce: number };
  readonly errors: readonly { readonly stage: string; readonly key: string; readonly name: string; readonly message: string }[];
}

/** An execution that takes turns with others. User events that it sets off are part of it. */
export type TurnTaker =
  | { readonly kind: 'restlet'; readonly call: RestletCall }
  /** What it keeps in its session is lost: other executions cannot see a session change in the midst of a request. */
  | { readonly kind: 'suitelet'; readonly call: SuiteletCall }
  /** Run as `runMapReduce` does. */
  | { readonly kind: 'map-reduce'; readonly scriptId: string; readonly deploymentId: string }
  | { readonly kind: 'save'; readonly request: SaveRequest };

/** What one of them came to. `refused`: the platform does not start it now, MAP_REDUCE_ALREADY_RUNNING. */
export type TurnTakerReply =
  | { readonly kind: 'restlet'; readonly reply: RestletReply }
  | { readonly kind: 'suitelet'; readonly reply: SuiteletReply }
  | { readonly kind: 'map-reduce'; readonly report: MapReduceReport }
  | { readonly kind: 'save'; readonly reply: SaveReply }
  | { readonly kind: 'refused'; readonly name: string; readonly message: string };

/** A record as stored: dates `YYYY-MM-DD`, instants ISO UTC, selects internal ids. */
export interface ReadRecord {
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly sublists: Readonly<Record<string, readonly Readonly<Record<string, StoredValue>>[]>>;
  readonly subrecords: Readonly<Record<string, Readonly<Record<string, StoredValue>>>>;
}

/** The threads that run RESTlets called over HTTP. */
export interface ServedThreads {
  /** Resolves once all of them run, at once where none are asked for. Rejects where one cannot start. */
  ready(): Promise<void>;
  /** Calls they have answered so far. */
  answered(): number;
}

/** One account, running in this process. */
export interface Emulator {
  readonly accountId: string;
  /** True where the data folder already held an account before this boot. */
  readonly existed: boolean;
  nowMs(): number;

  /** Creates a record as administrator in the user interface, outside metering; user events run. Returns its internal id. */
  createRecord(record: SeedRecord): number;
  /** Saves a record as this person from this context, outside metering; user events run. */
  saveAs(request: SaveRequest): SaveReply;
  /** Sets a preference as the administrator would on its page. Throws NotEmulated for one that changes nothing here. */
  setPreference(page: PreferencePage, id: string, value: boolean | string | number): void;
  /** Gives an employee a role to log in with. Role by script id or standard name. */
  grantRole(employeeId: number, role: string): void;
  /** Registers an integration and one access token for (user, role), token-based. */
  issueToken(employeeId: number, role: string, integrationName: string): TokenCredentials;
  /** Registers an OAuth 2.0 client-credentials mapping: certificate public key (PEM) for (user, role). Returns client and certificate id. */
  registerCertificate(employeeId: number, role: string, integrationName: string, publicKeyPem: string): { readonly clientId: string; readonly certificateId: string };
  /** The actor for an employee in a role; `administratorActor` for the platform itself. */
  actor(employeeId: number, role: string): Actor;
  administratorActor(): Actor;

  /** Reads one record as administrator, long text included: stored values by field, and the lines of each sublist. */
  readRecord(type: string, id: number): ReadRecord;

  /** Runs SuiteQL as administrator, unmetered, all rows. */
  query(sql: string, parameters?: readonly SqlValue[]): readonly SqlRow[];
  /** How the database runs a statement that a script, or `query`, ran before. */
  queryPlans(sql: string): readonly QueryPlan[];
  callRestlet(call: RestletCall): RestletReply;
  /** Opens a Suitelet as the person who is logged in: what is drawn, sent, or where they are sent on. */
  callSuitelet(call: SuiteletCall): SuiteletReply;
  /** Renders a portlet of this person's dashboard. */
  renderPortlet(call: PortletCall): PortletReply;
  /** What beforeLoad scripts add to the page of a record that this person opens. */
  openRecordPage(call: RecordPageCall): RecordPageReply;
  /** Mails that scripts sent, newest first; nothing is delivered. Default: the last 100. */
  mails(limit?: number): readonly MailRow[];
  /** Runs a Map/Reduce deployment now, as the platform would on schedule. */
  runMapReduce(scriptId: string, deploymentId: string): MapReduceReport;
  /** Runs the tasks that scripts submitted and that wait for a processor, oldest first, also what is submitted meanwhile. No time passes before. */
  runSubmitted(): readonly MapReduceReport[];
  /** Next due schedule as NetSuite time, or undefined when nothing is scheduled. */
  nextScheduledMs(): number | undefined;
  /** Moves NetSuite time forward by `ms`, running schedules that fall due, in order. */
  advanceTime(ms: number): readonly MapReduceReport[];
  /** Moves NetSuite time forward by `ms` as if the account were down: nothing runs. Of the schedules missed, each runs once when time is next advanced. */
  passTime(ms: number): void;

  /**
   * Runs these executions at the same time: before every N/* call of each, the chooser says who goes on (schedules.ts and
   * explore.ts have choosers). A `beforeSubmit` and its write are one step, as they are one commit. Needs `callCostMs`: time
   * must move by calls alone.
   */
  interleave(executions: readonly TurnTaker[], chooser: Chooser, options?: InterleaveOptions): Interleaved<TurnTakerReply>;

  /** SHA-256 over all of the account: rows, log, clock, caches. Two runs were the same where it is. */
  digest(): string;

  /** Installs a hook on every N/* call; returns its removal. */
  onCall(hook: GateHook): () => void;
  /** Tells of every N/* call and the order that a hook gave for it; returns the removal. A witness only looks. */
  onOrder(witness: GateWitness): () => void;
  /** Installs a hook on the moments of Map/Reduce runs at which no script runs; returns its removal. */
  onJob(hook: JobHook): () => void;
  /** Tells of every such moment and the order that a hook gave for it; returns the removal. */
  onJobOrder(witness: JobWitness): () => void;
  /** Marks the whole account's state (rows, cache, clock, counters); `restore` returns to it. Nested strictly. */
  checkpoint(): { restore(): void };

  /** Serves HTTP on loopback. `close` answers what threads have in hand first. */
  listen(port: number): Promise<{ readonly port: number; readonly baseUrl: string; readonly threads: ServedThreads; close(): Promise<void> }>;
  close(): void;
}

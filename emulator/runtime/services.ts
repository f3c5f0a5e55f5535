import type { AccountClock, Execution } from './types';

/** What the account says of itself to `N/runtime` and `N/format`. */
export interface AccountInfo {
  /** `1234567`, `1234567_SB1`. */
  readonly accountId: string;
  readonly envType: 'PRODUCTION' | 'SANDBOX' | 'BETA' | 'INTERNAL';
  /** Release, `2026.2`. */
  readonly version: string;
  /** SuiteCloud processors. */
  readonly processorCount: number;
  /** Feature ids in effect, upper case: `SERVERSIDESCRIPTING`. */
  readonly features: ReadonlySet<string>;
}

export type LogLevel = 'DEBUG' | 'AUDIT' | 'ERROR' | 'EMERGENCY';

/** One line of a deployment's execution log, already cut to the platform's lengths (platform facts 1.4). */
export interface LogEntry {
  readonly executionId: number;
  readonly scriptId: string;
  readonly deploymentId: string;
  readonly level: LogLevel;
  readonly title: string;
  readonly details: string;
  /** NetSuite time, epoch milliseconds. */
  readonly atMs: number;
}

/** Where N/log writes to. Kept by the boot, so that it survives a restart and obeys checkpoints. */
export interface ExecutionLog {
  append(entry: LogEntry): void;
  /** Entries written at or after this NetSuite time, over all scripts. */
  countSince(atMs: number): number;
}

/** A script parameter's value as N/runtime hands it out; selects by internal id. */
export type ParameterValue = string | number | boolean | null;

/** What the deployment that an execution runs under says. */
export interface DeploymentDirectory {
  logLevel(execution: Execution): LogLevel;
  /** Raises a deployment's log level, as the platform does past 100,000 log calls an hour. */
  raiseLogLevel(execution: Execution): void;
  /** Undefined where the script has no such parameter. */
  parameter(execution: Execution, name: string): ParameterValue | undefined;
}

/** N/cache's storage: entries expire in NetSuite time. */
export interface CacheStore {
  get(scope: string, cache: string, key: string, nowMs: number): string | undefined;
  put(scope: string, cache: string, key: string, entry: CacheEntry): void;
  remove(scope: string, cache: string, key: string): void;
  /** The whole content, for checkpoints; `restore` returns to it. */
  snapshot(): CacheSnapshot;
  restore(snapshot: CacheSnapshot): void;
}

export interface CacheEntry {
  readonly value: string;
  /** NetSuite time after which it is gone; undefined: no limit. */
  readonly expiresMs: number | undefined;
}

export type CacheSnapshot = ReadonlyMap<string, CacheEntry>;

/** What the runtime itself and its own modules need of the account. Modules of other parts add theirs. */
export interface RuntimeServices {
  readonly account: AccountInfo;
  /** Of the company, IANA name: what a person has who chose none. */
  readonly companyTimeZone: string;
  readonly clock: AccountClock;
  /** Seeds randomness: each execution draws from (seed, execution id), so one seed is one run, also over a restart. */
  readonly seed: number;
  readonly caches: CacheStore;
  readonly executionLog: ExecutionLog;
  readonly deployments: DeploymentDirectory;
}

import type { EmulatedModule, ModuleHost } from '../modules/types';
import type { RuntimeServices } from './services';
import type { Steps } from './steps';
import type { Actor, Execution, ExecutionContext, GateHook, GateWitness, ScriptType } from './types';

export interface ScriptRuntimeOptions<TServices extends RuntimeServices> {
  /** `dist/FileCabinet`: `/SuiteScripts/x.js` is looked up below it. */
  readonly fileCabinetFolder: string;
  readonly modules: readonly EmulatedModule<TServices>[];
  readonly services: TServices;
  /** NetSuite milliseconds that each N/* call takes. */
  readonly callCostMs: number;
  /** Turns of loops a script may take before it ends with SSS_STATEMENT_COUNT_EXCEEDED. Default by script type. */
  readonly stepLimit?: number;
  /**
   * Host milliseconds after which an execution is stopped even where no loop turns (a regular expression that never ends).
   * Default: none. It costs a thread for each execution.
   */
  readonly hostLimitMs?: number;
  /** Of so many uses of a kept realm one is compared with a new one (decision 0062). Default 1: each. */
  readonly realmComparedEvery?: number | undefined;
  /** What its scripts do are steps of these. Default: just done. */
  readonly steps?: Steps;
}

export interface ExecutionRequest {
  /** Counts up over the account's life. */
  readonly id: number;
  readonly scriptId: string;
  readonly deploymentId: string;
  readonly scriptType: ScriptType;
  readonly entryPoint: string;
  readonly context: ExecutionContext;
  readonly actor: Actor;
  /** NetSuite time now. */
  readonly nowMs: number;
}

export interface EntryPointRun<TServices> {
  /** File Cabinet path of the entry script: `/SuiteScripts/docket/inbound.js`. */
  readonly file: string;
  readonly execution: Execution;
  /**
   * Arguments of the entry point: plain data (copied into the script's realm), or a function that builds guest values,
   * as a Map/Reduce context or a Suitelet request needs.
   */
  readonly args: readonly unknown[] | ((host: ModuleHost<TServices>) => readonly unknown[]);
}

/** What every outcome reports beside its kind. */
export interface OutcomeFigures {
  /** Usage units spent. */
  readonly units: number;
  /** N/* calls that passed the gate. */
  readonly calls: number;
  /** What the script asked for that is not emulated, even if it swallowed the refusal: report it loudly. */
  readonly refusals: readonly string[];
  /** What the entry script exports; absent where it did not load. */
  readonly exported?: ScriptExports;
}

/** The exports of an entry script, as far as a runner needs them. */
export interface ScriptExports {
  /** Names of the exported functions. */
  readonly functions: readonly string[];
  /** The `config` export of a Map/Reduce script, as JSON would carry it. */
  readonly config: unknown;
}

/** What one run of one entry point came to. */
export type EntryPointOutcome = OutcomeFigures & (
  /** `value` as JSON would carry it; `guest` is the script's own value, for a runner that needs its functions. */
  | { readonly kind: 'returned'; readonly value: unknown; readonly guest: unknown }
  /** An error the script let out, or one met while it loaded. `json`: how the platform would print it. */
  | { readonly kind: 'threw'; readonly phase: 'load' | 'run'; readonly name: string; readonly message: string; readonly json: string }
  /** Ended by the platform: SSS_USAGE_LIMIT_EXCEEDED, SSS_TIME_LIMIT_EXCEEDED, SSS_STATEMENT_COUNT_EXCEEDED, SSS_STACK_FRAME_DEPTH_EXCEEDED. */
  | { readonly kind: 'limit'; readonly name: string; readonly message: string }
  /** Killed at an N/* call by a hook: nobody gets an answer. `restart`: with the application server. */
  | { readonly kind: 'died'; readonly restart: boolean }
);

/** What the header comment and the exports of an entry script say. */
export interface ScriptHeader {
  readonly apiVersion: string;
  readonly scriptType: ScriptType;
}

export interface ScriptRuntime<TServices> {
  /** Reads and checks an entry script without running it. Throws ScriptLoadError. */
  inspect(file: string): ScriptHeader;
  runEntryPoint(run: EntryPointRun<TServices>): EntryPointOutcome;
  /** Installs a hook on every N/* call of every execution; returns its removal. */
  onCall(hook: GateHook): () => void;
  /** Tells of every N/* call and its order; returns the removal. */
  onOrder(witness: GateWitness): () => void;
}

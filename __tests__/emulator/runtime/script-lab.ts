import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { createCacheStore } from '../../../emulator/modules/cache-store';
import { runtimeModules } from '../../../emulator/modules/index';
import type { EmulatedModule } from '../../../emulator/modules/types';
import { startExecution } from '../../../emulator/runtime/execution';
import { createScriptRuntime } from '../../../emulator/runtime/run-script';
import type { EntryPointOutcome, EntryPointRun, ScriptRuntime } from '../../../emulator/runtime/script-runtime';
import type { LogEntry, LogLevel, ParameterValue, RuntimeServices } from '../../../emulator/runtime/services';
import type { Actor, Execution, ScriptType } from '../../../emulator/runtime/types';

export const START_MS = Date.UTC(2026, 10, 23, 12, 0, 0);

export const CALLER: Actor = {
  userId: 7, userName: 'Ina Tegration', userEmail: 'ina@example.com', roleId: 1001, roleScriptId: 'customrole_lab',
  administrator: false, permissions: new Map([['TRAN_SALESORD', 3]]),
};

/** One thing the lab's own module did; the only effect a script can leave behind. */
export interface Effect {
  readonly executionId: number;
  readonly text: string;
}

export interface LabOptions {
  readonly seed?: number;
  readonly callCostMs?: number;
  readonly hostLimitMs?: number;
  readonly stepLimit?: number;
  readonly logLevel?: LogLevel;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly extraModules?: readonly EmulatedModule<LabServices>[];
}

interface LabServices extends RuntimeServices {
  readonly effects: Effect[];
}

export interface LabRun {
  readonly file?: string;
  readonly scriptType?: ScriptType;
  readonly entryPoint?: string;
  readonly args?: EntryPointRun<LabServices>['args'];
  readonly execution?: Execution;
}

/** A module with one metered effect, so that the gate can be tried without records: `N/lab.mark({ text, units })`. */
const labModule: EmulatedModule<LabServices> = {
  name: 'N/lab',
  emulated: ['mark'],
  build: (host) => ({
    methods: {
      mark: (options) => {
        const { text, units } = options as { text: string; units?: number };
        return host.call({ member: 'N/lab.mark', units: units ?? 10, detail: text }, () => {
          host.services.effects.push({ executionId: host.execution.id, text });
          return text.length;
        });
      },
      broken: () => host.call({ member: 'N/lab.broken', units: 0, detail: '' }, () => { throw new TypeError('a fault of the emulator'); }),
    },
  }),
};

/** A script runtime over a temporary File Cabinet, with in-memory services. */
export class ScriptLab {
  readonly effects: Effect[] = [];
  readonly log: LogEntry[] = [];
  readonly services: LabServices;
  readonly runtime: ScriptRuntime<LabServices>;
  nowMs = START_MS;
  logLevel: LogLevel;
  /** Entries the account is taken to have written in the last hour, beside `log`. */
  earlierLogEntries = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), 'script-lab-'));
  private executions = 0;

  constructor(options: LabOptions = {}) {
    this.logLevel = options.logLevel ?? 'DEBUG';
    this.services = this.makeServices(options);
    this.runtime = createScriptRuntime<LabServices>({
      fileCabinetFolder: this.folder,
      modules: [...runtimeModules, labModule, ...options.extraModules ?? []],
      services: this.services,
      callCostMs: options.callCostMs ?? 0,
      stepLimit: options.stepLimit ?? 1_000_000,
      ...options.hostLimitMs === undefined ? {} : { hostLimitMs: options.hostLimitMs },
    });
  }

  /** Puts a file into the File Cabinet, by its path. */
  file(path: string, text: string): this {
    const onDisk = join(this.folder, path);
    mkdirSync(dirname(onDisk), { recursive: true });
    writeFileSync(onDisk, text);
    return this;
  }

  /** Makes `/SuiteScripts/main.js` a RESTlet whose `post` has this body; `lab`, `request` and the named modules are in reach. */
  restlet(body: string, modules: Readonly<Record<string, string>> = {}): this {
    const names = { lab: 'N/lab', ...modules };
    return this.file('/SuiteScripts/main.js', `${RESTLET_HEADER}define(${JSON.stringify(Object.values(names))}, (${Object.keys(names).join(', ')}) => ({
      post: (request) => { ${body} },
    }));`);
  }

  open(run: LabRun = {}): Execution {
    this.executions += 1;
    return startExecution({
      id: this.executions, scriptId: 'customscript_lab', deploymentId: 'customdeploy_lab', scriptType: run.scriptType ?? 'restlet',
      entryPoint: run.entryPoint ?? 'post', context: 'RESTLET', actor: CALLER, nowMs: this.nowMs,
    });
  }

  run(run: LabRun = {}): EntryPointOutcome {
    return this.runtime.runEntryPoint({ file: run.file ?? '/SuiteScripts/main.js', execution: run.execution ?? this.open(run), args: run.args ?? [{}] });
  }

  /** Runs `body` as a RESTlet and returns what it returned; anything else fails the test with the outcome's words. */
  value(body: string, modules: Readonly<Record<string, string>> = {}): unknown {
    const outcome = this.restlet(body, modules).run();
    if (outcome.kind !== 'returned') throw new Error(`expected a value, got ${JSON.stringify(outcome)}`);
    return outcome.value;
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  private makeServices(options: LabOptions): LabServices {
    return {
      companyTimeZone: 'America/Los_Angeles', account: { accountId: '1234567_SB1', envType: 'SANDBOX', version: '2026.2', processorCount: 2, features: new Set(['SERVERSIDESCRIPTING']) },
      clock: { hostMs: () => this.nowMs, nowMs: () => this.nowMs, advance: (ms) => { this.nowMs += ms; } },
      seed: options.seed ?? 1,
      caches: createCacheStore(),
      executionLog: {
        append: (entry) => { this.log.push(entry); },
        countSince: (atMs) => this.earlierLogEntries + this.log.filter((entry) => entry.atMs >= atMs).length,
      },
      deployments: {
        logLevel: () => this.logLevel,
        raiseLogLevel: () => { this.logLevel = 'EMERGENCY'; },
        parameter: (_execution, name) => options.parameters?.[name],
      },
      effects: this.effects,
    };
  }
}

export const RESTLET_HEADER = '/**\n * @NApiVersion 2.1\n * @NScriptType Restlet\n */\n';

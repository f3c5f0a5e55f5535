import { performance } from 'node:perf_hooks';
import { types } from 'node:util';

import type { EmulatedModule, ModuleHost } from '../modules/types';
import { tuneEngineForShortScripts } from './engine-tuning';
import { stepLimit } from './execution';
import { Gate, isStackOverflow, limitEnding } from './gate';
import { install } from './install';
import { ModuleLoader } from './loader';
import { ModuleNamespace } from './module-namespace';
import { publishedApi, publishedClass } from './published-api';
import { executionRandom, randomUuid } from './random';
import type { GuestFunction, ScriptRealm } from './realm';
import { RealmPool } from './realm-pool';
import { entryHeader, ScriptFiles, ScriptLoadError } from './script-file';
import type { EntryPointOutcome, EntryPointRun, OutcomeFigures, ScriptExports, ScriptHeader, ScriptRuntime, ScriptRuntimeOptions } from './script-runtime';
import type { RuntimeServices } from './services';
import { Abandoned } from './steps';
import { pinTimeZone, SERVER_TIME_ZONE } from './time-zone';
import { NotEmulated, SuiteScriptFailure, type Execution, type GateHook, type GateWitness, type ScriptType } from './types';

const ENTRY_POINTS: Readonly<Record<ScriptType, readonly string[]>> = {
  restlet: ['get', 'post', 'put', 'delete'],
  mapreduce: ['getInputData', 'map', 'reduce', 'summarize'],
  suitelet: ['onRequest'],
  scheduled: ['execute'],
  userevent: ['beforeLoad', 'beforeSubmit', 'afterSubmit'],
  client: [
    'pageInit', 'fieldChanged', 'postSourcing', 'sublistChanged', 'lineInit', 'validateField', 'validateLine', 'validateInsert',
    'validateDelete', 'saveRecord',
  ],
  portlet: ['render'],
};

/** Runs the scripts of one deployed project. */
export function createScriptRuntime<TServices extends RuntimeServices>(options: ScriptRuntimeOptions<TServices>): ScriptRuntime<TServices> {
  pinTimeZone(SERVER_TIME_ZONE);
  tuneEngineForShortScripts();
  const files = new ScriptFiles(options.fileCabinetFolder);
  const modules = new Map(options.modules.map((module) => [module.name, module]));
  const realms = new RealmPool(options.realmComparedEvery);
  const hooks: GateHook[] = [];
  const witnesses: GateWitness[] = [];
  return {
    inspect: (file) => inspect(files, file),
    runEntryPoint: (run) => new EntryPointRunner({ options, files, modules, realms, hooks, witnesses, run }).outcome(),
    onCall: (hook) => install(hooks, hook),
    onOrder: (witness) => install(witnesses, witness),
  };
}

function inspect(files: ScriptFiles, path: string): ScriptHeader {
  return entryHeader(files.read(path));
}

/** All entry points belong to one script type (help section_4600491925). */
function refuseForeignEntryPoints(file: string, own: ScriptType, exported: Readonly<Record<string, unknown>>): void {
  for (const [type, names] of Object.entries(ENTRY_POINTS)) {
    const foreign = names.find((name) => !ENTRY_POINTS[own].includes(name) && typeof exported[name] === 'function');
    if (foreign !== undefined) throw new ScriptLoadError('EMULATOR_SCRIPT_HEADER', `${file} is a ${own} script but exports ${foreign}, an entry point of ${type}`);
  }
}

interface RunnerParts<TServices extends RuntimeServices> {
  readonly options: ScriptRuntimeOptions<TServices>;
  readonly files: ScriptFiles;
  readonly modules: ReadonlyMap<string, EmulatedModule<TServices>>;
  readonly realms: RealmPool;
  readonly hooks: readonly GateHook[];
  readonly witnesses: readonly GateWitness[];
  readonly run: EntryPointRun<TServices>;
}

type Result =
  | { readonly kind: 'returned'; readonly value: unknown; readonly guest: unknown }
  | { readonly kind: 'threw'; readonly phase: 'load' | 'run'; readonly name: string; readonly message: string; readonly json: string };

/** One execution: its realm, its gate, its modules; all of it gone afterwards. */
class EntryPointRunner<TServices extends RuntimeServices> {
  private readonly execution: Execution;
  private readonly gate: Gate;
  private readonly realm: ScriptRealm;
  private readonly host: ModuleHost<TServices>;
  private readonly namespaces = new Map<string, object>();
  private phase: 'load' | 'run' = 'load';
  private exported: ScriptExports | undefined;
  /** The watchdog stopped it wherever it was. */
  private cutOff = false;

  constructor(private readonly parts: RunnerParts<TServices>) {
    const { options, run, hooks, witnesses } = parts;
    this.execution = run.execution;
    const upAt = performance.now() + (options.hostLimitMs ?? Number.POSITIVE_INFINITY);
    this.gate = new Gate({
      execution: run.execution,
      clock: options.services.clock,
      callCostMs: options.callCostMs,
      hooks,
      witnesses,
      steps: options.steps,
      hostTimeIsUp: () => performance.now() > upAt,
    });
    this.realm = this.makeRealm(options.services);
    this.gate.attach(this.realm);
    this.host = {
      execution: run.execution,
      services: options.services,
      realm: this.realm,
      call: (call, effect) => this.gate.call(call, effect),
    };
  }

  outcome(): EntryPointOutcome {
    const result = this.guarded();
    if (this.gate.defect !== undefined) throw this.gate.defect.error;
    if (!this.cutOff) this.parts.realms.give(this.parts.run.file, this.realm);
    if (this.parts.options.steps?.abandoned === true) throw new Abandoned();
    const figures: OutcomeFigures = { units: this.execution.unitsUsed, calls: this.execution.calls, refusals: this.gate.refusals, ...(this.exported === undefined ? {} : { exported: this.exported }) };
    const ended = this.gate.ending ?? result;
    if (ended === undefined) throw new Error('An entry point ended without a result');
    return { ...figures, ...ended };
  }

  private makeRealm(services: TServices): ScriptRealm {
    const { id } = this.execution;
    const errorIds = executionRandom(services.seed, id, 'error ids');
    return this.parts.realms.take(this.parts.run.file, {
      now: () => services.clock.nowMs(),
      random: executionRandom(services.seed, id, 'Math.random'),
      stepLimit: this.parts.options.stepLimit ?? stepLimit(this.execution),
      over: () => this.gate.end(limitEnding('SSS_STATEMENT_COUNT_EXCEEDED')),
      errorId: () => randomUuid(errorIds),
      guard: (body) => this.gate.guard(body),
      notEmulated: (subject) => this.gate.notEmulated(subject),
      published: publishedClass,
    });
  }

  /** The watchdog runs half as long again as the gate's own limit, so that it never cuts through an N/* call's effect. */
  private guarded(): Result | undefined {
    const limitMs = Math.ceil((this.parts.options.hostLimitMs ?? Number.POSITIVE_INFINITY) * 1.5);
    let result: Result | undefined;
    try {
      this.realm.enter(() => { result = this.attempt(); }, limitMs);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      this.cutOff = true;
      this.gate.end(limitEnding('SSS_STATEMENT_COUNT_EXCEEDED'));
    }
    return result;
  }

  private attempt(): Result {
    try {
      const entry = this.entryFunction();
      const args = this.arguments();
      this.phase = 'run';
      this.execution.entered = true;
      const guest = entry(...args);
      this.refuseAsynchronous(guest);
      const json = this.realm.json(guest);
      return { kind: 'returned', value: json === undefined ? undefined : JSON.parse(json) as unknown, guest };
    } catch (error) {
      return this.thrown(error);
    }
  }

  private entryFunction(): GuestFunction {
    const { files, run } = this.parts;
    const { entryPoint, scriptType } = this.execution;
    const header = inspect(files, run.file);
    if (header.scriptType !== scriptType) throw new ScriptLoadError('EMULATOR_SCRIPT_HEADER', `${run.file} is a ${header.scriptType} script, not ${scriptType}`);
    this.realm.expose('log', this.namespace('N/log'));
    const loader = new ModuleLoader({
      realm: this.realm,
      execution: this.execution,
      readFile: (path) => files.read(path),
      suiteScriptModule: (name) => this.namespace(name),
    });
    loader.install();
    const exported = loader.load(run.file) as Readonly<Record<string, unknown>> | null | undefined;
    this.exported = this.described(exported);
    refuseForeignEntryPoints(run.file, scriptType, exported ?? {});
    const found = ENTRY_POINTS[scriptType].includes(entryPoint) ? exported?.[entryPoint] : undefined;
    if (typeof found !== 'function') throw new ScriptLoadError('EMULATOR_ENTRY_POINT_MISSING', `${run.file} exports no function ${entryPoint}`);
    return found as GuestFunction;
  }

  private described(exported: Readonly<Record<string, unknown>> | null | undefined): ScriptExports {
    const members = Object.entries(exported ?? {});
    const config = this.realm.json(exported?.['config']);
    return {
      functions: members.filter(([, member]) => typeof member === 'function').map(([name]) => name),
      config: config === undefined ? undefined : JSON.parse(config) as unknown,
    };
  }

  private arguments(): readonly unknown[] {
    const { args } = this.parts.run;
    const values = typeof args === 'function' ? args(this.host) : args;
    return values.map((value) => this.realm.toGuest(value));
  }

  private namespace(name: string): object {
    const known = this.namespaces.get(name);
    if (known !== undefined) return known;
    const module = this.parts.modules.get(name);
    if (module === undefined && !Object.hasOwn(publishedApi(), name)) throw new NotEmulated(`module ${name}`);
    const made = this.realm.proxy(new ModuleNamespace({ name, module, host: this.host, realm: this.realm, gate: this.gate }));
    this.namespaces.set(name, made);
    return made;
  }

  private refuseAsynchronous(value: unknown): void {
    if (typeof value !== 'object' || value === null || typeof (value as { then?: unknown }).then !== 'function') return;
    throw new NotEmulated('asynchronous entry points');
  }

  /** An error of the loader is the host's; everything else is a value of the script's realm. */
  private thrown(error: unknown): Result {
    if (isStackOverflow(error)) this.gate.end(limitEnding('SSS_STACK_FRAME_DEPTH_EXCEEDED'));
    const shown = this.shown(error);
    const { phase } = this;
    if (typeof shown !== 'object' || shown === null) {
      const message = String(shown);
      return { kind: 'threw', phase, name: 'UNEXPECTED_ERROR', message, json: JSON.stringify(message) };
    }
    const { name, message } = shown as { name?: unknown; message?: unknown };
    const known = { name: typeof name === 'string' ? name : 'UNEXPECTED_ERROR', message: typeof message === 'string' ? message : this.text(shown) };
    return { kind: 'threw', phase, ...known, json: this.printed(shown, known) };
  }

  private shown(error: unknown): unknown {
    if (error instanceof SuiteScriptFailure) return this.realm.error(error.name, error.message);
    if (error instanceof NotEmulated) return this.gate.notEmulated(error.subject);
    if (types.isNativeError(error) && !this.realm.owns(error) && !isStackOverflow(error)) this.gate.defect ??= { error };
    return error;
  }

  private printed(error: object, known: { readonly name: string; readonly message: string }): string {
    try {
      const json = this.realm.json(error);
      if (json !== undefined && json !== '{}') return json;
    } catch {
      // A thrown value that cannot be printed is told by its name and message alone.
    }
    return JSON.stringify({ type: 'error.SuiteScriptError', ...known });
  }

  private text(error: object): string {
    try {
      return this.realm.text(error);
    } catch {
      return 'an error that has no text';
    }
  }
}

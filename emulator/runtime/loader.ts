import type { ModuleDefinition } from './module-definition';
import type { GuestFunction, ScriptRealm } from './realm';
import { resolvePath, ScriptLoadError, type ScriptFile } from './script-file';
import type { Execution } from './types';

export interface LoaderParts {
  readonly realm: ScriptRealm;
  readonly execution: Execution;
  readonly readFile: (path: string) => ScriptFile;
  /** The script's view of an N/* module. Throws NotEmulated for one that neither is emulated nor published. */
  readonly suiteScriptModule: (name: string) => object;
}

/** What a file is doing while it runs: one `define` call is taken from it. */
interface Frame {
  readonly path: string;
  definition: ModuleDefinition | undefined;
}

type ModuleState = { readonly kind: 'loading' } | { readonly kind: 'ready'; readonly value: unknown };

const COMMONJS = ['require', 'exports', 'module'] as const;

/**
 * AMD as SuiteScript has it (platform facts 7.1): `define(id?, dependencies?, factory or object)` and `require`, for one
 * execution. Each file runs once. A circular dependency, which AMD answers with `undefined`, is refused.
 */
export class ModuleLoader {
  private readonly modules = new Map<string, ModuleState>();
  private readonly frames: Frame[] = [];
  /** A factory ran here: what `define` is by now may be its doing. */
  private touched = false;

  constructor(private readonly parts: LoaderParts) {}

  /** Puts `define` and `require` among the globals. */
  install(): void {
    const define = this.parts.realm.fn('define', (...args) => { this.define(args); });
    Object.defineProperty(define, 'amd', { value: this.parts.realm.toGuest({}), enumerable: true });
    this.parts.realm.expose('define', define);
    this.parts.realm.expose('require', this.requireFrom(undefined));
  }

  /** The value a file's module has. Throws ScriptLoadError, NotEmulated, or whatever the file itself throws. */
  load(path: string): unknown {
    const known = this.modules.get(path);
    if (known?.kind === 'ready') return known.value;
    if (known?.kind === 'loading') throw new ScriptLoadError('EMULATOR_MODULE_CYCLE', `Module ${path} depends on itself: ${this.chain()}`);
    this.modules.set(path, { kind: 'loading' });
    try {
      const value = this.instantiate(path, this.run(path));
      this.modules.set(path, { kind: 'ready', value });
      return value;
    } finally {
      if (this.modules.get(path)?.kind === 'loading') this.modules.delete(path);
    }
  }

  private chain(): string {
    return [...this.modules].filter(([, state]) => state.kind === 'loading').map(([path]) => path).join(' → ');
  }

  private run(path: string): ModuleDefinition {
    const { realm } = this.parts;
    const file = this.parts.readFile(path);
    const kept = realm.definitionOf(file);
    if (kept !== undefined) return kept;
    const frame: Frame = { path, definition: undefined };
    this.frames.push(frame);
    try {
      realm.evaluate(file);
    } finally {
      this.frames.pop();
    }
    if (frame.definition === undefined) throw new ScriptLoadError('EMULATOR_NO_DEFINE', `${path} never calls define`);
    if (file.onlyDefines && !this.touched) realm.keepDefinition(file, frame.definition);
    return frame.definition;
  }

  private define(args: readonly unknown[]): void {
    const frame = this.frames.at(-1);
    if (frame === undefined) throw new ScriptLoadError('EMULATOR_DEFINE_MISPLACED', 'define was called outside the loading of a file');
    if (frame.definition !== undefined) throw new ScriptLoadError('EMULATOR_DEFINE_TWICE', `${frame.path} calls define twice`);
    const rest = typeof args[0] === 'string' ? args.slice(1) : args;
    const [dependencies, factory] = Array.isArray(rest[0]) ? [rest[0] as unknown[], rest[1]] : [undefined, rest[0]];
    frame.definition = { dependencies: this.dependencyNames(frame.path, dependencies, factory), factory };
  }

  private dependencyNames(path: string, dependencies: readonly unknown[] | undefined, factory: unknown): readonly string[] {
    if (dependencies === undefined) return typeof factory === 'function' ? COMMONJS.slice(0, factory.length) : [];
    return dependencies.map((name) => {
      if (typeof name === 'string') return name;
      throw new ScriptLoadError('EMULATOR_DEPENDENCY_NAME', `${path}: a dependency of define is not text`);
    });
  }

  private instantiate(path: string, definition: ModuleDefinition): unknown {
    const { realm } = this.parts;
    const module = realm.toGuest({ id: path, exports: {} }) as { exports: unknown };
    const values = definition.dependencies.map((name) => {
      if (name === 'module') return module;
      if (name === 'exports') return module.exports;
      return name === 'require' ? this.requireFrom(path) : this.resolve(name, path);
    });
    if (typeof definition.factory !== 'function') return definition.factory;
    return this.outsideEntry(definition.factory as GuestFunction, values) ?? module.exports;
  }

  /** Runs a factory as `define` does: N/* refuses meanwhile, also where it runs late, through `require`. */
  private outsideEntry(factory: GuestFunction, values: readonly unknown[]): unknown {
    const { execution } = this.parts;
    const entered = execution.entered;
    execution.entered = false;
    this.touched = true;
    try {
      return factory(...values);
    } finally {
      execution.entered = entered;
    }
  }

  /** The global `require` belongs to no file, so it takes no relative path (help section_4704106173). */
  private requireFrom(from: string | undefined): GuestFunction {
    return this.parts.realm.fn('require', (wanted, callback) => {
      if (typeof wanted === 'string') return this.resolve(wanted, from);
      if (!Array.isArray(wanted)) throw new ScriptLoadError('EMULATOR_DEPENDENCY_NAME', 'require takes a module name or a list of them');
      const values = wanted.map((name) => this.resolve(String(name), from));
      if (typeof callback === 'function') (callback as GuestFunction)(...values);
      return undefined;
    });
  }

  private resolve(name: string, from: string | undefined): unknown {
    if (name === 'N' || name.startsWith('N/')) return this.parts.suiteScriptModule(name.replace(/\.js$/, ''));
    return this.load(resolvePath(name, from));
  }
}

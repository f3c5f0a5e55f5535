import { netsuiteModule } from './modules';
import { notEmulated, scriptError } from './refusals';

type Factory = (...given: readonly unknown[]) => unknown;

interface Definition {
  readonly dependencies: readonly string[];
  readonly factory: unknown;
}

/** What the file that runs now has handed to `define`; taken when it is done. */
let handed: Definition | undefined;

const loading = new Map<string, Promise<unknown>>();
const loaded = new Map<string, unknown>();

/** Installs `define` and `require` for the scripts of the page. */
export function installLoader(): void {
  Object.assign(window, { define: takeDefinition, require: requireModules });
}

/** A module by name: `N/x`, or a script of the File Cabinet by its path. */
export function loadModule(name: string, from = '/SuiteScripts/'): Promise<unknown> {
  if (/^N(\/|$)/.test(name)) return Promise.resolve().then(() => netsuiteModule(name));
  const path = resolvePath(name, from);
  const known = loading.get(path);
  if (known !== undefined) return known;
  const pending = runFile(path).then((definition) => instantiate(definition, path)).then((exported) => {
    loaded.set(path, exported);
    return exported;
  });
  loading.set(path, pending);
  return pending;
}

/** `define(id?, dependencies?, factory)`. */
function takeDefinition(...given: readonly unknown[]): void {
  const rest = typeof given[0] === 'string' ? given.slice(1) : given;
  const [first, second] = rest;
  handed = Array.isArray(first)
    ? { dependencies: first.map(String), factory: second }
    : { dependencies: typeof first === 'function' ? ['require', 'exports', 'module'] : [], factory: first };
}

/** `require([..], callback)`, and `require('x')` of what is loaded already. */
function requireModules(names: unknown, callback?: Factory): unknown {
  if (typeof names === 'string') return loadedModule(names, '/SuiteScripts/');
  if (!Array.isArray(names)) throw scriptError('SSS_INVALID_TYPE_ARG', 'require takes a name or a list of names.');
  void Promise.all(names.map((name) => loadModule(String(name)))).then((modules) => callback?.(...modules));
  return undefined;
}

function loadedModule(name: string, from: string): unknown {
  if (/^N(\/|$)/.test(name)) return netsuiteModule(name);
  const path = resolvePath(name, from);
  if (!loaded.has(path)) throw scriptError('MODULE_DOES_NOT_EXIST', `Module does not exist or is not loaded yet: ${name}`);
  return loaded.get(path);
}

async function instantiate({ dependencies, factory }: Definition, path: string): Promise<unknown> {
  if (typeof factory !== 'function') return factory;
  const module = { id: path, exports: {} as unknown };
  const given = await Promise.all(dependencies.map((name) => {
    switch (name) {
      case 'require': return (wanted: string) => loadedModule(wanted, path);
      case 'exports': return module.exports;
      case 'module': return module;
      default: return loadModule(name, path);
    }
  }));
  const returned = (factory as Factory)(...given);
  return returned === undefined ? module.exports : returned;
}

/** Runs a file as a script element, one after another: what it hands to `define` is its own. */
let turn: Promise<unknown> = Promise.resolve();

function runFile(path: string): Promise<Definition> {
  const running = turn.then(() => new Promise<Definition>((resolve, reject) => {
    const element = document.createElement('script');
    element.src = path;
    element.addEventListener('load', () => {
      const definition = handed;
      handed = undefined;
      if (definition === undefined) reject(notEmulated(`${path}: a script file that defines no module`));
      else resolve(definition);
    });
    element.addEventListener('error', () => { reject(scriptError('MODULE_DOES_NOT_EXIST', `Module does not exist: ${path}`)); });
    document.head.append(element);
  }));
  turn = running.catch(() => undefined);
  return running;
}

function resolvePath(name: string, from: string): string {
  const rooted = name.startsWith('SuiteScripts/') ? `/${name}` : name;
  const { pathname } = new URL(rooted, new URL(from, location.origin));
  return pathname.endsWith('.js') ? pathname : `${pathname}.js`;
}

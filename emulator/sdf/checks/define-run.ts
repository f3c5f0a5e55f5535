import { posix } from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** Published SuiteScript 2.x modules; `N` alone brings them all. */
const SUITESCRIPT_MODULES: ReadonlySet<string> = new Set([
  'N', 'N/action', 'N/auth', 'N/cache', 'N/certificateControl', 'N/commerce/promising', 'N/commerce/recordView', 'N/commerce/webstore/order',
  'N/commerce/webstore/shopper', 'N/compress', 'N/config', 'N/crypto', 'N/crypto/certificate', 'N/crypto/random', 'N/currency', 'N/currentRecord',
  'N/dataset', 'N/datasetLink', 'N/documentCapture', 'N/email', 'N/encode', 'N/error', 'N/file', 'N/format', 'N/format/i18n', 'N/http', 'N/https',
  'N/https/clientCertificate', 'N/keyControl', 'N/llm', 'N/log', 'N/machineTranslation', 'N/pgp', 'N/piremoval', 'N/plugin', 'N/portlet', 'N/query',
  'N/record', 'N/recordContext', 'N/redirect', 'N/render', 'N/runtime', 'N/search', 'N/sftp', 'N/sso', 'N/suiteAppInfo', 'N/task',
  'N/task/accounting/recognition', 'N/transaction', 'N/translation', 'N/ui/dialog', 'N/ui/message', 'N/ui/serverWidget', 'N/url', 'N/util',
  'N/workbook', 'N/workflow', 'N/xml',
]);

/** Milliseconds a file may take to reach its `define` and run it; real ones take one or two. */
const RUN_LIMIT_MS = 2000;

type Factory = (...modules: readonly unknown[]) => unknown;

/**
 * Runs a script file with a stubbed `define` and says what is wrong with it: no `define` call, a dependency that is neither
 * published nor shipped, an N/* member touched while `define` runs (help: API calls belong in entry points), any throw.
 */
export function defineProblems(path: string, texts: ReadonlyMap<string, string>): readonly string[] {
  const problems: string[] = [];
  load(path, texts, { problems, loaded: new Map(), context: createContext({}) });
  return problems;
}

interface Loading {
  readonly problems: string[];
  readonly loaded: Map<string, Record<string, unknown>>;
  readonly context: object;
}

function load(path: string, texts: ReadonlyMap<string, string>, loading: Loading): unknown {
  const known = loading.loaded.get(path);
  if (known !== undefined) {
    return known;
  }
  const exported: Record<string, unknown> = {};
  loading.loaded.set(path, exported);
  let calls = 0;
  const define = (...args: readonly unknown[]): void => {
    calls += 1;
    const factory = args[args.length - 1];
    const dependencies: readonly unknown[] = args.find((arg): arg is readonly unknown[] => Array.isArray(arg)) ?? [];
    const modules = dependencies.map((name) => (name === 'exports' ? exported : resolveModule(String(name), path, texts, loading)));
    if (typeof factory === 'function') {
      const result: unknown = (factory as Factory)(...modules);
      Object.assign(exported, typeof result === 'object' ? result : {});
    }
  };
  Object.assign(loading.context, { define });
  try {
    runInContext(texts.get(path) ?? '', loading.context, { filename: path, timeout: RUN_LIMIT_MS });
    if (calls !== 1) {
      loading.problems.push(`${path} calls define ${calls} times, but must call it once`);
    }
  } catch (error) {
    loading.problems.push(`${path} does not load: ${describe(error)}`);
  }
  return exported;
}

function resolveModule(name: string, path: string, texts: ReadonlyMap<string, string>, loading: Loading): unknown {
  if (SUITESCRIPT_MODULES.has(name)) {
    return untouchable(name);
  }
  const absolute = name.startsWith('/') ? name : posix.join(posix.dirname(path), name);
  const file = absolute.endsWith('.js') ? absolute : `${absolute}.js`;
  if (!/^\.{0,2}\//.test(name) || !texts.has(file)) {
    loading.problems.push(`${path} depends on "${name}", which is no published module and no shipped file`);
    return {};
  }
  return load(file, texts, loading);
}

/** Stands for an N/* module while `define` runs: any use of it throws, as NetSuite refuses API calls there. */
function untouchable(name: string): unknown {
  const touch = (member: string | symbol): never => {
    throw new Error(`${name}.${String(member)} is touched while define runs`);
  };
  return new Proxy(Object.freeze({}), {
    get: (_target, member) => touch(member),
    has: (_target, member) => touch(member),
    ownKeys: () => touch('keys'),
    getOwnPropertyDescriptor: (_target, member) => touch(member),
  });
}

/** Errors thrown inside the context are of another realm: read them by shape. */
function describe(error: unknown): string {
  const { name, message } = Object(error) as { readonly name?: unknown; readonly message?: unknown };
  return typeof name === 'string' && typeof message === 'string' ? `${name}: ${message}` : 'it throws what is no error';
}

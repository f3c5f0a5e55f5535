import { Linter } from 'eslint';
import * as esX from 'eslint-plugin-es-x';

import { loadFaults } from './build/load-guard';

/** Why a built script may not ship. */
export type GuardRule =
  /** A name that NetSuite's script engine does not define: a Node or browser global, or a way around the check. */
  | 'foreign-global'
  /** Syntax past ES2022. */
  | 'syntax-past-es2022'
  /** A built-in function, method or regular-expression feature past ES2022. */
  | 'builtin-past-es2022'
  /** A N/* module is read or called while `define` runs; NetSuite refuses that at run time. */
  | 'netsuite-touched-while-loading'
  /** The file does not start with its header comment, or is not exactly one `define` call that loads. */
  | 'script-shape';

/** One fault in a built script. Line and column count from 1. */
export interface GuardFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: GuardRule;
  readonly message: string;
}

/** A built script as it would lie in the File Cabinet. */
export interface BuiltScript {
  readonly path: string;
  readonly content: string;
  /** True when a browser runs it; it may then use the browser's globals, never Node's. */
  readonly client: boolean;
}

/** Every fault of a built script, in order of place; empty if it may ship. */
export function guardScript(script: BuiltScript): readonly GuardFinding[] {
  const seen = [...lintFaults(script)];
  // A file that does not parse would only fail a second time, with a poorer message.
  const parses = !seen.some(({ rule }) => rule === 'syntax-past-es2022');
  const found = parses ? [...seen, ...loadFaults(script)] : seen;
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** `path:line:column  rule  message`. */
export function describeFinding({ file, line, column, rule, message }: GuardFinding): string {
  return `${file}:${line}:${column}  ${rule}  ${message}`;
}

/** What a form's browser module may use beside the language. */
const BROWSER_GLOBALS = ['window', 'document', 'console', 'location', 'history', 'navigator', 'setTimeout', 'clearTimeout', 'requestAnimationFrame',
  'fetch', 'URL', 'URLSearchParams', 'Event', 'CustomEvent', 'KeyboardEvent', 'MouseEvent', 'HTMLElement', 'HTMLInputElement', 'localStorage', 'sessionStorage'];

/** Part of the language, and still refused: a way around the check, or not proven to be there (`Intl`, threads). */
const REFUSED_GLOBALS = ['globalThis', 'eval', 'Function', 'Atomics', 'SharedArrayBuffer', 'Intl'];

const { rules: esRules, configs: esConfigs } = esX;

/** Rules of `eslint-plugin-es-x` for what came after ES2022: the standard's later years, and what is not in it yet. */
const BUILTIN_RULES: readonly string[] = [...new Set([
  ...Object.keys(esConfigs['flat/restrict-to-es2022'].rules ?? {}),
  ...Object.keys(esConfigs['flat/no-new-in-esnext'].rules ?? {}),
])];

/**
 * Without types a rule cannot know what `x.toSorted()` is called on, so every method of that name is refused. Iterator
 * methods share their names with Array's (`map`, `filter`) and are refused only where the rule sees the type.
 */
function severity(name: string): Linter.RuleEntry {
  const options = (esRules[name.replace('es-x/', '')]?.meta?.schema as readonly { readonly properties?: object }[] | undefined)?.[0]?.properties;
  const byName = options !== undefined && 'aggressive' in options && !name.includes('iterator-prototype');
  return byName ? ['error', { aggressive: true }] : 'error';
}

const BUILTINS: Linter.RulesRecord = Object.fromEntries(BUILTIN_RULES.map((name) => [name, severity(name)]));

const linter = new Linter({ configType: 'flat' });

function lintFaults({ path, content, client }: BuiltScript): readonly GuardFinding[] {
  const globals = ['define', ...(client ? BROWSER_GLOBALS : [])];
  const messages = linter.verify(content, {
    plugins: { 'es-x': { rules: esRules } },
    languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: Object.fromEntries(globals.map((name) => [name, 'readonly' as const])) },
    // A comment in the source must not be able to switch a guard off.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: { ...BUILTINS, 'no-undef': ['error', { typeof: true }], 'no-restricted-globals': ['error', ...REFUSED_GLOBALS], 'no-new-func': 'error' },
  }, { filename: 'script.js' });
  // Without a rule and not fatal: a note that an inline comment was ignored.
  return messages.filter(({ ruleId, fatal }) => ruleId !== null || fatal === true).map(({ line, column, ruleId, fatal, message }) => ({
    file: path, line, column, message,
    rule: fatal === true ? 'syntax-past-es2022' : ruleId?.startsWith('es-x/') === true ? 'builtin-past-es2022' : 'foreign-global',
  }));
}

import { RESTLET_HEADER, ScriptLab } from './script-lab';

let lab: ScriptLab;
beforeEach(() => { lab = new ScriptLab(); });
afterEach(() => { lab.close(); });

const main = (text: string): ScriptLab => lab.file('/SuiteScripts/app/main.js', RESTLET_HEADER + text);
const run = () => lab.run({ file: '/SuiteScripts/app/main.js' });
const failure = () => {
  const outcome = run();
  return outcome.kind === 'threw' ? `${outcome.phase} ${outcome.name}: ${outcome.message}` : JSON.stringify(outcome);
};

describe('how a dependency is found', () => {
  const paths = [
    ['./part', '/SuiteScripts/app/part.js'],
    ['./part.js', '/SuiteScripts/app/part.js'],
    ['./deep/part', '/SuiteScripts/app/deep/part.js'],
    ['../other/part', '/SuiteScripts/other/part.js'],
    ['/SuiteScripts/other/part', '/SuiteScripts/other/part.js'],
    ['/SuiteScripts/other/part.js', '/SuiteScripts/other/part.js'],
    ['SuiteScripts/other/part', '/SuiteScripts/other/part.js'],
    ['/SuiteApps/com.example.app/part', '/SuiteApps/com.example.app/part.js'],
  ] as const;

  test.each(paths)('%s means %s', (dependency, file) => {
    lab.file(file, 'define({ name: "part" });');
    main(`define([${JSON.stringify(dependency)}], (part) => ({ post: () => part.name }));`);
    expect(run()).toMatchObject({ kind: 'returned', value: 'part' });
  });

  const absent = ['./absent', '/SuiteScripts/absent', 'absent', '../../../etc/passwd', '/etc/passwd'];
  test.each(absent)('%s does not exist, and the platform names it so', (dependency) => {
    main(`define([${JSON.stringify(dependency)}], () => ({ post: () => 1 }));`);
    expect(failure()).toMatch(/^load MODULE_DOES_NOT_EXIST: Module does not exist: /);
  });

  test('the global require knows no relative path', () => {
    lab.file('/SuiteScripts/app/part.js', 'define({ name: "part" });');
    main("define([], () => ({ post: () => require('./part').name }));");
    expect(failure()).toMatch(/^run MODULE_DOES_NOT_EXIST/);
  });
});

describe('the forms of define and require', () => {
  const forms = [
    ['an id, dependencies and a factory', "define('some/id', ['./part'], (part) => ({ post: () => part.name }));"],
    ['dependencies and a factory', "define(['./part'], (part) => ({ post: () => part.name }));"],
    ['a factory alone, as CommonJS', "define(function (require, exports, module) { const part = require('./part'); exports.post = () => part.name; });"],
    ['exports as a dependency', "define(['exports', './part'], (exports, part) => { exports.post = () => part.name; });"],
    ['module as a dependency', "define(['module', './part'], (module, part) => { module.exports = { post: () => part.name }; });"],
    ['require as a dependency, called later', "define(['require'], (require) => ({ post: () => require('./part').name }));"],
    ['require with a callback', "define(['require'], (require) => ({ post: () => { let name; require(['./part'], (part) => { name = part.name; }); return name; } }));"],
    ['the global require with an absolute path', "define([], () => ({ post: () => require('/SuiteScripts/app/part').name }));"],
  ] as const;

  test.each(forms)('%s', (_form, text) => {
    lab.file('/SuiteScripts/app/part.js', 'define({ name: "part" });');
    main(text);
    expect(run()).toMatchObject({ kind: 'returned', value: 'part' });
  });

  test('a module runs once in an execution, however many ask for it', () => {
    lab.file('/SuiteScripts/app/counter.js', 'define([], () => { let count = 0; return { next: () => ++count }; });');
    lab.file('/SuiteScripts/app/a.js', "define(['./counter'], (counter) => ({ next: counter.next }));");
    main("define(['./counter', './a'], (counter, a) => ({ post: () => [counter.next(), a.next(), counter.next()] }));");
    expect(run()).toMatchObject({ value: [1, 2, 3] });
  });

  test('nothing of a module is left for the next execution', () => {
    lab.file('/SuiteScripts/app/counter.js', 'define([], () => { let count = 0; return { next: () => ++count }; });');
    main("define(['./counter'], (counter) => ({ post: () => { globalThis.leftover = (globalThis.leftover || 0) + 1; return [counter.next(), globalThis.leftover]; } }));");
    expect([run(), run()]).toMatchObject([{ value: [1, 1] }, { value: [1, 1] }]);
  });

  test('a changed file is read anew', () => {
    main('define({ post: () => "before" });');
    expect(run()).toMatchObject({ value: 'before' });
    main('define({ post: () => "after it" });');
    expect(run()).toMatchObject({ value: 'after it' });
  });
});

describe('what does not load', () => {
  const faults = [
    ['a file without define', 'const x = 1;', /^load EMULATOR_NO_DEFINE/],
    ['two defines in a file', 'define({ post: () => 1 }); define({ post: () => 2 });', /^load EMULATOR_DEFINE_TWICE/],
    ['a dependency that is not text', 'define([1], () => ({ post: () => 1 }));', /^load EMULATOR_DEPENDENCY_NAME/],
    ['a missing entry point', 'define({ get: () => 1 });', /^load EMULATOR_ENTRY_POINT_MISSING: .* exports no function post/],
    ['an entry point of another script type', 'define({ post: () => 1, map: () => 1 });', /^load EMULATOR_SCRIPT_HEADER: .* exports map, an entry point of mapreduce/],
    ['a syntax error', 'define({ post: () => });', /^load SyntaxError: \/SuiteScripts\/app\/main.js: .*\(5:/],
    ['an error thrown by the factory', 'define([], () => { throw new RangeError("no"); });', /^load RangeError: no/],
    ['a module of N that nobody knows', "define(['N/nothing'], () => ({ post: () => 1 }));", /^load EMULATOR_NOT_IMPLEMENTED: .* module N\/nothing/],
    ['an undeclared assignment', 'undeclared = 1; define({ post: () => 1 });', /^load ReferenceError/],
  ] as const;

  test.each(faults)('%s', (_fault, text, expected) => {
    main(text);
    expect(failure()).toMatch(expected);
  });

  test('a circular dependency is refused, with its chain', () => {
    lab.file('/SuiteScripts/app/a.js', "define(['./b'], () => ({}));");
    lab.file('/SuiteScripts/app/b.js', "define(['./a'], () => ({}));");
    main("define(['./a'], () => ({ post: () => 1 }));");
    expect(failure()).toMatch(/EMULATOR_MODULE_CYCLE: .*a.js → .*b.js/);
  });

  const headers = [
    ['no header', '', /EMULATOR_SCRIPT_HEADER: .* no @NApiVersion/],
    ['no script type', '/** @NApiVersion 2.1 */', /EMULATOR_SCRIPT_HEADER: .* declares 0 script types/],
    ['two script types', '/** @NApiVersion 2.1\n @NScriptType Restlet\n @NScriptType Suitelet */', /EMULATOR_SCRIPT_HEADER: .* declares 2 script types/],
    ['another script type', '/** @NApiVersion 2.1\n @NScriptType Suitelet */', /EMULATOR_SCRIPT_HEADER: .* is a suitelet script, not restlet/],
    ['an old version', '/** @NApiVersion 2.0\n @NScriptType Restlet */', /EMULATOR_NOT_IMPLEMENTED: .*@NApiVersion 2.0/],
    ['an unknown script type', '/** @NApiVersion 2.1\n @NScriptType MassUpdateScript */', /EMULATOR_NOT_IMPLEMENTED: .*script type MassUpdateScript/],
    ['an AMD configuration', '/** @NApiVersion 2.1\n @NAmdConfig /x.json\n @NScriptType Restlet */', /EMULATOR_NOT_IMPLEMENTED: .*@NAmdConfig/],
  ] as const;

  test.each(headers)('a header with %s', (_header, header, expected) => {
    lab.file('/SuiteScripts/app/main.js', `${header}\ndefine({ post: () => 1 });`);
    expect(failure()).toMatch(expected);
  });
});

describe('N/* while define runs', () => {
  const uses = [
    ['a method', "define(['N/runtime'], (runtime) => { runtime.getCurrentScript(); return { post: () => 1 }; });"],
    ['an enumeration', "define(['N/runtime'], (runtime) => { runtime.EnvType.SANDBOX; return { post: () => 1 }; });"],
    ['a property', "define(['N/runtime'], (runtime) => { runtime.accountId; return { post: () => 1 }; });"],
    ['a list of its members', "define(['N/runtime'], (runtime) => { Object.keys(runtime); return { post: () => 1 }; });"],
    ['a member it does not have', "define(['N/runtime'], (runtime) => { runtime.__esModule; return { post: () => 1 }; });"],
    ['the global log', "define([], () => { log.debug('x'); return { post: () => 1 }; });"],
  ] as const;

  test.each(uses)('%s is refused', (_use, text) => {
    main(text);
    expect(failure()).toBe('load SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE: All SuiteScript API Modules are unavailable while executing your define callback.');
    expect(lab.log).toEqual([]);
  });

  test('a module loaded late is refused them too, and its caller has them again', () => {
    lab.file('/SuiteScripts/app/late.js', "define(['N/runtime'], (runtime) => runtime.accountId);");
    main(`define(['N/runtime', 'require'], (runtime, require) => ({ post: () => {
      let name = 'none';
      try { require('./late'); } catch (error) { name = error.name; }
      return [name, runtime.accountId];
    } }));`);
    expect(run()).toMatchObject({ value: ['SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE', '1234567_SB1'] });
  });
});

describe('the engine is held to what NetSuite has', () => {
  const syntax = [
    ['the v flag of regular expressions', 'const x = /[a--b]/v;', /SyntaxError/],
    ['using declarations', '{ using x = null; }', /SyntaxError/],
    ['ES modules', "import x from 'y';", /SyntaxError/],
    ['async functions', 'const x = async () => 1;', /EMULATOR_NOT_IMPLEMENTED: .*async functions/],
    ['dynamic import', "const x = () => import('y');", /EMULATOR_NOT_IMPLEMENTED: .*import\(\)/],
    ['octal literals, as strict code', 'const x = 017;', /SyntaxError/],
  ] as const;

  test.each(syntax)('%s', (_syntax, text, expected) => {
    main(`${text}\ndefine({ post: () => 1 });`);
    expect(failure()).toMatch(expected);
  });

  test('syntax up to ES2023 passes', () => {
    main(`class Box { static #made = 0; #held; constructor(held) { this.#held = held; Box.#made += 1; } static { Box.ready = true; }
      has() { return #held in this; } }
      define([], () => ({ post: () => [new Box(1).has(), Box.ready, [3, 1, 2].toSorted(), [1, 2].at(-1), 1_000n > 1, Object.hasOwn({ a: 1 }, 'a')] }));`);
    expect(run()).toMatchObject({ value: [true, true, [1, 2, 3], 2, true, true] });
  });

  const absent = [
    'console', 'process', 'require.main', 'Buffer', 'setTimeout', 'fetch', 'URL', 'structuredClone', 'queueMicrotask', 'WebAssembly', 'SharedArrayBuffer',
    'Atomics', 'performance', 'crypto', 'TextEncoder', 'Error.captureStackTrace', 'Object.groupBy', 'Map.groupBy', 'Array.fromAsync',
    'String.prototype.isWellFormed', 'ArrayBuffer.prototype.resize', 'Set.prototype.union', 'Iterator', 'RegExp.escape', 'Float16Array', 'DisposableStack',
  ];
  test('nothing of Node and nothing past ES2023 is in reach', () => {
    const body = absent.map((name) => `[${JSON.stringify(name)}, typeof globalThis.${name.replaceAll('.', '?.')}]`).join(', ');
    main(`define([], () => ({ post: () => [${body}].filter(([, type]) => type !== 'undefined') }));`);
    expect(run()).toMatchObject({ value: [] });
  });

  test.each(['Promise', 'Intl', 'WeakRef', 'FinalizationRegistry', 'util'])('the global %s is refused by name', (name) => {
    main(`define([], () => ({ post: () => ${name} }));`);
    expect(run()).toMatchObject({ kind: 'threw', name: 'EMULATOR_NOT_IMPLEMENTED', refusals: [`global ${name}`] });
  });
});

import { guardScript, type GuardRule } from '../../tools/build-guards';

/** A built script whose entry point runs `inside` and whose loading runs `outside`, each on a line of its own. */
function script(inside: string, outside = ''): string {
  return [
    '/**', ' * @NApiVersion 2.1', ' * @NScriptType Restlet', ' */',
    "define(['exports', 'N/record'], (function (exports, record) { 'use strict';",
    `  ${outside}`,
    '  const post = (body) => {',
    `    ${inside}`,
    '  };',
    '  exports.post = post;',
    '}));', '',
  ].join('\n');
}

const INSIDE_LINE = 8;
const OUTSIDE_LINE = 6;

function guard(content: string, client = false) {
  return guardScript({ path: 'rl_inbound.js', content, client });
}

describe('a script that NetSuite can run passes', () => {
  it.each([
    ['it calls N/* inside an entry point', 'return record.create({ type: "salesorder" }).save();'],
    ['it uses the language up to ES2022', 'return [1].at(-1) ?? Object.hasOwn(body, "a") ?? new WeakMap().get(body)?.x ?? `${10n ** 2n}`.replaceAll("1", "");'],
    ['it sorts, maps and filters arrays', 'return [3, 1].map(String).filter(Boolean).sort().concat([...new Set(["a"])]);'],
    ['it has a class with private fields and a static block', 'class Money { static zero; static { Money.zero = new Money(0); } #cents; constructor(cents) { this.#cents = cents; } }'],
    ['it has a property named like a foreign global', 'return { process: 1, window: body.window, Buffer: body.fetch };'],
    ['it has a local variable named like a foreign global', 'const document = body.document; return document;'],
    ['it reads a date, a pattern and JSON', 'return new Date(0).toISOString() + /a(?<n>b)/du.exec(JSON.stringify(body)).groups.n;'],
  ])('%s', (_title, inside) => {
    expect(guard(script(inside))).toEqual([]);
  });

  it('a browser module may use the browser', () => {
    expect(guard(script('window.setTimeout(() => document.title, 0);'), true)).toEqual([]);
  });

  it('a module that only keeps N/* for later passes', () => {
    expect(guard(script('return make();', 'const make = () => record.create;'))).toEqual([]);
  });
});

describe('a global that NetSuite does not have is refused with its place', () => {
  it.each([
    'process', 'Buffer', 'require', 'module', '__dirname', 'global', 'setImmediate',
    'window', 'document', 'fetch', 'setTimeout', 'clearTimeout', 'setInterval', 'queueMicrotask', 'console', 'crypto', 'URL', 'URLSearchParams',
    'TextEncoder', 'TextDecoder', 'structuredClone', 'performance', 'AbortController', 'Intl', 'WebAssembly', 'XMLHttpRequest', 'localStorage',
    'globalThis', 'eval', 'Function', 'Atomics', 'SharedArrayBuffer',
  ])('%s', (name) => {
    expect(guard(script(`return ${name};`))).toEqual([
      { file: 'rl_inbound.js', line: INSIDE_LINE, column: 12, rule: 'foreign-global', message: expect.stringContaining(name) },
    ]);
  });

  it.each([
    ['asked for with typeof', 'return typeof process;'],
    ['behind a comment that claims it', '/* global process */ return process;'],
    ['behind a comment that switches checks off', 'return process; // eslint-disable-line'],
    ['a Node module', 'return require("node:fs");'],
  ])('%s', (_title, inside) => {
    expect(guard(script(inside)).map(({ rule }) => rule)).toEqual(['foreign-global']);
  });

  it('a browser module may not use Node', () => {
    expect(guard(script('return process;'), true).map(({ rule }) => rule)).toEqual(['foreign-global']);
  });
});

describe('what came after ES2022 is refused with its place', () => {
  it.each<[GuardRule, string, string]>([
    ['syntax-past-es2022', 'a v-flag pattern', 'return /[\\p{L}--[a-z]]/v;'],
    ['syntax-past-es2022', 'a using declaration', 'using file = body;'],
    ['syntax-past-es2022', 'a decorator', '@sealed class A {}'],
    ['syntax-past-es2022', 'a duplicate named group', 'return /(?<y>a)|(?<y>b)/;'],
    ['syntax-past-es2022', 'a pattern modifier', 'return /(?i:a)/;'],
    ['builtin-past-es2022', 'Array.prototype.findLast', 'return body.list.findLast(Boolean);'],
    ['builtin-past-es2022', 'Array.prototype.findLastIndex', 'return body.list.findLastIndex(Boolean);'],
    ['builtin-past-es2022', 'Array.prototype.toSorted', 'return body.list.toSorted();'],
    ['builtin-past-es2022', 'Array.prototype.toReversed', 'return body.list.toReversed();'],
    ['builtin-past-es2022', 'Array.prototype.toSpliced', 'return body.list.toSpliced(0, 1);'],
    ['builtin-past-es2022', 'Array.prototype.with', 'return body.list.with(0, 1);'],
    ['builtin-past-es2022', 'Array.fromAsync', 'return Array.fromAsync(body);'],
    ['builtin-past-es2022', 'Object.groupBy', 'return Object.groupBy(body.list, String);'],
    ['builtin-past-es2022', 'Map.groupBy', 'return Map.groupBy(body.list, String);'],
    ['builtin-past-es2022', 'Promise.withResolvers', 'return Promise.withResolvers();'],
    ['builtin-past-es2022', 'Promise.try', 'return Promise.try(String);'],
    ['builtin-past-es2022', 'String.prototype.isWellFormed', 'return body.text.isWellFormed();'],
    ['builtin-past-es2022', 'Set.prototype.union', 'return body.set.union(body.other);'],
    ['builtin-past-es2022', 'Set.prototype.isSubsetOf', 'return body.set.isSubsetOf(body.other);'],
    ['builtin-past-es2022', 'RegExp.escape', 'return RegExp.escape(body.text);'],
    ['builtin-past-es2022', 'an iterator method', 'return new Map().values().map(String);'],
    ['builtin-past-es2022', 'Math.sumPrecise', 'return Math.sumPrecise([1]);'],
  ])('%s: %s', (rule, _title, inside) => {
    const findings = guard(script(inside));
    expect(findings).toEqual([expect.objectContaining({ file: 'rl_inbound.js', line: INSIDE_LINE, rule })]);
    expect(findings[0]!.column).toBeGreaterThan(1);
  });
});

describe('touching N/* while define runs is refused with its place', () => {
  it.each([
    ['reading a member', 'const type = record.Type;'],
    ['calling a member', 'record.create({ type: "salesorder" });'],
    ['taking a member apart', 'const { create } = record;'],
    ['copying the module', 'const copy = { ...record };'],
    ['asking for a member', 'const can = "create" in record;'],
    ['writing a member', 'record.create = null;'],
    ['through a function called on load', 'const early = () => record.load({}); early();'],
    ['in a static block', 'class A { static { record.load({}); } }'],
  ])('%s', (_title, outside) => {
    expect(guard(script('return 1;', outside))).toEqual([
      expect.objectContaining({ line: OUTSIDE_LINE, rule: 'netsuite-touched-while-loading', message: expect.stringContaining('N/record') }),
    ]);
  });

  it('a touch whose error the script swallows is refused too', () => {
    expect(guard(script('return 1;', 'try { record.Type; } catch { }')).map(({ rule }) => rule)).toEqual(['netsuite-touched-while-loading']);
  });
});

describe('a file that is not one loadable script is refused', () => {
  const sound = script('return 1;');

  it.each([
    ['the header comes second', `'use strict';\n${sound}`],
    ['there is no header', sound.slice(sound.indexOf('define'))],
    ['something stands between header and define', sound.replace('define', 'const x = 1; define')],
    ['define is called twice', `${sound}define([], function () {});`],
    ['it depends on a file beside it', sound.replace("'N/record'", "'./shared'")],
    ['it throws while it loads', script('return 1;', 'throw new Error("no");')],
    ['it never stops loading', script('return 1;', 'for (;;) { }')],
  ])('%s', (_title, content) => {
    expect(guard(content).map(({ rule }) => rule)).toEqual(['script-shape']);
  });
});

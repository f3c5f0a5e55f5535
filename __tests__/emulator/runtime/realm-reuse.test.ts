import { AsyncLocalStorage } from 'node:async_hooks';
import { ScriptRealm, type RealmHost } from '../../../emulator/runtime/realm';
import { RealmPool } from '../../../emulator/runtime/realm-pool';
import { executionRandom } from '../../../emulator/runtime/random';
import { RESTLET_HEADER, ScriptLab } from './script-lab';

let lab: ScriptLab;
const renewed = jest.spyOn(ScriptRealm.prototype, 'renew');
beforeEach(() => {
  lab = new ScriptLab();
  renewed.mockClear();
});
afterEach(() => { lab.close(); });
afterAll(() => { renewed.mockRestore(); });

const FILE = '/SuiteScripts/main.js';

function values(runs: number): readonly unknown[] {
  return Array.from({ length: runs }, () => lab.run()).map((outcome) => (outcome.kind === 'returned' ? outcome.value : outcome));
}

describe('what one execution leaves behind is not there for the next', () => {
  const traces = [
    ['a global', 'const was = globalThis.left; globalThis.left = 1; return was;'],
    ['a global of sloppy code', "const was = typeof left; (0, eval)('var left = 1'); return was === 'undefined' ? undefined : was;"],
    ['a global under a symbol', "const key = Symbol.for('left'); const was = globalThis[key]; globalThis[key] = 1; return was;"],
    ['a hidden global', "const was = globalThis.left; Object.defineProperty(globalThis, 'left', { value: 1, enumerable: false, configurable: false }); return was;"],
    ['a patched prototype', 'const was = Array.prototype.left; Array.prototype.left = 1; return was;'],
    ['a replaced method', 'const was = [1].map((x) => x); Array.prototype.map = () => "patched"; return was === "patched" ? was : undefined;'],
    ['a method that answers as before', 'const was = Array.prototype.at.left; const old = Array.prototype.at; Array.prototype.at = function at(n) { return old.call(this, n); }; Array.prototype.at.left = 1; return was;'],
    ['a property of a built-in function', 'const was = Math.max.left; Math.max.left = 1; return was;'],
    ['a getter in place of a name', "const was = Object.getOwnPropertyDescriptor(Math.max, 'name').get; Object.defineProperty(Math.max, 'name', { get: () => 'max', configurable: true }); return was && 'left';"],
    ['a name made writable', "const was = Object.getOwnPropertyDescriptor(Math.max, 'name').writable; Object.defineProperty(Math.max, 'name', { writable: true }); return was || undefined;"],
    ['a property made enumerable', "const was = Object.keys(Math).length; Object.defineProperty(Math, 'PI2', { value: 1, enumerable: true }); return was === 0 ? undefined : was;"],
    ['a deleted method', 'const was = typeof Array.prototype.flat; delete Array.prototype.flat; return was === "function" ? undefined : was;'],
    ['a prototype put elsewhere', 'const was = Object.getPrototypeOf(Map.prototype) === Object.prototype; Object.setPrototypeOf(Map.prototype, null); return was ? undefined : was;'],
    ['a closed object', 'const was = Object.isExtensible(JSON); Object.preventExtensions(JSON); return was ? undefined : was;'],
    ['a frozen prototype', 'const was = Object.isFrozen(String.prototype); Object.freeze(String.prototype); return was ? was : undefined;'],
    ['a patched iterator', 'const iterator = Object.getPrototypeOf([][Symbol.iterator]()); const was = iterator.left; iterator.left = 1; return was;'],
    ['a patched iterator of matches', "const iterator = Object.getPrototypeOf('a'.matchAll(/a/g)); const was = iterator.left; iterator.left = 1; return was;"],
    ['a patched generator', 'const generator = Object.getPrototypeOf(function* () {}); const was = generator.left; generator.left = 1; return was;'],
    ['a patched promise', "const made = (0, eval)('(async () => 1)()').constructor; const was = made.left; made.left = 1; return was;"],
    ['a patched SuiteScriptError', "const made = error.create({ name: 'A', message: 'b' }).constructor; const was = made.left; made.left = 1; return was;"],
    ['the class of dates', 'const was = Date.left; Date.left = 1; return was;'],
    ['the last match', "const was = RegExp.$1 + RegExp.lastMatch + RegExp.input; /(l)eft/.exec('left'); return was === '' ? undefined : was;"],
    ['the length of stacks', 'const was = Error.stackTraceLimit; Error.stackTraceLimit = 1; return was === 10 ? undefined : was;'],
    ['counted loops', 'const was = emulatorSteps; emulatorSteps = -1000; return was > 0 && was < 1000 || was === 0 ? undefined : was;'],
    ['a replaced log', 'const was = log.left; globalThis.log = { left: 1 }; return was;'],
    ['a replaced define', "const was = define.left; globalThis.define = Object.assign(() => {}, { left: 1 }); return was;"],
    ['a job that runs late', "const was = Array.prototype.left; (0, eval)('(async () => { await 0; Array.prototype.left = 1; })()'); return was;"],
  ] as const;

  test.each(traces)('%s', async (_what, body) => {
    lab.restlet(body, { error: 'N/error' });
    const seen = values(3);
    await Promise.resolve();
    expect([...seen, ...values(3)]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  const modules = [
    ['a variable of the module', 'define([], () => { let runs = 0; return { post: () => { runs += 1; return runs; } }; });'],
    ['an object of the module', 'define([], function () { const kept = { runs: 0 }; return { post: () => { kept.runs += 1; return kept.runs; } }; });'],
    ['a static member of a class', 'define([], () => { class Kept { static runs = 0; } return { post: () => { Kept.runs += 1; return Kept.runs; } }; });'],
    ['what a named function holds', 'define([], function factory() { factory.runs ??= 0; return { post: () => { factory.runs += 1; return factory.runs; } }; });'],
    ['a variable beside the definition', 'let runs = 0; define([], () => ({ post: () => { runs += 1; return runs; } }));'],
    ['an object that is the module', 'define({ post: function post() { post.runs = (post.runs ?? 0) + 1; return post.runs; } });'],
    ['a value made beside the function', 'define([], ((kept) => () => ({ post: () => { kept.runs += 1; return kept.runs; } }))({ runs: 0 }));'],
    ['a regular expression', "define([], () => { const pattern = /a/g; return { post: () => { pattern.exec('aaa'); return pattern.lastIndex; } }; });"],
    ['a text with places', 'define([], () => { const seen = new WeakMap(); const tag = (parts) => { seen.set(parts, (seen.get(parts) ?? 0) + 1); return seen.get(parts); }; return { post: () => tag`a${1}b` }; });'],
  ] as const;

  test.each(modules)('%s', (_what, text) => {
    lab.file(FILE, `${RESTLET_HEADER}${text}`);
    expect(values(5)).toEqual([1, 1, 1, 1, 1]);
  });

  test('a variable of a module that another one asks for', () => {
    lab.file('/SuiteScripts/counter.js', 'define([], () => { let runs = 0; return { next: () => { runs += 1; return runs; } }; });');
    lab.file(FILE, `${RESTLET_HEADER}define(['./counter'], (counter) => ({ post: () => counter.next() }));`);
    expect(values(5)).toEqual([1, 1, 1, 1, 1]);
  });

  test('a define that another module put in the place of the real one', () => {
    lab.file('/SuiteScripts/first.js', `define([], () => {
      const real = define;
      globalThis.define = (names, factory) => { let runs = 0; real(names, () => { runs += 1; return { next: () => runs }; }); globalThis.define = real; };
      return {};
    });`);
    lab.file('/SuiteScripts/second.js', 'define([], () => ({ next: () => 1 }));');
    lab.file(FILE, `${RESTLET_HEADER}define(['./first', './second'], (first, second) => ({ post: () => second.next() }));`);
    expect(values(5)).toEqual([1, 1, 1, 1, 1]);
  });

  test('an execution that is inside another one of the same script', () => {
    lab.restlet('lab.mark({ text: "a" }); const was = globalThis.left; globalThis.left = 1; return was;');
    let inside = false;
    const nested: unknown[] = [];
    lab.runtime.onCall(() => {
      if (inside) return undefined;
      inside = true;
      const outcome = lab.run();
      inside = false;
      nested.push(outcome.kind === 'returned' ? outcome.value : outcome);
      return undefined;
    });
    expect([values(3), nested]).toEqual([[undefined, undefined, undefined], [undefined, undefined, undefined]]);
  });

  test('a script that ran out of turns', () => {
    lab.restlet('for (;;) {}');
    expect(values(4).map((outcome) => (outcome as { name: string }).name)).toEqual(Array.from({ length: 4 }, () => 'SSS_STATEMENT_COUNT_EXCEEDED'));
    lab.restlet('let turns = 0; while (turns < 1000) turns += 1; return turns;');
    expect(values(3)).toEqual([1000, 1000, 1000]);
  });

  test('the file as it was before it was changed', () => {
    lab.restlet("return 'before';");
    expect(values(3)).toEqual(['before', 'before', 'before']);
    lab.restlet("return 'and after';");
    expect(values(3)).toEqual(['and after', 'and after', 'and after']);
  });
});

describe('realms', () => {
  test('serve one execution after another where nothing was left behind', () => {
    lab.restlet('return [...new Set([1, 2])].map((n) => n + 1);');
    values(10);
    expect(renewed).toHaveBeenCalledTimes(8);
  });

  test.each([
    ['in the realm', `${RESTLET_HEADER}define([], () => ({ post: () => { Array.prototype.left = 1; } }));`],
    ['in the file', `${RESTLET_HEADER}const left = 1; define([], () => ({ post: () => left }));`],
  ])('serve one execution only where something was left behind %s', (_where, text) => {
    lab.file(FILE, text);
    values(10);
    expect(renewed).not.toHaveBeenCalled();
  });

  test('go to the script that they served before, one execution at a time', () => {
    const host = hostOf();
    const pool = new RealmPool();
    pool.take(FILE, host);
    const realm = pool.take(FILE, host);
    pool.give(FILE, realm);
    const again = pool.take(FILE, host);
    expect(again).toBe(realm);
    expect(pool.take(FILE, host)).not.toBe(realm);
    expect(pool.take('/SuiteScripts/other.js', host)).not.toBe(realm);
  });

  test('are judged by what is theirs, not by what the host keeps on a promise', () => {
    lab.restlet('return [1].map((n) => n + 1);');
    const kept = { runs: 0 };
    new AsyncLocalStorage().run(kept, () => {
      for (; kept.runs < 10; kept.runs += 1) values(1);
    });
    expect(renewed).toHaveBeenCalledTimes(8);
  });

  test('are compared at each of the first uses, then at one of so many, which ends loudly where something was left behind', () => {
    const pool = new RealmPool(4);
    const realms = [0, 1].map(() => pool.take(FILE, hostOf()));
    const compared = jest.spyOn(ScriptRealm.prototype, 'isAsNew');
    const used = realms.at(-1)!;
    const again = () => {
      pool.give(FILE, used);
      expect(pool.take(FILE, hostOf())).toBe(used);
      return compared.mock.calls.length;
    };
    expect(Array.from({ length: 11 }, again)).toEqual([1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 6]);
    pool.give(FILE, used);
    compared.mockReturnValueOnce(false);
    expect(() => pool.take(FILE, hostOf())).toThrow('leaves something behind');
    compared.mockRestore();
  });

  test('end loudly for a script that begins late to leave something behind', () => {
    lab.restlet('const was = globalThis.left; if (request.run > 6) globalThis.left = 1; return was;');
    const run = (at: number) => lab.run({ args: [{ run: at }] });
    for (let at = 1; at <= 6; at += 1) expect(run(at)).toMatchObject({ kind: 'returned' });
    expect(() => { for (let at = 7; at < 30; at += 1) run(at); }).toThrow('leaves something behind');
  });

  test('draw on the host of the execution they serve', () => {
    lab.restlet('return [Date.now(), Math.random()];');
    const seen = values(4).map((value) => JSON.stringify(value));
    lab.nowMs += 5;
    expect(new Set([...seen, ...values(1).map((value) => JSON.stringify(value))]).size).toBe(5);
  });
});

function hostOf(): RealmHost {
  return {
    now: () => 0, random: executionRandom(1, 1, 'lab'), stepLimit: 100, over: () => ({}), errorId: () => '', guard: (body) => body(), notEmulated: () => new Error('refused'), published: () => undefined,
  };
}

import { stepLimit } from '../../../emulator/runtime/execution';
import type { GateCall, GateHook, GateOrder } from '../../../emulator/runtime/types';
import { ScriptLab } from './script-lab';

let lab: ScriptLab;
beforeEach(() => { lab = new ScriptLab(); });
afterEach(() => { lab.close(); });

const texts = (): string[] => lab.effects.map((effect) => effect.text);

/** Gives `order` at the n-th call, once. */
const orderAt = (index: number, order: GateOrder): GateHook => (call: GateCall) => (call.index === index ? order : undefined);

const STUBBORN = `
  const seen = [];
  try { lab.mark({ text: 'first' }); lab.mark({ text: 'second' }); seen.push('unreached'); }
  catch (error) { seen.push(error.name); try { lab.mark({ text: 'from catch' }); } catch (again) { seen.push(again.name); } }
  finally { try { lab.mark({ text: 'from finally' }); } catch (last) { seen.push(last.name); } }
  return seen;`;

describe('a killed script', () => {
  test('leaves no trace of its catch and finally, and gives no answer', () => {
    lab.restlet(STUBBORN).runtime.onCall(orderAt(1, { kind: 'kill-before' }));
    expect(lab.run()).toMatchObject({ kind: 'died', calls: 2 });
    expect(texts()).toEqual(['first']);
  });

  test('keeps the effect of the call it was killed after', () => {
    lab.restlet(STUBBORN).runtime.onCall(orderAt(1, { kind: 'kill-after' }));
    expect(lab.run()).toMatchObject({ kind: 'died' });
    expect(texts()).toEqual(['first', 'second']);
  });

  test('cannot swallow its end by returning a value', () => {
    lab.restlet("try { lab.mark({ text: 'x' }); } catch { return 'all is well'; }").runtime.onCall(orderAt(0, { kind: 'kill-before' }));
    expect(lab.run()).toMatchObject({ kind: 'died' });
  });

  test('cannot use another module either', () => {
    lab.restlet("try { lab.mark({ text: 'x' }); } catch { log.error('still here'); }").runtime.onCall(orderAt(0, { kind: 'kill-before' }));
    lab.run();
    expect(lab.log).toEqual([]);
  });
});

describe('an error ordered for a call', () => {
  const body = "try { lab.mark({ text: 'x' }); } catch (error) { return [error.name, error.message, error.type]; } return 'no error';";

  test('before it has no effect and can be caught', () => {
    lab.restlet(body).runtime.onCall(orderAt(0, { kind: 'error-before', name: 'RCRD_HAS_BEEN_CHANGED', message: 'Record has been changed' }));
    expect(lab.run()).toMatchObject({ kind: 'returned', value: ['RCRD_HAS_BEEN_CHANGED', 'Record has been changed', 'error.SuiteScriptError'], units: 10 });
    expect(texts()).toEqual([]);
  });

  test('after it keeps the effect and can be caught', () => {
    lab.restlet(body).runtime.onCall(orderAt(0, { kind: 'error-after', name: 'UNEXPECTED_ERROR', message: 'who knows' }));
    expect(lab.run()).toMatchObject({ kind: 'returned', value: ['UNEXPECTED_ERROR', 'who knows', 'error.SuiteScriptError'] });
    expect(texts()).toEqual(['x']);
  });
});

describe('limits', () => {
  test('the call that would pass the unit limit has no effect and ends the script beyond its own catch', () => {
    lab.restlet("let n = 0; for (;;) { try { lab.mark({ text: String(n++), units: 1000 }); } catch { return 'caught'; } }");
    expect(lab.run()).toMatchObject({ kind: 'limit', name: 'SSS_USAGE_LIMIT_EXCEEDED', message: 'Script Execution Usage Limit Exceeded', units: 5_000 });
    expect(texts()).toEqual(['0', '1', '2', '3', '4']);
  });

  const budgets = [
    ['restlet', 'post', 5_000, 300], ['suitelet', 'onRequest', 1_000, 300], ['scheduled', 'execute', 10_000, 3_600], ['userevent', 'afterSubmit', 1_000, 300],
    ['portlet', 'render', 1_000, 300], ['mapreduce', 'getInputData', 10_000, 3_600], ['mapreduce', 'map', 1_000, 300], ['mapreduce', 'reduce', 5_000, 900],
    ['mapreduce', 'summarize', 10_000, 3_600],
  ] as const;
  test.each(budgets)('%s %s has %i units and %i seconds', (scriptType, entryPoint, units, seconds) => {
    const execution = lab.open({ scriptType, entryPoint });
    expect(execution).toMatchObject({ unitLimit: units, deadlineMs: execution.startedMs + seconds * 1_000 });
  });

  test('a script past its deadline is ended at its next call', () => {
    lab.close();
    lab = new ScriptLab({ callCostMs: 100_000 });
    lab.restlet("for (let n = 0; ; n += 1) { try { lab.mark({ text: String(n), units: 0 }); } catch { return 'caught'; } }");
    expect(lab.run()).toMatchObject({ kind: 'limit', name: 'SSS_TIME_LIMIT_EXCEEDED' });
    expect(texts()).toEqual(['0', '1', '2']);
  });

  test('each call moves NetSuite time by its cost, and the script sees it', () => {
    lab.close();
    lab = new ScriptLab({ callCostMs: 250 });
    expect(lab.value("const before = Date.now(); lab.mark({ text: 'x' }); lab.mark({ text: 'y' }); return Date.now() - before;")).toBe(500);
  });

  const orders = [['usage-exhausted', 'SSS_USAGE_LIMIT_EXCEEDED'], ['time-exceeded', 'SSS_TIME_LIMIT_EXCEEDED']] as const;
  test.each(orders)('the order %s ends the script with %s', (kind, name) => {
    lab.restlet(STUBBORN).runtime.onCall(orderAt(1, { kind }));
    expect(lab.run()).toMatchObject({ kind: 'limit', name });
    expect(texts()).toEqual(['first']);
  });

  const endless = [
    ['for (;;) {}', 'for (;;) {}'],
    ['while without braces', 'let n = 0; while (true) n += 1;'],
    ['do', 'let n = 0; do n += 1; while (n > 0);'],
    ['for of over a generator', 'const all = function* () { for (;;) yield 1; }; for (const one of all()) void one;'],
    ['for in in for', "for (;;) for (const key in { a: 1 }) void key;"],
    ['one that swallows every error', 'for (;;) { try { lab.mark({ text: "x", units: 0 }); } catch {} }'],
    ['one that swallows the end itself', 'const again = () => { try { for (;;) {} } catch { again(); } }; again();'],
  ] as const;
  test.each(endless)('a loop without end is ended: %s', (_loop, body) => {
    expect(lab.restlet(body).run()).toMatchObject({ kind: 'limit', name: 'SSS_STATEMENT_COUNT_EXCEEDED' });
  });

  test('a loop without end while define runs is ended', () => {
    lab.restlet('').file('/SuiteScripts/main.js', '/** @NApiVersion 2.1\n @NScriptType Restlet */ for (;;) {}');
    expect(lab.run()).toMatchObject({ kind: 'limit', name: 'SSS_STATEMENT_COUNT_EXCEEDED' });
  });

  test('a killed script that tries again for ever is ended at its next turn, and stays killed', () => {
    lab.close();
    lab = new ScriptLab({ stepLimit: 1_000_000_000 });
    lab.restlet("for (;;) { try { lab.mark({ text: 'x' }); } catch {} }").runtime.onCall(orderAt(2, { kind: 'kill-before' }));
    expect(lab.run()).toMatchObject({ kind: 'died', calls: 3 });
  });

  test('the limit is counted anew in each execution, and a script just within it runs', () => {
    lab.close();
    lab = new ScriptLab({ stepLimit: 1_000 });
    lab.restlet('let n = 0; for (let i = 0; i < 1000; i += 1) n += i; return n;');
    expect([lab.run(), lab.run()]).toMatchObject([{ value: 499_500 }, { value: 499_500 }]);
    expect(lab.restlet('for (let i = 0; i < 1001; i += 1) {}').run()).toMatchObject({ kind: 'limit' });
  });

  test('work without a loop that never ends is stopped where a host limit is set', () => {
    lab.close();
    lab = new ScriptLab({ hostLimitMs: 40 });
    expect(lab.restlet("return /^(a+)+$/.test('a'.repeat(60) + 'b');").run()).toMatchObject({ kind: 'limit', name: 'SSS_STATEMENT_COUNT_EXCEEDED' });
  });

  const limits = [['restlet', 'post', 1e8], ['mapreduce', 'map', 1e8], ['mapreduce', 'reduce', 1e8], ['mapreduce', 'getInputData', 1e9], ['mapreduce', 'summarize', 1e9], ['scheduled', 'execute', 1e9]] as const;
  test.each(limits)('%s %s may take %d steps', (scriptType, entryPoint, steps) => {
    expect(stepLimit(lab.open({ scriptType, entryPoint }))).toBe(steps);
  });

  test('recursion without end is named as the platform names it', () => {
    expect(lab.restlet('const down = () => 1 + down(); return down();').run()).toMatchObject({ kind: 'limit', name: 'SSS_STACK_FRAME_DEPTH_EXCEEDED' });
  });
});

describe('hooks', () => {
  test('see every call of every module with its units, place and execution', () => {
    const calls: string[] = [];
    lab.runtime.onCall((call) => { calls.push(`${String(call.index)} ${call.member} ${String(call.units)} ${call.execution.entryPoint} ${call.detail}`); return undefined; });
    lab.restlet("lab.mark({ text: 'x' }); log.audit('seen');").run();
    expect(calls).toEqual(['0 N/lab.mark 10 post x', '1 N/log.audit 0 post ']);
  });

  test('may run another script whole before a call; each keeps its own units and module state', () => {
    lab.file('/SuiteScripts/inner.js', `/** @NApiVersion 2.1\n @NScriptType Restlet */
      define(['N/lab'], (lab) => ({ post: () => { lab.mark({ text: 'inner', units: 7 }); return 'inner done'; } }));`);
    let inner: unknown;
    const remove = lab.restlet("lab.mark({ text: 'outer 1' }); lab.mark({ text: 'outer 2' }); return 'outer done';").runtime.onCall((call) => {
      if (call.execution.id === 1 && call.index === 1) inner = lab.run({ file: '/SuiteScripts/inner.js' });
      return undefined;
    });
    expect(lab.run()).toMatchObject({ kind: 'returned', value: 'outer done', units: 20 });
    expect(inner).toMatchObject({ kind: 'returned', value: 'inner done', units: 7 });
    expect(lab.effects).toEqual([{ executionId: 1, text: 'outer 1' }, { executionId: 2, text: 'inner' }, { executionId: 1, text: 'outer 2' }]);
    remove();
  });

  test('a script that a hook runs may die without harm to the one that waits', () => {
    lab.restlet("lab.mark({ text: 'x' }); return 'alive';");
    const inner: unknown[] = [];
    lab.runtime.onCall((call) => {
      if (call.execution.id !== 1) return { kind: 'kill-before' };
      inner.push(lab.run());
      return undefined;
    });
    expect(lab.run()).toMatchObject({ kind: 'returned', value: 'alive' });
    expect(inner).toMatchObject([{ kind: 'died' }]);
  });

  test('the first order wins, and a removed hook gives none', () => {
    lab.restlet("lab.mark({ text: 'x' }); return 'alive';");
    const remove = lab.runtime.onCall(() => ({ kind: 'kill-before' }));
    lab.runtime.onCall(() => ({ kind: 'kill-after' }));
    lab.run();
    expect(texts()).toEqual([]);
    remove();
    lab.run();
    expect(texts()).toEqual(['x']);
  });
});

describe('what is not emulated', () => {
  test('is refused by name and reported even where the script swallows the refusal', () => {
    lab.restlet("try { record.attach({}); } catch (error) { return error.name; }", { record: 'N/record' });
    expect(lab.run()).toMatchObject({ kind: 'returned', value: 'EMULATOR_NOT_IMPLEMENTED', refusals: ['N/record.attach'] });
  });
});

describe('a fault of the emulator itself', () => {
  test('is thrown at whoever started the script, and the script cannot hide it', () => {
    lab.restlet("try { lab.broken(); } catch { return 'hidden'; }");
    expect(() => lab.run()).toThrow(new TypeError('a fault of the emulator'));
  });
});

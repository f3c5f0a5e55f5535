import type { GateOrder } from '../../../emulator/runtime/types';
import { inputProblem } from '../../../emulator/scripts/map-reduce-context';
import type { Emulator } from '../../../emulator/types';
import { bootTestEmulator } from '../../support/emulator';
import { ERRORS, KEYS, OUTPUT, TELL, bootSweep, run, told } from '../../support/map-reduce-lab';

describe('the stages', () => {
  it.each([
    ['a list by index', "['a', { b: 1 }, 2, null]", [['0', 'a'], ['1', '{"b":1}'], ['2', '2'], ['3', 'null']]],
    ['an object by property', "({ x: 'a', y: [1] })", [['x', 'a'], ['y', '[1]']]],
    ['nothing', '[]', []],
  ])('map gets %s, as texts', async (_title, input, pairs) => {
    const emulator = await bootSweep(`${TELL} return { getInputData: () => ${input}, map: (c) => c.write({ key: c.key, value: c.value }), summarize: (summary) => { ${OUTPUT} tell(output); } };`);
    expect(told(emulator)).toEqual(pairs);
  });

  it('a SuiteQL statement gives one pair a row, columns by position', async () => {
    const emulator = await bootSweep(`${TELL} return { getInputData: () => ({ type: 'suiteql', query: 'SELECT custrecord_ticket_code, custrecord_ticket_count FROM customrecord_ticket WHERE custrecord_ticket_code = ?', params: ['A-1'] }),
      map: (c) => c.write(c.key, JSON.parse(c.value).values), summarize: (summary) => { ${OUTPUT} tell(output); } };`);
    expect(told(emulator)).toEqual([['0', '["A-1",3]']]);
  });

  it('reduce gets the values of one key together, in the order of writing', async () => {
    const emulator = await bootSweep(`${TELL} return { getInputData: () => [1, 2, 3, 4], map: (c) => c.write(Number(c.value) % 2 ? 'odd' : 'even', { n: c.value }),
      reduce: (c) => c.write(c.key, c.values.map((v) => JSON.parse(v).n).join('+')), summarize: (summary) => { ${OUTPUT} tell(output); } };`);
    expect(told(emulator)).toEqual([['odd', '1+3'], ['even', '2+4']]);
  });

  it('without map, reduce gets the input', async () => {
    const emulator = await bootSweep(`${TELL} return { getInputData: () => ({ a: 1 }), reduce: (c) => c.write(c.key, c.values), summarize: (summary) => { ${OUTPUT} tell(output); } };`);
    expect(told(emulator)).toEqual([['a', '["1"]']]);
  });

  it('every invocation has its own module state', async () => {
    const emulator = await bootSweep(`${TELL} let count = 0; return { getInputData: () => { count = 10; return [1, 2]; }, map: (c) => { count += 1; c.write(c.key, count); }, summarize: (summary) => { ${OUTPUT} tell(output); } };`);
    expect(told(emulator)).toEqual([['0', '1'], ['1', '1']]);
  });

  it('it runs as the administrator in its own context', async () => {
    const emulator = await bootSweep(`${TELL} return { getInputData: () => [1], map: (c) => c.write('k', [runtime.executionContext, runtime.getCurrentUser().roleId, runtime.getCurrentScript().getRemainingUsage()]), summarize: (summary) => { ${OUTPUT} tell(output); } };`);
    expect(told(emulator)).toEqual([['k', '["MAPREDUCE","administrator",1000]']]);
  });

  it('each stage has its own units', async () => {
    const emulator = await bootSweep(`${TELL} const left = () => runtime.getCurrentScript().getRemainingUsage();
      return { getInputData: () => [left()], map: (c) => c.write('k', [c.value, left()]), reduce: (c) => c.write('k', [...JSON.parse(c.values[0]), left()]), summarize: (summary) => { ${OUTPUT} tell([...JSON.parse(output[0][1]), left()]); } };`);
    expect(told(emulator)).toEqual(['10000', 1000, 5000, 10000]);
  });

  it('a run without trouble is complete and counts its pairs', async () => {
    expect(run(await bootSweep('return { getInputData: () => [1, 2, 3], map: (c) => c.write("k", c.value), reduce: () => undefined };'))).toEqual({
      status: 'COMPLETE', units: { getInputData: 0, map: 0, reduce: 0, summarize: 0 }, pairs: { map: 3, reduce: 1 }, errors: [], yields: 0,
      seconds: { getInputData: 0, map: 0, reduce: 0, summarize: 0 }, processorSeconds: { map: [0], reduce: [0] },
    });
  });
});

describe('errors', () => {
  it('one in getInputData leads straight to summarize, which reads it', async () => {
    const emulator = await bootSweep(`${TELL} return { getInputData: () => { throw error.create({ name: 'NO_INPUT', message: 'm' }); }, map: () => { throw new Error('never'); }, summarize: (summary) => tell(JSON.parse(summary.inputSummary.error).name) };`);
    expect(told(emulator)).toBe('NO_INPUT');
  });

  it('one in map fails its pair alone, and what that invocation wrote is dropped', async () => {
    const emulator = await bootSweep(`${TELL} return { getInputData: () => [1, 2, 3], map: (c) => { c.write(c.key, c.value); if (c.value === '2') throw error.create({ name: 'BAD', message: 'm' }); },
      summarize: (summary) => { ${OUTPUT} ${ERRORS('map')} ${KEYS('map')} tell({ output, errors, keys }); } };`);
    expect(told(emulator)).toEqual({
      output: [['0', '1'], ['2', '3']], errors: [['1', 'BAD', 1]], keys: [['0', 1, 'COMPLETE'], ['1', 1, 'FAILED'], ['2', 1, 'COMPLETE']],
    });
  });

  it('with retryCount a pair is run again, and knows its execution number and earlier errors', async () => {
    const emulator = await bootSweep(`${TELL} return { config: { retryCount: 2 }, getInputData: () => [1], map: (c) => {
        const before = []; c.errors.iterator().each((key, text, no) => { before.push(no); return true; });
        if (c.executionNo < 3) throw error.create({ name: 'AGAIN', message: 'm' });
        c.write('done', [c.executionNo, c.isRestarted, before]);
      }, summarize: (summary) => { ${OUTPUT} ${ERRORS('map')} ${KEYS('map')} tell({ output, errors, keys }); } };`);
    expect(told(emulator)).toEqual({ output: [['done', '[3,false,[1,2]]']], errors: [['0', 'AGAIN', 1], ['0', 'AGAIN', 2]], keys: [['0', 3, 'COMPLETE']] });
  });

  it('with exitOnError the stage is left and summarize follows', async () => {
    const emulator = await bootSweep(`${TELL} return { config: { exitOnError: true }, getInputData: () => [1, 2], map: () => { throw new Error('x'); }, reduce: () => { throw new Error('never'); },
      summarize: (summary) => { ${KEYS('map')} tell(keys); } };`);
    expect(told(emulator)).toEqual([['0', 1, 'FAILED'], ['1', 0, 'PENDING']]);
  });

  it.each([
    ['a key over 3,000 characters', "c.write('k'.repeat(3001), '')", 'KEY_LENGTH_IS_OVER_3000_BYTES'],
    ['a value over 10 MB', "c.write('k', 'v'.repeat(10 * 1024 * 1024 + 1))", 'VALUE_LENGTH_IS_OVER_10_MB'],
    ['a write without key', 'c.write({ value: 1 })', 'SSS_MISSING_REQD_ARGUMENT'],
  ])('%s is refused', async (_title, write, name) => {
    expect(run(await bootSweep(`return { getInputData: () => [1], map: (c) => { ${write}; } };`)).errors).toMatchObject([{ stage: 'map', name }]);
  });

  const HEAVY = "const v = 'v'.repeat(10 * 1024 * 1024); for (let n = 0; n < 20; n += 1) c.write(String(n), v);";

  it.each([
    ['that lets the error out', HEAVY], ['that swallows the error', `try { ${HEAVY} } catch (e) { }`],
  ])('an invocation %s of more than 200 MB held ends its stage, and what it wrote is dropped', async (_title, inMap) => {
    const emulator = await bootSweep(`${TELL} return { config: { retryCount: 3 }, getInputData: () => [1, 2], map: (c) => { ${inMap} }, summarize: (summary) => { ${OUTPUT} ${ERRORS('map')} ${KEYS('map')} tell({ output, errors, keys }); } };`);
    expect(told(emulator)).toEqual({
      output: [], errors: [['0', 'PERSISTED_DATA_LIMIT_FOR_MAPREDUCE_SCRIPT_EXCEEDED', 1]], keys: [['0', 1, 'FAILED'], ['1', 0, 'PENDING']],
    });
  });

  it('what is processed and saved is no longer held', async () => {
    const emulator = await bootSweep(`return { getInputData: () => Array.from({ length: 15 }, (_, n) => n),
      map: (c) => c.write(c.key, 'v'.repeat(10 * 1024 * 1024)), reduce: (c) => c.write(c.key, c.values[0]) };`, { deployment: { buffersize: 2 } });
    expect(run(emulator)).toMatchObject({ status: 'COMPLETE', pairs: { map: 15, reduce: 15 } });
  });

  it.each([
    ['as many bytes as it may', { key: 'a', value: 'bc' }, 3, undefined],
    ['a byte more', { key: 'a', value: 'bc' }, 2, 'PERSISTED_DATA_LIMIT_FOR_MAPREDUCE_SCRIPT_EXCEEDED'],
    ['a key that is too long', { key: 'k'.repeat(3_001), value: '' }, 9_999, 'KEY_LENGTH_IS_OVER_3000_BYTES'],
  ])('input of %s is judged', (_title, pair, mostBytes, name) => {
    expect(inputProblem([pair], mostBytes)?.name).toBe(name);
  });

  it.each([
    ['a search reference', "({ type: 'search', id: 'customsearch_x' })"], ['a function', '(() => 1)'], ['a text', "'a'"], ['nothing', 'undefined'],
  ])('input that is %s is refused by name', async (_title, input) => {
    expect(run(await bootSweep(`return { getInputData: () => ${input}, map: () => undefined };`))).toMatchObject({ status: 'FAILED', errors: [{ stage: 'getInputData', name: 'EMULATOR_NOT_IMPLEMENTED' }] });
  });

  it('what is not emulated fails the run even where the script swallows it', async () => {
    expect(run(await bootSweep('return { getInputData: () => [1], map: () => { try { runtime.getCurrentUser().getPreference({ name: "LANGUAGE" }); } catch (e) { } } };')))
      .toMatchObject({ status: 'FAILED', errors: [{ stage: 'map', name: 'EMULATOR_NOT_IMPLEMENTED' }] });
  });

  it('a script without map and reduce is refused', async () => {
    expect(run(await bootSweep('return { getInputData: () => [1] };'))).toMatchObject({ status: 'FAILED', errors: [{ name: 'SSS_MISSING_REQD_ARGUMENT' }] });
  });

  it('an unknown deployment is refused', async () => {
    const emulator = await bootTestEmulator();
    expect(() => emulator.runMapReduce('customscript_sweep', 'customdeploy_none')).toThrow(/invalid, disabled, or no longer exists/);
  });
});

describe('a killed invocation', () => {
  const LOGGING = (config: string) => `${TELL} return { ${config} getInputData: () => [1, 2], map: (c) => { c.write(c.key, [c.executionNo, c.isRestarted]); log.audit({ title: 'in', details: c.key }); },
    summarize: (summary) => { ${OUTPUT} ${ERRORS('map')} ${KEYS('map')} tell({ output, errors, keys }); } };`;

  function killOnce(emulator: Emulator, order: GateOrder['kind'] = 'kill-after'): void {
    let killed = false;
    emulator.onCall((call) => {
      if (killed || call.execution.entryPoint !== 'map') return undefined;
      killed = true;
      return { kind: order } as GateOrder;
    });
  }

  it('is replayed where retryCount is absent, as restarted, and its writes are dropped', async () => {
    const emulator = await bootSweep(LOGGING(''));
    killOnce(emulator);
    expect(told(emulator)).toEqual({
      output: [['0', '[2,true]'], ['1', '[1,false]']], errors: [['0', 'SSS_APP_SERVER_RESTART', 1]], keys: [['0', 2, 'COMPLETE'], ['1', 1, 'COMPLETE']],
    });
  });

  it('is not replayed where retryCount is 0', async () => {
    const emulator = await bootSweep(LOGGING('config: { retryCount: 0 },'));
    killOnce(emulator);
    expect(told(emulator)).toMatchObject({ output: [['1', '[1,false]']], keys: [['0', 1, 'FAILED'], ['1', 1, 'COMPLETE']] });
  });

  it('that is killed every time is given up', async () => {
    const emulator = await bootSweep(LOGGING(''));
    emulator.onCall((call) => (call.execution.entryPoint === 'map' ? { kind: 'kill-before' } : undefined));
    expect(told(emulator)).toMatchObject({ output: [], keys: [['0', 11, 'FAILED'], ['1', 11, 'FAILED']] });
  });

  it('that hits a usage limit ends its stage', async () => {
    const emulator = await bootSweep(LOGGING(''));
    killOnce(emulator, 'usage-exhausted');
    expect(told(emulator)).toMatchObject({ errors: [['0', 'SSS_USAGE_LIMIT_EXCEEDED', 1]], keys: [['0', 1, 'FAILED'], ['1', 0, 'PENDING']] });
  });
});

it('a deployment that is running cannot be started again', async () => {
  const emulator = await bootSweep("return { getInputData: () => { log.audit({ title: 'x', details: '' }); return []; }, map: () => undefined };");
  const names: string[] = [];
  emulator.onCall((call) => {
    if (call.member !== 'N/log.audit') return undefined;
    try {
      run(emulator);
    } catch (error) {
      names.push((error as Error).name);
    }
    return undefined;
  });
  expect(run(emulator).status).toBe('COMPLETE');
  expect(names).toEqual(['MAP_REDUCE_ALREADY_RUNNING']);
});

import type { GateOrder } from '../../../emulator/runtime/types';
import type { JobMoment } from '../../../emulator/scripts/map-reduce-model';
import type { Emulator } from '../../../emulator/types';
import { bootTestEmulator } from '../../support/emulator';
import { ERRORS, KEYS, OUTPUT, TELL, bootSweep, run, sweepXml, told } from '../../support/map-reduce-lab';
import { scriptFile } from '../../support/sdf-project';
import { bootWithUserEvents } from '../../support/user-event-project';

/** Six pairs; each invocation makes one N/* call and writes its execution number and whether it is restarted. */
const SIX = (config = '', inMap = '') => `${TELL} return { ${config} getInputData: () => [0, 1, 2, 3, 4, 5],
  map: (c) => { c.write(c.key, [c.executionNo, c.isRestarted]); log.audit({ title: 'in', details: c.key }); ${inMap} },
  summarize: (summary) => { ${OUTPUT} ${ERRORS('map')} ${KEYS('map')} tell({ output, errors, keys }); } };`;

/** Gives an order at the n-th N/* calls of map, from 0. */
function orderAt(emulator: Emulator, order: GateOrder['kind'], ...calls: readonly number[]): void {
  let seen = -1;
  emulator.onCall(({ execution }) => {
    if (execution.entryPoint !== 'map') return undefined;
    seen += 1;
    return calls.includes(seen) ? { kind: order } as GateOrder : undefined;
  });
}

/** Six pairs, each of which saves a record. */
const SAVING = scriptFile('MapReduceScript', `return { getInputData: () => [0, 1, 2, 3, 4, 5], map: () => {
  const one = record.create({ type: 'customrecord_ticket' }); one.setValue('name', 'x'); one.setValue('custrecord_ticket_code', 'S'); one.save(); } };`, ['N/record']);

const first = (...keys: readonly number[]) => keys.map((key) => [String(key), '[1,false]']);
const again = (...keys: readonly number[]) => keys.map((key) => [String(key), '[2,true]']);
const inDoubt = (...keys: readonly number[]) => keys.map((key) => [String(key), 'SSS_APP_SERVER_RESTART', 1]);
const complete = (calls: number, ...keys: readonly number[]) => keys.map((key) => [String(key), calls, 'COMPLETE']);

describe('a job that dies in the midst of its batch', () => {
  it('runs the whole batch again, complete pairs and untouched ones too, all of them as restarted', async () => {
    const emulator = await bootSweep(SIX(), { deployment: { buffersize: 4 } });
    orderAt(emulator, 'kill-before', 2);
    expect(told(emulator)).toEqual({
      output: [...again(0, 1, 2, 3), ...first(4, 5)], errors: inDoubt(0, 1, 2, 3),
      keys: [...complete(2, 0, 1, 2), ...complete(1, 3, 4, 5)],
    });
  });

  it('runs no pair of a batch again that was finished before', async () => {
    const emulator = await bootSweep(SIX(), { deployment: { buffersize: 2 } });
    orderAt(emulator, 'kill-after', 2);
    expect(told(emulator)).toMatchObject({ output: [...first(0, 1), ...again(2, 3), ...first(4, 5)], errors: inDoubt(2, 3) });
  });

  it('leaves the batch where retryCount is 0: what it had done is dropped, and all of it has failed', async () => {
    const emulator = await bootSweep(SIX('config: { retryCount: 0 },'), { deployment: { buffersize: 4 } });
    orderAt(emulator, 'kill-before', 2);
    expect(told(emulator)).toEqual({
      output: first(4, 5), errors: inDoubt(0, 1, 2, 3),
      keys: [['0', 1, 'FAILED'], ['1', 1, 'FAILED'], ['2', 1, 'FAILED'], ['3', 0, 'FAILED'], ...complete(1, 4, 5)],
    });
  });

  it.each([
    [1, { keys: [['0', 2, 'FAILED'], ...complete(1, 1, 2, 3, 4, 5)] }],
    [2, { keys: [...complete(3, 0), ...complete(1, 1, 2, 3, 4, 5)] }],
  ])('twice needs two retries of a script that allows %i', async (retryCount, seen) => {
    const emulator = await bootSweep(SIX(`config: { retryCount: ${String(retryCount)} },`));
    orderAt(emulator, 'kill-before', 0, 1);
    expect(told(emulator)).toMatchObject(seen);
  });

  it('takes its retries out of the same count as errors do', async () => {
    const emulator = await bootSweep(SIX('config: { retryCount: 1 },', "if (c.executionNo === 1) throw error.create({ name: 'ONCE', message: 'm' });"), { deployment: { buffersize: 1 } });
    orderAt(emulator, 'kill-before', 1);
    expect(told(emulator)).toMatchObject({
      errors: expect.arrayContaining([['0', 'ONCE', 1], ['0', 'SSS_APP_SERVER_RESTART', 2]]) as unknown, keys: [['0', 2, 'FAILED'], ...complete(2, 1, 2, 3, 4, 5)],
    });
  });

  it('goes on with the stage though the script exits it on errors', async () => {
    const emulator = await bootSweep(SIX('config: { retryCount: 0, exitOnError: true },'));
    orderAt(emulator, 'kill-before', 0);
    expect(told(emulator)).toMatchObject({ output: first(1, 2, 3, 4, 5), keys: [['0', 1, 'FAILED'], ...complete(1, 1, 2, 3, 4, 5)] });
  });

  it('keeps what a pair threw before, beside the restart', async () => {
    const emulator = await bootSweep(SIX('', "if (c.key === '0') throw error.create({ name: 'BAD', message: 'm' });"), { deployment: { buffersize: 2 } });
    orderAt(emulator, 'kill-before', 1);
    expect(told(emulator)).toMatchObject({
      errors: [['0', 'BAD', 1], ...inDoubt(0, 1), ['0', 'BAD', 2]], keys: [['0', 2, 'FAILED'], ...complete(2, 1), ...complete(1, 2, 3, 4, 5)],
    });
  });
});

describe('side by side with others', () => {
  const TWO = { deployment: { buffersize: 2, concurrencylimit: 2 } };

  it.each<[string, GateOrder['kind'], readonly number[]]>([
    ['a job that is killed replays its own batch alone', 'kill-before', [0, 1]],
    ['a restart of the server replays the batches of all jobs', 'restart', [0, 1, 2, 3]],
  ])('%s', async (_title, order, replayed) => {
    const emulator = await bootSweep(SIX(), TWO);
    // The third call is the second pair of the first job; the second job has done one of its pairs by then.
    orderAt(emulator, order, 2);
    const { errors, output } = told(emulator) as { errors: unknown[]; output: unknown[] };
    expect(errors).toEqual(inDoubt(...replayed));
    expect([...output].sort()).toEqual([0, 1, 2, 3, 4, 5].flatMap((key) => (replayed.includes(key) ? again(key) : first(key))));
  });

  it('a restart at a call of a user event reaches the job whose save it is about', async () => {
    const emulator = await bootWithUserEvents({ stamp: { body: 'return { beforeSubmit: () => tell(1) };' } }, {
      files: { 'FileCabinet/SuiteScripts/sample/sweep.js': SAVING, 'Objects/scripts/customscript_sweep.xml': sweepXml(TWO.deployment) },
    });
    let calls = 0;
    emulator.onCall(({ execution }) => {
      if (execution.scriptType !== 'userevent') return undefined;
      calls += 1;
      return calls === 3 ? { kind: 'restart' } : undefined;
    });
    expect(run(emulator).errors).toEqual([0, 1, 2, 3].map((key) => expect.objectContaining({ key: String(key), name: 'SSS_APP_SERVER_RESTART' }) as unknown));
  });

  it('a restart ends a RESTlet as a kill does', async () => {
    const body = "return { post: () => { log.audit({ title: 'in', details: '' }); return 'answered'; } };";
    const emulator = await bootTestEmulator({ files: { 'FileCabinet/SuiteScripts/sample/inbound.js': scriptFile('Restlet', body, ['N/log']) } });
    emulator.onCall(() => ({ kind: 'restart' }));
    expect(emulator.callRestlet({ scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound', method: 'post', argument: {}, actor: emulator.administratorActor() })).toMatchObject({ kind: 'died' });
  });
});

describe('a restart between two invocations', () => {
  function orderOnce(emulator: Emulator, when: Partial<JobMoment>): readonly string[] {
    const moments: string[] = [];
    let given = false;
    emulator.onJob((moment) => {
      moments.push(`${moment.stage} ${moment.point} ${moment.key}`.trim());
      const hit = !given && Object.entries(when).every(([name, value]) => moment[name as keyof JobMoment] === value);
      given ||= hit;
      return hit ? 'restart' : undefined;
    });
    return moments;
  }

  it.each<[string, Partial<JobMoment>, unknown]>([
    ['after a batch was flagged: its pairs are restarted though they run for the first time', { point: 'claimed', key: '2' }, [...first(0, 1), ...again(2, 3), ...first(4, 5)]],
    ['after its last function: complete pairs that nobody has saved run twice', { point: 'ran', key: '3' }, [...first(0, 1), ...again(2, 3), ...first(4, 5)]],
    ['after it was saved: nothing runs twice', { point: 'saved', key: '3' }, first(0, 1, 2, 3, 4, 5)],
  ])('%s', async (_title, when, output) => {
    const emulator = await bootSweep(SIX(), { deployment: { buffersize: 2 } });
    orderOnce(emulator, { stage: 'map', ...when });
    expect(told(emulator)).toMatchObject({ output });
  });

  it('is possible at every moment of a run', async () => {
    const emulator = await bootSweep("return { getInputData: () => ['a', 'b'], map: (c) => c.write('k', c.value), reduce: () => undefined, summarize: () => undefined };", { deployment: { buffersize: 2 } });
    const moments = orderOnce(emulator, { key: 'none' });
    run(emulator);
    expect(moments).toEqual(['getInputData ran', 'map claimed 0', 'map ran 0', 'map ran 1', 'map saved 1', 'reduce claimed k', 'reduce ran k', 'reduce saved k', 'summarize ran']);
  });

  it.each(['getInputData', 'summarize'] as const)('runs %s again, which knows it', async (stage) => {
    const emulator = await bootSweep(`${TELL} return { getInputData: (c) => [c.isRestarted], map: (c) => c.write('input', c.value),
      summarize: (summary) => { ${OUTPUT} ${ERRORS('map')} tell({ getInputData: output[0][1], summarize: String(summary.isRestarted), errors }); } };`);
    orderOnce(emulator, { stage, point: 'ran' });
    expect(told(emulator)).toEqual({ getInputData: 'false', summarize: 'false', errors: [], [stage]: 'true' });
  });

  it('is over once the hook is removed', async () => {
    const emulator = await bootSweep(SIX());
    emulator.onJob(() => 'kill')();
    expect(told(emulator)).toMatchObject({ errors: [] });
  });
});

import { bootEmulator } from '../../../emulator/boot';
import type { GateOrder } from '../../../emulator/runtime/types';
import type { Emulator } from '../../../emulator/types';
import { TEST_ACCOUNT, TEST_TIME, closeAfterTest } from '../../support/emulator';
import { ERRORS, KEYS, OUTPUT, TELL, bootSweep, run, sweepFiles, told } from '../../support/map-reduce-lab';
import { sampleProject, writeSdfProject } from '../../support/sdf-project';
import { bootWithUserEvents } from '../../support/user-event-project';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Each pair makes as many N/* calls as its value says, and writes how long after the test's start it began. */
const WORK = (input: string, more = '') => `${TELL} return { ${more} getInputData: () => ${input},
  map: (c) => { c.write(c.key, Date.now() - ${String(TEST_TIME)}); for (let n = 0; n < Number(c.value); n += 1) log.audit({ title: 'in', details: '' }); },
  summarize: (summary) => { ${OUTPUT} ${ERRORS('map')} ${KEYS('map')}
    const { seconds, concurrency, yields } = summary; tell({ output, errors, keys, seconds, concurrency, yields }); } };`;

const TEN = '[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]';
const boot = (input: string, limit: number, processors: number, more?: string) =>
  bootSweep(WORK(input, more), { deployment: { concurrencylimit: limit }, processors, callCostMs: SECOND });

describe('jobs of a stage', () => {
  it.each([
    ['one after another with a limit of 1', 1, 5, 10, [10]],
    ['on two processors', 5, 2, 5, [5, 5]],
    ['on as many as the limit allows', 2, 5, 5, [5, 5]],
    ['on five processors', 5, 5, 2, [2, 2, 2, 2, 2]],
  ])('run %s', async (_title, limit, processors, seconds, busy) => {
    const emulator = await boot(TEN, limit, processors);
    expect(run(emulator)).toMatchObject({ seconds: { getInputData: 0, map: seconds, reduce: 0, summarize: 0 }, processorSeconds: { map: busy, reduce: [] } });
    expect(emulator.nowMs()).toBe(TEST_TIME + seconds * SECOND);
  });

  it('have two processors where nobody says how many', async () => {
    const emulator = await bootSweep(WORK(TEN), { deployment: { concurrencylimit: 5 }, callCostMs: SECOND });
    expect(run(emulator)).toMatchObject({ seconds: { map: 5 } });
  });

  it('take the next pair when their processor is free, at its own time', async () => {
    expect(told(await boot('[3, 1, 1, 2]', 2, 2))).toMatchObject({
      output: [['0', '0'], ['1', '0'], ['2', '1000'], ['3', '2000']].sort((a, b) => Number(a[0] ?? 0) - Number(b[0] ?? 0)), seconds: 4, concurrency: 2,
    });
  });

  it('are as many as there is work for', async () => {
    expect(told(await boot('[1]', 5, 5))).toMatchObject({ seconds: 1, concurrency: 1 });
  });

  it.each([0, 1.5])('%d processors are refused', async (processors) => {
    await expect(boot('[]', 1, processors)).rejects.toThrow(RangeError);
  });
});

describe('time for everybody else', () => {
  it('only moves forward, though a hook looks from several jobs', async () => {
    const emulator = await boot(TEN, 5, 5);
    const times: number[] = [];
    let inside = false;
    emulator.onCall(({ execution }) => {
      if (inside || execution.entryPoint !== 'map') return undefined;
      inside = true;
      times.push(emulator.nowMs() - TEST_TIME);
      emulator.advanceTime(SECOND);
      times.push(emulator.nowMs() - TEST_TIME);
      inside = false;
      return undefined;
    });
    run(emulator);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBe(20 * SECOND);
  });

  it('only moves forward between two invocations too', async () => {
    const emulator = await boot(TEN, 5, 5);
    const times: number[] = [];
    const look = () => {
      emulator.advanceTime(0);
      times.push(emulator.nowMs() - TEST_TIME);
      return undefined;
    };
    emulator.onCall(({ execution }) => (execution.entryPoint === 'map' ? look() : undefined));
    emulator.onJob(look);
    run(emulator);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('a batch that a restart of the server took from another job is replayed after it', async () => {
    const emulator = await bootSweep(WORK('[1, 1, 1, 1]'), { deployment: { concurrencylimit: 2, buffersize: 2 }, callCostMs: SECOND });
    let calls = 0;
    emulator.onCall(({ execution }) => (execution.entryPoint === 'map' && ++calls === 3 ? { kind: 'restart' } : undefined));
    const { output } = told(emulator) as { output: [string, string][] };
    expect([...output].sort()).toEqual([['0', '2000'], ['1', '3000'], ['2', '2000'], ['3', '3000']]);
  });

  it('a checkpoint forgets what was looked at after it', async () => {
    const emulator = await boot(TEN, 5, 5);
    const point = emulator.checkpoint();
    emulator.advanceTime(MINUTE);
    point.restore();
    run(emulator);
    expect(emulator.nowMs()).toBe(TEST_TIME + 2 * SECOND);
  });

  it('a clock that runs by itself is not set back: the jobs take the time of all', async () => {
    let hostMs = TEST_TIME;
    const emulator = closeAfterTest(await bootEmulator({
      projectFolder: writeSdfProject(sampleProject(sweepFiles(WORK(TEN), { concurrencylimit: 5 }))), dataFolder: ':memory:', accountId: TEST_ACCOUNT, seed: 1,
      processors: 5, hostMs: () => hostMs,
    }));
    emulator.onCall(({ execution }) => {
      if (execution.entryPoint === 'map') hostMs += SECOND;
      return undefined;
    });
    expect(run(emulator)).toMatchObject({ seconds: { map: 10 }, processorSeconds: { map: [2, 2, 2, 2, 2] } });
  });
});

describe('soft limits', () => {
  const yielding = (deployment: Readonly<Record<string, number>>) => bootSweep(WORK('[1, 1, 1, 1, 1, 1, 1, 1, 1]'), { deployment: { yieldaftermins: 3, ...deployment }, callCostMs: MINUTE });

  it('a job yields once it has run longer than its minutes, between two invocations', async () => {
    expect(told(await yielding({}))).toMatchObject({ yields: 2, seconds: 540 });
  });

  it('a job that yields saves what it has done of its batch', async () => {
    const emulator = await yielding({ buffersize: 8 });
    let calls = 0;
    emulator.onCall(({ execution }) => (execution.entryPoint === 'map' && ++calls === 6 ? { kind: 'kill-before' } : undefined));
    const { errors, output } = told(emulator) as { errors: unknown; output: [string][] };
    expect(errors).toEqual(['4', '5', '6', '7'].map((key) => [key, 'SSS_APP_SERVER_RESTART', 1]));
    expect(output.map(([key]) => key)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
  });
});

it('time in user events brings no job closer to its yield', async () => {
  const saving = `return { getInputData: () => [1, 2, 3, 4, 5, 6], map: () => {
    const one = record.create({ type: 'customrecord_ticket' }); one.setValue('name', 'x'); one.setValue('custrecord_ticket_code', 'S'); one.save(); } };`;
  const boot = (body: string) => bootWithUserEvents({ stamp: { body } }, {
    callCostMs: 20 * SECOND, files: sweepFiles(saving, { yieldaftermins: 5 }, ['N/record']),
  });
  // Two calls a pair, or twelve with those of its user event.
  const idle = await boot('return { beforeSubmit: () => undefined };');
  const busy = await boot('return { beforeSubmit: () => { for (let n = 0; n < 10; n += 1) tell(n); } };');
  expect([run(idle), run(busy)]).toMatchObject([{ seconds: { map: 240 }, yields: 0 }, { seconds: { map: 1_440 }, yields: 0 }]);
});

it('executions that take turns have one time in common, whatever the processors', async () => {
  const emulator = await boot('[1, 1]', 2, 2);
  const { replies } = emulator.interleave([
    { kind: 'map-reduce', scriptId: 'customscript_sweep', deploymentId: 'customdeploy_sweep_now' },
    { kind: 'map-reduce', scriptId: 'customscript_sweep', deploymentId: 'customdeploy_sweep' },
  ], ({ index, runnable }) => runnable[index % runnable.length] ?? 0);
  expect(replies.map((reply) => reply.kind)).toEqual(['map-reduce', 'map-reduce']);
  expect(emulator.nowMs()).toBe(TEST_TIME + 4 * SECOND);
});

describe('a stage that is left early', () => {
  const failAt = (emulator: Emulator, order: GateOrder, call: number) => {
    let calls = 0;
    emulator.onCall(({ execution }) => (execution.entryPoint === 'map' && ++calls === call ? order : undefined));
  };
  const states = (emulator: Emulator) => (told(emulator) as { keys: [string, number, string][] }).keys.map(([, , state]) => state);

  it('by a hard limit: its job ends, the other goes on', async () => {
    const emulator = await boot('[1, 1, 1, 1, 1]', 2, 2);
    failAt(emulator, { kind: 'usage-exhausted' }, 1);
    expect(states(emulator)).toEqual(['FAILED', 'COMPLETE', 'COMPLETE', 'COMPLETE', 'COMPLETE']);
  });

  it('by a hard limit: a job that yields after it is not replaced', async () => {
    const emulator = await bootSweep(WORK('[1, 1, 1, 1, 1, 1, 1]'), { deployment: { yieldaftermins: 3, concurrencylimit: 2 }, callCostMs: MINUTE });
    failAt(emulator, { kind: 'usage-exhausted' }, 1);
    expect(states(emulator)).toEqual(['FAILED', 'COMPLETE', 'COMPLETE', 'COMPLETE', 'COMPLETE', 'PENDING', 'PENDING']);
  });

  it('by an error that exits it: others run what they began before it', async () => {
    const emulator = await boot('[2, 1, 1, 1, 1]', 2, 2, 'config: { exitOnError: true },');
    failAt(emulator, { kind: 'error-before', name: 'BAD', message: 'm' }, 2);
    expect(states(emulator)).toEqual(['FAILED', 'COMPLETE', 'COMPLETE', 'PENDING', 'PENDING']);
  });
});

it('keys are listed as numbers where all are, else as texts', async () => {
  const keys = async (input: string) => (told(await bootSweep(WORK(input))) as { keys: [string][] }).keys.map(([key]) => key);
  expect(await keys('({ 10: 0, 9: 0, 1: 0 })')).toEqual(['1', '9', '10']);
  expect(await keys('({ 9: 0, b: 0, 10: 0, a: 0 })')).toEqual(['10', '9', 'a', 'b']);
});

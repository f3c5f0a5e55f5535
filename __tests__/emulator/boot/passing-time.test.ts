import { bootEmulator } from '../../../emulator/boot';
import { TEST_ACCOUNT, TEST_TIME, closeAfterTest } from '../../support/emulator';
import { sampleProject, writeSdfProject } from '../../support/sdf-project';
import { send } from '../../support/oauth1-client';

const POLL_MS = 1_000;
const MINUTE = 60_000;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'nextTick', 'Date', 'performance', 'queueMicrotask', 'hrtime'] });
});
afterEach(() => { jest.useRealTimers(); });

it('while an account is served, schedules run as the host clock passes', async () => {
  let hostMs = TEST_TIME;
  const emulator = closeAfterTest(await bootEmulator({
    projectFolder: writeSdfProject(sampleProject()), dataFolder: ':memory:', accountId: TEST_ACCOUNT, seed: 1, hostMs: () => hostMs,
  }));
  const server = closeAfterTest(await emulator.listen(0));
  const path = '/emulator/log';
  // An order that does nothing waits in the same queue as the schedules, so what was due before it has run.
  const executed = async () => {
    await send(new URL('/emulator/run', server.baseUrl), { method: 'POST', path: '', body: '{"script":"none","deployment":"none"}', headers: { 'content-type': 'application/json' } });
    const log = (await send(new URL(path, server.baseUrl), { method: 'GET', path })).json() as { executions: { startedMs: number }[] };
    return log.executions.map((execution) => Math.floor((execution.startedMs - TEST_TIME) / MINUTE)).reverse();
  };

  jest.advanceTimersByTime(POLL_MS);
  expect(await executed()).toEqual([]);
  hostMs += 15 * MINUTE;
  jest.advanceTimersByTime(POLL_MS);
  expect(await executed()).toEqual([15]);
  jest.advanceTimersByTime(POLL_MS);
  expect(await executed()).toEqual([15]);
  hostMs += 16 * MINUTE;
  jest.advanceTimersByTime(POLL_MS);
  expect(await executed()).toEqual([15, 31]);
});

import { bootTestEmulator } from '../../support/emulator';

afterEach(() => { jest.useRealTimers(); });

it('a look for due schedules that still waits its turn does nothing once the account is closed', async () => {
  const failures: unknown[] = [];
  const note = (reason: unknown): void => { failures.push(reason); };
  process.on('unhandledRejection', note);
  const emulator = await bootTestEmulator();
  // The poll alone is a timer of the test; everything else runs as it does.
  jest.useFakeTimers({ doNotFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date', 'hrtime'] });
  const server = await emulator.listen(0);
  jest.advanceTimersByTime(1_000);
  const closed = server.close();
  emulator.close();
  await closed;
  // The look has its turn by then.
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => { setImmediate(resolve); });
  process.off('unhandledRejection', note);
  expect(failures).toEqual([]);
});

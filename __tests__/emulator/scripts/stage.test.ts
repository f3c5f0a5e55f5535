import type { EntryPointOutcome } from '../../../emulator/runtime/script-runtime';
import { runStage, type Invoke, type RunTime } from '../../../emulator/scripts/map-reduce-stage';

const pairs = (count: number) => Array.from({ length: count }, (_, index) => ({ key: String(index), values: [''] }));
const spending = (units: number): EntryPointOutcome => ({ kind: 'returned', value: undefined, guest: undefined, units, calls: 0, refusals: [] });
const time: RunTime = {
  nowMs: () => 0, reach: () => undefined, userEventMs: () => 0,
  sideBySide: { run: () => { throw new Error('One job runs in the account\'s own time.'); }, hold: (work) => work() },
};
const PARTS = {
  stage: 'reduce', config: { retryCount: undefined, exitOnError: false }, settings: { jobs: 1, bufferSize: 1, yieldAfterMs: 60_000 }, time,
  orderAt: () => undefined,
} as const;
const stage = (count: number, invoke: Invoke) => runStage(pairs(count), { ...PARTS, invoke });

it.each([
  [10, 1_000, 0], [11, 1_000, 0], [12, 1_000, 1], [23, 1_000, 2], [3, 5_000, 0], [4, 5_000, 1],
])('%i invocations of %i units yield %i times: past 10,000 units, between two invocations', (count, units, yields) => {
  expect(stage(count, () => spending(units))).toMatchObject({ yields, units: count * units });
});

it('time that user events took does not bring a job closer to its yield', () => {
  let nowMs = 0;
  let eventsMs = 0;
  const invoke: Invoke = () => {
    nowMs += 50_000;
    eventsMs += 40_000;
    return spending(0);
  };
  const parts = { ...PARTS, invoke, time: { ...time, nowMs: () => nowMs } };
  expect(runStage(pairs(5), { ...parts, time: { ...parts.time, userEventMs: () => eventsMs } }).yields).toBe(0);
  expect(runStage(pairs(5), parts).yields).toBe(2);
});

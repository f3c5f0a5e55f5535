import type { EntryPointOutcome } from '../../../emulator/runtime/script-runtime';
import { runStage, type Invoke } from '../../../emulator/scripts/map-reduce-stage';

const pairs = (count: number) => Array.from({ length: count }, (_, index) => ({ key: String(index), values: [''] }));
const spending = (units: number): EntryPointOutcome => ({ kind: 'returned', value: undefined, guest: undefined, units, calls: 0, refusals: [] });
const stage = (count: number, invoke: Invoke) => runStage(pairs(count), { stage: 'reduce', config: { retryCount: undefined, exitOnError: false }, invoke, nowMs: () => 0 });

it.each([
  [9, 1_000, 0], [10, 1_000, 0], [11, 1_000, 1], [21, 1_000, 2], [3, 5_000, 1], [4, 4_000, 1],
])('%i invocations of %i units yield %i times: after 10,000 units, between two invocations', (count, units, yields) => {
  expect(stage(count, () => spending(units))).toMatchObject({ yields, units: count * units });
});

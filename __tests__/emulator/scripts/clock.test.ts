import { openClock } from '../../../emulator/scripts/clock';

function memoryState() {
  const values = new Map<string, string>();
  return { read: (name: string) => values.get(name), write: (name: string, value: string) => { values.set(name, value); } };
}

it('NetSuite time runs with the host clock, ahead by what it was moved', () => {
  let hostMs = 1_000;
  const clock = openClock({ hostMs: () => hostMs, state: memoryState(), standing: false });
  clock.advance(500);
  hostMs = 1_200;
  expect([clock.hostMs(), clock.nowMs()]).toEqual([1_200, 1_700]);
});

it('a host clock that is set back does not take NetSuite time back', () => {
  let hostMs = 5_000;
  const clock = openClock({ hostMs: () => hostMs, state: memoryState(), standing: false });
  expect(clock.nowMs()).toBe(5_000);
  hostMs = 1_000;
  expect(clock.nowMs()).toBe(5_000);
});

it('a standing clock ignores the host clock', () => {
  let hostMs = 1_000;
  const clock = openClock({ hostMs: () => hostMs, state: memoryState(), standing: true });
  hostMs = 9_000;
  expect(clock.nowMs()).toBe(1_000);
});

it('what it was moved is kept', () => {
  const state = memoryState();
  openClock({ hostMs: () => 1_000, state, standing: true }).advance(250);
  expect(openClock({ hostMs: () => 1_000, state, standing: true }).nowMs()).toBe(1_250);
});

import { absenceOf, counted, EXPECT_PREFIX, expectationOf, VOLUME_PREFIX, volumeOf, volumeText } from '../domain/absence';
import type { AbsenceVerdict, Expectation } from '../domain/absence';
import type { ReceivedVolume } from './findings-port';
import type { StoredMachineValue } from './machine-ports';
import type { Ports } from './ports';

/** What came of one expectation. */
export type Watched =
  | { readonly kind: 'judged'; readonly expectation: Expectation; readonly verdict: AbsenceVerdict }
  /** The setting is none, or its zone is not known. */
  | { readonly kind: 'unreadable'; readonly name: string };

/**
 * Counts what came in since the last sweep for every source that says what it expects, and judges it. Each count stands with the row
 * that it goes up to in one save, so a sweep that dies or runs twice counts nothing twice and leaves nothing out. Nothing without an
 * expectation; with some, 10 units and 2 for each where anything came in, 6 for a new one.
 */
export function watchVolume(rows: readonly StoredMachineValue[], lastId: number, ports: Ports): readonly Watched[] {
  const expected = rows.filter(({ name }) => name.startsWith(EXPECT_PREFIX));
  const names = new Set(expected.map(({ name }) => volumeName(name)));
  for (const row of rows) if (row.name.startsWith(VOLUME_PREFIX) && !names.has(row.name)) ports.machine.remove(row);
  const received = receivedBy(lastId, ports);
  return expected.map(({ name, value }) => {
    const expectation = expectationOf(name.slice(EXPECT_PREFIX.length), value);
    const nowMs = ports.platform.nowMs();
    if (expectation === undefined || ports.platform.localHourIn(nowMs, expectation.zone) === undefined) return { kind: 'unreadable', name };
    const row = rows.find((candidate) => candidate.name === volumeName(name));
    return { kind: 'judged', expectation, verdict: watch(expectation, row, { lastId, received, ports }) };
  });
}

function volumeName(expectName: string): string {
  return `${VOLUME_PREFIX}${expectName.slice(EXPECT_PREFIX.length)}`;
}

interface Counting {
  readonly lastId: number;
  readonly received: (afterId: number) => readonly ReceivedVolume[];
  readonly ports: Ports;
}

function watch(expectation: Expectation, row: StoredMachineValue | undefined, { lastId, received, ports }: Counting): AbsenceVerdict {
  const nowMs = ports.platform.nowMs();
  const name = `${VOLUME_PREFIX}${expectation.name}`;
  const before = row === undefined ? undefined : volumeOf(row.value);
  const afterId = row?.number;
  if (before === undefined || afterId === undefined) {
    ports.machine.write(name, { value: volumeText({ sinceMs: nowMs, hours: {} }), number: lastId }, row);
    return { kind: 'unknown' };
  }
  if (lastId <= afterId) return absenceOf(expectation, before, nowMs, ports.platform.localHourIn);
  const volume = counted(before, expectation, received(afterId), nowMs);
  ports.machine.write(name, { value: volumeText(volume), number: lastId }, row);
  return absenceOf(expectation, volume, nowMs, ports.platform.localHourIn);
}

/** Reads what came in once for all expectations that were counted up to the same row. */
function receivedBy(lastId: number, { findings }: Ports): (afterId: number) => readonly ReceivedVolume[] {
  const read = new Map<number, readonly ReceivedVolume[]>();
  return (afterId) => {
    const volumes = read.get(afterId) ?? findings.received(afterId, lastId);
    read.set(afterId, volumes);
    return volumes;
  };
}

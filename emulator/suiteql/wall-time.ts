import { wallText } from './oracle-dates';

const quarterMs = 900_000;
const keptOffsets = 20_000;

/** Turns instants into the wall time of one time zone, as `oracle-dates` writes it. */
export type WallClock = (epochMs: number) => string;

/** Offsets of a zone change at quarter hours at most, so one look-up serves a quarter of an hour. */
export function createWallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  const offsets = new Map<number, number>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / quarterMs);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      offset = offsetAt(format, quarter * quarterMs);
      if (offsets.size > keptOffsets) offsets.clear();
      offsets.set(quarter, offset);
    }
    return wallText(Math.floor(epochMs / 1000) * 1000 + offset);
  };
}

function offsetAt(format: Intl.DateTimeFormat, epochMs: number): number {
  const parts = new Map(format.formatToParts(new Date(epochMs)).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - epochMs;
}

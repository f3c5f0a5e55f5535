import fc from 'fast-check';
import { MOST_PER_SWEEP, markOf, markQuestion, markRow, moveMark } from '../../../src/domain/low-water-mark';
import type { Mark, MarkQuestion, MarkSurvey } from '../../../src/domain/low-water-mark';

const HOUR = 3_600_000;
const NOW = 100 * HOUR;

interface LoggedRow {
  readonly id: number;
  readonly open: boolean;
  readonly receivedMs: number;
}

/** What an account would answer that holds these operations, and carries these. */
function surveyOf(rows: readonly LoggedRow[], carried: ReadonlySet<number>, { window, patrol, recent }: MarkQuestion): MarkSurvey {
  const within = ({ id }: LoggedRow, { from, to }: MarkQuestion['window']) => id >= from && id < to;
  const uncarried = (range: MarkQuestion['window']) => rows.filter((row) => row.open && within(row, range) && !carried.has(row.id)).map(({ id }) => id).slice(0, MOST_PER_SWEEP + 1);
  const settled = rows.filter(({ id, open }) => !open && carried.has(id)).map(({ id }) => ({ rowId: id, internalId: id }));
  return {
    lastId: rows.at(-1)?.id ?? 0,
    firstRecentId: rows.find((row) => within(row, window) && row.receivedMs >= recent.fromMs && row.receivedMs <= recent.toMs)?.id,
    open: uncarried(window), stray: uncarried(patrol), settled,
  };
}

/** Sweeps over the rows from a mark; returns where it stands, and what is carried. */
function swept(rows: readonly LoggedRow[], from: Mark, times: number, carried = new Set<number>()): Mark & { readonly carried: ReadonlySet<number> } {
  let mark = from;
  for (let time = 0; time < times; time += 1) {
    const question = markQuestion(mark, NOW);
    const move = moveMark(mark, question, surveyOf(rows, carried, question));
    for (const id of move.carry) carried.add(id);
    for (const { internalId } of move.release) carried.delete(internalId);
    mark = { mark: move.mark, patrol: move.patrol };
  }
  return { ...mark, carried };
}

const settledRows = (count: number, changes: (id: number) => Partial<LoggedRow> = () => ({})): readonly LoggedRow[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, open: false, receivedMs: NOW - 50 * HOUR, ...changes(index + 1) }));

const START: Mark = { mark: 0, patrol: 0 };

describe('the mark\'s row', () => {
  it('is read as it was written', () => {
    expect(markOf(markRow({ mark: 812, patrol: 40 }))).toEqual({ mark: 812, patrol: 40 });
  });

  it.each([
    ['is not there', undefined], ['has a number that was changed by hand', { value: '812 40', number: 90_000 }], ['has no number', { value: '812 40', number: undefined }],
    ['has a text that was changed by hand', { value: '900 40', number: 812 }], ['has no text', { value: '', number: 812 }], ['holds something else', { value: 'far', number: 812 }],
  ])('that %s means that everything is read', (_case, row) => {
    expect(markOf(row)).toEqual(START);
  });
});

describe('the mark', () => {
  it.each([[0, 0], [1, 0], [1_000, 0], [1_001, 1], [5_000, 4_000]])('among %d operations, all settled, stands at %d', (count, mark) => {
    expect(swept(settledRows(count), START, 1).mark).toBe(mark);
  });

  it('stays behind what was received within the hour, and passes what was received before', () => {
    const rows = settledRows(5_000, (id) => ({ receivedMs: id < 2_345 ? NOW - HOUR - 1 : NOW - HOUR }));
    expect(swept(rows, START, 3).mark).toBe(2_345);
  });

  it('is not held back by a receipt far in the future', () => {
    expect(swept(settledRows(5_000, (id) => ({ receivedMs: id === 7 ? NOW + HOUR + 1 : 0 })), START, 1).mark).toBe(4_000);
    expect(swept(settledRows(5_000, (id) => ({ receivedMs: id === 7 ? NOW + HOUR : 0 })), START, 1).mark).toBe(7);
  });

  it('passes an operation of the first day that is open, and carries it', () => {
    expect(swept(settledRows(5_000, (id) => ({ open: id === 3 })), START, 1)).toMatchObject({ mark: 4_000, carried: new Set([3]) });
  });

  it('passes as many open operations in one sweep as one carries, and no more', () => {
    const once = swept(settledRows(5_000, () => ({ open: true })), START, 1);
    expect([once.mark, once.carried.size]).toEqual([MOST_PER_SWEEP + 1, MOST_PER_SWEEP]);
    expect(swept(settledRows(5_000, () => ({ open: true })), START, 20).mark).toBe(4_000);
  });

  it('passes a bounded number of ids in one sweep, and gaps among them too', () => {
    const rows = [...settledRows(10), { id: 200_000, open: false, receivedMs: 0 }];
    expect([1, 2, 3, 4].map((times) => swept(rows, START, times).mark)).toEqual([50_000, 100_000, 150_000, 199_000]);
  });

  it('that stands in the newest ids starts again at the beginning, and lets go of nothing open', () => {
    const rows = settledRows(5_000, (id) => ({ open: id === 3 }));
    expect(swept(rows, { mark: 4_001, patrol: 9 }, 1)).toMatchObject(START);
    expect(swept(rows, { mark: 4_001, patrol: 9 }, 2)).toMatchObject({ mark: 4_000, carried: new Set([3]) });
    expect(swept(rows, { mark: 4_000, patrol: 0 }, 1).mark).toBe(4_000);
  });

  it('lets go of carried operations that settled, so many in a sweep', () => {
    const rows = settledRows(5_000);
    const carried = new Set(Array.from({ length: MOST_PER_SWEEP + 5 }, (_, index) => index + 1));
    expect(swept(rows, { mark: 4_000, patrol: 0 }, 1, carried).carried.size).toBe(5);
    expect(swept(rows, { mark: 4_000, patrol: 0 }, 1, carried).carried.size).toBe(0);
  });
});

describe('the patrol', () => {
  it('goes over all ids below the mark, slice by slice, and begins again', () => {
    const rows = settledRows(26_000);
    const from = { mark: 25_000, patrol: 0 };
    expect([1, 2, 3, 4].map((times) => swept(rows, from, times).patrol)).toEqual([10_000, 20_000, 0, 10_000]);
  });

  it('finds what a mark moved by hand has hidden, and goes on where it left off', () => {
    const rows = settledRows(26_000, (id) => ({ open: id <= MOST_PER_SWEEP + 5 || id === 24_000 }));
    const once = swept(rows, { mark: 25_000, patrol: 0 }, 1);
    expect([once.patrol, once.carried.size]).toEqual([MOST_PER_SWEEP + 1, MOST_PER_SWEEP]);
    expect(swept(rows, { mark: 25_000, patrol: 0 }, 4).carried.size).toBe(MOST_PER_SWEEP + 6);
  });

  it('says what it found astray', () => {
    const rows = settledRows(6_000, (id) => ({ open: id === 2 || id === 4_500 }));
    const question = markQuestion({ mark: 4_000, patrol: 0 }, NOW);
    expect(moveMark({ mark: 4_000, patrol: 0 }, question, surveyOf(rows, new Set(), question))).toMatchObject({ stray: [2], carry: [4_500, 2], mark: 5_000 });
  });
});

const anyRows = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 900 }), open: fc.boolean(), receivedMs: fc.integer({ min: NOW - 10 * HOUR, max: NOW }) }), { maxLength: 400 })
  .map((drawn) => drawn.reduce<readonly LoggedRow[]>((rows, { gap, open, receivedMs }) => [...rows, { id: (rows.at(-1)?.id ?? 0) + gap, open, receivedMs }], []));

it('whatever the log holds, no open operation below the mark goes uncarried, and the mark never falls', () => {
  fc.assert(fc.property(anyRows, fc.integer({ min: 1, max: 6 }), (rows, times) => {
    const carried = new Set<number>();
    let before: Mark = START;
    for (let time = 0; time < times; time += 1) {
      const after = swept(rows, before, 1, carried);
      if (after.mark < before.mark || rows.some(({ id, open }) => open && id < after.mark && !carried.has(id))) return false;
      before = after;
    }
    return true;
  }));
});

it('wherever a hand moved the mark, every open operation below it is carried in the end', () => {
  fc.assert(fc.property(anyRows, fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 0, max: 400_000 }), (rows, mark, patrol) => {
    const { mark: stands, carried } = swept(rows, { mark, patrol }, 60);
    return rows.every(({ id, open }) => !open || id >= stands || carried.has(id));
  }));
});

import { carriedName, CARRIED_PREFIX, MARK_NAME, markRow } from '../../../src/domain/low-water-mark';
import type { MarkQuestion } from '../../../src/domain/low-water-mark';
import { isSettled, STATES } from '../../../src/domain/states';
import { sha256 } from '../../support/builders';
import { logged, patch } from './log-contract';
import type { ContractSubject } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);
const EVER = Number.MAX_SAFE_INTEGER;

/** What machine state promises. */
export function machineStateContract(open: () => ContractSubject): void {
  it('a value is kept under its name, and read by the start of it', () => {
    const { machine } = open().ports;
    machine.write('sweep:a', { value: 'text', number: 7 });
    machine.write('sweep:b', { value: '', number: undefined });
    machine.write('other:c', { value: '', number: 1 });
    expect(machine.read(['sweep:', 'carried:'])).toEqual([
      { internalId: expect.any(Number) as number, name: 'sweep:a', value: 'text', number: 7 }, { internalId: expect.any(Number) as number, name: 'sweep:b', value: '', number: undefined },
    ]);
  });

  it.each([true, false])('a value that is written again replaces the first, its row known: %p', (known) => {
    const { machine } = open().ports;
    machine.write('sweep:a', { value: 'text', number: 7 });
    const [row] = machine.read(['sweep:a']);
    machine.write('sweep:a', { value: '', number: 9 }, known ? row : undefined);
    expect(machine.read(['sweep:a'])).toEqual([{ internalId: row?.internalId, name: 'sweep:a', value: '', number: 9 }]);
  });

  it('a value that is removed is gone', () => {
    const { machine } = open().ports;
    machine.write('sweep:a', { value: 'text', number: 7 });
    for (const row of machine.read(['sweep:a'])) machine.remove(row);
    expect(machine.read(['sweep:a'])).toEqual([]);
  });
}

/** What reading around the low-water mark promises. */
export function surveyContract(open: () => ContractSubject): void {
  const start = (count: number) => {
    const { ports } = open();
    const ids = Array.from({ length: count }, (_, index) => {
      const result = ports.operations.log(logged(String(index)), undefined);
      if (result.kind !== 'logged') throw new Error(result.kind);
      return result.internalId;
    });
    return { ports, ids, first: ids[0] ?? 0, end: (ids.at(-1) ?? 0) + 1 };
  };
  const question = (from: number, to: number, changes: Partial<MarkQuestion> = {}): MarkQuestion =>
    ({ window: { from, to }, patrol: { from: 0, to: 0 }, recent: { fromMs: 0, toMs: 0 }, releasedBeforeMs: EVER, ...changes });

  it('an empty log has no newest operation', () => {
    expect(start(0).ports.survey.aroundMark(question(0, EVER))).toEqual({ lastId: 0, firstRecentId: undefined, open: [], stray: [], settled: [] });
  });

  it.each(STATES)('an operation that is %s is open as long as it is not settled', (state) => {
    const { ports, first } = start(1);
    if (state !== 'accepted') ports.operations.update(first, patch({ state }));
    const expected = isSettled(state) ? [] : [first];
    expect(ports.survey.aroundMark(question(0, EVER)).open).toEqual(expected);
    expect(ports.survey.openAmong([first, 999_999])).toEqual(expected);
  });

  it('a settled operation that somebody holds is open', () => {
    const { ports, first } = start(1);
    ports.operations.update(first, patch({ state: 'discarded', dueMs: NOW }));
    expect(ports.survey.aroundMark(question(0, EVER)).open).toEqual([first]);
    expect(ports.survey.openAmong([first])).toEqual([first]);
    ports.machine.write(carriedName(first), { value: '', number: first });
    expect(ports.survey.aroundMark(question(0, EVER)).settled).toEqual([]);
  });

  it('the window and the patrol begin with their first id and end before their last', () => {
    const { ports, ids, first, end } = start(4);
    const [, second = 0, third = 0, fourth = 0] = ids;
    expect(ports.survey.aroundMark(question(third, fourth, { patrol: { from: first, to: third } }))).toMatchObject({ lastId: end - 1, open: [third], stray: [first, second] });
  });

  it('what is carried is told of neither', () => {
    const { ports, ids, first, end } = start(3);
    for (const id of ids.slice(0, 2)) ports.machine.write(carriedName(id), { value: '', number: id });
    expect(ports.survey.aroundMark(question(first, end, { patrol: { from: first, to: end } }))).toMatchObject({ open: ids.slice(2), stray: ids.slice(2), settled: [] });
  });

  it('the oldest that was just received is told, of those in the window', () => {
    const { ports, ids, first, end } = start(3);
    const recent = { fromMs: NOW, toMs: NOW };
    expect(ports.survey.aroundMark(question(first, end, { recent })).firstRecentId).toBe(first);
    expect(ports.survey.aroundMark(question(ids[1] ?? 0, end, { recent })).firstRecentId).toBe(ids[1]);
    expect(ports.survey.aroundMark(question(first, end, { recent: { fromMs: NOW + 1, toMs: EVER } })).firstRecentId).toBeUndefined();
    expect(ports.survey.aroundMark(question(first, end, { recent: { fromMs: 0, toMs: NOW - 1 } })).firstRecentId).toBeUndefined();
  });

  it('rows that carry what settled, or what is gone, are told once they are old enough', () => {
    const { ports, first } = start(2);
    for (const id of [first, 999_999]) ports.machine.write(carriedName(id), { value: '', number: id });
    expect(ports.survey.aroundMark(question(0, EVER)).settled.map(({ internalId }) => internalId)).toEqual([999_999]);
    ports.operations.update(first, patch());
    const rows = ports.machine.read([CARRIED_PREFIX]).map(({ internalId, number }) => ({ rowId: internalId, internalId: number }));
    expect(ports.survey.aroundMark(question(0, EVER)).settled).toEqual(rows);
    expect(ports.survey.aroundMark(question(0, EVER, { releasedBeforeMs: 0 })).settled).toEqual([]);
  });

  it('a carried operation below the mark is due, in the queue and holds its lane, and once', () => {
    const { ports, first, end } = start(2);
    const seen = () => ({
      due: ports.operations.due(NOW).map(({ internalId }) => internalId),
      queue: ports.operations.queue(),
      holders: ports.lookup.look({
        operationId: sha256('me'), lane: logged('0').lane, ruleCode: '', target: { recordType: 'salesorder', externalId: 'none' }, references: [],
        work: { source: 'shopify', documentType: 'order', target: 'salesorder', contentId: 'none' }, outcomesAfter: undefined,
      }).holders,
    });
    const all = { due: [first, end - 1], queue: [{ state: 'accepted', count: 2, oldestReceivedMs: NOW }], holders: [{ operationId: sha256('0'), internalId: first }] };
    ports.machine.write(carriedName(first), { value: '', number: first });
    expect(seen()).toEqual(all);
    ports.machine.write(MARK_NAME, markRow({ mark: end - 1, patrol: 0 }));
    expect(seen()).toEqual(all);
  });
}

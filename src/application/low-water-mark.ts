import { carriedName, MARK_NAME, markOf, markQuestion, markRow, moveMark } from '../domain/low-water-mark';
import { tellStray } from './condition-causes';
import type { Ports } from './ports';

/** What became of the mark in a sweep. */
export interface MarkMoved {
  readonly mark: number;
  readonly carried: number;
  readonly released: number;
  /** Open operations below the mark that nothing read any more until now: the mark, a row of it or a state was changed by hand. */
  readonly stray: readonly number[];
}

/**
 * Keeps an operation in sight that is opened again: it may stand below the mark, where only carried ones are read. Called before it is
 * held, so that no crash in between hides it. 6 units; 18 where it is carried already.
 */
export function carry({ internalId }: { readonly internalId: number }, { machine }: Pick<Ports, 'machine'>): void {
  machine.write(carriedName(internalId), { value: '', number: internalId });
}

/**
 * Moves the low-water mark up, so that what a sweep, a look-up or a call for health reads does not grow with what is settled. What is
 * open below the mark is carried before the mark passes it. 22 units, 6 for each operation newly carried, and where some are let go
 * 4 for each and 10 to look at them once more. Where some stood astray, a cause tells of it, for 16.
 */
export function advanceMark(ports: Ports): MarkMoved {
  const { machine, survey, platform } = ports;
  const [row] = machine.read([MARK_NAME]).filter(({ name }) => name === MARK_NAME);
  const before = markOf(row);
  const question = markQuestion(before, platform.nowMs());
  const move = moveMark(before, question, survey.aroundMark(question));
  for (const internalId of move.carry) carry({ internalId }, ports);
  // Written though nothing moved: a sweep costs the same whatever it finds of history.
  machine.write(MARK_NAME, markRow(move), row);
  release(move.release, ports);
  if (move.stray.length > 0) tellStray(move.stray, ports);
  return { mark: move.mark, carried: move.carry.length, released: move.release.length, stray: move.stray };
}

/** Lets go of rows whose operations settled. One that was opened again meanwhile is carried again. */
function release(settled: ReturnType<typeof moveMark>['release'], ports: Ports): void {
  if (settled.length === 0) return;
  for (const { rowId, internalId } of settled) ports.machine.remove({ internalId: rowId, name: carriedName(internalId), value: '', number: internalId });
  for (const internalId of ports.survey.openAmong(settled.map(({ internalId: id }) => id))) carry({ internalId }, ports);
}

import type { LogSurvey } from '../../../src/application/machine-ports';
import { CARRIED_PREFIX, MOST_PER_SWEEP } from '../../../src/domain/low-water-mark';
import type { MarkQuestion, MarkSurvey } from '../../../src/domain/low-water-mark';
import { isSettled } from '../../../src/domain/states';
import type { FakeMachineState } from './fake-machine';
import type { FakeOperations, OperationRow } from './fake-operations';

/** One that is settled and still due is held by somebody. */
const isOpen = ({ patch, dueMs }: OperationRow): boolean => !isSettled(patch.state) || dueMs !== null;

/** What stands around the low-water mark, in memory. */
export class FakeSurvey implements LogSurvey {
  constructor(private readonly operations: FakeOperations, private readonly machine: FakeMachineState) {}

  aroundMark({ window, patrol, recent, releasedBeforeMs }: MarkQuestion): MarkSurvey {
    const rows = [...this.operations.rows.values()].sort((a, b) => a.internalId - b.internalId);
    const carried = this.machine.read([CARRIED_PREFIX]);
    const within = ({ internalId }: OperationRow, { from, to }: { readonly from: number; readonly to: number }) => internalId >= from && internalId < to;
    const uncarried = (range: MarkQuestion['window']) => rows
      .filter((row) => within(row, range) && isOpen(row) && !carried.some(({ number }) => number === row.internalId))
      .map(({ internalId }) => internalId).slice(0, MOST_PER_SWEEP + 1);
    return {
      lastId: rows.at(-1)?.internalId ?? 0,
      firstRecentId: rows.find((row) => within(row, window) && row.document.receivedMs >= recent.fromMs && row.document.receivedMs <= recent.toMs)?.internalId,
      open: uncarried(window),
      stray: uncarried(patrol),
      settled: carried.flatMap(({ internalId: rowId, number = 0 }) => {
        const row = this.operations.rows.get(number);
        const changedMs = this.machine.changedMs.get(rowId) ?? 0;
        return changedMs < releasedBeforeMs && (row === undefined || !isOpen(row)) ? [{ rowId, internalId: number }] : [];
      }).slice(0, MOST_PER_SWEEP),
    };
  }

  openAmong(internalIds: readonly number[]): readonly number[] {
    return internalIds.filter((id) => {
      const row = this.operations.rows.get(id);
      return row !== undefined && isOpen(row);
    });
  }
}

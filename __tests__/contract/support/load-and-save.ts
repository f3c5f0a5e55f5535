import type { Ledger, LoadedTarget, SaveResult } from '../../../src/application/ports';
import type { UpdatePlan } from '../../../src/domain/decide-update';
import type { CurrentValue } from '../../../src/domain/ownership';

/** A load, what to read of it, and the save of that same copy: one call, as a loaded record cannot travel. */
export interface LoadAndSave {
  readonly recordType: string;
  readonly internalId: number;
  readonly body: readonly string[];
  readonly sublist: string;
  readonly columns: readonly string[];
  readonly plan: UpdatePlan;
  readonly operationId: string;
}

/** What stood on the record before the save. */
export interface LoadedAndSaved {
  readonly stamp: string;
  readonly body: Readonly<Record<string, CurrentValue>>;
  readonly lines: readonly { readonly key: string; readonly columns: Readonly<Record<string, CurrentValue>> }[];
  readonly saved: SaveResult;
}

export function loadAndSave(ledger: Ledger, request: LoadAndSave): LoadedAndSaved {
  const target = loadedTarget(ledger, request.recordType, request.internalId);
  const body = Object.fromEntries(request.body.map((field) => [field, target.body(field)]));
  const lines = target.lines(request.sublist).map((line) => ({
    key: line.key, columns: Object.fromEntries(request.columns.map((column) => [column, line.column(column)])),
  }));
  return { stamp: target.stamp, body, lines, saved: target.save(request.plan, request.operationId) };
}

/** A target that the test expects NetSuite to give out. */
export function loadedTarget(ledger: Pick<Ledger, 'load'>, recordType: string, internalId: number): LoadedTarget {
  const loaded = ledger.load(recordType, internalId);
  if (loaded.kind === 'loaded') return loaded.target;
  throw Object.assign(new Error(loaded.error.message), { name: loaded.error.name });
}

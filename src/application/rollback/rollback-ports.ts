import type { TargetRecord } from '../../domain/outcome';
import type { ObservedError } from '../../domain/observed-error';
import type { AppliedEffect } from '../../domain/rollback/applied-effect';
import type { BlockerCode } from '../../domain/rollback/blockers';
import type { RollbackScope } from '../../domain/rollback/plan';
import type { RollbackAccount, RollbackSubject } from '../../domain/rollback/subject';
import type { WayBack } from '../../domain/rollback/way-back';

/** An operation in a scope. */
export interface ScopedOperation {
  readonly internalId: number;
  readonly operationId: string;
}

/** Which rows of a scope: those behind an internal id, so many at most (1,000 and no more). */
export interface ScopePart {
  readonly after: number;
  readonly most: number;
}

/** The facts that a rollback is planned from. Reads, and writes nothing. Who may not see the notes of others is not told who changed a field, so makes another plan. */
export interface RollbackFacts {
  /**
   * Operations of a scope that had an effect, rolled back or not, in order of their internal id. `batch`: the correlation id that the
   * documents of a batch came with; `source`: settled since. 10 units.
   */
  inScope(scope: RollbackScope, part: ScopePart): readonly ScopedOperation[];
  /** Those operations with their records as they stand; what is not in the log is left out. At most `unitsToRead` of them. */
  subjects(operationIds: readonly string[]): readonly RollbackSubject[];
  /** Usage units that `subjects` of so many operations takes at most. */
  unitsToRead(operations: number): number;
  /** Void preference, and the period that takes a reversal at a time or the first one after it that is open: the time of the request, so that its plan stays the same. 20 units. */
  account(atMs: number): RollbackAccount;
}

/** One way back to be gone. */
export interface TakeBackOrder {
  /** Operation that goes it: stamped on what it writes, and the name of what it makes (`reversalExternalId`). */
  readonly operationId: string;
  readonly record: { readonly recordType: string; readonly internalId: number };
  readonly way: WayBack;
}

/** What the way came to: `target` is the record that was made, else the record that was taken back. */
export interface WayGone {
  readonly kind: 'taken_back';
  readonly target: TargetRecord;
  readonly effect: AppliedEffect;
}

export type TakenBack =
  /** Read back and proven. */
  | WayGone
  /** There is no effect. `blockers`: what of the plan's ground has moved, as far as the error says it; empty: it says nothing of that. */
  | { readonly kind: 'refused'; readonly error: ObservedError; readonly blockers: readonly BlockerCode[] }
  /** The save threw, or what was saved is not what was meant: the effect is unknown until it is probed. */
  | { readonly kind: 'unknown'; readonly error: ObservedError; readonly blockers: readonly BlockerCode[] };

/** What a probe saw. */
export type WaySighting =
  | WayGone
  /** By N/search, or by a load: believed as an absence is (design 5), from the sweep with the lease over. */
  | { readonly kind: 'not_taken_back' };

/** Goes ways back in the ledger. Every way is gone at most once for one operation: by its stamp, its external id, or the state of the record. */
export interface RollbackLedger {
  /** Goes the way and reads its proof. Repeated for the same operation it has no second effect; it says `taken_back` or `unknown` then. */
  takeBack(order: TakeBackOrder): TakenBack;
  /** Whether the way was gone by this operation. A void and a deletion leave no stamp: there it is whether the record is void or gone. At most 20 units. */
  probe(order: TakeBackOrder): WaySighting;
  /** Usage units that `takeBack` takes at most. */
  unitsToTakeBack(order: Pick<TakeBackOrder, 'record' | 'way'>): number;
}

import type { Outcome } from '../../domain/outcome';
import type { RetainedOperation, RetentionRow } from '../../domain/retention/retention-rule';
import type { ReviewPorts } from '../actions/review-ports';
import type { SealRows } from '../audit/audit-ports';
import type { PeriodMaterial } from '../close/evidence-job-port';

/** An operation with what is kept of it when the rest goes. */
export type EndingOperation = RetainedOperation & {
  /** What a repeat is answered with from then on. */
  readonly kept: Outcome;
};

/** Operations that a run looks at, of a source and type; empty: of all. */
export interface RetainRange {
  readonly fromId: number;
  readonly upToId: number;
  readonly source: string;
  readonly documentType: string;
}

/** Operations of one statement. */
export const MOST_RETAINED = 5000;

/** What retention and erasure read and do. */
export interface RetainRows {
  /** Rules and holds that are active. 10 units. */
  rules(): readonly RetentionRow[];
  /** Operations of this account behind an internal id, in order of it, at most `MOST_RETAINED`. 10 units. */
  operations(range: RetainRange): readonly EndingOperation[];
  /** Some by their ids. 10 units for every 500. */
  byId(operationIds: readonly string[]): readonly EndingOperation[];
  /** Clears the document and what it says of people; what is kept and who ended it is written in the same save. `whole`: its events go too. 4 units. */
  clear(operation: EndingOperation, endedBy: string, whole: boolean): void;
  /** Deletes an event, as far as its door lets it. 4 units; nothing where it is gone. */
  deleteEvent(internalId: number): void;
  /** Clears the values of an event, as far as its door lets it. 4 units. */
  eraseEvent(internalId: number, request: string): void;
}

export interface RetainPorts extends ReviewPorts {
  readonly material: Pick<PeriodMaterial, 'events'>;
  readonly seals: Pick<SealRows, 'all'>;
}

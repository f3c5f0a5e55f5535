import type { OperationState } from '../../domain/states';

/** The last operation of a record, as its page tells it. */
export interface RecordOperation {
  readonly operationId: string;
  readonly state: OperationState;
  readonly source: string;
  /** Epoch milliseconds; undefined: it is not settled. */
  readonly settledMs: number | undefined;
  /** An operation on the same object that rests with people; empty: none. */
  readonly waiting: string;
}

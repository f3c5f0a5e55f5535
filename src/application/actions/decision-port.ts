import type { Decision } from '../../domain/decision/decision';

/** A decision with its row. */
export interface StoredDecision extends Decision {
  readonly internalId: number;
  /** Number of the request that asks for its acceptance; empty: none does. */
  readonly request: string;
  /** How far its replay is, as JSON; empty: none was asked for. */
  readonly replay: string;
  /** Report of its replay, as JSON; empty: there is none. */
  readonly report: string;
}

/** What changes on a decision; the rest stays. */
export type DecisionPatch = Partial<Pick<StoredDecision, 'status' | 'date' | 'approver' | 'who' | 'decidedMs' | 'supersededBy' | 'request' | 'replay' | 'report' | 'reportHash'>>;

/** Decisions that are made in the account, unique by their code; those of the project are read and never written. */
export interface DecisionRows {
  /** 12 units. */
  load(code: string): StoredDecision | undefined;
  /** Saves a new one, with the hash of its text as it fits its fields; one of its code that is there stays as it is. 6 units; 16 where it is. */
  add(decision: Omit<Decision, 'textHash'>): void;
  /** 6 units. */
  change(internalId: number, patch: DecisionPatch): void;
  /** Active rows of the account that rest on a decision, in words, at most 20. 20 units. */
  relying(code: string): readonly string[];
}

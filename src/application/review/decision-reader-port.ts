import type { Decision } from '../../domain/decision/decision';
import type { Viewer } from '../../domain/review/capability';

/** A decision in a list. */
export type DecisionLine = Pick<Decision, 'code' | 'title' | 'status' | 'date' | 'who' | 'supersededBy'>;

/** A decision as its page shows it. */
export interface DecisionTell extends Decision {
  /** Number of the request that asks for its acceptance; empty: none does. */
  readonly request: string;
  /** State of that request; empty: there is none. */
  readonly requestState: string;
  readonly proposerName: string;
  readonly approverName: string;
  /** How far its replay is, and the report, as JSON; empty: there is none. */
  readonly replay: string;
  readonly report: string;
  /** Code of an accepted decision that says that it takes the place of this one; empty: none does. */
  readonly successor: string;
}

/** Decisions as people read them. */
export interface DecisionReader {
  /** Those of the account first, the latest before the others; at most 400. 10 units. */
  list(viewer: Viewer): readonly DecisionLine[];
  /** Undefined: there is none of that code. 32 units. */
  one(code: string, viewer: Viewer): DecisionTell | undefined;
}

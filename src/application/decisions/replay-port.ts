import type { ReplayTally } from '../../domain/decision/replay';

/** Documents of one rule that were received in a while, by internal id. */
export interface ReplaySlice {
  /** Code of the decision. */
  readonly decision: string;
  readonly internalIds: readonly number[];
}

/** What one slice came to. */
export interface SliceReplayed {
  readonly decision: string;
  readonly firstId: number;
  readonly lastId: number;
  readonly tally: ReplayTally;
}

/** Which documents a replay goes over. */
export interface ReplayWindow {
  readonly source: string;
  readonly documentType: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Behind this internal id. */
  readonly after: number;
  readonly most: number;
}

/** The stored documents, for a replay; nothing is written. */
export interface ReplayRows {
  /** Codes of decisions whose replay was asked for and is not done, the oldest first, at most 20. 10 units. */
  waiting(): readonly string[];
  /** Internal ids in order. 10 units. */
  ids(window: ReplayWindow): readonly number[];
  /** Row of the latest outcome event of each, by internal id of the operation. 10 units. */
  outcomeEvents(internalIds: readonly number[]): ReadonlyMap<number, number>;
}

/** Starts what goes over documents. */
export interface ReplayScheduler {
  /** Has the replays that wait begin now; where that is refused, the schedule begins them. */
  wakeReplay(): void;
}

import type { AppliedValues } from '../../domain/applied-values';
import type { CompiledMap } from '../../domain/map';
import type { SeenRecordState, TouchedField } from '../../domain/sentinel';
import type { CauseBoard } from '../actions/review-ports';
import type { Ports } from '../ports';

/** A save of a record that a document may have written, by whomever. */
export interface ChangedRecord {
  readonly recordType: string;
  readonly internalId: number;
  readonly externalId: string;
  /** Operation that it carried before, and carries now; empty: none. */
  readonly stampBefore: string;
  readonly stampNow: string;
  readonly before: SeenRecordState;
  readonly after: SeenRecordState;
  /** True for an inline edit or a mass update, which names no more than it changes. */
  readonly inline: boolean;
  /** Where it is saved from: `USERINTERFACE`, `CSVIMPORT`, … */
  readonly context: string;
}

export interface SentinelPorts extends Pick<Ports, 'configuration' | 'operations' | 'causes' | 'events' | 'platform'> {
  readonly board: CauseBoard;
  /** Values last applied to a record. 10 units; 12 where there are any. */
  readonly appliedTo: (recordType: string, internalId: number) => AppliedValues;
}

/** Fields of other owners that a save changes, and the map that says whose they are. */
export interface ForeignChanges {
  readonly map: CompiledMap;
  readonly touched: readonly TouchedField[];
}

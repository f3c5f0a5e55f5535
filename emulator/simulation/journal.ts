import type { GateOrder } from '../runtime/types';
import type { JobOrder } from '../scripts/map-reduce-model';
import type { MapReduceReport, RestletCall, RestletReply, SaveReply, SaveRequest, SeedRecord, TurnTakerReply } from '../types';
import type { SuiteletCall, SuiteletReply } from '../ui/page-calls';

/** Who acts, so that an account can find them again. */
export interface ActorName {
  readonly userId: number;
  readonly role: string;
}

export type JournaledTurnTaker =
  | { readonly kind: 'restlet'; readonly call: Omit<RestletCall, 'actor'> & { readonly actor: ActorName } }
  /** Without uploads, which no journal holds, and with the session as it was. */
  | { readonly kind: 'suitelet'; readonly call: Omit<SuiteletCall, 'actor' | 'session'> & { readonly actor: ActorName; readonly session: Readonly<Record<string, string>> } }
  | { readonly kind: 'map-reduce'; readonly scriptId: string; readonly deploymentId: string }
  | { readonly kind: 'save'; readonly request: Omit<SaveRequest, 'actor'> & { readonly actor: ActorName } };

/** One thing that was asked of the account. */
export type JournaledAction =
  | JournaledTurnTaker
  /** A record put in by the administrator. */
  | { readonly kind: 'create'; readonly record: SeedRecord }
  /** NetSuite time moved on, with all that fell due. */
  | { readonly kind: 'advance'; readonly ms: number }
  /** Submitted tasks run. */
  | { readonly kind: 'submitted' }
  /** NetSuite time moved on with the account down. */
  | { readonly kind: 'pass'; readonly ms: number }
  /** Executions that took turns; `schedule`: who went next. */
  | { readonly kind: 'interleave'; readonly executions: readonly JournaledTurnTaker[]; readonly neverAgain: number | null; readonly schedule: readonly number[] };

/** What an action came to, as its caller saw it. */
export type ActionReply = RestletReply | SuiteletReply | MapReduceReport | SaveReply | number | readonly MapReduceReport[] | readonly TurnTakerReply[];

/** What was ordered at a call, or at a moment of a Map/Reduce job. */
export type JournaledOrder = GateOrder | { readonly kind: 'job'; readonly order: JobOrder };

/** One action, the N/* calls it made in order, and what went otherwise than by itself. */
export interface JournalEntry {
  readonly action: JournaledAction;
  /** Each call, and each moment of a Map/Reduce job, as a place in the journal's `names`. */
  readonly calls: readonly number[];
  /** Orders that hooks gave; `at` is a place in `calls`. */
  readonly orders: readonly { readonly at: number; readonly order: JournaledOrder }[];
  /** Actions that ran whole before a call was made, as a hook may have them. */
  readonly within: readonly { readonly at: number; readonly entry: JournalEntry }[];
  /** SHA-256, hex, of the reply as JSON. */
  readonly reply: string;
}

/** A run that can be run again: plain data, for a file. It belongs to the account that it started from. */
export interface RunJournal {
  readonly version: 1;
  /** Seed of the account. */
  readonly seed: number;
  /** SHA-256 over the account at its start (`Emulator.digest`). */
  readonly start: string;
  /** `script entry point member`, or `script stage (job moment)`, each once. */
  readonly names: readonly string[];
  readonly entries: readonly JournalEntry[];
  /** SHA-256 over the account at its end. */
  readonly end: string;
}

/** The code, or the account, no longer does what the journal says. */
export class JournalMismatch extends Error {
  override readonly name = 'EMULATOR_JOURNAL_MISMATCH';

  constructor(
    /** `action 2 (advance), call 17`, counted from 1. */
    readonly place: string,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`The journal does not fit at ${place}: it has ${expected}, the code made ${found}.`);
  }
}

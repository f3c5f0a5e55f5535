import type { DecimalText } from '../decimal';
import type { CurrentValue } from '../field-value';
import type { TargetRecord } from '../outcome';
import type { OperationState } from '../states';
import type { AppliedVerb, FieldChange, LineChange } from './applied-effect';

/** Who saved a field last, where the account says. */
export interface LastWriter {
  readonly target: string;
  /** `user 12 as role 1003 in UIF`: user, role and context of the account's note. */
  readonly by: string;
  readonly atMs: number;
  /** Operation that wrote it; empty: none did. */
  readonly operationId: string;
}

/**
 * A record that stands on this one. `follows`: bills, ships or settles it, and lets go of it when it is void. `refers`: names it, and does
 * so for as long as it is there.
 */
export interface LinkedRecord {
  readonly kind: 'follows' | 'refers';
  readonly recordType: string;
  readonly internalId: number;
  readonly documentNumber: string;
}

export type PeriodState = 'open' | 'closed' | 'locked';

/** What a record posts, by account, in base currency; debits positive. */
export interface PostedLine {
  readonly account: number;
  readonly accountName: string;
  readonly amount: DecimalText;
}

/** Where a record stands in the ledger. */
export interface Posting {
  readonly period: string;
  readonly state: PeriodState;
  readonly lines: readonly PostedLine[];
}

/** The record of an operation as it stands now. */
export interface StandingRecord {
  readonly kind: 'standing';
  /** Operation stamped on it; empty: none. */
  readonly stamp: string;
  /** As read now. A target that is not here was not read. */
  readonly fields: ReadonlyMap<string, CurrentValue>;
  readonly lastWriters: readonly LastWriter[];
  readonly links: readonly LinkedRecord[];
  /** Undefined: it posts nothing. */
  readonly posting: Posting | undefined;
  readonly inactive: boolean;
  readonly voided: boolean;
  /** True where nothing of an order is left to be delivered or billed. */
  readonly closed: boolean;
  /** True where it settles other records, as a payment settles an invoice. */
  readonly settles: boolean;
  /** True where it moves stock by itself. */
  readonly movesStock: boolean;
  /** True where a workflow locks it. */
  readonly locked: boolean;
}

export type RecordNow = StandingRecord | { readonly kind: 'gone' };

/** What the rule of the object says of rollback. */
export interface RollbackPolicy {
  /** Records that Docket made may be deleted, where NetSuite lets them go. */
  readonly mayDelete: boolean;
  /** Decision that says so; empty: none, and nothing is deleted. */
  readonly decision: string;
}

/** One applied operation, and its record now. */
export interface RollbackSubject {
  readonly operationId: string;
  readonly state: OperationState;
  /** Hash of the last event of its chain: another one is another history. */
  readonly head: string;
  readonly settledMs: number;
  /** Undefined: what it did is not known. */
  readonly verb: AppliedVerb | undefined;
  readonly target: TargetRecord | null;
  readonly fields: readonly FieldChange[];
  readonly lines: readonly LineChange[];
  /** Operations that were applied to the same object after this one. */
  readonly later: readonly string[];
  /** Operations that took others of the record back, or that were taken back: they stand in nobody's way, and their stamp is one of ours. */
  readonly settled?: readonly string[];
  readonly policy: RollbackPolicy;
  readonly now: RecordNow;
}

/** What of the account decides how records are taken back. */
export interface RollbackAccount {
  /** Accounting preference "Void Transactions Using Reversing Journals". */
  readonly reversalVoiding: boolean;
  /** Where a reversal is posted; undefined: no period is open. */
  readonly openPeriod: OpenPeriod | undefined;
}

export interface OpenPeriod {
  readonly name: string;
  /** Day of the reversal in it, `YYYY-MM-DD`. */
  readonly date: string;
}

/** Names a record among those of a plan. */
export function recordKey({ recordType, internalId }: { readonly recordType: string; readonly internalId: number }): string {
  return `${recordType}:${String(internalId)}`;
}

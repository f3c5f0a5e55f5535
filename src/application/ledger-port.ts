import type { CreatePlan } from '../domain/decide';
import type { CurrentRecord, UpdatePlan } from '../domain/decide-update';
import type { ObservedError } from '../domain/observed-error';

/** A record with the target's external id. */
export interface TargetSighting {
  readonly internalId: number;
  /** Operation stamped on it; empty where none is. */
  readonly stamp: string;
  /** True where it is a transaction that was voided. */
  readonly voided?: boolean;
}

export type SaveResult =
  | { readonly kind: 'saved'; readonly internalId: number }
  /** Refused before the save: there is no effect. */
  | { readonly kind: 'refused'; readonly error: ObservedError }
  /** The save threw: the effect is unknown until it is probed. */
  | { readonly kind: 'threw'; readonly error: ObservedError };

export type LoadResult =
  | { readonly kind: 'loaded'; readonly target: LoadedTarget }
  /** NetSuite does not give the record out; there is no effect. */
  | { readonly kind: 'refused'; readonly error: ObservedError };

/** A target as loaded; its `save` writes that same copy. */
export interface LoadedTarget extends CurrentRecord {
  readonly stamp: string;
  save(plan: UpdatePlan, operationId: string): SaveResult;
  /** True where nothing of it is left to be delivered or billed. */
  isClosed(): boolean;
  /** Closes it, stamped by the operation in the same save. */
  close(operationId: string): SaveResult;
}

export interface TargetIdentity {
  readonly recordType: string;
  readonly externalId: string;
  readonly operationId: string;
}

/** What NetSuite saved, read back. */
export interface ReadBack {
  readonly documentNumber: string;
  readonly externalId: string;
  readonly stamp: string;
  /** Decimal text by field. */
  readonly amounts: Readonly<Record<string, string | undefined>>;
  /** Decimal text of the total in the base currency; undefined where the type has none. */
  readonly baseAmount?: string | undefined;
  /** Internal ids; undefined where the type has none. */
  readonly currency?: number | undefined;
  readonly subsidiary?: number | undefined;
  readonly postingPeriod?: number | undefined;
}

/** A record that is there. */
export interface SeenRecord {
  /** Empty where it has none. */
  readonly externalId: string;
  /** `SO123`; empty where the type has none. */
  readonly documentNumber: string;
}

/** The records that documents become. Units: the record's own (platform facts 1.1). */
export interface Ledger {
  create(identity: TargetIdentity, plan: CreatePlan): SaveResult;
  load(recordType: string, internalId: number): LoadResult;
  /** 1 unit. */
  readBack(recordType: string, internalId: number, amountFields: readonly string[]): ReadBack;
  /** The record of a target type with this internal id; undefined: there is none. 10 units. */
  seen(recordType: string, internalId: number): SeenRecord | undefined;
  /** Looks for the record by N/search. 10 units. */
  probe(recordType: string, externalId: string): TargetSighting | undefined;
  /**
   * Voids a transaction; `internalId` is its own, or that of the reversing journal where the account voids so. Its proof is the voided
   * state: a void leaves no stamp. 10 units.
   */
  void(recordType: string, internalId: number): SaveResult;
  /**
   * True where the account voids such a record by a reversing journal, which stands in a period of its own. False where its role is not told. At most
   * 10 units.
   */
  voidsByJournal(recordType: string): boolean;
  /** Record types that documents may become. */
  targetTypes(): readonly string[];
  /** Usage units that load and save, or create and save, of such a record take. */
  unitsToWrite(recordType: string): number;
  /** True where records of the type touch the ledger, so that the period of their date must be open. */
  posts(recordType: string): boolean;
}

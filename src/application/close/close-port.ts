import type { CountedOperation } from '../../domain/close/close-count';
import type { ClosePeriod, CloseSubject } from '../../domain/close/close-period';
import type { SignOff } from '../../domain/close/sign-off';

/** An operation as a close reads it. */
export interface CloseRow extends CountedOperation {
  readonly internalId: number;
  readonly source: string;
  readonly documentType: string;
  readonly documentNumber: string;
  /** `YYYY-MM-DD`, or as it came. */
  readonly documentDate: string;
  readonly party: string;
  /** In base currency, plain decimal; empty: not known. */
  readonly baseAmount: string;
  /** 0: not known. */
  readonly subsidiary: number;
  readonly reason: string;
  readonly reasonTitle: string;
  readonly receivedMs: number;
  readonly settledMs: number | undefined;
  readonly attempts: number;
  readonly target: { readonly recordType: string; readonly internalId: number; readonly number: string } | undefined;
  /** Number of its chain's head. */
  readonly head: number;
  /** SHA-256 of the document as received, and of what it says. */
  readonly documentSha256: string;
  readonly fingerprint: string;
}

/** Rows that one statement gives. */
export const MOST_CLOSE_ROWS = 5000;

/** Which operations: those of a period behind an internal id, up to and with another. */
export interface CloseRange {
  readonly period: ClosePeriod;
  readonly subsidiary: number | 'all';
  readonly fromId: number;
  readonly upToId: number;
}

/** Operations by the period that they count in. */
export interface CloseRows {
  /** Periods that began by a day `YYYY-MM-DD`, the latest first. 10 units. */
  periods(until: string, most: number): readonly ClosePeriod[];
  /** 10 units. */
  period(internalId: number): ClosePeriod | undefined;
  /** Highest internal id of an operation; 0: there is none. 10 units. */
  lastId(): number;
  /** Receipt of the first operation from an internal id on, epoch milliseconds; undefined: there is none. 10 units. */
  receivedFrom(internalId: number): number | undefined;
  /** Operations that may count in the period, in order of internal id, at most `MOST_CLOSE_ROWS`. 10 units. */
  rows(range: CloseRange): readonly CloseRow[];
}

/** A sign-off with its row. */
export type StoredSignOff = Omit<SignOff, 'statement' | 'note'> & {
  readonly internalId: number;
  readonly periodName: string;
  readonly byName: string;
  /** Names the click that made it. */
  readonly click: string;
  /** Open operations that were accepted. */
  readonly acceptedCount: number;
};

/** What a sign-off says at length. */
export interface SignOffText {
  readonly statement: string;
  readonly note: string;
  readonly accepted: readonly string[];
}

/** Sign-offs, unique by chain and number. */
export interface SignOffRows {
  /** The latest of each period and subsidiary, at most 5,000. 10 units. */
  latest(): readonly StoredSignOff[];
  /** All of one period and subsidiary, in order. 10 units. */
  of(subject: CloseSubject): readonly StoredSignOff[];
  /** 2 units. */
  text(internalId: number): SignOffText;
  /** Row of the event at a place of a chain; undefined: nothing is there. 10 units. */
  eventAt(chain: string, number: number): number | undefined;
  /** Saves one; one that is there stays as it is. 6 units; 16 where it is there. */
  add(signOff: Omit<StoredSignOff, 'internalId' | 'byName' | 'acceptedCount'> & SignOffText): void;
}

/** What a close is made of. */
export interface ClosePorts {
  readonly close: CloseRows;
  readonly signOffs: SignOffRows;
}

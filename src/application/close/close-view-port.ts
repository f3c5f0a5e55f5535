import type { EvidencePart } from '../../domain/audit/evidence';
import type { changedTotals, CloseTotal } from '../../domain/close/close-count';
import type { ClosePeriod, CloseSubject } from '../../domain/close/close-period';
import type { afterSigning, AfterSigning } from '../../domain/close/sign-off';
import type { Viewer } from '../../domain/review/capability';
import type { CloseRow, SignOffText, StoredSignOff } from './close-port';

/** A subsidiary's part of a period. */
export interface CloseBucket {
  /** 0: not known. */
  readonly subsidiary: number;
  readonly received: number;
  readonly open: number;
  readonly balanced: boolean;
  readonly signed: StoredSignOff | undefined;
}

/** A row with what a sign-off says of it. */
export type MarkedCloseRow = CloseRow & { readonly after: AfterSigning | undefined };

/** A period of one subsidiary as its page shows it. */
export interface CloseView {
  readonly subject: CloseSubject;
  readonly period: ClosePeriod;
  readonly upToId: number;
  readonly rows: readonly MarkedCloseRow[];
  readonly totals: readonly CloseTotal[];
  readonly balanced: boolean;
  readonly open: readonly MarkedCloseRow[];
  readonly statementHash: string;
  readonly isOver: boolean;
  readonly signOffs: readonly StoredSignOff[];
  /** What was signed last, where something was. */
  readonly last: (SignOffText & { readonly isAsSigned: boolean; readonly changed: ReturnType<typeof changedTotals> }) | undefined;
}

/** Evidence of a period that was asked for, with the parts that are there; part 0 is its manifest. */
export interface KeptEvidence {
  readonly number: string;
  readonly askedMs: number;
  readonly isDone: boolean;
  readonly parts: readonly EvidencePart[];
}

/** Evidence of periods as pages hand it out. Who sees the period may have it. */
export interface CloseEvidence {
  /** Of one period and subsidiary, the latest five, the latest first. 10 units, 10 for each. */
  of(subject: CloseSubject): readonly KeptEvidence[];
  /** Text of a part. 10 units, 2 for every 95,000 characters. */
  text(number: string, part: number): string | undefined;
}

/** What a period is read by. */
export interface CloseReader {
  periods(viewer: Viewer): readonly ClosePeriod[];
  /** Its parts that the viewer sees; undefined: there is no such period. `too_many`: a page cannot count it. */
  buckets(period: number, viewer: Viewer): { readonly period: ClosePeriod; readonly buckets: readonly CloseBucket[] | 'too_many' } | undefined;
  /** Undefined: none that the viewer sees. */
  view(subject: CloseSubject, viewer: Viewer): CloseView | { readonly kind: 'too_many'; readonly period: ClosePeriod } | undefined;
  /** What is to be told of an operation whose period was signed. The sign-offs are read once. */
  after(operation: Parameters<typeof afterSigning>[0]): AfterSigning | undefined;
}


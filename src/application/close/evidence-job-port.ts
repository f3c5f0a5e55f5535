import type { VerifiedRow } from '../../domain/audit/chain-verify';
import type { EvidencePart } from '../../domain/audit/evidence';
import type { ReviewPorts } from '../actions/review-ports';
import type { SealRows } from '../audit/audit-ports';
import type { ApprovalRow, LedgerLine } from '../audit/evidence-port';
import type { EventPlace } from './event-place-port';
import type { CloseRow } from './close-port';

/** A record that an operation wrote. */
export type WrittenRecord = NonNullable<CloseRow['target']>;

/** A note that NetSuite keeps of a change. */
export interface SystemNote {
  readonly recordType: string;
  readonly internalId: number;
  readonly at: string;
  readonly user: string;
  readonly role: string;
  readonly context: string;
  readonly field: string;
  /** `T`: the record was made; `F`: a field was changed. */
  readonly type: string;
  readonly before: string;
  readonly after: string;
}

/** A decision as its record stands. */
export interface DecisionTell {
  readonly code: string;
  readonly title: string;
  readonly status: string;
  readonly date: string;
}

/** What the evidence of many operations is made of. Administrators alone see all system notes. */
export interface PeriodMaterial {
  /** Events by their places, in order of chain and number, as far as they are there. 10 units for every 500. */
  events(places: readonly EventPlace[]): readonly VerifiedRow[];
  /** Requests about operations. 10 units for every 500. */
  requestsOf(operationIds: readonly string[]): readonly (ApprovalRow & { readonly subject: string })[];
  /** What transactions post. 10 units for every 500. */
  ledgerOf(transactions: readonly number[]): readonly (LedgerLine & { readonly internalId: number })[];
  /** What NetSuite noted of changes to records, at most 5,000. 10 units for every kind of record. */
  notesOf(records: readonly WrittenRecord[]): readonly SystemNote[];
  /** 10 units. */
  decisions(codes: readonly string[]): readonly DecisionTell[];
}

/** Parts of evidence as they are kept. */
export interface EvidenceParts {
  /** Parts that are there whole. 10 units. */
  done(request: string): readonly EvidencePart[];
  /** Saves a part: its first piece last, so that a part is there whole or not at all. 6 units a piece; 16 for one that is there. */
  save(request: string, part: EvidencePart & { readonly text: string; readonly madeMs: number }): void;
  /** Text of a part; undefined: it is not there. 10 units, 2 a piece. */
  text(request: string, part: number): string | undefined;
}

export interface EvidenceJobPorts extends ReviewPorts {
  readonly material: PeriodMaterial;
  readonly parts: EvidenceParts;
  readonly seals: Pick<SealRows, 'all' | 'pages' | 'text'>;
}

import type { Decision } from '../../domain/decision/decision';
import type { VerifiedRow } from '../../domain/audit/chain-verify';
import type { SealRows } from './audit-ports';

/** A request about an operation. */
export interface ApprovalRow {
  readonly number: string;
  readonly kind: string;
  readonly state: string;
  readonly asker: number;
  readonly askerRole: string;
  readonly approver: number;
  readonly approverRole: string;
  readonly planHash: string;
  readonly askedMs: number;
  readonly decidedMs: number;
  readonly closedMs: number;
}

/** A decision that was in force, as its row says it. */
export type DecisionInForce = Pick<Decision, 'code' | 'title' | 'context' | 'options' | 'choice' | 'consequences' | 'check' | 'status' | 'date' | 'who' | 'supersededBy' | 'textHash'>;

/** One ledger line of a record, in base currency. */
export interface LedgerLine {
  readonly line: number;
  readonly account: string;
  readonly period: string;
  readonly debit: string;
  readonly credit: string;
}

/** What evidence is made of beside what the pages show. */
export interface EvidenceRows {
  /** Events of a chain up to a number, in order, as far as they are there, at most 1,000. 10 units for every 500. */
  chain(chain: string, upTo: number): readonly VerifiedRow[];
  /** Requests about an operation, in order. 10 units. */
  requestsOf(operationId: string): readonly ApprovalRow[];
  /** What a transaction posts, in order of its lines; empty: nothing, or it is none. 10 units. */
  ledgerOf(internalId: number): readonly LedgerLine[];
  /** Decisions by their codes, with what they say; empty: none. 10 units. */
  decisions(codes: readonly string[]): readonly DecisionInForce[];
  /** Hashes of the document: as received, and of what it says. 2 units. */
  hashesOf(operationInternalId: number): { readonly received: string; readonly fingerprint: string };
}

export interface EvidencePorts {
  readonly rows: EvidenceRows;
  readonly seals: Pick<SealRows, 'all' | 'pages' | 'text'>;
}

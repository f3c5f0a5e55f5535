import type { TotalCheck } from './control-total';
import type { EmptyRule, LineSource, OwnershipRow } from './map';
import type { Verdict } from './ownership';
import type { ProblemDetail } from './reasons';
import type { Proposal, ReferenceNeed } from './transform';

/** A field as its row reads the document. */
export interface MappedField {
  readonly row: OwnershipRow;
  readonly proposal: Proposal;
  /** Pointer below the root that the value came from; empty for constants. */
  readonly pointer: string;
  /** What nothing means for the field in this document. */
  readonly whenEmpty: EmptyRule;
}

export interface MappedLine {
  readonly source: LineSource;
  /** Names the line in the document and on the record. */
  readonly key: string;
  readonly columns: readonly MappedField[];
}

/** A document as the map reads it, before anything is known of NetSuite. */
export interface MappedDocument {
  readonly body: readonly MappedField[];
  readonly lines: readonly MappedLine[];
  /** The record that the target is transformed from, where the rule says so and the document names one. */
  readonly from: ReferenceNeed | undefined;
  readonly needs: readonly ReferenceNeed[];
  /** The currency that the document says, where no row writes it: the record must come out in it. */
  readonly currency: ReferenceNeed | undefined;
  readonly totals: readonly Extract<TotalCheck, { readonly kind: 'agrees' }>[];
  readonly problems: readonly ProblemDetail[];
  /** Filled members of the object that neither a row nor the rule reads, and no decision leaves out. */
  readonly unmapped: readonly Verdict[];
}

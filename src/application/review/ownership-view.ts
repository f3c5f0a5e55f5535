import type { RowKind } from '../../domain/map';

/** What is asked: a rule, or a concrete record. */
export type OwnershipQuestion =
  | { readonly kind: 'type'; readonly source: string; readonly documentType: string }
  | { readonly kind: 'record'; readonly recordType: string; readonly internalId: number };

/** Who may change the fields of a record type, or of one record. */
export interface OwnershipView {
  readonly recordType: string;
  readonly internalId: number | undefined;
  /** Operation that wrote the record last; empty: none of ours did. */
  readonly lastOperation: string;
  readonly lastWrittenMs: number | undefined;
  readonly rules: readonly { readonly code: string; readonly source: string; readonly documentType: string; readonly mapVersion: string; readonly decision: string; readonly consistent: boolean }[];
  readonly rows: readonly OwnershipRowView[];
}

export interface OwnershipRowView {
  readonly rule: string;
  /** Body field, or `sublist.column`. */
  readonly field: string;
  readonly owner: string;
  readonly kind: RowKind;
  /** Who may change it, in plain words. */
  readonly words: string;
  readonly path: string;
  readonly onConflict: string;
  readonly decision: string;
  readonly decisionTitle: string;
  /** What the source wrote last, as the viewer may see it; undefined: nothing, or no record was asked for. */
  readonly lastApplied: string | undefined;
  readonly masked: boolean;
}

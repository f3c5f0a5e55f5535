import type { Editable } from './editable';
import type { Guard } from './guard';
import type {
  ConflictPolicy, ControlTotal, DocumentIntent, DocumentScope, EmptyRules, IgnoredPath, LineSource, RowKind, RulePaths, SubmitMode, Transform,
} from './map';
import type { RuleParts } from './rule-parts';

/** One row of a map file, `src/maps/<source>/<document>.json`; the compiler fills in what is left out. */
export interface MapFileRow {
  readonly target: string;
  readonly owner: string;
  readonly kind: RowKind;
  readonly path?: string;
  readonly transform: Transform;
  readonly required?: boolean;
  readonly onConflict?: ConflictPolicy;
  readonly onEmpty?: EmptyRules;
  readonly group?: string;
  /** Decision code; default: the map's. */
  readonly decision?: string;
  /** That people may edit the value in the review queue; default: they may not. */
  readonly editable?: Editable;
  /** What happens where somebody else changes the field in NetSuite; default: nobody looks. */
  readonly guard?: Guard;
}

/** A line source of a map file with its columns. */
export interface MapFileLines extends LineSource {
  readonly columns: readonly MapFileRow[];
}

/** A map file: one source, one document type, reviewed like code. */
export interface MapFile extends RuleParts {
  readonly source: string;
  readonly documentType: string;
  readonly target: string;
  readonly mapVersion: string;
  readonly decision: string;
  readonly rights: { readonly create: boolean; readonly update: boolean; readonly cancel: boolean };
  readonly documents: DocumentScope;
  readonly mode: SubmitMode;
  readonly intent: DocumentIntent;
  readonly onConflict: ConflictPolicy;
  readonly roots: readonly string[];
  readonly paths: RulePaths;
  readonly totals?: readonly ControlTotal[];
  readonly ignored?: readonly IgnoredPath[];
  /** Decision that the records of this map are its own: fields that another source owns on records of the type are not these. */
  readonly ownRecords?: string;
  readonly fields: readonly MapFileRow[];
  readonly lines?: readonly MapFileLines[];
}

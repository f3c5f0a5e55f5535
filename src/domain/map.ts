import type { Condition } from './condition';
import type { DecimalText } from './decimal';
import type { Transform } from './map-transform';
import { EDITORS } from './editable';
import type { Editable } from './editable';
import type { Guard } from './guard';
import type { RuleParts } from './rule-parts';

export type { Transform } from './map-transform';

/**
 * The ownership map as the rules see it: one object rule per source and document type, and one row per field or sublist
 * column that moves. Files in `src/maps` compile to record instances; gateways read the instances back into these shapes.
 */

/**
 * Who may write a field, and when (design 7). `authoritative`: its owner alone; `shared`: source and NetSuite, merged three
 * ways against the value last applied; `copy`: overwritten from its owner, never a source; `create_only`: set at create, then
 * NetSuite's; `never_inbound`: no document writes it.
 */
export type RowKind = 'authoritative' | 'shared' | 'copy' | 'create_only' | 'never_inbound';

/** What to do with a document when one of its fields is owned by someone else. */
export type ConflictPolicy = 'review' | 'drop' | 'refuse';

/** What an empty path means for the field. */
export type EmptyRule = 'keep' | 'clear' | 'refuse';

/** How a path is empty: not there at all, `null`, or a text of nothing but white space. */
export type Emptiness = 'absent' | 'null' | 'blank';

/** One rule for every emptiness, or one for each. In partial documents an absent path says nothing and always keeps. */
export type EmptyRules = EmptyRule | Readonly<Record<Emptiness, EmptyRule>>;

/** Document types carry the whole object, or only what changed. */
export type DocumentScope = 'full' | 'partial';

/** What a document wants. */
export type DocumentIntent = 'create' | 'update' | 'upsert' | 'cancel';

/** What an operation does. A `rollback` comes of a request that was approved, never of a document that was sent. */
export type Intent = DocumentIntent | 'rollback';

export type SubmitMode = 'sync' | 'async';

/** How a version orders documents of one object: a time with its offset, any number, or a count that grows with each change. */
export type VersionKind = 'timestamp' | 'number' | 'sequence';

/** One row of the ownership map. */
export interface OwnershipRow {
  readonly code: string;
  /** Name of the line source the column belongs to; empty for a body field. */
  readonly lines: string;
  /** Body field or sublist column; a dot reaches into a subrecord (`shippingaddress.city`). */
  readonly target: string;
  /** Field owner: a source, `netsuite`, or another system's name. */
  readonly owner: string;
  readonly kind: RowKind;
  /** JSON pointer below the root, or below the line's element. Empty for constants. */
  readonly path: string;
  readonly transform: Transform;
  readonly required: boolean;
  readonly onConflict: ConflictPolicy;
  readonly onEmpty: EmptyRules;
  /** Fields of one group move together or not at all. Empty: on its own. */
  readonly group: string;
  readonly decision: string;
  /** That people may edit the value in the review queue; absent: they may not. */
  readonly editable?: Editable;
  /** What happens where somebody else changes the field in NetSuite; absent: nobody looks. */
  readonly guard?: Guard;
}

/** Where the lines of a sublist come from. Several sources may fill one sublist. */
export interface LineSource {
  readonly name: string;
  readonly sublist: string;
  /** Pointer to an array: a line for each element. Without it: one line. Either where the conditions below hold. */
  readonly each?: string;
  /** The line exists only where the decimal at this pointer, below the element where there is one, is not zero. */
  readonly whenNotZero?: string;
  /** The line exists only where something stands at this pointer, below the element where there is one. */
  readonly whenPresent?: string;
  /** Pointer to the line key inside the element, or the constant key of a single line. */
  readonly key: string;
  /** Pointer to what names the line where nothing stands at `key`: older documents carry no id on some lines. */
  readonly keyElse?: string;
  /** Put before the key: two sources that read one array give each element two names. */
  readonly keyPrefix?: string;
  /** The line exists only where all of these hold, below the element where there is one. */
  readonly where?: readonly Condition[];
  /** Lines are written when the record is created and left alone afterwards. */
  readonly createOnly?: boolean;
}

/** One summand of a control total: a path, where the object is as `where` says, or the sum over an array of the product of some members. */
export type TotalTerm =
  | { readonly path: string; readonly where?: readonly Condition[] }
  | { readonly each: string; readonly product: readonly string[]; readonly where?: readonly Condition[] };

/** The sum of `add` less the sum of `subtract` must be `equals`, and the saved record's `savedField` too. */
export interface ControlTotal {
  readonly name: string;
  readonly add: readonly TotalTerm[];
  readonly subtract: readonly TotalTerm[];
  /** Pointer to the document's own total, or the sum that the document gives for it. */
  readonly equals: string | TotalTerm;
  /** Field of the saved record that is read back and compared. A journal has none: NetSuite itself refuses one that does not balance. */
  readonly savedField?: string;
  /** Largest difference that counts as none, before and after the save. Default: 0. */
  readonly tolerance?: DecimalText;
  /** Pointer to the currency whose minor units the document's amounts are in; NetSuite's are in major units. */
  readonly minorUnitsOf?: string;
  readonly decision: string;
}

/** Where the rule finds what it needs in the document: JSON pointers below the root. */
export interface RulePaths {
  readonly externalId: string;
  readonly version?: string;
  readonly versionKind?: VersionKind;
  readonly amount?: string;
  /** Default: major. */
  readonly amountUnits?: 'major' | 'minor';
  readonly currency?: string;
  readonly baseAmount?: string;
  readonly date?: string;
  /** Default: an ISO date or time. */
  readonly dateKind?: 'iso' | 'epoch_seconds' | 'epoch_milliseconds';
  readonly party?: string;
  readonly number?: string;
}

/** A path the map leaves out on purpose, and the decision that says why. */
export interface IgnoredPath {
  readonly path: string;
  readonly decision: string;
}

/** What may happen to which record type, per source and document type. */
export interface ObjectRule {
  readonly code: string;
  readonly source: string;
  readonly documentType: string;
  /** Target record type: `salesorder`. */
  readonly target: string;
  readonly mayCreate: boolean;
  readonly mayUpdate: boolean;
  readonly mayCancel: boolean;
  readonly documents: DocumentScope;
  readonly mode: SubmitMode;
  readonly intent: DocumentIntent;
  readonly onConflict: ConflictPolicy;
  /** Pointers at which the object may stand: `""` for the bare document, `/order` where it is wrapped. First hit wins. */
  readonly roots: readonly string[];
  readonly paths: RulePaths;
  readonly totals: readonly ControlTotal[];
  readonly lines: readonly LineSource[];
  readonly ignored: readonly IgnoredPath[];
  readonly parts: RuleParts;
  readonly mapVersion: string;
  readonly rowCount: number;
  readonly rowsHash: string;
  readonly decision: string;
}

/** An object rule with the rows that count for it. */
export interface CompiledMap {
  readonly rule: ObjectRule;
  readonly rows: readonly OwnershipRow[];
  /** False where the rows read do not match the rule's number and hash: then the rule only accepts. */
  readonly consistent: boolean;
}

/** The text whose SHA-256 is the rule's `rowsHash`: every row in order, each as JSON with a fixed member order. */
export function canonicalRows(rows: readonly OwnershipRow[]): string {
  return rows
    .map((row) =>
      JSON.stringify([
        row.code, row.lines, row.target, row.owner, row.kind, row.path, sortedJson(row.transform),
        row.required, row.onConflict, emptyRulesText(row.onEmpty), row.group, row.decision,
        ...(row.editable === undefined && row.guard === undefined ? [] : [editableText(row.editable)]),
        ...(row.guard === undefined ? [] : [row.guard]),
      ]),
    )
    .join('\n');
}

/** Members in one order at every depth: a stored transform may come back in another. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** That a row may be edited, as its field holds it: the editor, and `approval` where another person approves. */
export function editableText(editable: Editable | undefined): string {
  if (editable === undefined) return '';
  return editable.needsApproval === true ? `${editable.editor},approval` : editable.editor;
}

/** Reads what `editableText` wrote; undefined where it names no editor. */
export function editableOf(text: string): Editable | undefined {
  const [name, approval] = text.split(',');
  const editor = EDITORS.find((candidate) => candidate === name);
  if (editor === undefined) return undefined;
  return approval === 'approval' ? { editor, needsApproval: true } : { editor };
}

/** Empty rules as a row's field holds them: one word, or three for absent, null and blank. */
export function emptyRulesText(rules: EmptyRules): string {
  return typeof rules === 'string' ? rules : `${rules.absent},${rules.null},${rules.blank}`;
}

/** Reads what `emptyRulesText` wrote. */
export function emptyRulesOf(text: string): EmptyRules {
  const [absent, nothing, blank] = text.split(',') as readonly EmptyRule[];
  return absent === undefined || nothing === undefined || blank === undefined ? (text as EmptyRule) : { absent, null: nothing, blank };
}

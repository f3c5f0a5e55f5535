/** What a script id of a structure must look like. */
export interface ScriptIdRule {
  /** `customrecord_`; empty where any id will do (list values, instances). */
  readonly prefix: string;
  /** Longest id in characters, prefix included. */
  readonly maxLength: number;
  /** `project`: no two in the project alike. `parent`: no two under one parent alike. */
  readonly uniqueIn: 'project' | 'parent';
}

/** What a reference may point at: an object's root tag, or the tag of a part of an object. */
export type ReferenceTarget =
  | 'customrecordtype' | 'customlist' | 'role' | 'customvalue' | 'instance' | 'customrecordcustomfield';

/** What a tag's content must be. */
export type TagRule =
  | { readonly kind: 'text'; readonly maxLength?: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'number'; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** Values of a fixed list, joined with `|`. */
  | { readonly kind: 'choices'; readonly values: readonly string[] }
  /** One reference or standard id; with `many`, several joined with `|`. */
  | { readonly kind: 'reference'; readonly targets: readonly ReferenceTarget[]; readonly standard: RegExp | ReadonlySet<string>; readonly many?: boolean }
  /** A script file: `[/SuiteScripts/x.js]`. */
  | { readonly kind: 'file' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  /** Repeated `item` elements and nothing else. */
  | { readonly kind: 'list'; readonly item: string; readonly table: StructureTable }
  /** Shipped rows: tags named after the fields of the record type around them. */
  | { readonly kind: 'instances' }
  /** Exactly one of the schedule structures. */
  | { readonly kind: 'recurrence' }
  /** Legal in SDF, but refused here; `reason` says why. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface TagSpec {
  readonly rule: TagRule;
  readonly required?: boolean;
  /** Feature that the manifest must list when the tag appears. */
  readonly feature?: string;
}

export type TagSpecs = Readonly<Record<string, TagSpec>>;

/** One structure of the SDF XML Reference: its attribute and its tags. Each tag at most once. */
export interface StructureTable {
  readonly scriptId?: ScriptIdRule;
  readonly tags: TagSpecs;
  /** Tags besides these may be script parameters (`custscript_…`) with a value for the deployment. */
  readonly takesParameters?: boolean;
}

/** One object type: its root element. */
export interface ObjectTable extends StructureTable {
  readonly scriptId: ScriptIdRule;
  /** Features that the object itself needs. */
  readonly features: readonly string[];
}

export const text = (maxLength?: number): TagSpec => ({ rule: maxLength === undefined ? { kind: 'text' } : { kind: 'text', maxLength } });
export const flag: TagSpec = { rule: { kind: 'flag' } };
export const number = (minimum?: number, maximum?: number): TagSpec => ({
  rule: { kind: 'number', ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) },
});
export const choice = (...values: readonly string[]): TagSpec => ({ rule: { kind: 'choice', values } });
export const reference = (targets: readonly ReferenceTarget[], standard: RegExp | ReadonlySet<string>): TagSpec => ({
  rule: { kind: 'reference', targets, standard },
});
export const list = (item: string, table: StructureTable): TagSpec => ({ rule: { kind: 'list', item, table } });
export const refused = (reason: string): TagSpec => ({ rule: { kind: 'refused', reason } });
export const required = (spec: TagSpec): TagSpec => ({ ...spec, required: true });
export const needs = (feature: string, spec: TagSpec): TagSpec => ({ ...spec, feature });

/** The same spec under several tag names. */
export function each(names: readonly string[], spec: TagSpec): TagSpecs {
  return Object.fromEntries(names.map((name) => [name, spec]));
}

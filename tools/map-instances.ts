import { createHash } from 'node:crypto';

import { canonicalRows, editableText, emptyRulesText, type LineSource, type ObjectRule, type OwnershipRow } from '../src/domain/map';
import type { MapFile, MapFileLines } from '../src/domain/map-file';
import type { RuleParts } from '../src/domain/rule-parts';
import { DECISION_SECTIONS, type DecisionFile, type DecisionSection } from './decisions';
import { rowsOf, ruleCode } from './map-checks';

/** One shipped row of a custom record type: values by field script id. */
export interface Instance {
  readonly scriptId: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The record types that are shipped with rows. */
export type CompiledType = 'customrecord_dkt_object_rule' | 'customrecord_dkt_ownership' | 'customrecord_dkt_decision';

export type CompiledInstances = Readonly<Record<CompiledType, readonly Instance[]>>;

/** A map as the rules read it back: the rule with number and hash of its rows, and the rows. */
export interface CompiledFile {
  readonly rule: ObjectRule;
  readonly rows: readonly OwnershipRow[];
}

/** Script ids of instances have at most 40 characters (SDF XML reference). */
const MAX_SCRIPT_ID = 40;

/** Fills in what the map file leaves out. */
export function compileMap(map: MapFile): CompiledFile {
  const code = ruleCode(map);
  const rows = rowsOf(map).map(({ row, lines }): OwnershipRow => ({
    code: `${code}.${lines === '' ? 'body' : lines}.${row.target}`,
    lines,
    target: row.target,
    owner: row.owner,
    kind: row.kind,
    path: row.path ?? '',
    transform: row.transform,
    required: row.required ?? false,
    onConflict: row.onConflict ?? map.onConflict,
    onEmpty: row.onEmpty ?? 'keep',
    group: row.group ?? '',
    decision: row.decision ?? map.decision,
    ...(row.editable === undefined ? {} : { editable: row.editable }),
    ...(row.guard === undefined ? {} : { guard: row.guard }),
  }));
  return { rule: objectRule(map, code, rows), rows };
}

function objectRule(map: MapFile, code: string, rows: readonly OwnershipRow[]): ObjectRule {
  return {
    code,
    source: map.source,
    documentType: map.documentType,
    target: map.target,
    mayCreate: map.rights.create,
    mayUpdate: map.rights.update,
    mayCancel: map.rights.cancel,
    documents: map.documents,
    mode: map.mode,
    intent: map.intent,
    onConflict: map.onConflict,
    roots: map.roots,
    paths: map.paths,
    totals: map.totals ?? [],
    lines: (map.lines ?? []).map(withoutColumns),
    ignored: map.ignored ?? [],
    parts: partsOf(map),
    mapVersion: fingerprintedVersion(map),
    rowCount: rows.length,
    rowsHash: sha256(canonicalRows(rows)),
    decision: map.decision,
  };
}

/** The parts that stand in one field. */
function partsOf(map: MapFile): RuleParts {
  const { action, onCancel, cancelWhen, refuseWhen, acceptWhen, key, naturalKey, lookAlike, equalVersion, dependencyHours, ledger, rollback, currencyExponents } = map;
  const parts = { action, onCancel, cancelWhen, refuseWhen, acceptWhen, key, naturalKey, lookAlike, equalVersion, dependencyHours, ledger, rollback, currencyExponents };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

/**
 * The version a person wrote and a fingerprint of the whole map. SDF never deletes a shipped row (research: SDF 3.2), and the
 * compiled map is cached by version: so any change must make another version, or removed rows and old caches would count.
 */
function fingerprintedVersion(map: MapFile): string {
  return `${map.mapVersion}+${sha256(JSON.stringify(map)).slice(0, 8)}`;
}

function withoutColumns({ columns: _columns, ...source }: MapFileLines): LineSource {
  return source;
}

/** All rows to ship, by record type. */
export function instancesOf(maps: readonly CompiledFile[], decisions: readonly DecisionFile[]): CompiledInstances {
  return {
    customrecord_dkt_object_rule: maps.map(({ rule }) => ruleInstance(rule)),
    customrecord_dkt_ownership: maps.flatMap(({ rule, rows }) => rows.map((row, index) => rowInstance(rule, row, index + 1))),
    customrecord_dkt_decision: decisions.map(decisionInstance),
  };
}

function ruleInstance(rule: ObjectRule): Instance {
  return {
    scriptId: instanceId('rule', rule.code),
    values: {
      custrecord_dkt_rule_code: rule.code,
      custrecord_dkt_rule_source: rule.source,
      custrecord_dkt_rule_doctype: rule.documentType,
      custrecord_dkt_rule_target: rule.target,
      custrecord_dkt_rule_may_create: checkbox(rule.mayCreate),
      custrecord_dkt_rule_may_update: checkbox(rule.mayUpdate),
      custrecord_dkt_rule_may_cancel: checkbox(rule.mayCancel),
      custrecord_dkt_rule_documents: rule.documents,
      custrecord_dkt_rule_mode: rule.mode,
      custrecord_dkt_rule_intent: rule.intent,
      custrecord_dkt_rule_on_conflict: rule.onConflict,
      custrecord_dkt_rule_roots: listField(rule.roots),
      custrecord_dkt_rule_paths: JSON.stringify(rule.paths),
      custrecord_dkt_rule_totals: listField(rule.totals),
      custrecord_dkt_rule_lines: listField(rule.lines),
      custrecord_dkt_rule_ignored: listField(rule.ignored),
      custrecord_dkt_rule_parts: JSON.stringify(rule.parts),
      custrecord_dkt_rule_map_version: rule.mapVersion,
      custrecord_dkt_rule_rows: String(rule.rowCount),
      custrecord_dkt_rule_rows_hash: rule.rowsHash,
      custrecord_dkt_rule_decision: rule.decision,
    },
  };
}

/** A list as a field holds it: SDF reads a value that starts with a bracket as a reference, so the list is a member. */
function listField(list: readonly unknown[]): string {
  return JSON.stringify({ list });
}

function rowInstance(rule: ObjectRule, row: OwnershipRow, position: number): Instance {
  return {
    scriptId: rowInstanceId(row),
    values: {
      custrecord_dkt_own_code: row.code,
      custrecord_dkt_own_rule: rule.code,
      custrecord_dkt_own_position: String(position),
      custrecord_dkt_own_lines: row.lines,
      custrecord_dkt_own_target: row.target,
      custrecord_dkt_own_owner: row.owner,
      custrecord_dkt_own_kind: row.kind,
      custrecord_dkt_own_path: row.path,
      custrecord_dkt_own_transform: JSON.stringify(row.transform),
      custrecord_dkt_own_required: checkbox(row.required),
      custrecord_dkt_own_on_conflict: row.onConflict,
      custrecord_dkt_own_on_empty: emptyRulesText(row.onEmpty),
      custrecord_dkt_own_group: row.group,
      custrecord_dkt_own_map_version: rule.mapVersion,
      custrecord_dkt_own_decision: row.decision,
      custrecord_dkt_own_editable: editableText(row.editable),
      custrecord_dkt_own_guard: row.guard ?? '',
    },
  };
}

/** `choice` holds the section Decision, `check` the section How it is checked. */
const SECTION_FIELDS: Readonly<Record<DecisionSection, string>> = {
  Context: 'custrecord_dkt_dec_context',
  Options: 'custrecord_dkt_dec_options',
  Decision: 'custrecord_dkt_dec_choice',
  Consequences: 'custrecord_dkt_dec_consequences',
  'How it is checked': 'custrecord_dkt_dec_check',
};

function decisionInstance(decision: DecisionFile): Instance {
  return {
    scriptId: instanceId('dec', decision.code),
    values: {
      custrecord_dkt_dec_code: decision.code,
      custrecord_dkt_dec_title: decision.title,
      custrecord_dkt_dec_status: decision.status,
      custrecord_dkt_dec_date: decision.date,
      ...Object.fromEntries(DECISION_SECTIONS.map((name) => [SECTION_FIELDS[name], decision.sections[name]])),
      custrecord_dkt_dec_text_hash: decision.textHash,
      custrecord_dkt_dec_who: decision.status === 'proposed' ? '' : 'The project, by review of its files',
      custrecord_dkt_dec_superseded_by: decision.supersededBy,
    },
  };
}

/**
 * A changed row is another instance. A deploy leaves a field alone that the XML leaves empty, so a row changed in place could
 * keep what was taken away; as another instance it starts empty, and the old one no longer counts by its version.
 */
function rowInstanceId(row: OwnershipRow): string {
  const cut = instanceId('own', row.code).slice(0, MAX_SCRIPT_ID - 9);
  return `${cut}_${sha256(canonicalRows([row])).slice(0, 8)}`;
}

/** Readable where it fits; else cut and made unique again by a hash. The same code always gives the same id. */
function instanceId(kind: 'rule' | 'own' | 'dec', code: string): string {
  const id = `val_dkt_${kind}_${code.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
  return id.length <= MAX_SCRIPT_ID ? id : `${id.slice(0, MAX_SCRIPT_ID - 9)}_${sha256(code).slice(0, 8)}`;
}

function checkbox(value: boolean): string {
  return value ? 'T' : 'F';
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

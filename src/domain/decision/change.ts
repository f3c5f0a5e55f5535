import type { CompiledMap, ObjectRule, OwnershipRow } from '../map';
import { parsedObject } from '../json-object';
import { REASONS } from '../reasons';
import type { ReasonCode } from '../reasons';
import { unsafeFigures } from '../retry-policy';
import type { RetryFigures } from '../retry-policy';

/** Rows as a proposal names them: a row of the map with what changes, or a whole new one. */
export type ChangedRow = Pick<OwnershipRow, 'code'> & Partial<OwnershipRow>;

/** A change of the ownership map of one rule. */
export interface MapChange {
  readonly kind: 'map';
  /** Code of the rule: `shopify.order`. */
  readonly map: string;
  /** True: rows that are not named go. */
  readonly whole: boolean;
  /** Members of the rule that change. */
  readonly rule: Partial<ObjectRule>;
  readonly rows: readonly ChangedRow[];
  /** Codes of rows that go. */
  readonly remove: readonly string[];
}

/** A change of the retry figures of one reason. */
export interface RetryChange {
  readonly kind: 'retry';
  readonly reason: ReasonCode;
  readonly figures: RetryFigures;
}

export type ProposedChange = MapChange | RetryChange;

export type ReadChange =
  | { readonly kind: 'read'; readonly change: ProposedChange }
  /** `why`: in words, for who proposes it. */
  | { readonly kind: 'wrong'; readonly why: string };

/** Longest change, in characters. */
export const MAX_CHANGE = 50_000;

/** Members that a proposal may change. What identifies a rule or counts its rows follows from the rest. */
const RULE_MEMBERS = [
  'mayCreate', 'mayUpdate', 'mayCancel', 'documents', 'mode', 'intent', 'onConflict', 'roots', 'paths', 'totals', 'lines', 'ignored', 'parts', 'decision',
] as const satisfies readonly (keyof ObjectRule)[];

const ROW_MEMBERS = [
  'code', 'lines', 'target', 'owner', 'kind', 'path', 'transform', 'required', 'onConflict', 'onEmpty', 'group', 'decision', 'editable',
] as const satisfies readonly (keyof OwnershipRow)[];

/** Members that a new row cannot do without; the rest has a default. */
const NEW_ROW = { lines: '', path: '', required: false, onConflict: 'review', onEmpty: 'keep', group: '', decision: '' } as const;

const KINDS: readonly OwnershipRow['kind'][] = ['authoritative', 'shared', 'copy', 'create_only', 'never_inbound'];
const POLICIES: readonly OwnershipRow['onConflict'][] = ['review', 'drop', 'refuse'];

/** Reads a proposed change. Nothing is guessed: a member that is none refuses it. */
export function readChange(text: string): ReadChange {
  if (text.length > MAX_CHANGE) return wrong(`The change has ${String(text.length)} characters; at most ${String(MAX_CHANGE)} are taken.`);
  const members = parsedObject(text);
  if (members === undefined) return wrong('The change is no JSON object.');
  if (typeof members['map'] === 'string') return readMapChange(members['map'], members);
  if (typeof members['reason'] === 'string') return readRetryChange(members['reason'], members);
  return wrong('The change names neither a "map" nor a "reason".');
}

type Members = Readonly<Record<string, unknown>>;

function readMapChange(map: string, members: Members): ReadChange {
  const stray = Object.keys(members).find((name) => !['map', 'whole', 'rule', 'rows', 'remove'].includes(name));
  if (stray !== undefined) return wrong(`"${stray}" is no member of a change of a map.`);
  const { rule = {}, rows = [], remove = [], whole = false } = members;
  if (!isObject(rule) || !isList(rows) || !rows.every(isObject) || !isTexts(remove) || typeof whole !== 'boolean') return wrong('"rule" is an object, "rows" a list of objects, "remove" a list of codes, "whole" true or false.');
  const fault = strayMember(rule, RULE_MEMBERS, 'the rule') ?? rows.map(rowFault).find((one) => one !== undefined);
  if (fault !== undefined) return wrong(fault);
  return { kind: 'read', change: { kind: 'map', map, whole, rule, rows: rows as unknown as readonly ChangedRow[], remove } };
}

function rowFault(row: Members): string | undefined {
  const { code, kind, onConflict, transform } = row;
  if (typeof code !== 'string' || code === '') return 'A row names its "code".';
  const stray = strayMember(row, ROW_MEMBERS, `row ${code}`);
  if (stray !== undefined) return stray;
  if (kind !== undefined && !KINDS.some((known) => known === kind)) return `The kind of row ${code} is none of ${KINDS.join(', ')}.`;
  if (onConflict !== undefined && !POLICIES.some((known) => known === onConflict)) return `"onConflict" of row ${code} is none of ${POLICIES.join(', ')}.`;
  return transform === undefined || isObject(transform) ? undefined : `The transform of row ${code} is no object.`;
}

function strayMember(members: Members, known: readonly string[], what: string): string | undefined {
  const stray = Object.keys(members).find((name) => !known.includes(name));
  return stray === undefined ? undefined : `"${stray}" is nothing that a proposal changes of ${what}.`;
}

function readRetryChange(reason: string, { attempts, firstWait, longestWait, ...rest }: Members): ReadChange {
  const stray = Object.keys(rest).find((name) => name !== 'reason');
  if (stray !== undefined) return wrong(`"${stray}" is no member of a change of retry figures.`);
  if (!Object.hasOwn(REASONS, reason)) return wrong(`The catalogue has no reason ${reason}.`);
  const given = Object.entries({ attempts, firstWait, longestWait }).filter(([, value]) => value !== undefined);
  if (given.length === 0 || given.some(([, value]) => typeof value !== 'number')) return wrong('A change of retry figures says "attempts", "firstWait" or "longestWait", as numbers.');
  const figures: RetryFigures = Object.fromEntries(given);
  const [unsafe] = unsafeFigures(figures);
  return unsafe === undefined ? { kind: 'read', change: { kind: 'retry', reason: reason as ReasonCode, figures } } : wrong(unsafe);
}

/** The map as it would be; a text: why it cannot be made, in words. */
export function changedMap({ rule, rows }: CompiledMap, change: MapChange): CompiledMap | string {
  const codes = new Set(rows.map(({ code }) => code));
  const gone = change.remove.find((code) => !codes.has(code));
  if (gone !== undefined) return `The map has no row ${gone}.`;
  const made = change.rows.filter(({ code }) => !codes.has(code));
  const short = made.find((row) => row.target === undefined || row.owner === undefined || row.kind === undefined || row.transform === undefined);
  if (short !== undefined) return `Row ${short.code} is new and does not say its target, owner, kind and transform.`;
  const named = new Map(change.rows.map((row) => [row.code, row]));
  const kept = rows.filter(({ code }) => !change.remove.includes(code) && (!change.whole || named.has(code)));
  const present = kept.map((row): OwnershipRow => ({ ...row, ...named.get(row.code) }));
  const added = made.map((row) => ({ ...NEW_ROW, ...row }) as OwnershipRow);
  return { rule: { ...rule, ...change.rule, mapVersion: `${rule.mapVersion} as proposed` }, rows: [...present, ...added], consistent: true };
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return isList(value) && value.every((one) => typeof one === 'string');
}

function wrong(why: string): ReadChange {
  return { kind: 'wrong', why };
}

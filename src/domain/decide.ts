import { appliedTarget, keptValue } from './applied-values';
import type { AppliedValues } from './applied-values';
import type { FieldValue } from './field-value';
import { decideOnCreate, writes } from './ownership';
import type { Judgement, Verdict } from './ownership';
import type { CompiledMap } from './map';
import type { MappedDocument, MappedField, MappedLine } from './mapped-document';
import { problemOf } from './reasons';
import type { Problem } from './reasons';
import type { Forced } from './ticket';
import { judgeReference, matchesFor } from './references';
import type { PlannedReference, ReferenceMatch, ReferencePlan } from './references';
import type { ReferenceNeed } from './transform';

/** One field to write; null clears it. A dot in the target reaches into a subrecord. */
export interface FieldWrite {
  readonly target: string;
  readonly value: FieldValue | null;
}

export interface LineWrite {
  readonly sublist: string;
  readonly key: string;
  readonly columns: readonly FieldWrite[];
}

/** Everything that a new record gets, in one save. */
export interface CreatePlan {
  /** The record it is transformed from; undefined: it is created on its own. */
  readonly from?: RecordReference;
  readonly body: readonly FieldWrite[];
  readonly lines: readonly LineWrite[];
  /** What NetSuite fills in itself must come out like this; else nothing is saved. */
  readonly expects?: ExpectedRecord;
  /** Sublists whose copied lines go unless `lines` names them, where the record is transformed from another. */
  readonly wholeSublists?: readonly string[];
}

/** Fields that a document does not write and that still must be its own. */
export interface ExpectedRecord {
  /** Internal id. */
  readonly currency?: number | undefined;
  /** Internal ids of which one must be the record's; undefined: any. */
  readonly subsidiaries?: readonly number[] | undefined;
}

/** A field whose references are resolved; null where the document holds nothing for it. */
export interface ResolvedField {
  readonly mapped: MappedField;
  readonly value: FieldValue | null;
}

export interface ResolvedLine {
  readonly mapped: MappedLine;
  readonly columns: readonly ResolvedField[];
}

/** A record by type and internal id. */
export interface RecordReference {
  readonly recordType: string;
  readonly internalId: number;
}

/** A document with every reference resolved. */
export interface ResolvedDocument {
  /** The record to transform from; undefined: the target is created on its own. */
  readonly from: RecordReference | undefined;
  /** Internal id of the currency that the document says and no row writes. */
  readonly currency: number | undefined;
  readonly body: readonly ResolvedField[];
  readonly lines: readonly ResolvedLine[];
}

/** What is known once the references were looked up. */
export type Resolution =
  | { readonly kind: 'resolved'; readonly document: ResolvedDocument }
  | {
      readonly kind: 'bring';
      /** Records that other rules of the source have to bring first, from what the document embeds. */
      readonly references: readonly PlannedReference[];
      /** Records that the document only names: another document brings them, and this one waits for it. */
      readonly awaited: readonly PlannedReference[];
    }
  | { readonly kind: 'review'; readonly problem: Problem };

/** Resolves every reference of a mapped document, or says all that stands in the way. */
export function resolveDocument(mapped: MappedDocument, plan: ReferencePlan, matches: ReadonlyMap<string, readonly ReferenceMatch[]>): Resolution {
  const problems = [...mapped.problems, ...plan.problems];
  const references: PlannedReference[] = [];
  const awaited: PlannedReference[] = [];
  const found = new Map<ReferenceNeed, FieldValue>();
  for (const reference of plan.planned) {
    const { found: matched, chosen } = matchesFor(reference, matches);
    const verdict = judgeReference(reference, matched, chosen);
    switch (verdict.kind) {
      case 'found':
        found.set(reference.need, verdict.value);
        break;
      case 'to_bring':
        references.push(reference);
        break;
      case 'to_await':
        awaited.push(reference);
        break;
      case 'problem':
        problems.push(verdict.problem);
    }
  }
  const [first] = problems;
  if (first !== undefined) return { kind: 'review', problem: problemOf(first.code, first.message, problems) };
  if (references.length + awaited.length > 0) return { kind: 'bring', references, awaited };
  return { kind: 'resolved', document: resolved(mapped, found) };
}

function resolved(mapped: MappedDocument, found: ReadonlyMap<ReferenceNeed, FieldValue>): ResolvedDocument {
  const valueOf = (need: ReferenceNeed): FieldValue => {
    const value = found.get(need);
    if (value === undefined) throw new Error(`The reference at "${need.pointer}" was not planned: this is a defect in the caller.`);
    return value;
  };
  const resolve = (fields: readonly MappedField[]) => fields.map((field) => ({ mapped: field, value: resolvedValue(field, valueOf) }));
  const from = mapped.from === undefined ? undefined : valueOf(mapped.from);
  const currency = mapped.currency === undefined ? undefined : valueOf(mapped.currency);
  return {
    currency: currency?.kind === 'record' ? currency.internalId : undefined,
    from: from?.kind === 'record' ? { recordType: from.recordType, internalId: from.internalId } : undefined,
    body: resolve(mapped.body),
    lines: mapped.lines.map((line) => ({ mapped: line, columns: resolve(line.columns) })),
  };
}

function resolvedValue({ proposal }: MappedField, valueOf: (need: ReferenceNeed) => FieldValue): FieldValue | null {
  if (proposal.kind === 'value') return proposal.value;
  return proposal.kind === 'reference' ? valueOf(proposal.need) : null;
}

/** What to do with a record that does not exist yet. */
export interface CreateDecision {
  readonly plan: CreatePlan;
  readonly verdicts: readonly Verdict[];
  readonly conflicts: readonly Verdict[];
  /** Values to keep beside the object once the plan is saved. */
  readonly applied: AppliedValues;
}

/** Decides every field of a new record. `forced`: fields of other owners that tickets let through. */
export function decideCreate(map: CompiledMap, document: ResolvedDocument, forced: Forced = NOTHING_FORCED): CreateDecision {
  const verdicts: Verdict[] = [];
  const applied = new Map<string, string>();
  const judge = (fields: readonly ResolvedField[], line: MappedLine | undefined): readonly FieldWrite[] => {
    const filled = fields.flatMap(({ mapped, value }) => (value === null ? [] : [{ mapped, value, own: forcedThrough({ verdict: decideOnCreate(mapped.row, map.rule.source) }, value, forced.get(fieldOf(mapped, line))) }]));
    const held = heldGroups(filled.map(({ mapped, own }) => ({ group: mapped.row.group, held: own.verdict === 'conflict' })));
    return filled.flatMap(({ mapped, value, own }) => {
      const judged: Judgement = writes(own.verdict) && held.has(mapped.row.group) ? { verdict: 'conflict' } : own;
      const { verdict } = judged;
      verdicts.push(verdictOf(mapped, judged, line));
      keep(applied, appliedTargetOf(mapped, line), keptValue(verdict, value, undefined));
      return verdict === 'apply' ? [{ target: mapped.row.target, value }] : [];
    });
  };
  const body = [...judge(document.body, undefined), ...statusAtCreate(map, verdicts)];
  const lines = document.lines.map(({ mapped, columns }) => ({ sublist: mapped.source.sublist, key: mapped.key, columns: judge(columns, mapped) }));
  const { from } = document;
  const plan: CreatePlan = from === undefined ? { body, lines } : { from, body, lines, wholeSublists: wholeSublists(map) };
  return { plan, verdicts, conflicts: verdicts.filter(({ verdict }) => verdict === 'conflict'), applied };
}

/** Sublists of which a full document names every line. */
function wholeSublists({ rule }: CompiledMap): readonly string[] {
  return rule.documents === 'full' ? [...new Set(rule.lines.map(({ sublist }) => sublist))] : [];
}

/** The status that a new order starts with, where the rule decides it; afterwards it is NetSuite's. */
function statusAtCreate({ rule }: CompiledMap, verdicts: Verdict[]): readonly FieldWrite[] {
  const { orderStatus } = rule.parts.ledger ?? {};
  if (orderStatus === undefined) return [];
  verdicts.push({ path: '', field: 'orderstatus', verdict: 'apply', owner: rule.source, decision: orderStatus.decision });
  return [{ target: 'orderstatus', value: { kind: 'text', text: orderStatus.atCreate } }];
}

/** Groups of which one field may not move: the others stay too. A field without a group stands alone. */
export function heldGroups(fields: readonly { readonly group: string; readonly held: boolean }[]): ReadonlySet<string> {
  return new Set(fields.flatMap(({ group, held }) => (held && group !== '' ? [group] : [])));
}

/** Where the value of a field, or of a line's column, is kept. */
export function appliedTargetOf({ row }: MappedField, line: MappedLine | undefined): string {
  return appliedTarget(row.target, line === undefined ? undefined : { sublist: line.source.sublist, key: line.key });
}

/** Notes a value to keep; undefined: there is none. */
export function keep(applied: Map<string, string>, target: string, value: string | undefined): void {
  if (value !== undefined) applied.set(target, value);
}

/** A field as verdicts and tickets name it: `memo`, `item.rate`. */
export function fieldOf({ row }: MappedField, line: MappedLine | undefined): string {
  return line === undefined ? row.target : `${line.source.sublist}.${row.target}`;
}

/** A conflict on a field that a ticket names is written, and says under which; everything else stays as judged. */
export function forcedThrough(judgement: Judgement, value: FieldValue | null, ticket: string | undefined): Judgement {
  if (ticket === undefined || judgement.verdict !== 'conflict') return judgement;
  return { verdict: value === null ? 'cleared' : 'apply', note: `of another owner, forced by ticket ${ticket}`, ticket };
}

/** No ticket lets anything through. */
export const NOTHING_FORCED: Forced = new Map();

/** A verdict with where its value came from, who owns the field and which decision says so. */
export function verdictOf(field: MappedField, judged: Pick<Judgement, 'verdict' | 'note' | 'ticket'>, line: MappedLine | undefined): Verdict {
  const { row, pointer, proposal } = field;
  const notes = [proposal.kind === 'value' ? proposal.note : undefined, judged.note].filter((note) => note !== undefined);
  return {
    path: pointer,
    field: fieldOf(field, line),
    ...(line === undefined ? {} : { line: line.key }),
    verdict: judged.verdict,
    owner: row.owner,
    decision: row.decision,
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
    ...(judged.ticket === undefined ? {} : { ticket: judged.ticket }),
  };
}

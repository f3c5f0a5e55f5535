import { decideOnCreate } from './ownership';
import type { Verdict } from './ownership';
import type { CompiledMap } from './map';
import type { MappedDocument, MappedField, MappedLine } from './mapping';
import { problemOf } from './reasons';
import type { Problem, ProblemDetail } from './reasons';
import { judgeReference, queryKey } from './references';
import type { PlannedReference, ReferenceMatch } from './references';
import type { FieldValue } from './transform';

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
  readonly body: readonly FieldWrite[];
  readonly lines: readonly LineWrite[];
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

/** A document with every reference resolved. */
export interface ResolvedDocument {
  readonly body: readonly ResolvedField[];
  readonly lines: readonly ResolvedLine[];
}

/** What is known once the references were looked up. */
export type Resolution =
  | { readonly kind: 'resolved'; readonly document: ResolvedDocument }
  /** Records that other rules of the source have to bring first. */
  | { readonly kind: 'bring'; readonly references: readonly PlannedReference[] }
  | { readonly kind: 'review'; readonly problem: Problem };

/** Resolves every reference of a mapped document, or says all that stands in the way. */
export function resolveDocument(
  mapped: MappedDocument,
  planned: { readonly planned: readonly PlannedReference[]; readonly problems: readonly ProblemDetail[] },
  matches: ReadonlyMap<string, readonly ReferenceMatch[]>,
): Resolution {
  const problems = [...mapped.problems, ...planned.problems];
  const toBring: PlannedReference[] = [];
  const found = new Map<unknown, number>();
  for (const reference of planned.planned) {
    const verdict = judgeReference(reference, matches.get(queryKey(reference.query)) ?? []);
    if (verdict.kind === 'found') found.set(reference.need, verdict.internalId);
    else if (verdict.kind === 'to_bring') toBring.push(reference);
    else problems.push(verdict.problem);
  }
  const [first] = problems;
  if (first !== undefined) return { kind: 'review', problem: problemOf(first.code, first.message, problems) };
  if (toBring.length > 0) return { kind: 'bring', references: toBring };
  const resolve = (fields: readonly MappedField[]) => fields.map((field) => ({ mapped: field, value: resolvedValue(field, found) }));
  return {
    kind: 'resolved',
    document: { body: resolve(mapped.body), lines: mapped.lines.map((line) => ({ mapped: line, columns: resolve(line.columns) })) },
  };
}

function resolvedValue(field: MappedField, found: ReadonlyMap<unknown, number>): FieldValue | null {
  const { proposal } = field;
  if (proposal.kind === 'value') return proposal.value;
  if (proposal.kind !== 'reference') return null;
  const internalId = found.get(proposal.need);
  if (internalId === undefined) throw new Error(`The reference at "${field.pointer}" was not planned: this is a defect in the caller.`);
  return { kind: 'record', recordType: proposal.need.record, internalId };
}

/** What to do with a record that does not exist yet. */
export interface CreateDecision {
  readonly plan: CreatePlan;
  readonly verdicts: readonly Verdict[];
  readonly conflicts: readonly Verdict[];
}

/** Decides every field of a new record. */
export function decideCreate(map: CompiledMap, document: ResolvedDocument): CreateDecision {
  const verdicts: Verdict[] = [];
  const judge = (fields: readonly ResolvedField[], line: MappedLine | undefined): readonly FieldWrite[] =>
    fields.flatMap(({ mapped, value }) => {
      if (value === null) return [];
      const verdict = verdictOf(mapped, decideOnCreate(mapped.row, map.rule.source), line);
      verdicts.push(verdict);
      return verdict.verdict === 'apply' ? [{ target: mapped.row.target, value }] : [];
    });
  const body = judge(document.body, undefined);
  const lines = document.lines.map(({ mapped, columns }) => ({ sublist: mapped.source.sublist, key: mapped.key, columns: judge(columns, mapped) }));
  return { plan: { body, lines }, verdicts, conflicts: verdicts.filter(({ verdict }) => verdict === 'conflict') };
}

/** A verdict with where its value came from, who owns the field and which decision says so. */
export function verdictOf(field: MappedField, verdict: Verdict['verdict'], line: MappedLine | undefined): Verdict {
  const { row, pointer } = field;
  return {
    path: pointer,
    field: line === undefined ? row.target : `${line.source.sublist}.${row.target}`,
    ...(line === undefined ? {} : { line: line.key }),
    verdict,
    owner: row.owner,
    decision: row.decision,
  };
}

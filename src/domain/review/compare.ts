import type { AppliedValues } from '../applied-values';
import { decideCreate } from '../decide';
import type { ResolvedDocument, ResolvedField } from '../decide';
import { decideUpdate } from '../decide-update';
import type { CurrentLine, CurrentRecord } from '../decide-update';
import { shownText } from '../field-value';
import type { CurrentValue, FieldValue } from '../field-value';
import type { CompiledMap } from '../map';
import type { MappedDocument, MappedField, MappedLine } from '../mapped-document';
import type { Verdict, VerdictKind } from '../ownership';
import { judgeReference, queryKey } from '../references';
import type { ReferenceMatch, ReferencePlan } from '../references';
import type { ReferenceNeed } from '../transform';
import { masked, sensitivityOf, sensitivityOfText } from './masking';

/** One field of a document beside the record, before anything is masked. */
export interface ComparedField {
  /** Body field, or `sublist.column`. */
  readonly field: string;
  /** Line key; empty: a body field. */
  readonly line: string;
  readonly path: string;
  readonly sent: string;
  readonly now: string;
  readonly owner: string;
  /** `missing`: what the document names is not there, or cannot be read. */
  readonly verdict: VerdictKind | 'missing';
  readonly retryWill: string;
  readonly decision: string;
}

/** A document and all that is known to compare it by. */
export interface Comparison {
  readonly map: CompiledMap;
  readonly mapped: MappedDocument;
  readonly plan: ReferencePlan;
  readonly matches: ReadonlyMap<string, readonly ReferenceMatch[]>;
  /** Undefined: there is no record yet. */
  readonly current: CurrentRecord | undefined;
  readonly lastApplied: AppliedValues;
}

/** Compares field by field. Verdicts are those that a run would come to: the same functions decide. */
export function compareFields(comparison: Comparison): readonly ComparedField[] {
  const { map, mapped, current, lastApplied } = comparison;
  const found = foundReferences(comparison);
  const document = resolvable(mapped, found);
  const { verdicts } = current === undefined ? decideCreate(map, document) : decideUpdate(map, document, current, lastApplied);
  const judged = new Map(verdicts.map((one) => [`${one.field}\n${one.line ?? ''}`, one]));
  const linesOf = (sublist: string) => new Map((current?.lines(sublist) ?? []).map((line) => [line.key, line]));
  const compared = (field: MappedField, line: MappedLine | undefined): readonly ComparedField[] => {
    const name = line === undefined ? field.row.target : `${line.source.sublist}.${field.row.target}`;
    const verdict = judged.get(`${name}\n${line?.key ?? ''}`);
    const missing = isMissing(field, found);
    const now = nowText(field, line === undefined ? current : lineAsRecord(linesOf(line.source.sublist).get(line.key)));
    const kind = missing ? 'missing' : verdict?.verdict;
    if (kind === undefined) return [];
    return [{
      field: name, line: line?.key ?? '', path: field.pointer, sent: sentText(field, found), now, owner: field.row.owner, verdict: kind, retryWill: retryWords(kind, current !== undefined), decision: field.row.decision,
    }];
  };
  return [...mapped.body.flatMap((field) => compared(field, undefined)), ...mapped.lines.flatMap((line) => line.columns.flatMap((field) => compared(field, line))), ...mapped.unmapped.map(leftOut)];
}

/** A member of the document that no row maps: only its place is told. */
function leftOut({ field, path, owner, verdict, decision }: Verdict): ComparedField {
  return { field, line: '', path, sent: '', now: '', owner, verdict, retryWill: retryWords(verdict, false), decision };
}

function foundReferences({ plan, matches }: Comparison): ReadonlyMap<ReferenceNeed, FieldValue> {
  const found = new Map<ReferenceNeed, FieldValue>();
  for (const reference of plan.planned) {
    const verdict = judgeReference(reference, matches.get(queryKey(reference.query)) ?? []);
    if (verdict.kind === 'found') found.set(reference.need, verdict.value);
  }
  return found;
}

function isMissing({ proposal }: MappedField, found: ReadonlyMap<ReferenceNeed, FieldValue>): boolean {
  return proposal.kind === 'problem' || (proposal.kind === 'reference' && !found.has(proposal.need));
}

/** The document without what cannot be resolved: the rest is judged all the same. */
function resolvable(mapped: MappedDocument, found: ReadonlyMap<ReferenceNeed, FieldValue>): ResolvedDocument {
  const fields = (all: readonly MappedField[]): readonly ResolvedField[] => all.filter((field) => !isMissing(field, found)).map((field) => ({ mapped: field, value: valueOf(field, found) }));
  return { from: undefined, currency: undefined, body: fields(mapped.body), lines: mapped.lines.map((line) => ({ mapped: line, columns: fields(line.columns) })) };
}

function valueOf({ proposal }: MappedField, found: ReadonlyMap<ReferenceNeed, FieldValue>): FieldValue | null {
  if (proposal.kind === 'value') return proposal.value;
  const resolved = proposal.kind === 'reference' ? found.get(proposal.need) : undefined;
  return resolved ?? null;
}

function sentText({ proposal }: MappedField, found: ReadonlyMap<ReferenceNeed, FieldValue>): string {
  switch (proposal.kind) {
    case 'value': return shownText(proposal.value);
    case 'reference': return referenceText(proposal.need, found.has(proposal.need));
    case 'empty': return '';
    case 'problem': return '(cannot be read)';
  }
}

function referenceText(need: ReferenceNeed, known: boolean): string {
  const named = need.by === 'rule' ? (typeof need.document === 'string' ? need.document : need.documentType) : need.value;
  return known ? named : `${named} (no match)`;
}

/** Where a value stands: the record, or one of its lines. */
type Place = Pick<CurrentRecord, 'body' | 'bodyText'>;

function lineAsRecord(line: CurrentLine | undefined): Place | undefined {
  return line === undefined ? undefined : { body: (target) => line.column(target), ...(line.columnText === undefined ? {} : { bodyText: line.columnText }) };
}

/** People and companies: their name may be personal, so a page tells the record's id. */
const PARTIES: readonly string[] = ['customer', 'vendor', 'employee', 'contact'];

/** Status fields are lists that no document refers to. */
const STATUS_FIELDS: readonly string[] = ['orderstatus', 'approvalstatus'];

/** A list field by the name that its screen shows, a party by type and id. */
function nowText(field: MappedField, place: Place | undefined): string {
  const id = currentText(place?.body(field.row.target));
  const record = recordOf(field);
  if (id === '' || (record === undefined && !STATUS_FIELDS.includes(field.row.target))) return id;
  if (record !== undefined && PARTIES.includes(record)) return `${record} ${id}`;
  const name = place?.bodyText?.(field.row.target) ?? '';
  return name === '' ? id : name;
}

/** Record type that a field points at; undefined: it points at none, or the map does not say. */
function recordOf({ proposal }: MappedField): string | undefined {
  if (proposal.kind === 'reference') return proposal.need.record;
  return proposal.kind === 'value' && proposal.value.kind === 'record' ? proposal.value.recordType : undefined;
}

function currentText(value: CurrentValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function retryWords(verdict: VerdictKind | 'missing', exists: boolean): string {
  switch (verdict) {
    case 'missing': return 'stop: needs a value';
    case 'apply': return exists ? 'set what was sent' : 'set it on the new record';
    case 'unchanged': return 'leave it: both say the same';
    case 'kept': return 'keep the value in NetSuite';
    case 'conflict': return 'ask: both sides differ';
    case 'blocked_direction': return 'keep the value in NetSuite: no document writes it';
    case 'cleared': return 'empty it';
    case 'unmapped': return 'leave it out: no rule maps it';
  }
}

/** The field as somebody sees it who may not see bank, tax and personal values. */
export function maskedField(field: ComparedField): ComparedField & { readonly masked: boolean } {
  const hidden = sensitivityOf(field.path) ?? sensitivityOf(`/${field.field.replaceAll('.', '/')}`) ?? sensitivityOfText(field.sent) ?? sensitivityOfText(field.now);
  return hidden === undefined ? { ...field, masked: false } : { ...field, sent: masked(field.sent), now: masked(field.now), masked: true };
}
